import type pg from "pg";
import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { notFound } from "#kernel/problem.ts";
import { type AreaCode, subtree, within } from "#kernel/scope.ts";
import { requireVillage } from "#capabilities/area/index.ts";
import { findSubject, type World } from "#capabilities/registry/index.ts";
import { inScope } from "#platform/db/scope.ts";
import type { Journal, Receipt } from "#platform/journal/journal.ts";
import { closeConcern } from "./closing.ts";
import {
  handleConcern,
  identifyConcern,
  joinConcern,
  type Present,
  receiveConcern,
  reportConcern,
  supplementConcern,
  tellConcern,
  transferConcern,
} from "./decide.ts";
import { allAbout, concernOf, findOwn } from "./store.ts";
import type {
  CloseConcern,
  HandleConcern,
  IdentifyConcern,
  JoinConcern,
  ReceiveConcern,
  ReportConcern,
  SupplementConcern,
  TellConcern,
  TransferConcern,
} from "./words.ts";
import type { ConcernLimit, Hotline, Reporter, Situation } from "#capabilities/policy/index.ts";

export interface ConcernPolicy {
  readonly situations: readonly Situation[];
  readonly concernLimits: readonly ConcernLimit[];
  readonly reporters: readonly Reporter[];
  readonly hotlines: readonly Hotline[];
}

export interface ReportingWorld extends World {
  readonly pool: pg.Pool;
}

export interface ConcernWorld extends ReportingWorld {
  readonly concernPolicy: (area: AreaCode, day: Day) => ConcernPolicy;
}

export const presentOf = (
  { clock }: Pick<World, "clock">,
  { personId, name }: Actor,
  occurredAt = clock.now().toISOString(),
): Present => ({
  today: today(clock),
  by: { id: personId, name, at: occurredAt },
});

/**
 * Takes a report down where its reporter stands. The file that it names is not looked for: it may not have arrived, and a
 * report waits for nothing. occurredAt: when a phone made it, where it comes later.
 */
export const report = (
  world: ReportingWorld,
  actor: Actor,
  command: ReportConcern,
  occurredAt?: string,
): Promise<Receipt> => {
  const area = command.area ?? actor.area;
  if (!within(actor.scope, area)) throw notFound("area.unknown", { codes: [area] });
  const content = { operation: "concern.report", command };
  return world.journal.create(
    { actor, commandId: command.id, content, ...(occurredAt && { occurredAt }) },
    // a child's, as far as its seal goes: each report has a key of its own
    { id: command.id, childId: command.id, area },
    () => reportConcern(command, presentOf(world, actor, occurredAt), actor.post),
  );
};

type Decide = Parameters<Journal["decide"]>[2];

/** What lies outside one's area, and what is no report, does not exist. Errors: concern.unknown (404). */
const commanded = async (
  world: ReportingWorld,
  actor: Actor,
  concernId: Id,
  [operation, command]: readonly [string, { readonly id: Id }],
  decide: Decide,
  occurredAt?: string,
): Promise<Receipt> =>
  world.journal.decide(
    { actor, commandId: command.id, content: { operation, command }, ...(occurredAt && { occurredAt }) },
    concernId,
    decide,
  );

/** From its reporter alone, wherever the report lies by now. Errors: concern.unknown (404). */
export async function supplement(
  world: ReportingWorld,
  actor: Actor,
  concernId: Id,
  command: SupplementConcern,
  occurredAt?: string,
): Promise<Receipt> {
  const own = await inScope(world.pool, actor.scope, (db) => findOwn(db, concernId, actor.personId), {
    readOnly: true,
  });
  if (!own) throw notFound("concern.unknown");
  const there = { ...actor, scope: subtree(own.area) };
  const decide: Decide = (subject) =>
    supplementConcern(concernOf(subject), command, presentOf(world, actor, occurredAt));
  return commanded(world, there, concernId, ["concern.supplement", command], decide, occurredAt);
}

export const receive = (world: ReportingWorld, actor: Actor, id: Id, command: ReceiveConcern): Promise<Receipt> =>
  commanded(world, actor, id, ["concern.receive", command], (subject) =>
    receiveConcern(concernOf(subject), presentOf(world, actor)),
  );

export const join = (world: ReportingWorld, actor: Actor, id: Id, command: JoinConcern): Promise<Receipt> =>
  commanded(world, actor, id, ["concern.join", command], (subject) =>
    joinConcern(concernOf(subject), command.reason, presentOf(world, actor)),
  );

export const handle = (world: ReportingWorld, actor: Actor, id: Id, command: HandleConcern): Promise<Receipt> =>
  commanded(world, actor, id, ["concern.handle", command], (subject) =>
    handleConcern(concernOf(subject), command, presentOf(world, actor)),
  );

/** Errors: registry.not_found (404) where the file is not in the actor's area. */
export async function identify(
  world: ReportingWorld,
  actor: Actor,
  id: Id,
  command: IdentifyConcern,
): Promise<Receipt> {
  await findSubject(world, actor, command.childId);
  return commanded(world, actor, id, ["concern.identify", command], (subject) =>
    identifyConcern(concernOf(subject), command.childId, presentOf(world, actor)),
  );
}

/** Errors: area.unknown (404), area.not_a_village. */
export const transfer = (world: ReportingWorld, actor: Actor, id: Id, command: TransferConcern): Promise<Receipt> =>
  commanded(world, actor, id, ["concern.transfer", command], async (subject, db) => {
    if (!within(actor.scope, command.area)) throw notFound("area.unknown", { codes: [command.area] });
    await requireVillage(db, command.area, today(world.clock));
    const { area, reason } = command;
    return transferConcern(concernOf(subject), { area, reason, from: subject.area }, presentOf(world, actor));
  });

export const tell = (world: ReportingWorld, actor: Actor, id: Id, command: TellConcern): Promise<Receipt> =>
  commanded(world, actor, id, ["concern.tell", command], (subject) =>
    tellConcern(concernOf(subject), command.words, presentOf(world, actor)),
  );

export const close = (world: ReportingWorld, actor: Actor, id: Id, command: CloseConcern): Promise<Receipt> =>
  commanded(world, actor, id, ["concern.close", command], (subject) =>
    closeConcern(concernOf(subject), command, presentOf(world, actor)),
  );

/** With a file go the reports about it, each under its own key. `erase`: destroys one subject's. */
export async function forgetConcerns(
  owner: pg.Pool,
  childId: Id,
  erase: (concernId: Id) => Promise<unknown>,
): Promise<void> {
  for (const id of await allAbout(owner, childId)) await erase(id);
}
