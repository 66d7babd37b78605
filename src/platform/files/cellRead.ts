import { isDay } from "#kernel/day.ts";
import { blank, type Cell } from "./cell.ts";
import { dayOfSerial, showsDay } from "./numberFormats.ts";
import { fromXmlText } from "./plainText.ts";
import type { Workbook } from "./workbookRead.ts";

type Common = Pick<Workbook, "strings" | "date1904">;

const dayFormats = new Map<string, boolean>();

/** Formats come from the file: the memory of which of them are days is kept small. */
function isDayFormat(format: string): boolean {
  const known = dayFormats.get(format);
  if (known !== undefined) return known;
  if (dayFormats.size > 1_000) dayFormats.clear();
  const answer = showsDay(format);
  dayFormats.set(format, answer);
  return answer;
}

/** A cell from the type, the value and the number format that the sheet gives it (ECMA-376 part 1, 18.3.1.4, 18.18.11). */
export function readCell(type: string, value: string, format: string, formula: string | undefined, book: Common): Cell {
  const cell = plainCell(type, value, format, book);
  return formula === undefined ? cell : { ...cell, formula };
}

function plainCell(type: string, value: string, format: string, book: Common): Cell {
  switch (type) {
    case "s":
      return value === "" ? blank : textCell(book.strings.get(Number(value)));
    case "inlineStr":
    case "str":
      return textCell(fromXmlText(value));
    case "b":
      return value === "" ? blank : { kind: "bool", value: value === "1" || value === "true" };
    case "e":
      return { kind: "error", error: value.slice(0, 40) };
    case "d":
      return isoCell(value, format);
    default:
      return numberCell(value, format, book.date1904);
  }
}

const textCell = (text: string): Cell => (text === "" ? blank : { kind: "text", text });

function isoCell(value: string, format: string): Cell {
  const day = value.slice(0, 10);
  return isDay(day) ? { kind: "date", day, raw: value, format } : textCell(value);
}

function numberCell(raw: string, format: string, date1904: boolean): Cell {
  if (raw === "") return blank;
  const value = Number(raw);
  if (!Number.isFinite(value)) return textCell(raw);
  return isDayFormat(format)
    ? { kind: "date", day: dayOfSerial(value, date1904), raw, format }
    : { kind: "number", value, raw, format, ...(date1904 && { date1904 }) };
}
