import type { Watermark } from "#kernel/watermark.ts";
import { xmlAttribute, xmlText } from "./plainText.ts";
import type { PlannedSheet, WorkbookPlan } from "./plan.ts";
import { coreProperties, customPart, customProperties, customRelation, customType } from "./properties.ts";
import { type Extras, noteBoxesXml, notesXml, sheetRelationsXml, sheetXml } from "./sheetWrite.ts";
import { StyleTable } from "./styleTable.ts";
import { writeAside, type Writing } from "./writeAside.ts";
import { writeZip, type ZipPart } from "./zipWrite.ts";

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packageRelations = "http://schemas.openxmlformats.org/package/2006/relationships";
const sheetKind = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/**
 * A workbook as bytes, made while its rows are asked for: memory grows with its styles and notes, not with its rows.
 * Every text is stored as text, whatever it looks like, and reads back to the last character.
 * Errors: a sheet name that Excel would not open (a bug of the caller).
 */
export async function* writeWorkbook(plan: WorkbookPlan): AsyncGenerator<Uint8Array> {
  checkNames(plan.sheets);
  yield* writeZip(parts(plan));
}

/**
 * Writes a workbook beside the wanted place and then moves it there: a full disk leaves no half of a file. `mode`: who
 * may read it, 0o600 where it holds children's data and lies in a folder of ours.
 */
export async function saveWorkbook(path: string, plan: WorkbookPlan, writing: Writing = {}): Promise<void> {
  const written = await writeAside(path, writeWorkbook(plan), writing);
  await written.keep();
}

function checkNames(sheets: readonly PlannedSheet[]): void {
  const seen = new Set<string>();
  for (const { name } of sheets) {
    if (name === "" || name.length > 31 || /[\\/?*[\]:]|^'|'$/.test(name)) throw new Error(`sheet name: ${name}`);
    if (seen.has(name.toLowerCase())) throw new Error(`sheet name twice: ${name}`);
    seen.add(name.toLowerCase());
  }
  if (!sheets.some((sheet) => !sheet.hidden)) throw new Error("a workbook needs a sheet that shows");
}

function* parts(plan: WorkbookPlan): Generator<ZipPart> {
  yield { name: "[Content_Types].xml", text: contentTypesXml(plan) };
  yield { name: "_rels/.rels", text: rootRelationsXml(plan) };
  yield { name: "docProps/core.xml", text: coreProperties(plan.title ?? "", plan.watermark) };
  if (plan.watermark) yield { name: customPart, text: customProperties(plan.watermark) };
  yield { name: "xl/workbook.xml", text: workbookXml(plan) };
  yield { name: "xl/_rels/workbook.xml.rels", text: workbookRelationsXml(plan) };
  const styles = new StyleTable(plan.font ?? "宋体");
  for (const [i, sheet] of plan.sheets.entries()) yield* sheetParts(sheet, i + 1, styles, plan.watermark);
  yield { name: "xl/styles.xml", text: styles.xml() };
}

function* sheetParts(
  sheet: PlannedSheet,
  number: number,
  styles: StyleTable,
  watermark: Watermark | undefined,
): Generator<ZipPart> {
  const extras: Extras = { notes: [], links: [] };
  yield { name: `xl/worksheets/sheet${number}.xml`, text: () => sheetXml(sheet, styles, extras, watermark) };
  if (extras.notes.length > 0 && !sheet.notes) throw new Error(`sheet ${sheet.name}: notes were not announced`);
  if (sheet.notes) {
    yield { name: `xl/comments${number}.xml`, text: notesXml(extras.notes) };
    yield { name: `xl/drawings/vmlDrawing${number}.vml`, text: noteBoxesXml(extras.notes) };
  }
  if (!sheet.notes && extras.links.length === 0) return;
  yield {
    name: `xl/worksheets/_rels/sheet${number}.xml.rels`,
    text: sheetRelationsXml(number, sheet.notes ?? false, extras.links),
  };
}

function contentTypesXml(plan: WorkbookPlan): string {
  const override = (part: string, type: string): string => `<Override PartName="/${part}" ContentType="${type}"/>`;
  const sheets = plan.sheets.map((sheet, i) => {
    const own = override(`xl/worksheets/sheet${i + 1}.xml`, `${sheetKind}.worksheet+xml`);
    return sheet.notes ? own + override(`xl/comments${i + 1}.xml`, `${sheetKind}.comments+xml`) : own;
  });
  return (
    `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>' +
    override("xl/workbook.xml", `${sheetKind}.sheet.main+xml`) +
    override("xl/styles.xml", `${sheetKind}.styles+xml`) +
    override("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml") +
    `${sheets.join("")}${plan.watermark ? customType : ""}</Types>`
  );
}

const rootRelationsXml = ({ watermark }: WorkbookPlan): string =>
  `${declaration}<Relationships xmlns="${packageRelations}">` +
  `<Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/>` +
  '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>' +
  `${watermark ? customRelation : ""}</Relationships>`;

function shown(plan: WorkbookPlan): { sheet: PlannedSheet; number: number }[] {
  const numbered = plan.sheets.map((sheet, i) => ({ sheet, number: i + 1 }));
  const place = (name: string): number => {
    const at = plan.order?.indexOf(name) ?? -1;
    return at < 0 ? numbered.length : at;
  };
  return numbered.toSorted((a, b) => place(a.sheet.name) - place(b.sheet.name));
}

function workbookXml(plan: WorkbookPlan): string {
  const sheets = shown(plan);
  const list = sheets.map(
    ({ sheet, number }) =>
      `<sheet name="${xmlAttribute(sheet.name)}" sheetId="${number}"${sheet.hidden ? ' state="hidden"' : ""} r:id="rId${number}"/>`,
  );
  const names = sheets.flatMap(({ sheet }, i) => definedNames(sheet, i));
  const opened = Math.max(0, sheets.findIndex(({ sheet }) => !sheet.hidden)); // prettier-ignore
  return (
    `${declaration}<workbook xmlns="${main}" xmlns:r="${office}">` +
    `<bookViews><workbookView activeTab="${opened}" firstSheet="${opened}"/></bookViews>` +
    `<sheets>${list.join("")}</sheets>` +
    (names.length > 0 ? `<definedNames>${names.join("")}</definedNames>` : "") +
    "</workbook>"
  );
}

function definedNames(sheet: PlannedSheet, index: number): string[] {
  const quoted = `'${sheet.name.replaceAll("'", "''")}'`;
  const rows = sheet.page?.titleRows;
  const absolute = sheet.filter?.replace(/(?<![A-Z])([A-Z]+)(\d+)/g, "$$$1$$$2");
  return [
    ...(absolute
      ? [
          `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">${xmlText(`${quoted}!${absolute}`)}</definedName>`,
        ]
      : []),
    ...(rows
      ? [
          `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${xmlText(`${quoted}!$${rows[0]}:$${rows[1]}`)}</definedName>`,
        ]
      : []),
  ];
}

function workbookRelationsXml(plan: WorkbookPlan): string {
  const sheets = plan.sheets.map(
    (_sheet, i) => `<Relationship Id="rId${i + 1}" Type="${office}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  );
  return (
    `${declaration}<Relationships xmlns="${packageRelations}">${sheets.join("")}` +
    `<Relationship Id="styles" Type="${office}/styles" Target="styles.xml"/></Relationships>`
  );
}
