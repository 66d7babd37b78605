import { z } from "zod";

/** The format of archives that this program writes; it reads this one and older ones. */
export const FORMAT = 1;

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const name = z.string().min(1).max(200);

/**
 * What stands in clear at the head of an archive, so that a person can be told which keys it needs. It is
 * authenticated with every chunk: nobody changes it unseen.
 */
export const Header = z.strictObject({
  format: z.int().positive(),
  /** content: journal, reference tables and files; keys: children's wrapped keys alone. */
  kind: z.enum(["content", "keys"]),
  /** When the picture was taken. */
  at: z.iso.datetime(),
  /** Fingerprint of the identity key that the database belongs to; null where it was never opened. */
  installation: z.string().max(64).nullable(),
  /** Id of the backup key, and what this archive's own key is made of beside it. */
  key: z.string().regex(/^[0-9a-f]{16}$/),
  salt: digest,
  /** Migrations that had landed, with their digests. */
  schema: z.array(z.strictObject({ name, digest })).max(10_000),
});
export type Header = z.infer<typeof Header>;

/** A table or a file, before its bytes. */
export const PartHead = z.strictObject({
  kind: z.enum(["table", "file"]),
  /** The table, or the path below the data folder with `/`. */
  name,
  columns: z.array(name).max(1600),
  /** Where a table is partitioned: its partitions by name. */
  partitions: z.array(name).max(10_000),
});
export type PartHead = z.infer<typeof PartHead>;

/** What was written of a part, after its bytes. */
export const PartEnd = z.strictObject({ bytes: z.int().nonnegative(), sha256: digest, rows: z.int().nonnegative() });
export type PartEnd = z.infer<typeof PartEnd>;

/** The heads of all chains: the digest is that of a seal made at the same moment (platform/journal/seal.ts). */
export const Heads = z.strictObject({ subjects: z.int().nonnegative(), digest });
export type Heads = z.infer<typeof Heads>;

/** The last thing in an archive: what it holds, to be compared with what was read and with what was restored. */
export const Manifest = z.strictObject({
  tables: z.record(name, PartEnd),
  files: z.strictObject({ count: z.int().nonnegative(), bytes: z.int().nonnegative() }),
  heads: Heads.nullable(),
  /** Ids of the master keys by which children's keys in this archive are wrapped. */
  masters: z.array(z.string().regex(/^[0-9a-f]{16}$/)),
  /** Whether children's keys lie in a file beside this one, without which its content does not open. */
  keysBeside: z.boolean(),
});
export type Manifest = z.infer<typeof Manifest>;
