import type { FactValue } from "#engines/rules/catalogue.ts";
import { addMonths, type Day } from "#kernel/day.ts";
import { conflict, notFound, Problem } from "#kernel/problem.ts";
import type { Limit } from "#capabilities/referral/decide.ts";
import { closeTask, openTask, type TaskState } from "#capabilities/task/decide.ts";
import { carriedFrom, requireNothingCarried, requireWithin } from "./carrying.ts";
import {
  type Conference,
  type ConferenceState,
  decisionsOpen,
  type Decision,
  evolve,
  isOpen,
  isReady,
} from "./state.ts";
import type { CallConference, Decided, HoldConference, RenewDecision, ReviewConference } from "./words.ts";
import { kinds, type Stage } from "./stages.ts";

export { type Conference, type ConferenceState, evolve, initial } from "./state.ts";

type Body = Readonly<Record<string, unknown>>;
export interface Drafted {
  readonly kind: string;
  readonly body: Record<string, unknown>;
}

export interface Present {
  readonly today: Day;
  /** Name of whoever acts, as the file keeps it. */
  readonly name: string;
  /** Of a closed file a conference can only be brought to its end. */
  readonly fileOpen: boolean;
  /** A step of so many working days that begins today, but no later than a day; or one that is due on a day. */
  readonly within: (workdays: number, terms: Terms, latest: Day) => Limit;
  readonly on: (due: Day, terms: Terms) => Limit;
}
type Terms = Conference["terms"];

/** Errors: conference.unknown (404). */
export function getConference(state: ConferenceState, no: number): Conference {
  const one = state[String(no)];
  if (!one) throw notFound("conference.unknown");
  return one;
}

/** Errors: conference.unknown (404), conference.not_now (409) where it stands otherwise. */
export function standing(state: ConferenceState, no: number, wanted: Stage): Conference {
  const one = getConference(state, no);
  if (one.stage !== wanted) throw conflict("conference.not_now", { stage: one.stage });
  return one;
}

/** Errors: registry.file_closed (409): of a closed file nothing new is begun. */
export function needOpenFile({ fileOpen }: Present): void {
  if (!fileOpen) throw conflict("registry.file_closed");
}

export const openOf = (state: ConferenceState): number | null => {
  const found = Object.entries(state).find(([, { stage }]) => stage === "called" || stage === "held");
  return found ? Number(found[0]) : null;
};

export const draft = (kind: string, no: number, present: Present, more: Body = {}): Drafted => ({
  kind,
  body: { no, day: present.today, who: present.name, ...more },
});

export interface Invited {
  readonly department: string;
  readonly title: string;
  readonly number: string | null;
  readonly facts: Readonly<Record<string, FactValue>>;
}

export type Calling = Pick<Conference, "clause" | "terms" | "to" | "sitting"> & {
  readonly invited: readonly Invited[];
};

/** When, where and what for; whom with comes with what each of them is given. */
export type Meeting = Pick<CallConference, "reason" | "day" | "time" | "place" | "way" | "instead" | "review">;

/** The one before ends by this one: what of it is still open goes over to it. */
function endsBefore(state: ConferenceState, { instead, review }: Meeting, next: number, present: Present): Drafted[] {
  if (instead === undefined) return [];
  const before = standing(state, instead, "held");
  if (review === undefined) throw new Problem("conference.review_missing");
  const ended = { outcome: "again", note: review, next };
  return [
    ...decisionsOpen(before).map(({ nth }) => draft(kinds.dropped, instead, present, { nth, stage: "carried", reason: `转第 ${next} 号会商` })),
    draft(kinds.reviewed, instead, present, { review: "again", note: review }),
    draft(kinds.closed, instead, present, ended),
  ];
} // prettier-ignore

/**
 * A conference is called. Errors: conference.open_already (409) where another one of the file is open; conference.day_wrong
 * where the meeting lies in the past; conference.invited_twice; registry.file_closed (409); as standing, requireWithin and
 * carriedFrom: what the one before has left open is this one's from now on.
 */
export function callConference(state: ConferenceState, command: Meeting, calling: Calling, present: Present): Drafted[] {
  needOpenFile(present);
  const open = openOf(state);
  if (open !== null && open !== command.instead) throw conflict("conference.open_already", { no: open });
  const { day: meets, time, place, way, reason, instead = null } = command;
  if (meets < present.today) throw new Problem("conference.day_wrong", { day: meets });
  const { invited, ...begun } = calling;
  if (new Set(invited.map(({ department }) => department)).size !== invited.length) throw new Problem("conference.invited_twice");
  const no = Object.keys(state).length + 1;
  requireWithin(yearFrom(present.today), meets);
  const limit = present.within(calling.terms.answer, calling.terms, meets);
  const carried = instead === null ? [] : carriedFrom(getConference(state, instead), instead, invited);
  return [
    ...endsBefore(state, command, no, present),
    draft(kinds.called, no, present, { ...begun, reason, meets, time, place, way, instead, limit: present.on(meets, calling.terms) }),
    ...invited.map((one) => draft(kinds.invited, no, present, { ...one, limit, isWatched: true })),
    ...carried.map((one) => draft(kinds.decided, no, present, { ...one })),
  ];
} // prettier-ignore

/** Errors: conference.unknown (404) where this department was not invited; conference.not_now (409). */
function invitation(state: ConferenceState, no: number, department: string, wanted: Stage) {
  const found = getConference(state, no).invited[department];
  if (!found) throw notFound("conference.unknown");
  standing(state, no, wanted);
  return found;
}

export function acceptInvitation(state: ConferenceState, no: number, department: string, sends: string, present: Present): Drafted[] {
  needOpenFile(present);
  const { answer, said } = invitation(state, no, department, "called");
  if (answer === "accepted" && said === sends) return [];
  return [draft(kinds.accepted, no, present, { department, sends })];
} // prettier-ignore

export function declineInvitation(state: ConferenceState, no: number, department: string, reason: string, present: Present): Drafted[] {
  invitation(state, no, department, "called");
  return [draft(kinds.declined, no, present, { department, reason })];
} // prettier-ignore

/** A written opinion, also of one that does not come; a later one stands in the place of the one before. */
export function sendOpinion(state: ConferenceState, no: number, department: string, opinion: string, present: Present): Drafted[] {
  needOpenFile(present);
  invitation(state, no, department, "called");
  return [draft(kinds.opined, no, present, { department, opinion })];
} // prettier-ignore

/** How late something may be due. */
export const yearFrom = (day: Day): Day => addMonths(day, 12);

type Owner = Pick<Decided, "department" | "person" | "due">;

/** Errors: conference.owner_wrong: one owner each, a department among those invited; conference.due_wrong. */
function requireOwner({ invited }: Conference, { department, person, due }: Owner, present: Present): void {
  if ((department === undefined) === (person === undefined)) throw new Problem("conference.owner_wrong");
  if (department !== undefined && !invited[department]) throw new Problem("conference.owner_wrong");
  if (due < present.today) throw new Problem("conference.due_wrong");
}

/** A person's decision is a task of the file: number the file has not used yet, counting those drafted just before. */
function taskOf(what: string, no: number, { person, due }: Owner, present: Present): Drafted[] {
  if (person === undefined) return [];
  const wanted = { title: what.slice(0, 100), solution: `第 ${no} 号个案会商的决定`, owner: person, due };
  return [openTask(wanted, present.today, present.name)];
}

/**
 * What was said and decided. Each decision has an owner and a day. Errors: conference.day_wrong where it was not held
 * yet, or before it was called; conference.review_day_wrong; registry.file_closed (409); as standing, requireOwner, requireWithin.
 */
export function holdConference(state: ConferenceState, tasks: TaskState, no: number, command: HoldConference, present: Present): Drafted[] {
  needOpenFile(present);
  const one = standing(state, no, "called");
  const { heldOn, reviewOn, present: there, minutes, decisions } = command;
  if (heldOn > present.today || heldOn < one.day) throw new Problem("conference.day_wrong", { day: heldOn });
  if (reviewOn < present.today) throw new Problem("conference.review_day_wrong");
  requireWithin(yearFrom(heldOn), reviewOn, ...decisions.map(({ due }) => due));
  const absent = Object.values(one.invited).flatMap(({ department, answer }) => (answer === "accepted" ? [] : [department]));
  let count = tasks.count;
  const decided = decisions.flatMap((each, at) => {
    requireOwner(one, each, present);
    const { what, department = null, person = "", due } = each;
    const task = person === "" ? null : (count += 1);
    const body = { nth: one.decisions.length + at + 1, what, department, person, task, limit: present.on(due, one.terms) };
    return [draft(kinds.decided, no, present, body), ...taskOf(what, no, each, present)];
  });
  const held = { heldOn, present: there, absent, minutes, reviewOn, limit: present.on(reviewOn, one.terms) };
  return [draft(kinds.held, no, present, held), ...decided];
} // prettier-ignore

/** Before the meeting it is one that was carried over. Errors: conference.unknown (404), conference.not_now, conference.decision_not_now (409). */
function decision(state: ConferenceState, no: number, nth: number, ...wanted: readonly Decision["stage"][]): Decision {
  const { stage, decisions } = getConference(state, no);
  const one = decisions[nth - 1];
  if (!isOpen({ stage }) || (stage === "called" && !one)) throw conflict("conference.not_now", { stage });
  if (!one) throw notFound("conference.unknown");
  if (!wanted.includes(one.stage)) throw conflict("conference.decision_not_now", { stage: one.stage });
  return one;
}

/**
 * A department says what came of its decision, or why it cannot be. Errors: conference.unknown (404) for another's;
 * conference.decision_renewed (409) where it was given out again after it was read.
 */
export function fulfilDecision(
  state: ConferenceState,
  no: number,
  nth: number,
  answer: {
    readonly department: string;
    readonly done: boolean;
    readonly result: string;
    readonly round?: number | undefined;
  },
  present: Present,
): Drafted[] {
  const { department, done, result } = answer;
  if (getConference(state, no).decisions[nth - 1]?.department !== department) throw notFound("conference.unknown");
  const held = decision(state, no, nth, "open", "unable");
  if (answer.round !== undefined && answer.round !== (held.round ?? 0)) throw conflict("conference.decision_renewed");
  return [draft(kinds.fulfilled, no, present, { nth, done, result })];
}

/** The task of a decision that goes another way ends with it. */
function endTask({ task }: Decision, tasks: TaskState, outcome: string, present: Present): Drafted[] {
  if (task === null || !tasks.open[String(task)]) return [];
  return closeTask(tasks, task, { outcome }, present);
}

/** Not done after all, not possible, or somebody else's: it is open again, with a day. */
export function renewDecision(state: ConferenceState, tasks: TaskState, no: number, nth: number, command: RenewDecision, present: Present): Drafted[] {
  needOpenFile(present);
  const old = decision(state, no, nth, "open", "unable", "done");
  const one = getConference(state, no);
  requireOwner(one, command, present);
  requireWithin(yearFrom(present.today), command.due);
  const { note, department = null, person = "", due } = command;
  const task = person === "" ? null : tasks.count + 1;
  return [
    draft(kinds.renewed, no, present, { nth, department, person, task, note, limit: present.on(due, one.terms) }),
    ...endTask(old, tasks, `重新交办：${note}`, present),
    ...taskOf(old.what, no, command, present),
  ];
} // prettier-ignore

export function dropDecision(state: ConferenceState, tasks: TaskState, no: number, nth: number, reason: string, present: Present): Drafted[] {
  const old = decision(state, no, nth, "open", "unable");
  return [draft(kinds.dropped, no, present, { nth, stage: "dropped", reason }), ...endTask(old, tasks, `不再落实：${reason}`, present)];
} // prettier-ignore

/** What is still open when a conference ends without having helped goes with the reason. */
function dropRest(one: Conference, tasks: TaskState, no: number, reason: string, present: Present): Drafted[] {
  return decisionsOpen(one).flatMap((open) => [
    draft(kinds.dropped, no, present, { nth: open.nth, stage: "dropped", reason }),
    ...endTask(open, tasks, `不再落实：${reason}`, present),
  ]);
}

/**
 * The review: once all is done, or when its day has come. Errors: conference.review_early (409); conference.decisions_open
 * (409) where something is open and it is said to have helped; conference.review_day_wrong; registry.file_closed (409).
 */
export function reviewConference(state: ConferenceState, tasks: TaskState, no: number, command: ReviewConference, present: Present): Drafted[] {
  const { review, note, reviewOn } = command;
  const one = standing(state, no, "held");
  if (review !== "ended") needOpenFile(present);
  if (!isReady(one, present.today) && review !== "ended") throw conflict("conference.review_early", { day: one.reviewOn });
  const reviewed = draft(kinds.reviewed, no, present, { review, note });
  if (review === "on") {
    if (reviewOn === undefined || reviewOn <= present.today) throw new Problem("conference.review_day_wrong");
    requireWithin(yearFrom(present.today), reviewOn);
    return [{ ...reviewed, body: { ...reviewed.body, reviewOn, limit: present.on(reviewOn, one.terms) } }];
  }
  const left = decisionsOpen(one);
  if (review === "effective" && left.length > 0) throw conflict("conference.decisions_open", { count: left.length });
  return [...dropRest(one, tasks, no, note, present), reviewed, draft(kinds.closed, no, present, { outcome: review, note })];
} // prettier-ignore

/** Called by mistake, or settled before it was held. Errors: as standing and requireNothingCarried. */
export function cancelConference(state: ConferenceState, no: number, reason: string, present: Present): Drafted[] {
  requireNothingCarried(standing(state, no, "called"));
  return [draft(kinds.cancelled, no, present, { reason, outcome: "cancelled" })];
}

/** As it stands after these drafts. */
export const after = (state: ConferenceState, drafts: readonly Drafted[]): ConferenceState =>
  drafts.reduce<ConferenceState>(evolve, state);
