import type { Facts, FactValue } from "#engines/rules/catalogue.ts";
import { canonical } from "#kernel/canonical.ts";
import type { Day } from "#kernel/day.ts";
import { endOf, lengthOf } from "#kernel/length.ts";
import { Problem } from "#kernel/problem.ts";
import type { FileState } from "#capabilities/registry/decide.ts";
import {
  type Assessed,
  type DecideGrade,
  kinds,
  type LevelRhythm,
  type ProposeGrade,
  type RejectProposal,
  type Standing,
} from "./words.ts";

/** As much of a policy as grading needs: the rules engine's Policy has this shape. */
export interface GradingPolicy {
  readonly ref: string;
  readonly levels: readonly { readonly id: string; readonly rhythms: readonly LevelRhythm[] }[];
  /** How long a panel's decision stands ("6 months"); null where the policy lets it stand. */
  readonly panelExpires: string | null;
  timeline(facts: Facts, from: Day): readonly Omit<Standing, "rank" | "measures" | "panel" | "since">[];
  groundLevel(ground: string): string | undefined;
}

export interface Proposal {
  readonly level: string;
  readonly reason: string;
}

export interface Panel extends Proposal {
  readonly from: Day;
  readonly until: Day | null;
}

export interface GradeState {
  readonly assessed: Assessed | null;
  /** The policy of that assessment. */
  readonly policy: string | null;
  readonly proposal: Proposal | null;
  readonly panel: Panel | null;
}

export const initial: GradeState = { assessed: null, policy: null, proposal: null, panel: null };

export function evolve(
  state: GradeState,
  entry: { kind: string; body: Record<string, unknown>; policyRef: string | null },
): GradeState {
  switch (entry.kind) {
    case kinds.assessed:
      return { ...state, assessed: entry.body as unknown as Assessed, policy: entry.policyRef };
    case kinds.proposed:
      return { ...state, proposal: { level: String(entry.body["level"]), reason: String(entry.body["reason"]) } };
    case kinds.rejected:
      return { ...state, proposal: null };
    case kinds.decided:
      return { ...state, proposal: null, panel: entry.body as unknown as Panel };
    default:
      return state;
  }
}

const emptyStanding = (from: Day): Standing => ({
  from, to: null, since: from, level: null, rank: null, served: false, ledgers: [], categories: [], kinds: [],
  grounds: [], suspected: [], unknown: [], measures: [], panel: false,
}); // prettier-ignore

const measuresOf = (facts: Facts): string[] =>
  ["intervened", "tracked", "secured", "resumed"].filter((word) => facts[`measure.${word}`] !== undefined);

/** Cuts spans at a day: what they say from that day on. */
export const clip = (spans: readonly Standing[], from: Day): Standing[] =>
  spans
    .filter((span) => span.to === null || span.to > from)
    .map((span) => (span.from < from ? { ...span, from } : span));

/** Two spans at a day that lies within. */
const cutAt = (spans: readonly Standing[], day: Day | null): Standing[] =>
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

/**
 * A panel's decision stands above the rules while it lasts, but not below a confirmed ground: a named red fact is
 * never voted away; a suspected one may be (粤民发〔2024〕32号 三: 情形复杂难判断的，由乡镇组织专门力量评估确认).
 */
function underPanel(spans: readonly Standing[], panel: Panel | null, policy: GradingPolicy): Standing[] {
  if (!panel) return [...spans];
  const rank = (level: string): number => policy.levels.findIndex((item) => item.id === level);
  return cutAt(cutAt(spans, panel.from), panel.until).map((span) => {
    const inside = span.from >= panel.from && (panel.until === null || span.from < panel.until);
    if (!inside || span.level === null || rank(panel.level) < 0) return span;
    const confirmed = span.grounds.map((ground) => rank(policy.groundLevel(ground) ?? "")).filter((at) => at >= 0);
    const at = Math.min(rank(panel.level), ...confirmed);
    return { ...span, level: policy.levels[at]?.id ?? span.level, panel: true };
  });
}

const sameStanding = (a: Standing, b: Standing): boolean =>
  canonical({ ...a, from: "", to: "", since: "" }) === canonical({ ...b, from: "", to: "", since: "" });

function merged(spans: readonly Standing[]): Standing[] {
  const whole: Standing[] = [];
  for (const span of spans) {
    const last = whole.at(-1);
    if (last && last.to === span.from && sameStanding(last, span)) whole[whole.length - 1] = { ...last, to: span.to };
    else whole.push(span);
  }
  return whole;
}

/** Since when each level has held without a break: a level that goes on keeps its day, so no visit falls due anew. */
function withSince(spans: readonly Standing[], before: Standing | undefined): Standing[] {
  let previous = before;
  return spans.map((span) => {
    const since = previous && previous.level === span.level ? previous.since : span.from;
    previous = { ...span, since };
    return previous;
  });
}

/** A child's whole standing from a day on, as the facts and the policy say. */
export function assess(
  facts: Readonly<Record<string, FactValue>>,
  open: boolean,
  grade: GradeState,
  policy: GradingPolicy,
  day: Day,
): Assessed {
  const from = grade.assessed && grade.assessed.from > day ? grade.assessed.from : day;
  const measures = measuresOf(facts);
  const rank = (level: string | null): number | null =>
    level === null ? null : policy.levels.findIndex((item) => item.id === level);
  const ruled = policy
    .timeline(facts, from)
    .map((span) => ({ ...span, since: span.from, rank: null, measures, panel: false }));
  const spans = open ? underPanel(ruled, grade.panel, policy) : [emptyStanding(from)];
  const before = grade.assessed?.spans.findLast((span) => span.from < from);
  const whole = withSince(merged(spans.map((span) => ({ ...span, rank: rank(span.level) }))), before);
  const levels = new Set(whole.map((span) => span.level));
  const rhythms = Object.fromEntries(
    policy.levels.filter((item) => levels.has(item.id)).map((item) => [item.id, item.rhythms]),
  );
  return { from, spans: whole, rhythms };
}

/** True where a new assessment says nothing that the old one did not say already. */
export const saysTheSame = (old: Assessed | null, fresh: Assessed): boolean =>
  old !== null &&
  canonical(clip(old.spans, fresh.from)) === canonical(fresh.spans) &&
  canonical(old.rhythms) === canonical(fresh.rhythms);

interface Drafted {
  readonly kind: string;
  readonly body: Record<string, unknown>;
}

function requireLevel(file: FileState, policy: GradingPolicy, level: string): void {
  if (file.status === "none") throw new Problem("registry.not_found", {}, 404);
  if (file.status === "closed") throw new Problem("registry.file_closed", {}, 409);
  if (!policy.levels.some((item) => item.id === level)) throw new Problem("grade.level_unknown", { level });
}

export function proposeGrade(
  file: FileState,
  command: Omit<ProposeGrade, "id">,
  policy: GradingPolicy,
  proposer: string,
): Drafted[] {
  requireLevel(file, policy, command.level);
  return [{ kind: kinds.proposed, body: { level: command.level, reason: command.reason, proposer } }];
}

export function decideGrade(
  file: FileState,
  command: Omit<DecideGrade, "id">,
  policy: GradingPolicy,
  present: { readonly today: Day },
): Drafted[] {
  requireLevel(file, policy, command.level);
  const day = command.day ?? present.today;
  if (day > present.today) throw new Problem("grade.day_in_future", { day });
  const until = policy.panelExpires === null ? null : endOf(day, lengthOf(policy.panelExpires));
  const body = { day, level: command.level, reason: command.reason, members: command.members, from: day, until };
  return [{ kind: kinds.decided, body }];
}

export function rejectProposal(state: GradeState, command: Omit<RejectProposal, "id">): Drafted[] {
  if (!state.proposal) throw new Problem("grade.no_proposal", {}, 409);
  return [{ kind: kinds.rejected, body: { reason: command.reason } }];
}
