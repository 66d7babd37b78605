import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { Id } from "#kernel/id.ts";
import { fileOf, type World } from "#capabilities/registry/index.ts";
import type { Receipt } from "#platform/journal/journal.ts";
import { recordVisit } from "./decide.ts";
import type { RecordVisit } from "./words.ts";

export const record = (world: World, actor: Actor, childId: Id, command: RecordVisit): Promise<Receipt> =>
  world.journal.decide({ actor, commandId: command.id }, childId, (subject) =>
    recordVisit(fileOf(subject), command, { today: today(world.clock), visitor: actor.name }),
  );
