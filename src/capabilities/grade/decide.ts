import type { Facts } from "#engines/rules/catalogue.ts";
import { canonical } from "#kernel/canonical.ts";
import { birthday, type Day } from "#kernel/day.ts";
import { endOf, lengthOf } from "#kernel/length.ts";
import { Problem } from "#kernel/problem.ts";
import { type FileState, valuesOf } from "#capabilities/registry/decide.ts";
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
  timeline(
    facts: Facts,
    from: Day,
  ): readonly Omit<
    Standing,
    "rank" | "measures" | "tracked" | "known" | "panel" | "since" | "renewed" | "care" | "prior"
  >[];
  groundLevel(ground: string): string | undefined;
}

export interface Proposal {
  readonly level: string;
  readonly reason: string;
}

export interface Panel extends Proposal {
  /** The suspected grounds that lay before it: those it may set aside. */
  readonly suspected: readonly string[];
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
  from, to: null, since: from, renewed: from, care: from, prior: null, level: null, rank: null, served: false, ledgers: [], categories: [], kinds: [],
  grounds: [], suspected: [], unknown: [], known: {}, measures: [], tracked: null, panel: false,
}); // prettier-ignore

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

/** From this day on nobody is a child any more; unknown birth dates never end a childhood. */
const grownUpOn = (facts: FileState["facts"]): Day | null => {
  const birth = facts["birthDate"]?.value;
  return typeof birth === "string" ? birthday(birth, 18) : null;
};

/**
 * A panel's decision stands above the rules while it lasts, for a child whom the rules give no level too. It never
 * stands below a confirmed ground, nor below a suspected one that arose after it was made: what the panel did not know,
 * it has not set aside (粤民发〔2024〕32号 三: 情形复杂难判断的，由乡镇组织专门力量评估确认).
 */
function underPanel(
  spans: readonly Standing[],
  panel: Panel | null,
  policy: GradingPolicy,
  grownUp: Day | null,
): Standing[] {
  if (!panel) return [...spans];
  const rank = (level: string): number => policy.levels.findIndex((item) => item.id === level);
  const weighed = new Set(panel.suspected);
  return [panel.from, panel.until, grownUp].reduce(cutAt, [...spans]).map((span) => {
    const inside = span.from >= panel.from && (panel.until === null || span.from < panel.until);
    const child = grownUp === null || span.from < grownUp;
    if (!inside || !child || rank(panel.level) < 0) return span;
    const binding = [...span.grounds, ...span.suspected.filter((ground) => !weighed.has(ground))];
    const floor = binding.map((ground) => rank(policy.groundLevel(ground) ?? "")).filter((at) => at >= 0);
    const at = Math.min(rank(panel.level), ...floor);
    return { ...span, level: policy.levels[at]?.id ?? span.level, served: true, panel: true };
  });
}

const sameStanding = (a: Standing, b: Standing): boolean =>
  canonical({ ...a, from: "", to: "" }) === canonical({ ...b, from: "", to: "" });

function merged(spans: readonly Standing[]): Standing[] {
  const whole: Standing[] = [];
  for (const span of spans) {
    const last = whole.at(-1);
    if (last && last.to === span.from && sameStanding(last, span)) whole[whole.length - 1] = { ...last, to: span.to };
    else whole.push(span);
  }
  return whole;
}

const groundsOf = (span: Standing): string[] => [...span.grounds, ...span.suspected];

/** What one span carries on from the one before it. */
function carried(span: Standing, before: Standing | undefined, policy: GradingPolicy): Standing {
  const held = before?.known ?? {};
  const known = Object.fromEntries(groundsOf(span).map((ground) => [ground, held[ground] ?? span.from]));
  const arisen = groundsOf(span).some(
    (ground) => held[ground] === undefined && policy.groundLevel(ground) === span.level,
  );
  const care = before && before.level !== null && span.level !== null ? before.care : span.from;
  if (!before || before.level !== span.level) {
    const prior = before && before.level !== null ? { level: before.level, since: before.since } : null;
    return { ...span, since: span.from, renewed: span.from, care, prior, known };
  }
  return {
    ...span,
    since: before.since,
    renewed: arisen ? span.from : before.renewed,
    care,
    prior: before.prior,
    known,
  };
}

/**
 * Since when each ground has been known and the level has held. A level that merely goes on keeps its day, so no visit
 * falls due anew; a new ground of that level is asked for at once (一名红色儿童又发现新的红色情形，要再次即时介入).
 */
function withSince(spans: readonly Standing[], before: Standing | undefined, policy: GradingPolicy): Standing[] {
  let previous = before;
  return spans.map((span) => (previous = carried(span, previous, policy)));
}

const measureWords = ["intervened", "secured", "resumed"] as const;

/**
 * The measures taken, as the 其中 lines of a return count them: a measure counts for a ground if it was reported when or
 * after the ground became known, not for one that came later. A plain word holds for the whole child; `ground=word` for
 * that ground alone, and `*=word` for rows that name no ground.
 */
function measuresOf(facts: FileState["facts"], span: Standing): string[] {
  return measureWords.flatMap((word) => {
    const on = facts[`measure.${word}`]?.on;
    if (on === undefined) return [];
    const covered = groundsOf(span).filter((ground) => on >= (span.known[ground] ?? span.from));
    if (covered.length === groundsOf(span).length) return [word];
    return [`*=${word}`, ...covered.map((ground) => `${ground}=${word}`)];
  });
}

/** The day of 定期介入跟踪 that the survey reports; visits say the rest. */
const trackedOn = (facts: FileState["facts"]): Day | null => {
  const day = facts["measure.tracked"]?.value;
  return typeof day === "string" ? day : null;
};

/** A child's whole standing from a day on, as the facts and the policy say. */
export function assess(file: FileState, grade: GradeState, policy: GradingPolicy, day: Day): Assessed {
  const from = grade.assessed && grade.assessed.from > day ? grade.assessed.from : day;
  const rank = (level: string | null): number | null =>
    level === null ? null : policy.levels.findIndex((item) => item.id === level);
  const blank = {
    since: from,
    renewed: from,
    care: from,
    prior: null,
    known: {},
    rank: null,
    measures: [],
    tracked: trackedOn(file.facts),
    panel: false,
  };
  const ruled = policy.timeline(valuesOf(file.facts), from).map((span) => ({ ...span, ...blank }));
  const open = file.status === "open";
  const spans = open ? underPanel(ruled, grade.panel, policy, grownUpOn(file.facts)) : [emptyStanding(from)];
  const before = grade.assessed?.spans.findLast((span) => span.from <= from);
  const whole = withSince(merged(spans.map((span) => ({ ...span, rank: rank(span.level) }))), before, policy);
  const levels = new Set(whole.flatMap((span) => [span.level, span.prior?.level]));
  const rhythms = Object.fromEntries(
    policy.levels.filter((item) => levels.has(item.id)).map((item) => [item.id, item.rhythms]),
  );
  return { from, spans: whole.map((span) => ({ ...span, measures: measuresOf(file.facts, span) })), rhythms };
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

const suspectedOn = (grade: GradeState, day: Day): readonly string[] =>
  grade.assessed?.spans.find((span) => span.from <= day && (span.to === null || span.to > day))?.suspected ?? [];

export function decideGrade(
  file: FileState,
  grade: GradeState,
  command: Omit<DecideGrade, "id">,
  policy: GradingPolicy,
  present: { readonly today: Day },
): Drafted[] {
  requireLevel(file, policy, command.level);
  const day = command.day ?? present.today;
  if (day > present.today) throw new Problem("grade.day_in_future", { day });
  const until = policy.panelExpires === null ? null : endOf(day, lengthOf(policy.panelExpires));
  const body = {
    day,
    level: command.level,
    reason: command.reason,
    members: command.members,
    suspected: suspectedOn(grade, day),
    from: day,
    until,
  };
  return [{ kind: kinds.decided, body }];
}

export function rejectProposal(state: GradeState, command: Omit<RejectProposal, "id">): Drafted[] {
  if (!state.proposal) throw new Problem("grade.no_proposal", {}, 409);
  return [{ kind: kinds.rejected, body: { reason: command.reason } }];
}
