import { z } from "zod";
import { purposes } from "#kernel/purpose.ts";
import { listOwners } from "#capabilities/policy/words.ts";
import { manyIds } from "#capabilities/caselist/words.ts";
import { areaSchema, daySchema, idSchema } from "#capabilities/registry/words.ts";

/** Where a referral stands (粤民发〔2024〕32号 四(二); 未成年人保护法 11: 将处理结果告知). */
export const stages = {
  sent: "待签收",
  received: "待受理",
  accepted: "办理中",
  answered: "待回访核实",
  returned: "已退回",
  closed: "已办结",
  withdrawn: "已撤回",
} as const;
export type Stage = keyof typeof stages;
const stageSchema = z.enum(Object.keys(stages) as [Stage, ...Stage[]]);

/** Whose turn it is: the department's, ours, or nobody's any more. */
export const sides = { department: "等部门", house: "等我们", none: "已结束" } as const;
export type Side = keyof typeof sides;
const sideSchema = z.enum(Object.keys(sides) as [Side, ...Side[]]);

/** How it ended. */
export const outcomes = { solved: "已落实", given_up: "退回后结束", withdrawn: "已撤回" } as const;
export type Outcome = keyof typeof outcomes;

export const kinds = {
  sent: "referral.sent",
  received: "referral.received",
  accepted: "referral.accepted",
  returned: "referral.returned",
  answered: "referral.answered",
  checked: "referral.checked",
  closed: "referral.closed",
  withdrawn: "referral.withdrawn",
} as const;

const words = (least: number, most: number) => z.string().trim().min(least).max(most);
const department = z.enum(listOwners);

/** Whom the police search for (失联父母查找). */
export const parents = { father: "父亲", mother: "母亲" } as const;
export type Parent = keyof typeof parents;
const parent = z.enum(Object.keys(parents) as [Parent, ...Parent[]]);

/** What the search came to for one of them: the lines of 《儿童失联父母查找情况回执单》. */
export const Finding = z.strictObject({ who: parent, found: z.boolean() });
export type Finding = z.infer<typeof Finding>;

/** What of the child's file a referral may come from. */
export const originKinds = { anomaly: "异常数据", task: "任务" } as const;
export type OriginKind = keyof typeof originKinds;
const originKind = z.enum(Object.keys(originKinds) as [OriginKind, ...OriginKind[]]);
export const Origin = z.strictObject({ kind: originKind, no: z.number().int().positive() });
export type Origin = z.infer<typeof Origin>;

export const SendReferral = z.strictObject({
  id: idSchema,
  /** Of the area's policy. */
  route: z.string().regex(/^[a-z][a-zA-Z0-9_.-]{0,59}$/),
  /** Which of the fields that the purpose allows: as few as it needs. */
  fields: z.array(z.string().max(60)).max(60),
  /** What the department is asked for. */
  note: words(2, 500),
  /** The file as the sender saw it: what leaves is what was shown. */
  seq: z.number().int().positive(),
  /** A referral that came back, in whose place this one goes: it ends by it. */
  instead: z.number().int().positive().optional(),
  /** Of a route that searches for parents: whom for. */
  search: z.array(parent).min(1).max(2).optional(),
  /** What of the file it comes from: kept there, and told to no department. */
  origin: Origin.optional(),
});
export type SendReferral = z.infer<typeof SendReferral>;

/** Signing for it. */
export const StepReferral = z.strictObject({ id: idSchema });
export type StepReferral = z.infer<typeof StepReferral>;

/** Taking it on; a search is registered by the police on a day, under a number of theirs. */
export const AcceptReferral = z.strictObject({
  id: idSchema,
  registeredOn: daySchema.optional(),
  registration: z.string().trim().max(60).optional(),
});
export type AcceptReferral = z.infer<typeof AcceptReferral>;

export const ReturnReferral = z.strictObject({ id: idSchema, reason: words(2, 500) });
export type ReturnReferral = z.infer<typeof ReturnReferral>;

export const AnswerReferral = z.strictObject({
  id: idSchema,
  result: words(2, 1000),
  /** Of a search: found or not, one by one. */
  findings: z.array(Finding).max(2).optional(),
});
export type AnswerReferral = z.infer<typeof AnswerReferral>;

/** What was found with the child itself: solved ends it, not solved gives it back to the department. */
export const CheckReferral = z.strictObject({
  id: idSchema,
  solved: z.boolean(),
  note: words(2, 500),
  /** Solved: the task that it came from ends with it. */
  closeTask: z.boolean().optional(),
  /** Of a phone, which may come late: the day on which it was looked at, and how many steps it had by then. */
  day: daySchema.optional(),
  seen: z.number().int().positive().max(10_000).optional(),
});
export type CheckReferral = z.infer<typeof CheckReferral>;

/** An answer that is to be checked on the child, as a phone holds it. */
export const ReferralToCheck = z.object({
  no: z.number().int(), title: z.string(), department: z.string(), owner: z.string(), urgent: z.boolean(), answeredOn: daySchema, result: z.string(),
  due: daySchema.nullable(), seen: z.number().int(),
}); // prettier-ignore
export type ReferralToCheck = z.infer<typeof ReferralToCheck>;

export const EndReferral = z.strictObject({ id: idSchema, reason: words(2, 500) });
export type EndReferral = z.infer<typeof EndReferral>;

/** A line of a list of civil affairs: without anybody's name. */
export const ReferralLine = z.object({
  childId: idSchema,
  no: z.number().int(),
  area: z.string(),
  department: z.string(),
  title: z.string(),
  urgent: z.boolean(),
  stage: stageSchema,
  waits: sideSchema,
  sentOn: z.string(),
  /** Since when it stands as it stands. */
  since: z.string(),
  due: z.string().nullable(),
  remindOn: z.string().nullable(),
  climbsOn: z.string().nullable(),
  endedOn: z.string().nullable(),
  outcome: z.string().nullable(),
});
export type ReferralLine = z.infer<typeof ReferralLine>;
export const ReferralsPage = z.object({ lines: z.array(ReferralLine), next: z.string().nullable() });
export type ReferralsPage = z.infer<typeof ReferralsPage>;

/** A line of the department's own: with the name that was sent to it. */
export const InboxLine = ReferralLine.extend({ name: z.string(), place: z.string() });
export type InboxLine = z.infer<typeof InboxLine>;
export const InboxPage = z.object({ lines: z.array(InboxLine), next: z.string().nullable() });
export type InboxPage = z.infer<typeof InboxPage>;

export const SentFact = z.object({ key: z.string(), label: z.string(), text: z.string(), masked: z.boolean() });
export type SentFact = z.infer<typeof SentFact>;

/** A search for parents, as its receipt shows it. */
export const SearchShown = z.object({
  clause: z.string(),
  months: z.number().int(),
  registeredOn: z.string().nullable(),
  registration: z.string(),
  /** From when somebody may be said to be missing; null until the police have registered it. */
  missingFrom: z.string().nullable(),
  parents: z.array(
    z.object({ who: parent, title: z.string(), name: z.string(), idNumber: z.string(), found: z.boolean().nullable() }),
  ),
});
export type SearchShown = z.infer<typeof SearchShown>;

/** One referral with its whole life. */
export const ReferralShown = z.object({
  childId: idSchema,
  no: z.number().int(),
  name: z.string(),
  route: z.string(),
  title: z.string(),
  department: z.string(),
  /** What it is called. */
  owner: z.string(),
  clause: z.string(),
  termsClause: z.string(),
  urgent: z.boolean(),
  stage: stageSchema,
  waits: sideSchema,
  outcome: z.string().nullable(),
  note: z.string(),
  sentOn: z.string(),
  sender: z.string(),
  /** By which the ledger of givings knows it; null within civil affairs. */
  number: z.string().nullable(),
  due: z.string().nullable(),
  climbsOn: z.string().nullable(),
  /** Years whose holidays nobody has loaded yet. */
  assumed: z.array(z.number().int()),
  facts: z.array(SentFact),
  search: SearchShown.nullable(),
  /** What of the file it comes from, and whether that still waits; null for a department, whatever it was. */
  origin: z.object({ kind: originKind, no: z.number().int(), title: z.string(), open: z.boolean() }).nullable(),
  opened: z.array(z.string()),
  /** What has been said since, the oldest first. */
  steps: z.array(z.object({ title: z.string(), on: z.string(), by: z.string(), text: z.string() })),
});
export type ReferralShown = z.infer<typeof ReferralShown>;

/** A route as a page offers it for one child, with what would leave the house. */
export const RouteOffered = z.object({
  id: z.string(),
  title: z.string(),
  department: z.string(),
  clause: z.string(),
  urgent: z.boolean(),
  proposed: z.boolean(),
  /** It searches for parents: the term in months, its clause, and whom the file says to be out of contact. */
  search: z.object({ months: z.number().int(), clause: z.string(), lost: z.array(parent) }).nullable(),
  /** The open referral of this route, where there is one. */
  open: z.number().int().nullable(),
  /** In working days. */
  terms: z.object({ receive: z.number(), answer: z.number(), check: z.number(), clause: z.string() }),
  fields: z.array(SentFact),
  /** Titles of fields that the purpose allows and the file does not know. */
  lacking: z.array(z.string()),
});
export type RouteOffered = z.infer<typeof RouteOffered>;
export const RoutesOffered = z.object({
  seq: z.number().int(),
  routes: z.array(RouteOffered),
  opened: z.array(z.string()),
});
export type RoutesOffered = z.infer<typeof RoutesOffered>;

/** Open ones of a part of the area: how many wait for whom, how many are late, and since when the oldest waits. */
export const ReferralCount = z.object({
  area: z.string(),
  department: z.number().int(),
  house: z.number().int(),
  late: z.number().int(),
  climbed: z.number().int(),
  oldest: z.string().nullable(),
});
export type ReferralCount = z.infer<typeof ReferralCount>;
export const ReferralCounts = z.array(ReferralCount);

/** A referral by what it came from, beside the anomalies or tasks of a list: the newest of each alone. */
export const OriginLine = z.object({
  childId: idSchema,
  origin: Origin,
  no: z.number().int(),
  department: z.string(),
  stage: stageSchema,
  outcome: z.string().nullable(),
});
export type OriginLine = z.infer<typeof OriginLine>;
/** `children`: of those that were asked for, who has a file in the asker's area; most have no such referral. */
export const Origins = z.object({ children: z.array(idSchema), lines: z.array(OriginLine) });
export type Origins = z.infer<typeof Origins>;
export const OriginsQuery = z.strictObject({ kind: originKind, ids: manyIds });
export type OriginsQuery = z.infer<typeof OriginsQuery>;

/** What waits for whoever asks, today. */
export const ReferralToday = z.object({
  open: z.number().int(), check: z.number().int(), returned: z.number().int(), late: z.number().int(), climbed: z.number().int(), reminded: z.number().int(), answer: z.number().int(), urgent: z.number().int(),
}); // prettier-ignore
export type ReferralToday = z.infer<typeof ReferralToday>;

const paged = { after: z.string().max(80).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) };
export const ReferralsQuery = z.strictObject({
  area: areaSchema.optional(),
  open: z.enum(["yes", "no"]).default("yes"),
  waits: z.enum(["department", "house"]).optional(),
  stage: stageSchema.optional(),
  department: department.optional(),
  /** late: over its day; climbed: shown to the next level; reminded: its day is near. */
  when: z.enum(["late", "climbed", "reminded"]).optional(),
  ...paged,
});
export type ReferralsQuery = z.infer<typeof ReferralsQuery>;
export const InboxQuery = z.strictObject({
  open: z.enum(["yes", "no"]).default("yes"),
  when: z.enum(["urgent", "late", "climbed", "reminded"]).optional(),
  ...paged,
});
export type InboxQuery = z.infer<typeof InboxQuery>;

export const AreaQuery = z.strictObject({ area: areaSchema.optional() });
export const ChildParam = z.strictObject({ childId: idSchema });
export const ReferralParam = z.strictObject({ childId: idSchema, no: z.coerce.number().int().min(1).max(10_000) });
export const OpeningQuery = z.strictObject({ purpose: z.enum(purposes).optional() });

/** Sent where the file is kept; checked by whoever visits; answered by the department, or by the county for civil affairs. */
export const permissions = {
  "referral.read": ["director", "supervisor", "county", "city", "province"],
  "referral.send": ["supervisor", "county"],
  "referral.check": ["director", "supervisor", "county"],
  "referral.inbox": ["department", "county"],
  "referral.answer": ["department", "county"],
} as const;
