import { z } from "zod";
import { lookAnswers, lookKinds } from "#kernel/look.ts";
import { areaSchema, daySchema, idSchema } from "#capabilities/registry/words.ts";

/** One kept look, as it is stored and as its digest is taken. */
export const KeptLook = z.object({
  id: idSchema,
  at: z.string(),
  personId: idSchema,
  post: z.string(),
  area: z.string(),
  session: z.string().nullable(),
  deviceId: z.string().nullable(),
  address: z.string().nullable(),
  route: z.string(),
  kind: z.enum(lookKinds),
  children: z.array(idSchema),
  fields: z.array(z.string()),
  purpose: z.string().nullable(),
  /** Filters as text; names, numbers and free text as keyed digests ("hmac:…"). */
  asked: z.record(z.string(), z.unknown()),
  answer: z.enum(lookAnswers),
  /** Whose post a deputy's session stood in for. */
  deputyFor: idSchema.nullable(),
});
export type KeptLook = z.infer<typeof KeptLook>;

const page = { after: z.string().max(80).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) };

export const LooksQuery = z.strictObject({
  person: idSchema.optional(),
  child: idSchema.optional(),
  area: areaSchema.optional(),
  from: daySchema.optional(),
  /** The last day, included. */
  to: daySchema.optional(),
  kind: z.enum(lookKinds).optional(),
  answer: z.enum(lookAnswers).optional(),
  ...page,
});
export type LooksQuery = z.infer<typeof LooksQuery>;

/** A look as the auditor reads it: with the person's name, and the one's for whom a deputy looked; never a child's. */
export const LookLine = KeptLook.extend({ person: z.string().nullable(), principal: z.string().nullable() });
export const LooksPage = z.object({ lines: z.array(LookLine), next: z.string().nullable() });
export type LooksPage = z.infer<typeof LooksPage>;

export const ChildParam = z.strictObject({ childId: idSchema });
export const SpanQuery = z.strictObject({ from: daySchema.optional(), to: daySchema.optional() });
export type SpanQuery = z.infer<typeof SpanQuery>;

/** For the guardian (未成年人网络保护条例 34): posts and numbers, no worker's name. */
export const ChildSummary = z.object({
  childId: idSchema,
  from: z.string().nullable(),
  to: z.string(),
  looks: z.number().int(),
  people: z.number().int(),
  exports: z.number().int(),
  posts: z.array(
    z.object({
      post: z.string(),
      people: z.number().int(),
      looks: z.number().int(),
      first: z.string(),
      last: z.string(),
    }),
  ),
  purposes: z.array(z.object({ purpose: z.string(), looks: z.number().int() })),
});
export type ChildSummary = z.infer<typeof ChildSummary>;

export const alertRules = [
  "many_files",
  "outside_hours",
  "own_surname",
  "guessing",
  "many_readers",
  "break_glass",
] as const;
export type AlertRule = (typeof alertRules)[number];

export const outcomes = {
  justified: "工作需要，访问正当",
  unclear: "情况不清，继续核查",
  misuse: "违规访问，已移交处理",
} as const;
export type Outcome = keyof typeof outcomes;

export const AnswerAlert = z.strictObject({
  outcome: z.enum(Object.keys(outcomes) as [Outcome, ...Outcome[]]),
  reason: z.string().trim().min(4).max(500),
});
export type AnswerAlert = z.infer<typeof AnswerAlert>;

export const AlertParam = z.strictObject({ id: idSchema });
export const AlertsQuery = z.strictObject({ open: z.enum(["yes", "no"]).optional(), ...page });
export type AlertsQuery = z.infer<typeof AlertsQuery>;

export const AlertLine = z.object({
  id: idSchema,
  rule: z.enum(alertRules),
  /** What was unusual, in words. */
  text: z.string(),
  area: z.string(),
  personId: idSchema.nullable(),
  person: z.string().nullable(),
  childId: idSchema.nullable(),
  day: z.string(),
  raisedAt: z.string(),
  evidence: z.record(z.string(), z.unknown()),
  answer: z
    .object({
      outcome: z.string(),
      reason: z.string(),
      personId: idSchema,
      person: z.string().nullable(),
      at: z.string(),
    })
    .nullable(),
});
export type AlertLine = z.infer<typeof AlertLine>;
export const AlertsPage = z.object({ lines: z.array(AlertLine), next: z.string().nullable() });

/** The auditor's posts read; whoever is in charge of the access answers (未成年人网络保护条例 36). */
export const permissions = {
  "trace.read": ["auditor", "audit_admin"],
  "trace.summarise": ["county", "auditor", "audit_admin"],
  "trace.answer": ["county", "audit_admin"],
} as const;
