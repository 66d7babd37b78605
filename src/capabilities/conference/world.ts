import type pg from "pg";
import { isWorkday, type WorkCalendar } from "#engines/schedule/workdays.ts";
import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { conflict, notFound } from "#kernel/problem.ts";
import { type AreaCode, type Scope, subtree, within } from "#kernel/scope.ts";
import type { Policy } from "#capabilities/policy/index.ts";
import { fileOf, keepingOf, type World } from "#capabilities/registry/index.ts";
import { inScope } from "#platform/db/scope.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import type { Present } from "./decide.ts";
import { limitOn, limitWithin } from "./limit.ts";

export interface ConferenceWorld extends World {
  readonly pool: pg.Pool;
  readonly calendar: WorkCalendar;
  readonly policyFor: (area: AreaCode, day: Day) => Policy;
}

/** What a decision knows of the day, the calendar, the file and whoever acts. */
export function presentOf({ clock, calendar }: ConferenceWorld, actor: Actor, subject: Subject): Present {
  const day = today(clock);
  return {
    today: day,
    name: actor.name,
    fileOpen: fileOf(subject).status === "open",
    within: (workdays, terms, latest) => limitWithin(calendar, day, workdays, terms, latest),
    on: (due, terms) => limitOn(calendar, day, due, terms),
  };
}

/** Whoever sets a meeting for a day on which nobody works is asked once more. Errors: conference.rest_day (409). */
export function requireAskedTwice({ calendar }: Pick<ConferenceWorld, "calendar">, { day, onRestDay }: { readonly day: Day; readonly onRestDay?: boolean | undefined }): void {
  if (onRestDay === true || isWorkday(calendar, day)) return;
  throw conflict("conference.rest_day", { day, holiday: calendar.off.has(day) });
} // prettier-ignore

/** Errors: area.unknown (404) outside one's own. */
export function scopeAsked(actor: Actor, area: AreaCode | undefined): Scope {
  if (area === undefined) return actor.scope;
  if (!within(actor.scope, area)) throw notFound("area.unknown", { codes: [area] });
  return subtree(area);
}

/** Nothing of a file that is sealed or gone is read out any more (个人信息保护法 47). */
export const isAtRest = (subject: Subject): boolean =>
  keepingOf(subject).sealed !== undefined ||
  keepingOf(subject).deleted !== undefined ||
  fileOf(subject).status === "none";

/** Reads files whose ids another question has given already, wherever they lie now. */
export const openFiles = (world: ConferenceWorld, areas: readonly string[], ids: readonly Id[]): Promise<ReadonlyMap<Id, Subject>> => {
  const sorted = areas.toSorted();
  const [lo = "0", hi = "0"] = [sorted.at(0), sorted.at(-1)];
  return inScope(world.pool, { lo, hi: `${hi}:` }, (db) => world.journal.find(db, ids), { readOnly: true });
}; // prettier-ignore
