import { z } from "zod";
import { areaSchema, idSchema } from "#capabilities/registry/words.ts";

/** Where it stands (民发〔2019〕62号: 乡镇查验, 县级民政部门确认). */
export const stages = {
  asked: "待乡镇查验",
  verified: "待县级确认",
  confirmed: "已认定",
  refused: "不予认定",
  withdrawn: "已撤回",
} as const;
export type Stage = keyof typeof stages;
const stageSchema = z.enum(Object.keys(stages) as [Stage, ...Stage[]]);

/** Whose turn it is. */
export const sides = { township: "等乡镇（街道）", county: "等县级民政部门", none: "已结束" } as const;
export type Side = keyof typeof sides;
const sideSchema = z.enum(Object.keys(sides) as [Side, ...Side[]]);

/** Who asks: 监护人或受监护人委托的近亲属；情况特殊的，由村（居）民委员会提出. */
export const askers = { guardian: "监护人", kin: "受监护人委托的近亲属", village: "村（居）民委员会" } as const;
export type Asker = keyof typeof askers;

/** What the policy says of the file's facts on that day. */
export const answers = { yes: "符合", no: "不符合", unknown: "信息不全，不能判断" } as const;
const answerSchema = z.enum(["yes", "no", "unknown"]);

export const kinds = {
  asked: "recognition.asked",
  verified: "recognition.verified",
  confirmed: "recognition.confirmed",
  refused: "recognition.refused",
  withdrawn: "recognition.withdrawn",
} as const;

const words = (least: number, most: number) => z.string().trim().min(least).max(most);

export const AskRecognition = z.strictObject({
  id: idSchema,
  /** Of the area's policy. */
  kind: z.string().regex(/^[a-z][a-zA-Z0-9_.-]{0,59}$/),
  asker: z.enum(Object.keys(askers) as [Asker, ...Asker[]]),
  note: words(0, 500),
});
export type AskRecognition = z.infer<typeof AskRecognition>;

/** A conclusion with its reason: an application that is refused is told why in writing (民发〔2019〕62号). */
export const JudgeRecognition = z.strictObject({ id: idSchema, eligible: z.boolean(), reason: words(2, 500) });
export type JudgeRecognition = z.infer<typeof JudgeRecognition>;

export const WithdrawRecognition = z.strictObject({ id: idSchema, reason: words(2, 500) });
export type WithdrawRecognition = z.infer<typeof WithdrawRecognition>;

/** A line of a list: without anybody's name. */
export const RecognitionLine = z.object({
  childId: idSchema,
  no: z.number().int(),
  area: z.string(),
  title: z.string(),
  stage: stageSchema,
  waits: sideSchema,
  askedOn: z.string(),
  due: z.string().nullable(),
  climbsOn: z.string().nullable(),
  endedOn: z.string().nullable(),
});
export type RecognitionLine = z.infer<typeof RecognitionLine>;
export const RecognitionsPage = z.object({ lines: z.array(RecognitionLine), next: z.string().nullable() });
export type RecognitionsPage = z.infer<typeof RecognitionsPage>;

export const RecognitionShown = RecognitionLine.extend({
  clause: z.string(),
  asker: z.string(),
  note: z.string(),
  /** Who took the application down. */
  by: z.string(),
  /** From when it counts: the month after it was confirmed. */
  from: z.string().nullable(),
  /** Years whose holidays nobody has loaded yet. */
  assumed: z.array(z.number().int()),
  steps: z.array(
    z.object({
      title: z.string(),
      on: z.string(),
      by: z.string(),
      eligible: z.boolean().nullable(),
      says: answerSchema.nullable(),
      text: z.string(),
    }),
  ),
});
export type RecognitionShown = z.infer<typeof RecognitionShown>;

/** What may be asked for of one child, and what the policy says of the file today. */
export const RecognitionOffer = z.object({
  kind: z.string(),
  title: z.string(),
  clause: z.string(),
  verify: z.number().int(),
  confirm: z.number().int(),
  says: answerSchema,
  /** Titles of facts that would settle it. */
  missing: z.array(z.string()),
  open: z.number().int().nullable(),
});
export type RecognitionOffer = z.infer<typeof RecognitionOffer>;

export const ChildRecognitions = z.object({ all: z.array(RecognitionShown), offers: z.array(RecognitionOffer) });
export type ChildRecognitions = z.infer<typeof ChildRecognitions>;

export const RecognitionToday = z.object({
  open: z.number().int(),
  township: z.number().int(),
  county: z.number().int(),
  late: z.number().int(),
  climbed: z.number().int(),
});
export type RecognitionToday = z.infer<typeof RecognitionToday>;

export const AreaQuery = z.strictObject({ area: areaSchema.optional() });
export const RecognitionsQuery = z.strictObject({
  area: areaSchema.optional(),
  open: z.enum(["yes", "no"]).default("yes"),
  waits: z.enum(["township", "county"]).optional(),
  late: z.enum(["yes"]).optional(),
  after: z.string().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type RecognitionsQuery = z.infer<typeof RecognitionsQuery>;

export const ChildParam = z.strictObject({ childId: idSchema });
export const RecognitionParam = z.strictObject({ childId: idSchema, no: z.coerce.number().int().min(1).max(10_000) });

/** Taken down and verified by the township, decided by the county: never both by one post. */
export const permissions = {
  "recognition.read": ["director", "supervisor", "county", "city", "province"],
  "recognition.ask": ["director", "supervisor", "county"],
  "recognition.verify": ["supervisor"],
  "recognition.confirm": ["county"],
  "recognition.withdraw": ["supervisor", "county"],
} as const;
