import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { Id } from "#kernel/id.ts";
import { fileOf, type World } from "#capabilities/registry/index.ts";
import type { Receipt } from "#platform/journal/journal.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import { recordVisit } from "./decide.ts";
import type { RecordVisit } from "./words.ts";

export const record = (world: World, actor: Actor, childId: Id, command: RecordVisit): Promise<Receipt> =>
  world.journal.decide(
    { actor, commandId: command.id, content: { operation: "visit.record", command } },
    childId,
    (subject) => recordVisit(fileOf(subject), command, { today: today(world.clock), visitor: actor.name }),
  );

/** A visit as one item of a batch: imports and the demo. */
export const draftVisit =
  (command: Omit<RecordVisit, "id">, present: { readonly today: string; readonly visitor: string }) =>
  (subject: Subject): ReturnType<typeof recordVisit> =>
    recordVisit(fileOf(subject), command, present);
