/** Texts (or what they were sealed into) as one run of bytes, UTF-8: where each begins (from 1, as SQL counts) and how many bytes it takes. */
export interface Run {
  readonly bytes: Buffer;
  readonly starts: readonly number[];
  readonly sizes: readonly number[];
}

/**
 * Many documents as one parameter. As an array of text or jsonb every quote in them would be escaped, sent and read
 * twice, and as one JSON list the database would build the list to take it apart; bytes travel as they are.
 */
export function runOf(texts: readonly (string | Buffer)[]): Run {
  const sizes = texts.map((text) => Buffer.byteLength(text));
  const bytes = Buffer.allocUnsafe(sizes.reduce((sum, size) => sum + size, 0));
  const starts: number[] = [];
  let at = 0;
  for (const [n, text] of texts.entries()) {
    starts.push(at + 1);
    if (typeof text === "string") bytes.write(text, at);
    else text.copy(bytes, at);
    at += sizes[n] ?? 0;
  }
  return { bytes, starts, sizes };
}
