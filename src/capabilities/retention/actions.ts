import type pg from "pg";
import type { Actor } from "#kernel/actor.ts";
import { type Clock, today } from "#kernel/clock.ts";
import type { Id } from "#kernel/id.ts";
import { notFound, Problem } from "#kernel/problem.ts";
import { type AreaCode, type Scope, subtree, within } from "#kernel/scope.ts";
import { requireFreshFactor } from "#capabilities/account/index.ts";
import { fileOf } from "#capabilities/registry/index.ts";
import { tasksOf } from "#capabilities/task/index.ts";
import { inScope } from "#platform/db/scope.ts";
import { NO_DAY, pageOf, readCursor } from "#platform/http/page.ts";
import type { Journal, Receipt } from "#platform/journal/journal.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { requireSeen } from "#platform/journal/seen.ts";
import {
  adultOn,
  confirmDeletion,
  openFile,
  type Present,
  proposeDeletion,
  sealFile,
  termsOf,
  unsealFile,
  withdrawDeletion,
} from "./decide.ts";
import type { Rules } from "./rules.ts";
import { countDue, dueFiles, enterDeletion, markErased, retentionOf, waitingDeletion } from "./store.ts";
import type {
  ConfirmDeletion,
  DueCounts,
  DuePage,
  DueQuery,
  OpenFile,
  ProposeDeletion,
  SealFile,
  UnsealFile,
  WithdrawDeletion,
} from "./words.ts";

/**
 * Destroys what makes a child's content readable, everywhere and for ever. Called again for the same child it does
 * nothing more: a deletion that was cut off is carried out again.
 */
export type Erase = (childId: Id, by: Actor) => Promise<void>;

export interface RetentionWorld {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly rules: Rules;
  /** The one way in which a deletion ends; undefined where the installation has none: then nothing can be deleted. */
  readonly erase: Erase | undefined;
}

const presentOf = ({ clock }: RetentionWorld, actor: Actor): Present => ({
  today: today(clock),
  now: clock.now(),
  by: actor.personId,
});

type Decide = Parameters<Journal["decide"]>[2];

const on =
  <C extends { readonly id: Id }>(
    operation: string,
    decide: (world: RetentionWorld, actor: Actor, command: C) => Decide,
  ) =>
  (world: RetentionWorld, actor: Actor, childId: Id, command: C): Promise<Receipt> =>
    world.journal.decide({ actor, commandId: command.id, content: { operation, command } }, childId, (subject, db) => {
      // of an erased file its chain is left, and nothing that could be sealed or opened
      if (fileOf(subject).status === "none") throw notFound("registry.not_found");
      return decide(world, actor, command)(subject, db);
    });

export const seal = on<SealFile>("retention.seal", (world, actor, { reason }) => (subject) => {
  const open = Object.keys(tasksOf(subject).open).length;
  return sealFile(retentionOf(subject), fileOf(subject), open, reason, presentOf(world, actor));
});

export const unseal = on<UnsealFile>(
  "retention.unseal",
  (world, actor, { reason }) =>
    (subject) =>
      unsealFile(retentionOf(subject), reason, presentOf(world, actor)),
);

export const open = on<OpenFile>(
  "retention.open",
  (world, actor, command) => (subject) => openFile(retentionOf(subject), command, presentOf(world, actor)),
);

const terms = (world: RetentionWorld, subject: Subject) =>
  termsOf(world.rules, retentionOf(subject), adultOn(fileOf(subject)));

export const propose = on<ProposeDeletion>(
  "retention.propose",
  (world, actor, { reason }) =>
    (subject) =>
      proposeDeletion(retentionOf(subject), terms(world, subject), reason, presentOf(world, actor)),
);

export const withdraw = on<WithdrawDeletion>(
  "retention.withdraw",
  (world, actor, { reason }) =>
    (subject) =>
      withdrawDeletion(retentionOf(subject), reason, presentOf(world, actor)),
);

const confirmed = on<ConfirmDeletion>("retention.confirm", (world, actor, { seq }) => async (subject, db) => {
  requireSeen(subject, seq);
  const drafts = confirmDeletion(retentionOf(subject), terms(world, subject), presentOf(world, actor));
  await enterDeletion(db, subject, terms(world, subject), actor.personId, world.clock.now());
  return drafts;
});

/**
 * Carries a confirmed deletion out: here, and nowhere else, a child's content ends. What was cut off is done again.
 * Errors: retention.erasure_unavailable (503).
 */
async function carryOut(world: RetentionWorld, actor: Actor, childId: Id): Promise<void> {
  if (!world.erase) throw new Problem("retention.erasure_unavailable", {}, 503);
  await world.erase(childId, actor);
  await inScope(world.pool, actor.scope, (db) => markErased(db, childId, world.clock.now()));
}

/**
 * The second person's word, and the deletion itself. Errors: account.fresh_factor_needed, retention.same_person (403),
 * retention.not_due, retention.permanent, journal.stale, retention.erasure_unavailable (503): then nothing is stored.
 */
export async function confirm(
  world: RetentionWorld,
  actor: Actor,
  childId: Id,
  command: ConfirmDeletion,
): Promise<Receipt> {
  requireFreshFactor(actor, world.clock);
  if (!world.erase) throw new Problem("retention.erasure_unavailable", {}, 503);
  const receipt = await confirmed(world, actor, childId, command);
  await carryOut(world, actor, childId);
  return receipt;
}

/** A deletion that was confirmed and then cut off. Errors: retention.nothing_to_erase (404). */
export async function eraseAgain(world: RetentionWorld, actor: Actor, childId: Id): Promise<void> {
  const waiting = await inScope(world.pool, actor.scope, (db) => waitingDeletion(db, childId), { readOnly: true });
  if (waiting === undefined) throw notFound("retention.nothing_to_erase");
  await carryOut(world, actor, childId);
}

export function narrowed(actor: Actor, area: AreaCode | undefined): Scope {
  if (area === undefined) return actor.scope;
  if (!within(actor.scope, area)) throw notFound("area.unknown", { codes: [area] });
  return subtree(area);
}

const reading = <T>(world: RetentionWorld, actor: Actor, read: (db: Queryable) => Promise<T>): Promise<T> =>
  inScope(world.pool, actor.scope, read, { readOnly: true });

export async function listDue(world: RetentionWorld, actor: Actor, query: DueQuery): Promise<DuePage> {
  const after = readCursor(query.after, "day", "id");
  const asked = { rules: world.rules, scope: narrowed(actor, query.area), today: today(world.clock) };
  const rows = await reading(world, actor, (db) => dueFiles(db, asked, query.what, after, query.limit + 1));
  return pageOf(rows, query.limit, (line) => [line.due ?? NO_DAY, line.childId]);
}

export const dueCounts = (world: RetentionWorld, actor: Actor, area: AreaCode | undefined): Promise<DueCounts> => {
  const asked = { rules: world.rules, scope: narrowed(actor, area), today: today(world.clock) };
  return reading(world, actor, (db) => countDue(db, asked));
};
