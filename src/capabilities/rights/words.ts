import { z } from "zod";
import { areaSchema, daySchema, idSchema } from "#capabilities/registry/words.ts";

/** What a guardian, or the child, may ask for (未成年人网络保护条例 34; 个人信息保护法 45-47). */
export const claims = { consult: "查阅", copy: "复制", correct: "更正", supplement: "补充", delete: "删除" } as const;
export type Claim = keyof typeof claims;
const claimSchema = z.enum(Object.keys(claims) as [Claim, ...Claim[]]);

export const relations = {
  father: "父亲",
  mother: "母亲",
  guardian: "其他监护人",
  self: "本人",
  agent: "受监护人委托的代理人",
} as const;
export type Relation = keyof typeof relations;

/** By what it was shown that the asker is who may ask. */
export const proofs = {
  household_register: "居民身份证和户口簿",
  birth_certificate: "居民身份证和出生医学证明",
  judgment: "居民身份证和指定监护、撤销监护的文书",
  village_statement: "居民身份证和村（居）民委员会的监护关系证明",
  entrustment: "代理人身份证和监护人的授权委托书",
  own_identity: "本人身份证件",
} as const;
export type Proof = keyof typeof proofs;

export const decisions = { granted: "同意", partly: "部分同意", refused: "不同意" } as const;
export type DecisionWord = keyof typeof decisions;

/** How a request ended: what was done for it. */
export const endings = {
  shown: "当面查阅",
  copied: "提供复制件",
  corrected: "已更正、补充",
  sealed: "保存期限未满，已封存并停止其他处理",
  refused: "不同意，已说明理由",
  withdrawn: "申请人撤回",
} as const;
export type Ending = keyof typeof endings;

const words = (least: number, most: number) => z.string().trim().min(least).max(most);

export const MakeRequest = z
  .strictObject({
    id: idSchema,
    claim: claimSchema,
    /** The asker's name. */
    asker: words(2, 40),
    relation: z.enum(Object.keys(relations) as [Relation, ...Relation[]]),
    proof: z.enum(Object.keys(proofs) as [Proof, ...Proof[]]),
    /** What is to be corrected, supplemented or deleted. */
    about: words(2, 500).optional(),
    day: daySchema.optional(),
  })
  .refine(({ claim, about }) => claim === "consult" || claim === "copy" || about !== undefined, {
    path: ["about"],
    message: "rights.about_missing",
  });
export type MakeRequest = z.infer<typeof MakeRequest>;

export const DecideRequest = z
  .strictObject({
    id: idSchema,
    decision: z.enum(Object.keys(decisions) as [DecisionWord, ...DecisionWord[]]),
    reason: words(4, 500),
    /** On which clause something is not given (个人信息保护法 50: 拒绝的应当说明理由). */
    clause: words(4, 100).optional(),
  })
  .refine(({ decision, clause }) => decision === "granted" || clause !== undefined, {
    path: ["clause"],
    message: "rights.clause_missing",
  });
export type DecideRequest = z.infer<typeof DecideRequest>;

export const CompleteRequest = z.strictObject({
  id: idSchema,
  /** Of the summary as it was shown or copied (查阅、复制). */
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  /** The number of the entry that corrected the file (更正、补充). */
  corrected: z.number().int().positive().optional(),
});
export type CompleteRequest = z.infer<typeof CompleteRequest>;

export const WithdrawRequest = z.strictObject({ id: idSchema, reason: words(2, 300) });
export type WithdrawRequest = z.infer<typeof WithdrawRequest>;

export const kinds = {
  made: "rights.request_made",
  decided: "rights.request_decided",
  completed: "rights.request_completed",
  withdrawn: "rights.request_withdrawn",
} as const;

export const statuses = ["open", "granted", "ended"] as const;

/** One request with its whole life, as the file of the child keeps it. */
export const RequestShown = z.object({
  no: z.number().int(),
  claim: claimSchema,
  asker: z.string(),
  relation: z.string(),
  proof: z.string(),
  about: z.string().nullable(),
  askedOn: z.string(),
  due: z.string(),
  receivedBy: z.string(),
  decision: z
    .object({
      decision: z.string(),
      reason: z.string(),
      clause: z.string().nullable(),
      on: z.string(),
      by: z.string(),
    })
    .nullable(),
  ending: z
    .object({
      ending: z.string(),
      on: z.string(),
      by: z.string(),
      note: z.string().nullable(),
      digest: z.string().nullable(),
      contents: z.record(z.string(), z.number()).nullable(),
    })
    .nullable(),
});
export type RequestShown = z.infer<typeof RequestShown>;

/** A line of the list of requests: without anybody's name. */
export const RequestLine = z.object({
  childId: idSchema,
  no: z.number().int(),
  area: z.string(),
  claim: z.string(),
  relation: z.string(),
  askedOn: z.string(),
  due: z.string(),
  decidedOn: z.string().nullable(),
  decision: z.string().nullable(),
  endedOn: z.string().nullable(),
  ending: z.string().nullable(),
});
export type RequestLine = z.infer<typeof RequestLine>;
export const RequestsPage = z.object({ lines: z.array(RequestLine), next: z.string().nullable() });
export type RequestsPage = z.infer<typeof RequestsPage>;

export const RequestsQuery = z.strictObject({
  open: z.enum(["yes", "no"]).default("yes"),
  area: areaSchema.optional(),
  after: z.string().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type RequestsQuery = z.infer<typeof RequestsQuery>;

export const SummarySection = z.object({
  title: z.string(),
  columns: z.array(z.string()),
  rows: z.array(z.array(z.union([z.string(), z.number()]))),
});
export type SummarySection = z.infer<typeof SummarySection>;

/** What is handed over: the child's own data, what was done with them, and what the law keeps back. */
export const Summary = z.object({
  childId: idSchema,
  title: z.string(),
  day: z.string(),
  sections: z.array(SummarySection),
  notes: z.array(z.string()),
  /** Sensitive facts of the child itself that it opens. */
  opened: z.array(z.string()),
  /** SHA-256, hex, over the sections: what the record of handing over names. */
  digest: z.string(),
});
export type Summary = z.infer<typeof Summary>;

export const ChildParam = z.strictObject({ childId: idSchema });
export const RequestParam = z.strictObject({ childId: idSchema, no: z.coerce.number().int().min(1).max(10_000) });
/** What is handed to a guardian is made for the request and nothing else. */
export const TakeSummary = z.strictObject({ id: idSchema, purpose: z.literal("rights") });
export type TakeSummary = z.infer<typeof TakeSummary>;

/** Taken in where the family lives; decided and handed over by the county, which answers for the data. */
export const permissions = {
  "rights.read": ["supervisor", "county", "city"],
  "rights.receive": ["director", "supervisor", "county"],
  "rights.decide": ["county"],
  "rights.complete": ["county"],
} as const;
