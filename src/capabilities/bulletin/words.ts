import { z } from "zod";
import { departments } from "#kernel/actor.ts";
import { daySchema, idSchema } from "#capabilities/registry/words.ts";

export * from "./asked.ts";

/** Where a list stands; only what was sent is seen by its department (粤民发〔2024〕32号 四(三)). */
export const stages = {
  composed: "拟定中",
  submitted: "待复核",
  sending: "正在发送",
  sent: "已通报",
  withdrawn: "已撤回",
  dropped: "已作废",
} as const;
export type Stage = keyof typeof stages;
const stageSchema = z.enum(Object.keys(stages) as [Stage, ...Stage[]]);

/** The half-yearly one, or one child at once (特殊情况及时通报). */
export const listKinds = { periodic: "定期通报", urgent: "紧急通报" } as const;
export type ListKind = keyof typeof listKinds;
const kindSchema = z.enum(Object.keys(listKinds) as [ListKind, ...ListKind[]]);

/** What stands beside a child since the last list to this department. */
export const changes = { new: "新列入", changed: "等级变化", same: "上次已通报", gone: "本次不再列入" } as const;
export type ChangeWord = keyof typeof changes;

/** What a department did for a child (协同开展关爱帮扶). */
export const helpKinds = {
  visit: "走访慰问",
  material: "物资、资金帮扶",
  study: "助学、学业辅导",
  rehabilitation: "康复、医疗帮扶",
  mind: "心理疏导",
  volunteer: "志愿服务、结对陪伴",
  activity: "关爱活动",
  other: "其他",
} as const;
export type HelpKind = keyof typeof helpKinds;
const helpSchema = z.enum(Object.keys(helpKinds) as [HelpKind, ...HelpKind[]]);

export const kinds = {
  composed: "bulletin.composed",
  submitted: "bulletin.submitted",
  returned: "bulletin.returned",
  checked: "bulletin.checked",
  sent: "bulletin.sent",
  received: "bulletin.received",
  withdrawn: "bulletin.withdrawn",
  dropped: "bulletin.dropped",
  /** In the child's own file. */
  amended: "bulletin.amended",
  told: "bulletin.told",
  recalled: "bulletin.recalled",
  helped: "bulletin.helped",
} as const;

const words = (least: number, most: number) => z.string().trim().min(least).max(most);
const department = z.enum(departments);
/** Of the area's policy. */
const item = z.string().regex(/^[a-z][a-zA-Z0-9_.-]{0,59}$/);

export const ComposeBulletin = z.strictObject({ id: idSchema, item, department });
export type ComposeBulletin = z.infer<typeof ComposeBulletin>;

/** One child at once, with a reason that the department reads. `seq`: the file as the sender saw it. */
export const UrgeBulletin = z.strictObject({
  id: idSchema,
  item,
  department,
  reason: words(2, 500),
  seq: z.number().int().positive(),
});
export type UrgeBulletin = z.infer<typeof UrgeBulletin>;

/** Takes a child out of a proposed list, or into it: never without a reason, which stands in the child's file. */
export const AmendBulletin = z.strictObject({
  id: idSchema,
  act: z.enum(["leave_out", "put_in"]),
  reason: words(2, 300),
});
export type AmendBulletin = z.infer<typeof AmendBulletin>;

export const StepBulletin = z.strictObject({ id: idSchema });
export type StepBulletin = z.infer<typeof StepBulletin>;
export const EndBulletin = z.strictObject({ id: idSchema, reason: words(2, 500) });
export type EndBulletin = z.infer<typeof EndBulletin>;

export const HelpBulletin = z.strictObject({
  id: idSchema,
  kind: helpSchema,
  what: words(2, 500),
  /** The unit or the person who helped. */
  by: words(2, 60),
  on: daySchema,
  note: z.string().trim().max(500).optional(),
});
export type HelpBulletin = z.infer<typeof HelpBulletin>;

/** How many, level by level and by what changed; and of a sent list, what came of it. */
export const Counts = z.object({
  levels: z.array(z.object({ level: z.string(), title: z.string(), children: z.number().int() })),
  new: z.number().int(),
  changed: z.number().int(),
  same: z.number().int(),
  gone: z.number().int(),
  out: z.number().int(),
  helped: z.number().int(),
  recalled: z.number().int(),
});
export type Counts = z.infer<typeof Counts>;

/** A list as civil affairs and its department read it; no child is named. */
export const BulletinShown = z.object({
  id: idSchema,
  kind: kindSchema,
  item: z.string(),
  title: z.string(),
  clause: z.string(),
  department: z.string(),
  area: z.string(),
  areaName: z.string(),
  stage: stageSchema,
  fields: z.array(z.string()),
  /** The moment at which it was frozen. */
  asOf: z.string(),
  composer: z.string(),
  composedOn: z.string(),
  checker: z.string().nullable(),
  sentOn: z.string().nullable(),
  receivedOn: z.string().nullable(),
  receiver: z.string().nullable(),
  /** Of an urgent one. */
  reason: z.string(),
  withdrawn: z.string().nullable(),
  /** By which the ledger of givings knows it. */
  number: z.string().nullable(),
  lines: z.number().int(),
  helped: z.number().int(),
  /** Of how many children it was taken back. */
  recalled: z.number().int(),
  /** What whoever asks may do now. */
  may: z.array(z.enum(["amend", "recall", "submit", "check", "continue", "withdraw", "drop", "receive", "help"])),
  steps: z.array(z.object({ title: z.string(), on: z.string(), by: z.string(), text: z.string() })),
});
export type BulletinShown = z.infer<typeof BulletinShown>;
export const BulletinsPage = z.object({ lines: z.array(BulletinShown), next: z.string().nullable() });
export type BulletinsPage = z.infer<typeof BulletinsPage>;
export const BulletinOpened = BulletinShown.extend({ counts: Counts });
export type BulletinOpened = z.infer<typeof BulletinOpened>;

/** A child on a list; of one that is elsewhere now, or erased, the name is gone. */
export const BulletinLine = z.object({
  childId: idSchema,
  name: z.string(),
  place: z.string(),
  level: z.string(),
  levelTitle: z.string(),
  before: z.string().nullable(),
  change: z.enum(Object.keys(changes) as [ChangeWord, ...ChangeWord[]]),
  out: z.boolean(),
  added: z.boolean(),
  reason: z.string(),
  /** Why it was taken back; null where it was not. */
  recalled: z.string().nullable(),
  helps: z.number().int(),
});
export type BulletinLine = z.infer<typeof BulletinLine>;
export const LinesPage = z.object({ lines: z.array(BulletinLine), next: z.string().nullable() });
export type LinesPage = z.infer<typeof LinesPage>;

export const HelpShown = z.object({
  kind: helpSchema,
  what: z.string(),
  by: z.string(),
  on: z.string(),
  note: z.string(),
  told: z.string(),
  who: z.string(),
});
export type HelpShown = z.infer<typeof HelpShown>;

/** A child as its department reads it: what was given, and what was done. */
export const ToldLine = z.object({
  childId: idSchema,
  name: z.string(),
  levelTitle: z.string(),
  level: z.string(),
  facts: z.array(z.object({ key: z.string(), label: z.string(), text: z.string() })),
  recalled: z.string().nullable(),
  helps: z.array(HelpShown),
});
export type ToldLine = z.infer<typeof ToldLine>;
export const ToldPage = z.object({ lines: z.array(ToldLine), next: z.string().nullable() });
export type ToldPage = z.infer<typeof ToldPage>;

/** Of one child: who was told what and when (通报记录). */
export const TellShown = z.object({
  listId: idSchema,
  department: z.string(),
  kind: kindSchema,
  title: z.string(),
  clause: z.string(),
  areaName: z.string(),
  levelTitle: z.string(),
  on: z.string(),
  composer: z.string(),
  checker: z.string(),
  fields: z.array(z.string()),
  reason: z.string(),
  recalledOn: z.string().nullable(),
  recalled: z.string().nullable(),
  helps: z.array(HelpShown),
});
export type TellShown = z.infer<typeof TellShown>;

/** What is to be sent to whom, and by when. */
export const DueLine = z.object({
  area: z.string(),
  areaName: z.string(),
  item: z.string(),
  title: z.string(),
  clause: z.string(),
  department: z.string(),
  due: z.string(),
  /** Days until then; below zero where it is over. */
  days: z.number().int(),
  /** It stands on the page of the day. */
  near: z.boolean(),
  lastOn: z.string().nullable(),
  /** The list that is being made, where there is one. */
  open: idSchema.nullable(),
});
export type DueLine = z.infer<typeof DueLine>;
export const BulletinToday = z.object({
  own: z.array(DueLine),
  /** Missed by the offices below. */
  below: z.array(DueLine),
  /** Lists of the offices below that wait for a second person's eyes, the oldest first. */
  unchecked: z.array(DueLine.pick({ area: true, areaName: true, department: true, days: true })),
  submitted: z.number().int(),
  /** Lists that wait for a second person's eyes, for being sent on, for a department's receipt. */
  check: z.number().int(),
  composing: z.number().int(),
  sending: z.number().int(),
  unreceived: z.number().int(),
});
export type BulletinToday = z.infer<typeof BulletinToday>;

/** Whom a child may be told to at once. */
export const Offered = z.object({
  seq: z.number().int(),
  level: z.string().nullable(),
  to: z.array(
    z.object({
      item: z.string(),
      title: z.string(),
      clause: z.string(),
      department: z.string(),
      check: z.enum(["before", "after"]),
      fields: z.array(z.object({ key: z.string(), label: z.string(), text: z.string(), masked: z.boolean() })),
    }),
  ),
  /** The sensitive fields that the purpose opened. */
  opened: z.array(z.string()),
});
export type Offered = z.infer<typeof Offered>;

/** Composed, checked and sent by the office that the policy names; a child's own record is read by whoever reads its file. */
export const permissions = {
  "bulletin.read": ["director", "supervisor", "county", "city", "province"],
  "bulletin.list": ["county", "city", "province"],
  "bulletin.compose": ["county", "city"],
  "bulletin.check": ["county", "city"],
  "bulletin.inbox": ["department"],
  "bulletin.help": ["department"],
} as const;
