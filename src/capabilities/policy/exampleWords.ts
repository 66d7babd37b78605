import { z } from "zod";
import { isDay } from "#kernel/day.ts";
import { Clause, Text } from "./parts.ts";

/* Examples of a pack: facts at a border, and what the pack answers. */

const DayText = z.string().refine(isDay);
const Answer = z.enum(["yes", "no", "unknown"]);
export const Example = z.strictObject({
  name: Text,
  asOf: DayText,
  facts: z.record(z.string(), z.unknown()),
  clause: Clause.optional(),
  expect: z.strictObject({
    categories: z.record(z.string(), Answer).optional(),
    /** `category.kind`: contained in the answer's kinds. */
    kinds: z.array(z.string()).optional(),
    level: z.string().nullable().optional(),
    served: z.boolean().optional(),
    /** Exactly these, in any order; a suspected one carries a question mark. */
    grounds: z.array(z.string()).optional(),
    /** Contained in what the answer, or one of its categories, is missing. */
    missing: z.array(z.string()).optional(),
    /** Exactly what the answer as a whole asks for, in any order. */
    asks: z.array(z.string()).optional(),
    changesOn: DayText.nullable().optional(),
  }),
});
export type Example = z.infer<typeof Example>;
export const Examples = z.array(Example);
