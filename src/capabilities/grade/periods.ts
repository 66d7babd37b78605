import type { Policy } from "#capabilities/policy/index.ts";
import type { Day } from "#kernel/day.ts";
import type { AreaCode } from "#kernel/scope.ts";
import type { GradingPolicy } from "./decide.ts";
import type { PolicyFor } from "./react.ts";

/** Which packs hold where and when. */
export interface Packs {
  readonly policyFor: (area: AreaCode, day: Day) => Policy;
  /** Days after `day` on which another pack begins to hold in the area, or the present one ends. */
  readonly turnsAfter: (area: AreaCode, day: Day) => readonly Day[];
}

type Ruled = ReturnType<GradingPolicy["timeline"]>[number];

interface Period {
  readonly policy: Policy;
  readonly from: Day;
  /** First day of the next one. */
  readonly to: Day | null;
}

const none: ReadonlySet<string> = new Set();

/** The policies of an area from a day on, one after the other. */
function periodsFrom(packs: Packs, area: AreaCode, day: Day): Period[] {
  const starts = [day, ...packs.turnsAfter(area, day)];
  const periods: Period[] = [];
  for (const [n, from] of starts.entries()) {
    const policy = packs.policyFor(area, from);
    const last = periods.at(-1);
    const to = starts[n + 1] ?? null;
    if (last?.policy === policy) periods[periods.length - 1] = { ...last, to };
    else periods.push({ policy, from, to });
  }
  return periods;
}

const within = (span: Ruled, to: Day | null): Ruled =>
  to !== null && (span.to === null || span.to > to) ? { ...span, to } : span;

/**
 * A file dated before a pack took effect is graded by the pack of that day, and by the new one from its first day on:
 * without anybody touching the file (the ledger holds its future, docs/decisions/0014). Levels and rhythms are those
 * of the last pack: the one that people work by.
 */
function viewOf(periods: readonly Period[]): GradingPolicy {
  const last = periods.at(-1)?.policy;
  const all = periods.map((period) => period.policy);
  const levelOf = new Map(all.flatMap((policy) => policy.grounds.map((ground) => [ground.id, ground.level] as const)));
  const factsOf = new Map<string, ReadonlySet<string>>();
  for (const policy of all)
    for (const [ground, facts] of policy.groundFacts)
      factsOf.set(ground, new Set([...(factsOf.get(ground) ?? []), ...facts]));
  return {
    ref: last?.ref ?? "",
    levels: (last?.levels ?? []).map(({ id, rhythms }) => ({
      id,
      rhythms: rhythms.map(({ kind, every, mode }) => ({ kind, every, mode })),
    })),
    panelExpires: last?.grading.panel?.expires ?? null,
    timeline: (facts, from) =>
      periods.flatMap((period, n) =>
        period.policy
          .timeline(facts, n === 0 || period.from < from ? from : period.from)
          .filter((span) => period.to === null || span.from < period.to)
          .map((span) => within(span, period.to)),
      ),
    groundLevel: (ground) => levelOf.get(ground),
    groundFacts: (ground) => factsOf.get(ground) ?? none,
  };
}

/** Grading as it looks upon policies, remembered by area and day. */
export function gradingBy(packs: Packs): PolicyFor {
  const known = new Map<string, GradingPolicy>();
  const bySeries = new Map<string, GradingPolicy>();
  return (area, day) => {
    const key = `${area}|${day}`;
    const held = known.get(key);
    if (held) return held;
    const periods = periodsFrom(packs, area, day);
    const series = periods.map((period) => `${period.policy.ref}<${period.to}`).join(">");
    const view = bySeries.get(series) ?? viewOf(periods);
    bySeries.set(series, view);
    if (known.size > 50_000) known.clear();
    known.set(key, view);
    return view;
  };
}
