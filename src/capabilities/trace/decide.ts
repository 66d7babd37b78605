import { dayOf, addDays, type Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import type { LookAnswer, LookKind } from "#kernel/look.ts";
import { conflict, Problem } from "#kernel/problem.ts";
import type { AreaCode } from "#kernel/scope.ts";
import { chanceOfAtLeast } from "./chance.ts";
import type { Thresholds } from "./thresholds.ts";
import type { AlertRule } from "./words.ts";

/** A look as the watch sees it. */
export interface Seen {
  readonly id: Id;
  readonly at: string;
  readonly personId: Id;
  readonly area: AreaCode;
  readonly kind: LookKind;
  readonly answer: LookAnswer;
  readonly children: readonly Id[];
  /** A search that began with the reader's own surname. */
  readonly ownSurname: boolean;
}

/** What is raised. `key` says what was found and when: the same finding is raised once. */
export interface Alert {
  readonly key: string;
  readonly rule: AlertRule;
  readonly area: AreaCode;
  readonly personId: Id | null;
  readonly childId: Id | null;
  readonly day: Day;
  readonly evidence: Readonly<Record<string, number | string>>;
}

const MINUTE = 60_000;
const time = (look: Seen): number => Date.parse(look.at);
const opened = (look: Seen): boolean => look.answer === "ok" && (look.kind === "file" || look.kind === "timeline");

function alertOf(rule: AlertRule, look: Seen, day: Day, evidence: Alert["evidence"]): Alert {
  const { personId, area } = look;
  return { key: `${rule} ${personId} ${day}`, rule, area, personId, childId: null, day, evidence };
}

/** The look at which so many different children fell into a window of so many minutes, once for each day. */
function crowded(looks: readonly Seen[], children: number, minutes: number): Seen[] {
  const reached = new Map<Day, Seen>();
  const window: Seen[] = [];
  const last = new Map<Id, number>();
  for (const look of looks) {
    for (const child of look.children) last.set(child, time(look));
    window.push(look);
    const since = time(look) - minutes * MINUTE;
    while (window[0] && time(window[0]) <= since)
      for (const child of window.shift()?.children ?? []) if ((last.get(child) ?? 0) <= since) last.delete(child);
    const day = dayOf(new Date(look.at));
    if (last.size >= children && !reached.has(day)) reached.set(day, look);
  }
  return [...reached.values()];
}

const manyFiles = (looks: readonly Seen[], { files, minutes }: Thresholds["manyFiles"]): Alert[] =>
  crowded(looks.filter(opened), files, minutes).map((look) =>
    alertOf("many_files", look, dayOf(new Date(look.at)), { files, minutes }),
  );

/** An attempt that names no child (an id number that has a file elsewhere, an area that is not one's own) is one more. */
const unnamed = (look: Seen): Seen => (look.children.length > 0 ? look : { ...look, children: [look.id] });

const guessing = (looks: readonly Seen[], { ids, minutes }: Thresholds["guessing"]): Alert[] =>
  crowded(looks.filter((look) => look.answer === "not_found").map(unnamed), ids, minutes).map((look) =>
    alertOf("guessing", look, dayOf(new Date(look.at)), { ids, minutes }),
  ); // prettier-ignore

/** Hours of the clock in China, 0 to 23. */
const hourOf = (at: string): number => (new Date(at).getUTCHours() + 8) % 24;

/** The day on which a night began; undefined by day. */
function nightOf(at: string, from: number, to: number): Day | undefined {
  const [hour, day] = [hourOf(at), dayOf(new Date(at))];
  if (hour >= from) return day;
  return hour < to ? addDays(day, -1) : undefined;
}

/** Looks by the day that `dayOfLook` gives them; those without one are left out. */
function byDay(looks: readonly Seen[], dayOfLook: (look: Seen) => Day | undefined): Map<Day, Seen[]> {
  const days = new Map<Day, Seen[]>();
  for (const look of looks) {
    const day = dayOfLook(look);
    if (day === undefined) continue;
    const held = days.get(day);
    if (held) held.push(look);
    else days.set(day, [look]);
  }
  return days;
}

function outsideHours(looks: readonly Seen[], { from, to, files, exports }: Thresholds["outsideHours"]): Alert[] {
  return [...byDay(looks, (look) => nightOf(look.at, from, to))].flatMap(([night, held]) => {
    const children = new Set(held.filter(opened).flatMap((look) => look.children)).size;
    const taken = held.filter((look) => look.kind === "export" && look.answer === "ok").length;
    const [first] = held;
    if (!first || (children < files && taken < exports)) return [];
    return [alertOf("outside_hours", first, night, { files: children, exports: taken })];
  });
}

/** What the watch knows of names, without keeping any: which children bear the reader's surname, and how common it is. */
export interface Namesakes {
  readonly children: ReadonlySet<Id>;
  /** Share of the surname among the children of the reader's area, 0 to 1. */
  readonly share: number;
}

function ownSurname(looks: readonly Seen[], namesakes: Namesakes, limits: Thresholds["ownSurname"]): Alert[] {
  return [...byDay(looks, (look) => dayOf(new Date(look.at)))].flatMap(([day, held]) => {
    const read = new Set(held.filter(opened).flatMap((look) => look.children));
    const own = [...read].filter((child) => namesakes.children.has(child)).length;
    const searches = held.filter((look) => look.ownSurname).length;
    const unlikely = own >= limits.files && chanceOfAtLeast(own, read.size, namesakes.share) < limits.chance;
    const [first] = held;
    if (!first || (!unlikely && searches < limits.searches)) return [];
    return [alertOf("own_surname", first, day, { files: own, of: read.size, searches })];
  });
}

/** What one person read, in the order of time: what of it is unusual. */
export function unusualReading(looks: readonly Seen[], namesakes: Namesakes, limits: Thresholds): Alert[] {
  return [
    ...manyFiles(looks, limits.manyFiles),
    ...guessing(looks, limits.guessing),
    ...outsideHours(looks, limits.outsideHours),
    ...ownSurname(looks, namesakes, limits.ownSurname),
  ];
}

/** Who opened one child's file within the days that count. `day`: today; raised once in so many days. */
export interface Readers {
  readonly childId: Id;
  readonly area: AreaCode;
  readonly people: number;
  readonly day: Day;
}

/** The first day of the stretch of days that holds a day, counted from a Monday. */
const stretchOf = (day: Day, days: number): Day => {
  const n = Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000) - 4;
  return addDays(day, -(((n % days) + days) % days));
};

export function curiousReaders(readers: Readers, { people, days }: Thresholds["manyReaders"]): Alert[] {
  if (readers.people < people) return [];
  const { childId, area, day } = readers;
  const stretch = stretchOf(day, days);
  return [{
    key: `many_readers ${childId} ${stretch}`, rule: "many_readers", area, personId: null, childId, day,
    evidence: { people: readers.people, days },
  }]; // prettier-ignore
}

/**
 * Whether a person may answer an alert. Errors: trace.own_alert (403): nobody clears himself; trace.alert_answered
 * (409): it was answered before.
 */
export function requireAnswerable(
  alert: { readonly personId: Id | null; readonly answered: boolean },
  personId: Id,
): void {
  if (alert.personId === personId) throw new Problem("trace.own_alert", {}, 403);
  if (alert.answered) throw conflict("trace.alert_answered");
}
