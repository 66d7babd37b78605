import type { Id } from "#kernel/id.ts";
import { conflict, Problem } from "#kernel/problem.ts";
import {
  draft,
  type Drafted,
  type Invited,
  type Meeting,
  needOpenFile,
  type Present,
  standing,
  yearFrom,
} from "./decide.ts";
import { requireNotOwned, requireWithin } from "./carrying.ts";
import { type ConferenceState, isUnopened } from "./state.ts";
import { kinds } from "./stages.ts";
import type { CorrectMinutes, MoveMeeting } from "./words.ts";

/* What may still change about a conference that was called: whom it has, when it is held, and what its minutes say. */

/**
 * One more department, before the meeting, with materials of its own. Errors: conference.invited_twice; conference.day_wrong where the
 * day of the meeting is over; registry.file_closed (409); as standing.
 */
export function inviteLater(state: ConferenceState, no: number, invited: Invited, present: Present): Drafted[] {
  needOpenFile(present);
  const one = standing(state, no, "called");
  if (one.invited[invited.department]) throw new Problem("conference.invited_twice");
  if (one.meets < present.today) throw new Problem("conference.day_wrong", { day: one.meets });
  return [draft(kinds.invited, no, present, { ...invited, limit: present.within(one.terms.answer, one.terms, one.meets), isWatched: true })];
} // prettier-ignore

/**
 * The meeting that a further child joins, before it. Errors: conference.alone (409) where it was called before children could join;
 * conference.day_wrong where its day is over; registry.file_closed (409); as standing.
 */
export function joinable(state: ConferenceState, no: number, present: Present): Meeting & { readonly sitting: Id } {
  needOpenFile(present);
  const { sitting, meets: day, reason, time, place, way } = standing(state, no, "called");
  if (sitting === undefined) throw conflict("conference.alone");
  if (day < present.today) throw new Problem("conference.day_wrong", { day });
  return { sitting, reason, day, time, place, way };
}

/**
 * Held on another day or elsewhere: everybody is asked again whether they come. Errors: conference.day_wrong;
 * registry.file_closed (409); as standing.
 */
export function moveMeeting(state: ConferenceState, no: number, command: Omit<MoveMeeting, "id">, present: Present): Drafted[] {
  needOpenFile(present);
  const one = standing(state, no, "called");
  const { day: meets, time, place, way, reason } = command;
  if (one.meets === meets && one.time === time && one.place === place && one.way === way) return []; // nobody is asked again for nothing
  const { terms } = one;
  if (meets < present.today) throw new Problem("conference.day_wrong", { day: meets });
  requireWithin(yearFrom(present.today), meets);
  const answering = present.within(terms.answer, terms, meets);
  return [draft(kinds.moved, no, present, { meets, time, place, way, reason, limit: present.on(meets, terms), answering })];
} // prettier-ignore

/**
 * Takes an invitation back that nobody has opened. Errors: conference.not_invited, conference.opened_already,
 * conference.owner_uninvited, conference.nobody_left (409); as standing.
 */
export function takeBack(state: ConferenceState, no: number, department: string, reason: string, present: Present): Drafted[] {
  const one = standing(state, no, "called");
  const found = one.invited[department];
  if (!found) throw conflict("conference.not_invited");
  if (!isUnopened(found)) throw conflict("conference.opened_already");
  requireNotOwned(one, department);
  if (Object.keys(one.invited).length === 1) throw conflict("conference.nobody_left");
  return [draft(kinds.uninvited, no, present, { department, reason })];
} // prettier-ignore

/** The first time that an invited department opens it, before the meeting. */
export function openInvitation(state: ConferenceState, no: number, department: string, present: Present): Drafted[] {
  const found = state[String(no)]?.invited[department];
  if (!found || !isUnopened(found) || state[String(no)]?.stage !== "called") return [];
  return [draft(kinds.opened, no, present, { department })];
}

/**
 * What the minutes say is put right; what they said stays with who, when and why. Errors: conference.minutes_changed (409) where somebody
 * else has corrected them since; conference.not_now (409) before the meeting.
 */
export function correctMinutes(state: ConferenceState, no: number, command: Omit<CorrectMinutes, "id">, present: Present): Drafted[] {
  const one = state[String(no)];
  if (!one?.minutes) standing(state, no, "held");
  const { minutes, reason, earlier } = command;
  if ((one?.minutes?.earlier ?? []).length !== earlier) throw conflict("conference.minutes_changed");
  if (one?.minutes?.text === minutes) return [];
  return [draft(kinds.corrected, no, present, { minutes, reason })];
} // prettier-ignore
