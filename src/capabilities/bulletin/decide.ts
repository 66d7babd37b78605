import type { FactValue } from "#engines/rules/catalogue.ts";
import type { Department } from "#kernel/actor.ts";
import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { conflict, notFound, Problem } from "#kernel/problem.ts";
import type { Entry } from "#kernel/entry.ts";
import { endOf, lengthOf } from "#kernel/length.ts";
import type { AreaCode } from "#kernel/scope.ts";
import { evolveTelling, isTelling, type TellingState } from "./telling.ts";
import { kinds, type ListKind, type Stage } from "./words.ts";

export interface Step {
  readonly kind: string;
  readonly day: Day;
  readonly by: string;
  readonly text: string;
}

/** A list as it was composed, by the policy of that day; a later policy changes nothing of it. */
export interface Composed {
  readonly kind: ListKind;
  readonly item: string;
  readonly title: string;
  readonly clause: string;
  readonly purpose: string;
  readonly department: Department;
  readonly fields: readonly string[];
  readonly levels: Readonly<Record<string, string>>;
  readonly policy: { readonly from: Day; readonly to: Day | null };
  readonly area: AreaCode;
  /** The moment at which its children and their levels were frozen. */
  readonly asOf: string;
  readonly day: Day;
  /** By name, as the file keeps it; the entry says who it was. */
  readonly composer: string;
  /** The list that it is compared with. */
  readonly last: Id | null;
  /** Of an urgent one: why, and whether it goes before it is checked. */
  readonly reason: string;
  readonly checkFirst: boolean;
}

export interface Bulletin extends Composed {
  readonly stage: Stage;
  readonly lines: number;
  readonly checker: string | null;
  readonly sentOn: Day | null;
  readonly number: string | null;
  readonly received: { readonly day: Day; readonly who: string } | null;
  readonly withdrawn: string | null;
  readonly steps: readonly Step[];
}

/** A list is a subject of the journal of its own; a child's file holds who was told of it. */
export interface BulletinState extends TellingState {
  readonly list?: Bulletin;
}
export const initial: BulletinState = {};

export interface Present {
  readonly today: Day;
  readonly by: { readonly name: string };
  /** Whether it is the composer of the list who acts. */
  readonly own: boolean;
}

export interface Drafted {
  readonly kind: string;
  readonly body: Record<string, unknown>;
}

type Body = Readonly<Record<string, unknown>>;

const next: Readonly<Record<string, Stage>> = {
  [kinds.submitted]: "submitted",
  [kinds.returned]: "composed",
  [kinds.sent]: "sent",
  [kinds.withdrawn]: "withdrawn",
  [kinds.dropped]: "dropped",
};

/** Checking sends a list that waits for it, and leaves one that has gone already where it is. */
const stageAfter = ({ stage }: Bulletin, kind: string): Stage =>
  kind === kinds.checked && stage === "submitted" ? "sending" : (next[kind] ?? stage);

const textOf = (body: Body, key: string): string => (typeof body[key] === "string" ? body[key] : "");

function stepped(list: Bulletin, kind: string, body: Body): Bulletin {
  const [day, by, text] = [body["day"] as Day, textOf(body, "who"), textOf(body, "reason")];
  return {
    ...list,
    stage: stageAfter(list, kind),
    lines: typeof body["lines"] === "number" ? body["lines"] : list.lines,
    checker: kind === kinds.checked ? by : kind === kinds.returned ? null : list.checker,
    sentOn: kind === kinds.sent ? day : list.sentOn,
    number: (body["number"] as string | null | undefined) ?? list.number,
    received: kind === kinds.received ? { day, who: by } : list.received,
    withdrawn: kind === kinds.withdrawn ? text : list.withdrawn,
    steps: [...list.steps, { kind, day, by, text }],
  };
}

export function evolve(state: BulletinState, entry: Pick<Entry, "kind" | "body" | "occurredAt">): BulletinState {
  const { kind, body } = entry;
  if (kind === kinds.composed) {
    const { lines, ...composed } = body as unknown as Composed & { readonly lines: number };
    const stage = composed.kind === "urgent" ? (composed.checkFirst ? "submitted" : "sending") : "composed";
    return { list: { ...composed, stage, lines, checker: null, sentOn: null, number: null, received: null, withdrawn: null, steps: [] } };
  }
  const { list } = state;
  if (list) return { list: stepped(list, kind, body) };
  return kind.startsWith("registry.") || isTelling(kind) ? evolveTelling(state, entry) : state;
} // prettier-ignore

/** Errors: bulletin.unknown (404). */
export function getList({ list }: BulletinState): Bulletin {
  if (!list) throw notFound("bulletin.unknown");
  return list;
}

/** Errors: bulletin.unknown (404), bulletin.not_now (409). */
function standing(state: BulletinState, ...wanted: readonly Stage[]): Bulletin {
  const list = getList(state);
  if (!wanted.includes(list.stage)) throw conflict("bulletin.not_now", { stage: list.stage });
  return list;
}

const draft = (kind: string, { today, by }: Present, more: Body = {}): Drafted => ({
  kind,
  body: { day: today, who: by.name, ...more },
});

export const composeList = (composed: Composed, lines: number): Drafted[] => [
  { kind: kinds.composed, body: { ...composed, lines } },
];

/** Only its composer changes a list: whoever checks it must not have had a hand in it. Errors: bulletin.not_composer (403), as standing. */
export function requireComposing(state: BulletinState, { own }: Pick<Present, "own">): Bulletin {
  const list = standing(state, "composed");
  if (!own) throw new Problem("bulletin.not_composer", {}, 403);
  return list;
}

export function submitList(state: BulletinState, lines: number, present: Present): Drafted[] {
  requireComposing(state, present);
  return [draft(kinds.submitted, present, { lines })];
}

/** Four eyes (四眼): never the composer's own. Errors: bulletin.own_list (403). */
function requireOther({ own }: Present): void {
  if (own) throw new Problem("bulletin.own_list", {}, 403);
}

/** Whether a second person still has to look at it: before it goes, or after an urgent one has gone at once. */
export const waitsForCheck = ({ stage, checker, kind, checkFirst }: Bulletin): boolean =>
  stage === "submitted" || (stage === "sent" && kind === "urgent" && !checkFirst && checker === null);

export function returnList(state: BulletinState, reason: string, present: Present): Drafted[] {
  const list = standing(state, "submitted");
  requireOther(present);
  // an urgent one has nothing that could be mended: another one takes its place
  const kind = list.kind === "urgent" ? kinds.dropped : kinds.returned;
  return [draft(kind, present, { reason })];
}

export function checkList(state: BulletinState, present: Present): Drafted[] {
  const list = standing(state, "submitted", "sent");
  if (!waitsForCheck(list)) throw conflict("bulletin.not_now", { stage: list.stage });
  requireOther(present);
  return [draft(kinds.checked, present)];
}

/** Everybody on it has been told in their own files: now the department sees it. */
export function sendList(state: BulletinState, lines: number, number: string | null, present: Present): Drafted[] {
  const { stage } = getList(state);
  return stage === "sending" ? [draft(kinds.sent, present, { lines, number })] : [];
}

export function dropList(state: BulletinState, reason: string, present: Present): Drafted[] {
  standing(state, "composed", "submitted");
  return [draft(kinds.dropped, present, { reason })];
}

/** What was sent wrongly stays written down, and whoever received it reads that it is taken back, and why. */
export function withdrawList(state: BulletinState, reason: string, present: Present): Drafted[] {
  standing(state, "sending", "sent");
  return [draft(kinds.withdrawn, present, { reason })];
}

/** A receipt, once. */
export function receiveList(state: BulletinState, present: Present): Drafted[] {
  const { received } = standing(state, "sent");
  return received ? [] : [draft(kinds.received, present)];
}

/** By when the next one is to be sent: so long after the last, or after the duty began. */
export const dueOf = (every: string, lastOn: Day | null, since: Day): Day => endOf(lastOn ?? since, lengthOf(every));

export type Facts = Readonly<Record<string, FactValue>>;
