import type { Watermark } from "#kernel/watermark.ts";
import { cellName } from "./cell.ts";
import { xmlAttribute, xmlText } from "./plainText.ts";
import type { Choice, PageSetup, PlannedSheet } from "./plan.ts";
import type { Extras, Link } from "./sheetWrite.ts";
import type { StyleTable } from "./styleTable.ts";

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** What stands before a sheet's rows. The order of elements is fixed (ECMA-376 part 1, 18.3.1.99). */
export function beforeRows(sheet: PlannedSheet, styles: StyleTable): string {
  const grouped = sheet.columns?.some((column) => column.grouped) ?? false;
  const columns = columnsXml(sheet, styles);
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    `<worksheet xmlns="${main}" xmlns:r="${relations}">` +
    `<sheetPr>${grouped ? '<outlinePr summaryRight="0"/>' : ""}<pageSetUpPr fitToPage="${sheet.page?.fitWide ? 1 : 0}"/></sheetPr>` +
    `<sheetViews><sheetView workbookViewId="0">${pane(sheet)}</sheetView></sheetViews>` +
    `<sheetFormatPr defaultRowHeight="15"${grouped ? ' outlineLevelCol="1"' : ""}/>` +
    (columns === "" ? "" : `<cols>${columns}</cols>`) +
    "<sheetData>"
  );
}

/** The button that opens a group stands over the column left of it, which says that it is closed (18.3.1.13, 18.3.1.61). */
function columnsXml({ columns = [] }: PlannedSheet, styles: StyleTable): string {
  const isClosed = (i: number): boolean => (columns[i]?.grouped && columns[i]?.hidden) ?? false;
  const list = columns.map((column, i) => {
    const style = column.style ? ` style="${styles.idOf(column.style, false)}"` : "";
    const hidden = column.hidden ? ' hidden="1"' : "";
    const level = column.grouped ? ' outlineLevel="1"' : "";
    const closed = isClosed(i + 1) && !column.grouped ? ' collapsed="1"' : "";
    return `<col min="${i + 1}" max="${i + 1}" width="${column.width ?? 10}" customWidth="1"${style}${hidden}${level}${closed}/>`;
  });
  return list.join("");
}

function pane(sheet: PlannedSheet): string {
  const { rows = 0, columns = 0 } = sheet.freeze ?? {};
  if (rows === 0 && columns === 0) return "";
  const split = `${columns > 0 ? ` xSplit="${columns}"` : ""}${rows > 0 ? ` ySplit="${rows}"` : ""}`;
  const active = rows === 0 ? "topRight" : columns === 0 ? "bottomLeft" : "bottomRight";
  return `<pane${split} topLeftCell="${cellName(columns, rows + 1)}" activePane="${active}" state="frozen"/>`;
}

/** What stands behind them. */
export function afterRows(sheet: PlannedSheet, extras: Extras, watermark: Watermark | undefined): string {
  const merges = (sheet.merges ?? []).map((range) => `<mergeCell ref="${range}"/>`);
  const choices = (sheet.choices ?? []).map(choiceXml);
  const protection =
    '<sheetProtection sheet="1" objects="1" scenarios="1" formatCells="0" formatColumns="0" formatRows="0"/>';
  return (
    `</sheetData>${sheet.protect ? protection : ""}` +
    (sheet.filter ? `<autoFilter ref="${sheet.filter}"/>` : "") +
    (merges.length > 0 ? `<mergeCells count="${merges.length}">${merges.join("")}</mergeCells>` : "") +
    (choices.length > 0 ? `<dataValidations count="${choices.length}">${choices.join("")}</dataValidations>` : "") +
    (extras.links.length > 0 ? `<hyperlinks>${extras.links.map(linkXml).join("")}</hyperlinks>` : "") +
    (sheet.page ? pageXml(sheet.page) : "") +
    headerFooterXml(watermark ? watermarkHeader(watermark) : sheet.page?.header, sheet.page?.footer) +
    (sheet.notes ? '<legacyDrawing r:id="boxes"/>' : "") +
    "</worksheet>"
  );
}

function choiceXml(choice: Choice): string {
  const message = choice.message ?? "请从下拉列表中选择。";
  return (
    `<dataValidation type="list" allowBlank="1" showInputMessage="1" showErrorMessage="${choice.strict ? 1 : 0}"` +
    ` errorTitle="填写有误" error="${xmlAttribute(message.slice(0, 250))}" sqref="${choice.range}">` +
    `<formula1>${xmlText(choice.from)}</formula1></dataValidation>`
  );
}

function linkXml(link: Link, i: number): string {
  const target = link.target.startsWith("#") ? `location="${xmlAttribute(link.target.slice(1))}"` : `r:id="link${i}"`;
  return `<hyperlink ref="${link.cell}" ${target}/>`;
}

/** Excel takes 255 characters; "&" begins one of its codes. */
const MAX_HEADER = 250;

/** The watermark in small type, in the middle above the table: it is printed, and moves nothing on the sheet. */
export const watermarkHeader = ({ line }: Watermark): string =>
  `&C&8${Array.from(line.replaceAll("&", "＆")).slice(0, MAX_HEADER).join("")}`;

export function headerFooterXml(header: string | undefined, footer: string | undefined): string {
  const texts = [
    header ? `<oddHeader>${xmlText(header)}</oddHeader>` : "",
    footer ? `<oddFooter>${xmlText(footer)}</oddFooter>` : "",
  ].join("");
  return texts === "" ? "" : `<headerFooter>${texts}</headerFooter>`;
}

function pageXml(page: PageSetup): string {
  const fit = page.fitWide ? ` fitToWidth="${page.fitWide}" fitToHeight="0"` : "";
  const turn = ` orientation="${page.landscape ? "landscape" : "portrait"}"`;
  return (
    (page.centered ? '<printOptions horizontalCentered="1"/>' : "") +
    '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>' +
    `<pageSetup paperSize="${page.paper === "A3" ? 8 : 9}"${turn}${fit}/>`
  );
}
