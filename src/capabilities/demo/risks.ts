import type { Day } from "#kernel/day.ts";
import { shift } from "./days.ts";
import type { Facts, Making } from "./making.ts";
import { type Random, weighted } from "./random.ts";
import type { Story } from "./story.ts";

/** Findings per level: rare, and suspected twice as often as confirmed. */
const red = weighted([
  ["maltreatment", 6],
  ["violence", 6],
  ["livingAlone", 8],
  ["guardianAbsent", 6],
  ["selfHarm", 6],
  ["suicide", 3],
  ["sexualAbuse", 2],
  ["abandonment", 2],
  ["vagrancy", 2],
  ["missing", 1],
  ["otherHarm", 1],
  ["trafficking", 0.5],
  ["otherUrgent", 1],
] as const);
const yellow = weighted([
  ["guardianSevere", 10],
  ["mentalIllness", 6],
  ["dropout", 5],
  ["otherFocus", 2],
] as const);
const blue = weighted([
  ["guardianInsufficient", 12],
  ["psychBehaviour", 10],
  ["otherTracked", 3],
  ["offending", 1],
] as const);

/** Left-behind children and those without able parents are found in trouble more often. */
const exposure: Readonly<Partial<Record<Story, number>>> = {
  both_away: 1.2,
  orphan: 1.2,
  de_facto: 1.5,
  ordinary: 0.5,
  mobile: 0.5,
};

const found = (random: Random): string => (random.chance(0.34) ? "confirmed" : "suspected");

/** Risks, where there are any. */
export function drawRisks({ random }: Making, facts: Facts, story: Story, age: number): void {
  const factor = exposure[story] ?? 1;
  const levels = [
    [0.003, red],
    [0.014, yellow],
    [0.035, blue],
  ] as const;
  for (const [rate, draw] of levels) {
    if (!random.chance(rate * factor)) continue;
    const risk = draw(random);
    if (risk === "dropout" && (age < 6 || age > 15)) continue;
    facts[`risk.${risk}`] = found(random);
  }
}

const isVice = (value: unknown): boolean => Array.isArray(value) && value.some((code) => code !== "none");

/** Somebody has to step in: a risk, a disability, a parent who drinks, gambles or takes drugs. */
export const needsIntervention = (facts: Facts): boolean =>
  facts["disability.kind"] !== undefined ||
  isVice(facts["father.vice"]) ||
  isVice(facts["mother.vice"]) ||
  Object.keys(facts).some((key) => key.startsWith("risk.") && facts[key] !== "none");

/**
 * What had been done about it when the child was found: the survey asks for measures, and 附件1 counts them in its 其中
 * lines from that day on.
 */
export function drawMeasures({ random }: Making, facts: Facts, surveyed: Day): void {
  const birth = String(facts["birthDate"]);
  const take = (measure: string, probability: number): void => {
    if (!random.chance(probability)) return;
    const day = shift(surveyed, -random.between(1, 150));
    facts[measure] = day < birth ? birth : day;
  };
  if (needsIntervention(facts)) take("measure.intervened", 0.65);
  if (facts["risk.dropout"]) take("measure.resumed", 0.4);
  if (facts["school.state"] === "dropout") take("measure.resumed", 0.2);
  if (facts["recognised"] || facts["disability.kind"]) take("measure.secured", 0.85);
  else take("measure.secured", facts["household.assistance"]?.toString() === "none" ? 0.25 : 0.8);
  take("measure.tracked", 0.4);
}
