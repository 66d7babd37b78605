import { z } from "zod";
import { CaseLine } from "#capabilities/caselist/words.ts";
import { idSchema } from "#capabilities/registry/words.ts";

/* 试算: what a changed pack would do to the children of an officer's own area. Nothing of the ledger changes by it. */

/** A pack.yaml, whole: longer than any that the house has by ten times. */
export const MOST_CHARS = 400_000;
export const BeginRehearsal = z.strictObject({
  name: z.string().trim().min(1).max(200),
  pack: z.string().min(1).max(MOST_CHARS),
});
export type BeginRehearsal = z.infer<typeof BeginRehearsal>;

const Named = { id: z.string(), title: z.string() };

export const RehearsalResult = z.strictObject({
  children: z.int(),
  moved: z.int(),
  levels: z.array(z.strictObject(Named)),
  /** How many children stand at `from` and would stand at `to`; null: no level. */
  matrix: z.array(z.strictObject({ from: z.string().nullable(), to: z.string().nullable(), count: z.int() })),
  categories: z.array(z.strictObject({ ...Named, gained: z.int(), lost: z.int() })),
  /** Of each kind how many a year, as the rhythms ask. */
  visits: z.array(z.strictObject({ kind: z.string(), title: z.string(), before: z.int(), after: z.int() })),
  areas: z.array(
    z.strictObject({ area: z.string(), children: z.int(), moved: z.int(), graver: z.int(), milder: z.int() }),
  ),
  /** Of those who would move, how many can be looked at one by one. */
  listed: z.int(),
});
export type RehearsalResult = z.infer<typeof RehearsalResult>;

export const RehearsalShown = z.strictObject({
  /** refused: its faults stop it. */
  status: z.enum(["refused", "running", "done", "cancelled", "failed"]),
  fileName: z.string(),
  pack: z.strictObject({ ...Named, document: z.string(), from: z.string() }).nullable(),
  /** Each with its line in the file; 0: of the pack as a whole, or of an example. */
  faults: z.array(z.strictObject({ line: z.int(), sentence: z.string() })),
  moreFaults: z.int(),
  area: z.string(),
  /** The day as of which both packs are asked. */
  day: z.string(),
  read: z.int(),
  total: z.int(),
  startedAt: z.string(),
  result: RehearsalResult.nullable(),
});
export type RehearsalShown = z.infer<typeof RehearsalShown>;

export const OwnRehearsal = z.strictObject({ rehearsal: RehearsalShown.nullable() });
export type OwnRehearsal = z.infer<typeof OwnRehearsal>;

export const MovedQuery = z.strictObject({
  after: z.string().max(20).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const MovedLine = z.strictObject({
  childId: idSchema,
  /** As the ledger shows the child; absent where it lives elsewhere by now. */
  child: CaseLine.pick({ name: true, area: true, birthDate: true, open: true }).nullable(),
  from: z.string(),
  to: z.string(),
  gained: z.array(z.string()),
  lost: z.array(z.string()),
});
export type MovedLine = z.infer<typeof MovedLine>;
export const MovedPage = z.strictObject({ lines: z.array(MovedLine), next: z.string().nullable() });
export type MovedPage = z.infer<typeof MovedPage>;
