import type { Facts } from "#engines/rules/catalogue.ts";
import { canonical } from "#kernel/canonical.ts";
import { birthday, type Day } from "#kernel/day.ts";
import { endOf, lengthOf } from "#kernel/length.ts";
import { Problem } from "#kernel/problem.ts";
import { type FileState, valuesOf } from "#capabilities/registry/decide.ts";
import { factByKey } from "#capabilities/registry/facts.ts";
import { type Findings, findingsOf, suspicionsOn } from "./findings.ts";
import { measureDays, measuresOf } from "./measures.ts";
import { cutAt, underPanel } from "./panel.ts";
import { withSince } from "./since.ts";
import {
  type Assessed,
  type DecideGrade,
  kinds,
  type LevelRhythm,
  type ProposeGrade,
  type RejectProposal,
  type Standing,
} from "./words.ts";

export { isIntervened } from "./measures.ts";

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
  /** The facts that a ground stands on. */
  groundFacts(ground: string): ReadonlySet<string>;
}

export interface Proposal {
  readonly level: string;
  readonly reason: string;
}

export interface Panel extends Proposal {
  /** The suspected facts that lay before it, each with its day: those it may set aside, and no later ones. */
  readonly weighed: Findings;
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

/** The panel that met last stands, in whatever order its minutes come in. */
const newer = (held: Panel | null, met: Panel): Panel => (held && held.from > met.from ? held : met);

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
      return {
        ...state,
        proposal: null,
        panel: newer(state.panel, { weighed: {}, ...entry.body } as unknown as Panel),
      };
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

/** From this day on nobody is a child any more; unknown birth dates never end a childhood. */
const grownUpOn = (facts: FileState["facts"]): Day | null => {
  const birth = facts["birthDate"]?.value;
  return typeof birth === "string" ? birthday(birth, 18) : null;
};

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

/** The day of 定期介入跟踪 that the survey reports; visits say the rest. */
const trackedOn = (facts: FileState["facts"]): Day | null => {
  const day = facts["measure.tracked"]?.value;
  return typeof day === "string" ? day : null;
};

/** Files that never were a child's: what was written in them does not count on any day. */
const voided: readonly (string | null)[] = ["duplicate", "entered_by_mistake"];

/** No day before the last assessment is rewritten, but for a file that ought never to have been. */
function beginningOf(file: FileState, grade: GradeState, day: Day): Day {
  const birth = file.facts["birthDate"]?.value;
  const last = grade.assessed?.from ?? day;
  if (voided.includes(file.closed) && typeof birth === "string") return [birth, last, day].toSorted()[0] ?? day;
  return last > day ? last : day;
}

/** A span too many would count a child twice: a fault in a policy's days must not reach the ledger. */
function requireOneAfterAnother(spans: readonly Standing[], from: Day): void {
  let next: Day | null = from;
  for (const span of spans) {
    if (span.from !== next) throw new Error(`assess: a span begins on ${span.from}, not on ${next}`);
    next = span.to;
  }
  if (next !== null) throw new Error(`assess: nothing is said from ${next} on`);
}

const itemsOf = (span: Items): string[] => [...span.categories, ...span.kinds, ...span.grounds, ...span.suspected];
type Items = Pick<Standing, "categories" | "kinds" | "grounds" | "suspected">;

const says = (value: unknown): boolean => value !== undefined && value !== null && value !== "none" && value !== false;
const isSealed = (key: string): boolean => factByKey.get(key)?.cls === "sealed";

/**
 * What of a span would not hold without the sealed facts of the file: whoever does not see these would read them off it.
 * Asked twice only where there are such facts.
 */
function throughSealed(
  facts: FileState["facts"],
  policy: GradingPolicy,
  from: Day,
): (span: Standing) => { veiled?: readonly string[] } {
  const values = Object.entries(valuesOf(facts));
  if (!values.some(([key, value]) => isSealed(key) && says(value))) return () => ({});
  const open = policy.timeline(Object.fromEntries(values.filter(([key]) => !isSealed(key))), from);
  return (span) => {
    const overlapping = open.filter((one) => (span.to === null || one.from < span.to) && (one.to === null || one.to > span.from)); // prettier-ignore
    const unseen = itemsOf(span).filter((item) => !overlapping.every((one) => itemsOf(one).includes(item)));
    return unseen.length > 0 ? { veiled: [...new Set(unseen)].toSorted() } : {};
  };
}

/** A child's whole standing from a day on, as the facts and the policy say. */
export function assess(file: FileState, grade: GradeState, policy: GradingPolicy, day: Day): Assessed {
  const from = beginningOf(file, grade, day);
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
  const spans = open
    ? underPanel(ruled, grade.panel, policy, file.facts, grownUpOn(file.facts))
    : [emptyStanding(from)];
  requireOneAfterAnother(spans, from);
  const before = grade.assessed?.spans.findLast((span) => span.from <= from);
  const found = findingsOf(file.facts, grade.assessed?.found ?? {});
  const ranked = merged(spans.map((span) => ({ ...span, rank: rank(span.level) })));
  const whole = withSince(measureDays(file.facts).reduce(cutAt, ranked), before, policy, found);
  const levels = new Set(whole.flatMap((span) => [span.level, span.prior?.level]));
  const rhythms = Object.fromEntries(
    policy.levels.filter((item) => levels.has(item.id)).map((item) => [item.id, item.rhythms]),
  );
  const veiled = open ? throughSealed(file.facts, policy, from) : () => ({});
  const told = whole.map((span) => ({ ...span, measures: measuresOf(file.facts, span), ...veiled(span) }));
  return { from, spans: told, rhythms, found };
}

/** True where a new assessment says nothing that the old one did not say already. */
export const saysTheSame = (old: Assessed | null, fresh: Assessed): boolean =>
  old !== null &&
  canonical([clip(old.spans, fresh.from), old.rhythms, old.found]) ===
    canonical([fresh.spans, fresh.rhythms, fresh.found]);

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
  command: Omit<DecideGrade, "id" | "seq">,
  policy: GradingPolicy,
  present: { readonly today: Day },
): Drafted[] {
  requireLevel(file, policy, command.level);
  const day = command.day ?? present.today;
  if (day > present.today) throw new Problem("grade.day_in_future", { day });
  const birth = file.facts["birthDate"]?.value;
  if (typeof birth === "string" && day < birth) throw new Problem("grade.before_birth", { day });
  const until = policy.panelExpires === null ? null : endOf(day, lengthOf(policy.panelExpires));
  const body = {
    day,
    level: command.level,
    reason: command.reason,
    members: command.members,
    weighed: suspicionsOn(file.facts, day),
    from: day,
    until,
  };
  return [{ kind: kinds.decided, body }];
}

export function rejectProposal(state: GradeState, command: Omit<RejectProposal, "id" | "seq">): Drafted[] {
  if (!state.proposal) throw new Problem("grade.no_proposal", {}, 409);
  return [{ kind: kinds.rejected, body: { reason: command.reason } }];
}
