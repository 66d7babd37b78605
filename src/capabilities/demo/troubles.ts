import { addMonths } from "#kernel/day.ts";
import { shift } from "./days.ts";
import { drawParts } from "./disability.ts";
import { drawGuardian } from "./guardians.ts";
import { type Facts, keyOf, type Making, type Parent } from "./making.ts";
import { drawWorkPlace } from "./places.ts";
import { type Random, weighted } from "./random.ts";
import type { Story } from "./story.ts";

/*
 * What each story does to the parents. Dates gather where the policies draw their lines: three months away, six months
 * lost or in custody.
 */

type Trouble = (making: Making, facts: Facts) => void;

const both: readonly Parent[] = ["father", "mother"];

const otherOf = (who: Parent): Parent => (who === "father" ? "mother" : "father");

const setFamily = (facts: Facts, kind: string, living: string): void => {
  facts["family.kind"] = kind;
  facts["residence.with"] = living;
};

/** Most leave in February after New Year; one in eight left about three months ago. */
function drawLeaving({ random, today }: Making): string {
  const kind = random.unit();
  if (kind < 0.12) return shift(addMonths(today, -3), random.between(-7, 7));
  if (kind < 0.75) {
    const leaving = `${Number(today.slice(0, 4)) - random.between(0, 3)}-02-${10 + random.between(0, 18)}`;
    return leaving < today ? leaving : shift(leaving, -366);
  }
  return shift(today, -random.between(1, 1800));
}

export function sendAway(making: Making, facts: Facts, who: Parent): void {
  const { random, today } = making;
  const since = drawLeaving(making);
  facts[keyOf[who]["away.state"]] = random.chance(0.97) ? "work" : "other";
  facts[keyOf[who]["away.since"]] = since;
  if (random.chance(0.96)) facts[keyOf[who]["away.area"]] = drawWorkPlace(random, String(facts["residence.area"]));
  const back = shift(since, random.between(20, 400));
  if (back > today || !random.chance(0.45)) return;
  facts[keyOf[who]["return.kind"]] = random.chance(0.93) ? "visit" : "ended";
  facts[keyOf[who]["return.since"]] = back;
}

const unable = weighted<(making: Making, facts: Facts, who: Parent) => void>([
  [({ random }, facts, who) => disable(random, facts, who), 26],
  [(_, facts, who) => mark(facts, who, "severe_illness"), 12],
  [(making, facts, who) => lock(making, facts, who, "imprisoned", 9 * 365), 24],
  [(making, facts, who) => lock(making, facts, who, "compulsory_rehab", 730), 9],
  [(making, facts, who) => lock(making, facts, who, "restrained", 300), 3],
  [(making, facts, who) => lose(making, facts, who), 22],
  [(_, facts, who) => mark(facts, who, "revoked"), 1.5],
  [(_, facts, who) => mark(facts, who, "deported"), 2.5],
]);

function mark(facts: Facts, who: Parent, status: string): void {
  facts[keyOf[who].status] = [status];
}

function disable(random: Random, facts: Facts, who: Parent): void {
  mark(facts, who, "severe_disability");
  const kind = random.pick(["sight", "hearing", "speech", "limb", "limb", "intellect", "mental", "mental", "multiple"]);
  facts[keyOf[who]["disability.kind"]] = kind;
  facts[keyOf[who]["disability.level"]] =
    kind === "intellect" || kind === "mental" ? random.between(1, 4) : random.between(1, 2);
  if (kind === "multiple") facts[keyOf[who]["disability.parts"]] = drawParts(random);
}

/** Prison, rehabilitation or another restraint: begun in the past, for up to `longest` days, some just under six months. */
function lock({ random, today }: Making, facts: Facts, who: Parent, status: string, longest: number): void {
  mark(facts, who, status);
  const since = shift(today, -random.between(10, Math.min(longest, 1200)));
  const border = random.chance(0.1);
  facts[keyOf[who]["custody.since"]] = since;
  facts[keyOf[who]["custody.until"]] = border
    ? shift(addMonths(since, 6), random.between(-4, 4))
    : shift(since, random.between(190, longest + 200));
  delete facts[keyOf[who].phone];
}

function lose({ random, today }: Making, facts: Facts, who: Parent): void {
  mark(facts, who, "lost_contact");
  const border = random.chance(0.15);
  facts[keyOf[who]["lostContact.since"]] = border
    ? shift(addMonths(today, -6), random.between(-5, 5))
    : shift(today, -random.between(60, 2500));
  delete facts[keyOf[who].phone];
}

/** A parent who is no more, or was never found: nothing is known of where they work. */
export function remove(facts: Facts, who: Parent, status: "dead" | "declared_missing" | "unfound"): void {
  mark(facts, who, status);
  for (const part of ["phone", "away.state", "vice"] as const) delete facts[keyOf[who][part]];
}

function drawAssistance(random: Random, facts: Facts, probability: number, today: string): void {
  if (!random.chance(probability)) {
    facts["household.assistance"] = ["none"];
    return;
  }
  const kind = random.pick([
    "minimum_living",
    "minimum_living",
    "minimum_living",
    "low_income_edge",
    "expenditure",
    "extreme_poverty",
  ]);
  facts["household.assistance"] = [kind];
  if (kind === "expenditure") facts["household.expenditureUntil"] = shift(today, random.between(-30, 330));
}

const leaveBehind: Trouble = (making, facts) => {
  for (const who of both) sendAway(making, facts, who);
  setFamily(facts, "both", "carer");
  drawAssistance(making.random, facts, 0.06, making.today);
  drawGuardian(making, facts, "carer");
};

const oneAway: Trouble = (making, facts) => {
  const { random, today } = making;
  const away = random.pick(both);
  sendAway(making, facts, away);
  // Where the other parent is able the child is not left behind, and the survey asks all the same.
  if (random.chance(0.7)) unable(random)(making, facts, otherOf(away));
  setFamily(facts, "both", "one_parent");
  drawAssistance(random, facts, 0.15, today);
  drawGuardian(making, facts, random.chance(0.6) ? "carer" : "parent");
};

const orphaned: Trouble = (making, facts) => {
  const { random } = making;
  for (const who of both)
    remove(facts, who, random.chance(0.8) ? "dead" : random.chance(0.6) ? "unfound" : "declared_missing");
  facts["recognised"] = random.chance(0.85) ? ["orphan"] : ["none"];
  setFamily(facts, "other", random.chance(0.85) ? "guardian" : "institution");
  facts["household.assistance"] = [random.chance(0.3) ? "extreme_poverty" : "none"];
  drawGuardian(making, facts, "kin");
};

const unsupported: Trouble = (making, facts) => {
  const { random, today } = making;
  const first = random.pick(both);
  if (random.chance(0.55)) remove(facts, first, random.chance(0.92) ? "dead" : "declared_missing");
  else unable(random)(making, facts, first);
  unable(random)(making, facts, otherOf(first));
  facts["recognised"] = random.chance(0.7) ? ["de_facto"] : ["none"];
  setFamily(facts, "other", "guardian");
  drawAssistance(random, facts, 0.5, today);
  drawGuardian(making, facts, "kin");
};

const poor: Trouble = (making, facts) => {
  const { random, today } = making;
  if (random.chance(0.25)) unable(random)(making, facts, random.pick(both));
  setFamily(facts, random.chance(0.2) ? "divorced" : "both", random.chance(0.2) ? "one_parent" : "parents");
  drawAssistance(random, facts, 1, today);
  drawGuardian(making, facts, "parent");
};

const alone: Trouble = (making, facts) => {
  const { random, today } = making;
  const gone = random.pick(both);
  const kind = random.pick(["divorced", "divorced", "divorced", "widowed", "unmarried", "remarried"]);
  if (kind === "widowed") remove(facts, gone, "dead");
  setFamily(facts, kind, "one_parent");
  drawAssistance(random, facts, 0.12, today);
  drawGuardian(making, facts, "parent");
};

const taken: Trouble = (making, facts) => {
  const { random } = making;
  const who = random.pick(both);
  unable(random)(making, facts, who);
  mark(facts, otherOf(who), random.pick(["revoked", "lost_contact", "imprisoned"]));
  facts["stateGuardianship"] = random.chance(0.6) ? "temporary" : "long_term";
  setFamily(facts, "other", "institution");
  facts["household.assistance"] = ["none"];
  facts["guardian.relation"] = "institution";
};

const settled =
  (assistance: number, recognised?: string): Trouble =>
  (making, facts) => {
    const { random, today } = making;
    if (recognised) facts["recognised"] = [recognised];
    setFamily(facts, "both", "parents");
    drawAssistance(random, facts, assistance, today);
    if (random.chance(0.03)) facts[keyOf[random.pick(both)].vice] = [random.pick(["alcohol", "gambling", "drugs"])];
    drawGuardian(making, facts, "parent");
  };

export const troubles: Readonly<Record<Story, Trouble>> = {
  both_away: leaveBehind,
  one_away: oneAway,
  orphan: orphaned,
  de_facto: unsupported,
  hardship: poor,
  disabled_child: settled(0.3),
  state_guardianship: taken,
  other_at_risk: settled(0.2, "other_at_risk"),
  single_parent: alone,
  mobile: settled(0.03),
  ordinary: settled(0.02),
};
