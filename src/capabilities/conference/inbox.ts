import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { type Id, newId } from "#kernel/id.ts";
import { notFound } from "#kernel/problem.ts";
import { subtree } from "#kernel/scope.ts";
import { areaPaths } from "#capabilities/area/index.ts";
import { fileOf } from "#capabilities/registry/index.ts";
import { readInScope } from "#platform/db/scope.ts";
import { pageOf, readCursor } from "#platform/http/page.ts";
import type { Receipt } from "#platform/journal/journal.ts";
import type { Drafted, Subject } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import {
  acceptInvitation, type ConferenceState, declineInvitation, fulfilDecision, getConference, type Present, sendOpinion,
} from "./decide.ts"; // prettier-ignore
import { openInvitation } from "./inviting.ts";
import { conferencesOf } from "./project.ts";
import { isFaceDown, nameGiven, shownInvited } from "./shown.ts";
import { inEvery, nameOf, requireUnnamed } from "./sitting.ts";
import { countInvited, findInvited, type GateLine, listInvited, listOwnParts } from "./store.ts";
import type {
  AcceptInvitation, ConferenceToday, DeclineInvitation, FulfilDecision, InvitedPage, InvitedQuery, InvitedShown, SendOpinion,
} from "./words.ts"; // prettier-ignore
import { type ConferenceWorld, isAtRest, openFiles, presentOf } from "./world.ts";

/*
 * The department's side. Row security shows it the lines of its own invitations and nothing of a file; its part is read from
 * the file in the file's own area, and only of a line that was found in the department's own scope first (docs/decisions/0051).
 */

const ownOf = (actor: Actor): string => actor.department ?? "civil_affairs";

/** What waits for this department, the oldest first; or what it has done. */
export async function inbox(world: ConferenceWorld, actor: Actor, query: InvitedQuery): Promise<InvitedPage> {
  const after = readCursor(query.after, "day", "id", "number");
  const wanted = { open: query.open === "yes", when: query.when, today: today(world.clock) };
  const rows = await readInScope(world.pool, actor.scope, (db) =>
    listInvited(db, ownOf(actor), actor.scope, wanted, after, query.limit + 1),
  );
  const { lines, next } = pageOf(rows, query.limit, (line) => [line.calledOn, line.childId, line.no]);
  return { lines: await named(world, ownOf(actor), lines), next };
}

async function named(world: ConferenceWorld, department: string, lines: readonly GateLine[]): Promise<InvitedPage["lines"]> {
  if (lines.length === 0) return [];
  const files = await openFiles(world, lines.map(({ area }) => area), lines.map(({ childId }) => childId));
  const given = lines.map((line) => {
    const subject = files.get(line.childId);
    const one = subject && !isAtRest(subject) ? conferencesOf(subject)[String(line.no)] : undefined;
    const unopened = one !== undefined && isFaceDown(one, department);
    return { line, unopened, name: subject && one && !unopened ? nameGiven(subject, one, department) : "", to: one?.to.slice(0, 9) ?? "" };
  });
  const towns = [...new Set(given.map(({ to }) => to))].filter((to) => to !== "");
  const paths = await areaPaths(world.pool, towns, today(world.clock));
  return given.map(({ line, unopened, name, to }) => ({ ...line, unopened, area: to, name, town: paths.get(to)?.at(-1) ?? "" }));
} // prettier-ignore

export const inboxToday = (world: ConferenceWorld, actor: Actor): Promise<ConferenceToday> =>
  readInScope(world.pool, actor.scope, (db) => countInvited(db, ownOf(actor), actor.scope, today(world.clock)));

/** Where the file lies, for whoever was invited. Errors: conference.unknown (404). */
async function placeOf(world: ConferenceWorld, actor: Actor, childId: Id, no: number): Promise<string> {
  const area = await readInScope(world.pool, actor.scope, (db) =>
    findInvited(db, childId, no, ownOf(actor), actor.area),
  );
  if (area === undefined) throw notFound("conference.unknown");
  return area;
}

/**
 * That it was opened is an entry: by the journal's order an invitation is taken back before that, or not at all. Answers the file
 * as it stands then.
 */
async function noteOpened(world: ConferenceWorld, actor: Actor, { id, area }: Subject, no: number): Promise<Subject> {
  const commanded = { actor: { ...actor, scope: subtree(area) }, commandId: newId(), content: { operation: "conference.open", no } };
  const { subject } = await world.journal.decide(commanded, id, (now) =>
    openInvitation(conferencesOf(now), no, ownOf(actor), presentOf(world, actor, now)),
  );
  return subject;
} // prettier-ignore

/** Its own part of one conference. Errors: conference.unknown (404). */
export async function open(world: ConferenceWorld, actor: Actor, childId: Id, no: number): Promise<InvitedShown> {
  const area = await placeOf(world, actor, childId, no);
  const found = (await openFiles(world, [area], [childId])).get(childId);
  if (!found || isAtRest(found)) throw notFound("conference.unknown");
  // the first time alone writes: reading again neither waits for the file nor leaves anything in it
  const isFirst = isFaceDown(getConference(conferencesOf(found), no), ownOf(actor));
  const subject = isFirst ? await noteOpened(world, actor, found, no) : found;
  const one = getConference(conferencesOf(subject), no);
  const invitation = one.invited[ownOf(actor)];
  if (!invitation) throw notFound("conference.unknown");
  return shownInvited(world, subject, no, one, invitation);
}

interface At {
  readonly no: number;
  readonly nth?: number;
  readonly department: string;
}

/** The children of the meeting for whom this department is invited, with the one of the address; areas that its files lie in. */
async function ownParts(world: ConferenceWorld, actor: Actor, childId: Id, no: number) {
  const read = (db: Queryable) => listOwnParts(db, childId, no, ownOf(actor), actor.area);
  const area = await placeOf(world, actor, childId, no);
  const all = await readInScope(world.pool, actor.scope, read);
  // a child that was taken out and came back has two parts of it
  const waiting = async (db: Queryable) => (await read(db)).filter(({ stage }) => stage === "called");
  return { waiting, area, all: [{ childId, area }, ...all.filter((part) => part.childId !== childId)] };
}

/** It names no other child of the meeting that it was told of, nor, where it goes into all their files, any of them. */
async function requireOwn(world: ConferenceWorld, childId: Id, all: readonly { readonly childId: Id; readonly area: string }[], said: unknown, whole: boolean): Promise<void> {
  if (all.length < 2) return;
  const files = await openFiles(world, all.map(({ area }) => area), all.map((part) => part.childId));
  const names = new Map([...files].map(([id, subject]) => [id, nameOf(subject)]));
  const others = [...names].flatMap(([id, name]) => (id === childId && !whole ? [] : [name]));
  requireUnnamed(whole ? "" : (names.get(childId) ?? ""), others, said);
} // prettier-ignore

/** A part that an answer for the whole meeting passes by: what is no more to be answered, or of a closed file. */
const isPassed = (subject: Subject, no: number, department: string): boolean => {
  const one = conferencesOf(subject)[String(no)];
  return isAtRest(subject) || fileOf(subject).status !== "open" || one?.stage !== "called" || !one.invited[department];
};

const answering =
  <C extends { readonly id: Id; readonly whole?: boolean | undefined }>(operation: string, decide: (state: ConferenceState, at: At, command: C, present: Present) => readonly Drafted[]) =>
  async (world: ConferenceWorld, actor: Actor, childId: Id, at: Omit<At, "department">, command: C): Promise<Receipt> => {
    const { waiting, area, all } = await ownParts(world, actor, childId, at.no);
    const whole = command.whole === true;
    await requireOwn(world, childId, all, command, whole);
    const [lo = area, hi = area] = whole ? [all.map((part) => part.area).toSorted().at(0), all.map((part) => part.area).toSorted().at(-1)] : [];
    const acting = { ...actor, scope: { lo, hi: `${hi}:` } };
    const commanded = { actor: acting, commandId: command.id, content: { operation, command, ...at } };
    const department = ownOf(actor);
    const decided = (no: number) => (subject: Subject): readonly Drafted[] => {
      if (isAtRest(subject)) throw notFound("conference.unknown");
      return decide(conferencesOf(subject), { ...at, no, department }, command, presentOf(world, actor, subject));
    };
    if (!whole) return world.journal.decide(commanded, childId, decided(at.no));
    return inEvery(world, acting, { childId, no: at.no, commandId: command.id }, waiting, (decideOne, part) =>
      decideOne(commanded, part.childId, (subject) => part.childId !== childId && isPassed(subject, part.no, department) ? [] : decided(part.no)(subject)),
    );
  }; // prettier-ignore

/** Each: errors conference.unknown (404), conference.not_now (409), conference.names_another; registry.file_closed (409) but for declining and fulfilling. */
export const accept = answering<AcceptInvitation>("conference.accept", (state, { no, department }, { sends }, present) => acceptInvitation(state, no, department, sends, present)); // prettier-ignore
export const decline = answering<DeclineInvitation>("conference.decline", (state, { no, department }, { reason }, present) => declineInvitation(state, no, department, reason, present)); // prettier-ignore
export const opine = answering<SendOpinion>("conference.opine", (state, { no, department }, { opinion }, present) => sendOpinion(state, no, department, opinion, present)); // prettier-ignore
export const fulfil = answering<FulfilDecision>("conference.fulfil", (state, { no, nth = 0, department }, { done, result, round }, present) => fulfilDecision(state, no, nth, { department, done, result, round }, present)); // prettier-ignore
