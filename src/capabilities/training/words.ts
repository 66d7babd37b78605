import { z } from "zod";
import { areaSchema, daySchema, idSchema } from "#capabilities/registry/words.ts";

const asked = z.strictObject({
  id: z.string().regex(/^[a-z0-9_-]{1,20}$/),
  text: z.string().min(2).max(300),
  options: z.array(z.string().min(1).max(200)).min(2).max(6),
});
/** One question has one right answer: the number of its option, counted from 1. It never goes to a phone with the question. */
export const Question = asked.extend({
  answer: z.number().int().min(1).max(6),
  /** On which page it can be read, counted from 1: told to whoever was wrong. */
  page: z.number().int().min(1).optional(),
  /** Told to whoever has passed. */
  why: z.string().max(300).default(""),
});
const page = z.strictObject({ title: z.string().max(60), text: z.string().max(4000) });
/** Pages to read and a short exam; another question is another course. */
export const Course = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{2,40}$/),
  title: z.string().min(2).max(80),
  /** Of the demonstration alone. */
  example: z.boolean().default(false),
  /** Not offered from this day on; a sheet that was made before it is judged all the same, also when it comes late. */
  retired: daySchema.optional(),
  /** Passing it is passing what 初任须考核 asks; any other course is training alone. */
  exam: z.boolean().default(false),
  /** Offered in and below this place; everywhere where it is empty. */
  area: z.string().max(12).default(""),
  source: z.string().max(200),
  pages: z.array(page).max(30),
  /** How many right answers pass. */
  pass: z.number().int().min(1),
  questions: z.array(Question).min(1).max(50),
});
export type Course = z.infer<typeof Course>;

/** As a phone has it: the questions without their answers. */
export const CourseShown = z.object({ id: z.string(), title: z.string(), pass: z.number().int(), exam: z.boolean(), pages: z.array(page), questions: z.array(asked) }); // prettier-ignore
export type CourseShown = z.infer<typeof CourseShown>;

/** What a document asks of those who hold a post (policies/training.yaml). */
export const TrainingRule = z.strictObject({
  id: z.string(),
  title: z.string(),
  example: z.boolean().default(false),
  area: z.string(),
  posts: z.array(z.enum(["director", "supervisor"])).min(1),
  yearly: z.boolean(),
  exam: z.boolean(),
  /** Which courses count as that exam; without it all that are marked so and offered in the place of the post. */
  examBy: z.array(z.string()).min(1).optional(),
  /** Whose post began before counts as no new one; no document says when somebody is new, so it is local. */
  newFrom: daySchema.optional(),
  /** Nothing else can be asked for: a village without a director is worse than one whose director has not passed yet. */
  unpassed: z.literal("warn").default("warn"),
  clause: z.string().min(2),
});
export type TrainingRule = z.infer<typeof TrainingRule>;

export const TakeExam = z.strictObject({
  id: idSchema,
  courseId: z.string().max(40),
  answers: z.record(z.string().max(20), z.number().int().min(1).max(6)),
});
export type TakeExam = z.infer<typeof TakeExam>;

export const SESSION_PEOPLE_MOST = 1000;
const people = z.array(idSchema).max(SESSION_PEOPLE_MOST);
/** 集中培训: who was there, written down by whoever held it, and who of them passed an exam there. */
export const HoldSession = z.strictObject({
  id: idSchema,
  title: z.string().trim().min(2).max(80),
  day: daySchema,
  people: people.min(1),
  examined: people.default([]),
  note: z.string().trim().max(500).default(""),
});
export type HoldSession = z.infer<typeof HoldSession>;

/** It was written down wrongly: it counts for nobody any more. */
export const WithdrawSession = z.strictObject({ id: idSchema, reason: z.string().trim().min(2).max(200) });
export type WithdrawSession = z.infer<typeof WithdrawSession>;

export const kinds = {
  taken: "training.exam_taken",
  held: "training.session_held",
  withdrawn: "training.session_withdrawn",
} as const;

/** done: this year; due: not yet; exam: has not passed what has to be passed before serving; none: nothing is asked. */
export const states = { exam: "初任未考核合格", due: "今年未培训", done: "今年已培训", none: "没有要求" } as const;
export type TrainingState = keyof typeof states;
const state = z.enum(Object.keys(states) as [TrainingState, ...TrainingState[]]);

export const TrainingRecord = z.object({
  id: idSchema,
  kind: z.enum(["exam", "session"]),
  title: z.string(),
  day: daySchema,
  passed: z.boolean(),
  examined: z.boolean(),
  /** Of an exam: right answers, and questions. */
  right: z.number().int().nullable(),
  of: z.number().int().nullable(),
});
export type TrainingRecord = z.infer<typeof TrainingRecord>;

/** What was wrong: where to read it again, and to whoever has passed what is right. */
export const WrongAnswer = z.object({
  text: z.string(),
  chosen: z.string(),
  page: z.string().nullable(),
  right: z.string().nullable(),
  why: z.string().nullable(),
});
export type WrongAnswer = z.infer<typeof WrongAnswer>;
export const OwnRecord = TrainingRecord.extend({ courseId: z.string().nullable(), wrong: z.array(WrongAnswer) });
export type OwnRecord = z.infer<typeof OwnRecord>;

export const OwnTraining = z.object({
  state,
  rule: z.object({ title: z.string(), clause: z.string() }).nullable(),
  courses: z.array(CourseShown),
  /** The newest first, by when each was taken. */
  records: z.array(OwnRecord),
});
export type OwnTraining = z.infer<typeof OwnTraining>;

/** A worker who holds a post that is trained. */
export const TrainingPerson = z.object({
  personId: idSchema,
  name: z.string(),
  post: z.string(),
  area: z.string(),
  fromDay: daySchema,
  state,
  /** Of the last exam passed or session attended. */
  last: daySchema.nullable(),
});
export type TrainingPerson = z.infer<typeof TrainingPerson>;
export const TrainingFile = TrainingPerson.extend({ records: z.array(TrainingRecord) });
export type TrainingFile = z.infer<typeof TrainingFile>;

export const CoverageRow = z.object({ area: z.string(), people: z.number().int(), done: z.number().int(), due: z.number().int(), exam: z.number().int() }); // prettier-ignore
export type CoverageRow = z.infer<typeof CoverageRow>;
/** Against 100 %: of a place, and of those below it. Whoever stands in two of them counts in each, and once in the whole. */
export const Coverage = z.object({
  year: z.number().int(),
  whole: CoverageRow,
  areas: z.array(CoverageRow),
  rules: z.array(z.object({ title: z.string(), clause: z.string() })),
});
export type Coverage = z.infer<typeof Coverage>;

export const Session = z.object({
  id: idSchema,
  area: z.string(),
  title: z.string(),
  day: daySchema,
  note: z.string(),
  by: z.string(),
  people: z.number().int(),
  examined: z.number().int(),
  withdrawnOn: daySchema.nullable(),
  withdrawnWhy: z.string().nullable(),
});
export type Session = z.infer<typeof Session>;
export const SESSIONS_MOST = 100;
/** The newest first, at most SESSIONS_MOST. */
export const Sessions = z.array(Session);
export const SessionParam = z.strictObject({ sessionId: idSchema });

export const PEOPLE_MOST = 1000;
export const AreaQuery = z.strictObject({ area: areaSchema.optional() });
export const PeopleQuery = z.strictObject({ area: areaSchema.optional(), state: state.optional() });
export type PeopleQuery = z.infer<typeof PeopleQuery>;
/** The lists behind the figures, at most PEOPLE_MOST. */
export const TrainingPeople = z.array(TrainingPerson);
export const PersonParam = z.strictObject({ personId: idSchema });

export const permissions = {
  "training.take": ["director"],
  "training.hold": ["supervisor", "county"],
  "training.read": ["supervisor", "county", "city", "province"],
} as const;
