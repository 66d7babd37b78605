import { Problem } from "#kernel/problem.ts";
import type { Row } from "./cell.ts";
import { readCsv } from "./csvRead.ts";
import { defaultLimits, type FileLimits, tooLarge } from "./limits.ts";
import { readSheet } from "./sheetRead.ts";
import { type Bytes, type FileInput, openBytes } from "./source.ts";
import { readWorkbook } from "./workbookRead.ts";
import { openZip } from "./zipRead.ts";

export interface ReadOptions {
  readonly limits?: Partial<FileLimits>;
  /** Which sheets: all that are not hidden, where nothing is said. A CSV file is one sheet of the name "CSV". */
  readonly sheets?: (name: string, hidden: boolean) => boolean;
}

type Kind = "zip" | "ole" | "text";

/**
 * The rows of a workbook (.xlsx, .xlsm) or of a CSV file, one after the other, sheet by sheet, at the pace of whoever
 * asks: memory does not grow with the number of rows. What the file is, its bytes say, never its name. Rows without any
 * content are left out; the numbers of the others stay as the person sees them.
 *
 * Errors (Problem): files.empty, files.too_large, files.zip_bomb, files.xml_entities, files.encrypted, files.xls_old,
 * files.not_xlsx, files.pdf, files.damaged, files.too_many_merges.
 */
export async function* readRows(file: FileInput, options: ReadOptions = {}): AsyncGenerator<Row> {
  for await (const rows of readRowBatches(file, options)) yield* rows;
}

/**
 * As readRows, a few hundred rows at a time where the file is text: a million rows one by one cost more in waiting than in
 * reading. Errors: as for readRows.
 */
export async function* readRowBatches(file: FileInput, options: ReadOptions = {}): AsyncGenerator<readonly Row[]> {
  const limits = { ...defaultLimits, ...options.limits };
  const bytes = await openBytes(file);
  try {
    if ((await checkedKind(bytes, limits)) === "text") {
      if (isWanted({ name: CSV, hidden: false }, options)) yield* readCsv(bytes, limits, CSV);
      return;
    }
    const zip = await openZip(bytes, limits);
    const book = await readWorkbook(zip, limits);
    for (const sheet of book.sheets) {
      if (!isWanted(sheet, options)) continue;
      for await (const row of readSheet(zip, book, sheet, limits)) yield [row];
    }
  } finally {
    await bytes.close();
  }
}

export interface SheetName {
  readonly name: string;
  readonly hidden: boolean;
}

const CSV = "CSV";

const isWanted = (sheet: SheetName, options: ReadOptions): boolean =>
  options.sheets ? options.sheets(sheet.name, sheet.hidden) : !sheet.hidden;

/** The sheets of a workbook in its order, without their rows. Errors: as for readRows. */
export async function listSheets(file: FileInput, options: ReadOptions = {}): Promise<SheetName[]> {
  const limits = { ...defaultLimits, ...options.limits };
  const bytes = await openBytes(file);
  try {
    if ((await checkedKind(bytes, limits)) === "text") return [{ name: CSV, hidden: false }];
    const book = await readWorkbook(await openZip(bytes, limits), { ...limits, sharedBytes: 0 });
    return book.sheets.map(({ name, hidden }) => ({ name, hidden }));
  } finally {
    await bytes.close();
  }
}

/** Errors: everything that a file's size and first bytes already refuse. */
async function checkedKind(bytes: Bytes, limits: FileLimits): Promise<"zip" | "text"> {
  if (bytes.size === 0) throw new Problem("files.empty");
  if (bytes.size > limits.fileBytes) throw tooLarge("file", limits.fileBytes);
  const kind = await kindOf(bytes);
  if (kind === "ole") throw await oleProblem(bytes);
  return kind;
}

async function kindOf(bytes: Bytes): Promise<Kind> {
  const head = await bytes.read(0, 8);
  if (head.subarray(0, 4).equals(Buffer.from("PK\x03\x04"))) return "zip";
  if (head.subarray(0, 4).equals(Buffer.from("PK\x05\x06"))) throw new Problem("files.empty"); // an archive of nothing
  if (head.subarray(0, 5).equals(Buffer.from("%PDF-"))) throw new Problem("files.pdf");
  return head.equals(Buffer.from("d0cf11e0a1b11ae1", "hex")) ? "ole" : "text";
}

/**
 * An OLE container is either a workbook with a password ([MS-OFFCRYPTO] 2.3.4.4: a stream named EncryptedPackage) or a
 * workbook of Excel 97-2003, which this system does not read: saving it once as .xlsx takes a moment, and its binary
 * format has no bounds that could be checked beforehand.
 */
async function oleProblem(bytes: Bytes): Promise<Problem> {
  const mark = Buffer.from("EncryptedPackage", "utf16le");
  for (let offset = 0; offset < bytes.size; offset += 1 << 20) {
    if ((await bytes.read(offset, (1 << 20) + mark.length)).includes(mark)) return new Problem("files.encrypted");
  }
  return new Problem("files.xls_old");
}
