import { addDays, addMonths, type Day, isDay } from "#kernel/day.ts";
import { conflict, notFound, Problem } from "#kernel/problem.ts";
import { levelOf } from "#capabilities/area/words.ts";
import { privateIn } from "#capabilities/notice/decide.ts";
import type { Deadline, Return } from "#capabilities/policy/words.ts";
import { type HandIn, kinds } from "./dueWords.ts";

/* Which days an office reports by, as the packs in force say, and what may be said of each. No day is a constant here. */

/** A pack, and the days on which it is the one in force. `until`: the first day of the next one. */
export interface InForce {
  readonly policy: {
    readonly area: string;
    readonly from: Day;
    readonly to: Day | null;
    readonly deadlines: readonly Deadline[];
    readonly returns: readonly Pick<Return, "id" | "title" | "clause" | "due" | "source">[];
  };
  readonly from: Day;
  readonly until: Day | null;
}

export interface Obligation {
  readonly item: string;
  readonly title: string;
  readonly clause: string;
  readonly local: boolean;
  readonly due: Day;
  readonly since: Day;
  readonly to: string | null;
  readonly returns: readonly { readonly id: string; readonly title: string }[];
}

/** How far ahead something that comes is told of: a yearly day always has its next one. */
const AHEAD_MONTHS = 12;

const yearly = /^every (\d{2}-\d{2})$/;

/** The day in a year; 02-29 is the last of February where there is none. */
const inYear = (year: number, monthDay: string): Day => {
  const day = `${year}-${monthDay}`;
  return isDay(day) ? day : `${year}-02-28`;
};

/** The due days of `on` in [from, to], and of each the one before it. */
function daysOf(on: string, from: Day, to: Day): { due: Day; before: Day | null }[] {
  const monthDay = yearly.exec(on)?.[1];
  if (monthDay === undefined) return on >= from && on <= to ? [{ due: on, before: null }] : [];
  const found: { due: Day; before: Day | null }[] = [];
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year += 1) {
    const due = inYear(year, monthDay);
    if (due >= from && due <= to) found.push({ due, before: inYear(year - 1, monthDay) });
  }
  return found;
}

type Plan = Omit<Obligation, "due" | "since"> & { readonly on: string };

/** Of a level: its deadlines, and in the pack's own area the days of returns that no deadline speaks of. */
function plansOf({ policy }: InForce, area: string): Plan[] {
  const level = levelOf(area);
  const tables = (on: string) =>
    policy.returns.filter(({ due }) => due?.includes(on)).map(({ id, title }) => ({ id, title }));
  const deadlines = policy.deadlines
    .filter(({ from }) => from === level)
    .map(({ id, title, clause, source, on, to }) => ({
      item: `deadlines.${id}`, title, clause, local: source === "local", on, to: to === undefined || to === level ? null : to, returns: tables(on),
    })); // prettier-ignore
  if (policy.area !== area) return deadlines;
  const spoken = new Set(policy.deadlines.map(({ on }) => on));
  const alone = policy.returns.flatMap(({ id, title, clause, source, due = [] }) =>
    due
      .filter((on) => !spoken.has(on))
      .map((on) => ({ item: `returns.${id}`, title, clause, local: source === "local", on, to: null, returns: [{ id, title }] })),
  ); // prettier-ignore
  return [...deadlines, ...alone];
}

const laterOf = (a: Day, b: Day): Day => (a > b ? a : b);

/**
 * What an office reports: every due day since it began to work here, and the next of each item within a year. Each is
 * asked of the pack that is in force on that day, so that a new pack makes nothing that was due before it disappear.
 */
export function obligationsOf(packs: readonly InForce[], area: string, begun: Day, today: Day): Obligation[] {
  const ahead = addMonths(today, AHEAD_MONTHS);
  return packs.flatMap((pack) => {
    const first = laterOf(pack.from, begun);
    const last = pack.until !== null && pack.until <= ahead ? addDays(pack.until, -1) : ahead;
    return plansOf(pack, area).flatMap(({ on, ...plan }) => {
      const days = daysOf(on, first, last);
      const next = days.find(({ due }) => due >= today);
      return days
        .filter(({ due }) => due < today || due === next?.due)
        .map(({ due, before }) => ({ ...plan, due, since: earliest(pack, before) }));
    });
  });
}

/** Nothing is reported before the document asks for it, nor again what the last due day had. */
const earliest = ({ from, policy }: InForce, before: Day | null): Day => {
  const begins = policy.from < from ? policy.from : from;
  return before === null ? begins : laterOf(begins, addDays(before, 1));
};

export interface HandedNow {
  readonly handing?: "stands" | "taken_back";
}
export const initial: HandedNow = {};

export function evolve(state: HandedNow, { kind }: { readonly kind: string }): HandedNow {
  if (kind === kinds.handed) return { handing: "stands" };
  return kind === kinds.takenBack ? { handing: "taken_back" } : state;
}

interface By {
  readonly name: string;
}

interface Drafted {
  readonly kind: string;
  readonly body: Record<string, unknown>;
}

/** What offices write of reports says nothing of a child. */
function requireNothingPrivate(text: string): void {
  if (privateIn(text)) throw new Problem("returns.private");
}

/**
 * Errors: returns.due_unknown (404) where this office reports no such thing by that day; returns.handed_already (409);
 * returns.handed_day_wrong; returns.private.
 */
export function handIn(
  { item, due, day, note }: Omit<HandIn, "id">,
  owed: readonly Obligation[],
  standing: boolean,
  { today, by: { name } }: { readonly today: Day; readonly by: By },
): Drafted[] {
  const found = owed.find((one) => one.item === item && one.due === due);
  if (!found) throw notFound("returns.due_unknown");
  if (standing) throw conflict("returns.handed_already");
  if (day > today || day < found.since) throw new Problem("returns.handed_day_wrong", { day, from: found.since });
  requireNothingPrivate(note);
  const { title, clause } = found;
  return [{ kind: kinds.handed, body: { item, title, clause, due, day, note, by: { name } } }];
}

/** Errors: returns.handing_unknown (404), returns.handing_taken_back (409), returns.private. */
export function takeBack({ handing }: HandedNow, reason: string, { name }: By, day: Day): Drafted[] {
  if (handing === undefined) throw notFound("returns.handing_unknown");
  if (handing === "taken_back") throw conflict("returns.handing_taken_back");
  requireNothingPrivate(reason);
  return [{ kind: kinds.takenBack, body: { reason, day, by: { name } } }];
}
