import type { Case } from "./case.ts";

/** risk fact → ground; where a suspicion has no ground of its own in the text it is left to 其他. */
const groundOf: readonly (readonly [risk: string, ground: string, suspected: string])[] = [
  ["sexualAbuse", "red.harm", "red.harm?"],
  ["maltreatment", "red.harm", "red.harm?"],
  ["trafficking", "red.harm", "red.harm?"],
  ["violence", "red.harm", "red.harm?"],
  ["abandonment", "red.harm", "red.harm?"],
  ["otherHarm", "red.harm", "red.harm?"],
  ["livingAlone", "red.alone", "red.other?"],
  ["vagrancy", "red.alone", "red.other?"],
  ["missing", "red.alone", "red.other?"],
  ["guardianAbsent", "red.no_guardian", "red.no_guardian?"],
  ["suicide", "red.self_harm", "red.self_harm?"],
  ["selfHarm", "red.self_harm", "red.self_harm?"],
  ["otherUrgent", "red.other", "red.other?"],
  ["guardianSevere", "yellow.guardian", "yellow.guardian?"],
  ["dropout", "yellow.dropout", "yellow.dropout?"],
  ["mentalIllness", "yellow.mental", "yellow.mental?"],
  ["otherFocus", "yellow.other", "yellow.other?"],
  ["guardianInsufficient", "blue.guardian", "blue.guardian?"],
  ["psychBehaviour", "blue.behaviour", "blue.behaviour?"],
  ["otherTracked", "blue.other", "blue.other?"],
];

const confirmed = groundOf.map(([risk, ground], i): Case => ({
  id: `risk.${risk}.confirmed`,
  title: `${ground}：已查实`,
  facts: ({ ago }) => ({ [`risk.${risk}`]: "confirmed", ...(i % 2 === 0 && { "measure.intervened": ago(3) }) }),
  expect: { grounds: [ground] },
}));

const suspected = groundOf.map(([risk, , ground], i): Case => ({
  id: `risk.${risk}.suspected`,
  title: `${ground}：疑似`,
  facts: ({ ago }) => ({ [`risk.${risk}`]: "suspected", ...(i % 3 === 0 && { "measure.tracked": ago(9) }) }),
  expect: { grounds: [ground] },
}));

const carers = ["semi_disabled_elder", "disabled_elder", "limited_capacity", "no_capacity"].map((capacity): Case => ({
  id: `carer.${capacity}`,
  title: "抚养人为失能半失能老人、无行为能力人、限制民事行为能力人",
  facts: () => ({ "carer.relation": "grandmother", "carer.capacity": capacity, "residence.with": "carer" }),
  expect: { grounds: ["yellow.guardian"] },
}));

export const findings: readonly Case[] = [
  ...confirmed,
  ...suspected,
  ...carers,
  {
    id: "school.dropout",
    title: "辍学，已复学复读",
    facts: ({ ago, turning }) => ({
      birthDate: turning(14, -60),
      "school.state": "dropout",
      "measure.resumed": ago(5),
    }),
    expect: { grounds: ["yellow.dropout"] },
  },
  {
    id: "vice.both",
    title: "父亲吸毒，母亲赌博",
    facts: () => ({ "father.vice": ["drugs"], "mother.vice": ["gambling"] }),
    expect: { grounds: ["yellow.both_vice"] },
  },
  {
    id: "vice.one",
    title: "父亲酗酒",
    facts: () => ({ "father.vice": ["alcohol"] }),
    expect: { grounds: ["blue.one_vice"] },
  },
  {
    id: "levels.two",
    title: "同时符合红色和蓝色情形：取最高",
    facts: ({ ago }) => ({
      recognised: ["orphan"],
      "risk.selfHarm": "confirmed",
      "measure.intervened": ago(1),
      "measure.secured": ago(50),
    }),
    expect: { yes: ["at_risk.orphan"], grounds: ["red.self_harm", "blue.orphan"] },
  },
  {
    id: "risk.offending",
    title: "有违法犯罪行为",
    facts: ({ turning }) => ({ birthDate: turning(15, -30), "risk.offending": "confirmed" }),
    expect: {},
  },
];
