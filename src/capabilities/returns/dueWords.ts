import { z } from "zod";
import { areaSchema, daySchema, idSchema } from "#capabilities/registry/words.ts";

/* What is to be reported, by which day, and that it was: the returns and deadlines of the pack in force. */

/** 已报送: which item, of which due day, went out on which day. */
export const HandIn = z.strictObject({
  id: idSchema,
  item: z.string().regex(/^(?:deadlines|returns)\.[a-zA-Z0-9_.-]{1,60}$/),
  due: daySchema,
  day: daySchema,
  note: z.string().trim().max(200).default(""),
});
export type HandIn = z.infer<typeof HandIn>;

/** It did not go out, or the office above sends it back: it stands as not reported again. */
export const TakeBack = z.strictObject({ id: idSchema, reason: z.string().trim().min(2).max(200) });
export type TakeBack = z.infer<typeof TakeBack>;

export const kinds = { handed: "returns.handed_in", takenBack: "returns.handing_taken_back" } as const;

export const permissions = {
  "returns.read": ["supervisor", "county", "city", "province"],
  "returns.hand_in": ["supervisor", "county", "city", "province"],
} as const;

const Said = z.strictObject({ id: idSchema, day: daySchema, by: z.string(), note: z.string() });

/** One thing that an office reports by a day. */
export const DueLine = z.strictObject({
  /** `deadlines.progress-county`, or `returns.x` where no deadline speaks of a return's day. */
  item: z.string(),
  title: z.string(),
  clause: z.string(),
  /** The day is set on the spot: no document names it. */
  local: z.boolean(),
  due: daySchema,
  /** Until then; negative: so many days late. */
  days: z.number().int(),
  /** The first day on which what was sent counts for this due day and not for the one before. */
  since: daySchema,
  /** The level it goes to; null: it is done here and goes nowhere. */
  to: z.string().nullable(),
  /** The tables that are due on that day. */
  returns: z.array(z.strictObject({ id: z.string(), title: z.string() })),
  handed: Said.nullable(),
  /** The last 已报送 that was taken back, while none stands. */
  takenBack: z.strictObject({ day: daySchema, by: z.string(), reason: z.string() }).nullable(),
});
export type DueLine = z.infer<typeof DueLine>;

/** What the offices below report to this one, item by item. */
export const Awaited = z.strictObject({
  item: z.string(),
  title: z.string(),
  clause: z.string(),
  due: daySchema,
  days: z.number().int(),
  /** Offices it is asked of, and of them those that have not said that they sent it. */
  offices: z.number().int(),
  missing: z.array(z.strictObject({ area: areaSchema, name: z.string() })),
});
export type Awaited = z.infer<typeof Awaited>;

export const DueAnswer = z.strictObject({
  area: areaSchema,
  /** Late first, the longest late at the top; then what comes, the soonest first; then what was handed in. */
  lines: z.array(DueLine),
  awaited: z.array(Awaited),
});
export type DueAnswer = z.infer<typeof DueAnswer>;

export const HandedParam = z.strictObject({ handedId: idSchema });
export const DueQuery = z.strictObject({ area: areaSchema.optional() });
