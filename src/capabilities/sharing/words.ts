import { z } from "zod";
import { departments } from "#kernel/actor.ts";
import { areaSchema, idSchema } from "#capabilities/registry/words.ts";

/** Where a request stands; whether a grant is over follows from the day and needs no job. */
export const stages = { asked: "待审批", granted: "使用中", refused: "不予共享", stopped: "已停用" } as const;
export type Stage = keyof typeof stages;
export const standings = { ...stages, expired: "已到期" } as const;
export type Standing = keyof typeof standings;
const standingSchema = z.enum(Object.keys(standings) as [Standing, ...Standing[]]);

export const kinds = {
  asked: "sharing.asked",
  granted: "sharing.granted",
  refused: "sharing.refused",
  keyed: "sharing.keyed",
  stopped: "sharing.stopped",
} as const;

const reason = z.string().trim().min(2).max(500);
export const itemSchema = z.string().regex(/^[a-z][a-zA-Z0-9_]{0,39}$/);

/** None of the item's purposes: a person is asked, and reads the note. */
export const OTHER_PURPOSE = "other";

/** A department asks: for what, which fields, of which area, for how long (网络数据安全管理条例 12: 目的、方式、范围). */
export const AskSharing = z.strictObject({
  id: idSchema,
  item: itemSchema,
  /** Of the item's; "other" where none of them is it, which asks a person. */
  purpose: itemSchema,
  note: reason,
  fields: z.array(z.string().max(60)).max(60),
  area: areaSchema.optional(),
  months: z.number().int().min(1).max(60),
});
export type AskSharing = z.infer<typeof AskSharing>;

export const GrantSharing = z.strictObject({ id: idSchema, reason });
export type GrantSharing = z.infer<typeof GrantSharing>;
export const RefuseSharing = GrantSharing;
export const StopSharing = GrantSharing;

/** Draws the key, or another one in its place: it is shown once, and the old one opens nothing any more. */
export const DrawKey = z.strictObject({ id: idSchema });
export type DrawKey = z.infer<typeof DrawKey>;
export const DrawnKey = z.object({ key: z.string() });
export type DrawnKey = z.infer<typeof DrawnKey>;

const Named = z.object({ id: z.string(), title: z.string() });
const FieldShown = z.object({ key: z.string(), title: z.string(), cls: z.string() });

export const ItemShown = Named.extend({
  means: z.enum(["data", "work"]),
  departments: z.array(z.string()),
  departmentNames: z.array(z.string()),
  share: z.string(),
  steward: z.string(),
  basis: z.string(),
  purposes: z.array(Named),
  fields: z.array(FieldShown),
  months: z.object({ usual: z.number(), most: z.number() }),
  rate: z.number(),
});
export type ItemShown = z.infer<typeof ItemShown>;
export const CatalogueShown = z.object({
  edition: z.string(),
  rules: z.array(Named.extend({ grants: z.boolean(), clause: z.string(), when: z.array(z.string()) })),
  items: z.array(ItemShown),
});
export type CatalogueShown = z.infer<typeof CatalogueShown>;

/** What a decision stood on: the rule, and of the rules before it what was not met. */
export const Judged = z.object({
  rule: z.string(),
  title: z.string(),
  clause: z.string(),
  grants: z.boolean(),
  unmet: z.array(z.string()),
});
export type Judged = z.infer<typeof Judged>;

const Who = z.object({ name: z.string(), post: z.string() });
/** A step with whoever did it; a rule grants by itself. */
const StepShown = z.object({ title: z.string(), on: z.string(), by: z.string(), text: z.string() });

export const GrantShown = z.object({
  id: idSchema,
  item: z.string(),
  title: z.string(),
  means: z.enum(["data", "work"]),
  steward: z.string(),
  department: z.enum(departments),
  departmentName: z.string(),
  area: z.string(),
  areaName: z.string(),
  purposeTitle: z.string(),
  note: z.string(),
  fields: z.array(FieldShown),
  edition: z.string(),
  basis: z.string(),
  rate: z.number(),
  months: z.number(),
  standing: standingSchema,
  judged: Judged,
  asker: Who,
  askedOn: z.string(),
  /** The last day on which it holds; null while nobody has granted it. */
  until: z.string().nullable(),
  /** When the present key was drawn; null where there is none. */
  keyedOn: z.string().nullable(),
  /** Calls so far that were answered. */
  calls: z.number().int(),
  rows: z.number().int(),
  calledAt: z.string().nullable(),
  steps: z.array(StepShown),
});
export type GrantShown = z.infer<typeof GrantShown>;
/** Where an office may ask for: its own area, and what lies right below it. */
export const AreasShown = z.array(z.object({ code: z.string(), name: z.string() }));
export type AreasShown = z.infer<typeof AreasShown>;

export const GrantsShown = z.array(GrantShown);

export const CallLine = z.object({
  id: idSchema,
  at: z.string(),
  operation: z.string(),
  /** "ok", or the code of the refusal. */
  answer: z.string(),
  rows: z.number().int(),
  fields: z.array(z.string()),
  /** By which the ledger of givings knows it; null where nothing was given. */
  number: z.string().nullable(),
  address: z.string().nullable(),
});
export type CallLine = z.infer<typeof CallLine>;
export const CallsPage = z.object({ lines: z.array(CallLine), next: z.string().nullable() });
export type CallsPage = z.infer<typeof CallsPage>;

/** What a department reads by its key: of each child the granted fields that its file knows. */
export const DataPage = z.object({
  item: z.string(),
  grant: idSchema,
  /** By which our ledger knows this giving; null for an empty page. */
  number: z.string().nullable(),
  fields: z.array(z.object({ key: z.string(), title: z.string() })),
  lines: z.array(z.object({ id: idSchema, facts: z.record(z.string(), z.unknown()) })),
  next: z.string().nullable(),
});
export type DataPage = z.infer<typeof DataPage>;

export const YearQuery = z.strictObject({ year: z.coerce.number().int().min(2000).max(2999) });

const paged = { after: idSchema.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) };
export const CallsQuery = z.strictObject(paged);
export type CallsQuery = z.infer<typeof CallsQuery>;
export const DataQuery = z.strictObject(paged);
export type DataQuery = z.infer<typeof DataQuery>;
export const GrantParam = z.strictObject({ grantId: idSchema });
export const ItemParam = z.strictObject({ item: itemSchema });

/** The department asks and holds its key; the steward decides and stops (一项数据一个管理者). No session reads by a grant. */
export const permissions = {
  "sharing.read": ["county", "city", "province", "department", "auditor", "security_admin"],
  "sharing.ask": ["department"],
  "sharing.decide": ["county", "security_admin"],
  "sharing.stop": ["county", "security_admin", "department"],
  "sharing.state": ["county", "city", "province"],
  "sharing.fetch": [],
} as const;
