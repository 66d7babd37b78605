import { addDays, type Day, dayNumber, fromDayNumber } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { drawChild } from "./child.ts";
import { drawFamily, type Facts, type Making, type Village } from "./family.ts";
import { Numbers } from "./numbers.ts";
import { prelude } from "./prelude.ts";
import { Random, weighted } from "./random.ts";

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

const siblings = weighted([[1, 52], [2, 36], [3, 10], [4, 2]] as const);

const hex = (n: number, width: number): string => n.toString(16).padStart(width, "0");

/** A UUIDv7 whose time is the survey's day and whose chance is the family's: the same in every run. */
function idOf(random: Random, day: Day): Id {
  const time = hex(dayNumber(day) * 86_400_000 + random.between(0, 86_399_999), 12);
  const tail = hex((random.bits() & 0x3fff) | 0x8000, 4) + hex(random.bits() & 0xffff, 4) + hex(random.bits(), 8);
  const version = hex(0x7000 | (random.bits() & 0xfff), 4);
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}

/** Facts that look ahead; every other day in a file lies in the past of the day on which it was found. */
const ahead = /^(?:father|mother)\.custody\.until$|^household\.expenditureUntil$/;

/** A day of the last ten months on which all that the facts say had already happened. */
function surveyDay(random: Random, facts: Facts, today: Day): Day {
  let day = fromDayNumber(dayNumber(today) - random.between(0, 300));
  for (const key in facts) {
    const value = facts[key];
    if (typeof value !== "string" || value.length !== 10 || value[4] !== "-" || ahead.test(key)) continue;
    if (value > day && value <= today) day = value;
  }
  return day;
}

function finish(making: Making, facts: Facts, area: string, caseId?: string): DemoChild {
  const day = surveyDay(making.random, facts, making.today);
  const child = { childId: idOf(making.random, day), area, day, facts };
  return caseId === undefined ? child : { ...child, caseId };
}

/** Ages of brothers and sisters: one to four years apart, none unborn and none of age. */
function birthsAfter({ random, today }: Making, first: Day, count: number): Day[] {
  const eldest = addDays(today, -17 * 365);
  let birth = first;
  const births: Day[] = [];
  for (let i = 1; i < count; i++) {
    const apart = random.between(340, 1500);
    birth = addDays(birth, addDays(birth, apart) <= today ? apart : -apart);
    if (birth > eldest) births.push(birth);
  }
  return births;
}

function* family(making: Making): Generator<DemoChild> {
  const home = drawFamily(making);
  const first = drawChild(making, home);
  yield finish(making, first, home.village.code);
  const count = siblings(making.random);
  for (const birth of birthsAfter(making, String(first["birthDate"]), count)) {
    yield finish(making, drawChild(making, home, birth), home.village.code);
  }
}

/**
 * Made-up children of the given villages, one after another, at the same memory for any count. The first ones are the
 * cases of prelude.ts; then come families drawn by the rates of story.ts. Errors: Error without a village.
 */
export function* generateChildren({ seed, count, villages, today }: Population): Generator<DemoChild> {
  if (villages.length === 0) throw new Error("generateChildren: no villages");
  const shared = { numbers: new Numbers(), villages, today, now: dayNumber(today) };
  let made = 0;
  for (const shown of prelude) {
    if (made >= count) return;
    const making = { ...shared, random: new Random(seed, made) };
    const village = villages[made % villages.length] as Village;
    yield finish(making, shown.facts(making, village), village.code, shown.id);
    made++;
  }
  for (let number = 0; made < count; number++) {
    for (const child of family({ ...shared, random: new Random(seed, 1_000_000 + number) })) {
      if (made++ >= count) return;
      yield child;
    }
  }
}

