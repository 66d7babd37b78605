import { z } from "zod";
import { areaSchema, daySchema, idSchema } from "#capabilities/registry/words.ts";
import { purposes } from "#kernel/purpose.ts";

const text = (most: number) => z.string().trim().max(most);
const said = (least: number, most: number) => z.string().trim().min(least).max(most);

/** Who told it, where somebody else takes it down: a school, a neighbour (强制报告意见 3). */
export const Teller = z.strictObject({
  name: text(40).default(""),
  phone: text(30).default(""),
  unit: text(60).default(""),
});
export type Teller = z.infer<typeof Teller>;

/**
 * A child in danger, told at once (未成年人保护法 11; 强制报告意见 2, 4). Whatever is not known is left out: nothing here
 * is asked before the report goes.
 */
export const ReportConcern = z.strictObject({
  id: idSchema,
  /** Of the ledger, as the reporter knows it: it may not have arrived yet, or lie elsewhere. */
  childId: idSchema.optional(),
  name: text(40).default(""),
  /** Of the policy's situations, by its id; one of another version is kept as it was said. */
  situation: text(60).default(""),
  note: text(1000).default(""),
  /** Where it is taken down for another place of the actor's area. */
  area: areaSchema.optional(),
  teller: Teller.optional(),
});
export type ReportConcern = z.infer<typeof ReportConcern>;

/** What its reporter adds afterwards. */
export const SupplementConcern = z.strictObject({
  id: idSchema,
  name: text(40).default(""),
  /** About how old, in the reporter's words. */
  age: text(20).default(""),
  place: text(200).default(""),
  time: text(60).default(""),
  note: text(1000).default(""),
  /** Whether the reporter has told the police. */
  police: z.boolean().optional(),
});
export type SupplementConcern = z.infer<typeof SupplementConcern>;

/** A picture of what its reporter saw, sealed under the report's own key. `id`: under which its parts were sent. */
export const AttachPicture = z.strictObject({ id: idSchema, sha256: z.string().regex(/^[0-9a-f]{64}$/) });
export type AttachPicture = z.infer<typeof AttachPicture>;
export const WithdrawPicture = z.strictObject({ id: idSchema, reason: said(4, 300) });
export type WithdrawPicture = z.infer<typeof WithdrawPicture>;
/** Of one report at a time, withdrawn ones not counted. */
export const PICTURES_MOST = 10;

/** What only whoever reported knows: sixteen digits, like a bank card, so that they can be said on a telephone. */
export const SECRET_DIGITS = 16;
const digits = (count: number) => z.string().length(count).regex(/^\d+$/);

/**
 * From the public page, of anybody: a teacher, a doctor, a neighbour; who it is may stay unsaid. The page makes id and
 * secret, so that a report sent again after a lost answer is the same one with the same receipt.
 */
export const ReportPublicly = z.strictObject({
  id: idSchema,
  secret: digits(SECRET_DIGITS),
  area: areaSchema,
  situation: text(60).default(""),
  note: text(1000).default(""),
  name: text(40).default(""),
  age: text(20).default(""),
  place: text(200).default(""),
  time: text(60).default(""),
  police: z.boolean().optional(),
  /** Of the policy's kinds of reporters, by its id. */
  reporter: text(60).default(""),
  teller: Teller.optional(),
});
export type ReportPublicly = z.infer<typeof ReportPublicly>;

/** What a phone sealed for the server alone: ephemeral P-256 point, nonce and AES-GCM text, base64 (sync/box.ts). */
export const SealedBox = z.strictObject({
  point: z.base64().max(100),
  iv: z.base64().max(24),
  text: z.base64().max(60_000),
});
export type SealedBox = z.infer<typeof SealedBox>;

export const PublicReceipt = z.object({ number: z.string() });
export type PublicReceipt = z.infer<typeof PublicReceipt>;

export const NUMBER_DIGITS = 12;
export const LookUpConcern = z.strictObject({ number: digits(NUMBER_DIGITS), secret: digits(SECRET_DIGITS) });
export type LookUpConcern = z.infer<typeof LookUpConcern>;

/** The fit form (以适当方式): how far it has come, and what was written for the reporter. Nothing of a child. */
export const LookedUp = z.object({
  progress: z.enum(["reported", "received", "handled", "told", "closed"]),
  reportedOn: z.string(),
  told: z.array(z.object({ on: z.string(), words: z.string() })),
});
export type LookedUp = z.infer<typeof LookedUp>;

/** What the public page shows of an area's policy: what must be reported, who must, and whom to call. */
export const PublicPolicy = z.object({
  /** A sample installation: what is sent to it, nobody handles. */
  synthetic: z.boolean(),
  situations: z.array(z.object({ id: z.string(), title: z.string(), text: z.string(), clause: z.string() })),
  reporters: z.array(z.object({ id: z.string(), title: z.string(), clause: z.string() })),
  hotlines: z.array(z.object({ id: z.string(), number: z.string(), title: z.string(), text: z.string() })),
  /** The server's public key, under which a phone without signal seals a report. None from a server of before there was any. */
  key: z.string().optional(),
});
export type PublicPolicy = z.infer<typeof PublicPolicy>;
/** Of a list from which somebody says where it is: only where somebody of ours is at work. `whole`: it may be chosen itself. */
export const PublicArea = z.object({ code: z.string(), name: z.string(), level: z.string(), whole: z.boolean() });
export type PublicArea = z.infer<typeof PublicArea>;
export const PublicAreas = z.array(PublicArea);
export const PublicAreaParam = z.strictObject({ code: z.union([z.literal("0"), areaSchema]) });
export const PublicPolicyQuery = z.strictObject({ area: areaSchema.optional() });

/** 处置 (国发〔2016〕13号 应急处置; 未成年人保护法 92, 93): what was done for the child. */
export const handlings = {
  police: "已报警或移送公安机关",
  hospital: "已送医、验伤",
  visited: "已到现场见到孩子",
  placed: "已临时安置、交由他人照料",
  guardian: "已联系监护人、责令返回",
  department: "已通知教育、卫健等部门",
  recorded: "已记入孩子的档案",
  other: "其他处置",
} as const;
export type Handling = keyof typeof handlings;

export const HandleConcern = z.strictObject({
  id: idSchema,
  handling: z.enum(Object.keys(handlings) as [Handling, ...Handling[]]),
  day: daySchema.optional(),
  note: text(500).default(""),
  /** The police's receipt number (接报案回执). */
  number: text(60).default(""),
});
export type HandleConcern = z.infer<typeof HandleConcern>;

export const ReceiveConcern = z.strictObject({ id: idSchema });
export type ReceiveConcern = z.infer<typeof ReceiveConcern>;
/** Somebody else of the area takes part: why stays in the report for ever. */
export const JoinConcern = z.strictObject({ id: idSchema, reason: said(4, 300) });
export type JoinConcern = z.infer<typeof JoinConcern>;
export const IdentifyConcern = z.strictObject({ id: idSchema, childId: idSchema });
export type IdentifyConcern = z.infer<typeof IdentifyConcern>;
export const TransferConcern = z.strictObject({ id: idSchema, area: areaSchema, reason: said(4, 300) });
export type TransferConcern = z.infer<typeof TransferConcern>;
/** 反馈 (未成年人保护法 11: 以适当方式将处理结果告知): what the reporter reads, and no more. */
export const TellConcern = z.strictObject({ id: idSchema, words: said(4, 500) });
export type TellConcern = z.infer<typeof TellConcern>;

export const findings = {
  confirmed: "情况属实",
  partly: "部分属实",
  unfounded: "经核实没有发生",
  other: "其他",
  spam: "不是报告（乱填、广告或者重复提交）",
} as const;
export type Finding = keyof typeof findings;
export const CloseConcern = z.strictObject({
  id: idSchema,
  finding: z.enum(Object.keys(findings) as [Finding, ...Finding[]]),
  reason: said(4, 500),
});
export type CloseConcern = z.infer<typeof CloseConcern>;

export const kinds = {
  reported: "concern.reported",
  supplemented: "concern.supplemented",
  received: "concern.received",
  joined: "concern.joined",
  handled: "concern.handled",
  identified: "concern.identified",
  transferred: "concern.transferred",
  told: "concern.told",
  pictured: "concern.pictured",
  pictureWithdrawn: "concern.picture_withdrawn",
  closed: "concern.closed",
} as const;

/** How far a report has come, as its reporter and the list see it. */
const Progress = {
  id: idSchema,
  /** When it was made; and when the server had it, which may be hours later where there is no signal. */
  reportedAt: z.string(),
  arrivedAt: z.string(),
  receivedAt: z.string().nullable(),
  handledAt: z.string().nullable(),
  toldAt: z.string().nullable(),
  closedAt: z.string().nullable(),
};
/** What a phone keeps of reports that it sent: no name, no situation. */
export const OwnConcern = z.object(Progress);
export type OwnConcern = z.infer<typeof OwnConcern>;
/** The reporter's own page: what was told stays on the server. */
export const OwnConcernTold = OwnConcern.extend({
  told: z.array(z.object({ on: z.string(), words: z.string() })),
  /** The reporter's own pictures: that they are there, not what they show. `mayWithdraw`: until somebody receives the report. */
  pictures: z.array(z.object({ id: idSchema, on: z.string() })).optional(),
  mayWithdraw: z.boolean().optional(),
});
export type OwnConcernTold = z.infer<typeof OwnConcernTold>;
export const OwnConcerns = z.array(OwnConcernTold);

/** A line of the list of an area: nobody's name, and nothing of what happened. */
export const ConcernLine = z.object({ ...Progress, area: z.string(), onCase: z.boolean() });
export type ConcernLine = z.infer<typeof ConcernLine>;
export const ConcernsPage = z.object({ lines: z.array(ConcernLine), next: z.string().nullable() });
export type ConcernsPage = z.infer<typeof ConcernsPage>;

export const ConcernCounts = z.object({
  /** Not received yet; received and not closed. */
  unreceived: z.number().int(),
  open: z.number().int(),
  /** Of those that nobody has received. */
  oldest: z.string().nullable(),
});
export type ConcernCounts = z.infer<typeof ConcernCounts>;

/** From a report's arrival to reception and to the first handling, in minutes; of how many. Medians: one night is not a year. */
export const ConcernFigure = z.object({
  area: z.string(),
  reports: z.number().int(),
  received: z.number().int(),
  toReceive: z.number().nullable(),
  handled: z.number().int(),
  toHandle: z.number().nullable(),
});
export type ConcernFigure = z.infer<typeof ConcernFigure>;
export const ConcernFigures = z.array(ConcernFigure);

const step = z.object({ on: z.string(), by: z.string() });
/** What only the people on the case see. */
export const ConcernContent = z.object({
  childId: idSchema.nullable(),
  name: z.string(),
  situation: z.object({ id: z.string(), title: z.string(), text: z.string(), clause: z.string(), facts: z.array(z.string()) }),
  note: z.string(),
  supplements: z.array(step.extend({ name: z.string(), age: z.string(), place: z.string(), time: z.string(), note: z.string(), police: z.boolean().nullable() })),
  steps: z.array(step.extend({ handling: z.string(), day: z.string(), note: z.string(), number: z.string() })),
  told: z.array(step.extend({ words: z.string() })),
  /** Without their content: each is opened by itself, for a purpose. One that was withdrawn says by whom and why. */
  pictures: z.array(z.object({ id: idSchema, on: z.string(), withdrawn: step.extend({ reason: z.string() }).nullable() })),
  team: z.array(z.string()),
  moves: z.array(step.extend({ area: z.string(), reason: z.string() })),
  closed: step.extend({ finding: z.string(), reason: z.string() }).nullable(),
  /** From the public page: its receipt number. */
  receipt: z.string().nullable(),
  /** Masked until somebody opens it with a purpose (反家庭暴力法 14). */
  reporter: z.object({ name: z.string(), post: z.string(), kind: z.string(), teller: Teller.nullable() }).nullable(),
}); // prettier-ignore
export type ConcernContent = z.infer<typeof ConcernContent>;
export const ConcernShown = ConcernLine.extend({
  content: ConcernContent.nullable(),
  limits: z.array(z.object({ step: z.string(), hours: z.number(), clause: z.string() })),
});
export type ConcernShown = z.infer<typeof ConcernShown>;

/** Of one child's file, for the people on the case alone. */
export const ChildConcerns = z.array(OwnConcern.extend({ situation: z.string() }));
export type ChildConcerns = z.infer<typeof ChildConcerns>;

export const ConcernsQuery = z.strictObject({
  area: areaSchema.optional(),
  open: z.enum(["yes", "no"]).default("yes"),
  after: z.string().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export type ConcernsQuery = z.infer<typeof ConcernsQuery>;
export const AreaQuery = z.strictObject({ area: areaSchema.optional() });
export const FiguresQuery = z.strictObject({ area: areaSchema.optional(), from: daySchema, to: daySchema });
export type FiguresQuery = z.infer<typeof FiguresQuery>;
export const ConcernParam = z.strictObject({ concernId: idSchema });
export const PictureParam = z.strictObject({ concernId: idSchema, id: idSchema });
export const ChildParam = z.strictObject({ childId: idSchema });
export const OpeningQuery = z.strictObject({ purpose: z.enum(purposes).optional() });

/** Reported by whoever sees it; handled by the township it lies in and its county, and by no other department. */
export const permissions = {
  "concern.report": ["director", "supervisor", "county"],
  "concern.supplement": ["director", "supervisor", "county"],
  "concern.attach": ["director", "supervisor", "county"],
  "concern.handle": ["supervisor", "county"],
  /** How long it took, by areas: no report is opened by it. */
  "concern.read_figures": ["supervisor", "county", "city", "province"],
} as const;
