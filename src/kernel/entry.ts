import type { Id } from "./id.ts";
import type { AreaCode } from "./scope.ts";

/** What a decision makes: an entry before it has its place in the journal. */
export interface NewEntry {
  /** `<capability>.<past tense>`: `visit.recorded`. */
  readonly kind: string;
  readonly body: Record<string, unknown>;
}

/** One line of a child's file: append-only, ordered by seq within its subject, chained by hash (CONTRIBUTING.md, The journal). */
export interface Entry {
  readonly subjectId: Id;
  readonly seq: number;
  readonly id: Id;
  readonly kind: string;
  readonly childId: Id | null;
  /** The area code of its day: a later change of the division does not rewrite it. */
  readonly area: AreaCode;
  /** When it happened in the world, by whoever says so; ISO 8601 UTC with milliseconds. */
  readonly occurredAt: string;
  /** When the server wrote it; ISO 8601 UTC with milliseconds. */
  readonly recordedAt: string;
  readonly actorId: Id;
  readonly deviceId: string | null;
  readonly policyRef: string | null;
  /** In clear; the database holds it sealed where it is about a child (platform/journal/hash.ts). */
  readonly body: Record<string, unknown>;
  readonly prevHash: string;
  /** Keyed digest of the command as it was sent, on its first entry; null on what followed from it and in batches. */
  readonly command: string | null;
  readonly hash: string;
}

/** prev_hash of a subject's first entry. */
export const genesis = "0".repeat(64);
