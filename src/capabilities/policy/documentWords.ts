import { z } from "zod";

/* The shape of a pack as one reads it: each item with its clause and, beside it, its rule in words. */

/** A condition in words: a sentence of its own, or one that is said of its parts. */
export interface Said {
  readonly text: string;
  /** The named condition (define) that the sentence names: its own words stand under the terms. */
  readonly use?: string | undefined;
  readonly clause?: string | undefined;
  readonly parts?: readonly Said[] | undefined;
}
export const Said: z.ZodType<Said> = z.lazy(() =>
  z.strictObject({
    text: z.string(),
    use: z.string().optional(),
    clause: z.string().optional(),
    parts: z.array(Said).optional(),
  }),
);

const Source = z.enum(["local", "draft"]).nullable();
const Rule = z.strictObject({ label: z.string().nullable(), said: Said });
const Part = z.strictObject({
  title: z.string(),
  clause: z.string().nullable(),
  source: Source,
  lines: z.array(z.string()),
  rules: z.array(Rule),
});
export type Part = z.infer<typeof Part>;

/** One line of a document: what the pack says, and what the machine does by it. */
export const Item = Part.extend({
  /** `categories.left_behind`: what an address names. */
  id: z.string(),
  /** The document's own words, where the pack has them. */
  text: z.string().nullable(),
  /** The pack of the chain that says so, null where none does; and the one above whose item it takes the place of. */
  from: z.string().nullable(),
  replaces: z.string().nullable(),
  /** Declared to ask for less than the area above does, and on which clause. */
  narrows: z.strictObject({ why: z.string(), clause: z.string() }).nullable(),
  parts: z.array(Part),
});
export type Item = z.infer<typeof Item>;

const Section = z.strictObject({ id: z.string(), title: z.string(), items: z.array(Item) });
export type Section = z.infer<typeof Section>;

const Head = {
  id: z.string(),
  /** `puning@1`. */
  ref: z.string(),
  title: z.string(),
  document: z.string(),
  area: z.string(),
  from: z.string(),
  /** First day without effect; null: open. */
  to: z.string().nullable(),
};
export const PackHead = z.strictObject({ ...Head, extends: z.string().nullable(), inEffect: z.boolean() });
export type PackHead = z.infer<typeof PackHead>;

export const PackDocument = z.strictObject({
  ...Head,
  /** The pack itself first, then what it inherits from. */
  chain: z.array(z.strictObject(Head)),
  notes: z.array(z.strictObject({ from: z.string(), text: z.string() })),
  narrows: z.array(
    z.strictObject({
      from: z.string(),
      item: z.string(),
      title: z.string(),
      why: z.string(),
      clause: z.string(),
      gone: z.boolean(),
    }),
  ),
  sections: z.array(Section),
});
export type PackDocument = z.infer<typeof PackDocument>;

const WordedClause = z.strictObject({
  /** `三(一)2`. */
  id: z.string(),
  depth: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  lines: z.array(z.string()),
  /** The items of the pack that were made of it. */
  items: z.array(z.string()),
});

const WordedDocument = z.strictObject({
  pack: z.string(),
  number: z.string(),
  title: z.string(),
  issued: z.string(),
  note: z.string().nullable(),
  opening: z.array(z.string()),
  clauses: z.array(WordedClause),
});
export type WordedDocument = z.infer<typeof WordedDocument>;

/** The documents that a pack and those above it were made of, word by word. */
export const Wordings = z.strictObject({
  documents: z.array(WordedDocument),
  /** Packs of the chain whose wording is not at hand. */
  without: z.array(z.strictObject({ pack: z.string(), document: z.string() })),
  /** Where the clauses that items write are found. */
  cites: z.record(z.string(), z.array(z.strictObject({ pack: z.string(), clause: z.string() }))),
});
export type Wordings = z.infer<typeof Wordings>;

export const PackList = z.strictObject({
  /** The pack that holds in the area today; null where none does. */
  own: z.string().nullable(),
  packs: z.array(PackHead),
  /** Which pack held in the area from when to when. */
  periods: z.array(
    z.strictObject({ from: z.string(), to: z.string().nullable(), id: z.string().nullable(), title: z.string() }),
  ),
});
export type PackList = z.infer<typeof PackList>;

export const AnsweredExample = z.strictObject({
  n: z.int(),
  name: z.string(),
  asOf: z.string(),
  clause: z.string().nullable(),
  /** What is known of the made-up child, in words; `area`: a code that pages put the name of a place for. */
  facts: z.array(z.strictObject({ label: z.string(), text: z.string(), area: z.boolean() })),
  answers: z.array(z.strictObject({ what: z.string(), expected: z.string(), got: z.string(), agrees: z.boolean() })),
  /** Why the engine could not be asked. */
  problem: z.string().nullable(),
  agrees: z.boolean(),
});
export type AnsweredExample = z.infer<typeof AnsweredExample>;

export const AnsweredExamples = z.strictObject({
  ref: z.string(),
  agree: z.int(),
  examples: z.array(AnsweredExample),
});
export type AnsweredExamples = z.infer<typeof AnsweredExamples>;
