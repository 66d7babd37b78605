import type { FactValue } from "#engines/rules/catalogue.ts";
import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import type { ConferencePart } from "#capabilities/policy/words.ts";
import type { Limit } from "#capabilities/referral/decide.ts";
import { type Answer, type DecisionStage, kinds, type Outcome, type Stage, type Way } from "./stages.ts";

/* What a conference is, and what each entry makes of it. */

export interface Invitation {
  readonly department: string;
  /** What it is asked along for. */
  readonly title: string;
  /** By which the ledger of givings knows its materials; null within civil affairs. */
  readonly number: string | null;
  /** Its materials: gone from here once the conference has ended, and for good in the entry. */
  readonly facts: Readonly<Record<string, FactValue>>;
  readonly answer: Answer;
  readonly said: string;
  readonly opinion: string;
  /** When its officers first opened or answered it; null where nobody has. Not known of one of before this was noted. */
  readonly openedOn?: Day | null;
  readonly limit: Limit | null;
}

export interface Decision {
  readonly nth: number;
  readonly what: string;
  readonly department: string | null;
  readonly person: string;
  /** The number of the file's task that it is, where a person owns it. */
  readonly task: number | null;
  readonly stage: DecisionStage;
  readonly day: Day;
  readonly limit: Limit;
  readonly said: string;
  /** How often it was given out again: an answer to what was asked before is none to what is asked now. */
  readonly round?: number;
}

export interface Minutes {
  readonly heldOn: Day;
  readonly present: readonly string[];
  /** Invited, and not accepted. */
  readonly absent: readonly string[];
  readonly text: string;
  readonly taker: string;
  /** What stood there before it was corrected, the oldest first: until when, by whom corrected, and why. */
  readonly earlier: readonly Earlier[];
}

export interface Earlier {
  readonly text: string;
  readonly until: Day;
  readonly by: string;
  readonly reason: string;
}

/** What was done, the oldest first. */
export interface Step {
  readonly kind: string;
  readonly day: Day;
  readonly by: string;
  readonly text: string;
}

export interface Conference {
  /** One meeting may be about several children: each file has its own part of it, and this is all that they share. */
  readonly sitting?: Id;
  readonly reason: string;
  readonly clause: string;
  /** As the policy said on that day. */
  readonly terms: ConferencePart["terms"];
  /** Where the child lived then: whose departments were invited, also after a move. */
  readonly to: string;
  readonly day: Day;
  readonly caller: string;
  readonly meets: Day;
  readonly time: string;
  readonly place: string;
  readonly way: Way;
  readonly instead: number | null;
  readonly next: number | null;
  readonly invited: Readonly<Record<string, Invitation>>;
  readonly minutes: Minutes | null;
  readonly decisions: readonly Decision[];
  readonly reviewOn: Day | null;
  readonly stage: Stage;
  readonly since: Day;
  /** Of the meeting, then of the review. */
  readonly limit: Limit | null;
  readonly outcome: Outcome | null;
  readonly steps: readonly Step[];
}

/** Conferences of one child's file by their number, which counts within the file and is never used again. */
export type ConferenceState = Readonly<Record<string, Conference>>;
export const initial: ConferenceState = {};

/** Nobody of its department has had it before their eyes; where that is not known, they may have. */
export const isUnopened = ({ openedOn, answer, opinion }: Invitation): boolean =>
  openedOn === null && answer === "waiting" && opinion === "";

export const isOpen = ({ stage }: Pick<Conference, "stage">): boolean => stage === "called" || stage === "held";

export const isWaiting = ({ stage }: Pick<Decision, "stage">): boolean => stage === "open" || stage === "unable";

export const decisionsOpen = ({ decisions }: Pick<Conference, "decisions">): readonly Decision[] =>
  decisions.filter(isWaiting);

/** To be reviewed: nothing is open any more, or its day has come. */
export const isReady = (one: Conference, today: Day): boolean =>
  one.stage === "held" && (decisionsOpen(one).length === 0 || (one.reviewOn !== null && one.reviewOn <= today));

type Body = Readonly<Record<string, unknown>>;

const said = (body: Body): string => {
  const text = body["reason"] ?? body["result"] ?? body["opinion"] ?? body["note"] ?? body["sends"] ?? body["what"];
  return typeof text === "string" ? text : "";
};

function begun(body: Body): Conference {
  const { no: _no, who, day, ...rest } = body;
  return {
    ...rest, day, caller: who, since: day, stage: "called", next: null, invited: {}, minutes: null, decisions: [], reviewOn: null,
    outcome: null, steps: [],
  } as unknown as Conference;
} // prettier-ignore

const invite = (one: Conference, body: Body): Conference => {
  const { department, title, number, facts, limit } = body as unknown as Invitation;
  const invitation: Invitation = {
    department,
    title,
    number,
    facts,
    limit,
    answer: "waiting",
    said: "",
    opinion: "",
    ...(body["isWatched"] === true && { openedOn: null }),
  };
  return { ...one, invited: { ...one.invited, [department]: invitation } };
};

/** What it was to see is gone with it; the entry of its inviting keeps it, under the child's key. */
function uninvited(one: Conference, body: Body): Conference {
  const { [String(body["department"])]: _gone, ...invited } = one.invited;
  return { ...one, invited };
}

function answered(one: Conference, body: Body, change: Partial<Invitation>): Conference {
  const department = String(body["department"]);
  const held = one.invited[department];
  if (!held) return one;
  // who answers has it before their eyes, with or without having opened a page; what never was known stays so
  const read = held.openedOn === null && { openedOn: body["day"] as Day };
  return { ...one, invited: { ...one.invited, [department]: { ...held, ...read, ...change } } };
}

function convened(one: Conference, body: Body): Conference {
  const { heldOn, present, absent, minutes, reviewOn, limit, who, day } = body as unknown as Minutes & { minutes: string; reviewOn: Day; limit: Limit; who: string; day: Day };
  return { ...one, stage: "held", since: day, reviewOn, limit, minutes: { heldOn, present, absent, text: minutes, taker: who, earlier: [] } };
} // prettier-ignore

function corrected(one: Conference, body: Body): Conference {
  const { minutes: text, reason, who: by, day: until } = body as unknown as Earlier & { minutes: string; who: string; day: Day };
  if (!one.minutes) return one;
  const earlier = [...(one.minutes.earlier ?? []), { text: one.minutes.text, until, by, reason }];
  return { ...one, minutes: { ...one.minutes, text, earlier } };
} // prettier-ignore

/** Who had said that they come is asked about the new day; what was given and written stays. */
function moved(one: Conference, body: Body): Conference {
  const { meets, time, place, way, limit, answering } = body as unknown as Conference & { answering: Limit };
  const invited = Object.entries(one.invited).map(([id, each]) => [id, { ...each, answer: "waiting" as const, said: "", limit: answering }] as const);
  return { ...one, meets, time, place, way, limit, invited: Object.fromEntries(invited) };
} // prettier-ignore

/** One that was carried over keeps the day of its deciding, and what its owner has said. */
function decided(one: Conference, body: Body): Conference {
  const { nth, what, department, person, task, limit, day } = body as unknown as Decision;
  const { stage, said: word, decidedOn } = body as { stage?: DecisionStage; said?: string; decidedOn?: Day };
  return { ...one, decisions: [...one.decisions, { nth, what, department, person, task, limit, day: decidedOn ?? day, stage: stage ?? "open", said: word ?? "" }] };
} // prettier-ignore

const changed = (one: Conference, body: Body, change: Partial<Decision>): Conference => ({
  ...one,
  decisions: one.decisions.map((each) => (each.nth === body["nth"] ? { ...each, ...change } : each)),
});

function renewed(one: Conference, body: Body): Conference {
  const { department, person, task, limit, day } = body as unknown as Decision;
  const { round = 0 } = one.decisions.find(({ nth }) => nth === body["nth"]) ?? {};
  return changed(one, body, {
    department,
    person,
    task,
    limit,
    day,
    stage: "open",
    said: said(body),
    round: round + 1,
  });
}

/** What was given is let go of; the entry keeps it for good, under the child's key. */
function ended(one: Conference, body: Body, stage: Stage): Conference {
  const invited = Object.entries(one.invited).map(([id, each]) => [id, { ...each, facts: {}, limit: null }] as const);
  const { outcome, day } = body as unknown as Conference;
  const next = typeof body["next"] === "number" ? body["next"] : null;
  return { ...one, stage, outcome, next, since: day, limit: null, invited: Object.fromEntries(invited) };
}

const changes: Readonly<Record<string, (one: Conference, body: Body) => Conference>> = {
  [kinds.invited]: invite,
  [kinds.uninvited]: uninvited,
  [kinds.opened]: (one, body) => answered(one, body, {}),
  [kinds.corrected]: corrected,
  [kinds.moved]: moved,
  [kinds.accepted]: (one, body) => answered(one, body, { answer: "accepted", said: said(body), limit: null }),
  [kinds.declined]: (one, body) => answered(one, body, { answer: "declined", said: said(body), limit: null }),
  [kinds.opined]: (one, body) => answered(one, body, { opinion: said(body) }),
  [kinds.held]: convened,
  [kinds.decided]: decided,
  [kinds.fulfilled]: (one, body) => changed(one, body, { stage: body["done"] === true ? "done" : "unable", said: said(body) }),
  [kinds.renewed]: renewed,
  [kinds.dropped]: (one, body) => changed(one, body, { stage: body["stage"] as DecisionStage, said: said(body) }),
  [kinds.reviewed]: (one, body) =>
    body["review"] === "on" ? { ...one, reviewOn: body["reviewOn"] as Day, limit: body["limit"] as Limit } : one,
  [kinds.closed]: (one, body) => ended(one, body, "closed"),
  [kinds.cancelled]: (one, body) => ended(one, body, "cancelled"),
}; // prettier-ignore

/** Whose task it is has closed it where tasks are closed: the decision is done by that. */
function byTask(state: ConferenceState, body: Body): ConferenceState {
  const ofTask = (each: Decision): boolean => each.task === body["no"] && each.stage === "open";
  const found = Object.entries(state).find(([, one]) => isOpen(one) && one.decisions.some(ofTask));
  if (!found) return state;
  const [no, one] = found;
  const decisions = one.decisions.map((each) => (ofTask(each) ? { ...each, stage: "done" as const, said: said({ note: body["outcome"] }) } : each));
  const owner = one.decisions.find(ofTask)?.person ?? "";
  const step: Step = { kind: kinds.fulfilled, day: body["day"] as Day, by: owner, text: said({ note: body["outcome"] }) };
  return { ...state, [no]: { ...one, decisions, steps: [...one.steps, step] } };
} // prettier-ignore

export function evolve(state: ConferenceState, entry: { kind: string; body: Record<string, unknown> }): ConferenceState {
  if (entry.kind === "task.closed") return byTask(state, entry.body);
  if (!entry.kind.startsWith("conference.")) return state;
  const no = String(entry.body["no"]);
  if (entry.kind === kinds.called) return { ...state, [no]: begun(entry.body) };
  const one = state[no];
  const change = changes[entry.kind];
  if (!one || !change) return state;
  const { day, who } = entry.body as { day: Day; who: string };
  const step = { kind: entry.kind, day, by: who, text: said(entry.body) };
  return { ...state, [no]: { ...change(one, entry.body), steps: [...one.steps, step] } };
} // prettier-ignore
