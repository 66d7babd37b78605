import type { FactSpec } from "#engines/rules/catalogue.ts";

/*
 * Every fact that a child's file may hold and a policy may name: one table from which the registration form, the
 * survey workbook, validation, masking and docs/facts.md are made. Fields after the 2016 national registration form
 * (民发〔2016〕42号 附件1) and the four-colour grounds of 粤民发〔2024〕32号 三.
 */

type Options = Readonly<Record<string, string>>;
type Loose = Partial<Pick<FactSpec, "options" | "unit" | "range" | "cls" | "absent" | "from" | "policy">>;

const fact = (key: string, type: FactSpec["type"], zh: string, group: string, more: Loose = {}): FactSpec => ({
  key, type, zh, group, cls: "internal", absent: "unknown", from: ["survey", "registration", "visit"], policy: true, ...more,
}); // prettier-ignore

export const yesSuspected: Options = { none: "否", suspected: "疑似", confirmed: "是" };

export const disabilityKinds: Options = {
  sight: "视力", hearing: "听力", speech: "言语", limb: "肢体", intellect: "智力", mental: "精神", multiple: "多重",
}; // prettier-ignore

/** GB/T 26341: the gravest is the first. */
const disabilityLevels: readonly [number, number] = [1, 4];

/** What a director learns at the door as well as from a list. */
const found: FactSpec["from"] = ["survey", "visit", "department"];

/** 民发〔2019〕62号、民发〔2020〕125号: the states that make a parent unable, and death or disappearance. */
export const parentStates: Options = {
  none: "无下列情形",
  severe_disability: "重残",
  severe_illness: "重病",
  imprisoned: "服刑在押",
  compulsory_rehab: "强制隔离戒毒",
  restrained: "被执行其他限制人身自由的措施",
  lost_contact: "失联",
  revoked: "被撤销监护资格",
  deported: "被遣送（驱逐）出境",
  dead: "死亡（含宣告死亡）",
  declared_missing: "宣告失踪",
  unfound: "查找不到",
};

export const relations: Options = {
  father: "父亲", mother: "母亲", grandfather: "祖父", grandmother: "祖母",
  maternal_grandfather: "外祖父", maternal_grandmother: "外祖母", brother: "兄弟", sister: "姐妹",
  other_kin: "其他亲属", not_kin: "非亲属", institution: "机构",
}; // prettier-ignore

const child: FactSpec[] = [
  fact("name", "text", "姓名", "child", { policy: false }),
  fact("sex", "enum", "性别", "child", { options: { male: "男", female: "女", unknown: "未知", unstated: "未说明" } }),
  fact("birthDate", "day", "出生日期", "child"),
  fact("idKind", "enum", "证件类型", "child", {
    options: { resident: "居民身份证", hmt: "港澳台居民居住证", other: "其他证件", none: "无证件" },
  }),
  fact("idNumber", "text", "证件号码", "child", { policy: false, cls: "sensitive" }),
  fact("ethnicity", "text", "民族", "child", { policy: false }),
  fact("phone", "text", "儿童电话", "child", { policy: false, cls: "sensitive" }),
  fact("hukou.kind", "enum", "户籍性质", "residence", {
    options: { rural: "农村", urban: "城镇", none: "未登记户口" },
  }),
  fact("hukou.area", "area", "户籍所在地", "residence"),
  fact("hukou.address", "text", "户籍详细地址", "residence", { policy: false, cls: "sensitive" }),
  fact("residence.area", "area", "现居住地", "residence"),
  fact("residence.address", "text", "现居住详细地址", "residence", { policy: false, cls: "sensitive" }),
  fact("residence.since", "day", "现居住地起始日期", "residence"),
  fact("residence.with", "enum", "与谁共同居住", "residence", {
    options: {
      parents: "父母",
      one_parent: "父母一方",
      guardian: "其他监护人",
      carer: "受委托照护人",
      alone: "独自居住",
      institution: "机构",
    },
  }),
  fact("family.kind", "enum", "家庭类型", "residence", {
    options: {
      both: "双亲",
      divorced: "离异单亲",
      widowed: "丧偶单亲",
      unmarried: "未婚单亲",
      remarried: "组合",
      other: "其他",
    },
  }),
];

const kin = (who: string, zh: string): FactSpec[] => [
  fact(`${who}.name`, "text", `${zh}姓名`, who, { policy: false }),
  fact(`${who}.birthDate`, "day", `${zh}出生日期`, who, { policy: false }),
];

const parent = (who: "father" | "mother", zh: string): FactSpec[] => [
  ...kin(who, zh),
  fact(`${who}.idNumber`, "text", `${zh}身份证号`, who, { policy: false, cls: "sensitive" }),
  fact(`${who}.phone`, "text", `${zh}电话`, who, { policy: false, cls: "sensitive" }),
  fact(`${who}.status`, "set", `${zh}情形`, who, { options: parentStates, from: ["survey", "visit", "department"] }),
  fact(`${who}.away.state`, "enum", `${zh}外出情况`, who, { options: { home: "未外出", work: "外出务工", other: "其他原因外出" } }),
  fact(`${who}.away.since`, "day", `${zh}连续外出务工起始日期`, who),
  fact(`${who}.away.area`, "area", `${zh}务工地`, who),
  fact(`${who}.return.kind`, "enum", `${zh}最近一次返回原因`, who, {
    options: { visit: "探亲、休假", ended: "结束务工返回" }, absent: "no",
  }),
  fact(`${who}.return.since`, "day", `${zh}最近一次返回日期`, who, { absent: "no" }),
  fact(`${who}.custody.since`, "day", `${zh}服刑、戒毒或限制人身自由起始日期（含当日）`, who, { from: found }),
  fact(`${who}.custody.until`, "day", `${zh}服刑、戒毒或限制人身自由届满日期（含当日）`, who, { from: found }),
  fact(`${who}.lostContact.since`, "day", `${zh}失去联系且未履行抚养责任起始日期`, who, { from: found }),
  fact(`${who}.disability.kind`, "enum", `${zh}残疾类别`, who, { options: disabilityKinds, absent: "no", from: found }),
  fact(`${who}.disability.level`, "int", `${zh}残疾等级`, who, { unit: "级", range: disabilityLevels, absent: "no", from: found }),
  fact(`${who}.disability.parts`, "set", `${zh}多重残疾所含类别`, who, { options: disabilityKinds, from: found }),
  fact(`${who}.vice`, "set", `${zh}长期不良嗜好`, who, {
    options: { none: "无", drugs: "吸毒", alcohol: "酗酒", gambling: "赌博" }, absent: "no",
  }),
]; // prettier-ignore

const care: FactSpec[] = [
  ...[["grandfather", "祖父"], ["grandmother", "祖母"], ["maternalGrandfather", "外祖父"], ["maternalGrandmother", "外祖母"]]
    .flatMap(([who, zh]) => kin(who ?? "", zh ?? "")),
  fact("guardian.name", "text", "监护人姓名", "guardian", { policy: false }),
  fact("guardian.relation", "enum", "监护人与儿童关系", "guardian", { options: relations }),
  fact("guardian.idNumber", "text", "监护人身份证号", "guardian", { policy: false, cls: "sensitive" }),
  fact("guardian.phone", "text", "监护人电话", "guardian", { policy: false, cls: "sensitive" }),
  fact("carer.name", "text", "实际照护人姓名", "carer", { policy: false }),
  fact("carer.relation", "enum", "实际照护人与儿童关系", "carer", { options: relations }),
  fact("carer.phone", "text", "实际照护人电话", "carer", { policy: false, cls: "sensitive" }),
  fact("carer.idNumber", "text", "实际照护人身份证号", "carer", { policy: false, cls: "sensitive" }),
  fact("carer.address", "text", "委托监护人居住地址", "carer", { policy: false, cls: "sensitive" }),
  fact("carer.capacity", "enum", "实际照护人照护能力", "carer", {
    options: {
      able: "有照护能力", semi_disabled_elder: "半失能老人", disabled_elder: "失能老人",
      limited_capacity: "限制民事行为能力人", no_capacity: "无行为能力人",
    }, absent: "no",
  }),
  fact("carer.agreement", "bool", "已签订委托照护书", "carer", { absent: "no" }),
  fact("guardianship.kind", "enum", "监护类型", "guardian", {
    options: {
      unguarded: "无人监护", parent_unable: "父或母无监护能力", carer_insufficient: "受委托监护人监护能力不足",
      average: "监护情况一般", good: "监护情况较好",
    }, policy: false,
  }),
  fact("guardianship.state", "enum", "监护情况评估", "guardian", {
    options: { good: "较好", average: "一般", poor: "差" }, policy: false,
  }),
  fact("stateGuardianship", "enum", "民政部门监护", "guardian", {
    options: { none: "无", temporary: "临时监护", long_term: "长期监护" }, absent: "no", from: ["department", "survey"],
  }),
]; // prettier-ignore

const life: FactSpec[] = [
  fact("recognised", "set", "已认定的身份", "assistance", {
    options: { none: "无", orphan: "孤儿", de_facto: "事实无人抚养儿童", other_at_risk: "县级及以上规定的其他困境儿童" },
    absent: "no", from: ["department", "survey"],
  }),
  fact("household.assistance", "set", "家庭救助情况", "assistance", {
    options: {
      none: "无", minimum_living: "最低生活保障家庭", low_income_edge: "最低生活保障边缘家庭",
      expenditure: "支出型（刚性支出）困难家庭", extreme_poverty: "特困人员",
    }, from: found,
  }),
  fact("household.expenditureUntil", "day", "刚性支出困难认定有效期至", "assistance", { from: ["department", "survey"] }),
  fact("household.income", "set", "家庭经济来源", "assistance", {
    options: { work: "打工收入", farming: "种养殖业", relief: "政府救助", kin: "亲朋接济", other: "其他" }, policy: false,
  }),
  fact("household.aid", "set", "救助帮扶", "assistance", {
    options: { temporary: "临时救助", medical: "医疗救助", housing: "住房救助", other: "其他" }, policy: false, from: found,
  }),
  fact("disability.kind", "enum", "残疾类别", "health", { options: disabilityKinds, cls: "sensitive", absent: "no", from: ["survey", "department"] }),
  fact("disability.level", "int", "残疾等级", "health", { unit: "级", range: disabilityLevels, cls: "sensitive", absent: "no", from: ["survey", "department"] }),
  fact("disability.parts", "set", "多重残疾所含类别", "health", { options: disabilityKinds, cls: "sensitive", from: ["survey", "department"] }),
  fact("disability.certificate", "text", "残疾人证号", "health", { policy: false, cls: "sensitive", from: ["survey", "department"] }),
  fact("health.state", "enum", "身体状况", "health", {
    options: { healthy: "健康", weak: "一般或较弱", chronic: "慢性病", severe: "患重特大疾病" }, cls: "sensitive",
  }),
  fact("health.illness", "text", "患病类型", "health", { policy: false, cls: "sensitive" }),
  fact("health.hiv", "bool", "艾滋病病毒感染", "health", { cls: "sealed", absent: "no", from: ["department"] }),
  fact("school.state", "enum", "就学情况", "school", {
    options: {
      none_preschool: "学龄前未入园", kindergarten: "幼儿园", primary: "小学", junior: "初中", senior: "高中",
      vocational: "中职", special: "特殊教育", tertiary: "大专及以上", not_enrolled: "不在学", dropout: "辍学",
    },
  }),
  fact("school.name", "text", "就读学校", "school", { policy: false }),
  fact("school.grade", "text", "年级", "school", { policy: false }),
  fact("school.boarding", "bool", "是否寄宿", "school"),
  fact("insurance.medical", "enum", "医疗保险", "assistance", { options: { insured: "已参保", uninsured: "未参保" }, from: found }),
]; // prettier-ignore

// Internal: a level is shown with its grounds to everybody who works with the child; what is sealed is not.
const risk = (key: string, zh: string, cls: FactSpec["cls"] = "internal"): FactSpec =>
  fact(`risk.${key}`, "enum", zh, "risk", {
    options: yesSuspected,
    cls,
    absent: "no",
    from: ["survey", "visit", "department", "panel"],
  });

const risks: FactSpec[] = [
  risk("sexualAbuse", "遭受性侵害", "sealed"),
  risk("maltreatment", "遭受虐待"),
  risk("trafficking", "被拐卖"),
  risk("violence", "遭受暴力伤害"),
  risk("abandonment", "被遗弃"),
  risk("otherHarm", "遭受其他不法侵害"),
  risk("livingAlone", "脱离监护单独居住生活"),
  risk("vagrancy", "流浪"),
  risk("missing", "失踪"),
  risk("guardianAbsent", "监护完全缺失"),
  risk("suicide", "有自杀行为"),
  risk("selfHarm", "有自残行为"),
  risk("otherUrgent", "其他需紧急干预的情况"),
  risk("guardianSevere", "监护严重不足"),
  risk("dropout", "辍学"),
  risk("mentalIllness", "患有严重心理疾病或心理障碍"),
  risk("otherFocus", "其他需重点跟踪的情况"),
  risk("guardianInsufficient", "监护存在不足"),
  risk("psychBehaviour", "有心理或行为异常"),
  risk("otherTracked", "其他需定期介入的情况"),
  risk("offending", "有违法犯罪行为"),
];

const measure = (key: string, zh: string): FactSpec =>
  fact(`measure.${key}`, "day", zh, "measure", { absent: "no", from: ["survey", "visit"] });

const measures: FactSpec[] = [
  measure("intervened", "已干预（日期）"),
  measure("tracked", "已定期介入跟踪（日期）"),
  measure("secured", "已落实保障（日期）"),
  measure("resumed", "已复学复读（日期）"),
];

const byOffice: FactSpec["from"] = ["registration", "department"];

/** 民法典 1110: whoever knows of an adoption keeps its secret where the two sides ask for it; so it is kept always. */
const adoption: FactSpec[] = [
  fact("adoption.state", "enum", "收养情况", "adoption", {
    options: { none: "未被收养", arranging: "收养办理中", adopted: "已被收养" },
    policy: false, cls: "sealed", absent: "no", from: byOffice,
  }),
  fact("adoption.since", "day", "收养登记日期", "adoption", { policy: false, cls: "sealed", absent: "no", from: byOffice }),
]; // prettier-ignore

/**
 * Who told of a danger (反家庭暴力法 14: the reporter's data are kept secret). Each report is one finding, told by one
 * person: a file may hold several (decide.ts). Who reports, after the list of 强制报告意见 3.
 */
const reporter: FactSpec[] = [
  fact("reporter.name", "text", "报告人姓名", "reporter", { policy: false, cls: "sealed", absent: "no", from: byOffice }),
  fact("reporter.phone", "text", "报告人电话", "reporter", { policy: false, cls: "sealed", absent: "no", from: byOffice }),
  fact("reporter.relation", "enum", "报告人身份", "reporter", {
    options: {
      self: "儿童本人", kin: "亲属", neighbour: "邻居、群众", school: "学校、幼儿园人员", medical: "医疗机构人员",
      village: "村（居）委会人员", organisation: "社会服务机构、救助管理机构人员", police: "公安机关", other: "其他",
    },
    policy: false, cls: "sealed", absent: "no", from: byOffice,
  }),
]; // prettier-ignore

export const catalogue: readonly FactSpec[] = [
  ...child, ...parent("father", "父亲"), ...parent("mother", "母亲"), ...care, ...adoption, ...life, ...risks, ...reporter,
  ...measures,
]; // prettier-ignore

export const factByKey: ReadonlyMap<string, FactSpec> = new Map(catalogue.map((spec) => [spec.key, spec]));

/** Days that are an end (届满日期, 有效期至) may be still to come; what has begun or happened may not. */
export const mayLieAhead = (key: string): boolean => /until$/i.test(key);

export const groups: Options = {
  child: "儿童", residence: "户籍与居住", father: "父亲", mother: "母亲", grandfather: "祖父", grandmother: "祖母",
  maternalGrandfather: "外祖父", maternalGrandmother: "外祖母", guardian: "监护人", carer: "照护人",
  adoption: "收养", assistance: "保障", health: "健康", school: "就学", risk: "风险情形", reporter: "线索报告人", measure: "已采取的措施",
}; // prettier-ignore
