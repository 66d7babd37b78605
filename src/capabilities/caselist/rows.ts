import type { Day } from "#kernel/day.ts";
import { lengthOf } from "#kernel/length.ts";
import type { Id } from "#kernel/id.ts";
import { type AreaCode, countyOf } from "#kernel/scope.ts";
import { type Anchors, earliest, nextDue } from "#engines/schedule/rhythm.ts";
import type { FileState } from "#capabilities/registry/decide.ts";
import { type GradeState, isIntervened } from "#capabilities/grade/decide.ts";
import type { LevelRhythm, Standing } from "#capabilities/grade/words.ts";
import type { RetentionState } from "#capabilities/retention/decide.ts";
import type { VisitState } from "#capabilities/visit/decide.ts";

/** A file as far as the ledger reads it; a phone has no more of it. */
export interface Filed {
  readonly id: Id;
  readonly area: AreaCode;
  readonly state: Readonly<Record<string, unknown>>;
}

/** A row of the ledger, by the names of its columns. */
export type CaseRow = Readonly<Record<string, unknown>>;

export const FOREVER: Day = "9999-12-31";

/** Children without a level come last. */
const NO_RANK = 99;

const text = (file: FileState, key: string): string | null => {
  const value = file.facts[key]?.value;
  return typeof value === "string" ? value : null;
};

type Rhythms = Readonly<Record<string, readonly LevelRhythm[]>>;

function dueOf(kind: string, rhythms: readonly LevelRhythm[], last: Day | null, anchors: Anchors): Day | null {
  const wanted = rhythms.filter((rhythm) => rhythm.kind === kind);
  return earliest(
    wanted.map((rhythm) => nextDue({ kind, every: lengthOf(rhythm.every), mode: rhythm.mode }, last, anchors)),
  );
}

/**
 * When the next home visit and the next contact are due within a stretch of standing. What the level before it left
 * undone stays due on its day: a child who turns stricter does not become punctual by it.
 */
export function dueDays(
  span: Standing,
  rhythms: Rhythms,
  visit: VisitState,
): { home: Day | null; contact: Day | null } {
  const due = (kind: string, last: Day | null): Day | null => {
    if (span.level === null) return null;
    const own = dueOf(kind, rhythms[span.level] ?? [], last, span);
    const { prior } = span;
    if (own === null || prior === null || (last !== null && last >= span.since)) return own;
    const left = dueOf(kind, rhythms[prior.level] ?? [], last, {
      since: prior.since,
      renewed: prior.since,
      care: span.care,
    });
    return earliest([own, left]);
  };
  return { home: due("home_visit", visit.lastHome), contact: due("contact", visit.lastContact) };
}

/** A sealed file stands in no list (src/capabilities/retention). */
export const isSealed = (subject: Pick<Filed, "state">): boolean =>
  (subject.state["retention"] as RetentionState | undefined)?.sealed !== undefined;

/** Whose row it is, as a list names them: sealed under the child's key. */
export const namesIn = (subject: Filed): readonly [name: string | null, guardian: string | null] => {
  const file = subject.state["registry"] as FileState;
  return [text(file, "name"), text(file, "guardian.name")];
};

/** A file's rows in the ledger, without names: a pure view of its state. */
export function caseRows(subject: Filed, shown: (span: Standing) => Standing): CaseRow[] {
  if (isSealed(subject)) return [];
  const file = subject.state["registry"] as FileState;
  const grade = subject.state["grade"] as GradeState;
  const visit = subject.state["visit"] as VisitState;
  return (grade.assessed?.spans ?? []).map(shown).map((span) => {
    const { home, contact } = dueDays(span, grade.assessed?.rhythms ?? {}, visit);
    return {
      county: countyOf(subject.area), child_id: subject.id, from_day: span.from, to_day: span.to ?? FOREVER, area: subject.area,
      open: file.status === "open", sex: text(file, "sex"), birth_date: text(file, "birthDate"),
      level: span.level, rank: span.rank ?? NO_RANK, served: span.served, ledgers: span.ledgers, categories: span.categories,
      kinds: span.kinds, grounds: span.grounds, suspected: span.suspected, unknown: span.unknown, panel: span.panel,
      guardianship: text(file, "guardianship.state"), intervened: isIntervened(file.facts, span), proposed: grade.proposal?.level ?? null, last_home: visit.lastHome,
      last_contact: visit.lastContact, home_due: home, contact_due: contact, due_on: earliest([home, contact]),
      policy_ref: grade.policy,
    };
  }); // prettier-ignore
}
