import { mayLieAhead } from "#capabilities/registry/facts.ts";
import type { FactValue } from "#engines/rules/catalogue.ts";
import { isDay } from "#kernel/day.ts";
import type { IdNumber } from "#kernel/idNumber.ts";
import type { Cell } from "#platform/files/index.ts";
import { readBoolCell, readEnumCell, readIntCell, readSetCell } from "./choiceCells.ts";
import type { SurveyColumn } from "./columns.ts";
import { dayBounds, readDayCell } from "./dayCell.ts";
import type { ParseContext, Values } from "./fault.ts";
import { andThen, type CellReading, fault, type Reading, value } from "./reading.ts";
import { readAidCell, readDisabilityCell, readWhoCell } from "./severalCells.ts";
import {
  readCertificateCell, readIdCell, readKinNameCell, readNameCell, readOtherIdCell, readPhoneCell, readTextCell,
} from "./textCells.ts"; // prettier-ignore

/** What of a row has been read so far. */
export interface RowState {
  readonly values: Values;
  /** What the id numbers of the row say, by the fact that holds the number. */
  readonly ids: Map<string, IdNumber>;
}

export type CellReader = (cell: Cell, state: RowState) => CellReading;

const TEXT_MAX = 200;
const REMARK_MAX = 2_000;

/** How the cells of one column are read: made once for a sheet, for it remembers what it has read. */
export function cellReader(column: SurveyColumn, context: ParseContext): CellReader {
  switch (column.kind) {
    case "name":
      return column.key === "name" ? readNameCell : readKinNameCell;
    case "id":
      return (cell, state) => readId(cell, column, state);
    case "phone":
      return readPhoneCell;
    case "certificate":
      return readCertificateCell;
    case "day": {
      const bounds = dayBounds(context.today, mayLieAhead(column.key));
      return (cell) => readDayCell(cell, bounds);
    }
    default:
      return remembering((cell) => readRepeated(cell, column));
  }
}

/** Kinds of which a sheet holds the same few texts in thousands of rows. */
function readRepeated(cell: Cell, column: SurveyColumn): CellReading {
  switch (column.kind) {
    case "enum":
      return readEnumCell(cell, column);
    case "set":
      return readSetCell(cell, column);
    case "bool":
      return readBoolCell(cell);
    case "int":
      return readIntCell(cell, column);
    case "disability":
      return readDisabilityCell(cell, column);
    case "who":
      return readWhoCell(cell, column);
    case "aid":
      return readAidCell(cell, column);
    default:
      return column.key === "remark" ? readTextCell(cell, REMARK_MAX) : undated(readTextCell(cell, TEXT_MAX));
  }
}

/** No address, school or illness is a day: "1-2" became one in Excel, and came back as text in a returned workbook. */
const undated = (reading: Reading<string>): Reading<string> =>
  andThen(reading, (text) => (isDay(text) ? fault("survey.date_in_text", { day: text }) : value(text)));

function readId(cell: Cell, column: SurveyColumn, state: RowState): CellReading {
  if (column.key === "idNumber" && state.values.get("idKind") === "other") return readOtherIdCell(cell);
  return andThen<IdNumber, FactValue>(readIdCell(cell), (id) => {
    if (!state.ids.has(column.key)) state.ids.set(column.key, id);
    return value(id.number);
  });
}

const REMEMBERED = 1_000;
const LONGEST = 24;

/** The readings of the first thousand different texts of a column. Longer texts are remarks, hardly ever twice the same. */
function remembering(read: (cell: Cell) => CellReading): CellReader {
  const known = new Map<string, CellReading>();
  return (cell) => {
    if (cell.kind !== "text" || cell.text.length > LONGEST) return read(cell);
    const found = known.get(cell.text);
    if (found !== undefined) return found;
    if (known.size >= REMEMBERED) return read(cell);
    // A text cut out of a file's piece holds the whole piece in memory: what is kept is a copy.
    const text = Buffer.from(cell.text, "utf16le").toString("utf16le");
    const reading = read({ kind: "text", text });
    known.set(text, reading);
    return reading;
  };
}
