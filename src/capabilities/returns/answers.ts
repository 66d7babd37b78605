import { z } from "zod";
import { CaseLine } from "#capabilities/caselist/words.ts";

/* What the routes of this capability answer: the shapes stand in the interface's description, and tests hold answers against them. */

const Count = z.number().int().min(0);

/** A return that the policy asks for. */
export const ReturnTitle = z.strictObject({
  id: z.string(),
  title: z.string(),
  clause: z.string(),
  /** The days on which it is due, YYYY-MM-DD. */
  due: z.array(z.string()),
});

/** A register that the policy asks for: a line for each child. */
export const RegisterTitle = z.strictObject({ id: z.string(), title: z.string(), clause: z.string() });

/** One sum of a form, worked out: `left` and `right` are the two figures that the formula compares. */
export const Check = z.strictObject({ formula: z.string(), ok: z.boolean(), left: z.number(), right: z.number() });
export type Check = z.infer<typeof Check>;

const Row = z.strictObject({
  id: z.string(),
  level: z.string(),
  no: z.number().int(),
  title: z.string(),
  count: Count,
  ofWhich: z.strictObject({ title: z.string(), count: Count }).nullable(),
});

const Unrowed = z.strictObject({
  ground: z.string(),
  title: z.string(),
  level: z.string(),
  row: z.string().nullable(),
  count: Count,
  inRest: Count,
  elsewhere: Count,
});

/**
 * The return for programs. The shape is stable: fields are added, never renamed or removed. A child counted in
 * several rows of a block stands once in the subtotal; `repeats` says how many times more the rows count.
 */
export const ReturnJson = z.strictObject({
  return: z.string(),
  title: z.string(),
  clause: z.string(),
  area: z.strictObject({ code: z.string(), name: z.string() }),
  /** YYYY-MM-DD: the day whose ledger was counted. */
  asOf: z.string(),
  /** The day had not come when it was drawn up: reckoned from what is known now. */
  future: z.boolean(),
  /** Nobody of the area had been registered by that day: its noughts were not counted. */
  unrecorded: z.boolean(),
  /** ISO 8601 UTC. */
  generatedAt: z.string(),
  policy: z.string(),
  counting: z.string(),
  rows: z.array(Row),
  subtotals: z.array(z.strictObject({ level: z.string(), title: z.string(), count: Count, repeats: Count })),
  total: z.strictObject({ count: Count, repeats: Count }),
  served: Count,
  /** Children counted in more than one row of a block. */
  overlaps: Count,
  unrowed: z.array(Unrowed),
  faults: z.array(z.strictObject({ code: z.string(), level: z.string().nullable(), count: Count })),
  notes: z.array(z.string()),
  checks: z.array(Check),
  /** Whose copy a file is; a page has none. */
  export: z
    .object({
      number: z.string(),
      person: z.string(),
      post: z.string(),
      area: z.string(),
      purpose: z.string(),
      at: z.string(),
      line: z.string(),
    })
    .optional(),
});
export type ReturnJson = z.infer<typeof ReturnJson>;

/** The printed words around the figures, for a page that draws the form itself. */
export const PrintedForm = z.strictObject({
  annex: z.string().nullable(),
  fields: z.array(z.strictObject({ label: z.string(), value: z.string() })),
  columns: z.array(z.string()),
  subtotal: z.string(),
  total: z.string(),
  /** How many of the return's `notes` are the document's own; the others are numbered from 1. */
  foot: Count,
  /** By row: the number of the note that says what stands behind it. */
  remarks: z.record(z.string(), z.number().int()),
});
export type PrintedForm = z.infer<typeof PrintedForm>;

export const ReturnPage = ReturnJson.extend({ form: PrintedForm });

/** A figure opened to its children. */
export const Behind = z.strictObject({
  title: z.string(),
  count: Count,
  /** Of all that the figure counts, not of the page: those whose file the reader can no longer open. */
  hidden: Count,
  children: z.array(CaseLine),
});
export type Behind = z.infer<typeof Behind>;
