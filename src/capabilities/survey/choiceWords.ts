/**
 * What a word means in a column: a code of the fact, or its label; `null` where it says nothing that the file keeps;
 * `ask` where it could be more than one thing, or less than the code asks for, so that the clerk is asked (a code of
 * zh.ts) and nothing is decided by a word. With `unless`, it is asked only where that other fact is not said either.
 */
export type Meaning = string | null | { readonly ask: string; readonly unless?: string };
export type Words = Readonly<Record<string, Meaning>>;

const allAsk = (words: string, ask: string): Words =>
  Object.fromEntries(words.split(" ").map((word) => [word, { ask }]));

const relationWords: Words = {
  爸爸: "father", 父: "father", 妈妈: "mother", 母: "mother", 父子: "father", 父女: "father", 母子: "mother", 母女: "mother",
  爷爷: "grandfather", 奶奶: "grandmother", 外公: "maternal_grandfather", 姥爷: "maternal_grandfather",
  外婆: "maternal_grandmother", 姥姥: "maternal_grandmother", 哥哥: "brother", 弟弟: "brother", 兄: "brother",
  弟: "brother", 姐姐: "sister", 妹妹: "sister", 姐: "sister", 妹: "sister", 亲戚: "other_kin", 亲属: "other_kin",
  叔叔: "other_kin", 伯父: "other_kin", 姑姑: "other_kin", 舅舅: "other_kin", 阿姨: "other_kin", 姨妈: "other_kin",
  邻居: "not_kin", 朋友: "not_kin", 无亲属关系: "not_kin", 福利院: "institution", 福利机构: "institution",
}; // prettier-ignore

const riskWords: Words = { 有: "confirmed", 无: "none", 没有: "none", "√": "confirmed", "×": "none", true: "confirmed", false: "none", 确认: "confirmed", 确定: "confirmed", 怀疑: "suspected" }; // prettier-ignore

const disabilityWords: Words = {
  ...Object.fromEntries(["视力", "听力", "言语", "肢体", "智力", "精神", "多重"].map((zh) => [`${zh}残疾`, zh])),
  无: null, 没有: null, 否: null, 无残疾: null,
}; // prettier-ignore

/*
 * A parent's state opens or closes 事实无人抚养 (民发〔2019〕62号, 民发〔2020〕125号), so no word may say more or less than
 * the document does:
 * - 失踪 there is what a court has declared (民法典 40 条); a parent who is merely gone is 失联, with a term of its own.
 * - 戒毒: only 强制隔离戒毒 counts; 社区戒毒 and 自愿戒毒 leave a parent at home. 强制戒毒 has been its short name since
 *   the 禁毒法 of 2008 left no other compulsory kind.
 * - 服刑 is a sentence being served; 在押, 羁押 and 拘留 also come before one (other measures), 取保候审, 缓刑 and
 *   社区矫正 leave the parent at home.
 * - 重残 and 重病 have grades (level 1-2, 3-4 mental or intellectual; the local list): 残疾 and 患病 do not name them.
 * - 健在 says alive and no more; 无 may mean that there is no such parent: neither is 无下列情形. 正常 is.
 * - 死亡 needs no grade, whatever the word for it.
 */
const statusWords: Words = {
  正常: "none", 重度残疾: "severe_disability", 重大疾病: "severe_illness", 服刑: "imprisoned", 服刑中: "imprisoned",
  强制戒毒: "compulsory_rehab", 失去联系: "lost_contact", 撤销监护资格: "revoked", 遣送出境: "deported", 驱逐出境: "deported",
  死亡: "dead", 去世: "dead", 已故: "dead", 亡故: "dead", 病故: "dead", 宣告死亡: "dead", 法院宣告失踪: "declared_missing",
  ...allAsk("失踪 下落不明 走失", "survey.status_missing"),
  ...allAsk("戒毒 社区戒毒 社区康复 自愿戒毒 吸毒", "survey.status_rehab"),
  ...allAsk("在押 羁押 关押 拘留 行政拘留 刑事拘留 逮捕 被捕 坐牢 取保候审 监视居住 缓刑 假释 监外执行 社区矫正 保外就医", "survey.status_custody"),
  ...allAsk("残疾 轻度残疾 肢体残疾 视力残疾 听力残疾 言语残疾 智力残疾 精神残疾 多重残疾", "survey.status_disability"),
  ...allAsk("患病 有病 生病 疾病 慢性病 长期患病", "survey.status_illness"),
  ...allAsk("健在 在世 无 没有 否", "survey.status_unclear"),
}; // prettier-ignore

/*
 * Only 外出务工 makes a child 留守 (国发〔2016〕13号): who is "外出" may be away for another reason. A bare 是 means what its
 * header asks, so it is understood under 是否外出务工 alone (surveyLines.ts).
 */
const awayWords: Words = {
  在家: "home", 否: "home", 务工: "work", 打工: "work", 外出打工: "work", 在外务工: "work", 在外打工: "work", 外地务工: "work", 外地打工: "work",
  ...allAsk("外出 在外 外地 是 有", "survey.away_unclear"),
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
    低保: "minimum_living", 低保户: "minimum_living", 低保家庭: "minimum_living", 最低生活保障: "minimum_living",
    低保边缘: "low_income_edge", 低保边缘户: "low_income_edge", 低保边缘家庭: "low_income_edge", 支出型: "expenditure",
    支出型困难家庭: "expenditure", 刚性支出困难家庭: "expenditure", 特困: "extreme_poverty", 特困供养: "extreme_poverty",
    特困供养人员: "extreme_poverty", 没有: "none", 否: "none",
  },
  "household.aid": { 临时: "临时救助", 医疗: "医疗救助", 住房: "住房救助", 其它: "其他", 无: null, 没有: null, 否: null },
  "household.income": {
    打工: "打工收入", 务工: "打工收入", 务工收入: "打工收入", 种养殖: "种养殖业", 种植: "种养殖业", 养殖: "种养殖业", 种植业: "种养殖业",
    养殖业: "种养殖业", 务农: "种养殖业", 救助: "政府救助", 亲友接济: "亲朋接济", 亲戚接济: "亲朋接济", 其它: "其他",
  },
  "guardianship.kind": { 一般: "监护情况一般", 较好: "监护情况较好", 受委托监护人能力不足: "受委托监护人监护能力不足" },
  "guardianship.state": { 监护情况较好: "较好", 监护情况一般: "一般", 监护情况差: "差", 较差: "差", 好: "较好", 良好: "较好" },
  recognised: { 事实无人抚养: "de_facto", 其他困境儿童: "other_at_risk", 没有: "none", 否: "none" },
  // 辍学 is leaving the nine years' school (2016 form, note 5); 失学 and 未入学 are also said of who never went, and of who is too small
  "school.state": {
    学龄前: "none_preschool", 未入园: "none_preschool", 在园: "kindergarten", 小学生: "primary", 初中生: "junior", 高中生: "senior",
    职高: "vocational", 中专: "vocational", 职业高中: "vocational", 特教: "special", 特教学校: "special", 大专: "tertiary", 大学: "tertiary",
    不在校: "not_enrolled", ...allAsk("失学 未入学 未上学", "survey.school_unclear"),
  },
  // 患病 of the 2016 form is 重特大疾病 by its note, but whoever ticks it may mean any illness; 残疾 is said in columns of its own
  "health.state": {
    良好: "healthy", 一般: "weak", 较弱: "weak", 重病: "severe", 大病: "severe", 重特大疾病: "severe",
    ...allAsk("患病 有病", "survey.health_unclear"), 残疾: { ask: "survey.health_disability", unless: "disability.kind" },
  },
  "insurance.medical": { 参保: "insured", 是: "insured", 有: "insured", true: "insured", 否: "uninsured", 无: "uninsured", false: "uninsured" },
  "disability.kind": disabilityWords,
  "disability.parts": disabilityWords,
  status: statusWords,
  "away.state": awayWords,
  "return.kind": { 探亲: "visit", 休假: "visit", 过年: "visit", 结束务工: "ended", 返乡: { ask: "survey.return_unclear" } },
  vice: { 没有: "none", 否: "none", 吸食毒品: "drugs", 嗜酒: "alcohol", 赌: "gambling" },
  relation: relationWords,
  risk: riskWords,
}; // prettier-ignore

/** Words for one fact's codes: `father.status` has those of `status`, `risk.dropout` those of `risk`. */
export function wordsFor(key: string): Words {
  const [first = "", ...rest] = key.split(".");
  return otherWords[key] ?? otherWords[rest.join(".")] ?? (first === "risk" ? riskWords : {});
}
