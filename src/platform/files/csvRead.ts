import { Problem } from "#kernel/problem.ts";
import type { Row } from "./cell.ts";
import { CsvParser } from "./csvParser.ts";
import type { FileLimits } from "./limits.ts";
import { type Bytes, pieces } from "./source.ts";

/**
 * The encoding of a text file: by its mark, else UTF-8 where every byte fits it, else GB18030, which is what Excel and
 * WPS write on a Chinese Windows. Errors: files.not_xlsx where it is neither, or no text at all.
 */
async function detectEncoding(bytes: Bytes): Promise<string> {
  const mark = await bytes.read(0, 3);
  if (mark[0] === 0xff && mark[1] === 0xfe) return "utf-16le";
  if (mark[0] === 0xfe && mark[1] === 0xff) return "utf-16be";
  for (const encoding of ["utf-8", "gb18030"]) {
    if (await fits(bytes, encoding)) return encoding;
  }
  throw new Problem("files.not_xlsx", { why: "neither a workbook nor text" });
}

async function fits(bytes: Bytes, encoding: string): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const piece of pieces(bytes)) {
      if (piece.includes(0)) return false;
      decoder.decode(piece, { stream: true });
    }
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/**
 * The rows of a CSV (or tab-separated) file, every cell as text, as many at a time as a piece of the file holds; RFC 4180
 * with the separator found in its first line.
 */
export async function* readCsv(bytes: Bytes, limits: FileLimits, sheet: string): AsyncGenerator<Row[]> {
  const decoder = new TextDecoder(await detectEncoding(bytes));
  const parser = new CsvParser(sheet, limits);
  for await (const piece of pieces(bytes)) {
    parser.feed(decoder.decode(piece, { stream: true }));
    yield parser.take();
  }
  parser.feed(decoder.decode());
  parser.end();
  yield parser.take();
}
