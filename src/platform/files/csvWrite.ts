import { toCsvText } from "./plainText.ts";

/**
 * A CSV file as bytes: UTF-8 with its mark (without it a Chinese Excel takes the file for GBK), CRLF, quotes where they
 * are needed. A text that a spreadsheet would run gets an apostrophe in front, which {@link readRows} takes off again.
 */
export async function* writeCsv(
  rows:
    | Iterable<readonly (string | number | boolean | null)[]>
    | AsyncIterable<readonly (string | number | boolean | null)[]>,
): AsyncGenerator<Uint8Array> {
  let text = "\uFEFF";
  for await (const row of rows) {
    text += `${row.map(field).join(",")}\r\n`;
    if (text.length < 65_536) continue;
    yield Buffer.from(text);
    text = "";
  }
  yield Buffer.from(text);
}

function field(value: string | number | boolean | null): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const text = toCsvText(value);
  return /[",\r\n\t;]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}
