import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { fileOf } from "#capabilities/registry/index.ts";
import { factsInWords, openedOf } from "#capabilities/referral/index.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import type { Conference } from "./decide.ts";
import { type Decision, type Invitation, isOpen, isReady, isUnopened } from "./state.ts";
import { outcomes, ways } from "./stages.ts";
import type { ConferenceShown, DecisionShown, InvitationShown, InvitedShown, PartShown } from "./words.ts";
import type { ConferenceWorld } from "./world.ts";
import { history } from "./zh.ts";

const meetingOf = (childId: Id, no: number, name: string, one: Conference) => ({
  childId, no, sitting: one.sitting ?? null, name, stage: one.stage, reason: one.reason, clause: one.clause, calledOn: one.day, caller: one.caller, day: one.meets, heldOn: one.minutes?.heldOn ?? null,
  time: one.time, place: one.place, way: ways[one.way], outcome: one.outcome && outcomes[one.outcome], assumed: [...(one.limit?.assumed ?? [])],
}); // prettier-ignore

const decisionShown = ({ nth, what, department, person, task, stage, day, limit, said, round = 0 }: Decision): DecisionShown => ({
  nth, what, department, person, task, stage, decidedOn: day, due: limit.due, climbsOn: limit.climbsOn, said, round,
}); // prettier-ignore

async function invitationShown(world: ConferenceWorld, one: Invitation, opened: boolean): Promise<InvitationShown> {
  const { department, title, number, answer, said, opinion, openedOn, limit } = one;
  const facts = await factsInWords(world, one.facts, opened);
  return {
    department,
    title,
    number,
    answer,
    said,
    opinion,
    openedOn: openedOn ?? null,
    unopened: isUnopened(one),
    due: limit?.due ?? null,
    facts,
  };
}

/** One conference as civil affairs sees it; what was given stays masked here, unless somebody opens it for a purpose. */
export async function shownConference(
  world: ConferenceWorld,
  subject: Subject,
  no: number,
  one: Conference,
  today: Day,
  opened: boolean,
  parts: readonly PartShown[],
): Promise<ConferenceShown> {
  const { facts, status } = fileOf(subject);
  const invited = await Promise.all(Object.values(one.invited).map((each) => invitationShown(world, each, opened)));
  const { terms, instead, next, minutes, decisions, reviewOn, steps } = one;
  return {
    ...meetingOf(subject.id, no, String(facts["name"]?.value ?? ""), one), area: subject.area, parts: [...parts], fileOpen: status === "open",
    termsClause: terms.clause, instead, next, invited, reviewOn, toReview: isReady(one, today), decisions: decisions.map(decisionShown),
    minutes: minutes && { ...minutes, present: [...minutes.present], absent: [...minutes.absent], earlier: [...(minutes.earlier ?? [])] },
    opened: [...new Set(invited.flatMap((each) => openedOf(each.facts)))],
    steps: steps.filter(({ kind }) => kind !== "conference.invited").map(({ kind, day, by, text }) => ({ title: history[kind] ?? "", on: day, by, text })),
  };
} // prettier-ignore

/** The materials of a department that does not come, or never said so, are gone for it, unless a decision is its own. */
const seen = (one: Conference, invitation: Invitation): Invitation => {
  const owns = one.decisions.some(({ department, stage }) => department === invitation.department && stage === "open");
  const absent = invitation.answer === "declined" || (invitation.answer === "waiting" && one.stage !== "called");
  return absent && !owns ? { ...invitation, facts: {} } : invitation;
};

/** An invitation that may still be taken back: its department knows that there is one, and not whose. */
export const isFaceDown = ({ stage, invited }: Conference, department: string): boolean =>
  stage === "called" && invited[department] !== undefined && isUnopened(invited[department]);

/** The name that was given; within civil affairs, which is given nothing, the file's own. */
export function nameGiven(subject: Subject, one: Conference, department: string): string {
  const invitation = one.invited[department];
  if (!invitation) return "";
  const own = one.outcome === null ? fileOf(subject).facts["name"]?.value : undefined;
  const held = department === "civil_affairs" ? own : seen(one, invitation).facts["name"];
  return typeof held === "string" ? held : "";
}

/** What an invited department sees: its own part, and nothing of anybody else's. */
export async function shownInvited(
  world: ConferenceWorld,
  subject: Subject,
  no: number,
  one: Conference,
  invitation: Invitation,
): Promise<InvitedShown> {
  const { department, answer } = invitation;
  const shown = await invitationShown(world, seen(one, invitation), true);
  const own = one.decisions.filter((each) => each.department === department);
  const waits = (one.stage === "called" && answer === "waiting") || (isOpen(one) && own.some(({ stage }) => stage === "open")); // prettier-ignore
  return {
    ...meetingOf(subject.id, no, nameGiven(subject, one, department), one),
    invitation: shown,
    decisions: own.map(decisionShown),
    waits,
    opened: openedOf(shown.facts),
  };
}
