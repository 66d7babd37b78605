import { evolve as evolveGrade, type GradeState, initial as noGrade } from "#capabilities/grade/decide.ts";
import { kinds as gradeKinds } from "#capabilities/grade/words.ts";
import {
  evolve as evolveFile,
  type FileState,
  initial as noFile,
  recordFacts,
  registerChild,
} from "#capabilities/registry/decide.ts";
import type { RecordFacts, RegisterChild } from "#capabilities/registry/words.ts";
import type { KeptFile } from "#capabilities/sync/words.ts";
import { closeTask, evolve as evolveTasks, initial as noTasks, type TaskState } from "#capabilities/task/decide.ts";
import type { CloseTask } from "#capabilities/task/words.ts";
import {
  evolve as evolveVisits,
  initial as noVisits,
  recordVisit,
  type VisitState,
} from "#capabilities/visit/decide.ts";
import type { RecordVisit } from "#capabilities/visit/words.ts";
import { isProblem } from "#kernel/problem.ts";
import type { Kept } from "./kept.ts";

/*
 * A file with the commands that the server has not shown in it yet: decided and folded by the very code that the server
 * runs (CONTRIBUTING.md, "The idea", 3). What the server would refuse on this state changes nothing here either.
 */

export interface State {
  readonly registry: FileState;
  readonly grade: GradeState;
  readonly visit: VisitState;
  readonly task: TaskState;
}

export interface Folded {
  readonly childId: string;
  readonly area: string;
  readonly state: State;
  /** The file as the server gave it; undefined for a child that was registered on this phone and is not sent yet. */
  readonly base: KeptFile | undefined;
  /** Commands that are folded in or refused, in order. */
  readonly commands: readonly Kept[];
  /** Why one of them does not fit what the phone knows: the server will say the same. */
  readonly faults: Readonly<Record<string, string>>;
}

const unborn: State = { registry: noFile, grade: noGrade, visit: noVisits, task: noTasks };

interface Draft {
  readonly kind: string;
  readonly body: Record<string, unknown>;
  readonly policyRef?: string;
}

/** What a command makes of a state. Errors: the capability's own Problems. */
function decide(state: State, { content }: Kept, visitor: string): readonly Draft[] {
  const body = content.body as unknown;
  const day = (content.body["day"] as string | undefined) ?? content.at.slice(0, 10);
  const present = { today: day, visitor };
  switch (content.operation) {
    case "registry.register":
      return registerChild(state.registry, { ...(body as RegisterChild), source: "registration" }, present);
    case "registry.record":
      return recordFacts(state.registry, body as RecordFacts, present);
    case "visit.record":
      return recordVisit(state.registry, body as RecordVisit, present);
    case "task.close":
      return closeTask(state.task, content.no ?? 0, body as CloseTask, present);
    case "attachment.add":
    case "concern.report":
    case "concern.supplement":
      return []; // nothing of what the file says is another for it
    case "grade.propose":
      return [{ kind: gradeKinds.proposed, body: content.body }];
  }
}

const evolve = (state: State, { kind, body, policyRef }: Draft): State => {
  const entry = { kind, body, policyRef: policyRef ?? null };
  return {
    registry: evolveFile(state.registry, entry),
    grade: evolveGrade(state.grade, entry),
    visit: evolveVisits(state.visit, entry),
    task: evolveTasks(state.task, entry),
  };
};

/** Commands of one child that its file, as the phone holds it, does not hold yet. */
function pending(base: KeptFile | undefined, commands: readonly Kept[]): readonly Kept[] {
  return commands.filter((one) => one.state !== "arrived" || base === undefined || base.seq < (one.seq ?? 0));
}

/** One child's file with the commands of this phone; `visitor`: who is named in them. */
export function fold(
  childId: string,
  area: string,
  base: KeptFile | undefined,
  commands: readonly Kept[],
  visitor: string,
): Folded {
  const open = pending(base, commands);
  const faults: Record<string, string> = {};
  let state: State = base ? (base.state as unknown as State) : unborn;
  for (const command of open) {
    if (command.state === "refused") continue;
    try {
      state = decide(state, command, visitor).reduce(evolve, state);
    } catch (thrown) {
      if (!isProblem(thrown)) throw thrown;
      faults[command.id] = thrown.code;
    }
  }
  return { childId, area, state, base, commands: open, faults };
}
