import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { Id } from "#kernel/id.ts";
import { fileOf, type World } from "#capabilities/registry/index.ts";
import type { Receipt } from "#platform/journal/journal.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import { requireSeen, type Seen } from "#platform/journal/seen.ts";
import { decideGrade, type GradeState, proposeGrade, rejectProposal } from "./decide.ts";
import type { PolicyFor } from "./react.ts";
import type { DecideGrade, ProposeGrade, RejectProposal } from "./words.ts";

export interface GradingWorld extends World {
  readonly policyFor: PolicyFor;
}

export const gradeOf = (subject: Subject): GradeState => subject.state["grade"] as GradeState;

/** occurredAt: when a phone made the command, where it comes later. */
export const propose = (
  world: GradingWorld,
  actor: Actor,
  childId: Id,
  command: ProposeGrade,
  occurredAt?: string,
): Promise<Receipt> =>
  world.journal.decide(
    {
      actor,
      commandId: command.id,
      content: { operation: "grade.propose", command },
      ...(occurredAt && { occurredAt }),
    },
    childId,
    (subject) => proposeGrade(fileOf(subject), command, world.policyFor(subject.area, today(world.clock)), actor.name),
  );

export const decidePanel = (
  world: GradingWorld,
  actor: Actor,
  childId: Id,
  command: Seen<DecideGrade>,
): Promise<Receipt> =>
  world.journal.decide(
    { actor, commandId: command.id, content: { operation: "grade.decide", command } },
    childId,
    (subject) => {
      requireSeen(subject, command.seq);
      const now = today(world.clock);
      return decideGrade(fileOf(subject), command, world.policyFor(subject.area, now), {
        today: now,
      });
    },
  );

export const reject = (
  world: GradingWorld,
  actor: Actor,
  childId: Id,
  command: Seen<RejectProposal>,
): Promise<Receipt> =>
  world.journal.decide(
    { actor, commandId: command.id, content: { operation: "grade.reject", command } },
    childId,
    (subject) => {
      requireSeen(subject, command.seq);
      return rejectProposal(gradeOf(subject), command);
    },
  );
