import type pg from "pg";
import type { WorkCalendar } from "#engines/schedule/workdays.ts";
import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import type { AreaCode } from "#kernel/scope.ts";
import type { Policy } from "#capabilities/policy/index.ts";
import type { World } from "#capabilities/registry/index.ts";
import type { Present } from "./decide.ts";
import { limitFrom } from "./limit.ts";

export interface ReferralWorld extends World {
  readonly pool: pg.Pool;
  readonly calendar: WorkCalendar;
  readonly policyFor: (area: AreaCode, day: Day) => Policy;
}

/** What a decision knows of the day, the calendar and whoever acts. */
export function presentOf({ clock, calendar }: Pick<ReferralWorld, "clock" | "calendar">, actor: Actor): Present {
  const day = today(clock);
  return { today: day, name: actor.name, limit: (workdays, terms) => limitFrom(calendar, day, workdays, terms) };
}
