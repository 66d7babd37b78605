import type { Actor } from "#kernel/actor.ts";
import { type Clock, today } from "#kernel/clock.ts";
import { type Day, noLater } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { Problem } from "#kernel/problem.ts";
import { type AreaCode, within } from "#kernel/scope.ts";
import type { Drafted, Subject } from "#platform/journal/ledger.ts";
import type { Journal, Receipt } from "#platform/journal/journal.ts";
import { entriesOf } from "#platform/journal/store.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { requireSeen, type Seen } from "#platform/journal/seen.ts";
import { requireVillage } from "#capabilities/area/index.ts";
import { requireUnsealed, type RetentionState } from "#capabilities/retention/decide.ts";
import { breakSeal, nameCase } from "./caseWork.ts";
import {
  closeFile,
  type FileState,
  moveChild,
  type Present,
  recordFacts,
  registerChild,
  reopenFile,
} from "./decide.ts";
import { requireUntouched } from "./changed.ts";
import { isOnCase } from "./sealed.ts";
import type { BreakSeal, CloseFile, MoveChild, NameCase, RecordFacts, RegisterChild, ReopenFile } from "./words.ts";

export interface World {
  readonly journal: Journal;
  readonly clock: Clock;
}

export const fileOf = (subject: Subject): FileState => subject.state["registry"] as FileState;
/** What is said of the keeping of the file; nothing where nobody folds it (a machine of a test). */
export const keepingOf = (subject: Subject): RetentionState => subject.state["retention"] ?? {};

/** What a decision knows of the world and of whoever asks for it. */
export const presentFor = ({ clock }: Pick<World, "clock">, actor: Actor, subject: Subject): Present => ({
  today: today(clock),
  by: { personId: actor.personId, isOnCase: isOnCase(actor, fileOf(subject).onCase) },
});

/** A file lies in a village, or in a township where no village is known yet; and within the actor's own area. */
async function requireArea(db: Queryable, actor: Actor, area: AreaCode, day: string): Promise<void> {
  if (!within(actor.scope, area)) throw new Problem("registry.area_out_of_scope", { area }, 404);
  await requireVillage(db, area, day);
}

/** What a phone says by its own clock is never dated after the server's today. */
const datedBy = <C extends { readonly day?: Day | undefined }>(
  command: C,
  occurredAt: string | undefined,
  now: Day,
): C => (occurredAt && command.day ? { ...command, day: noLater(command.day, now) } : command);

/** occurredAt: when a phone made the command, where it comes later; its day is then never after the server's today. */
export const register = (world: World, actor: Actor, command: RegisterChild, occurredAt?: string): Promise<Receipt> =>
  world.journal.create(
    {
      actor,
      commandId: command.id,
      content: { operation: "registry.register", command },
      ...(occurredAt && { occurredAt }),
    },
    { id: command.childId, childId: command.childId, area: command.area },
    async (subject, db) => {
      const now = today(world.clock);
      await requireArea(db, actor, command.area, now);
      return registerChild(fileOf(subject), datedBy(command, occurredAt, now), presentFor(world, actor, subject));
    },
  );

type Decision<C> = (state: FileState, command: C, present: Present) => readonly Drafted[];

const onFile =
  <C extends { id: Id; day?: Day | undefined }>(operation: string, decide: Decision<C>) =>
  (world: World, actor: Actor, childId: Id, command: C, occurredAt?: string): Promise<Receipt> =>
    world.journal.decide(
      { actor, commandId: command.id, content: { operation, command }, ...(occurredAt && { occurredAt }) },
      childId,
      (subject) => {
        const present = presentFor(world, actor, subject);
        return decide(fileOf(subject), datedBy(command, occurredAt, present.today), present);
      },
    );

/** `seq`: what the sender saw; who sends none (a phone, a list) has their own way of asking. Errors: registry.changed_meanwhile. */
export const record = (
  world: World,
  actor: Actor,
  childId: Id,
  command: RecordFacts,
  occurredAt?: string,
): Promise<Receipt> =>
  world.journal.decide(
    {
      actor,
      commandId: command.id,
      content: { operation: "registry.record", command },
      ...(occurredAt && { occurredAt }),
    },
    childId,
    async (subject, db) => {
      const present = presentFor(world, actor, subject);
      const { seq, ...facts } = datedBy(command, occurredAt, present.today);
      if (seq !== undefined && seq < subject.seq) {
        const since = (await entriesOf(db, world.journal.machine, subject)).filter((entry) => entry.seq > seq);
        const seesAll = present.by?.isOnCase !== false;
        requireUntouched(fileOf(subject), since, facts.facts, { seq: subject.seq, seesAll });
      }
      return recordFacts(fileOf(subject), facts, present);
    },
  );

export const close = onFile<CloseFile>("registry.close", closeFile);

/** A sealed file is unsealed first, by whoever may: nobody takes it up without having read why it was sealed. */
export const reopen = (world: World, actor: Actor, childId: Id, command: ReopenFile): Promise<Receipt> =>
  world.journal.decide(
    { actor, commandId: command.id, content: { operation: "registry.reopen", command } },
    childId,
    (subject) => {
      requireUnsealed(keepingOf(subject));
      return reopenFile(fileOf(subject), command, { today: today(world.clock) });
    },
  );

export const move = (world: World, actor: Actor, childId: Id, command: Seen<MoveChild>): Promise<Receipt> =>
  world.journal.decide(
    { actor, commandId: command.id, content: { operation: "registry.move", command } },
    childId,
    async (subject, db) => {
      requireSeen(subject, command.seq);
      await requireArea(db, actor, command.area, today(world.clock));
      return moveChild(fileOf(subject), command, subject.area, { today: today(world.clock) });
    },
  );

/**
 * Posts are read apart from children (docs/decisions/0024), so before the decision: in its transaction that would ask for
 * a second connection, and a pool that is used up would wait for itself. `file`: as it is
 * found before; where it moved since, nobody is known to reach it.
 * Errors: registry.person_unknown where one of the people has no post that reaches the file; registry.own_case (403).
 */
export async function putOnCase(
  world: World & { readonly reachesFile: (people: readonly Id[], area: AreaCode) => Promise<boolean> },
  actor: Actor,
  { id: childId, area }: Pick<Subject, "id" | "area">,
  command: Seen<NameCase>,
): Promise<Receipt> {
  const reaches = await world.reachesFile(command.people, area);
  return world.journal.decide(
    { actor, commandId: command.id, content: { operation: "registry.name_case", command } },
    childId,
    (subject) => {
      requireSeen(subject, command.seq);
      if (!reaches || subject.area !== area) throw new Problem("registry.person_unknown");
      return nameCase(fileOf(subject), command, actor.personId);
    },
  );
}

/** Tells the county's person in charge, in the same transaction (未成年人网络保护条例 36). */
export type TellSealBroken = (
  db: Queryable,
  told: { readonly actor: Actor; readonly childId: Id; readonly area: AreaCode; readonly purpose: string },
) => Promise<void>;

export const openSeal = (
  world: World & { readonly tellSealBroken: TellSealBroken },
  actor: Actor,
  childId: Id,
  command: BreakSeal,
): Promise<Receipt> =>
  world.journal.decide(
    { actor, commandId: command.id, content: { operation: "registry.break_seal", command } },
    childId,
    async (subject, db) => {
      const drafts = breakSeal(fileOf(subject), command);
      await world.tellSealBroken(db, { actor, childId, area: subject.area, purpose: command.purpose });
      return drafts;
    },
  );
