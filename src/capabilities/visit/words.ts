import { z } from "zod";
import { asks } from "#kernel/evidence.ts";
import { daySchema, factsSchema, idSchema } from "#capabilities/registry/words.ts";

export const visitKinds = { home_visit: "入户走访", contact: "联系" } as const;
export type VisitKind = keyof typeof visitKinds;

/** A problem found becomes a task with an owner and a solution (粤民发〔2024〕32号 五8 一人一档). */
export const FoundProblem = z.strictObject({
  title: z.string().trim().min(2).max(100),
  solution: z.string().trim().max(300).default(""),
  owner: z.string().trim().max(40).default(""),
  due: daySchema.optional(),
});
export type FoundProblem = z.infer<typeof FoundProblem>;

const Why = z.string().trim().min(2).max(60);

export const RecordVisit = z.strictObject({
  id: idSchema,
  kind: z.enum(["home_visit", "contact"]),
  day: daySchema.optional(),
  /** The policy whose form was filled: a form is kept by its version. */
  form: z.string().min(1).max(60),
  /** Facts that differ from the last time; what was only confirmed is not sent again. */
  facts: factsSchema.default({}),
  /**
   * What the sender's file said of each fact that is changed (null: nothing), where it may have been an old one: what
   * somebody else has changed since is not overwritten, and comes back as a question.
   */
  seen: factsSchema.optional(),
  spokeWith: z.string().trim().max(40).default(""),
  note: z.string().trim().max(1000).default(""),
  problems: z.array(FoundProblem).max(10).default([]),
  /** Where it was, as coarse as PLACE_STEP: given by whoever visited, by a tap of their own. */
  place: z.strictObject({ lat: z.number().min(-90).max(90), lng: z.number().min(-180).max(180) }).optional(),
  /** Why something that the policy asks for could not be had. */
  lacking: z.strictObject({ photo: Why, place: Why, signature: Why }).partial().optional(),
});
export type RecordVisit = z.infer<typeof RecordVisit>;

const Ask = z.enum(asks);
/** What a form is told of its policy (kernel/evidence.ts). */
export const Asks = z.strictObject({ photo: Ask, place: Ask, signature: Ask });

export const kinds = { recorded: "visit.recorded", placed: "visit.placed" } as const;

export const permissions = {
  "visit.record": ["director", "supervisor"],
} as const;
