import type { Department } from "#kernel/actor.ts";
import { type Day, dayOf } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { conflict, notFound, Problem } from "#kernel/problem.ts";
import type { AreaCode } from "#kernel/scope.ts";
import type { Entry } from "#kernel/entry.ts";
import type { Drafted, Facts, Present } from "./decide.ts";
import { kinds as filing } from "#capabilities/registry/words.ts";
import { type AmendBulletin, type HelpBulletin, kinds, type ListKind } from "./words.ts";

/* What lists leave in a child's own file: sealed, moved and erased with it. */

export interface Help extends Omit<HelpBulletin, "id" | "note"> {
  readonly note: string;
  readonly day: Day;
  readonly who: string;
}

/** One telling: to whom, what, when. */
export interface Tell {
  readonly department: Department;
  readonly kind: ListKind;
  readonly title: string;
  readonly clause: string;
  /** The area of the office that told, whose department it went to. */
  readonly to: AreaCode;
  readonly level: string;
  readonly levelTitle: string;
  readonly rank: number;
  readonly day: Day;
  readonly composer: string;
  readonly checker: string;
  readonly reason: string;
  readonly fields: readonly string[];
  /** What was given: in this state until a recall, for good in the entry. Which of it is read: newestTold. */
  readonly facts: Facts;
  readonly recalled: { readonly day: Day; readonly reason: string } | null;
  readonly helps: readonly Help[];
}

/** Why a child was left out of a list that is being made, or put into it. */
export interface Amendment {
  readonly act: AmendBulletin["act"];
  readonly reason: string;
  readonly day: Day;
  readonly who: string;
}

/** Empty for most children: their snapshots are none the longer. */
export interface TellingState {
  readonly tells?: Readonly<Record<Id, Tell>>;
  readonly amended?: Readonly<Record<Id, Amendment>>;
  /** Since when the file is closed: help given before may still be told. */
  readonly closedOn?: Day | null;
}

type Saying = Pick<Present, "today" | "by">;
type Body = Readonly<Record<string, unknown>>;

function retold(state: TellingState, listId: Id, change: (tell: Tell) => Tell): TellingState {
  const tell = state.tells?.[listId];
  return tell ? { ...state, tells: { ...state.tells, [listId]: change(tell) } } : state;
}

type Told = Pick<Entry, "kind" | "body" | "occurredAt">;
type Named = Body & { readonly listId: Id };

function told(state: TellingState, { listId, ...rest }: Named): TellingState {
  const tell = { ...rest, recalled: null, helps: [] } as unknown as Tell;
  const { [listId]: _done, ...amended } = state.amended ?? {};
  return { amended, tells: { ...state.tells, [listId]: tell } };
}

const steps: Readonly<Record<string, (state: TellingState, body: Named) => TellingState>> = {
  [kinds.amended]: (state, { listId, ...rest }) => ({ amended: { ...state.amended, [listId]: rest as unknown as Amendment } }),
  [kinds.told]: told,
  [kinds.recalled]: (state, { listId, day, reason }) =>
    retold(state, listId, (tell) => ({ ...tell, recalled: { day: day as Day, reason: String(reason) }, facts: {} })),
  [kinds.helped]: (state, { listId, ...rest }) =>
    retold(state, listId, (tell) => ({ ...tell, helps: [...tell.helps, rest as unknown as Help] })),
}; // prettier-ignore

/** Whether an entry is one of a child's own file. */
export const isTelling = (kind: string): boolean => Object.hasOwn(steps, kind);

export function evolveTelling<State extends TellingState>(state: State, { kind, body, occurredAt }: Told): State {
  if (kind === filing.closed)
    return { ...state, closedOn: (body["day"] as Day | undefined) ?? dayOf(new Date(occurredAt)) };
  if (kind === filing.reopened) return { ...state, closedOn: null };
  return { ...state, ...steps[kind]?.(state, body as Named) };
}

/**
 * The newest telling to this office's department that stands: county and city each tell a department of their own, and where
 * one is taken back the one before it holds again. Chosen when it is read, so that no list empties another.
 */
export const newestTold = (
  { tells = {} }: TellingState,
  { department, to }: Pick<Tell, "department" | "to">,
): readonly [Id, Tell] | undefined =>
  Object.entries(tells).findLast(([, one]) => one.department === department && one.to === to && one.recalled === null);

export type Telling = Omit<Tell, "recalled" | "helps">;

/** Told once by each list. */
export const tellChild = (state: TellingState, listId: Id, telling: Telling): Drafted[] =>
  state.tells?.[listId] ? [] : [{ kind: kinds.told, body: { listId, ...telling } }];

export function recallChild(state: TellingState, listId: Id, reason: string, { today, by }: Saying): Drafted[] {
  const tell = state.tells?.[listId];
  if (!tell || tell.recalled) return [];
  return [{ kind: kinds.recalled, body: { listId, department: tell.department, reason, day: today, who: by.name } }];
}

type Whom = Pick<Tell, "department" | "to">;

/**
 * By which lists for many, up to this one, an office's department holds a child's name. What was told later stands by what was
 * known then, and an urgent list is withdrawn whole.
 */
export function standingUpTo({ tells = {} }: TellingState, listId: Id, { department, to }: Whom): Id[] {
  const all = Object.entries(tells);
  const upTo = all.slice(0, all.findIndex(([id]) => id === listId) + 1);
  return upTo.flatMap(([id, one]) =>
    one.department === department && one.to === to && one.kind !== "urgent" && one.recalled === null ? [id] : [],
  );
}

/** What a department holds of a child by this list and those before it is taken back. Errors: bulletin.unknown (404), bulletin.recalled (409). */
export function recallFrom(state: TellingState, listId: Id, whom: Whom, reason: string, saying: Saying): Drafted[] {
  getTell(state, listId, whom.department);
  return standingUpTo(state, listId, whom).flatMap((one) => recallChild(state, one, reason, saying));
}

export const amendChild = (
  listId: Id,
  { department, act, reason }: { readonly department: Department } & Pick<AmendBulletin, "act" | "reason">,
  { today, by }: Saying,
): Drafted[] => [{ kind: kinds.amended, body: { listId, department, act, reason, day: today, who: by.name } }];

/** Errors: bulletin.unknown (404) for what was not told to this department by this list; bulletin.recalled (409). */
export function getTell({ tells }: TellingState, listId: Id, department: Department | undefined): Tell {
  const tell = tells?.[listId];
  if (!tell || tell.department !== department) throw notFound("bulletin.unknown");
  if (tell.recalled) throw conflict("bulletin.recalled");
  return tell;
}

/** As many as a list of half a year can bring for one child; a slip whose lines were copied by the thousand brings no more. */
export const MOST_HELPS = 100;

/** Since when the office's department knows of the child: by this list, or by an older one that told it the same. */
function toldSince({ tells = {} }: TellingState, listId: Id, department: Department | undefined): Day {
  const to = tells[listId]?.to;
  const days = Object.values(tells).flatMap((one) => (one.department === department && one.to === to ? [one.day] : []));
  return days.toSorted()[0] ?? "";
}

/**
 * What a department did for the child; where the file has been closed since, up to that day.
 * Errors: as getTell; bulletin.helps_full (409), bulletin.day_wrong for a day that is to come, bulletin.before_told,
 * bulletin.closed_before.
 */
export function helpChild(
  state: TellingState,
  listId: Id,
  department: Department | undefined,
  { id: _id, note = "", ...help }: HelpBulletin,
  { today, by }: Saying,
): Drafted[] {
  const { helps } = getTell(state, listId, department);
  if (helps.length >= MOST_HELPS) throw conflict("bulletin.helps_full", { most: MOST_HELPS });
  const until = state.closedOn ?? null;
  const since = toldSince(state, listId, department);
  if (help.on > today) throw new Problem("bulletin.day_wrong", { day: today });
  if (help.on < since) throw new Problem("bulletin.before_told", { day: since });
  if (until !== null && help.on > until) throw new Problem("bulletin.closed_before", { day: until });
  return [{ kind: kinds.helped, body: { listId, department, ...help, note, day: today, who: by.name } }];
}
