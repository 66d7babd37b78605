import { addDays, addMonths } from "#kernel/day.ts";
import { bothAway, type Case } from "./case.ts";

const imprisoned = (who: string, since: string, until: string) => ({
  [`${who}.status`]: ["imprisoned"],
  [`${who}.custody.since`]: since,
  [`${who}.custody.until`]: until,
});
const lost = (who: string, since: string) => ({
  [`${who}.status`]: ["lost_contact"],
  [`${who}.lostContact.since`]: since,
});

/** The day before a line of the policies, the day itself, and the day after where it differs. */
export const borders: readonly Case[] = [
  {
    id: "away.three_months",
    title: "外出务工今天满三个月",
    facts: ({ monthsAgo }) => bothAway(monthsAgo(3)),
    expect: { yes: ["left_behind"] },
  },
  {
    id: "away.day_before",
    title: "外出务工差一天满三个月",
    facts: ({ monthsAgo }) => bothAway(addDays(monthsAgo(3), 1)),
    expect: { no: ["left_behind"] },
  },
  {
    id: "away.new_year_visit",
    title: "外出务工期间回家过年",
    facts: ({ ago }) => ({
      ...bothAway(ago(500)),
      "father.return.kind": "visit",
      "father.return.since": ago(40),
      "mother.return.kind": "visit",
      "mother.return.since": ago(40),
    }),
    expect: { yes: ["left_behind"] },
  },
  {
    id: "away.ended",
    title: "母亲上月结束务工返回",
    facts: ({ ago }) => ({ ...bothAway(ago(500)), "mother.return.kind": "ended", "mother.return.since": ago(30) }),
    expect: { no: ["left_behind"] },
  },
  {
    id: "away.same_county",
    title: "在本县域内务工",
    facts: ({ ago }) => ({
      ...bothAway(ago(400)),
      "hukou.area": "445281102",
      "father.away.area": "445281001",
      "mother.away.area": "445281001",
    }),
    expect: { no: ["left_behind"] },
  },
  {
    id: "away.no_county_level",
    title: "在东莞市务工（没有县级）",
    facts: ({ ago }) => ({ ...bothAway(ago(400)), "father.away.area": "4419", "mother.away.area": "4419" }),
    expect: { yes: ["left_behind"] },
  },
  {
    id: "away.core_districts",
    title: "户籍地与务工地均在广州核心城区",
    facts: ({ ago }) => ({
      ...bothAway(ago(400)),
      "hukou.area": "440103",
      "father.away.area": "440104",
      "mother.away.area": "440106",
    }),
    expect: { no: ["left_behind"] },
  },
  {
    id: "age.sixteen_today",
    title: "父母外出，今天满十六周岁",
    facts: ({ ago, turning }) => ({ ...bothAway(ago(400)), birthDate: turning(16) }),
    expect: { no: ["left_behind"] },
  },
  {
    id: "age.sixteen_tomorrow",
    title: "父母外出，明天满十六周岁",
    facts: ({ ago, turning }) => ({ ...bothAway(ago(400)), birthDate: turning(16, 1) }),
    expect: { yes: ["left_behind"] },
  },
  {
    id: "age.extreme_poverty_sixteen",
    title: "特困人员，今天满十六周岁：国家口径到龄，广东口径仍在内",
    facts: ({ turning }) => ({ birthDate: turning(16), "household.assistance": ["extreme_poverty"] }),
    expect: { yes: ["at_risk.hardship"] },
  },
  {
    id: "age.eighteen_tomorrow",
    title: "孤儿，明天满十八周岁",
    facts: ({ turning }) => ({ birthDate: turning(18, 1), recognised: ["orphan"] }),
    expect: { yes: ["at_risk.orphan"] },
  },
  {
    id: "age.eighteen_today",
    title: "孤儿，今天满十八周岁：摸排时还不满",
    facts: ({ turning }) => ({ birthDate: turning(18), recognised: ["orphan"] }),
    expect: { no: ["at_risk.orphan"] },
  },
  {
    id: "age.newborn",
    title: "今天出生",
    facts: ({ today }) => ({
      birthDate: today,
      "school.state": "none_preschool",
      "household.assistance": ["minimum_living"],
    }),
    expect: { yes: ["at_risk.hardship"] },
  },
  {
    id: "lost.six_months",
    title: "父亲死亡，母亲失联今天满六个月",
    facts: ({ monthsAgo }) => ({ "father.status": ["dead"], ...lost("mother", monthsAgo(6)) }),
    expect: { yes: ["at_risk.de_facto"] },
  },
  {
    id: "lost.day_before",
    title: "父亲死亡，母亲失联差一天满六个月",
    facts: ({ monthsAgo }) => ({ "father.status": ["dead"], ...lost("mother", addDays(monthsAgo(6), 1)) }),
    expect: { no: ["at_risk.de_facto"] },
  },
  {
    id: "custody.six_months",
    title: "父亲死亡，母亲服刑六个月",
    facts: ({ ago }) => ({ "father.status": ["dead"], ...imprisoned("mother", ago(60), addMonths(ago(60), 6)) }),
    expect: { yes: ["at_risk.de_facto"] },
  },
  {
    id: "custody.under_six_months",
    title: "父亲死亡，母亲服刑五个多月",
    facts: ({ ago }) => ({
      "father.status": ["dead"],
      ...imprisoned("mother", ago(60), addDays(addMonths(ago(60), 5), 20)),
    }),
    expect: { no: ["at_risk.de_facto"] },
  },
  {
    id: "expenditure.last_day",
    title: "支出型困难认定今天到期",
    facts: ({ today }) => ({ "household.assistance": ["expenditure"], "household.expenditureUntil": today }),
    expect: { yes: ["at_risk.hardship"] },
  },
  {
    id: "expenditure.expired",
    title: "支出型困难认定昨天到期",
    facts: ({ ago }) => ({ "household.assistance": ["expenditure"], "household.expenditureUntil": ago(1) }),
    expect: { no: ["at_risk.hardship"] },
  },
  {
    id: "mobile.six_months",
    title: "跨县居住今天满六个月",
    facts: ({ monthsAgo }) => ({ "hukou.area": "430524", "residence.since": monthsAgo(6) }),
    expect: { yes: ["mobile"] },
  },
  {
    id: "mobile.day_before",
    title: "跨县居住差一天满六个月",
    facts: ({ monthsAgo }) => ({ "hukou.area": "430524", "residence.since": addDays(monthsAgo(6), 1) }),
    expect: { no: ["mobile"] },
  },
];
