import { bothAway, type Case } from "./case.ts";

const gone = (who: "father" | "mother", status: string) => ({
  [`${who}.status`]: [status],
  [`${who}.away.state`]: null,
  [`${who}.phone`]: null,
});

/** Each category and each of its kinds. */
export const situations: readonly Case[] = [
  {
    id: "left_behind.both_away",
    title: "父母双方外出务工一年以上",
    facts: ({ ago }) => bothAway(ago(400)),
    expect: { yes: ["left_behind"] },
  },
  {
    id: "left_behind.urban",
    title: "城镇户籍，父母双方外出",
    facts: ({ ago }) => ({ ...bothAway(ago(400)), "hukou.kind": "urban" }),
    expect: { no: ["left_behind"], yes: ["left_behind_all"] },
  },
  {
    id: "left_behind.one_at_home",
    title: "父亲外出，母亲在家且有监护能力",
    facts: ({ ago }) => ({ "father.away.state": "work", "father.away.since": ago(400), "father.away.area": "440305" }),
    expect: { no: ["left_behind"] },
  },
  {
    id: "left_behind.since_unknown",
    title: "父母双方外出，起始日期不详",
    facts: ({ ago }) => ({ ...bothAway(ago(400)), "father.away.since": null, "mother.away.since": null }),
    expect: { unknown: ["left_behind"] },
  },
  {
    id: "orphan.both_dead",
    title: "父母双亡",
    facts: () => ({ ...gone("father", "dead"), ...gone("mother", "dead"), "residence.with": "guardian" }),
    expect: { yes: ["at_risk.orphan"], grounds: ["blue.orphan"] },
  },
  {
    id: "orphan.unfound",
    title: "查找不到生父母",
    facts: () => ({ ...gone("father", "unfound"), ...gone("mother", "unfound"), "residence.with": "institution" }),
    expect: { yes: ["at_risk.orphan"], grounds: ["blue.orphan"] },
  },
  {
    id: "orphan.declared",
    title: "父亲死亡，母亲宣告失踪",
    facts: () => ({ ...gone("father", "dead"), ...gone("mother", "declared_missing"), "residence.with": "guardian" }),
    expect: { yes: ["at_risk.orphan"], no: ["at_risk.de_facto"] },
  },
  {
    id: "orphan.recognised",
    title: "已认定为孤儿",
    facts: () => ({ recognised: ["orphan"], "residence.with": "guardian" }),
    expect: { yes: ["at_risk.orphan"], grounds: ["blue.orphan"] },
  },
  {
    id: "orphan.hiv",
    title: "艾滋病病毒感染儿童",
    facts: () => ({ "health.hiv": true }),
    expect: { yes: ["at_risk.orphan"], grounds: ["blue.orphan"] },
  },
  {
    id: "de_facto.recognised",
    title: "已认定为事实无人抚养儿童，已落实保障并定期跟踪",
    facts: ({ ago }) => ({ recognised: ["de_facto"], "measure.secured": ago(90), "measure.tracked": ago(10) }),
    expect: { yes: ["at_risk.de_facto"], grounds: ["blue.de_facto"] },
  },
  {
    id: "hardship.minimum_living",
    title: "最低生活保障家庭",
    facts: ({ ago }) => ({ "household.assistance": ["minimum_living"], "measure.secured": ago(60) }),
    expect: { yes: ["at_risk.hardship"] },
  },
  {
    id: "hardship.low_income_edge",
    title: "最低生活保障边缘家庭",
    facts: () => ({ "household.assistance": ["low_income_edge"] }),
    expect: { yes: ["at_risk.hardship"] },
  },
  {
    id: "hardship.expenditure",
    title: "支出型困难家庭，有效期内",
    facts: ({ ago }) => ({ "household.assistance": ["expenditure"], "household.expenditureUntil": ago(-120) }),
    expect: { yes: ["at_risk.hardship"] },
  },
  {
    id: "hardship.extreme_poverty",
    title: "特困人员",
    facts: () => ({ "household.assistance": ["extreme_poverty"] }),
    expect: { yes: ["at_risk.hardship"] },
  },
  {
    id: "disability.limb_1",
    title: "肢体一级残疾",
    facts: () => ({ "disability.kind": "limb", "disability.level": 1 }),
    expect: { yes: ["at_risk.disability"], grounds: ["blue.disability"] },
  },
  {
    id: "disability.intellect_3",
    title: "智力三级残疾",
    facts: () => ({ "disability.kind": "intellect", "disability.level": 3 }),
    expect: { yes: ["at_risk.disability"], grounds: ["blue.disability"] },
  },
  {
    id: "disability.mental_4",
    title: "精神四级残疾",
    facts: () => ({ "disability.kind": "mental", "disability.level": 4 }),
    expect: { yes: ["at_risk.disability"], grounds: ["blue.disability"] },
  },
  {
    id: "disability.multiple_3",
    title: "多重三级残疾，含智力残疾",
    facts: () => ({
      "disability.kind": "multiple",
      "disability.level": 3,
      "disability.parts": ["intellect", "limb"],
    }),
    expect: { yes: ["at_risk.disability"], grounds: ["blue.disability"] },
  },
  {
    id: "disability.multiple_3_unknown",
    title: "多重三级残疾，所含类别未登记",
    facts: () => ({ "disability.kind": "multiple", "disability.level": 3 }),
    expect: { unknown: ["at_risk.disability"] },
  },
  {
    id: "disability.hearing_3",
    title: "听力三级残疾，不属重残",
    facts: () => ({ "disability.kind": "hearing", "disability.level": 3 }),
    expect: { no: ["at_risk.disability"] },
  },
  {
    id: "state_guardianship.temporary",
    title: "民政部门临时监护",
    facts: () => ({ stateGuardianship: "temporary", "residence.with": "institution" }),
    expect: { yes: ["at_risk.state_guardianship"] },
  },
  {
    id: "state_guardianship.long_term",
    title: "民政部门长期监护",
    facts: () => ({ stateGuardianship: "long_term", "residence.with": "institution" }),
    expect: { yes: ["at_risk.state_guardianship"] },
  },
  {
    id: "at_risk.other",
    title: "县级规定的其他困境儿童",
    facts: () => ({ recognised: ["other_at_risk"] }),
    expect: { yes: ["at_risk.other"] },
  },
  ...(["divorced", "widowed", "unmarried"] as const).map((kind): Case => ({
    id: `single_parent.${kind}`,
    title: `农村单亲家庭（${kind}）`,
    facts: () => ({ "family.kind": kind, "residence.with": "one_parent" }),
    expect: { yes: ["single_parent"] },
  })),
  {
    id: "single_parent.remarried",
    title: "再婚家庭，不是单亲",
    facts: () => ({ "family.kind": "remarried" }),
    expect: { no: ["single_parent"] },
  },
  {
    id: "mobile.cross_county",
    title: "随父母跨县居住一年",
    facts: ({ ago }) => ({ "hukou.area": "430524", "residence.since": ago(370) }),
    expect: { yes: ["mobile"], no: ["left_behind"] },
  },
  {
    id: "mobile.with_working_parents",
    title: "随外出务工的父母在务工地生活，不是留守",
    facts: ({ ago }) => ({
      ...bothAway(ago(500)),
      "hukou.area": "450881",
      "residence.since": ago(500),
      "residence.with": "parents",
    }),
    expect: { yes: ["mobile"], no: ["left_behind"] },
  },
  {
    id: "nothing_found",
    title: "各项无异常",
    facts: () => ({}),
    expect: { no: ["left_behind", "at_risk.orphan", "at_risk.de_facto", "at_risk.hardship", "at_risk.disability"] },
  },
];
