import type { Day } from "#kernel/day.ts";
import type { ReturnTitle } from "./return.ts";

interface DueReturn {
  readonly id: string;
  readonly title: string;
  readonly on: Day;
}

/** Each return with the next day on which it is due, today included; the soonest first. One that has none is left out. */
export function nextDue(titles: readonly ReturnTitle[], today: Day): DueReturn[] {
  return titles
    .flatMap(({ id, title, due }) => {
      const on = due.filter((day) => day >= today).toSorted()[0];
      return on === undefined ? [] : [{ id, title, on }];
    })
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}
