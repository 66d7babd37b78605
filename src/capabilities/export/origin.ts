import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { numberIn } from "#kernel/watermark.ts";
import { anyText } from "#platform/files/index.ts";

/** Longer than a number: one that is cut by the border of two pieces is found all the same. */
const OVERLAP = 40;

async function numberOf(path: string): Promise<string | undefined> {
  let held = "";
  for await (const piece of anyText(path)) {
    const number = numberIn(held + piece);
    if (number !== undefined) return number;
    held = piece.slice(-OVERLAP);
  }
  return undefined;
}

/**
 * By what a file that turned up somewhere can be looked for: the digest of its content, which fits where nobody touched
 * it, and the number that it carries, which stays in a copy that was changed.
 */
export async function marksOf(path: string): Promise<{ sha256: string; number: string | undefined }> {
  const digest = createHash("sha256");
  for await (const piece of createReadStream(path)) digest.update(piece as Buffer);
  return { sha256: digest.digest("hex"), number: await numberOf(path) };
}
