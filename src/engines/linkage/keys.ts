import type { Book } from "./book.ts";
import { type Ground, ownField } from "./comparison.ts";
import type { Field } from "./config.ts";
import { dateAt } from "./date.ts";
import { both, mix } from "./hash.ts";
import { nameAt } from "./nameZh.ts";
import { areaAt } from "./plainKinds.ts";
import { type Column, type Register, valueAt } from "./register.ts";
import { codeAt, textAt } from "./texts.ts";

/* Blocking: only pairs that agree in some key are compared. A rule makes one key per row and side; 0 is "no key". */

/** A part of a field that may serve in a key, by the row's features. */
type Part = (features: Uint32Array, at: number) => number;

const feature =
  (index: number): Part =>
  (features, at) =>
    features[at + index] ?? 0;

const joined =
  (...indexes: readonly number[]): Part =>
  (features, at) =>
    indexes.reduce((hash, index) => mix(hash, features[at + index] ?? 0), indexes.length) || 1;

/** By name, so that a rule can be shown: "id:head14". */
const partsByName: Readonly<Record<string, Part>> = {
  "id:full": joined(0, 1, 2, 3, 4, 5, 6, 7),
  "id:head14": joined(0, 1, 2, 3),
  "id:tail8": joined(3, 4, 5, 6, 7),
  "id:head10+order": joined(0, 1, 2, 4, 5, 6),
  "name.zh:full": feature(nameAt.full),
  "name.zh:sound": feature(nameAt.sound),
  "name.zh:surname": feature(nameAt.surname),
  "date:full": feature(dateAt.full),
  "date:lunar": feature(dateAt.lunar),
  "date:year": feature(dateAt.year),
  "date:monthDay": feature(dateAt.monthDay),
  "area:full": feature(areaAt.full),
  "area:town": feature(areaAt.town),
  "area:county": feature(areaAt.county),
  "phone:full": feature(0),
  "name.latin:full": feature(textAt.full),
  "name.latin:sound": feature(textAt.sound),
  "name.latin:head": feature(textAt.head),
  "text:full": feature(textAt.full),
  "text:head": feature(textAt.sound),
  "code:full": feature(codeAt.full),
  "code:head": feature(codeAt.head),
  "code:tail": feature(codeAt.tail),
};

/** One piece of a rule: a field, and which part of it on either side. */
export interface Piece {
  readonly field: number;
  readonly left: string;
  readonly right: string;
}

export interface Rule {
  readonly name: string;
  readonly pieces: readonly Piece[];
  /** A key on more rows of one side than this says nothing: it is dropped and reported. */
  readonly cap: number;
}

/** A phone on more rows is a village office's; an id on more is a placeholder. */
const CAPS: Readonly<Partial<Record<Field["type"], number>>> = { phone: 30, id: 12 };
const CAP = 100;

const rule = (name: string, cap: number, ...pieces: readonly (Piece | undefined)[]): Rule[] =>
  pieces.every((piece) => piece !== undefined) ? [{ name, cap, pieces }] : [];

/** The rules for registers of Chinese children, as far as the config has the fields. */
function registerRules(fields: readonly Field[]): Rule[] {
  const find = (type: Field["type"], household?: boolean): number =>
    fields.findIndex((field) => field.type === type && (household === undefined || field.household === household));
  const piece = (field: number, part: string, right = part): Piece | undefined => {
    const type = fields[field]?.type;
    return type ? { field, left: `${type}:${part}`, right: `${type}:${right}` } : undefined;
  };
  const [name, birth, id] = [ownField(fields, "name.zh"), ownField(fields, "date"), ownField(fields, "id")];
  const [guardian, guardianId, phone, place] = [find("name.zh", true), find("id", true), find("phone"), find("area")];
  const ids = CAPS.id ?? CAP;
  return [
    ...rule("id", ids, piece(id, "full")),
    ...rule("id:head14+surname", CAP, piece(id, "head14"), piece(name, "surname")),
    ...rule("id:tail8+surname", CAP, piece(id, "tail8"), piece(name, "surname")),
    ...rule("id:head10+order+surname", CAP, piece(id, "head10+order"), piece(name, "surname")),
    ...rule("sound+birth", CAP, piece(name, "sound"), piece(birth, "full")),
    ...rule("sound+lunarLeft", CAP, piece(name, "sound"), piece(birth, "lunar", "full")),
    ...rule("sound+lunarRight", CAP, piece(name, "sound"), piece(birth, "full", "lunar")),
    ...rule("sound+town", CAP, piece(name, "sound"), piece(place, "town")),
    ...rule("sound+guardianSound", CAP, piece(name, "sound"), piece(guardian, "sound")),
    ...rule("guardianId", ids, piece(guardianId, "full")),
    ...rule("phone", CAPS.phone ?? CAP, piece(phone, "full")),
    ...rule("birth+town", CAP, piece(birth, "full"), piece(place, "town")),
    ...rule("guardianSound+birth", CAP, piece(guardian, "sound"), piece(birth, "full")),
    ...rule("name+year+county", CAP, piece(name, "full"), piece(birth, "year"), piece(place, "county")),
  ];
}

const strict: Readonly<Partial<Record<Field["type"], string>>> = {
  id: "full", date: "full", phone: "full", code: "full", text: "full", "name.latin": "sound", "name.zh": "sound",
}; // prettier-ignore
/** What is left of a damaged value. */
const loose: Readonly<Partial<Record<Field["type"], readonly string[]>>> = {
  date: ["monthDay"], code: ["head", "tail"], text: ["head"], "name.latin": ["head"],
}; // prettier-ignore
const MOST_PIECES = 12;

/** For files of another kind: every telling field alone where its cap allows, and every two fields together. */
function generalRules(fields: readonly Field[]): Rule[] {
  const piece = (field: number, part: string): Piece => {
    const key = `${fields[field]?.type}:${part}`;
    return { field, left: key, right: key };
  };
  const label = ({ field, left }: Piece): string => `${fields[field]?.name}:${left.split(":")[1]}`;
  const name = (pieces: readonly Piece[]): string => pieces.map(label).join("+");
  const whole = fields.flatMap(({ type }, field) => (strict[type] === undefined ? [] : [piece(field, strict[type])]));
  const parts = fields.flatMap(({ type }, field) => (loose[type] ?? []).map((part) => piece(field, part)));
  const twos = (pieces: readonly Piece[]): Piece[][] =>
    pieces
      .slice(0, MOST_PIECES)
      .flatMap((one, at) => pieces.slice(at + 1, MOST_PIECES).filter(({ field }) => field !== one.field).map((two) => [one, two])); // prettier-ignore
  const single = whole.map((one): Rule => ({
    name: label(one),
    cap: CAPS[fields[one.field]?.type ?? "text"] ?? 20,
    pieces: [one],
  }));
  return [
    ...single,
    ...[...twos(whole), ...twos(parts)].map((pieces): Rule => ({ name: name(pieces), cap: CAP, pieces })),
  ];
}

export const rulesFor = (fields: readonly Field[]): Rule[] =>
  ownField(fields, "name.zh") >= 0 ? registerRules(fields) : generalRules(fields);

/** The key of each row by one rule; 0 where a piece of it is not known. */
export function keysOf(
  { books, fields }: Ground,
  side: Register,
  { pieces }: Rule,
  which: "left" | "right",
): Uint32Array {
  const keys = new Uint32Array(side.rows);
  for (const [index, piece] of pieces.entries()) {
    const book: Book = books[fields[piece.field]?.type ?? "text"];
    const part = partsByName[piece[which]];
    if (!part) throw new Error(`no part ${piece[which]}`);
    addPiece(keys, side.column(piece.field), perValue(book, part), index === 0);
  }
  return keys;
}

function perValue(book: Book, part: Part): Uint32Array {
  const out = new Uint32Array(book.size);
  for (let value = 1; value < book.size; value++) out[value] = part(book.features, value * book.reader.stride);
  return out;
}

function addPiece(keys: Uint32Array, column: Column, values: Uint32Array, first: boolean): void {
  for (let row = 0; row < keys.length; row++) {
    const value = values[valueAt(column, row)] ?? 0;
    keys[row] = first ? value : both(keys[row] ?? 0, value);
  }
}
