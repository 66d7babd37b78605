import type { Day } from "#kernel/day.ts";
import { type FileState, valuesOf } from "#capabilities/registry/decide.ts";
import type { GradingPolicy, Panel } from "./decide.ts";
import { withoutWeighed } from "./findings.ts";
import type { Standing } from "./words.ts";

/** Two spans at a day that lies within. */
export const cutAt = (spans: readonly Standing[], day: Day | null): Standing[] =>
  day === null
    ? [...spans]
    : spans.flatMap((span) =>
        span.from < day && (span.to === null || span.to > day)
          ? [
              { ...span, to: day },
              { ...span, from: day },
            ]
          : [span],
      );

const at = <Span extends { readonly from: Day; readonly to: Day | null }>(
  spans: readonly Span[],
  day: Day,
): Span | undefined => spans.find((span) => span.from <= day && (span.to === null || span.to > day));

/**
 * A panel's decision stands above the rules while it lasts, for a child whom the rules give no level too. It never
 * stands below a confirmed ground, nor below a suspected one that stands on anything said after it met: what the panel
 * did not know, it has not set aside (粤民发〔2024〕32号 三: 情形复杂难判断的，由乡镇组织专门力量评估确认).
 */
export function underPanel(
  spans: readonly Standing[],
  panel: Panel | null,
  policy: GradingPolicy,
  facts: FileState["facts"],
  grownUp: Day | null,
): Standing[] {
  const [first] = spans;
  if (!panel || !first) return [...spans];
  const rank = (level: string): number => policy.levels.findIndex((item) => item.id === level);
  const unweighed = policy.timeline(valuesOf(withoutWeighed(facts, panel.weighed)), first.from);
  const cuts = [panel.from, panel.until, grownUp, ...unweighed.map((span) => span.from)];
  return cuts.reduce(cutAt, [...spans]).map((span) => {
    const inside = span.from >= panel.from && (panel.until === null || span.from < panel.until);
    const child = grownUp === null || span.from < grownUp;
    if (!inside || !child || rank(panel.level) < 0) return span;
    const binding = [...span.grounds, ...(at(unweighed, span.from)?.suspected ?? [])];
    const floor = binding.map((ground) => rank(policy.groundLevel(ground) ?? "")).filter((n) => n >= 0);
    const gravest = Math.min(rank(panel.level), ...floor);
    return { ...span, level: policy.levels[gravest]?.id ?? span.level, served: true, panel: true };
  });
}
