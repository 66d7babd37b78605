import { setImmediate } from "node:timers/promises";
import { Problem } from "#kernel/problem.ts";
import { damaged, type FileLimits } from "./limits.ts";
import { builtinFormat } from "./numberFormats.ts";
import { readSharedStrings, SharedStrings } from "./sharedStrings.ts";
import { attribute, XmlScanner } from "./xmlScan.ts";
import type { Zip } from "./zipRead.ts";

const PIECE = 64 * 1024;
const SMALL_PART = 4 * 1024 * 1024;
const STYLES_PART = 16 * 1024 * 1024; // WPS files that have been copied for years carry tens of thousands of styles

export interface SheetPart {
  readonly name: string;
  readonly path: string;
  readonly hidden: boolean;
}

/** What all sheets of a workbook share. */
export interface Workbook {
  readonly sheets: readonly SheetPart[];
  readonly date1904: boolean;
  /** Number format by the style number that a cell names. */
  readonly formats: readonly string[];
  readonly strings: SharedStrings;
}

interface Relation {
  readonly id: string;
  readonly kind: string;
  readonly target: string;
}

/** A limit of 0 for shared strings leaves them unread. Errors: files.not_xlsx where the archive holds no workbook (a .docx, a .zip of photos), files.damaged. */
export async function readWorkbook(zip: Zip, limits: FileLimits): Promise<Workbook> {
  const root = await readRelations(zip, "_rels/.rels", "");
  const path = root.find((relation) => relation.kind === "officeDocument")?.target;
  const source = path === undefined ? undefined : await zip.text(path, SMALL_PART);
  if (path === undefined || source === undefined) throw new Problem("files.not_xlsx", { why: "no workbook" });
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const relations = await readRelations(zip, `${folder}_rels/${path.slice(folder.length)}.rels`, folder);
  const { sheets, date1904, isWorkbook } = await readSheets(source, relations);
  if (!isWorkbook) throw new Problem("files.not_xlsx", { why: "no workbook" });
  const part = (kind: string): string => relations.find((relation) => relation.kind === kind)?.target ?? "";
  const shared = zip.entries.get(part("sharedStrings"));
  return {
    sheets,
    date1904,
    formats: await readFormats((await zip.text(part("styles"), STYLES_PART)) ?? ""),
    strings:
      shared && limits.sharedBytes > 0
        ? await readSharedStrings(zip.inflate(shared), limits.sharedBytes, limits.cellChars)
        : new SharedStrings(0),
  };
}

/** In pieces with a breath between them: a part of many megabytes must not hold up everybody else's requests. */
async function scan(source: string, open: (name: string, attributes: string) => void): Promise<void> {
  const scanner = new XmlScanner({ open, close: () => undefined, text: () => undefined });
  for (let at = 0; at < source.length; at += PIECE) {
    scanner.feed(source.slice(at, at + PIECE));
    if (at > 0) await setImmediate();
  }
  scanner.end();
}

async function readRelations(zip: Zip, path: string, folder: string): Promise<Relation[]> {
  const source = await zip.text(path, SMALL_PART);
  const relations: Relation[] = [];
  await scan(source ?? "", (name, attributes) => {
    if (name !== "Relationship" || attribute(attributes, "TargetMode") === "External") return;
    const type = attribute(attributes, "Type") ?? "";
    const target = attribute(attributes, "Target") ?? "";
    // Transitional and strict files differ in the address before the last word (ECMA-376 part 1, annex A).
    const kind = type.slice(type.lastIndexOf("/") + 1);
    relations.push({ id: attribute(attributes, "Id") ?? "", kind, target: resolve(folder, target) });
  });
  return relations;
}

/** A part's name from a relation's target, as ECMA-376 part 2 resolves it; `..` cannot leave the archive. */
function resolve(folder: string, target: string): string {
  const path: string[] = [];
  for (const step of (target.startsWith("/") ? target : folder + target).split("/")) {
    if (step === "..") path.pop();
    else if (step !== "" && step !== ".") path.push(step);
  }
  return path.join("/");
}

async function readSheets(source: string, relations: readonly Relation[]) {
  const sheets: SheetPart[] = [];
  let date1904 = false;
  let isWorkbook = false;
  await scan(source, (name, attributes) => {
    if (name === "workbook") isWorkbook = true;
    if (name === "workbookPr") date1904 = /^(?:1|true)$/.test(attribute(attributes, "date1904") ?? "");
    if (name !== "sheet") return;
    const relation = relations.find((one) => one.id === attribute(attributes, "id"));
    if (relation?.kind !== "worksheet") return; // a chart sheet or a macro sheet has no rows
    const hidden = /^(?:hidden|veryHidden)$/.test(attribute(attributes, "state") ?? "");
    sheets.push({ name: attribute(attributes, "name") ?? "", path: relation.target, hidden });
  });
  if (isWorkbook && sheets.length === 0) throw damaged("no sheet");
  return { sheets, date1904, isWorkbook };
}

async function readFormats(source: string): Promise<string[]> {
  const custom = new Map<number, string>();
  const formats: string[] = [];
  let inCellFormats = false;
  await scan(source, (name, attributes) => {
    if (name === "numFmt")
      custom.set(Number(attribute(attributes, "numFmtId")), attribute(attributes, "formatCode") ?? "");
    if (name === "cellXfs" || name === "cellStyles" || name === "dxfs") inCellFormats = name === "cellXfs";
    if (name !== "xf" || !inCellFormats) return;
    const id = Number(attribute(attributes, "numFmtId") ?? 0);
    formats.push(custom.get(id) ?? builtinFormat(id));
  });
  return formats;
}
