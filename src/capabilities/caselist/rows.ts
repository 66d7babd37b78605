import type { Day } from "#kernel/day.ts";
import { lengthOf } from "#kernel/length.ts";
import { countyOf } from "#kernel/scope.ts";
import { earliest, nextDue } from "#engines/schedule/rhythm.ts";
import type { FileState } from "#capabilities/registry/decide.ts";
import type { GradeState } from "#capabilities/grade/decide.ts";
import type { LevelRhythm, Standing } from "#capabilities/grade/words.ts";
import type { VisitState } from "#capabilities/visit/decide.ts";
import type { Subject } from "#platform/journal/ledger.ts";

/** The ledger's columns, in the order of the table. */
export type CaseRow = readonly unknown[];

export const FOREVER: Day = "9999-12-31";

/** Children without a level come last. */
const NO_RANK = 99;

const text = (file: FileState, key: string): string | null => {
  const value = file.facts[key]?.value;
  return typeof value === "string" ? value : null;
};

/** When the next home visit and the next contact are due within a stretch of standing. */
export function dueDays(
  span: Standing,
  rhythms: readonly LevelRhythm[],
  visit: VisitState,
): { home: Day | null; contact: Day | null } {
  const due = (kind: string, last: Day | null): Day | null =>
    earliest(
      rhythms
        .filter((rhythm) => rhythm.kind === kind)
        .map((rhythm) => nextDue({ kind, every: lengthOf(rhythm.every), mode: rhythm.mode }, last, span.since)),
    );
  return { home: due("home_visit", visit.lastHome), contact: due("contact", visit.lastContact) };
}

/** A file's rows in the ledger: a pure view of its state. */
export function caseRows(subject: Subject): CaseRow[] {
  const file = subject.state["registry"] as FileState;
  const grade = subject.state["grade"] as GradeState;
  const visit = subject.state["visit"] as VisitState;
  return (grade.assessed?.spans ?? []).map((span) => {
    const { home, contact } = dueDays(span, span.level === null ? [] : (grade.assessed?.rhythms[span.level] ?? []), visit);
    return [
      countyOf(subject.area), subject.id, span.from, span.to ?? FOREVER, subject.area, file.status === "open",
      text(file, "name"), text(file, "sex"), text(file, "birthDate"), span.level, span.rank ?? NO_RANK, span.served,
      span.ledgers, span.categories, span.kinds, span.grounds, span.suspected, span.unknown, span.panel,
      grade.proposal?.level ?? null, text(file, "guardian.name"), visit.lastHome, visit.lastContact,
      home, contact, earliest([home, contact]), grade.policy,
    ];
  }); // prettier-ignore
}
