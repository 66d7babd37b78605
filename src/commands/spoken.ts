import { createHash } from "node:crypto";
import type { Bytes, Written } from "#platform/files/index.ts";

/** A text for standard output: digested like a file, and said once it may leave. */
export const spoken =
  (say: (text: string) => void) =>
  async (content: Bytes): Promise<Written> => {
    if (typeof content !== "string") throw new Error("only a text is said");
    const bytes = Buffer.from(content);
    return {
      sha256: createHash("sha256").update(bytes).digest("hex"),
      bytes: bytes.length,
      keep: async () => say(content.trimEnd()), // whoever says it ends the line, as the file does
      drop: async () => undefined,
    };
  };
