import {
  type Anomaly,
  type AnomalyState,
  evolve as evolveAnomalies,
  factsGiven,
  initial as noAnomalies,
  type KeptAnomaly,
  openAnomaly,
  verifyAnomaly,
} from "#capabilities/anomaly/decide.ts";
import type { VerifyAnomaly } from "#capabilities/anomaly/words.ts";
import {
  doubtCarer,
  endEntrustment,
  type EntrustmentState,
  evolve as evolveEntrustment,
  initial as noEntrustment,
  keepCarer,
  makeEntrustment,
  signEntrustment,
} from "#capabilities/entrustment/decide.ts";
import type { Entrustment } from "#capabilities/policy/words.ts";
import { evolve as evolveGrade, type GradeState, initial as noGrade } from "#capabilities/grade/decide.ts";
import { kinds as gradeKinds } from "#capabilities/grade/words.ts";
import {
  evolve as evolveFile,
  type FileState,
  initial as noFile,
  recordFacts,
  registerChild,
} from "#capabilities/registry/decide.ts";
import type { ReferralToCheck } from "#capabilities/referral/words.ts";
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
import { dayDone, type Kept } from "./kept.ts";

/*
 * A file with the commands that the server has not shown in it yet: decided and folded by the very code that the server
 * runs (CONTRIBUTING.md, "The idea", 3). What the server would refuse on this state changes nothing here either.
 */

export interface State {
  readonly registry: FileState;
  readonly grade: GradeState;
  readonly visit: VisitState;
  readonly task: TaskState;
  readonly entrustment: EntrustmentState;
  readonly anomaly: AnomalyState;
  /** Answers of departments that are to be checked. */
  readonly checks: readonly ReferralToCheck[];
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

const unborn: State = {
  registry: noFile,
  grade: noGrade,
  visit: noVisits,
  task: noTasks,
  entrustment: noEntrustment,
  anomaly: noAnomalies,
  checks: [],
};

interface Draft {
  readonly kind: string;
  readonly body: Record<string, unknown>;
  readonly policyRef?: string;
}

/** Who acts, and what their policy asks of an agreement of care. */
export interface Acting {
  readonly visitor: string;
  readonly entrustment: Entrustment | undefined;
  /** The server's clock less the phone's, in ms. */
  readonly ahead: number;
}

/** An agreement of care, and what becomes of it. */
function decideEntrustment(state: State, { content }: Kept, { visitor, entrustment }: Acting, today: string): readonly Draft[] {
  if (!entrustment) return [];
  const [held, file, body] = [state.entrustment, state.registry, content.body as never];
  const present = { today, name: visitor, entrustment };
  switch (content.operation) {
    case "entrustment.make":
      return makeEntrustment(held, file, body, present);
    case "entrustment.sign":
      return signEntrustment(held, file, body, present);
    case "entrustment.end":
      return endEntrustment(held, file, body, present);
    case "entrustment.doubt":
      return doubtCarer(held, file, body, present);
    default:
      return keepCarer(held, file, body, present);
  }
} // prettier-ignore

/** What an answer to a department's list changes here; a number that is known by its ends comes with the server's file. */
function decideAnomaly(state: State, { content }: Kept, visitor: string, today: string): readonly Draft[] {
  const no = content.no ?? 0;
  const command = content.body as unknown as VerifyAnomaly;
  const anomaly = openAnomaly(state.anomaly, no) as Partial<KeptAnomaly> & Anomaly;
  const answer = verifyAnomaly(state.anomaly, no, command, { today, name: visitor });
  const { facts, ...why } = factsGiven(anomaly, command);
  const masked = command.verdict === "right" ? anomaly.masked : undefined;
  const shown = Object.entries(facts).filter(([key]) => !masked?.includes(key));
  if (shown.length === 0 || state.registry.status !== "open") return answer;
  return [...answer, ...recordFacts(state.registry, { ...why, facts: Object.fromEntries(shown), day: today }, { today })];
} // prettier-ignore

/** What a command makes of a state. Errors: the capability's own Problems. */
function decide(state: State, command: Kept, acting: Acting): readonly Draft[] {
  const { content } = command;
  const { visitor, ahead } = acting;
  const body = content.body as unknown;
  const day = dayDone(content, ahead);
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
    case "anomaly.verify":
      return decideAnomaly(state, command, visitor, day);
    case "referral.check":
      return [{ kind: "referral.checked", body: { no: content.no } }];
    case "attachment.add":
    case "attachment.withdraw":
    case "concern.report":
    case "concern.supplement":
    case "concern.attach":
    case "notice.read":
    case "declaration.confirm":
    case "declaration.refuse":
    case "training.take":
      return []; // nothing of what the file says is another for it
    case "entrustment.make":
    case "entrustment.sign":
    case "entrustment.end":
    case "entrustment.doubt":
    case "entrustment.keep":
      return decideEntrustment(state, command, acting, day);
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
    entrustment: evolveEntrustment(state.entrustment, entry),
    anomaly: evolveAnomalies(state.anomaly, entry),
    checks: state.checks.filter(({ no }) => kind !== "referral.checked" || no !== body["no"]),
  };
};

/** Commands of one child that its file, as the phone holds it, does not hold yet. */
function pending(base: KeptFile | undefined, commands: readonly Kept[]): readonly Kept[] {
  return commands.filter((one) => one.state !== "arrived" || base === undefined || base.seq < (one.seq ?? 0));
}

/** One child's file with the commands of this phone. */
export function fold(
  childId: string,
  area: string,
  base: KeptFile | undefined,
  commands: readonly Kept[],
  acting: Acting,
): Folded {
  const open = pending(base, commands);
  const faults: Record<string, string> = {};
  let state: State = base ? { ...unborn, ...(base.state as unknown as State), checks: base.checks ?? [] } : unborn;
  for (const command of open) {
    if (command.state === "refused") continue;
    try {
      state = decide(state, command, acting).reduce(evolve, state);
    } catch (thrown) {
      if (!isProblem(thrown)) throw thrown;
      faults[command.id] = thrown.code;
    }
  }
  return { childId, area, state, base, commands: open, faults };
}
