import { z } from "zod";
import { purposes } from "#kernel/purpose.ts";
import { daySchema, idSchema } from "#capabilities/registry/words.ts";
import { invitees, type Way, ways } from "./stages.ts";

export * from "./shapes.ts";
export * from "./stages.ts";

const words = (least: number, most: number) => z.string().trim().min(least).max(most);

const invitee = z.enum(invitees);

/** One that is invited, and which of the fields that its purpose allows it gets: as few as it needs. */
export const Inviting = z.strictObject({ department: invitee, fields: z.array(z.string().max(60)).max(60) });
export type Inviting = z.infer<typeof Inviting>;

/** What is said of each child of a meeting: whom for it, with which fields. */
const ofChild = {
  invited: z.array(Inviting).min(1).max(invitees.length),
  /** The file as the caller saw it: what leaves is what was shown. */
  seq: z.number().int().positive(),
  /** An earlier one that did not help and ends by this one, and what its review says. */
  instead: z.number().int().positive().optional(),
  review: words(2, 1000).optional(),
};

/** One child more of the same meeting, with materials of its own. */
export const AnotherChild = z.strictObject({ childId: idSchema, ...ofChild });
export type AnotherChild = z.infer<typeof AnotherChild>;

/** A page says what it is for each of them: more than these are no conference on single cases. */
export const MOST_OTHERS = 29;

export const CallConference = z.strictObject({
  id: idSchema,
  /** What has to be settled together. */
  reason: words(2, 500),
  day: daySchema,
  time: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/),
  place: words(1, 100),
  way: z.enum(Object.keys(ways) as [Way, ...Way[]]),
  ...ofChild,
  others: z.array(AnotherChild).max(MOST_OTHERS).optional(),
  /** Whoever calls it knows that nobody works on that day. */
  onRestDay: z.boolean().optional(),
});
export type CallConference = z.infer<typeof CallConference>;

/** One child more at a meeting that was called already. */
export const JoinMeeting = AnotherChild.extend({ id: idSchema, reason: CallConference.shape.reason });
export type JoinMeeting = z.infer<typeof JoinMeeting>;

/** Another day, time or place for a meeting that was not held yet; the invited see it and answer anew where they had not. */
export const MoveMeeting = z.strictObject({
  id: idSchema,
  day: daySchema,
  time: CallConference.shape.time,
  place: words(1, 100),
  way: CallConference.shape.way,
  reason: words(2, 500),
  onRestDay: CallConference.shape.onRestDay,
});
export type MoveMeeting = z.infer<typeof MoveMeeting>;

/** One more, before the meeting; of another version of the file nothing goes. */
export const InviteLater = z.strictObject({ id: idSchema, ...Inviting.shape, seq: ofChild.seq });
export type InviteLater = z.infer<typeof InviteLater>;

/** Invited by mistake, and not opened yet. */
export const TakeBack = z.strictObject({ id: idSchema, department: invitee, reason: words(2, 500) });
export type TakeBack = z.infer<typeof TakeBack>;

/** The minutes written anew; `earlier`: how often they had been corrected when whoever corrects them read them. */
export const CorrectMinutes = z.strictObject({
  id: idSchema,
  minutes: words(10, 6000),
  reason: words(2, 500),
  earlier: z.number().int().min(0).max(1000),
});
export type CorrectMinutes = z.infer<typeof CorrectMinutes>;

/** For every child of the meeting that this department is invited for, or for the one that the address names. */
const whole = z.boolean().optional();

export const AcceptInvitation = z.strictObject({ id: idSchema, sends: words(0, 100), whole });
export type AcceptInvitation = z.infer<typeof AcceptInvitation>;
export const DeclineInvitation = z.strictObject({ id: idSchema, reason: words(2, 500), whole });
export type DeclineInvitation = z.infer<typeof DeclineInvitation>;
export const SendOpinion = z.strictObject({ id: idSchema, opinion: words(2, 2000) });
export type SendOpinion = z.infer<typeof SendOpinion>;

/** Who does what by when: a department that was invited, or a person of civil affairs, whose task it becomes. */
export const Decided = z.strictObject({
  what: words(2, 300),
  department: invitee.optional(),
  person: words(1, 40).optional(),
  due: daySchema,
});
export type Decided = z.infer<typeof Decided>;

export const HoldConference = z.strictObject({
  id: idSchema,
  heldOn: daySchema,
  /** Who was there: unit and name. */
  present: z.array(words(2, 60)).min(1).max(60),
  minutes: words(10, 6000),
  decisions: z.array(Decided).max(30),
  reviewOn: daySchema,
});
export type HoldConference = z.infer<typeof HoldConference>;

export const FulfilDecision = z.strictObject({
  id: idSchema,
  done: z.boolean(),
  result: words(2, 1000),
  /** How often it had been given out again when whoever answers read it; not said, it is answered as it stands. */
  round: z.number().int().min(0).max(1000).optional(),
});
export type FulfilDecision = z.infer<typeof FulfilDecision>;

/** Again, or by somebody else, with another day. */
export const RenewDecision = z.strictObject({
  id: idSchema,
  note: words(2, 500),
  ...Decided.omit({ what: true }).shape,
});
export type RenewDecision = z.infer<typeof RenewDecision>;

export const EndByReason = z.strictObject({ id: idSchema, reason: words(2, 500) });
export type EndByReason = z.infer<typeof EndByReason>;

/** effective and ended close it; on goes on, with another day of review. */
export const reviewWords = {
  effective: "已见效，结束会商",
  on: "继续落实，改期评估",
  ended: "未见效，说明原因后结束",
} as const;
export const ReviewConference = z.strictObject({
  id: idSchema,
  review: z.enum(["effective", "on", "ended"]),
  note: words(2, 1000),
  reviewOn: daySchema.optional(),
});
export type ReviewConference = z.infer<typeof ReviewConference>;

export const ChildParam = z.strictObject({ childId: idSchema });
const number = z.coerce.number().int().min(1).max(10_000);
export const ConferenceParam = z.strictObject({ childId: idSchema, no: number });
export const DecisionParam = z.strictObject({
  childId: idSchema,
  no: number,
  nth: z.coerce.number().int().min(1).max(1000),
});
export const OpeningQuery = z.strictObject({ purpose: z.enum(purposes).optional() });

/** Called, held and reviewed where the file is kept; answered by whoever is invited, civil affairs by the county. */
export const permissions = {
  "conference.read": ["supervisor", "county", "city", "province"],
  "conference.call": ["supervisor", "county"],
  "conference.inbox": ["department", "county"],
  "conference.answer": ["department", "county"],
} as const;
