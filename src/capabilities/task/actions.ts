import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { noLater } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { Problem } from "#kernel/problem.ts";
import { fileOf, type World } from "#capabilities/registry/index.ts";
import type { Receipt } from "#platform/journal/journal.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import { closeTask, openTask, type TaskState } from "./decide.ts";
import type { CloseTask, OpenTask } from "./words.ts";

export const tasksOf = (subject: Subject): TaskState => subject.state["task"] as TaskState;

export const open = (world: World, actor: Actor, childId: Id, command: OpenTask): Promise<Receipt> =>
  world.journal.decide(
    { actor, commandId: command.id, content: { operation: "task.open", command } },
    childId,
    (subject) => {
      if (fileOf(subject).status !== "open") throw new Problem("registry.file_closed", {}, 409);
      const day = today(world.clock);
      if (command.due !== undefined && command.due < day) throw new Problem("task.due_wrong");
      return [openTask(command, day, actor.name)];
    },
  );

/** occurredAt: when a phone made the command, where it comes later; its day is then never after the server's today. */
export const close = (
  world: World,
  actor: Actor,
  childId: Id,
  no: number,
  command: CloseTask,
  occurredAt?: string,
): Promise<Receipt> =>
  world.journal.decide(
    {
      actor,
      commandId: command.id,
      content: { operation: "task.close", command, no },
      ...(occurredAt && { occurredAt }),
    },
    childId,
    (subject) => {
      const now = today(world.clock);
      const held = occurredAt && command.day ? { ...command, day: noLater(command.day, now) } : command;
      return closeTask(tasksOf(subject), no, held, { today: now });
    },
  );
