import type { z } from "zod";
import type { Actor } from "#kernel/actor.ts";
import { type Clock, madeAt } from "#kernel/clock.ts";
import type { Id } from "#kernel/id.ts";
import type { KeepLook } from "#kernel/look.ts";
import { isProblem, Problem } from "#kernel/problem.ts";
import { answerInOrder } from "#engines/outbox/answering.ts";
import * as anomaly from "#capabilities/anomaly/index.ts";
import { VerifyAnomaly, VerifyUnregistered } from "#capabilities/anomaly/words.ts";
import * as attachment from "#capabilities/attachment/index.ts";
import { AddAttachment, WithdrawnOffline } from "#capabilities/attachment/words.ts";
import * as concern from "#capabilities/concern/index.ts";
import { AttachPicture, ReportConcern, SupplementConcern } from "#capabilities/concern/words.ts";
import * as entrustment from "#capabilities/entrustment/index.ts";
import {
  DoubtCarer,
  EndEntrustment,
  KeepCarer,
  MakeEntrustment,
  SignEntrustment,
} from "#capabilities/entrustment/words.ts";
import * as declaration from "#capabilities/declaration/index.ts";
import { ConfirmDeclaration, RefuseDeclaration } from "#capabilities/declaration/words.ts";
import * as grade from "#capabilities/grade/index.ts";
import { ProposeGrade } from "#capabilities/grade/words.ts";
import * as notice from "#capabilities/notice/index.ts";
import { ReadNotice } from "#capabilities/notice/words.ts";
import * as referral from "#capabilities/referral/index.ts";
import { CheckReferral } from "#capabilities/referral/words.ts";
import * as registry from "#capabilities/registry/index.ts";
import { RecordFacts, RegisterChild } from "#capabilities/registry/words.ts";
import * as task from "#capabilities/task/index.ts";
import { CloseTask } from "#capabilities/task/words.ts";
import * as training from "#capabilities/training/index.ts";
import { TakeExam } from "#capabilities/training/words.ts";
import * as visit from "#capabilities/visit/index.ts";
import { RecordVisit } from "#capabilities/visit/words.ts";
import { inputProblem, problemOf } from "#platform/http/problem.ts";
import type { Receipt } from "#platform/journal/journal.ts";
import { disputesOf } from "./disputes.ts";
import { type PassingWorld, passedOn } from "./passing.ts";
import { type Read, runFrom, withoutIdentity } from "./runs.ts";
import { isOwnDeed, type Operation, type SendBatch, type SentAnswer, SentCommand } from "./words.ts";

export interface SendingWorld
  extends
    visit.RecordingWorld,
    anomaly.VerifyingWorld,
    grade.GradingWorld,
    attachment.AddingWorld,
    referral.CheckingWorld,
    entrustment.EntrustingWorld,
    training.TrainingWorld {
  readonly clock: Clock;
  /** Whether the actor's post may do what the command does: a phone is no way around a permission. */
  readonly permits: (actor: Actor, permission: string) => boolean;
  readonly sentence: (code: string, data: Readonly<Record<string, unknown>>) => string;
  /** Whether another program has brought the database up to date meanwhile: what fails here may not fail there. */
  readonly isOutdated: () => Promise<boolean>;
  /** Keeps an attempt on a child that is not this person's. */
  readonly keep: KeepLook;
}

/** The call that brings a batch. */
export interface Calling {
  readonly actor: Actor;
  readonly address: string;
  /** Tells of a bug: the phone is answered all the same. */
  readonly failed: (thrown: unknown) => void;
}

type Perform = (world: SendingWorld, actor: Actor, sent: SentCommand, occurredAt: string) => Promise<Receipt>;

function read<T>(schema: z.ZodType<T>, sent: SentCommand, more: Record<string, unknown> = {}): T {
  const input = { ...sent.body, id: sent.id, ...more };
  const result = schema.safeParse(input);
  if (!result.success) throw inputProblem(result.error, input, { where: "body", of: sent.operation });
  return result.data;
}

function noOf({ no, operation }: SentCommand): number {
  if (no === undefined)
    throw new Problem(
      "http.input_invalid",
      { where: "body", path: "no", issues: [{ path: "no", code: "missing" }], of: operation.split(".")[0] },
      400,
    );
  return no;
}

/** A report of somebody without a file stands under its own id. */
const aboutOf = ({ id, childId }: SentCommand) => (childId === id ? {} : { childId });

/** Each operation is the capability's own action under its own permission: online and offline are one code. */
const performing: Readonly<Record<Operation, Perform>> = {
  "visit.record": (world, actor, sent, at) => visit.record(world, actor, sent.childId, read(RecordVisit, sent), at),
  "registry.register": (world, actor, sent, at) =>
    registry.register(world, actor, read(RegisterChild, sent, { childId: sent.childId }), at),
  "registry.record": (world, actor, sent, at) =>
    registry.record(world, actor, sent.childId, read(RecordFacts, sent), at),
  "task.close": (world, actor, sent, at) =>
    task.close(world, actor, sent.childId, noOf(sent), read(CloseTask, sent), at),
  "grade.propose": (world, actor, sent, at) => grade.propose(world, actor, sent.childId, read(ProposeGrade, sent), at),
  "attachment.add": (world, actor, sent, at) =>
    attachment.add(world, actor, sent.childId, read(AddAttachment, sent), at),
  "attachment.withdraw": (world, actor, sent, at) => {
    const { attachmentId, ...command } = read(WithdrawnOffline, sent);
    return attachment.withdraw(world, actor, sent.childId, attachmentId, command, at);
  },
  "referral.check": (world, actor, sent, at) =>
    referral.check(world, actor, sent.childId, noOf(sent), read(CheckReferral, sent), at),
  "concern.report": (world, actor, sent, at) =>
    concern.report(world, actor, read(ReportConcern, sent, aboutOf(sent)), at),
  "concern.supplement": (world, actor, sent, at) =>
    concern.supplement(world, actor, sent.childId, read(SupplementConcern, sent), at),
  "concern.attach": (world, actor, sent, at) =>
    concern.attach(world, actor, sent.childId, read(AttachPicture, sent), at),
  "entrustment.make": (world, actor, sent, at) =>
    entrustment.make(world, actor, sent.childId, read(MakeEntrustment, sent), at),
  "entrustment.sign": (world, actor, sent, at) =>
    entrustment.sign(world, actor, sent.childId, read(SignEntrustment, sent), at),
  "entrustment.end": (world, actor, sent, at) =>
    entrustment.end(world, actor, sent.childId, read(EndEntrustment, sent), at),
  "entrustment.doubt": (world, actor, sent, at) =>
    entrustment.doubt(world, actor, sent.childId, read(DoubtCarer, sent), at),
  "entrustment.keep": (world, actor, sent, at) =>
    entrustment.keep(world, actor, sent.childId, read(KeepCarer, sent), at),
  // without a number: a line of a list whose child has no file
  "anomaly.verify": (world, actor, sent, at) =>
    sent.no === undefined
      ? anomaly.verifyListed(world, actor, sent.childId, read(VerifyUnregistered, sent), at)
      : anomaly.verify(world, actor, sent.childId, noOf(sent), read(VerifyAnomaly, sent), at),
  "notice.read": (world, actor, sent, at) => notice.read(world, actor, sent.childId, read(ReadNotice, sent), at),
  "declaration.confirm": (world, actor, sent, at) =>
    declaration.confirm(world, actor, read(ConfirmDeclaration, sent, { childId: sent.childId }), at),
  "declaration.refuse": (world, actor, sent, at) =>
    declaration.refuse(world, actor, read(RefuseDeclaration, sent, { declarationId: sent.childId }), at),
  "training.take": (world, actor, sent, at) => training.take(world, actor, read(TakeExam, sent), at),
};

const idOf = (raw: unknown): string => {
  const id = typeof raw === "object" && raw !== null ? (raw as { id?: unknown }).id : undefined;
  return typeof id === "string" ? id.slice(0, 60) : "";
};

/** A child that is not there for this person is an attempt, in a batch as on a page. */
async function keepAttempt(
  world: SendingWorld,
  actor: Actor,
  address: string,
  childId: Id,
  problem: Problem,
): Promise<void> {
  await world.keep({
    actor, address, route: "POST /api/sync/batches", kind: "attempt", children: [childId], fields: [], purpose: null,
    asked: { refused: problem.code }, personal: [], answer: problem.status === 403 ? "not_permitted" : "not_found",
  }); // prettier-ignore
}

/** What a batch needs beside its commands. */
export type ReceivingWorld = SendingWorld & PassingWorld;

interface Sending extends Calling {
  readonly world: ReceivingWorld;
  readonly sentAt: string;
}

async function store({ world, actor, sentAt }: Sending, sent: SentCommand): Promise<SentAnswer> {
  if (!world.permits(actor, sent.operation)) throw new Problem("account.not_permitted", {}, 403);
  const receipt = await performing[sent.operation](world, actor, sent, madeAt(sentAt, sent.at, world.clock.now()));
  const { id, seq } = receipt.subject;
  const disputed = await disputesOf(world, actor, receipt.subject, sent);
  return { id: sent.id, kind: "receipt", childId: id, seq, repeated: receipt.repeated, disputed };
}

/** What can only be heard later: nothing is refused for it. */
const isForLater = ({ status, code }: Problem): boolean => status >= 500 || code === "journal.busy";

/** A refusal, with the trace of an attempt where it is one; not where the child has moved meanwhile. */
async function refused(sending: Sending, sent: SentCommand, found: Problem): Promise<SentAnswer> {
  const { world, actor, address, sentAt } = sending;
  const perform = (as: Actor) =>
    performing[sent.operation](world, as, sent, madeAt(sentAt, sent.at, world.clock.now()));
  const problem = await passedOn(world, { actor, sent, problem: found, perform });
  // the number of a file's last entry is nothing that another village learns
  if (!problem) return { id: sent.id, kind: "receipt", childId: sent.childId, seq: 0, repeated: false, disputed: [] };
  const isAttempt = (problem.status === 404 || problem.status === 403) && !isOwnDeed(sent.operation);
  if (isAttempt) await keepAttempt(world, actor, address, sent.childId, problem);
  return refusal(world, sent.id, problem);
}

/** Stores one command, or says why not; what cannot be done just now stops the batch, a bug only its own command. */
async function performOne(sending: Sending, sent: SentCommand): Promise<SentAnswer> {
  const { world, failed } = sending;
  try {
    return await store(sending, sent);
  } catch (thrown) {
    const problem = problemOf(thrown);
    if (problem.code === "http.failed") {
      failed(thrown);
      if (await world.isOutdated()) return { id: sent.id, kind: "later" };
      return refusal(world, sent.id, new Problem("sync.failed"));
    }
    return isForLater(problem) ? { id: sent.id, kind: "later" } : refused(sending, sent, problem);
  }
}

/** Stores what it can of these in one transaction. Errors: whatever says nothing about one of them; nothing is stored. */
async function storeAtOnce(sending: Sending, run: readonly SentCommand[]): Promise<(SentAnswer | Problem)[]> {
  const { journal } = sending.world;
  const asked = run.map(({ id, childId }) => ({ id: childId, commandId: id }));
  return journal.atOnce(sending.actor, asked, async (decide) => {
    const within = {
      ...sending,
      world: { ...sending.world, journal: { ...journal, decide: withoutIdentity(decide) } },
    };
    const outcomes: (SentAnswer | Problem)[] = [];
    for (const sent of run) {
      outcomes.push(
        await store(within, sent).catch((thrown: unknown) => {
          if (isProblem(thrown) && !isForLater(thrown)) return thrown;
          throw thrown;
        }),
      );
    }
    return outcomes;
  });
}

/** The answers to a run by id and place; none where it could not be stored at once, for a reason that each one meets alone. */
async function performRun(sending: Sending, run: readonly SentCommand[]): Promise<readonly SentAnswer[]> {
  const outcomes = await storeAtOnce(sending, run).catch(() => []);
  const answers: SentAnswer[] = [];
  for (const [n, outcome] of outcomes.entries()) {
    const sent = run[n];
    if (sent) answers.push(isProblem(outcome) ? await refused(sending, sent, outcome) : outcome);
  }
  return answers;
}

/** A command that was salvaged: as its own capability decides it, under its own id. */
export const performSalvaged = (
  world: SendingWorld,
  actor: Actor,
  sent: SentCommand,
  occurredAt: string,
): Promise<Receipt> => performing[sent.operation](world, actor, sent, occurredAt);

/** Refusals that name the file which is there already; never one outside the sender's area. */
const namesFile: ReadonlySet<string> = new Set(["registry.duplicate", "registry.same_person"]);

const refusal = (world: SendingWorld, id: string, { code, data }: Problem): SentAnswer => ({
  id,
  kind: "refused",
  code,
  sentence: world.sentence(code, data),
  ...(namesFile.has(code) && typeof data["childId"] === "string" && { childId: data["childId"] }),
});

function readOne(raw: unknown): Read {
  const result = SentCommand.safeParse(raw);
  if (result.success) return { id: result.data.id, needs: result.data.needs, sent: result.data };
  return { id: idOf(raw), needs: [], sent: inputProblem(result.error, raw, { where: "body", of: "sync" }) };
}

/** An answer for each command of a batch, in its order: runs of it in one transaction each, the same as one by one. */
export function receive(world: ReceivingWorld, calling: Calling, batch: SendBatch): Promise<SentAnswer[]> {
  const sending: Sending = { ...calling, world, sentAt: batch.sentAt };
  const reads = batch.commands.map(readOne);
  const known = new Map<Read, SentAnswer>();
  const tried = new Set<Read>();
  const perform = async (one: Read): Promise<SentAnswer> => {
    const { id, sent } = one;
    if (isProblem(sent)) return refusal(world, id, sent);
    if (!tried.has(one)) {
      const run = runFrom(reads, one);
      run.forEach((shared) => tried.add(shared));
      const answers = run.length > 1 ? await performRun(sending, run.map((shared) => shared.sent)) : []; // prettier-ignore
      answers.forEach((answer, n) => run[n] && known.set(run[n], answer));
    }
    return known.get(one) ?? performOne(sending, sent);
  };
  return answerInOrder<Read, SentAnswer>(reads, perform) as Promise<SentAnswer[]>;
}
