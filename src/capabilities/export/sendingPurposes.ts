import type { Department } from "#kernel/actor.ts";

/*
 * What may be given to which department, for what, and no field beyond it (网络数据安全管理条例 12; 个人信息保护法 6, 34).
 * Data: a route of referral or comparison names one of these. Sealed facts stand in none: they have a way of their own.
 */

export interface SendingPurpose {
  readonly id: string;
  readonly zh: string;
  readonly clause: string;
  readonly departments: readonly Department[];
  /** Keys of the catalogue of facts. */
  readonly fields: readonly string[];
}

/** Who the child is: enough for another register to find the same person, and not more. */
const identity = ["name", "idKind", "idNumber", "birthDate"] as const;
const both = (field: string): string[] => [`father.${field}`, `mother.${field}`];

const purpose = (
  id: string,
  zh: string,
  clause: string,
  departments: readonly Department[],
  fields: readonly string[],
): SendingPurpose => ({ id, zh, clause, departments, fields });

export const sendingPurposes: readonly SendingPurpose[] = [
  purpose("enrolment_check", "在校在园情况比对", "琼民通〔2024〕82号 三(一)3", ["education"],
    [...identity, "residence.area", "school.state", "school.name", "school.grade"]),
  purpose("residence_check", "居住证、户籍情况比对", "琼民通〔2024〕82号 三(一)3", ["police"],
    [...identity, "hukou.kind", "hukou.area", "residence.area", "residence.since"]),
  purpose("health_check", "健康管理情况比对", "琼民通〔2024〕82号 三(一)3", ["health"],
    [...identity, "residence.area"]),
  purpose("insurance_check", "参加基本医疗保险情况比对", "琼民通〔2024〕82号 三(一)3", ["medical_insurance"],
    [...identity, "insurance.medical"]),
  purpose("disability_check", "残疾情况比对", "琼民通〔2024〕82号 三(一)3", ["disabled_federation"],
    [...identity, "disability.kind", "disability.level", "disability.parts", "disability.certificate"]),
  purpose("parent_check", "父母服刑、强制隔离戒毒、死亡、失联情况核实", "民发〔2019〕62号; 民发〔2020〕125号", ["police", "justice", "court"],
    [...identity, ...both("name"), ...both("idNumber"), ...both("birthDate"), ...both("status")]),
  purpose("parent_search", "失联父母查找", "民发〔2020〕125号", ["police"],
    ["name", "birthDate", "hukou.area", ...both("name"), ...both("birthDate"), ...both("idNumber"), ...both("lostContact.since")]),
  purpose("enrolment_referral", "控辍保学、劝返复学", "粤民发〔2024〕32号 三", ["education"],
    [...identity, "sex", "residence.area", "residence.address", "school.state", "school.name", "school.grade",
      "guardian.name", "guardian.relation", "guardian.phone", "risk.dropout"]),
  purpose("protection_referral", "应急处置、出警调查", "国发〔2016〕13号 二(二)、三(二)", ["police"],
    [...identity, "sex", "phone", "residence.area", "residence.address", "guardian.name", "guardian.relation", "guardian.phone",
      "carer.name", "carer.phone", "risk.maltreatment", "risk.trafficking", "risk.violence", "risk.abandonment", "risk.otherHarm",
      "risk.livingAlone", "risk.vagrancy", "risk.missing", "risk.guardianAbsent"]),
  purpose("protection_notice", "不法侵害个案通报", "粤民发〔2024〕32号 四(二)", ["procuratorate", "court"],
    [...identity, "sex", "residence.area", "guardian.name", "guardian.relation", "risk.maltreatment", "risk.trafficking",
      "risk.violence", "risk.abandonment", "risk.otherHarm"]),
  purpose("education_aid_referral", "落实教育资助", "粤民发〔2024〕32号 四(二)", ["education"],
    [...identity, "school.state", "school.name", "school.grade", "household.assistance", "recognised", "guardian.name",
      "guardian.phone"]),
  purpose("rehabilitation_referral", "残疾儿童康复救助", "国发〔2018〕20号", ["disabled_federation", "health"],
    [...identity, "sex", "residence.area", "guardian.name", "guardian.relation", "guardian.phone", "disability.kind",
      "disability.level", "disability.parts", "disability.certificate"]),
  purpose("mind_referral", "心理健康服务转介", "粤民发〔2024〕32号 三", ["health", "education"],
    ["name", "sex", "birthDate", "school.name", "guardian.name", "guardian.relation", "guardian.phone", "risk.mentalIllness",
      "risk.psychBehaviour", "risk.suicide", "risk.selfHarm"]),
  purpose("care_bulletin", "红黄蓝名单通报，协同关爱帮扶", "粤民发〔2024〕32号 四(三)", ["youth_league", "women_federation", "disabled_federation"],
    ["name", "sex", "birthDate", "residence.area", "school.name", "school.grade", "guardian.name", "guardian.relation", "disability.kind", "disability.level"]),
  purpose("insurance_referral", "资助参加基本医疗保险", "国发〔2016〕36号 二(二)", ["medical_insurance"],
    [...identity, "household.assistance", "recognised", "insurance.medical"]),
  purpose("conference_protection", "个案会商：安全处置、监护侵害", "粤民发〔2024〕32号 四(二)", ["police"],
    [...identity, "sex", "residence.area", "residence.address", "guardian.name", "guardian.relation", "guardian.phone", "carer.name",
      "carer.phone", "risk.maltreatment", "risk.trafficking", "risk.violence", "risk.abandonment", "risk.otherHarm",
      "risk.livingAlone", "risk.vagrancy", "risk.missing", "risk.guardianAbsent"]),
  purpose("conference_law", "个案会商：法律保护、监护干预", "粤民发〔2024〕32号 四(二)", ["procuratorate", "court", "justice"],
    ["name", "sex", "birthDate", "guardian.name", "guardian.relation", "risk.maltreatment", "risk.violence", "risk.abandonment",
      "risk.otherHarm", "risk.guardianAbsent"]),
  purpose("conference_schooling", "个案会商：就学、在校关爱", "粤民发〔2024〕32号 四(二)", ["education"],
    ["name", "sex", "birthDate", "school.state", "school.name", "school.grade", "guardian.name", "guardian.relation", "guardian.phone",
      "risk.dropout", "risk.psychBehaviour"]),
  purpose("conference_health", "个案会商：诊疗、心理和康复", "粤民发〔2024〕32号 四(二)", ["health", "disabled_federation"],
    ["name", "sex", "birthDate", "guardian.name", "guardian.relation", "guardian.phone", "disability.kind", "disability.level",
      "risk.mentalIllness", "risk.psychBehaviour", "risk.suicide", "risk.selfHarm"]),
  purpose("conference_insurance", "个案会商：医疗保障", "粤民发〔2024〕32号 四(二)", ["medical_insurance"],
    [...identity, "household.assistance", "recognised", "insurance.medical"]),
  purpose("conference_family", "个案会商：家庭教育指导、关爱服务", "粤民发〔2024〕32号 四(二)", ["women_federation", "youth_league"],
    ["name", "sex", "birthDate", "residence.area", "guardian.name", "guardian.relation"]),
  purpose("conference_livelihood", "个案会商：家庭就业、住房和生活帮扶", "粤民发〔2024〕32号 四(二)", ["human_resources", "housing", "agriculture"],
    ["name", "birthDate", "residence.area", "guardian.name", "guardian.phone", "household.assistance"]),
]; // prettier-ignore

export const sendingPurpose = (id: string): SendingPurpose | undefined => sendingPurposes.find((one) => one.id === id);
