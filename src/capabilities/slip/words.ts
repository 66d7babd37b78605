import { z } from "zod";
import { purposes } from "#kernel/purpose.ts";
import { daySchema, idSchema } from "#capabilities/registry/words.ts";

/** A slip is made for the department's work on what was sent to it, and for nothing else. */
export const TakeSlip = z.strictObject({ id: idSchema, purpose: z.enum(purposes).extract(["referral"]) });
export type TakeSlip = z.infer<typeof TakeSlip>;

/** A line that could not be taken, by its row as the person sees it. */
export const SlipFault = z.object({ row: z.number().int(), say: z.string() });
export type SlipFault = z.infer<typeof SlipFault>;

/** A line that was taken before: the same line with the same words. `on`: that day, where it is known. */
export const SlipAgain = z.object({ row: z.number().int(), on: daySchema.nullable() });
export type SlipAgain = z.infer<typeof SlipAgain>;

/** What became of a filled slip; `again`: lines that changed nothing; `left`: that nobody looked at, after too many faults. */
export const SlipTaken = z.object({
  done: z.number().int(),
  again: z.array(SlipAgain),
  faults: z.array(SlipFault),
  left: z.number().int(),
});
export type SlipTaken = z.infer<typeof SlipTaken>;

/** Filled lines of one slip: each is a transaction of its own, and somebody waits for all of them. */
export const MOST_LINES = 2000;
/** Faults that are told; whoever has more has filled it in another way than was asked. */
export const MOST_FAULTS = 100;
/** Rows of a sheet that are looked at, filled or not. */
export const MOST_ROWS = 60_000;
