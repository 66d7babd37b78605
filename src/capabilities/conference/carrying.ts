import type { Day } from "#kernel/day.ts";
import { conflict, Problem } from "#kernel/problem.ts";
import { type Conference, type Decision, decisionsOpen } from "./state.ts";

/* What one conference leaves open goes over to the next one: it is on the board and with its owner without a day between. */

/** What an entry says of a decision that comes from the conference before: owner, day, term and task stay what they were. */
export interface Carried extends Pick<Decision, "nth" | "what" | "department" | "person" | "task" | "limit" | "stage" | "said"> {
  readonly decidedOn: Day;
  readonly reason: string;
} // prettier-ignore

/** Errors: conference.owner_uninvited (409) where an owner would not see any more what it has to do. */
export function carriedFrom(before: Conference, no: number, invited: readonly { readonly department: string }[]): Carried[] {
  const open = decisionsOpen(before);
  const asked = new Set(invited.map(({ department }) => department));
  const left = open.flatMap(({ department }) => (department === null || asked.has(department) ? [] : [department]));
  if (left.length > 0) throw conflict("conference.owner_uninvited", { departments: [...new Set(left)] });
  return open.map(({ what, department, person, task, limit, stage, said, day }, at) => ({
    nth: at + 1, what, department, person, task, limit, stage, said, decidedOn: day, reason: `由第 ${no} 号会商转来：${what}`,
  }));
} // prettier-ignore

/** Errors: conference.carries_open (409): with it what it carries would be on no list any more. */
export function requireNothingCarried(one: Conference): void {
  const count = decisionsOpen(one).length;
  if (count > 0) throw conflict("conference.carries_open", { count });
}

/** Errors: conference.owner_uninvited (409): with its invitation a department would not see any more what it has to do. */
export function requireNotOwned(one: Conference, department: string): void {
  if (decisionsOpen(one).some((each) => each.department === department)) throw conflict("conference.owner_uninvited", { departments: [department] });
} // prettier-ignore

/** No document says how far off a day may be: against a slip of the keys, which would let something sleep for ever. */
export function requireWithin(latest: Day, ...days: readonly Day[]): void {
  const far = days.find((day) => day > latest);
  if (far !== undefined) throw new Problem("conference.day_too_far", { day: far, latest });
}
