import { departmentNames } from "#capabilities/account/words.ts";
import type { Policy } from "#capabilities/policy/index.ts";
import { isDepartment } from "#kernel/actor.ts";
import { type Clock, today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import type { AreaCode } from "#kernel/scope.ts";

/** Whose list it is, in words. */
export const ownerName = (department: string): string =>
  isDepartment(department) ? departmentNames[department] : "民政部门";

/** What a kind of list is called today; one that the policy has given up is a list all the same. */
export const titlesOf =
  (clock: Clock, policyFor: (area: AreaCode, day: Day) => Policy) =>
  (area: AreaCode, kind: string): string =>
    policyFor(area, today(clock)).comparisons.find(({ id }) => id === kind)?.title ?? "部门名单";
