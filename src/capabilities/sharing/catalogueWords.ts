import { z } from "zod";
import { departments } from "#kernel/actor.ts";

/*
 * The catalogue of what may be shared (一本账): data, in policies/sharing.yaml. What it may say.
 */

/** 国发〔2016〕51号 九; what is not shared at all stands in no catalogue. */
export const shareKinds = ["unconditional", "conditional"] as const;
export const fieldClasses = ["open", "internal", "sensitive"] as const;
export type FieldClass = (typeof fieldClasses)[number];
export const stewards = ["county", "security_admin"] as const;
/** What a rule may ask about a request. */
export const conditions = ["same_county", "purpose_listed", "no_sensitive", "within_term", "unconditional"] as const;
export type Condition = (typeof conditions)[number];
/** What a key for a department's own work opens: a route line names one of these. */
export const workItems = ["lists", "referrals", "conferences", "bulletins"] as const;

const word = z.string().regex(/^[a-z][a-zA-Z0-9_]{0,39}$/);
const text = z.string().trim().min(2).max(200);

const Rule = z.strictObject({
  id: word,
  title: text,
  /** Granted at once, without a person (秒审). */
  grants: z.boolean(),
  when: z.array(z.enum(conditions)),
  clause: text,
});
export type Rule = z.infer<typeof Rule>;

const common = {
  id: word,
  title: text,
  departments: z.array(z.enum(departments)).min(1),
  share: z.enum(shareKinds),
  steward: z.enum(stewards),
  basis: text,
  purposes: z.array(z.strictObject({ id: word, title: text })).min(1),
  months: z.strictObject({ usual: z.int().min(1).max(60), most: z.int().min(1).max(60) }),
  /** Calls a minute. */
  rate: z.int().min(1).max(6000),
};
const DataItem = z.strictObject({
  ...common,
  means: z.literal("data"),
  ledger: z.enum(["any", "main", "mobile"]),
  /** Purpose of the ledger of givings: whose fields alone may leave. */
  giving: word,
  fields: z.record(z.string(), z.enum(fieldClasses)),
});
const WorkItem = z.strictObject({ ...common, means: z.literal("work"), id: z.enum(workItems) });
export type DataItem = z.infer<typeof DataItem>;
export type Item = DataItem | z.infer<typeof WorkItem>;

export const CatalogueFile = z.strictObject({
  version: z.literal(1),
  edition: text,
  rules: z.array(Rule).min(1),
  items: z.array(z.discriminatedUnion("means", [DataItem, WorkItem])).min(1),
});
export type Catalogue = z.infer<typeof CatalogueFile>;
