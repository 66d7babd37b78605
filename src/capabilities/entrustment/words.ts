import { z } from "zod";
import { purposes } from "#kernel/purpose.ts";
import { areaSchema, daySchema, idSchema } from "#capabilities/registry/words.ts";

export const kinds = {
  made: "entrustment.made",
  signed: "entrustment.signed",
  ended: "entrustment.ended",
  doubted: "entrustment.doubted",
  settled: "entrustment.settled",
} as const;

/** Where an agreement stands. */
export const stages = { waiting: "待补签", valid: "有效", over: "已到期", ended: "已终止" } as const;
export type Stage = keyof typeof stages;

/** How somebody stands to it: signed; agreed from afar and signs later; need not, with the reason. */
export const hows = { signed: "已签", later: "待补签", excused: "不需签" } as const;
export type How = keyof typeof hows;

/** 听取有表达意愿能力未成年人的意见 (未成年人保护法 22). */
export const wishes = { agrees: "愿意", unwilling: "不愿意", young: "年纪小，还不能表达", unable: "不能表达" } as const;
export type Wish = keyof typeof wishes;

export const endings = {
  returned: "父母返回，自己照护",
  moved: "孩子随父母生活或迁走",
  carer_unable: "照护人不能继续照护",
  replaced: "另签了委托照护书",
  mistaken: "登记有误",
  other: "其他原因",
} as const;
export type Ending = keyof typeof endings;

/** What a list shows. */
export const shows = {
  unable: "照护人不能胜任",
  without: "还没有签",
  waiting: "待补签",
  ending: "快到期",
  valid: "有效",
} as const;
export type Show = keyof typeof shows;

const text = (most: number) => z.string().trim().max(most).default("");
const said = (least: number, most: number) => z.string().trim().min(least).max(most);
const among = <K extends string>(words: Readonly<Record<K, string>>) => z.enum(Object.keys(words) as [K, ...K[]]);
const item = z.string().regex(/^[a-z][a-zA-Z0-9_.-]{0,59}$/);

/** Somebody of the agreement as it names them. */
const Party = z.strictObject({ name: said(1, 40), phone: text(30), place: text(100) });

/** One who signs, by the policy's id; signed: the picture lies beside the file under `file`. */
const Signer = z.strictObject({
  id: item,
  name: text(40),
  how: among(hows),
  file: idSchema.optional(),
  /** Why not, or how they agreed meanwhile. */
  note: text(200),
});
export type Signer = z.infer<typeof Signer>;

/** 委托照护书 (未成年人保护法 22, 23), whole, as it was read aloud and signed. */
export const MakeEntrustment = z.strictObject({
  id: idSchema,
  day: daySchema.optional(),
  /** The policy whose form it was. */
  form: said(1, 60),
  from: daySchema,
  until: daySchema,
  /** Who entrusts, by the policy's signer. */
  entrusters: z.array(Party.extend({ id: item })).min(1).max(4),
  carer: Party.extend({ relation: text(40) }),
  /** Whom else to call. */
  emergency: Party.partial().optional(),
  /** What was asked about the carer. */
  answers: z.record(item, z.enum(["yes", "no"])),
  wish: z.strictObject({ heard: among(wishes), words: text(300) }),
  undertakings: z.array(z.strictObject({ by: z.enum(["entruster", "carer", "witness"]), text: said(1, 500) })).max(30),
  /** Whether school and kindergarten have been told in writing (23). */
  schoolTold: z.boolean(),
  signers: z.array(Signer).min(2).max(8),
  /** Why another one takes the place of the one that stands. */
  reason: text(300),
}); // prettier-ignore
export type MakeEntrustment = z.infer<typeof MakeEntrustment>;

/** A signature that was outstanding. */
export const SignEntrustment = z.strictObject({
  id: idSchema,
  day: daySchema.optional(),
  signer: item,
  name: said(1, 40),
  file: idSchema,
});
export type SignEntrustment = z.infer<typeof SignEntrustment>;

export const EndEntrustment = z.strictObject({
  id: idSchema,
  day: daySchema.optional(),
  ending: among(endings),
  note: text(300),
});
export type EndEntrustment = z.infer<typeof EndEntrustment>;

/** The carer cannot or does not care (缺乏照护能力或怠于履行照护职责). */
export const DoubtCarer = z.strictObject({ id: idSchema, day: daySchema.optional(), note: said(2, 300) });
export type DoubtCarer = z.infer<typeof DoubtCarer>;
/** Helped and urged, the same carer goes on (帮助、督促被委托照护人履行照护职责). */
export const KeepCarer = z.strictObject({ id: idSchema, day: daySchema.optional(), note: said(2, 300) });
export type KeepCarer = z.infer<typeof KeepCarer>;

const AgreementShown = z.object({
  no: z.number().int(),
  stage: among(stages),
  day: z.string(),
  by: z.string(),
  from: z.string(),
  until: z.string(),
  entrusters: z.array(z.object({ id: z.string(), name: z.string(), phone: z.string(), place: z.string() })),
  carer: z.object({ name: z.string(), phone: z.string(), place: z.string(), relation: z.string() }),
  emergency: z.object({ name: z.string(), phone: z.string() }).nullable(),
  questions: z.array(z.object({ text: z.string(), answer: z.string(), clause: z.string() })),
  wish: z.object({ heard: z.string(), words: z.string() }),
  undertakings: z.array(z.object({ by: z.string(), text: z.string() })),
  schoolTold: z.boolean(),
  signers: z.array(z.object({ id: z.string(), title: z.string(), name: z.string(), how: z.string(), file: z.string().nullable(), day: z.string().nullable(), note: z.string() })),
  ended: z.object({ day: z.string(), ending: z.string(), note: z.string() }).nullable(),
}); // prettier-ignore
export type AgreementShown = z.infer<typeof AgreementShown>;

/** All agreements of a child, the newest first; phones by their ends until somebody opens them. */
export const ChildEntrustments = z.object({
  childId: idSchema,
  name: z.string(),
  birthDate: z.string(),
  /** Whether the policy asks for one today. */
  needed: z.boolean(),
  /** The file says that there is one, and nobody has entered it. */
  onPaper: z.boolean(),
  clause: z.string(),
  place: z.string(),
  doubt: z.object({ day: z.string(), by: z.string(), why: z.string() }).nullable(),
  agreements: z.array(AgreementShown),
  opened: z.array(z.string()),
});
export type ChildEntrustments = z.infer<typeof ChildEntrustments>;

const shown = among(shows);
export const EntrustmentLine = z.object({
  childId: idSchema,
  area: z.string(),
  stage: among(stages).nullable(),
  until: z.string().nullable(),
  doubtOn: z.string().nullable(),
});
export type EntrustmentLine = z.infer<typeof EntrustmentLine>;
export const EntrustmentsPage = z.object({ lines: z.array(EntrustmentLine), next: z.string().nullable() });
export type EntrustmentsPage = z.infer<typeof EntrustmentsPage>;
export const EntrustmentCounts = z.object({
  unable: z.number().int(),
  without: z.number().int(),
  waiting: z.number().int(),
  ending: z.number().int(),
  valid: z.number().int(),
});
export type EntrustmentCounts = z.infer<typeof EntrustmentCounts>;

export const ListQuery = z.strictObject({
  area: areaSchema.optional(),
  show: shown.default("without"),
  after: z.string().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListQuery = z.infer<typeof ListQuery>;
export const FileQuery = ListQuery.pick({ area: true, show: true });
export const CountsQuery = z.strictObject({ area: areaSchema.optional() });
export const ChildParam = z.strictObject({ childId: idSchema });
export const OpeningQuery = z.strictObject({ purpose: z.enum(purposes).optional() });

/** Of the village, its township and county; no department's. */
export const permissions = {
  "entrustment.read": ["director", "supervisor", "county"],
  "entrustment.make": ["director", "supervisor"],
  "entrustment.sign": ["director", "supervisor"],
  "entrustment.end": ["director", "supervisor", "county"],
  "entrustment.doubt": ["director", "supervisor", "county"],
  "entrustment.keep": ["director", "supervisor", "county"],
} as const;
