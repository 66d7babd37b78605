import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import type { Asks } from "#kernel/evidence.ts";
import type { Id } from "#kernel/id.ts";
import { Problem } from "#kernel/problem.ts";
import type { AreaCode } from "#kernel/scope.ts";
import { fileOf, keepingOf, presentFor, type World } from "#capabilities/registry/index.ts";
import type { Receipt } from "#platform/journal/journal.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import { heldBack, recordVisit, type VisitState } from "./decide.ts";
import type { RecordVisit } from "./words.ts";

export interface RecordingWorld extends World {
  /** Whether a form is that of a policy of the area, of this version or an earlier one: a phone may be behind. */
  readonly knowsForm: (area: AreaCode, form: string) => boolean;
  /** What the policy in force on a day asks for and takes of a visit's evidence. */
  readonly evidenceOn: (area: AreaCode, day: Day) => Asks;
}

/** The day on which a file was closed; none of an open one, and of one that rests under seal: nothing is written into that. */
export function openUntil(subject: Subject): Day | undefined {
  const { closedOn, sealed } = keepingOf(subject);
  return sealed === undefined ? closedOn : undefined;
}

/** occurredAt: when a phone made the command, where it comes later; its day is then never after the server's today. */
export const record = (
  world: RecordingWorld,
  actor: Actor,
  childId: Id,
  command: RecordVisit,
  occurredAt?: string,
): Promise<Receipt> =>
  world.journal.decide(
    {
      actor,
      commandId: command.id,
      content: { operation: "visit.record", command },
      ...(occurredAt && { occurredAt }),
    },
    childId,
    (subject) => {
      if (!world.knowsForm(subject.area, command.form)) throw new Problem("visit.form_unknown", { form: command.form });
      const { lastContact: last } = subject.state["visit"] as VisitState;
      const now = today(world.clock);
      const held = occurredAt ? heldBack(command, now) : command;
      const asks = world.evidenceOn(subject.area, held.day ?? now);
      return recordVisit(fileOf(subject), held, {
        ...presentFor(world, actor, subject),
        visitor: actor.name,
        last,
        asks,
        // who is at a desk sees that it is closed, and has it reopened
        closedOn: occurredAt ? openUntil(subject) : undefined,
      });
    },
  );

/** A visit as one item of a batch: imports and the demo. */
export const draftVisit =
  (command: Omit<RecordVisit, "id">, present: { readonly today: string; readonly visitor: string }) =>
  (subject: Subject): ReturnType<typeof recordVisit> =>
    recordVisit(fileOf(subject), command, present);
