import { z } from "zod";
import { TakeAlong } from "#capabilities/export/words.ts";
import { areaSchema, daySchema, idSchema } from "#capabilities/registry/words.ts";

export const statuses = ["running", "held", "done", "failed", "cancelled", "withdrawn"] as const;
export const stages = ["reading", "matching", "settling", "withdrawing", "ended"] as const;

/** Why a list is taken back: said by choosing, so that nobody's name gets among the reasons. */
export const withdrawalReasons = ["incomplete", "wrong_file", "wrong_data"] as const;
export type WithdrawalReason = (typeof withdrawalReasons)[number];

/** A list and what became of it so far: counts alone. */
export const ListShown = z.object({
  id: idSchema,
  area: z.string(),
  department: z.string(),
  kind: z.string(),
  title: z.string(),
  day: z.string(),
  fileName: z.string(),
  status: z.enum(statuses),
  stage: z.enum(stages),
  /** Per cent of the stage. */
  progress: z.number().int(),
  read: z.number().int(),
  refused: z.number().int(),
  /** Lines of people who are no children any more, and have no file. */
  adults: z.number().int(),
  matched: z.number().int(),
  /** Lines of which a person decides whether they are somebody of the ledger. */
  review: z.number().int(),
  /** Lines about nobody of the ledger, brought up or not; null before they are counted, and on lists from when they were not. */
  strangers: z.number().int().nullable(),
  raised: z.number().int(),
  standing: z.number().int(),
  answered: z.number().int(),
  gone: z.number().int(),
  problem: z.string().nullable(),
  detail: z.string().nullable(),
  actor: z.string(),
  /** The host that it was fetched from; null where it was uploaded. */
  fetchedFrom: z.string().nullable(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  /** How many of the ledger ought to be on it, and how many of them are not. */
  expected: z.number().int(),
  absent: z.number().int(),
  /** Who said that a list in doubt is whole, or took it back: by name; when, and why. */
  confirmedBy: z.string().nullable(),
  withdrawnBy: z.string().nullable(),
  withdrawnAt: z.string().nullable(),
  withdrawnFor: z.enum(withdrawalReasons).nullable(),
  /** When its lines were removed, their term being over; the counts stay. */
  erasedAt: z.string().nullable(),
});
export type ListShown = z.infer<typeof ListShown>;

/** What a list brought up, by what it is. */
export const Findings = z.object({
  list: ListShown,
  findings: z.array(
    // `all` is the sum of the others: what waits, and what was answered how
    z.object({
      finding: z.string(),
      all: z.number().int(),
      open: z.number().int(),
      right: z.number().int(),
      wrong: z.number().int(),
      moved: z.number().int(),
      corrected: z.number().int(),
      withdrawn: z.number().int(),
    }),
  ),
  /**
   * What it brought up besides, of which the reader sees no line: children who are not on it, of whom a department hears by
   * referral; those who live outside the reader's area by now; what a later list says, or whose file is erased.
   */
  unseen: z.object({ missing: z.number().int(), away: z.number().int(), later: z.number().int() }),
});
export type Findings = z.infer<typeof Findings>;

export const fates = ["refused", "review", "anomaly", "unregistered", "faulty", "same", "different"] as const;
export type Fate = (typeof fates)[number];

/** Why it is decided anew whether a line and a child are one: chosen, for the same reason. */
export const redecisionReasons = ["slip", "found_out", "told"] as const;
export type RedecisionReason = (typeof redecisionReasons)[number];

/** What a person said of a line, and why anew; the last one holds. */
export const RowDecision = z.object({
  same: z.boolean(),
  by: z.string(),
  at: z.string(),
  reason: z.enum(redecisionReasons).nullable(),
});
export type RowDecision = z.infer<typeof RowDecision>;

/** Some words about somebody, label by label; sensitive ones are shown by their ends. */
const Words = z.array(z.object({ label: z.string(), text: z.string() }));

/** What was found on the spot of one finding; null while nobody has been there. For civil affairs alone: of which child. */
export const RowAnswer = z.object({
  verdict: z.string().nullable(),
  answeredOn: z.string().nullable(),
  child: z.object({ childId: idSchema, name: z.string() }).nullable(),
});
export type RowAnswer = z.infer<typeof RowAnswer>;

/** A line that somebody has to look at again. */
export const RowShown = z.object({
  n: z.number().int(),
  /** Where it stands in the file. */
  place: z.string(),
  name: z.string(),
  fate: z.enum(fates),
  faults: z.array(z.object({ cell: z.string(), column: z.string(), say: z.string() })),
  finding: z.string().nullable(),
  /** What became of its own findings, of a parent's line for each child; none where they lie outside the reader's area by now. */
  answers: z.array(RowAnswer),
  probability: z.number().nullable(),
  said: Words,
  /** For civil affairs alone: who has said that it is the child or is not, the first one first. */
  decisions: z.array(RowDecision),
  /** For civil affairs alone: whom of the ledger it may be; of a parent's line what the file says of the parent, and whose. */
  child: z
    .object({
      childId: idSchema,
      area: z.string(),
      said: Words,
      words: z.string(),
      of: z.array(z.object({ childId: idSchema, name: z.string(), parent: z.string() })),
    })
    .nullable(),
});
export type RowShown = z.infer<typeof RowShown>;
export const RowsPage = z.object({ lines: z.array(RowShown), next: z.string().nullable() });
export type RowsPage = z.infer<typeof RowsPage>;

/** What a post may upload, as its policy has it. */
export const Kind = z.object({
  id: z.string(),
  title: z.string(),
  clause: z.string(),
  department: z.string(),
  departmentName: z.string(),
  /** Whom its lines are about. */
  of: z.enum(["children", "parents"]),
  columns: z.array(z.string()),
  /** What it means to be on the list, and not to be. */
  meanings: z.array(z.object({ finding: z.string(), clause: z.string() })),
  limit: z.string(),
});
export type Kind = z.infer<typeof Kind>;
export const Kinds = z.array(Kind);

export const UploadQuery = z.strictObject({
  kind: z.string().regex(/^[a-z][a-zA-Z0-9_.-]{0,59}$/),
  day: daySchema,
  area: areaSchema.optional(),
});
export type UploadQuery = z.infer<typeof UploadQuery>;

export const RowsQuery = z.strictObject({
  fate: z.enum(fates).optional(),
  after: z.string().max(20).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type RowsQuery = z.infer<typeof RowsQuery>;

/** `reason`: of a line that was decided otherwise before. */
export const DecideRow = z.strictObject({ same: z.boolean(), reason: z.enum(redecisionReasons).optional() });
export type DecideRow = z.infer<typeof DecideRow>;
/** `answered`: of what the decision before had brought up, how much was found on the spot, and stays. */
export const Decided = z.object({ done: z.literal(true), answered: z.number().int() });
export type Decided = z.infer<typeof Decided>;

export const WithdrawList = z.strictObject({ reason: z.enum(withdrawalReasons) });
export type WithdrawList = z.infer<typeof WithdrawList>;

/** What a list is taken back to its department for. */
export const ReturnAlong = TakeAlong.extend({ purpose: z.enum(["verification", "referral"]) });
export type ReturnAlong = z.infer<typeof ReturnAlong>;

export const KindParam = z.strictObject({ kind: UploadQuery.shape.kind });
export const ListParam = z.strictObject({ id: idSchema });
export const RowParam = z.strictObject({ id: idSchema, n: z.coerce.number().int().min(1).max(10_000_000) });

/** What an answer is: rows of JSON, or the file (.csv, .xlsx) that would have been uploaded. */
export const sourceForms = ["json", "file"] as const;
export const sourceEvents = ["set", "stopped", "fetched", "failed"] as const;

/** Names that belong to the connection, or would let the answer be another one than the source's. */
const ownHeaders =
  /^(?:host|connection|content-.*|transfer-encoding|te|upgrade|expect|trailer|proxy-.*|cookie|accept.*|range)$/i;
const headerSchema = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]{0,59}$/)
  .refine((name) => !ownHeaders.test(name));

export const SaveSource = z.strictObject({
  url: z.string().trim().min(10).max(500),
  /** The name of the header that the key is sent in; null where none is wanted. */
  header: headerSchema.nullable(),
  /** Left out: the one that was given before, where the host is the same. */
  key: z.string().trim().min(1).max(500).regex(/^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/).optional(), // prettier-ignore
  form: z.enum(sourceForms),
  rowsAt: z.string().trim().max(100).regex(/^(?:[^\s.]+(?:\.[^\s.]+)*)?$/).default(""), // prettier-ignore
  dayOfMonth: z.int().min(1).max(28),
  active: z.boolean(),
});
export type SaveSource = z.infer<typeof SaveSource>;

export const SourceEvent = z.object({
  at: z.string(),
  what: z.enum(sourceEvents),
  by: z.string(),
  host: z.string(),
  /** Why it failed, in a sentence. */
  problem: z.string().nullable(),
  listId: z.string().nullable(),
});
export type SourceEvent = z.infer<typeof SourceEvent>;

export const SourceShown = z.object({
  id: idSchema,
  area: z.string(),
  kind: z.string(),
  title: z.string(),
  department: z.string(),
  url: z.string(),
  header: z.string().nullable(),
  hasKey: z.boolean(),
  form: z.enum(sourceForms),
  rowsAt: z.string(),
  dayOfMonth: z.number().int(),
  active: z.boolean(),
  /** Who answers for it. */
  holder: z.string(),
  nextOn: z.string(),
  retryAt: z.string().nullable(),
  /** The last ones, the newest first. */
  events: z.array(SourceEvent),
});
export type SourceShown = z.infer<typeof SourceShown>;

/** `hosts`: what the operator of the server allows to be fetched from. */
export const Sources = z.object({ hosts: z.array(z.string()), sources: z.array(SourceShown) });
export type Sources = z.infer<typeof Sources>;

/** What waits of lists today. */
export const ListsToday = z.object({
  held: z.number().int(),
  /** The day on which the first of them is let go of. */
  dropOn: z.string().nullable(),
  failing: z.number().int(),
});
export type ListsToday = z.infer<typeof ListsToday>;

/** A department's officer sees the lists of this department alone; who is who is decided by civil affairs. */
export const permissions = {
  "comparison.read": ["county", "city", "province", "department"],
  "comparison.upload": ["county", "department"],
  "comparison.decide": ["county"],
  "comparison.return": ["county", "department"],
  /** Where lists are fetched from: the county's own officer, and no department. */
  "comparison.source": ["county"],
} as const;
