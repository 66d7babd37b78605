import { z } from "zod";
import { purposes } from "#kernel/purpose.ts";
import { areaSchema, idSchema, seqSchema } from "#capabilities/registry/words.ts";

const reason = z.string().trim().min(4).max(300);
const command = { id: idSchema, reason };

export const SealFile = z.strictObject(command);
export type SealFile = z.infer<typeof SealFile>;
export const UnsealFile = z.strictObject(command);
export type UnsealFile = z.infer<typeof UnsealFile>;
/** A sealed file is opened for a purpose and a reason, by this person, for half an hour. */
export const OpenFile = z.strictObject({ ...command, purpose: z.enum(purposes) });
export type OpenFile = z.infer<typeof OpenFile>;
export const ProposeDeletion = z.strictObject(command);
export type ProposeDeletion = z.infer<typeof ProposeDeletion>;
export const WithdrawDeletion = z.strictObject(command);
export type WithdrawDeletion = z.infer<typeof WithdrawDeletion>;
/** The second person says that they saw the file's state as it is: `seq` is its last entry. */
export const ConfirmDeletion = z.strictObject({ id: idSchema, seq: seqSchema });
export type ConfirmDeletion = z.infer<typeof ConfirmDeletion>;

export const kinds = {
  sealed: "retention.sealed",
  unsealed: "retention.unsealed",
  opened: "retention.opened",
  proposed: "retention.deletion_proposed",
  withdrawn: "retention.deletion_withdrawn",
  confirmed: "retention.deletion_confirmed",
} as const;

/** How long a sealed file stays open for whoever gave a reason. */
export const OPEN_MINUTES = 30;

/** seal: closed long enough; sealed: all that are; delete: kept long enough; proposed: waits for the second person; erase: confirmed, and not carried out. */
export const dueKinds = ["seal", "sealed", "delete", "proposed", "erase"] as const;
export type DueKind = (typeof dueKinds)[number];

export const DueQuery = z.strictObject({
  what: z.enum(dueKinds).default("seal"),
  area: areaSchema.optional(),
  after: z.string().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type DueQuery = z.infer<typeof DueQuery>;

/** A file as far as its keeping goes: no name, for a sealed file is in no list. */
export const DueLine = z.object({
  childId: idSchema,
  area: z.string(),
  /** Of the rule that holds for it. */
  kind: z.string(),
  closedOn: z.string(),
  sealedOn: z.string().nullable(),
  /** The day from which it may be sealed, or deleted; null: never. */
  due: z.string().nullable(),
  proposedOn: z.string().nullable(),
  proposedBy: z.string().nullable(),
  seq: z.number().int(),
});
export type DueLine = z.infer<typeof DueLine>;
export const DuePage = z.object({ lines: z.array(DueLine), next: z.string().nullable() });
export type DuePage = z.infer<typeof DuePage>;

export const DueCounts = z.object({
  seal: z.number().int(),
  sealed: z.number().int(),
  delete: z.number().int(),
  proposed: z.number().int(),
  erase: z.number().int(),
});
export type DueCounts = z.infer<typeof DueCounts>;

/** A rule as people read it: the term, its clause, and the floor by law. */
export const ShownRule = z.object({
  id: z.string(),
  title: z.string(),
  keep: z.string(),
  clause: z.string(),
  floor: z.string(),
  floorClause: z.string(),
});
export type ShownRule = z.infer<typeof ShownRule>;
export const ShownRules = z.object({ rules: z.array(ShownRule), waiting: z.string(), waitingClause: z.string() });
export type ShownRules = z.infer<typeof ShownRules>;

export const ChildParam = z.strictObject({ childId: idSchema });
export const AreaQuery = z.strictObject({ area: areaSchema.optional() });

/** Few: who answers for the files of a county, and who stands above it. */
export const permissions = {
  "retention.read": ["county", "city"],
  "retention.seal": ["county"],
  "retention.open": ["county", "city"],
  "retention.propose": ["county"],
  "retention.confirm": ["county", "city"],
} as const;
