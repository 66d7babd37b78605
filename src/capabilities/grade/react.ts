import { type Day, dayOf } from "#kernel/day.ts";
import type { AreaCode } from "#kernel/scope.ts";
import type { FileState } from "#capabilities/registry/decide.ts";
import type { Drafted, FoldEntry, Reaction } from "#platform/journal/ledger.ts";
import { assess, type GradeState, type GradingPolicy, saysTheSame } from "./decide.ts";
import { kinds } from "./words.ts";

/** The policy that holds for an area on a day. */
export type PolicyFor = (area: AreaCode, day: Day) => GradingPolicy;

/** Entries after which a child's standing may be another. */
const moves = (entry: FoldEntry): boolean => entry.kind.startsWith("registry.") || entry.kind === kinds.decided;

/** The business day that an entry speaks of. */
const dayOfEntry = (entry: FoldEntry): Day => {
  const day = entry.body["day"];
  return typeof day === "string" ? day : dayOf(new Date(entry.occurredAt));
};

/**
 * An assessment from a day that had not come when this was written (registry: asWritten) says nothing of the days before
 * it: whoever was registered under a clock that ran ahead would be on no list until then. It is drawn up anew from now.
 */
function upToWriting(grade: GradeState, causes: readonly FoldEntry[]): GradeState {
  const written = causes.findLast((entry) => entry.kind.startsWith("registry."))?.body["writtenOn"];
  const isAhead = typeof written === "string" && grade.assessed !== null && grade.assessed.from > written;
  return isAhead ? { ...grade, assessed: null } : grade;
}

/** Draws up the standing from a day on; nothing where it says what is already written. */
export function reassess(
  file: FileState,
  grade: GradeState,
  policy: GradingPolicy,
  day: Day,
  moved: boolean,
): Drafted[] {
  const fresh = assess(file, grade, policy, day);
  if (!moved && saysTheSame(grade.assessed, fresh)) return [];
  return [{ kind: kinds.assessed, body: { ...fresh }, policyRef: policy.ref }];
}

/** A changed fact regrades the child at once, in the same transaction (粤民发〔2024〕32号 三: 及时动态调整). */
export const gradeReaction =
  (policyFor: PolicyFor): Reaction =>
  ({ after, entries, area }) => {
    const causes = entries.filter(moves);
    const last = causes.at(-1);
    if (!last) return [];
    const file = after["registry"] as FileState;
    const day = dayOfEntry(last);
    const moved = causes.some((entry) => entry.kind === "registry.child_moved");
    return reassess(file, upToWriting(after["grade"] as GradeState, causes), policyFor(area, day), day, moved);
  };
