import type { FactValue } from "#engines/rules/catalogue.ts";
import { type Case, type Days, fatherAway, type Overrides } from "./case.ts";

type Parent = "father" | "mother";
type State = (who: Parent, days: Days) => Overrides;

const status =
  (code: string, more: (days: Days) => Readonly<Record<string, FactValue>> = () => ({})): State =>
  (who, days) => {
    const rest = Object.entries(more(days)).map(([key, value]) => [`${who}.${key}`, value] as const);
    return { [`${who}.status`]: [code], ...Object.fromEntries(rest) };
  };

const custody = ({ ago }: Days) => ({ "custody.since": ago(300), "custody.until": ago(-400) });

/** The states of 民发〔2019〕62号 and 民发〔2020〕125号 that make a parent unable, as the survey finds them. */
const unable: Readonly<Record<string, State>> = {
  severe_disability: status("severe_disability", () => ({ "disability.kind": "limb", "disability.level": 2 })),
  severe_illness: status("severe_illness"),
  imprisoned: status("imprisoned", custody),
  compulsory_rehab: status("compulsory_rehab", custody),
  restrained: status("restrained", custody),
  lost_contact: status("lost_contact", ({ ago }) => ({ "lostContact.since": ago(400) })),
  revoked: status("revoked"),
  deported: status("deported"),
};

const dead = status("dead");
const missing = status("declared_missing");

const title: Readonly<Record<string, string>> = {
  severe_disability: "重残",
  severe_illness: "重病",
  imprisoned: "服刑在押",
  compulsory_rehab: "强制隔离戒毒",
  restrained: "被执行其他限制人身自由的措施",
  lost_contact: "失联",
  revoked: "被撤销监护资格",
  deported: "被遣送（驱逐）出境",
};

const states = Object.entries(unable);

/** One parent at work elsewhere and the other unable, for each state but the one that ends guardianship altogether. */
const otherUnable = states
  .filter(([code]) => code !== "revoked")
  .map(([code, state]): Case => ({
    id: `left_behind.mother_${code}`,
    title: `父亲外出务工，母亲${title[code]}`,
    facts: (days) => fatherAway(state("mother", days)),
    expect: { yes: ["left_behind"] },
  }));

/** One parent dead and the other in each state. */
const oneDead = states.map(([code, state]): Case => ({
  id: `de_facto.dead_${code}`,
  title: `父亲死亡，母亲${title[code]}`,
  facts: (days) => ({ ...dead("father", days), ...state("mother", days), "residence.with": "guardian" }),
  expect: { yes: ["at_risk.de_facto"], grounds: ["blue.de_facto"] },
}));

const pair = (id: string, text: string, father: State, mother: State, grounds: readonly string[]): Case => ({
  id: `de_facto.${id}`,
  title: text,
  facts: (days) => ({ ...father("father", days), ...mother("mother", days), "residence.with": "guardian" }),
  expect: { yes: ["at_risk.de_facto"], grounds },
});

const known = (code: string): State => unable[code] ?? dead;

export const parents: readonly Case[] = [
  ...otherUnable,
  ...oneDead,
  pair("missing_imprisoned", "父亲宣告失踪，母亲服刑", missing, known("imprisoned"), ["blue.de_facto"]),
  pair("illness_lost", "父亲重病，母亲失联", known("severe_illness"), known("lost_contact"), ["blue.de_facto"]),
  pair("rehab_revoked", "父亲强制戒毒，母亲被撤销监护资格", known("compulsory_rehab"), known("revoked"), [
    "blue.de_facto",
  ]),
  pair("both_imprisoned", "父母双方均服刑在押", known("imprisoned"), known("imprisoned"), ["yellow.both_imprisoned"]),
  pair("both_disabled", "父母双方均重残", known("severe_disability"), known("severe_disability"), [
    "yellow.both_disabled",
  ]),
  {
    id: "parents.both_intellect",
    title: "父母双方均智力残疾",
    facts: () => ({
      "father.disability.kind": "intellect",
      "father.disability.level": 3,
      "mother.disability.kind": "mental",
      "mother.disability.level": 4,
    }),
    expect: { grounds: ["yellow.both_disabled"] },
  },
  {
    id: "parents.one_dead_other_able",
    title: "父亲死亡，母亲正常",
    facts: (days) => ({ ...dead("father", days), "family.kind": "widowed", "residence.with": "one_parent" }),
    expect: { no: ["at_risk.de_facto", "at_risk.orphan"], yes: ["single_parent"] },
  },
  {
    id: "left_behind.mother_dead",
    title: "父亲外出务工，母亲死亡",
    facts: (days) => fatherAway({ ...dead("mother", days), "family.kind": "widowed" }),
    expect: { yes: ["left_behind"] },
  },
];
