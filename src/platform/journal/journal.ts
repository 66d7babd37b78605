import type pg from "pg";
import { canonical } from "#kernel/canonical.ts";
import type { Actor } from "#kernel/actor.ts";
import type { Clock } from "#kernel/clock.ts";
import type { Id } from "#kernel/id.ts";
import { conflict, isProblem, Problem } from "#kernel/problem.ts";
import type { AreaCode } from "#kernel/scope.ts";
import { inScope } from "#platform/db/scope.ts";
import { type Asked, decideAmong, lockAll, roundsOf, wholeOf, type Work } from "./atOnce.ts";
import { type Machine, newborn, step } from "./chain.ts";
import type { Change, Drafted, Projection, Step, Subject, Writing } from "./ledger.ts";
import type { Queryable } from "./queryable.ts";
import {
  findStored,
  findSubjects,
  type Held,
  insertJournal,
  lock,
  saveKeys,
  saveReceipt,
  saveSnapshots,
} from "./store.ts";
import { together } from "./together.ts";

/** A command as it reaches the journal: who, which id, when it happened. */
export interface Commanded {
  readonly actor: Actor;
  readonly commandId: Id;
  /** The operation's name and the whole command as it was sent: what tells a repeat from another command. */
  readonly content: unknown;
  /** ISO 8601 UTC; never later than the server's own time (a phone's clock may be years off). */
  readonly occurredAt?: string;
}

/** What a command answers: where the subject stands now, and whether it had been stored before. */
export interface Receipt {
  readonly subject: Subject;
  readonly repeated: boolean;
  readonly entries: number;
}

/** One subject's part of a batch. `seed` is given where the subject may not exist yet. */
export interface BatchItem {
  readonly subjectId: Id;
  readonly commandId: Id;
  /** Who wrote this one, where it was not whoever sends the batch (a day's visits of many directors). */
  readonly actor?: Actor;
  readonly seed?: { readonly childId: Id | null; readonly area: AreaCode };
  readonly decide: (subject: Subject) => readonly Drafted[];
}

export interface Journal {
  readonly machine: Machine;
  readonly projections: readonly Projection[];
  /**
   * Begins a subject. The command repeated answers as the first time.
   * Errors: `journal.id_reused` where its id came with another content; `journal.id_taken` where the subject's id is
   * taken, wherever that is.
   */
  create(
    command: Commanded,
    seed: { readonly id: Id; readonly childId: Id | null; readonly area: AreaCode },
    decide: (subject: Subject, db: Queryable) => Promise<readonly Drafted[]> | readonly Drafted[],
  ): Promise<Receipt>;
  /**
   * Decides on one subject's present state, under its lock. The command repeated answers as the first time, also where
   * it had changed nothing. Errors: `journal.not_found` (404) where it is not in scope; `journal.id_reused`.
   */
  decide(
    command: Commanded,
    id: Id,
    decide: (subject: Subject, db: Queryable) => Promise<readonly Drafted[]> | readonly Drafted[],
  ): Promise<Receipt>;
  /**
   * Many commands of one sender in one transaction: `work` decides those of `asked` by the `decide` that it is given, one
   * after the other. Whatever it throws, or the writing does, nothing is stored; it is not tried again: each command by
   * itself is the way on. Its decisions ask the database nothing.
   */
  atOnce<T>(actor: Actor, asked: readonly Asked[], work: Work<T>): Promise<T>;
  /**
   * Many subjects in one transaction of the caller's, set-based: imports run the same code as one visit. `claimed`: those
   * whose identity the caller has taken in it already.
   */
  batch(
    db: Queryable,
    actor: Actor,
    occurredAt: string,
    items: readonly BatchItem[],
    claimed?: ReadonlySet<Id>,
  ): Promise<readonly Change[]>;
  /** Subjects as they stand, without a lock; those outside the transaction's scope are not there. */
  find(db: Queryable, ids: readonly Id[]): Promise<ReadonlyMap<Id, Subject>>;
}

const ATTEMPTS = 8;

const idKey = "entry_subject_id_id_key";
const ownKey = "journal_key_pkey";

/** A writer that was quicker: unique violation on the journal's keys, deadlock or serialization failure. */
const isRace = (thrown: unknown): boolean => {
  const { code, constraint } = thrown as { code?: string; constraint?: string };
  // the connection broke at COMMIT: the same id again finds it stored or not (databases.md, rule 12)
  if (code === "db.outcome_unknown") return true;
  if (code === "40001" || code === "40P01") return true;
  return code === "23505" && (constraint === "entry_pkey" || constraint === idKey || constraint === ownKey);
};

/**
 * What is met a second time is not somebody quicker, who would have been seen by now, but something that this scope
 * does not see.
 */
const refusalOf = (thrown: unknown, keys: Readonly<Record<string, string>>): string | undefined => {
  const { code, constraint = "" } = thrown as { code?: string; constraint?: string };
  return code === "23505" ? keys[constraint] : undefined;
};

/**
 * Decides again on the new state when somebody was quicker; gives up with 409 after eight turns. Every transaction that
 * appends is tried so: the attempt opens, decides and commits. `taken`: what to say when a key is met a second time.
 */
export async function again<T>(attempt: () => Promise<T>, taken: Readonly<Record<string, string>> = {}): Promise<T> {
  const met = new Set<string>();
  for (let turn = 1; ; turn += 1) {
    try {
      return await attempt();
    } catch (thrown) {
      if (!isRace(thrown)) throw thrown;
      const refusal = refusalOf(thrown, taken);
      if (refusal !== undefined && met.has(refusal)) throw conflict(refusal);
      if (refusal !== undefined) met.add(refusal);
      if (turn === ATTEMPTS) throw conflict("journal.busy");
    }
  }
}

const receipt = (change: Change): Receipt => ({
  subject: change.after,
  repeated: false,
  entries: change.entries.length,
});

/** A command as it was sent, to be known again. */
interface Sent {
  readonly digest: string;
  /** Whether it was this one that left the digest, also where digests were made in another way then. */
  readonly left: (stored: string) => boolean;
}

/** Errors: journal.id_reused where the id had been used for something else. */
function repeated(subject: Subject, stored: string, { digest, left }: Sent): Receipt {
  if (stored !== digest && !left(stored)) throw conflict("journal.id_reused");
  return { subject, repeated: true, entries: 0 };
}

/** The answer to a command that had begun this subject before. Errors: journal.id_taken where another command had. */
function begun(held: Held | undefined, sent: Sent): Receipt | undefined {
  if (!held) return undefined;
  if (held.stored === null) throw conflict("journal.id_taken");
  return repeated(held.subject, held.stored, sent);
}

/** A command that changes nothing is remembered too: sent again later, it must not undo what came in between. */
async function withoutEntry(db: Queryable, subject: Subject, commandId: Id, sent: Sent): Promise<Receipt> {
  // its twin may have left a receipt while the lock was waited for, and moved no seq by it
  const stored = await findStored(db, subject.id, commandId);
  if (stored !== null) return repeated(subject, stored, sent);
  if (!(await saveReceipt(db, subject, commandId, sent.digest))) throw conflict("journal.id_reused");
  return { subject, repeated: false, entries: 0 };
}

export function openJournal(
  pool: pg.Pool,
  clock: Clock,
  machine: Machine,
  projections: readonly Projection[],
): Journal {
  const sentAs = (content: unknown): Sent => {
    const text = canonical(content);
    return { digest: machine.vault.digest(text), left: (stored) => machine.vault.isDigestOf(stored, text) };
  };
  /** `rounds`: the same steps, each file once in a round, for the views that remember each of them. */
  const write = async (
    db: Queryable,
    changes: readonly Step[],
    claimed?: ReadonlySet<Id>,
    rounds?: readonly (readonly Step[])[],
  ): Promise<void> => {
    const moved = changes.filter((change) => change.entries.length > 0);
    if (moved.length === 0) return;
    const how = { rebuilding: false, vault: machine.vault, ...(claimed && { claimed }) };
    const view = async ({ of, project }: Projection): Promise<void> => {
      for (const steps of of === "steps" && rounds ? rounds : [moved]) await project(db, steps, how);
    };
    // the entries first: where their keys are taken, that is what is told
    await together([
      insertJournal(db, moved),
      saveSnapshots(db, machine, moved),
      saveKeys(db, moved),
      ...projections.map(view),
    ]);
  };

  const writing = (command: Omit<Commanded, "content">, digest: string | null): Writing => {
    const now = clock.now().toISOString();
    const said = command.occurredAt;
    return {
      actor: command.actor,
      commandId: command.commandId,
      command: digest,
      occurredAt: said !== undefined && said < now ? said : now,
      recordedAt: now,
    };
  };

  return {
    machine,
    projections,
    create: (command, seed, decide) => {
      const sent = sentAs(command.content);
      const attempt = () =>
        inScope(pool, command.actor.scope, async (db) => {
          const held = () => lock(db, machine, seed.id, command.commandId);
          const before = begun(await held(), sent);
          if (before) return before;
          const from = newborn(machine, seed);
          let drafts: readonly Drafted[];
          try {
            drafts = await decide(from, db);
          } catch (thrown) {
            // what stands in its way may be its own twin, stored since
            const since = isProblem(thrown) ? begun(await held(), sent) : undefined;
            if (since) return since;
            throw thrown;
          }
          const change = step(machine, from, drafts, writing(command, sent.digest));
          await write(db, [change]);
          return receipt(change);
        });
      return again(attempt, {
        entry_pkey: "journal.id_taken",
        [idKey]: "journal.id_taken",
        [ownKey]: "journal.id_taken",
      });
    },
    decide: (command, id, decide) => {
      const sent = sentAs(command.content);
      const attempt = () =>
        inScope(pool, command.actor.scope, async (db) => {
          const held = await lock(db, machine, id, command.commandId);
          if (!held) throw new Problem("journal.not_found", { id }, 404);
          if (held.stored !== null) return repeated(held.subject, held.stored, sent);
          const change = step(machine, held.subject, await decide(held.subject, db), writing(command, sent.digest));
          if (change.entries.length === 0) return withoutEntry(db, held.subject, command.commandId, sent);
          await write(db, [change]);
          return receipt(change);
        });
      return again(attempt, { [idKey]: "journal.id_reused" });
    },
    atOnce: (actor, asked, work) =>
      inScope(pool, actor.scope, async (db) => {
        const files = await lockAll(asked, {
          lock: ({ id, commandId }) => lock(db, machine, id, commandId),
          findStored: ({ id, commandId }) => findStored(db, id, commandId),
        });
        const decide = decideAmong(files, {
          digestOf: (content) => sentAs(content).digest,
          repeated: (subject, stored, content) => repeated(subject, stored, sentAs(content)),
          chain: (subject, drafts, command) =>
            step(machine, subject, drafts, writing(command, sentAs(command.content).digest)),
          withoutEntry: (subject, { commandId, content }) => withoutEntry(db, subject, commandId, sentAs(content)),
        });
        const answer = await work(decide, db);
        await write(db, wholeOf(files), undefined, roundsOf(files));
        return answer;
      }),
    find: (db, ids) => findSubjects(db, machine, ids),
    batch: async (db, actor, occurredAt, items, claimed) => {
      const known = await findSubjects(
        db,
        machine,
        items.filter((item) => !item.seed).map((item) => item.subjectId),
      );
      const changes = items.map((item) => {
        const from = known.get(item.subjectId) ?? (item.seed && newborn(machine, { id: item.subjectId, ...item.seed }));
        if (!from) throw new Problem("journal.not_found", { id: item.subjectId }, 404);
        return step(
          machine,
          from,
          item.decide(from),
          writing({ actor: item.actor ?? actor, commandId: item.commandId, occurredAt }, null),
        );
      });
      await write(db, changes, claimed);
      return changes;
    },
  };
}
