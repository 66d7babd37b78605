import type { Day } from "#kernel/day.ts";
import type { GradingPolicy } from "./decide.ts";
import type { Findings } from "./findings.ts";
import type { Standing } from "./words.ts";

export const groundsOf = (span: Standing): string[] => [...span.grounds, ...span.suspected];

/** What a row of a return may take a child by. */
export const reasonsOf = (span: Standing): string[] => [...groundsOf(span), ...span.categories, ...span.kinds];

const latest = (days: readonly Day[]): Day => days.reduce((a, b) => (a > b ? a : b), "");

/**
 * Since when each reason has been known: from the newest finding on that it stands on. A ground of several facts (性侵害
 * and 暴力伤害 are one) is known anew when another of them is found.
 */
function knownOf(
  span: Standing,
  before: Standing | undefined,
  policy: GradingPolicy,
  found: Findings,
): Standing["known"] {
  const newest = (reason: string): Day => latest([...policy.groundFacts(reason)].flatMap((fact) => found[fact] ?? []));
  return Object.fromEntries(
    reasonsOf(span).map((reason) => [reason, latest([before?.known[reason] ?? span.from, newest(reason)])]),
  );
}

/** What one span carries on from the one before it. */
function carried(span: Standing, before: Standing | undefined, policy: GradingPolicy, found: Findings): Standing {
  const known = knownOf(span, before, policy, found);
  const cared = before !== undefined && (before.level === null) === (span.level === null);
  const care = cared ? before.care : span.from;
  if (!before || before.level !== span.level) {
    const prior = before && before.level !== null ? { level: before.level, since: before.since } : null;
    return { ...span, since: span.from, renewed: span.from, care, prior, known };
  }
  const own = groundsOf(span).filter((ground) => policy.groundLevel(ground) === span.level);
  const renewed = latest([before.renewed, ...own.map((ground) => known[ground] ?? span.from)]);
  return { ...span, since: before.since, renewed, care, prior: before.prior, known };
}

/**
 * Since when each ground has been known and the level has held. A level that merely goes on keeps its day, so no visit
 * falls due anew; a new finding of that level is asked for at once (一名红色儿童又发现新的红色情形，要再次即时介入).
 */
export function withSince(
  spans: readonly Standing[],
  before: Standing | undefined,
  policy: GradingPolicy,
  found: Findings,
): Standing[] {
  let previous = before;
  return spans.map((span) => (previous = carried(span, previous, policy, found)));
}
