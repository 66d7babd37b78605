/*
 * Words as people type them: half and full width, with and without brackets, spaces and asterisks. What is compared is
 * what is left of both sides.
 */

const decoration = /[\s\p{Cf}*＊★:：、，,。.；;·/\\\-—_"'“”‘’()（）[\]【】《》<>?？!！]/gu;

/** A header or a choice without its decoration: "*出生日期（年/月/日）" becomes "出生日期年月日". Long texts are cut: no header is longer. */
export const plainLabel = (text: string): string =>
  text.slice(0, 200).normalize("NFKC").replace(decoration, "").toLowerCase();

/** A header without what stands in brackets, and without a leading number: "3.出生日期（公历）" becomes "出生日期". */
export const bareLabel = (text: string): string =>
  plainLabel(
    text
      .slice(0, 200)
      .normalize("NFKC")
      .replace(/\([^()]*\)|\[[^[\]]*\]|【[^【】]*】/g, "")
      .replace(/^\s*\d{1,3}\s*[.、)]?\s*(?=\D)/, ""),
  );

type Words = Readonly<Record<string, string>>;

const relationWords: Words = {
  爸爸: "father", 父: "father", 妈妈: "mother", 母: "mother", 父子: "father", 父女: "father", 母子: "mother", 母女: "mother",
  爷爷: "grandfather", 奶奶: "grandmother", 外公: "maternal_grandfather", 姥爷: "maternal_grandfather",
  外婆: "maternal_grandmother", 姥姥: "maternal_grandmother", 哥哥: "brother", 弟弟: "brother", 兄: "brother",
  弟: "brother", 姐姐: "sister", 妹妹: "sister", 姐: "sister", 妹: "sister", 亲戚: "other_kin", 亲属: "other_kin",
  叔叔: "other_kin", 伯父: "other_kin", 姑姑: "other_kin", 舅舅: "other_kin", 阿姨: "other_kin", 姨妈: "other_kin",
  邻居: "not_kin", 朋友: "not_kin", 无亲属关系: "not_kin", 福利院: "institution", 福利机构: "institution",
}; // prettier-ignore

const riskWords: Words = { 有: "confirmed", 无: "none", 没有: "none", "√": "confirmed", "×": "none", true: "confirmed", false: "none", 确认: "confirmed", 确定: "confirmed", 怀疑: "suspected" }; // prettier-ignore

const disabilityWords: Words = Object.fromEntries(
  [["视力", "sight"], ["听力", "hearing"], ["言语", "speech"], ["肢体", "limb"], ["智力", "intellect"], ["精神", "mental"], ["多重", "multiple"]]
    .map(([zh, code]) => [`${zh}残疾`, code ?? ""]),
); // prettier-ignore

const statusWords: Words = {
  正常: "none", 健在: "none", 没有: "none", 重度残疾: "severe_disability", 重大疾病: "severe_illness", 服刑: "imprisoned", 在押: "imprisoned",
  强制戒毒: "compulsory_rehab", 戒毒: "compulsory_rehab", 失去联系: "lost_contact", 撤销监护资格: "revoked", 遣送出境: "deported",
  驱逐出境: "deported", 死亡: "dead", 去世: "dead", 已故: "dead", 亡故: "dead", 病故: "dead", 宣告死亡: "dead", 失踪: "declared_missing",
}; // prettier-ignore

/** Other words for the codes of a fact. What the catalogue calls them is always understood. */
const otherWords: Readonly<Record<string, Words>> = {
  sex: { 男性: "male", 女性: "female", "1": "male", "2": "female", "0": "unknown", "9": "unstated" }, // GB/T 2261.1
  idKind: { 身份证: "resident", 居民户口簿: "resident", 户口簿: "resident", 港澳台居住证: "hmt", 其他: "other", 其它: "other", 无: "none", 没有: "none" },
  "hukou.kind": {
    农业: "rural", 农业户口: "rural", 农村户口: "rural", 农业户籍: "rural", 农村户籍: "rural", 非农业: "urban", 非农: "urban",
    非农业户口: "urban", 城市: "urban", 城镇户口: "urban", 城镇户籍: "urban", 无户口: "none", 无户籍: "none", 未登记: "none", 未上户: "none",
  },
  "residence.with": { 父母双方: "parents", 父亲或母亲: "one_parent", 独居: "alone", 单独居住: "alone" },
  "family.kind": { 双亲家庭: "both", 离异: "divorced", 离婚: "divorced", 丧偶: "widowed", 未婚: "unmarried", 再婚: "remarried", 重组: "remarried", 其它: "other" },
  "household.assistance": {
    低保: "minimum_living", 低保户: "minimum_living", 低保家庭: "minimum_living", 低保边缘: "low_income_edge", 低保边缘户: "low_income_edge",
    低保边缘家庭: "low_income_edge", 支出型: "expenditure", 支出型困难家庭: "expenditure", 刚性支出困难家庭: "expenditure",
    特困: "extreme_poverty", 特困供养: "extreme_poverty", 特困供养人员: "extreme_poverty", 没有: "none", 否: "none",
  },
  recognised: { 事实无人抚养: "de_facto", 其他困境儿童: "other_at_risk", 没有: "none", 否: "none" },
  "school.state": {
    学龄前: "none_preschool", 未入园: "none_preschool", 在园: "kindergarten", 小学生: "primary", 初中生: "junior", 高中生: "senior",
    职高: "vocational", 中专: "vocational", 职业高中: "vocational", 特教: "special", 特教学校: "special", 大专: "tertiary", 大学: "tertiary",
    不在校: "not_enrolled", 未入学: "not_enrolled", 失学: "dropout",
  },
  "health.state": { 良好: "healthy", 一般: "weak", 较弱: "weak", 重病: "severe", 大病: "severe", 重特大疾病: "severe" },
  "insurance.medical": { 参保: "insured", 是: "insured", 有: "insured", true: "insured", 否: "uninsured", 无: "uninsured", false: "uninsured" },
  "disability.kind": disabilityWords,
  "disability.parts": disabilityWords,
  status: statusWords,
  "away.state": { 在家: "home", 否: "home", 外出: "work", 务工: "work", 打工: "work", 是: "work" },
  "return.kind": { 探亲: "visit", 休假: "visit", 过年: "visit", 结束务工: "ended", 返乡: "ended" },
  vice: { 没有: "none", 否: "none", 吸食毒品: "drugs", 嗜酒: "alcohol", 赌: "gambling" },
  relation: relationWords,
  risk: riskWords,
}; // prettier-ignore

/** Bool columns: yes and no in the ways they are ticked. */
export const boolWords: ReadonlyMap<string, boolean> = new Map([
  ...["是", "有", "对", "√", "✓", "✔", "y", "yes", "true", "1", "已签", "已签订", "寄宿", "住校"].map((word) => [word, true] as const),
  ...["否", "无", "没有", "×", "✗", "n", "no", "false", "0", "未签", "未签订", "走读", "不寄宿"].map((word) => [word, false] as const),
]); // prettier-ignore

/** Words for one fact's codes: `father.status` has those of `status`, `risk.dropout` those of `risk`. */
export function wordsFor(key: string): Words {
  const [first = "", ...rest] = key.split(".");
  return otherWords[key] ?? otherWords[rest.join(".")] ?? (first === "risk" ? riskWords : {});
}
