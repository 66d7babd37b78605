import type { Decision, Linkage } from "#engines/linkage/index.ts";
import { Problem } from "#kernel/problem.ts";
import { readRows } from "#platform/files/index.ts";
import { cellText } from "./linkRead.ts";
import { requireReadable } from "./path.ts";

const heads = ["left_id", "right_id", "verdict"] as const;

/**
 * What people decided, as a table of left_id, right_id and verdict (same, different): a table of pairs whose verdicts were
 * filled in by hand serves as it is. Rows still at certain or review, and ids that are no longer in the lists, are passed.
 * Errors: linkage.column_missing.
 */
export async function readDecisions(file: string, { left, right }: Linkage): Promise<Decision[]> {
  await requireReadable(file);
  const lines: { readonly left: string; readonly right: string; readonly same: boolean }[] = [];
  let places: readonly number[] | undefined;
  for await (const { cells } of readRows(file)) {
    const texts = cells.map((cell) => cellText(cell).trim());
    if (!places) {
      places = heads.map((head) => texts.indexOf(head));
      const missing = heads.find((_, index) => places?.[index] === -1);
      if (missing !== undefined)
        throw new Problem("linkage.column_missing", {
          side: "decisions",
          column: missing,
          found: texts.slice(0, 20).join("、").slice(0, 200),
        });
      continue;
    }
    const [l = "", r = "", verdict = ""] = places.map((place) => texts[place] ?? "");
    if (verdict === "same" || verdict === "different") lines.push({ left: l, right: r, same: verdict === "same" });
  }
  const lefts = left.find(new Set(lines.map((line) => line.left)));
  const rights = right.find(new Set(lines.map((line) => line.right)));
  return lines.flatMap((line): Decision[] => {
    const [l, r] = [lefts.get(line.left), rights.get(line.right)];
    return l === undefined || r === undefined ? [] : [{ left: l, right: r, same: line.same }];
  });
}
