import type pg from "pg";
import type { WorkCalendar } from "#engines/schedule/workdays.ts";
import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { conflict, notFound, Problem } from "#kernel/problem.ts";
import { type AreaCode, type Scope, subtree, within } from "#kernel/scope.ts";
import { fieldTitles } from "#capabilities/export/index.ts";
import type { Policy } from "#capabilities/policy/index.ts";
import { limitFrom } from "#engines/schedule/limit.ts";
import { fileOf, findFile, keepingOf, recordFacts, unsealedValues, type World } from "#capabilities/registry/index.ts";
import { requireReadable } from "#capabilities/retention/decide.ts";
import { readInScope } from "#platform/db/scope.ts";
import { pageOf, readCursor } from "#platform/http/page.ts";
import type { Receipt } from "#platform/journal/journal.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import {
  askRecognition, confirmRecognition, factsAfter, getRecognition, openOf, type Present, type Recognition, verifyRecognition, waitsFor,
  withdrawRecognition,
} from "./decide.ts"; // prettier-ignore
import { countToday, listRecognitions, recognitionsOf } from "./store.ts";
import {
  askers, type AskRecognition, type ChildRecognitions, type JudgeRecognition, type RecognitionOffer, type RecognitionShown,
  type RecognitionsPage, type RecognitionsQuery, type RecognitionToday, type WithdrawRecognition,
} from "./words.ts"; // prettier-ignore
import { history } from "./zh.ts";

export interface RecognitionWorld extends World {
  readonly pool: pg.Pool;
  readonly calendar: WorkCalendar;
  readonly policyFor: (area: AreaCode, day: Day) => Policy;
}

const presentOf = ({ clock, calendar }: RecognitionWorld, actor: Actor): Present => {
  const day = today(clock);
  return { today: day, name: actor.name, limit: (workdays, terms) => limitFrom(calendar, day, workdays, terms) };
};

/** Errors: area.unknown (404) outside one's own. */
function scopeAsked(actor: Actor, area: AreaCode | undefined): Scope {
  if (area === undefined) return actor.scope;
  if (!within(actor.scope, area)) throw notFound("area.unknown", { codes: [area] });
  return subtree(area);
}

/** Open ones the oldest first, ended ones the newest first. Errors: area.unknown (404). */
export async function list(world: RecognitionWorld, actor: Actor, query: RecognitionsQuery): Promise<RecognitionsPage> {
  const scope = scopeAsked(actor, query.area);
  const day = today(world.clock);
  const wanted = { open: query.open === "yes", waits: query.waits, late: query.late === "yes", today: day };
  const after = readCursor(query.after, "day", "id", "number");
  const rows = await readInScope(world.pool, actor.scope, (db) => listRecognitions(db, scope, wanted, after, query.limit + 1)); // prettier-ignore
  const { lines, next } = pageOf(rows, query.limit, (line) => [line.askedOn, line.childId, line.no]);
  const title = (area: AreaCode, kind: string): string =>
    world.policyFor(area, day).recognitions.find(({ id }) => id === kind)?.title ?? "其他认定";
  return { lines: lines.map(({ kind, ...line }) => ({ ...line, title: title(line.area, kind) })), next };
}

export function ofToday(world: RecognitionWorld, actor: Actor, area: AreaCode | undefined): Promise<RecognitionToday> {
  const scope = scopeAsked(actor, area);
  return readInScope(world.pool, actor.scope, (db) => countToday(db, scope, today(world.clock)));
}

function shown({ id, area }: Subject, no: number, one: Recognition): RecognitionShown {
  const { title, clause, stage, day, by, asker, note, limit, from, steps, since } = one;
  const waits = waitsFor(stage);
  return {
    childId: id, no, area, title, clause, stage, waits, askedOn: day, by, asker: askers[asker], note, from, due: limit?.due ?? null,
    climbsOn: limit?.climbsOn ?? null, assumed: [...(limit?.assumed ?? [])], endedOn: waits === "none" ? since : null,
    steps: steps.map(({ kind, day: on, by: who, eligible, says, text }) => ({ title: history[kind] ?? "", on, by: who, eligible, says, text })),
  };
} // prettier-ignore

/** What the policy says of the file's facts today, and what would settle it. */
function saying({ policyFor, clock }: RecognitionWorld, subject: Subject, category: string) {
  const day = today(clock);
  const { categories } = policyFor(subject.area, day).decide(unsealedValues(fileOf(subject).facts), day);
  const found = categories.find(({ id }) => id === category);
  return { says: found?.answer ?? "unknown", missing: fieldTitles([...(found?.missing ?? [])]) } as const;
}

/** All of one child, the newest first, and what may be asked for. Errors: registry.not_found. */
export async function ofChild(world: RecognitionWorld, actor: Actor, childId: Id): Promise<ChildRecognitions> {
  const subject = await findFile(world, actor, childId);
  const state = recognitionsOf(subject);
  const { recognitions } = world.policyFor(subject.area, today(world.clock));
  const offers = recognitions.map(({ id, title, clause, category, verify, confirm }): RecognitionOffer => ({
    kind: id, title, clause, verify, confirm, ...saying(world, subject, category), open: openOf(state, id),
  })); // prettier-ignore
  const all = Object.entries(state).map(([no, one]) => shown(subject, Number(no), one));
  return { all: all.toReversed(), offers };
}

/** Errors: journal.not_found (404), registry.file_closed, recognition.open_already (409), recognition.kind_unknown. */
export const ask = (world: RecognitionWorld, actor: Actor, childId: Id, command: AskRecognition): Promise<Receipt> =>
  world.journal.decide(
    { actor, commandId: command.id, content: { operation: "recognition.ask", command } },
    childId,
    (subject) => {
      requireReadable(keepingOf(subject), actor, world.clock.now());
      if (fileOf(subject).status !== "open") throw conflict("registry.file_closed");
      const { recognitions } = world.policyFor(subject.area, today(world.clock));
      const item = recognitions.find(({ id }) => id === command.kind);
      if (!item) throw new Problem("recognition.kind_unknown");
      const { id: kind, title, clause, verify, confirm, remind, climb } = item;
      const asking = { kind, title, clause, terms: { verify, confirm, remind, climb }, asker: command.asker, note: command.note };
      return askRecognition(recognitionsOf(subject), asking, presentOf(world, actor));
    },
  ); // prettier-ignore

const judging =
  (operation: string, decide: typeof verifyRecognition, records: boolean) =>
  (world: RecognitionWorld, actor: Actor, childId: Id, no: number, command: JudgeRecognition): Promise<Receipt> =>
    world.journal.decide(
      { actor, commandId: command.id, content: { operation, command, no } },
      childId,
      (subject) => {
        requireReadable(keepingOf(subject), actor, world.clock.now());
        const state = recognitionsOf(subject);
        const { kind } = getRecognition(state, no);
        const item = world.policyFor(subject.area, today(world.clock)).recognitions.find(({ id }) => id === kind);
        const { says } = saying(world, subject, item?.category ?? "");
        const { eligible, reason } = command;
        const drafts = decide(state, no, { eligible, reason, says }, presentOf(world, actor));
        const file = fileOf(subject);
        // of a closed file nobody is found eligible any more: it is refused or withdrawn, with a reason
        if (eligible && file.status !== "open") throw conflict("registry.file_closed");
        if (!records || !eligible) return drafts;
        const facts = factsAfter(kind, file.facts["recognised"]?.value);
        return [...drafts, ...recordFacts(file, { facts, source: "department", reason: `第 ${no} 号认定` }, { today: today(world.clock) })];
      },
    ); // prettier-ignore

/** Each: errors journal.not_found, recognition.unknown (404), recognition.not_now, registry.file_closed (409). */
export const verify = judging("recognition.verify", verifyRecognition, false);
export const confirm = judging("recognition.confirm", confirmRecognition, true);

export const withdraw = (world: RecognitionWorld, actor: Actor, childId: Id, no: number, command: WithdrawRecognition): Promise<Receipt> =>
  world.journal.decide(
    { actor, commandId: command.id, content: { operation: "recognition.withdraw", command, no } },
    childId,
    (subject) => {
      requireReadable(keepingOf(subject), actor, world.clock.now());
      return withdrawRecognition(recognitionsOf(subject), no, command.reason, presentOf(world, actor));
    },
  ); // prettier-ignore
