import type { Actor } from "#kernel/actor.ts";
import { noLater } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { fileOf, type FileState, keepingOf, presentFor, type World } from "#capabilities/registry/index.ts";
import { requireReadable } from "#capabilities/retention/decide.ts";
import type { Receipt } from "#platform/journal/journal.ts";
import type { Drafted } from "#platform/journal/ledger.ts";
import {
  doubtCarer, endEntrustment, type EntrustmentState, keepCarer, makeEntrustment, type Present, signEntrustment,
} from "./decide.ts"; // prettier-ignore
import type { EntrustmentFor } from "./react.ts";
import { entrustmentOf } from "./store.ts";
import type { DoubtCarer, EndEntrustment, KeepCarer, MakeEntrustment, SignEntrustment } from "./words.ts";

export interface EntrustingWorld extends World {
  readonly entrustmentFor: EntrustmentFor;
}

type Decide<C> = (state: EntrustmentState, file: FileState, command: C, present: Present) => readonly Drafted[];

/** occurredAt: when a phone made the command, where it comes later; its day is then never after the server's today. */
const commanded =
  <C extends { readonly id: Id; readonly day?: string | undefined }>(operation: string, decide: Decide<C>) =>
  (world: EntrustingWorld, actor: Actor, childId: Id, command: C, occurredAt?: string): Promise<Receipt> =>
    world.journal.decide(
      { actor, commandId: command.id, content: { operation, command }, ...(occurredAt && { occurredAt }) },
      childId,
      (subject) => {
        requireReadable(keepingOf(subject), actor, world.clock.now());
        const file = presentFor(world, actor, subject);
        const held = occurredAt && command.day ? { ...command, day: noLater(command.day, file.today) } : command;
        const entrustment = world.entrustmentFor(subject.area, held.day ?? file.today);
        return decide(entrustmentOf(subject), fileOf(subject), held, { ...file, name: actor.name, entrustment });
      },
    );

/** Each: errors journal.not_found (404), registry.file_closed (409), and those of its decision. */
export const make = commanded<MakeEntrustment>("entrustment.make", makeEntrustment);
export const sign = commanded<SignEntrustment>("entrustment.sign", signEntrustment);
export const end = commanded<EndEntrustment>("entrustment.end", endEntrustment);
export const doubt = commanded<DoubtCarer>("entrustment.doubt", doubtCarer);
export const keep = commanded<KeepCarer>("entrustment.keep", keepCarer);
