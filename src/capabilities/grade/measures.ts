import type { Day } from "#kernel/day.ts";
import type { FileState } from "#capabilities/registry/decide.ts";
import { reasonsOf } from "./since.ts";
import type { Standing } from "./words.ts";

const measureWords = ["intervened", "secured", "resumed"] as const;

/** The days on which measures were taken. */
export const measureDays = (facts: FileState["facts"]): Day[] =>
  measureWords.flatMap((word) => {
    const day = facts[`measure.${word}`]?.value;
    return typeof day === "string" ? [day] : [];
  });

/** Whether an intervention was reported since the newest ground of the level (粤民发〔2024〕32号 三1: 立即介入). */
export function isIntervened(facts: FileState["facts"], span: Standing): boolean {
  const { on, value: taken } = facts["measure.intervened"] ?? {};
  return on !== undefined && typeof taken === "string" && taken <= span.from && on >= span.renewed;
}

/**
 * The measures taken, as the 其中 lines of a return count them. A measure counts for a ground, a category or a kind if it
 * was reported when or after that became known, never for one that came later: `ground=word`. `*=word` is for rows that
 * take a child by none of them: reported since the level holds. The plain word holds for all.
 */
export function measuresOf(facts: FileState["facts"], span: Standing): string[] {
  const reasons = reasonsOf(span);
  return measureWords.flatMap((word) => {
    const { on, value: taken } = facts[`measure.${word}`] ?? {};
    // reported with a day that was still to come: it counts from that day on
    if (on === undefined || (typeof taken === "string" && taken > span.from)) return [];
    const covered = reasons.filter((reason) => on >= (span.known[reason] ?? span.from));
    const whole = on >= span.since;
    if (whole && covered.length === reasons.length) return [word];
    return [...(whole ? [`*=${word}`] : []), ...covered.map((reason) => `${reason}=${word}`)];
  });
}
