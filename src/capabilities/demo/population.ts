import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { dayAt, numberOf, shift } from "./days.ts";
import { drawBirth, drawChild } from "./child.ts";
import { drawFamily } from "./family.ts";
import type { Facts, Making, Village } from "./making.ts";
import { Numbers } from "./numbers.ts";
import { prelude, type Shown } from "./prelude.ts";
import { idOf, Random, weighted } from "./random.ts";
import { drawMeasures } from "./risks.ts";
import { drawAges, drawStory } from "./story.ts";

/** One made-up child: facts as the catalogue names them, found on a day, in a village. */
export interface DemoChild {
  readonly childId: Id;
  /** The village where the child's file lies. */
  readonly area: string;
  /** When the survey found this: not before any date in the facts, not after today. */
  readonly day: Day;
  readonly facts: Facts;
  /** For the fixed first children: the case that it shows (prelude.ts). */
  readonly caseId?: string;
}

export interface Population {
  /** An integer; the same seed, villages and today make the same children. */
  readonly seed: number;
  readonly count: number;
  readonly villages: readonly Village[];
  readonly today: Day;
}

const siblings = weighted([
  [1, 52],
  [2, 36],
  [3, 10],
  [4, 2],
] as const);

/** Days in a file that had come by the day on which it was found; ends of custody and of validity look ahead. */
const pastOfFamily = ["father", "mother"].flatMap((who) =>
  ["away.since", "return.since", "custody.since", "lostContact.since"].map((key) => `${who}.${key}`),
);
const pastOfChild = [
  "residence.since", // never before the birth
  "measure.intervened",
  "measure.tracked",
  "measure.secured",
  "measure.resumed",
];

function latest(facts: Facts, keys: readonly string[], from: Day): Day {
  let day = from;
  for (const key of keys) {
    const value = facts[key];
    if (typeof value === "string" && value > day) day = value;
  }
  return day;
}

/** The first round of 摸排标识 ended on 2024-07-22 (普民〔2024〕35号 六(二)): most of those already there were found in it. */
const firstRound = { from: "2024-06-24", days: 27 } as const;

/** A file is found in the first round or in the last ten months, when all that it says had happened. */
function surveyDay({ random, now, today }: Making, told: Day, inFirstRound: number): Day {
  const early = shift(firstRound.from, random.between(0, firstRound.days));
  const late = dayAt(now - random.between(0, 300));
  if (early < today && told <= early && random.chance(inFirstRound)) return early;
  return told > late ? told : late;
}

function finish(making: Making, facts: Facts, area: string, notBefore: Day): DemoChild {
  const day = surveyDay(making, latest(facts, pastOfChild, notBefore), 0.8);
  drawMeasures(making, facts, day);
  return { childId: idOf(making.random, day), area, day, facts };
}

const isMeasure = (key: string): boolean => key.startsWith("measure.");

/** A case is of the first round wherever its days allow it, and may say itself what had been done. */
function finishCase(making: Making, { id, facts: of }: Shown, village: Village): DemoChild {
  const facts = of(making, village);
  const day = surveyDay(making, latest(facts, pastOfChild, latest(facts, pastOfFamily, "")), 1);
  if (!Object.keys(facts).some(isMeasure)) drawMeasures(making, facts, day);
  return { childId: idOf(making.random, day), area: village.code, day, facts, caseId: id };
}

/** Birth days of brothers and sisters, the eldest first: all older than the first drawn or all younger, none of age. */
function drawBirths({ random, today, now }: Making, first: Day): Day[] {
  const births = [first];
  const direction = random.chance(0.5) ? 1 : -1;
  for (let birth = first, left = siblings(random) - 1; left > 0; left--) {
    birth = shift(birth, direction * random.between(340, 1500));
    if (birth <= today && numberOf(birth) > now - 17 * 365) births.push(birth);
  }
  return births.length === 1 ? births : births.toSorted();
}

function* family(making: Making): Generator<DemoChild> {
  const { random, villages } = making;
  const story = drawStory(random);
  const village = random.pick(villages);
  const births = drawBirths(making, drawBirth(making, drawAges(story)(random)));
  const home = drawFamily(making, story, village, births[0] ?? making.today);
  const notBefore = latest(home.shared, pastOfFamily, "");
  for (const [i, birth] of births.entries()) {
    const facts = i === births.length - 1 ? home.shared : { ...home.shared };
    yield finish(making, drawChild(making, home, birth, facts), village.code, notBefore);
  }
}

/**
 * Made-up children of the given villages, one after another, at the same memory for any count. The first ones are the
 * cases of prelude.ts; then come families drawn by the rates of story.ts. Errors: Error without a village.
 */
export function* generateChildren({ seed, count, villages, today }: Population): Generator<DemoChild> {
  if (villages.length === 0) throw new Error("generateChildren: no villages");
  const shared = { numbers: new Numbers(), villages, today, now: numberOf(today) };
  let made = 0;
  for (const shown of prelude) {
    if (made >= count) return;
    const making = { ...shared, random: new Random(seed, made) };
    const village = villages[made % villages.length] as Village;
    yield finishCase(making, shown, village);
    made++;
  }
  for (let number = 0; made < count; number++) {
    for (const child of family({ ...shared, random: new Random(seed, 1_000_000 + number) })) {
      if (made++ >= count) return;
      yield child;
    }
  }
}
