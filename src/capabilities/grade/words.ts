import { z } from "zod";
import type { Day } from "#kernel/day.ts";
import { daySchema, idSchema, seqSchema } from "#capabilities/registry/words.ts";
import type { Findings } from "./findings.ts";

/** A stretch of days on which nothing about a child's standing changes by itself; what the ledger and the returns count. */
export interface Standing {
  readonly from: Day;
  /** First day no longer in it; null where nothing is known to end it. */
  readonly to: Day | null;
  /** Since when the level has held without a break. */
  readonly since: Day;
  /** The day of the newest ground of that level. */
  readonly renewed: Day;
  /** Since when the child has had any level without a break. */
  readonly care: Day;
  /** The level before this one, and since when: what it left undone stays overdue. */
  readonly prior: { readonly level: string; readonly since: Day } | null;
  readonly level: string | null;
  /** 0 is the gravest; null with level null. */
  readonly rank: number | null;
  readonly served: boolean;
  readonly ledgers: readonly string[];
  readonly categories: readonly string[];
  readonly kinds: readonly string[];
  readonly grounds: readonly string[];
  readonly suspected: readonly string[];
  readonly unknown: readonly string[];
  /** Since when each of the grounds, suspected grounds, categories and kinds has been known. */
  readonly known: Readonly<Record<string, Day>>;
  /** Measures taken: a word, or `ground=word` where it holds for that ground, category or kind alone (measures.ts). */
  readonly measures: readonly string[];
  /** The last day of 定期介入跟踪 that a survey reported. */
  readonly tracked: Day | null;
  /** True where a panel's decision stands above the rules. */
  readonly panel: boolean;
  /** Categories, kinds and grounds that hold through sealed facts alone (veiled.ts); absent where there is none. */
  readonly veiled?: readonly string[];
}

/** How often, per level, as the policy of that entry said: views need no pack to be rebuilt. */
export interface LevelRhythm {
  readonly kind: string;
  readonly every: string;
  readonly mode: "rolling" | "calendar";
}

export interface Assessed {
  readonly from: Day;
  readonly spans: readonly Standing[];
  readonly rhythms: Readonly<Record<string, readonly LevelRhythm[]>>;
  /** What was found and since when, fact by fact (findings.ts); absent in assessments of the first version. */
  readonly found?: Findings;
}

/** A worker's proposal where facts cannot decide (粤民发〔2024〕32号 三 末段). */
export const ProposeGrade = z.strictObject({
  id: idSchema,
  level: z.string().min(1).max(20),
  reason: z.string().trim().min(2).max(500),
});
export type ProposeGrade = z.infer<typeof ProposeGrade>;

/** The township's panel evaluates and confirms; its decision stands until the policy lets it expire. */
export const DecideGrade = z.strictObject({
  id: idSchema,
  seq: seqSchema,
  level: z.string().min(1).max(20),
  reason: z.string().trim().min(2).max(500),
  members: z.array(z.string().trim().min(1).max(40)).min(1).max(20),
  day: daySchema.optional(),
});
export type DecideGrade = z.infer<typeof DecideGrade>;

export const RejectProposal = z.strictObject({
  id: idSchema,
  seq: seqSchema,
  reason: z.string().trim().min(2).max(500),
});
export type RejectProposal = z.infer<typeof RejectProposal>;

export const kinds = {
  assessed: "grade.assessed",
  proposed: "grade.proposed",
  rejected: "grade.proposal_rejected",
  decided: "grade.panel_decided",
} as const;

export const permissions = {
  "grade.propose": ["director", "supervisor"],
  "grade.decide": ["supervisor", "county"],
} as const;

/** What would give a child another level, told of what the asker may know: sealed facts take no part in it. */
export const LevelChanges = z.object({
  /** As the rules say by what may be told; a panel's decision stands beside it. */
  level: z.string().nullable(),
  changes: z.array(
    z.object({
      fact: z.string(),
      how: z.enum(["is", "add", "remove"]),
      value: z.union([z.string(), z.number(), z.boolean()]),
      level: z.string().nullable(),
    }),
  ),
});
export type LevelChanges = z.infer<typeof LevelChanges>;
