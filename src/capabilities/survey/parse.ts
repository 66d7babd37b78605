import type { FactValue } from "#engines/rules/catalogue.ts";
import type { Day } from "#kernel/day.ts";
import { type Cell, cellName, type Row } from "#platform/files/index.ts";
import { type CellReader, cellReader, type RowState } from "./cellReaders.ts";
import type { SurveyColumn } from "./columns.ts";
import { checkRow } from "./consistency.ts";
import { type Fault, faultIn, type ParseContext } from "./fault.ts";
import { isFormLine, isFormWord } from "./formLines.ts";
import type { Layout } from "./header.ts";
import { type CellReading, fault, isPicture } from "./reading.ts";
import { rowKey } from "./rowKey.ts";

/** Places as they are written: whoever imports resolves them. */
export interface NamedPlaces {
  /** "" where the row names none. */
  readonly village: string;
  /** By fact: hukou.area, father.away.area, mother.away.area. */
  readonly areas: Readonly<Record<string, string>>;
}

/** A row that may be imported: every cell of it was understood. */
export interface GoodRow extends NamedPlaces {
  readonly facts: Readonly<Record<string, FactValue>>;
  readonly surveyedOn?: Day;
  readonly filledBy?: string;
  readonly remark?: string;
  /** Which child (rowKey). */
  readonly key: string;
}

export interface ParsedRow {
  readonly sheet: string;
  readonly row: number;
  /** Undefined as soon as one cell is bad: the clerk corrects the row once, and it comes in whole. */
  readonly ok?: GoodRow;
  /** Of a bad row, the places: one that there is not is marked beside its other faults, not in the next round. */
  readonly named?: NamedPlaces;
  readonly faults: readonly Fault[];
  /** Cells of which nothing was taken, and why: they stop no row. */
  readonly untaken?: readonly Fault[];
}

export type RowParser = (row: Row) => ParsedRow | undefined;

interface Reader {
  readonly place: number;
  readonly column: SurveyColumn;
  readonly read: CellReader;
}

interface Reading extends RowState {
  readonly row: number;
  readonly layout: Layout;
  readonly faults: Fault[];
  readonly untaken: Fault[];
  /** Asked in the end, if the other fact is not there. */
  readonly unless: { readonly place: number; readonly reading: Extract<CellReading, { kind: "unless" }> }[];
  written: number;
  readonly lenient: boolean;
}

/** Reads the rows of one sheet, each for itself. */
export function rowParser(layout: Layout, context: ParseContext): RowParser {
  const readers = [...layout.columns].map(([place, column]): Reader => ({
    place,
    column,
    read: cellReader(column, context),
  }));
  return (row) => parseWith(readers, layout, row, context);
}

/** One row of a survey. Undefined where it is about no child: a sum, a signature, a blank. */
export const parseRow = (layout: Layout, row: Row, context: ParseContext): ParsedRow | undefined =>
  rowParser(layout, context)(row);

function parseWith(readers: readonly Reader[], layout: Layout, row: Row, context: ParseContext): ParsedRow | undefined {
  const state: Reading = {
    row: row.row, layout, values: new Map(), ids: new Map(), faults: [], untaken: [], unless: [], written: 0,
    lenient: context.lenient === true,
  }; // prettier-ignore
  for (const reader of readers) {
    const cell = cellAt(row, reader);
    if (cell.kind === "blank" && cell.formula === undefined) continue;
    if (reader.column.key !== "village") state.written++;
    note(reader, isPicture(cell) ? fault("survey.cell_picture") : reader.read(cell, state), state);
  }
  if (state.written === 0 || isFooter(state)) return undefined;
  const { faults, values } = state;
  for (const found of checkRow(state, layout, row.row, context, faults)) {
    (state.lenient && found.code !== "survey.required" ? state.untaken : faults).push(found);
  }
  for (const { place, reading } of state.unless) {
    if (!values.has(reading.key)) faults.push(faultIn(layout, place, row.row, reading.code, reading.data));
  }
  if (!values.has("idNumber") && isFormLine(row, faults.length > 0)) return undefined;
  return {
    sheet: row.sheet, row: row.row, faults,
    ...(state.untaken.length > 0 && { untaken: state.untaken }),
    ...(faults.length === 0 ? { ok: goodRow(state) } : { named: namedPlaces(state) }),
  }; // prettier-ignore
}

const blank: Cell = { kind: "blank" };

/** Village cells merged downwards (a habit in WPS) hold for every row beside them; other merges only where they stand. */
function cellAt(row: Row, { place, column }: Reader): Cell {
  const cell = row.cells[place] ?? blank;
  return cell.kind === "blank" && cell.covered && column.key === "village" ? cell.covered : cell;
}

function note({ place, column }: Reader, reading: CellReading, state: Reading): void {
  const { row, layout, faults } = state;
  switch (reading.kind) {
    case "value":
      agreeWith(column.key, reading.value, place, state, isSame);
      break;
    case "several":
      for (const [key, found] of Object.entries(reading.values)) agreeWith(key, found, place, state, isPart);
      break;
    case "fault": {
      const into = state.lenient && numbers.has(column.kind) ? state.untaken : faults;
      into.push(faultIn(layout, place, row, reading.code, reading.data));
      break;
    }
    case "untaken":
      state.untaken.push(faultIn(layout, place, row, reading.code));
      break;
    case "unless":
      state.unless.push({ place, reading });
      break;
    case "blank":
      break;
  }
}

/** What says who somebody is, and may be mistyped in a list of another office: the comparison copes with it. */
const numbers: ReadonlySet<string> = new Set(["id", "phone", "certificate"]);

type Agreement = (known: FactValue, found: FactValue) => boolean;

/** What another column says already must not be said otherwise. */
function agreeWith(key: string, found: FactValue, place: number, state: Reading, agrees: Agreement): void {
  const { values, layout, row, faults } = state;
  const known = values.get(key);
  if (known === undefined) values.set(key, found);
  else if (!agrees(known, found)) {
    const same = cellName(layout.places.get(key) ?? place, row);
    faults.push(faultIn(layout, place, row, "survey.columns_disagree", { same }));
  }
}

const isSame: Agreement = (known, found) => String(known) === String(found);

/** 低保 under 救助帮扶 repeats one word of 家庭救助情况. */
const isPart: Agreement = (known, found) =>
  Array.isArray(known) && Array.isArray(found) ? found.every((code) => known.includes(code)) : isSame(known, found);

/** "合计", "填表人：…" below a table: few cells, none of which is a child. */
function isFooter({ values, faults, written }: Reading): boolean {
  const name = values.get("name");
  if (typeof name === "string" && isFormWord(name)) return !values.has("idNumber");
  if (values.has("idNumber") || values.has("birthDate")) return false;
  return name === undefined && written <= 2 && faults.length === 0;
}

function namedPlaces({ values }: Reading): NamedPlaces {
  const areas = [...values].filter(([key]) => key.endsWith(".area")).map(([key, text]) => [key, String(text)]);
  return { village: String(values.get("village") ?? ""), areas: Object.fromEntries(areas) };
}

function goodRow({ values, layout }: Reading): GoodRow {
  const facts: Record<string, FactValue> = {};
  const areas: Record<string, string> = {};
  const said: { village?: string; surveyedOn?: string; filledBy?: string; remark?: string } = { ...layout.form };
  for (const [key, found] of values) {
    if (key === "village" || key === "surveyedOn" || key === "filledBy" || key === "remark") said[key] = String(found);
    else if (key.endsWith(".area")) areas[key] = String(found);
    else facts[key] = found;
  }
  const village = said.village ?? "";
  return { ...said, village, areas, facts, key: rowKey(facts, village) };
}
