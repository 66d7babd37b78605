import { type CustomTypesConfig, types as builtin } from "pg";

/*
 * How values come back from PostgreSQL (databases.md, rule 14): set on each pool, never on pg's global table, so that
 * no import order changes them.
 *
 * int8          number; an Error outside ±2^53, never a rounded one
 * numeric       string, exact as sent: cast in SQL (::int, ::float8) where a number is wanted
 * date          string YYYY-MM-DD: a calendar day has no time zone
 * timestamptz   ISO 8601 UTC with milliseconds; microseconds are cut off, the application never writes any
 * timestamp     the same, read as UTC
 */

function integer(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error("db: an int8 does not fit a number: cast it to text in SQL");
  return value;
}

function day(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new Error("db: a date outside the years 0001..9999");
  return text;
}

const stamp = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})(?:\.(\d{1,6}))?(?:([+-])(\d{2})(?::(\d{2}))?(?::(\d{2}))?)?$/;

function instant(text: string): string {
  const parts = stamp.exec(text);
  if (!parts) throw new Error("db: a timestamp outside the years 0001..9999");
  const [, date, time, fraction = "", sign, hours = "0", minutes = "0", seconds = "0"] = parts;
  const utc = `${date}T${time}.${fraction.padEnd(3, "0").slice(0, 3)}Z`;
  const offset = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  if (offset === 0) return utc;
  return new Date(Date.parse(utc) - (sign === "-" ? -offset : offset) * 1000).toISOString();
}

type GetParser = (oid: number, format?: "text" | "binary") => (text: string) => unknown;
const getBuiltin: GetParser = builtin.getTypeParser;

/** pg reads a text array into strings and nulls; each item is then parsed by us. */
const readList = getBuiltin(1009) as (text: string) => (string | null)[];

/** Most lists are of plain words, which a comma parts; where anything is quoted, nested or null, pg's own way. */
function words(text: string): (string | null)[] {
  if (text === "{}") return [];
  return /^\{[^"\\{]+$/.test(text) && !text.includes("NULL") ? text.slice(1, -1).split(",") : readList(text);
}

const listOf = (parse: (text: string) => unknown) => (text: string) =>
  words(text).map((item) => (item === null ? null : parse(item)));

const parsers = new Map<number, (text: string) => unknown>([
  [1009, words],
  [20, integer],
  [1016, listOf(integer)],
  [1700, String],
  [1231, listOf(String)],
  [1082, day],
  [1182, listOf(day)],
  [1114, instant],
  [1115, listOf(instant)],
  [1184, instant],
  [1185, listOf(instant)],
]);

const getParser: GetParser = (oid, format) =>
  (format === "binary" ? undefined : parsers.get(oid)) ?? getBuiltin(oid, format);

export const types: CustomTypesConfig = { getTypeParser: getParser };
