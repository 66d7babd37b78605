import { z } from "zod";
import { areaSchema, idSchema } from "#capabilities/registry/words.ts";
import { ReportPublicly, SealedBox } from "./words.ts";

/** A report of the public page that waited on a phone without signal: where, and all else in the box. */
export const ReportSealed = z.strictObject({
  id: idSchema,
  area: areaSchema,
  box: SealedBox,
  /** Now, by the phone's clock: what its `at` is measured from. */
  sentAt: z.iso.datetime().optional(),
});
export type ReportSealed = z.infer<typeof ReportSealed>;
/** `at`: when it was written, by the phone's clock; none in a box of before it was told. */
export const Unsealed = ReportPublicly.omit({ id: true, area: true }).extend({ at: z.iso.datetime().optional() });
export type Unsealed = z.infer<typeof Unsealed>;
