import type { KeyObject } from "node:crypto";
import { isDay } from "#kernel/day.ts";
import { isId } from "#kernel/id.ts";
import { isAreaCode } from "#kernel/scope.ts";
import { searchDigest } from "./digest.ts";
import { surnameOf } from "./surname.ts";

const word = /^[a-z][a-z0-9]*(?:[_.-][a-z0-9]+)*$/;

/**
 * Text that cannot be a person's: an id, a day, an area's code, a word of the program. A word is short and in small
 * letters: a name in pinyin would pass too, therefore routes also say which of their keys are personal.
 */
const isFilter = (text: string): boolean => isId(text) || isDay(text) || isAreaCode(text) || word.test(text);

function keptValue(key: KeyObject, name: string, value: unknown, personal: boolean): unknown {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "number") return personal ? searchDigest(key, name, String(value)) : value;
  if (Array.isArray(value)) return value.slice(0, 200).map((item) => keptValue(key, name, item, personal));
  if (typeof value !== "string") return searchDigest(key, name, JSON.stringify(value));
  return !personal && value.length <= 60 && isFilter(value) ? value : searchDigest(key, name, value);
}

/**
 * What was asked, without anything that says who a person is: filters stay as text, everything else becomes a keyed
 * digest. `ownSurname`: true where a search began with the reader's own.
 */
export function keptAsked(
  key: KeyObject,
  asked: Readonly<Record<string, unknown>>,
  personal: readonly string[],
  reader: string,
): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(asked)) {
    if (value !== undefined) kept[name] = keptValue(key, name, value, personal.includes(name));
  }
  const surname = surnameOf(reader);
  const own = personal.some(
    (name) => typeof asked[name] === "string" && surname !== "" && asked[name].startsWith(surname),
  );
  return own ? { ...kept, ownSurname: true } : kept;
}
