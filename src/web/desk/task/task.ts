import type { Day } from "#kernel/day.ts";

/** A task of one child's file that is still open. */
export interface OpenTask {
  readonly childId: string;
  readonly no: number;
  readonly area: string;
  readonly title: string;
  readonly solution: string;
  readonly owner: string;
  readonly opened: Day;
  readonly due: Day | null;
}
