import { isProblem, type Problem } from "#kernel/problem.ts";
import { identityFacts } from "#capabilities/registry/index.ts";
import type { Journal } from "#platform/journal/journal.ts";
import type { Operation, SentCommand } from "./words.ts";

/** One command of a batch as it was read. */
export interface Read {
  readonly id: string;
  readonly needs: readonly string[];
  /** What cannot be read is refused in its turn. */
  readonly sent: SentCommand | Problem;
}

/** One that may share a transaction. */
export type Shared = Read & { readonly sent: SentCommand };

/** Decided on the file alone: nothing that is asked of the database stands between two of them. */
const together: ReadonlySet<Operation> = new Set(["visit.record", "task.close", "grade.propose"]);

/** Who a child is is held against all other files, in the order in which they came. */
function touchesIdentity({ body }: { readonly body: Readonly<Record<string, unknown>> }): boolean {
  const { facts } = body;
  return typeof facts === "object" && facts !== null && identityFacts.some((key) => Object.hasOwn(facts, key));
}

const mayShare = (read: Read): read is Shared =>
  !isProblem(read.sent) && together.has(read.sent.operation) && !touchesIdentity(read.sent);

/**
 * The commands from `first` on that one transaction may hold. It ends before the first one that stands alone, or that
 * waits for another's answer.
 */
export function runFrom(reads: readonly Read[], first: Read): Shared[] {
  const run: Shared[] = [];
  for (const read of reads.slice(reads.indexOf(first))) {
    if (!mayShare(read) || (read !== first && read.needs.length > 0)) break;
    run.push(read);
  }
  return run;
}

/** The same where a number that was said brings who the child is with it: then the run is given up, and each stands alone. */
export const withoutIdentity =
  (decide: Journal["decide"]): Journal["decide"] =>
  (command, id, draft) =>
    decide(command, id, async (subject, db) => {
      const drafts = await draft(subject, db);
      if (drafts.some(touchesIdentity)) throw new Error("sync: who a child is stands alone");
      return drafts;
    });
