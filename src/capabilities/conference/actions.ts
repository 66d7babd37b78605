import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { Id } from "#kernel/id.ts";
import type { Purpose } from "#kernel/purpose.ts";
import type { AreaCode } from "#kernel/scope.ts";
import { fileOf, findFile, keepingOf } from "#capabilities/registry/index.ts";
import { requireReadable } from "#capabilities/retention/decide.ts";
import type { TaskState } from "#capabilities/task/decide.ts";
import { inScope, readInScope } from "#platform/db/scope.ts";
import { pageOf, readCursor } from "#platform/http/page.ts";
import type { Receipt } from "#platform/journal/journal.ts";
import type { Drafted, Subject } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import {
  cancelConference, type ConferenceState, dropDecision, holdConference, type Present, renewDecision, reviewConference,
} from "./decide.ts"; // prettier-ignore
import { correctMinutes, moveMeeting, takeBack } from "./inviting.ts";
import { conferencesOf } from "./project.ts";
import { shownConference } from "./shown.ts";
import { companyOf, inEvery, partsBefore, requireOwnWords } from "./sitting.ts";
import { countToday, listConferences, listDecisions } from "./store.ts";
import type {
  ConferenceShown, ConferencesPage, ConferencesQuery, ConferenceToday, CorrectMinutes, DecisionLine, DecisionsPage, DecisionsQuery, EndByReason,
  HoldConference, MoveMeeting, RenewDecision, ReviewConference, TakeBack,
} from "./words.ts"; // prettier-ignore
import { type ConferenceWorld, isAtRest, presentOf, requireAskedTwice, scopeAsked } from "./world.ts";

/** Open ones the oldest first, ended ones the newest first. Errors: area.unknown (404). */
export async function list(world: ConferenceWorld, actor: Actor, query: ConferencesQuery): Promise<ConferencesPage> {
  const scope = scopeAsked(actor, query.area);
  const after = readCursor(query.after, "day", "id", "number");
  const wanted = { open: query.open === "yes", when: query.when, today: today(world.clock) };
  const rows = await readInScope(world.pool, actor.scope, (db) => listConferences(db, scope, wanted, after, query.limit + 1));
  return pageOf(rows, query.limit, (line) => [line.calledOn, line.childId, line.no]);
} // prettier-ignore

/** The board of what is decided and not done yet, the oldest first: what and whose stands in the file alone. */
export async function board(world: ConferenceWorld, actor: Actor, query: DecisionsQuery): Promise<DecisionsPage> {
  const scope = scopeAsked(actor, query.area);
  const after = readCursor(query.after, "day", "id", "number", "number");
  const wanted = { when: query.when, today: today(world.clock) };
  const read = async (db: Queryable): Promise<DecisionsPage> => {
    const rows = await listDecisions(db, scope, wanted, after, query.limit + 1);
    const { lines, next } = pageOf(rows, query.limit, (line) => [line.decidedOn, line.childId, line.no, line.nth]);
    const files = await world.journal.find(db, [...new Set(lines.map(({ childId }) => childId))]);
    return { lines: lines.map((line): DecisionLine => ({ ...line, ...wordsOf(files.get(line.childId), line) })), next };
  };
  return inScope(world.pool, actor.scope, read, { readOnly: true });
}

function wordsOf(subject: Subject | undefined, { no, nth }: Pick<DecisionLine, "no" | "nth">) {
  const one = subject && !isAtRest(subject) ? conferencesOf(subject)[String(no)]?.decisions[nth - 1] : undefined;
  return { what: one?.what ?? "", person: one?.person ?? "" };
}

/** Errors: area.unknown (404). */
export function ofToday(world: ConferenceWorld, actor: Actor, area: AreaCode | undefined): Promise<ConferenceToday> {
  const scope = scopeAsked(actor, area);
  return readInScope(world.pool, actor.scope, (db) => countToday(db, scope, today(world.clock)));
}

/** All of one child, the newest first. Errors: registry.not_found (404). */
export async function ofChild(world: ConferenceWorld, actor: Actor, childId: Id, purpose: Purpose | null): Promise<ConferenceShown[]> {
  const subject = await findFile(world, actor, childId);
  const day = today(world.clock);
  const all = Object.entries(conferencesOf(subject)).toReversed();
  const company = await companyOf(world, actor, childId, all.flatMap(([, { sitting }]) => sitting ?? []));
  return Promise.all(all.map(([no, one]) =>
    shownConference(world, subject, Number(no), one, day, purpose !== null, company.filter(({ sitting }) => sitting === one.sitting)),
  ));
} // prettier-ignore

interface Held {
  readonly state: ConferenceState;
  readonly tasks: TaskState;
  readonly present: Present;
}

function heldOf(world: ConferenceWorld, actor: Actor, subject: Subject): Held {
  requireReadable(keepingOf(subject), actor, world.clock.now());
  return { state: conferencesOf(subject), tasks: subject.state["task"] as TaskState, present: presentOf(world, actor, subject) };
} // prettier-ignore

/** Each: errors journal.not_found, conference.unknown (404), conference.names_another, and those of its decision. */
const commanded =
  <C extends { readonly id: Id }>(operation: string, decide: (held: Held, at: At, command: C) => readonly Drafted[]) =>
  async (world: ConferenceWorld, actor: Actor, childId: Id, at: At, command: C): Promise<Receipt> => {
    await requireOwnWords(world, actor, { childId, no: at.no }, command);
    return world.journal.decide(
      { actor, commandId: command.id, content: { operation, command, ...at } },
      childId,
      (subject) => decide(heldOf(world, actor, subject), at, command),
    );
  }; // prettier-ignore

/** A part that the step passes by: another child's that was held or cancelled meanwhile, or whose file is closed or put away. */
const isPassed = (subject: Subject, no: number, closedToo: boolean): boolean =>
  isAtRest(subject) ||
  conferencesOf(subject)[String(no)]?.stage !== "called" ||
  (!closedToo && fileOf(subject).status !== "open");

/** What is true of the whole meeting, in every child's part of it. Errors: as commanded; journal.busy (409). */
const ofMeeting =
  <C extends { readonly id: Id }>(operation: string, closedToo: boolean, decide: (world: ConferenceWorld, held: Held, no: number, command: C) => readonly Drafted[]) =>
  async (world: ConferenceWorld, actor: Actor, childId: Id, { no }: At, command: C): Promise<Receipt> => {
    const base = { childId, no, commandId: command.id };
    await requireOwnWords(world, actor, base, command, true);
    const commanding = { actor, commandId: command.id, content: { operation, command, no } };
    return inEvery(world, actor, base, partsBefore(world, base), (decideOne, part) =>
      decideOne(commanding, part.childId, (subject) =>
        part.childId !== childId && isPassed(subject, part.no, closedToo) ? [] : decide(world, heldOf(world, actor, subject), part.no, command),
      ),
    );
  }; // prettier-ignore

/** Which conference of the file, and which of its decisions where one is meant. */
interface At {
  readonly no: number;
  readonly nth?: number;
}

export const hold = commanded<HoldConference>("conference.hold", ({ state, tasks, present }, { no }, command) => holdConference(state, tasks, no, command, present)); // prettier-ignore
export const leave = commanded<EndByReason>("conference.leave", ({ state, present }, { no }, { reason }) => cancelConference(state, no, reason, present)); // prettier-ignore
export const cancel = ofMeeting<EndByReason>("conference.cancel", true, (_world, { state, present }, no, { reason }) => cancelConference(state, no, reason, present)); // prettier-ignore
export const move = ofMeeting<MoveMeeting>("conference.move", false, (world, { state, present }, no, command) => {
  const moved = moveMeeting(state, no, command, present);
  requireAskedTwice(world, command);
  return moved;
}); // prettier-ignore
export const review = commanded<ReviewConference>("conference.review", ({ state, tasks, present }, { no }, command) => reviewConference(state, tasks, no, command, present)); // prettier-ignore
export const renew = commanded<RenewDecision>("conference.renew", ({ state, tasks, present }, { no, nth = 0 }, command) => renewDecision(state, tasks, no, nth, command, present)); // prettier-ignore
export const drop = commanded<EndByReason>("conference.drop", ({ state, tasks, present }, { no, nth = 0 }, { reason }) => dropDecision(state, tasks, no, nth, reason, present)); // prettier-ignore
export const uninvite = commanded<TakeBack>("conference.uninvite", ({ state, present }, { no }, { department, reason }) => takeBack(state, no, department, reason, present)); // prettier-ignore
export const correct = commanded<CorrectMinutes>("conference.correct", ({ state, present }, { no }, command) => correctMinutes(state, no, command, present)); // prettier-ignore
