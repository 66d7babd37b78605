import { z } from "zod";
import { Problem } from "#kernel/problem.ts";
import { meaningFaults } from "./faults.ts";

/** What a worker has done for a child; each 其中 line of 附件1 asks for another combination of these. */
export const measureWords = ["intervened", "tracked", "secured", "resumed"] as const;
export type Measure = (typeof measureWords)[number];

/** How a child who fits several types is counted: no document says it, so each policy chooses and the form prints it. */
export const countingModes = ["one_level_each_type", "one_level_one_type", "every_ground"] as const;
export type Counting = (typeof countingModes)[number];

export type MeasureTree = Measure | { readonly all: readonly MeasureTree[] } | { readonly any: readonly MeasureTree[] };

const measureTree: z.ZodType<MeasureTree> = z.lazy(() =>
  z.union([
    z.enum(measureWords),
    z.strictObject({ all: z.array(measureTree).min(1) }),
    z.strictObject({ any: z.array(measureTree).min(1) }),
  ]),
);

const name = z.string().trim().min(1).max(80);
const sentence = z.string().trim().min(1).max(400);
const cell = z.int().min(1).max(999);

const ofWhichShape = z.strictObject({
  title: sentence,
  measures: measureTree,
  no: cell.optional(),
  clause: sentence.optional(),
});

const rowShape = z.strictObject({
  id: name,
  title: sentence,
  /** 栏次, by which `checks` name the row's figure. */
  no: cell.optional(),
  clause: sentence.optional(),
  grounds: z.array(name).default([]),
  categories: z.array(name).default([]),
  /** `category.kind`. */
  kinds: z.array(name).default([]),
  /** 其他: takes whoever no other row of the block takes. */
  rest: z.boolean().default(false),
  of_which: ofWhichShape.optional(),
  note: sentence.optional(),
});

const blockShape = z.strictObject({
  level: name,
  title: sentence,
  no: cell.optional(),
  rows: z.array(rowShape).min(1),
  note: sentence.optional(),
});

const shape = z.strictObject({
  id: name,
  title: sentence,
  clause: sentence,
  due: z.array(name).default([]),
  counting: z.enum(countingModes),
  counting_note: sentence.optional(),
  source: name.optional(),
  /** The printed words around the figures; where a policy leaves them out, those of 附件1. */
  header: z.array(name).length(4).optional(),
  columns: z.array(name).length(4).optional(),
  subtotal: name.optional(),
  total: name.optional(),
  /** The document's own 注, printed word for word under the table. */
  foot: sentence.optional(),
  /** Further notes of the policy, printed after it. */
  notes: z.array(sentence).default([]),
  no: cell.optional(),
  /** 勾稽关系 over the numbered cells: `1=2+5+8`, `1=11+…+18`, `3≤2`. */
  checks: z.array(sentence).default([]),
  blocks: z.array(blockShape).min(1),
});

/** A return of a policy pack (docs/policy-language.md, "A return"). */
export const returnDefinition = shape.superRefine((definition, context) => {
  for (const fault of meaningFaults(definition)) context.addIssue({ code: "custom", ...fault });
});
export type ReturnDefinition = z.infer<typeof shape>;
export type BlockDefinition = ReturnDefinition["blocks"][number];
export type RowDefinition = BlockDefinition["rows"][number];

/**
 * Reads one entry of a pack's `returns:`. Errors: Problem `returns.definition_invalid` with the first `path` and
 * `faults: [{path: "blocks[0].rows[2].rest", fault: "second_rest_row"}]`, all of them at once.
 */
export function parseReturn(input: unknown): ReturnDefinition {
  const parsed = returnDefinition.safeParse(input);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => ({
    path: pathText(issue.path),
    fault: faultWord(issue),
  }));
  throw new Problem("returns.definition_invalid", { path: faults[0]?.path ?? "", faults });
}

/** What is wrong, for whoever writes a pack: our own word, else the schema's, with the keys that it does not know. */
export const faultWord = (issue: z.core.$ZodIssue): string => {
  if (issue.code === "custom") return issue.message;
  return issue.code === "unrecognized_keys" ? `unknown_key ${issue.keys.join(" ")}` : issue.code;
};

const pathText = (path: readonly PropertyKey[]): string =>
  path.map((step, i) => (typeof step === "number" ? `[${step}]` : `${i ? "." : ""}${String(step)}`)).join("");

/** Children of one profile on one day and in one area, as the ledger hands them over. */
export interface Group {
  readonly key: string;
  readonly level: string | null;
  readonly served: boolean;
  readonly categories: readonly string[];
  /** `category.kind`. */
  readonly kinds: readonly string[];
  readonly grounds: readonly string[];
  readonly suspected: readonly string[];
  readonly measures: readonly string[];
  readonly count: number;
}

/** Titles that the notes print, from the policy in force. */
export interface Names {
  readonly levels: Readonly<Record<string, string>>;
  readonly grounds: Readonly<Record<string, { readonly title: string; readonly level: string }>>;
}

export type { Awaited, DueAnswer, DueLine } from "./dueWords.ts";
