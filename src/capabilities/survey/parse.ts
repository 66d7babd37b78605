import type { FactValue } from "#engines/rules/catalogue.ts";
import { factByKey } from "#capabilities/registry/facts.ts";
import type { Day } from "#kernel/day.ts";
import { type Cell, cellName, type Row } from "#platform/files/index.ts";
import { readBoolCell, readEnumCell, readIntCell, readSetCell } from "./choiceCells.ts";
import type { SurveyColumn } from "./columns.ts";
import { checkRow } from "./consistency.ts";
import { readDayCell } from "./dayCell.ts";
import type { Layout } from "./header.ts";
import { type Fault, faultIn, type ParseContext, type Values } from "./fault.ts";
import type { Reading } from "./reading.ts";
import { contentDigest, rowKey } from "./rowKey.ts";
import {
  readCertificateCell,
  readIdCell,
  readNameCell,
  readOtherIdCell,
  readPhoneCell,
  readTextCell,
} from "./textCells.ts";

/** A row that may be imported: every cell of it was understood. */
export interface GoodRow {
  /** The village as written: whoever imports resolves it. */
  readonly village: string;
  /** Other places as written, by fact: hukou.area, father.away.area, mother.away.area. */
  readonly areas: Readonly<Record<string, string>>;
  readonly facts: Readonly<Record<string, FactValue>>;
  readonly surveyedOn?: Day;
  readonly filledBy?: string;
  readonly remark?: string;
  /** Which child (rowKey). */
  readonly key: string;
  /** What is said about the child. */
  readonly digest: string;
}

export interface ParsedRow {
  readonly sheet: string;
  readonly row: number;
  /** Undefined as soon as one cell is bad: the clerk corrects the row once, and it comes in whole. */
  readonly ok?: GoodRow;
  readonly faults: readonly Fault[];
}

/** One row of a survey. Undefined where it holds nothing in a column that we know: a sum, a signature, a blank. */
export function parseRow(layout: Layout, row: Row, context: ParseContext): ParsedRow | undefined {
  const values: Values = new Map();
  const faults: Fault[] = [];
  let written = 0;
  for (const [place, column] of layout.columns) {
    const cell = cellAt(row, place, column);
    if (cell.kind === "blank" && cell.formula === undefined) continue;
    if (column.key !== "village") written++;
    const reading = readCell(cell, column, context, values);
    const first = layout.places.get(column.key);
    if (reading.kind === "fault") {
      faults.push(faultIn(layout, place, row.row, reading.code, reading.data));
    } else if (reading.kind === "value") {
      if (first === place || !values.has(column.key)) values.set(column.key, reading.value);
      else if (String(values.get(column.key)) !== String(reading.value)) {
        faults.push(
          faultIn(layout, place, row.row, "survey.columns_disagree", { same: cellName(first ?? place, row.row) }),
        );
      }
    }
  }
  if (written === 0 || isFooter(values, faults, written)) return undefined;
  faults.push(...checkRow(values, layout, row.row, context, faults));
  return { sheet: row.sheet, row: row.row, faults, ...(faults.length === 0 && { ok: goodRow(values) }) };
}

/** Village cells merged downwards (a habit in WPS) hold for every row beside them; other merges only where they stand. */
function cellAt(row: Row, place: number, column: SurveyColumn): Cell {
  const cell = row.cells[place] ?? { kind: "blank" };
  return cell.kind === "blank" && cell.covered && column.key === "village" ? cell.covered : cell;
}

const sums = /^(?:合计|总计|小计|共计|单位负责人|填表人|复核人)/;

/** "合计", "填表人：…" below a table: few cells, none of which is a child. */
function isFooter(values: Values, faults: readonly Fault[], written: number): boolean {
  if (values.has("idNumber") || values.has("birthDate")) return false;
  const name = values.get("name");
  return name === undefined ? written <= 2 && faults.length === 0 : sums.test(String(name));
}

const TEXT_MAX = 200;
const REMARK_MAX = 2_000;

function readCell(cell: Cell, column: SurveyColumn, context: ParseContext, values: Values): Reading<FactValue> {
  switch (column.kind) {
    case "name":
      return readNameCell(cell);
    case "id":
      return isOther(column, values) ? readOtherIdCell(cell) : readIdCell(cell);
    case "phone":
      return readPhoneCell(cell);
    case "certificate":
      return readCertificateCell(cell);
    case "day":
      return readDayCell(cell, { today: context.today, mayLieAhead: column.key.toLowerCase().endsWith("until") });
    case "enum":
      return readEnumCell(cell, column);
    case "set":
      return readSetCell(cell, column);
    case "bool":
      return readBoolCell(cell);
    case "int":
      return readIntCell(cell, column);
    case "area":
    case "text":
      return readTextCell(cell, column.key === "remark" ? REMARK_MAX : TEXT_MAX);
  }
}

const isOther = (column: SurveyColumn, values: Values): boolean =>
  column.key === "idNumber" && values.get("idKind") === "other";

const factOrder = [...factByKey.keys(), "village", "surveyedOn", "filledBy", "remark"];

function goodRow(values: Values): GoodRow {
  const facts: Record<string, FactValue> = {};
  const areas: Record<string, string> = {};
  const said: { village?: string; surveyedOn?: string; filledBy?: string; remark?: string } = {};
  for (const [key, found] of values) {
    if (key === "village" || key === "surveyedOn" || key === "filledBy" || key === "remark") said[key] = String(found);
    else if (key.endsWith(".area")) areas[key] = String(found);
    else facts[key] = found;
  }
  const village = said.village ?? "";
  return {
    ...said,
    village,
    areas,
    facts,
    key: rowKey(facts, village),
    digest: contentDigest(values, factOrder),
  };
}
