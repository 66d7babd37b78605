import { addDays } from "#kernel/day.ts";
import type { Case } from "./case.ts";

const named = (id: string, title: string, name: string): Case => ({
  id: `name.${id}`,
  title,
  facts: ({ ago }) => ({ name, "household.assistance": ["minimum_living"], "measure.secured": ago(20) }),
  expect: { yes: ["at_risk.hardship"] },
});

/** Who a child is on paper: names and numbers that forms, fonts and joins get wrong. */
export const identities: readonly Case[] = [
  named("compound", "复姓", "欧阳欣怡"),
  named("one_character", "单名", "林浩"),
  named("outside_plane", "基本平面以外的字（𠮷）", "陈𠮷轩"),
  named("extension_a", "扩展A区的字（㛃）", "黄㛃"),
  named("many_strokes", "多笔画的字（龘）", "王龘"),
  named("interpunct", "带间隔号的姓名", "阿依努尔·买买提"),
  named("long", "很长的姓名", "阿卜杜热合曼江·阿卜杜喀迪尔阿吉·买买提明"),
  {
    id: "identity.no_number",
    title: "没有身份证号，已登记户口",
    facts: () => ({ idKind: "none", idNumber: null, recognised: ["de_facto"] }),
    expect: { yes: ["at_risk.de_facto"] },
  },
  {
    id: "identity.no_hukou",
    title: "没有登记户口",
    facts: () => ({
      idKind: "none",
      idNumber: null,
      "hukou.kind": "none",
      "hukou.area": null,
      "hukou.address": null,
      recognised: ["other_at_risk"],
    }),
    expect: { yes: ["at_risk.other"] },
  },
  {
    id: "identity.passport",
    title: "其他证件",
    facts: () => ({ idKind: "other", idNumber: "DEMO0000001", "household.assistance": ["low_income_edge"] }),
    expect: { yes: ["at_risk.hardship"] },
  },
  {
    id: "identity.leap_day",
    title: "二月二十九日出生",
    facts: ({ today }) => ({ birthDate: lastLeapDay(today), "household.assistance": ["minimum_living"] }),
    expect: { yes: ["at_risk.hardship"] },
  },
  {
    id: "identity.no_parents_known",
    title: "父母情况均未登记：待补",
    facts: () => ({
      "father.name": null,
      "father.status": null,
      "father.away.state": null,
      "mother.name": null,
      "mother.status": null,
      "mother.away.state": null,
      "residence.with": null,
    }),
    expect: { unknown: ["left_behind", "at_risk.orphan"] },
  },
  ...([81, 82, 83] as const).map((place): Case => ({
    id: `identity.hmt_${place}`,
    title: "港澳台居民居住证",
    hmt: place,
    facts: () => ({ "household.assistance": ["minimum_living"] }),
    expect: { yes: ["at_risk.hardship"] },
  })),
];

/** The last 29 February at least six years before a day. */
function lastLeapDay(today: string): string {
  let year = Number(today.slice(0, 4)) - 6;
  while (addDays(`${year}-02-28`, 1) !== `${year}-02-29`) year--;
  return `${year}-02-29`;
}
