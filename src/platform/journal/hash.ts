import { hash } from "node:crypto";
import { canonical } from "#kernel/canonical.ts";
import type { Entry } from "#kernel/entry.ts";

/**
 * SHA-256, hex, over the canonical entry with its prev_hash. The order of the list is part of the format. `body` is the
 * canonical text of the entry's body, for whoever has written it already.
 */
export function entryHash(e: Omit<Entry, "hash">, body: string = canonical(e.body)): string {
  const fields = [e.subjectId, e.seq, e.id, e.kind, e.childId, e.area, e.occurredAt, e.recordedAt];
  const before = canonical([...fields, e.actorId, e.deviceId, e.policyRef]).slice(0, -1);
  const after = canonical([e.prevHash, e.command]).slice(1);
  return hash("sha256", `${before},${body},${after}`, "hex");
}

/** SHA-256, hex, over the command as it was sent: the same id with another content is another command. */
export const commandDigest = (content: unknown): string => hash("sha256", canonical(content), "hex");
