import { z } from "zod";
import { areaSchema, idSchema } from "#capabilities/registry/words.ts";
import { type Answer, answers, type DecisionStage, decisionStages, type Stage, stages } from "./stages.ts";

/* What the pages are answered. */

const stageSchema = z.enum(Object.keys(stages) as [Stage, ...Stage[]]);
const answerSchema = z.enum(Object.keys(answers) as [Answer, ...Answer[]]);
const decisionStage = z.enum(Object.keys(decisionStages) as [DecisionStage, ...DecisionStage[]]);
const day = z.string();
const maybe = day.nullable();

/** A line of a list of civil affairs: without anybody's name. */
export const ConferenceLine = z.object({
  childId: idSchema,
  no: z.number().int(),
  sitting: idSchema.nullable(),
  area: z.string(),
  stage: stageSchema,
  calledOn: day,
  /** The day of the meeting. */
  day,
  /** All is settled, or the day of its review has come. */
  toReview: z.boolean(),
  decisions: z.number().int(),
  open: z.number().int(),
  due: maybe,
  remindOn: maybe,
  climbsOn: maybe,
  endedOn: maybe,
  outcome: z.string().nullable(),
});
export type ConferenceLine = z.infer<typeof ConferenceLine>;
export const ConferencesPage = z.object({ lines: z.array(ConferenceLine), next: z.string().nullable() });
export type ConferencesPage = z.infer<typeof ConferencesPage>;

/** A decision that nobody has fulfilled yet, on the board of an area. */
export const DecisionLine = z.object({
  childId: idSchema,
  no: z.number().int(),
  nth: z.number().int(),
  area: z.string(),
  department: z.string().nullable(),
  person: z.string(),
  what: z.string(),
  stage: decisionStage,
  decidedOn: day,
  due: day,
  remindOn: day,
  climbsOn: day,
});
export type DecisionLine = z.infer<typeof DecisionLine>;
export const DecisionsPage = z.object({ lines: z.array(DecisionLine), next: z.string().nullable() });
export type DecisionsPage = z.infer<typeof DecisionsPage>;

export const Given = z.object({ key: z.string(), label: z.string(), text: z.string(), masked: z.boolean() });

export const DecisionShown = z.object({
  nth: z.number().int(),
  what: z.string(),
  department: z.string().nullable(),
  person: z.string(),
  /** The task of the file that it is, where a person owns it. */
  task: z.number().int().nullable(),
  stage: decisionStage,
  decidedOn: day,
  due: day,
  climbsOn: day,
  said: z.string(),
  /** How often it was given out again. */
  round: z.number().int(),
});
export type DecisionShown = z.infer<typeof DecisionShown>;

export const InvitationShown = z.object({
  department: z.string(),
  title: z.string(),
  number: z.string().nullable(),
  answer: answerSchema,
  said: z.string(),
  opinion: z.string(),
  openedOn: maybe,
  /** Nobody of its department has opened it, answered or written: it can be taken back. */
  unopened: z.boolean(),
  due: maybe,
  facts: z.array(Given),
});
export type InvitationShown = z.infer<typeof InvitationShown>;

const meeting = {
  childId: idSchema,
  no: z.number().int(),
  /** What the parts of one meeting about several children have in common; null for one of before there were such. */
  sitting: idSchema.nullable(),
  name: z.string(),
  stage: stageSchema,
  reason: z.string(),
  clause: z.string(),
  calledOn: day,
  caller: z.string(),
  /** For which it was called, and on which it was held. */
  day,
  heldOn: maybe,
  time: z.string(),
  place: z.string(),
  way: z.string(),
  outcome: z.string().nullable(),
  /** Years whose holidays nobody has loaded yet. */
  assumed: z.array(z.number().int()),
};

/** Another child's part of the same meeting, as far as whoever asks sees it. */
export const PartShown = z.object({
  childId: idSchema,
  no: z.number().int(),
  area: z.string(),
  stage: stageSchema,
  outcome: z.string().nullable(),
  day,
  toReview: z.boolean(),
});
export type PartShown = z.infer<typeof PartShown>;

/** One conference with its whole life, as civil affairs sees it. */
export const ConferenceShown = z.object({
  ...meeting,
  area: z.string(),
  /** The other children of the meeting. */
  parts: z.array(PartShown),
  /** Of a closed file a conference can only be brought to its end. */
  fileOpen: z.boolean(),
  termsClause: z.string(),
  instead: z.number().int().nullable(),
  next: z.number().int().nullable(),
  invited: z.array(InvitationShown),
  minutes: z
    .object({
      heldOn: day,
      present: z.array(z.string()),
      absent: z.array(z.string()),
      text: z.string(),
      taker: z.string(),
      earlier: z.array(z.object({ text: z.string(), until: day, by: z.string(), reason: z.string() })),
    })
    .nullable(),
  decisions: z.array(DecisionShown),
  reviewOn: maybe,
  toReview: z.boolean(),
  opened: z.array(z.string()),
  steps: z.array(z.object({ title: z.string(), on: day, by: z.string(), text: z.string() })),
});
export type ConferenceShown = z.infer<typeof ConferenceShown>;

/** What the department sees of it: its invitation, its materials, its decisions. */
export const InvitedShown = z.object({
  ...meeting,
  invitation: InvitationShown,
  decisions: z.array(DecisionShown),
  waits: z.boolean(),
  opened: z.array(z.string()),
});
export type InvitedShown = z.infer<typeof InvitedShown>;

/** A line of the department's own: with the name that was given to it. */
export const InvitedLine = z.object({
  childId: idSchema,
  no: z.number().int(),
  sitting: idSchema.nullable(),
  /** Not told while it is unopened: until then it can be taken back. */
  name: z.string(),
  unopened: z.boolean(),
  /** The township. */
  area: z.string(),
  town: z.string(),
  stage: stageSchema,
  answer: answerSchema,
  calledOn: day,
  day,
  open: z.number().int(),
  waits: z.boolean(),
  due: maybe,
  remindOn: maybe,
  climbsOn: maybe,
});
export type InvitedLine = z.infer<typeof InvitedLine>;
export const InvitedPage = z.object({ lines: z.array(InvitedLine), next: z.string().nullable() });
export type InvitedPage = z.infer<typeof InvitedPage>;

/** Whom a page offers to invite, each with exactly what would leave the house. */
export const InviteeOffered = z.object({
  department: z.string(),
  title: z.string(),
  clause: z.string(),
  /** The file's own findings go to this department. */
  proposed: z.boolean(),
  fields: z.array(Given),
  lacking: z.array(z.string()),
});
export type InviteeOffered = z.infer<typeof InviteeOffered>;
export const ConferenceOffer = z.object({
  seq: z.number().int(),
  clause: z.string(),
  termsClause: z.string(),
  /** In working days. */
  answer: z.number().int(),
  review: z.number().int(),
  /** The day of review as it would be proposed today. */
  reviewOn: day,
  invitees: z.array(InviteeOffered),
  open: z.number().int().nullable(),
  /** That one was held: it may end by the next. */
  held: z.boolean(),
  opened: z.array(z.string()),
});
export type ConferenceOffer = z.infer<typeof ConferenceOffer>;

/** Children who may belong to the same meeting: those in the care of the same people. */
export const Companion = z.object({ childId: idSchema, name: z.string(), area: z.string() });
export type Companion = z.infer<typeof Companion>;

/** What waits for whoever asks, today. */
export const ConferenceToday = z.object({
  open: z.number().int(),
  hold: z.number().int(),
  review: z.number().int(),
  /** Conferences that the next level sees. */
  overdue: z.number().int(),
  /** Conferences to which a department was invited that has not answered in time. */
  silent: z.number().int(),
  /** Of decisions: all that wait, and which of them. */
  decisions: z.number().int(),
  unable: z.number().int(),
  late: z.number().int(),
  climbed: z.number().int(),
  reminded: z.number().int(),
  answer: z.number().int(),
});
export type ConferenceToday = z.infer<typeof ConferenceToday>;

const paged = { after: z.string().max(80).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) };
export const AreaQuery = z.strictObject({ area: areaSchema.optional() });
export const ConferencesQuery = z.strictObject({
  area: areaSchema.optional(),
  open: z.enum(["yes", "no"]).default("yes"),
  /** hold: to be held; silent: a department answers not in time; review: to be reviewed; late: over its day; climbed: shown to the next level. */
  when: z.enum(["hold", "silent", "review", "late", "climbed"]).optional(),
  ...paged,
});
export type ConferencesQuery = z.infer<typeof ConferencesQuery>;
export const DecisionsQuery = z.strictObject({
  area: areaSchema.optional(),
  when: z.enum(["unable", "late", "climbed", "reminded"]).optional(),
  ...paged,
});
export type DecisionsQuery = z.infer<typeof DecisionsQuery>;
export const InvitedQuery = z.strictObject({
  open: z.enum(["yes", "no"]).default("yes"),
  /** waits: to be answered or fulfilled now. */
  when: z.enum(["waits", "late", "climbed", "reminded"]).optional(),
  ...paged,
});
export type InvitedQuery = z.infer<typeof InvitedQuery>;
