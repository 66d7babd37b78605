import { z } from "zod";
import { purposes } from "#kernel/purpose.ts";
import { areaSchema, idSchema } from "#capabilities/registry/words.ts";

/* What lists are asked for: queries and the parts of an address. */

const paged = { after: z.string().max(80).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) };
/** What a list of one's own office waits for: somebody's check, the same of one's own, being composed, sent on, received. */
export const waitings = ["check", "submitted", "composing", "sending", "unreceived"] as const;
export type Waiting = (typeof waitings)[number];
export const BulletinsQuery = z.strictObject({
  area: areaSchema.optional(),
  waiting: z.enum(waitings).optional(),
  ...paged,
});
export type BulletinsQuery = z.infer<typeof BulletinsQuery>;
export const InboxQuery = z.strictObject(paged);
export type InboxQuery = z.infer<typeof InboxQuery>;
/** Why sensitive facts are opened. */
export const OpeningQuery = z.strictObject({ purpose: z.enum(purposes).optional() });
export const LinesQuery = z.strictObject({
  show: z.enum(["all", "new", "changed", "same", "gone", "out"]).default("all"),
  ...paged,
});
export type LinesQuery = z.infer<typeof LinesQuery>;
export const ListParam = z.strictObject({ listId: idSchema });
export const ChildParam = z.strictObject({ childId: idSchema });
export const LineParam = z.strictObject({ listId: idSchema, childId: idSchema });
