import { dayNumber } from "#kernel/day.ts";
import type { Watermark } from "#kernel/watermark.ts";
import { cellName } from "./cell.ts";
import { serialOfDay } from "./numberFormats.ts";
import { looksLikeFormula, xmlAttribute, xmlText } from "./plainText.ts";
import type { Content, PlannedCell, PlannedRow, PlannedSheet, Style } from "./plan.ts";
import { afterRows, beforeRows } from "./sheetFrame.ts";
import type { StyleTable } from "./styleTable.ts";

export interface Note {
  readonly column: number;
  readonly row: number;
  readonly text: string;
}

export interface Link {
  readonly cell: string;
  readonly target: string;
}

/** What a sheet's rows carried beside their values; the parts that hold it are written after them. */
export interface Extras {
  readonly notes: Note[];
  readonly links: Link[];
}

/** A sheet with tens of thousands of notes opens in minutes: the first ones are enough, the text stands in the row too. */
export const MAX_NOTES = 10_000;
/** Excel takes 65,530 links of a sheet and calls a file with more damaged. */
const MAX_LINKS = 65_000;
const FLUSH = 64 * 1024;
const MAX_TEXT = 32_767;
const plain: Style = {};
const dayStyle: Style = { format: "yyyy-mm-dd" };

/** The sheet's part, as its rows come. */
export async function* sheetXml(
  sheet: PlannedSheet,
  styles: StyleTable,
  extras: Extras,
  watermark?: Watermark,
): AsyncGenerator<string> {
  let text = beforeRows(sheet, styles);
  let row = 0;
  for await (const planned of typeof sheet.rows === "function" ? sheet.rows() : sheet.rows) {
    row++;
    text += rowXml(planned, row, sheet, styles, extras);
    if (text.length < FLUSH) continue;
    yield text;
    text = "";
  }
  yield text + afterRows(sheet, extras, watermark);
}

function rowXml(planned: PlannedRow, row: number, sheet: PlannedSheet, styles: StyleTable, extras: Extras): string {
  const height = planned.height ? ` ht="${planned.height}" customHeight="1"` : "";
  let cells = "";
  for (let column = 0; column < planned.cells.length; column++) {
    const given = planned.cells[column] ?? null;
    // A blank cell looks as its column does: a wide sheet of few values is a third of the size without them.
    if (given === null && !planned.style) continue;
    const cell = isPlanned(given) ? given : { content: given };
    const style = cell.style ?? planned.style ?? sheet.columns?.[column]?.style ?? plain;
    cells += cellXml(cell.content, style, column, row, styles);
    if (cell.note !== undefined && extras.notes.length < MAX_NOTES) extras.notes.push({ column, row, text: cell.note });
    if (cell.link !== undefined && extras.links.length < MAX_LINKS) {
      extras.links.push({ cell: cellName(column, row), target: cell.link });
    }
  }
  return `<row r="${row}"${height}>${cells}</row>`;
}

const isPlanned = (given: Content | PlannedCell): given is PlannedCell =>
  typeof given === "object" && given !== null && "content" in given;

function cellXml(content: Content, style: Style, column: number, row: number, styles: StyleTable): string {
  const at = cellName(column, row);
  if (typeof content === "string" && content !== "") {
    const id = styles.idOf(style, looksLikeFormula(content));
    // Excel refuses a whole file for one cell over its limit; longer texts are cut here, and refused when they come in.
    const kept = content.length > MAX_TEXT ? content.slice(0, MAX_TEXT) : content;
    return `<c r="${at}"${id ? ` s="${id}"` : ""} t="inlineStr"><is><t xml:space="preserve">${xmlText(kept)}</t></is></c>`;
  }
  const isDate = typeof content === "object" && content !== null;
  const id = styles.idOf(isDate && style.format === undefined ? { ...dayStyle, ...style } : style, false);
  const open = `<c r="${at}"${id ? ` s="${id}"` : ""}`;
  if (isDate) return `${open}><v>${serialOfDay(dayNumber(content.day))}</v></c>`;
  if (typeof content === "boolean") return `${open} t="b"><v>${content ? 1 : 0}</v></c>`;
  if (typeof content === "number" && Number.isFinite(content)) return `${open}><v>${content}</v></c>`;
  return id ? `${open}/>` : "";
}

/** The part that carries the notes' texts (ECMA-376 part 1, 18.7). */
export function notesXml(notes: readonly Note[]): string {
  const list = notes.map(
    (note) =>
      `<comment ref="${cellName(note.column, note.row)}" authorId="0"><text><r><t xml:space="preserve">${xmlText(note.text)}</t></r></text></comment>`,
  );
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
    `<authors><author>童护</author></authors><commentList>${list.join("")}</commentList></comments>`
  );
}

/** The boxes that the notes are shown in: without this old drawing part Excel shows none (ECMA-376 part 4, 8). */
export function noteBoxesXml(notes: readonly Note[]): string {
  const boxes = notes.map(({ column, row, text }, i) => {
    const lines = Math.min(16, Math.max(2, Math.ceil(text.length / 16) + text.split("\n").length));
    return (
      `<v:shape id="_x0000_s${1025 + i}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">` +
      '<v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/><v:textbox/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>' +
      `<x:Anchor>${column + 1}, 15, ${Math.max(0, row - 2)}, 10, ${column + 4}, 15, ${row - 1 + lines}, 4</x:Anchor>` +
      `<x:AutoFill>False</x:AutoFill><x:Row>${row - 1}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`
    );
  });
  return (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">' +
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>' +
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>' +
    `<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>${boxes.join("")}</xml>`
  );
}

/** A sheet's relations: notes, and links that leave the workbook. */
export function sheetRelationsXml(number: number, notes: boolean, links: readonly Link[]): string {
  const type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const outside = links.flatMap((link, i) =>
    link.target.startsWith("#")
      ? []
      : [
          `<Relationship Id="link${i}" Type="${type}/hyperlink" Target="${xmlAttribute(link.target)}" TargetMode="External"/>`,
        ],
  );
  const own = notes
    ? `<Relationship Id="notes" Type="${type}/comments" Target="../comments${number}.xml"/>` +
      `<Relationship Id="boxes" Type="${type}/vmlDrawing" Target="../drawings/vmlDrawing${number}.vml"/>`
    : "";
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${own}${outside.join("")}</Relationships>`
  );
}
