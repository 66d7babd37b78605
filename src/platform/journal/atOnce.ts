import type { Id } from "#kernel/id.ts";
import { Problem } from "#kernel/problem.ts";
import type { Commanded, Journal, Receipt } from "./journal.ts";
import type { Step, Subject } from "./ledger.ts";
import type { Queryable } from "./queryable.ts";
import type { Held } from "./store.ts";
import { together } from "./together.ts";

/*
 * Many commands of one sender in one transaction: all files are locked first, each command is decided in its turn on what
 * the ones before it left, and everything is written at the end, set-based. A phone's batch of fifty costs one commit.
 */

/** A command by what has to be locked for it. */
export interface Asked {
  readonly id: Id;
  readonly commandId: Id;
}

/** Decides on what is locked; `db` is the transaction, for what is written beside the journal with the same commit. */
export type Work<T> = (decide: Journal["decide"], db: Queryable) => Promise<T>;

/** A file in this transaction: where it stands by now, and which ids are stored in it, with their digests. */
interface Standing {
  subject: Subject;
  readonly stored: Map<Id, string>;
  readonly steps: Step[];
}

/** Always in the same order, so that two senders wait for each other and never both. */
const inOrder = (asked: readonly Asked[]): Asked[] =>
  asked.toSorted((one, other) => (one.id < other.id ? -1 : one.id > other.id ? 1 : 0));

/** How a file is locked, and how another command of a locked one is looked for. */
export interface Locking {
  readonly lock: (asked: Asked) => Promise<Held | undefined>;
  readonly findStored: (asked: Asked) => Promise<string | null>;
}

const remember = (file: Standing, commandId: Id, stored: string | null): void => {
  if (stored !== null) file.stored.set(commandId, stored);
};

/**
 * Each file is locked and opened once, whatever number of commands is about it. Files that the scope does not see are not
 * among them.
 */
export async function lockAll(
  asked: readonly Asked[],
  { lock, findStored }: Locking,
): Promise<ReadonlyMap<Id, Standing>> {
  const files = new Map<Id, Standing>();
  const [firsts, others]: [Asked[], Asked[]] = [[], []];
  for (const one of inOrder(asked)) (firsts.at(-1)?.id === one.id ? others : firsts).push(one);
  const lockFirst = async (one: Asked): Promise<void> => {
    const held = await lock(one);
    if (!held) return;
    const file: Standing = { subject: held.subject, stored: new Map<Id, string>(), steps: [] };
    files.set(one.id, file);
    remember(file, one.commandId, held.stored);
  };
  await together(firsts.map(lockFirst));
  // asked under the lock: a twin that was waited for is seen
  const lookFor = async (one: Asked): Promise<void> => {
    const file = files.get(one.id);
    if (file) remember(file, one.commandId, await findStored(one));
  };
  await together(others.map(lookFor));
  return files;
}

/** Views that remember each step hold each file once at a time: its first steps, then its second ones. */
export function roundsOf(files: ReadonlyMap<Id, Pick<Standing, "steps">>): Step[][] {
  const rounds: Step[][] = [];
  for (const { steps } of files.values()) steps.forEach((step, n) => (rounds[n] ??= []).push(step));
  return rounds;
}

/** Steps of one file after each other as one: for whatever looks at what was before and at what is now. */
function merged(steps: readonly Step[]): Step[] {
  const [first, last] = [steps[0], steps.at(-1)];
  if (!first || !last) return [];
  return [
    {
      before: first.before,
      after: last.after,
      entries: steps.flatMap(({ entries }) => entries),
      bodies: steps.flatMap(({ bodies }) => bodies),
      sealed: steps.flatMap(({ sealed }) => sealed),
    },
  ];
}

/** Each file once, with all its steps. */
export const wholeOf = (files: ReadonlyMap<Id, Pick<Standing, "steps">>): Step[] =>
  [...files.values()].flatMap(({ steps }) => merged(steps));

/** What is decided here may not ask the database: what stands before it is not written yet. */
const unasked = {
  query: () => {
    throw new Error("journal.atOnce: a decision that asks the database stands alone");
  },
} as unknown as Queryable;

/** How one command is judged and chained; the journal's own, the same as for a single one. */
export interface Judging {
  readonly digestOf: (content: unknown) => string;
  /** The answer to an id that is stored. Errors: journal.id_reused. */
  readonly repeated: (subject: Subject, stored: string, content: unknown) => Receipt;
  readonly chain: (
    subject: Subject,
    drafts: Awaited<ReturnType<Parameters<Journal["decide"]>[2]>>,
    command: Commanded,
  ) => Step;
  readonly withoutEntry: (subject: Subject, command: Commanded) => Promise<Receipt>;
}

const take = (file: Standing, step: Step): void => {
  file.steps.push(step);
  file.subject = step.after;
  for (const { id, command } of step.entries) file.stored.set(id, command ?? "");
};

/**
 * `decide` on what is locked. Errors: as the journal's `decide`; a plain Error where the file moves, since who may see it
 * afterwards is the database's word.
 */
export const decideAmong =
  (files: ReadonlyMap<Id, Standing>, judging: Judging): Journal["decide"] =>
  async (command, id, decide) => {
    const file = files.get(id);
    if (!file) throw new Problem("journal.not_found", { id }, 404);
    const stored = file.stored.get(command.commandId);
    if (stored !== undefined) return judging.repeated(file.subject, stored, command.content);
    const step = judging.chain(file.subject, await decide(file.subject, unasked), command);
    if (step.entries.length === 0) {
      const receipt = await judging.withoutEntry(file.subject, command);
      file.stored.set(command.commandId, judging.digestOf(command.content));
      return receipt;
    }
    if (step.after.area !== file.subject.area) throw new Error("journal.atOnce: a file that moves stands alone");
    take(file, step);
    return { subject: step.after, repeated: false, entries: step.entries.length };
  };
