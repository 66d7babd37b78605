import type { DueLine } from "#capabilities/caselist/words.ts";

/** Lines of 先办这些: as many as stand beside the lower areas without scrolling. */
export const SHOWN = 8;

type Waiting = Pick<DueLine, "rank" | "dueOn">;

/** Of what is overdue and what falls due today: the gravest level first, within it the longest waiting. */
export function first<Line extends Waiting>(overdue: readonly Line[], today: readonly Line[]): Line[] {
  const since = (line: Line): string => line.dueOn ?? "9999-12-31";
  return [...overdue, ...today]
    .toSorted((a, b) => a.rank - b.rank || (since(a) < since(b) ? -1 : since(a) > since(b) ? 1 : 0))
    .slice(0, SHOWN);
}
