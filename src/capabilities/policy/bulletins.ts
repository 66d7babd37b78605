import { z } from "zod";
import { departments } from "#kernel/actor.ts";
import { readLength } from "#kernel/length.ts";
import { Clause, Id, source, Text } from "./parts.ts";

const LengthText = z.string().refine((text) => readLength(text) !== null);

/** A list of children by their levels that goes to other departments, at least so often (粤民发〔2024〕32号 四(三)). */
export const BulletinItem = z.strictObject({
  ...source,
  id: Id,
  title: Text,
  clause: Clause,
  /** Whose children it names: the frozen level is one of these. */
  levels: z.array(Id).min(1),
  /** To whom, and of each child which facts and no other: none beyond the sending purpose (src/capabilities/export). */
  to: z.array(z.strictObject({ department: z.enum(departments), fields: z.array(Id).min(1) })).min(1),
  purpose: Id,
  /** At the latest so long after the last one. */
  every: LengthText,
  /** Who sends: the office of this level, to the departments of its own area. */
  from: z.enum(["county", "prefecture"]),
  /** So many days before it is due it stands on the page of the day; no document says how many. */
  remind: z.int().min(1).max(180),
  /** Whether a second person checks an urgent one before it goes, or after it has gone at once. */
  urgent_check: z.enum(["before", "after"]),
});
export type BulletinItem = z.infer<typeof BulletinItem>;
