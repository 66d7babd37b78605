import { hash } from "node:crypto";
import { canonical } from "#kernel/canonical.ts";
import type { Entry } from "#kernel/entry.ts";

/** SHA-256, hex, over the canonical entry with its prev_hash. The order of the list is part of the format. */
export function entryHash(e: Omit<Entry, "hash">): string {
  const fields = [e.subjectId, e.seq, e.id, e.kind, e.childId, e.area, e.occurredAt, e.recordedAt];
  return hash(
    "sha256",
    canonical([...fields, e.actorId, e.deviceId, e.policyRef, e.body, e.prevHash, e.command]),
    "hex",
  );
}

/** SHA-256, hex, over the command as it was sent: the same id with another content is another command. */
export const commandDigest = (content: unknown): string => hash("sha256", canonical(content), "hex");
