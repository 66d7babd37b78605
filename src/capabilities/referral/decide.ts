import type { Limit } from "#engines/schedule/limit.ts";
import type { FactValue } from "#engines/rules/catalogue.ts";
import { type Day, noLater } from "#kernel/day.ts";
import { conflict, notFound } from "#kernel/problem.ts";
import type { ListOwner, Terms } from "#capabilities/policy/words.ts";
import { answerSearch, registerSearch, type Search } from "./search.ts";
import {
  type CheckReferral,
  type Finding,
  kinds,
  type Origin,
  type Outcome,
  type ReferralToCheck,
  type Side,
  type Stage,
} from "./words.ts";

export type { Limit } from "#engines/schedule/limit.ts";

/** What has been said since it was sent. */
export interface Step {
  readonly kind: string;
  readonly day: Day;
  readonly by: string;
  readonly text: string;
}

export interface Referral {
  readonly route: string;
  readonly title: string;
  readonly clause: string;
  readonly department: ListOwner;
  readonly urgent: boolean;
  /** As the policy said on that day: what is sent keeps its terms. */
  readonly terms: Terms;
  /** Where the child lived then: whose department it was sent to, also after a move. */
  readonly to: string;
  readonly note: string;
  readonly number: string | null;
  readonly day: Day;
  readonly sender: string;
  /** What was given: gone from here once it has ended, and for good in the entry. */
  readonly facts: Readonly<Record<string, FactValue>>;
  /** Of a search for parents: whom for, since when, and what it came to. */
  readonly search?: Search;
  /** What of the file it came from, as that was called on the day. */
  readonly origin?: Origin & { readonly title: string };
  readonly stage: Stage;
  readonly since: Day;
  readonly limit: Limit | null;
  readonly outcome: Outcome | null;
  readonly steps: readonly Step[];
}

/** Referrals of one child's file by their number, which counts within the file and is never used again. */
export type ReferralState = Readonly<Record<string, Referral>>;
export const initial: ReferralState = {};

const turn: Readonly<Record<Stage, Side>> = {
  sent: "department", received: "department", accepted: "department", answered: "house", returned: "house", closed: "none", withdrawn: "none",
}; // prettier-ignore
export const waitsFor = (stage: Stage): Side => turn[stage];
export const isOpen = ({ stage }: Pick<Referral, "stage">): boolean => turn[stage] !== "none";

type Body = Readonly<Record<string, unknown>>;

/** What each entry makes of a referral; `checked` is told apart by what was found. */
const next: Readonly<Record<string, Stage>> = {
  [kinds.received]: "received",
  [kinds.accepted]: "accepted",
  [kinds.returned]: "returned",
  [kinds.answered]: "answered",
  [kinds.closed]: "closed",
  [kinds.withdrawn]: "withdrawn",
};

const said = (body: Body): string => {
  const text = body["reason"] ?? body["result"] ?? body["note"];
  return typeof text === "string" ? text : "";
};

function stepped(referral: Referral, kind: string, body: Body): Referral {
  const stage = kind === kinds.checked ? (body["solved"] === true ? referral.stage : "accepted") : next[kind];
  if (stage === undefined) return referral;
  const day = body["day"] as Day;
  const ended = turn[stage] === "none";
  return {
    ...referral,
    stage,
    since: stage === referral.stage ? referral.since : day,
    limit: ended ? null : ((body["limit"] as Limit | undefined) ?? referral.limit),
    outcome: (body["outcome"] as Outcome | undefined) ?? referral.outcome,
    facts: ended ? {} : referral.facts,
    ...(body["search"] !== undefined && { search: body["search"] as Search }),
    steps: [...referral.steps, { kind, day, by: typeof body["who"] === "string" ? body["who"] : "", text: said(body) }],
  };
}

export function evolve(state: ReferralState, entry: { kind: string; body: Record<string, unknown> }): ReferralState {
  const { no, ...body } = entry.body;
  const key = String(no);
  if (entry.kind === kinds.sent) {
    const begun = { ...body, stage: "sent", since: body["day"], outcome: null, steps: [] } as unknown as Referral;
    return { ...state, [key]: begun };
  }
  const referral = state[key];
  if (!entry.kind.startsWith("referral.") || !referral) return state;
  return { ...state, [key]: stepped(referral, entry.kind, body) };
}

interface Drafted {
  readonly kind: string;
  readonly body: Record<string, unknown>;
}

export interface Present {
  readonly today: Day;
  /** Name of whoever acts, as the file keeps it. */
  readonly name: string;
  /** The limit of a step of so many working days that begins today, or on a later day. */
  readonly limit: (workdays: number, terms: Pick<Terms, "remind" | "climb">, from?: Day) => Limit;
}

/** Errors: referral.unknown (404). */
export function getReferral(state: ReferralState, no: number): Referral {
  const referral = state[String(no)];
  if (!referral) throw notFound("referral.unknown");
  return referral;
}

/** Errors: referral.unknown (404), referral.not_now (409) where it stands otherwise. */
function standing(state: ReferralState, no: number, ...wanted: readonly Stage[]): Referral {
  const referral = getReferral(state, no);
  if (!wanted.includes(referral.stage)) throw conflict("referral.not_now", { stage: referral.stage });
  return referral;
}

export const openOf = (state: ReferralState, route: string): number | null => {
  const found = Object.entries(state).find(([, one]) => one.route === route && isOpen(one));
  return found ? Number(found[0]) : null;
};

const draft = (kind: string, no: number, present: Present, more: Body = {}): Drafted => ({
  kind,
  body: { no, day: present.today, who: present.name, ...more },
});

export type Sending = Pick<
  Referral,
  | "route"
  | "title"
  | "clause"
  | "department"
  | "urgent"
  | "terms"
  | "to"
  | "note"
  | "number"
  | "facts"
  | "search"
  | "origin"
>;

/**
 * A referral begins. `instead`: one that came back, which ends by it. Errors: referral.open_already (409) where the same
 * finding waits with a department; as standing. What goes in the place of another comes from where that one came from.
 */
export function sendReferral(state: ReferralState, sending: Sending, instead: number | undefined, present: Present): Drafted[] {
  if (instead !== undefined) standing(state, instead, "returned");
  const open = openOf(state, sending.route);
  if (open !== null && open !== instead) throw conflict("referral.open_already", { no: open });
  const no = Object.keys(state).length + 1;
  const limit = present.limit(sending.terms.receive, sending.terms);
  const ended = { outcome: "given_up", reason: `改由第 ${no} 号转介` };
  const origin = sending.origin ?? (instead === undefined ? undefined : getReferral(state, instead).origin);
  return [
    ...(instead === undefined ? [] : [draft(kinds.closed, instead, present, ended)]),
    { kind: kinds.sent, body: { ...sending, ...(origin && { origin }), no, day: present.today, sender: present.name, limit } },
  ];
} // prettier-ignore

/** Signs for it. One that was signed for already stays as it is. */
export function receiveReferral(state: ReferralState, no: number, present: Present): Drafted[] {
  const { terms, stage } = standing(state, no, "sent", "received", "accepted");
  if (stage !== "sent") return [];
  return [draft(kinds.received, no, present, { limit: present.limit(terms.answer, terms) })];
}

/** The answer to a search is due after its term and not before; whoever answers is reminded when it is over. */
function searchLimit({ terms }: Referral, { missingFrom }: Search, present: Present): Limit {
  const from = missingFrom !== null && missingFrom > present.today ? missingFrom : present.today;
  return { ...present.limit(terms.answer, terms, from), remindOn: from };
}

/** When and under which number the police registered a search; nothing said is today's. */
export interface Registering {
  readonly registeredOn?: Day | undefined;
  readonly registration?: string | undefined;
}

function registered(referral: Referral, { registeredOn, registration = "" }: Registering, present: Present): Body {
  if (!referral.search) return {};
  const search = registerSearch(
    referral.search,
    { on: registeredOn ?? present.today, registration },
    { asked: referral.day, today: present.today },
  );
  return { search, limit: searchLimit(referral, search, present) };
}

/** The day or the number of a search is put right, or added: the term counts from the new day. The same again is no news. */
function registeredAnew(referral: Referral, no: number, registering: Registering, present: Present): Drafted[] {
  const { search } = referral;
  if (!search) return [];
  const { registeredOn = search.registeredOn ?? present.today, registration = search.registration } = registering;
  if (registeredOn === search.registeredOn && registration === search.registration) return [];
  return [draft(kinds.accepted, no, present, registered(referral, { registeredOn, registration }, present))];
}

/** Takes it on; the day of the answer counts from when it was signed for, a search's term from when it was registered. */
export function acceptReferral(state: ReferralState, no: number, present: Present, registering: Registering = {}): Drafted[] {
  const referral = standing(state, no, "sent", "received", "accepted");
  if (referral.stage === "accepted") return registeredAnew(referral, no, registering, present);
  const more = registered(referral, registering, present);
  return [...receiveReferral(state, no, present), draft(kinds.accepted, no, present, more)];
} // prettier-ignore

/** Gives it back with a reason: what is to be done now is the sender's. */
export function returnReferral(state: ReferralState, no: number, reason: string, present: Present): Drafted[] {
  const { terms } = standing(state, no, "sent", "received", "accepted");
  const limit = present.limit(terms.check, terms);
  return [...receiveReferral(state, no, present), draft(kinds.returned, no, present, { reason, limit })];
}

/** What came of it. One page is enough: what was not signed for or taken on yet is so by this. */
export function answerReferral(state: ReferralState, no: number, result: string, present: Present, findings: readonly Finding[] = []): Drafted[] {
  standing(state, no, "sent", "received", "accepted");
  const accepting = acceptReferral(state, no, present);
  const { terms, search } = getReferral(accepting.reduce<ReferralState>(evolve, state), no);
  const limit = present.limit(terms.check, terms);
  const found = search && { search: answerSearch(search, findings, present.today) };
  return [...accepting, draft(kinds.answered, no, present, { result, limit, ...found })];
} // prettier-ignore

/** A phone's day is never before the answer, and never after today. */
const dayWithin = (day: Day, since: Day, now: Day): Day => (day < since ? since : noLater(day, now));

/**
 * Looked at with the child itself: solved ends it; not solved gives it back, with a new day.
 * Errors: referral.unknown (404), referral.not_now, referral.answered_since (409).
 */
export function checkReferral(
  state: ReferralState,
  no: number,
  { solved, note, day, seen }: Pick<CheckReferral, "solved" | "note" | "day" | "seen">,
  given: Present,
): Drafted[] {
  const referral = standing(state, no, "answered");
  const { terms, search, since, steps } = referral;
  // it was looked at before the department answered anew: that says nothing of this answer
  if (seen !== undefined && seen !== steps.length) throw conflict("referral.answered_since");
  const present = { ...given, today: dayWithin(day ?? given.today, since, given.today) };
  if (!solved) {
    const limit = search ? searchLimit(referral, search, given) : present.limit(terms.answer, terms);
    return [draft(kinds.checked, no, present, { solved, note, limit })];
  }
  const ended = draft(kinds.closed, no, present, { outcome: "solved" });
  return [draft(kinds.checked, no, present, { solved, note }), ended];
}

/** Answers of departments that somebody has to look at with the child itself. */
export const toCheck = (state: ReferralState): Omit<ReferralToCheck, "owner">[] =>
  Object.entries(state).flatMap(([no, { stage, title, department, urgent, since, limit, steps }]) =>
    stage === "answered"
      ? [{ no: Number(no), title, department, urgent, answeredOn: since, result: steps.at(-1)?.text ?? "", due: limit?.due ?? null, seen: steps.length }]
      : [],
  ); // prettier-ignore

/** Ends one that came back without another one in its place. */
export function closeReferral(state: ReferralState, no: number, reason: string, present: Present): Drafted[] {
  standing(state, no, "returned");
  return [draft(kinds.closed, no, present, { outcome: "given_up", reason })];
}

/** Takes back what should not have been sent, as long as nothing came of it. */
export function withdrawReferral(state: ReferralState, no: number, reason: string, present: Present): Drafted[] {
  standing(state, no, "sent", "received", "accepted");
  return [draft(kinds.withdrawn, no, present, { outcome: "withdrawn", reason })];
}
