import type { FactType } from "#engines/rules/catalogue.ts";
import type { Words } from "./choiceWords.ts";

/*
 * The columns of the survey workbook, as data: in the order of the national registration form (民发〔2016〕42号 附件1),
 * with the grounds of risk after 粤民发〔2024〕32号 三. The columns of 普民〔2024〕35号 附件2 itself were not handed down
 * with its text; an office that has them exchanges this table and nothing else.
 */

/** A line of the table. `fact` is a key of the catalogue, or one of the row's own: village, surveyedOn, filledBy, remark. */
export interface ColumnLine {
  readonly fact: string;
  /** The catalogue's label where nothing is said. */
  readonly header?: string;
  readonly also?: readonly string[];
  /** The head over several columns; the catalogue's group where nothing is said. */
  readonly group?: string;
  readonly width?: number;
  readonly required?: boolean;
  readonly hint?: string;
  /** Filled in for few children: the template shows it once its group of columns is opened. */
  readonly rare?: boolean;
  readonly kind?: ColumnKind;
  readonly variants?: readonly HeaderVariant[];
}

/** Headers of other forms that ask the column's question in another way, so that their cells are read another way. */
export interface HeaderVariant {
  readonly names: readonly string[];
  readonly words?: Words;
  readonly kind?: ColumnKind;
}

/** How the cells of a column are read: as the fact's type says, or in a way of their own. */
export type ColumnKind = FactType | "id" | "phone" | "certificate" | "name" | "disability" | "who" | "aid";

const yesOrNo = (yes: Words[string], no: Words[string]): Words => ({
  是: yes, 有: yes, "√": yes, "1": yes, true: yes, 否: no, 无: no, 没有: no, "×": no, "0": no, false: no,
}); // prettier-ignore

const kin = (who: string, zh: string, ...also: string[]): ColumnLine[] => [
  {
    fact: `${who}.name`,
    also: [...also, ...also.map((word) => `${word}姓名`), zh],
    width: 10,
    group: "祖辈",
    rare: true,
  },
  { fact: `${who}.birthDate`, also: also.map((word) => `${word}出生日期`), width: 13, group: "祖辈", rare: true },
];

const parent = (who: string, zh: string): ColumnLine[] => [
  { fact: `${who}.name`, also: [zh], width: 10 },
  { fact: `${who}.birthDate`, width: 13, rare: true },
  { fact: `${who}.idNumber`, also: [`${zh}身份证号码`, `${zh}公民身份号码`, `${zh}公民身份证号码`, `${zh}证件号码`], width: 21, rare: true },
  { fact: `${who}.phone`, also: [`${zh}联系电话`, `${zh}手机`, `${zh}手机号`, `${zh}手机号码`], width: 14 },
  { fact: `${who}.status`, also: [`${zh}状况`, `${zh}情况`], width: 18, hint: "可填多项，用“、”隔开。没有所列情形填“无下列情形”。" },
  {
    fact: `${who}.away.state`, also: [`${zh}外出状况`, `${zh}外出状态`], width: 12,
    variants: [
      { names: [`${zh}是否外出`], words: yesOrNo({ ask: "survey.away_unclear" }, "home") },
      // other reasons for being away count nowhere as 外出务工: 否 decides nothing that 未外出 would not
      { names: [`${zh}是否外出务工`], words: yesOrNo("work", "home") },
    ],
  },
  { fact: `${who}.away.since`, also: [`${zh}外出务工起始日期`, `${zh}外出起始日期`, `${zh}外出时间`, `${zh}外出日期`], width: 13 },
  {
    fact: `${who}.away.area`, also: [`${zh}当前务工地点`, `${zh}务工地点`], width: 18,
    hint: "填到省、市，能填到县（区）更好，如：广东省深圳市。",
  },
  { fact: `${who}.return.kind`, width: 14, rare: true },
  { fact: `${who}.return.since`, width: 13, rare: true },
  { fact: `${who}.custody.since`, also: [`${zh}服刑、戒毒或限制人身自由起始日期`, `${zh}服刑起始日期`, `${zh}羁押起始日期`], width: 13, rare: true },
  { fact: `${who}.custody.until`, also: [`${zh}服刑、戒毒或限制人身自由届满日期`, `${zh}服刑届满日期`, `${zh}刑期届满日期`], width: 13, rare: true },
  { fact: `${who}.lostContact.since`, also: [`${zh}失联起始日期`, `${zh}失去联系起始日期`], width: 13, rare: true },
  { fact: `${who}.disability.kind`, width: 11, rare: true },
  { fact: `${who}.disability.level`, width: 9, rare: true },
  { fact: `${who}.disability.parts`, width: 14, rare: true, hint: "残疾类别为“多重”的填写，可填多项，用“、”隔开。" },
  { fact: `${who}.vice`, also: [`${zh}不良嗜好`], width: 14, rare: true, hint: "可填多项，用“、”隔开。" },
]; // prettier-ignore

const whoElse = ["有无委托其他监护人", "父母外出有无委托其他监护人", "是否委托其他监护人", "有无委托监护人", "有无委托照护人", "是否委托监护", "是否委托照护"]; // prettier-ignore

const carers = ["照护人", "委托监护人", "受委托监护人", "受委托照护人"];

const person = (who: string, zh: string, ...also: string[]): ColumnLine[] => {
  const all = [zh, ...also];
  return [
    { fact: `${who}.name`, also: [...all, ...also.map((word) => `${word}姓名`)], width: 11 },
    {
      fact: `${who}.relation`, width: 12,
      also: [`与${zh}关系`, `${zh}关系`, ...also.map((word) => `${word}与儿童关系`), ...all.map((word) => `${word}与被监护人关系`)],
      variants: who === "carer" ? [{ names: whoElse, kind: "who" }] : [],
    },
    { fact: `${who}.phone`, also: all.flatMap((word) => [`${word}联系电话`, `${word}电话`, `${word}手机号码`]), width: 14 },
    {
      fact: `${who}.idNumber`, width: 21, rare: true,
      also: all.flatMap((word) => [`${word}身份证号`, `${word}身份证号码`, `${word}公民身份号码`, `${word}证件号码`]),
    },
  ];
}; // prettier-ignore

const riskKeys = [
  "sexualAbuse", "maltreatment", "trafficking", "violence", "abandonment", "otherHarm", "livingAlone", "vagrancy", "missing",
  "guardianAbsent", "suicide", "selfHarm", "otherUrgent", "guardianSevere", "dropout", "mentalIllness", "otherFocus",
  "guardianInsufficient", "psychBehaviour", "otherTracked", "offending",
]; // prettier-ignore

/** What a village finds most often; harm done to a child is reported to the police first, and is written here afterwards. */
const commonRisks = new Set(["livingAlone", "guardianAbsent", "guardianSevere", "dropout", "guardianInsufficient", "psychBehaviour"]); // prettier-ignore

export const surveyLines: readonly ColumnLine[] = [
  { fact: "village", width: 18, required: true, also: ["村", "村居名称", "村（社区）", "村委会", "村（居）委会", "社区", "所在村", "所在村（居）", "现居住地", "现居住村（居）", "行政村", "村居代码"], hint: "填村（居）名称或12位代码。" },
  { fact: "surveyedOn", width: 13, also: ["排查日期", "填报日期", "填表日期", "走访日期", "摸排时间"], hint: "不填的，按上传当天计。" },
  { fact: "name", width: 10, required: true, also: ["儿童姓名", "孩子姓名", "学生姓名", "未成年人姓名"] },
  { fact: "sex", width: 7, also: ["儿童性别"] },
  { fact: "ethnicity", width: 8, rare: true },
  { fact: "idKind", width: 14, rare: true, also: ["证件种类"] },
  { fact: "idNumber", width: 21, also: ["身份证号", "身份证号码", "公民身份号码", "公民身份证号码", "身份证", "儿童身份证号", "儿童身份证号码"], hint: "18位；没有证件的留空，并填写出生日期和性别。" },
  { fact: "birthDate", width: 13, also: ["出生年月日", "出生年月", "生日", "儿童出生日期"], hint: "公历；有身份证号的可不填。" },
  { fact: "phone", width: 14, rare: true, also: ["儿童联系电话"] },
  {
    fact: "hukou.kind", width: 11, also: ["户口性质", "户口类别", "户口分类"],
    variants: [{
      names: ["是否登记户口", "是否已登记户口", "是否登记户籍", "有无户口", "是否有户口"],
      words: { ...yesOrNo(null, "none"), 已登记: null, 登记: null, 已上户: null, 未登记: "none", 未上户: "none" },
    }],
  },
  { fact: "hukou.area", width: 22, also: ["户籍地", "户口所在地", "户籍地址"], hint: "填到村（居），或填12位代码；外省的填到县（区）也可以。" },
  { fact: "hukou.address", width: 22, rare: true },
  { fact: "residence.address", width: 22, also: ["现住址", "现居住地址", "居住地址", "家庭住址"] },
  { fact: "residence.since", width: 13, rare: true, also: ["居住起始日期"] },
  { fact: "residence.with", width: 14 },
  { fact: "family.kind", width: 11, rare: true },
  { fact: "health.state", width: 12, also: ["身体情况", "健康状况"] },
  { fact: "health.illness", width: 14, rare: true },
  { fact: "disability.kind", width: 10, also: ["残疾类型"], variants: [{ names: ["残疾类别及等级", "残疾类别等级", "残疾类别和等级", "残疾情况"], kind: "disability" }] },
  { fact: "disability.level", width: 9, also: ["残疾级别"] },
  { fact: "disability.parts", width: 14, rare: true, hint: "残疾类别为“多重”的填写，可填多项，用“、”隔开。" },
  { fact: "disability.certificate", width: 23, rare: true, also: ["残疾证号", "残疾人证号码", "残疾证号码"] },
  { fact: "school.state", width: 12 },
  { fact: "school.name", width: 18, also: ["学校", "学校名称", "就读学校名称"] },
  { fact: "school.grade", width: 10, rare: true, also: ["就读年级"] },
  { fact: "school.boarding", width: 9, also: ["学校寄宿", "是否学校寄宿", "寄宿"] },
  ...kin("grandfather", "祖父", "爷爷"), ...kin("grandmother", "祖母", "奶奶"),
  ...kin("maternalGrandfather", "外祖父", "外公"), ...kin("maternalGrandmother", "外祖母", "外婆"),
  ...parent("father", "父亲"), ...parent("mother", "母亲"),
  ...person("guardian", "监护人"),
  { fact: "guardianship.kind", width: 18, rare: true },
  { fact: "guardianship.state", width: 10, also: ["监护情况", "监护评估", "监护情况评估等级"], hint: "较好：监护人较好履行职责；一般：基本履行，但有行为偏差、心理失当等风险；差：无人监护或监护能力不足。" },
  { fact: "stateGuardianship", width: 13, rare: true },
  ...person("carer", "实际照护人", ...carers),
  { fact: "carer.address", width: 22, rare: true, also: ["实际照护人", ...carers].flatMap((word) => [`${word}居住地址`, `${word}地址`, `${word}住址`]) },
  { fact: "carer.capacity", width: 16, rare: true },
  { fact: "carer.agreement", width: 12, also: ["是否签订委托照护书", "委托照护书"] },
  { fact: "recognised", width: 18, hint: "可填多项，用“、”隔开。" },
  { fact: "household.assistance", width: 20, hint: "可填多项，用“、”隔开。" },
  { fact: "household.expenditureUntil", width: 13, also: ["刚性支出认定有效期", "支出型困难认定有效期至"], rare: true },
  { fact: "household.aid", kind: "aid", width: 16, rare: true, also: ["救助情况", "救助帮扶情况", "享受救助情况"], hint: "可填多项，用“、”隔开；填“低保”的，记入家庭救助情况。" },
  { fact: "household.income", width: 16, rare: true, also: ["经济来源", "家庭收入来源", "家庭主要经济来源"], hint: "可填多项，用“、”隔开。" },
  { fact: "insurance.medical", width: 10, rare: true, also: ["医保", "是否参加医疗保险"] },
  ...riskKeys.map((key) => ({ fact: `risk.${key}`, width: 10, rare: !commonRisks.has(key), hint: "填“否”“疑似”或“是”；没有发现的可留空。" })),
  { fact: "measure.intervened", width: 13, rare: true, also: ["已干预"] },
  { fact: "measure.tracked", width: 13, rare: true, also: ["已定期介入跟踪"] },
  { fact: "measure.secured", width: 13, rare: true, also: ["已落实保障"] },
  { fact: "measure.resumed", width: 13, rare: true, also: ["已复学复读"] },
  { fact: "remark", width: 24, also: ["备注（风险等级）", "风险等级", "说明"], hint: "可按当地要求填写风险等级；等级由系统按政策另行判定，不以此为准。" },
  { fact: "filledBy", width: 10, also: ["填报人", "排查人", "摸排人", "儿童主任"] },
]; // prettier-ignore
