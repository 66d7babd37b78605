import type { Day } from "#kernel/day.ts";
import { meanDays, readLength } from "#kernel/length.ts";
import { numberOf, shift } from "./days.ts";
import { type Random, weighted } from "./random.ts";

/** One past visit to a made-up child. */
export interface DemoVisit {
  readonly kind: "contact" | "home_visit";
  readonly day: Day;
}

/** Days between visits; no `contact` where a level knows home visits only. */
export interface Pace {
  readonly home: number;
  readonly contact?: number;
  /** The first visit follows at once: every 0 days (红色：即时). */
  readonly atOnce: boolean;
}

interface Rhythmical {
  readonly rhythms: readonly { readonly kind: string; readonly every: string }[];
}

/** How often a policy's level asks for visits. */
export function paceOf({ rhythms }: Rhythmical): Pace {
  const days = (kind: string): number[] =>
    rhythms.flatMap((rhythm) => {
      const length = rhythm.kind === kind ? readLength(rhythm.every) : null;
      return length ? [Math.floor(meanDays(length))] : [];
    });
  const [home, contact] = [days("home_visit"), days("contact").filter((every) => every > 0)];
  const regular = home.filter((every) => every > 0);
  return {
    home: regular.length > 0 ? Math.min(...regular) : 30,
    ...(contact.length > 0 && { contact: Math.min(...contact) }),
    atOnce: home.includes(0),
  };
}

/** Five children in a hundred wait too long: most for days, a few for weeks, one in a thousand for months. */
const habit = weighted([
  ["on_time", 948],
  ["late", 51],
  ["forgotten", 1],
] as const);

/** Over the day on which it was due. A square: two weeks late is rarer than two days. */
function lateness(random: Random): number {
  const kept = habit(random);
  if (kept === "on_time") return 0;
  return kept === "late" ? 1 + Math.floor(random.unit() ** 2 * 35) : random.between(60, 140);
}

/** The days of one rhythm, the last one first: `last` and what came before it. */
function* backwards(random: Random, every: number, last: Day, from: Day): Generator<Day> {
  for (let day = last; day >= from;) {
    yield day;
    day = shift(day, -Math.max(1, Math.round(every * (0.78 + random.unit() * 0.2))));
  }
}

/** A month has up to 31 days and its rhythm 30: who keeps it has some days in hand, who does not has passed them all. */
const SLACK = 3;
/** Eight months are enough to look at: what happened before is in the survey. */
const WINDOW = 240;

/** The last home visit and the last contact, as far apart from today as the habit says. */
function lastDays(random: Random, today: Day, { home, contact }: Pace): { home: Day; contact: Day } {
  const late = lateness(random);
  const kept = (every: number): Day => shift(today, -random.between(0, Math.max(0, every - SLACK)));
  if (late === 0) return { home: kept(home), contact: kept(contact ?? home) };
  const missed = (every: number): Day => shift(today, -(every + SLACK + late));
  if (contact === undefined || random.chance(0.35)) return { home: missed(home), contact: kept(contact ?? home) };
  // a home visit is a contact too: none may have come after it
  const last = missed(contact);
  const visit = kept(home);
  return { home: visit < last ? visit : last, contact: last };
}

/**
 * Past visits of a child from the day of its survey to today, in the order of their days: who is found shortly before
 * has had none yet. Errors: none.
 */
export function drawVisits(random: Random, found: Day, today: Day, pace: Pace): DemoVisit[] {
  const last = lastDays(random, today, pace);
  const earliest = shift(today, -WINDOW);
  const from = earliest > found ? earliest : shift(found, 1);
  const homes = new Set(backwards(random, pace.home, last.home, from));
  if (pace.atOnce && earliest <= found) homes.add(found);
  const visits: DemoVisit[] = [...homes].map((day) => ({ kind: "home_visit", day }));
  if (pace.contact !== undefined) {
    const near = (day: Day): boolean =>
      day !== last.contact && [...homes].some((home) => Math.abs(numberOf(home) - numberOf(day)) < 6);
    for (const day of backwards(random, pace.contact, last.contact, from))
      if (!homes.has(day) && !near(day)) visits.push({ kind: "contact", day });
  }
  return visits.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}
