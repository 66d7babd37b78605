import type pg from "pg";
import type { WorkCalendar } from "#engines/schedule/workdays.ts";
import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import type { AreaCode } from "#kernel/scope.ts";
import type { Policy } from "#capabilities/policy/index.ts";
import { fileOf, keepingOf, type World } from "#capabilities/registry/index.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import type { Present } from "./decide.ts";
import { limitFrom } from "#engines/schedule/limit.ts";

export interface ReferralWorld extends World {
  readonly pool: pg.Pool;
  readonly calendar: WorkCalendar;
  readonly policyFor: (area: AreaCode, day: Day) => Policy;
}

/** What checking an answer needs, also in a phone's batch. */
export type CheckingWorld = World & Pick<ReferralWorld, "calendar">;

/** What a route is called in an area's policy of today; one that it has no more keeps a plain word. */
export const titled = <L extends { readonly route: string; readonly area: AreaCode }>(
  { clock, policyFor }: Pick<ReferralWorld, "clock" | "policyFor">,
  { route, ...line }: L,
): Omit<L, "route"> & { readonly title: string } => {
  const known = policyFor(line.area, today(clock)).referrals.find(({ id }) => id === route);
  return { ...line, title: known?.title ?? "其他转介" };
};

/** What a decision knows of the day, the calendar and whoever acts. */
export function presentOf({ clock, calendar }: Pick<ReferralWorld, "clock" | "calendar">, actor: Actor): Present {
  const day = today(clock);
  return {
    today: day,
    name: actor.name,
    limit: (workdays, terms, from = day) => limitFrom(calendar, from, workdays, terms),
  };
}

/** Nothing of a file that is sealed or gone is read out any more (个人信息保护法 47). */
export const isAtRest = (subject: Subject): boolean =>
  keepingOf(subject).sealed !== undefined ||
  keepingOf(subject).deleted !== undefined ||
  fileOf(subject).status === "none";
