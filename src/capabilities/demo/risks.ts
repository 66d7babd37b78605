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

function take(making: Making, facts: Facts, measure: string, probability: number): void {
  const { random, today } = making;
  if (!random.chance(probability)) return;
  const day = shift(today, -random.between(1, 150));
  const birth = String(facts["birthDate"]);
  facts[measure] = day < birth ? birth : day;
}

/** Risks, and what was done about them and about the children's keep. */
export function drawRisks(making: Making, facts: Facts, story: Story, age: number): void {
  const { random } = making;
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
    take(making, facts, "measure.intervened", 0.7);
    if (risk === "dropout") take(making, facts, "measure.resumed", 0.4);
  }
  if (facts["school.state"] === "dropout") take(making, facts, "measure.resumed", 0.2);
  if (facts["recognised"] || facts["disability.kind"]) take(making, facts, "measure.secured", 0.85);
  else if (facts["household.assistance"]?.toString() !== "none") take(making, facts, "measure.secured", 0.8);
  take(making, facts, "measure.tracked", 0.35);
}
