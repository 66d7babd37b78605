import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { numberOf, shift } from "./days.ts";
import type { Facts } from "./making.ts";
import type { DemoChild } from "./population.ts";
import { idOf, Random, weighted } from "./random.ts";

/** One past visit to a made-up child. */
export interface DemoVisit {
  readonly visitId: Id;
  readonly kind: "contact" | "home_visit";
  readonly day: Day;
  /** Under which post it was made: the supervisor goes along to children in serious trouble. */
  readonly who: "director" | "supervisor";
  readonly spokeWith: string;
}

/** Days between visits; no `contact` where a level knows home visits only. */
export interface Pace {
  readonly home: number;
  readonly contact?: number;
}

/** How often somebody of these facts is visited, roughly; whoever has graded the child hands in the policy's own. */
export function paceOf(facts: Facts): Pace {
  const risks = Object.keys(facts).filter((key) => key.startsWith("risk.") && facts[key] !== "none");
  if (
    risks.some((key) =>
      /Abuse|treatment|traffick|violence|abandon|Harm|Alone|vagr|missing|Absent|suicide|Urgent/.test(key),
    )
  )
    return { home: 10 };
  if (risks.some((key) => /Severe|mentalIllness|dropout|Focus/.test(key)) || facts["school.state"] === "dropout")
    return { home: 30 };
  if (risks.length > 0 || facts["recognised"]?.toString() !== undefined || facts["disability.kind"] !== undefined)
    return { home: 60 };
  return { home: 90, contact: 30 };
}

/** How a director keeps to it: of one child in seven the last visit is overdue, one in thirty was never visited. */
const habit = weighted([
  ["on_time", 72],
  ["slipping", 11],
  ["overdue", 14],
  ["never", 3],
] as const);

/** A number from an id: visits are a function of the child alone. */
const seedOf = (id: Id): number => Number.parseInt(id.slice(-8), 16);

function* rhythm(random: Random, every: number, from: Day, until: Day, stretch: number): Generator<Day> {
  let day = shift(from, random.between(0, Math.min(every, 20)));
  while (day <= until) {
    yield day;
    day = shift(day, Math.max(1, Math.round(every * stretch * (0.75 + random.unit() * 0.25))));
  }
}

/**
 * Past visits of a child from the day of its survey to today, in the order of their days. Errors: none.
 */
export function* generateVisits(child: DemoChild, today: Day, pace: Pace = paceOf(child.facts)): Generator<DemoVisit> {
  const random = new Random(seedOf(child.childId), numberOf(child.day));
  const kept = habit(random);
  if (kept === "never") return;
  const stretch = kept === "slipping" ? 1.45 : 1;
  const until = (every: number) =>
    kept === "overdue" ? shift(today, -Math.round(every * (1.1 + random.unit() * 2))) : today;
  // ten months are enough to look at: what happened before is in the survey
  const begin = shift(today, -300) > child.day ? shift(today, -300) : child.day;
  const days: [Day, DemoVisit["kind"]][] = [];
  for (const day of rhythm(random, pace.home, begin, until(pace.home), stretch)) days.push([day, "home_visit"]);
  const { contact } = pace;
  if (contact) for (const day of rhythm(random, contact, begin, until(contact), stretch)) days.push([day, "contact"]);
  const spokeWith = String(child.facts["carer.name"] ?? child.facts["guardian.name"] ?? "");
  for (const [day, kind] of days.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) {
    const who = pace.home <= 10 && random.chance(0.25) ? "supervisor" : "director";
    yield { visitId: idOf(random, day), kind, day, who, spokeWith };
  }
}
