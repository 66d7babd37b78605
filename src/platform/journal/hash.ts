import { hash } from "node:crypto";
import { canonical } from "#kernel/canonical.ts";
import type { Entry } from "#kernel/entry.ts";

/** An entry's body as its hash takes it: as it is stored, so that a chain still verifies when nobody can open it. */
export const storedText = (sealed: Buffer | null, body: string): string =>
  sealed ? `"${sealed.toString("base64url")}"` : body;

/**
 * SHA-256, hex, over the canonical entry with its prev_hash. The order of the list is part of the format. `text`: the
 * body as it is stored (storedText).
 */
export function entryHash(e: Omit<Entry, "hash" | "body">, text: string): string {
  const fields = [e.subjectId, e.seq, e.id, e.kind, e.childId, e.area, e.occurredAt, e.recordedAt];
  const before = canonical([...fields, e.actorId, e.deviceId, e.policyRef]).slice(0, -1);
  const after = canonical([e.prevHash, e.command]).slice(1);
  return hash("sha256", `${before},${text},${after}`, "hex");
}
