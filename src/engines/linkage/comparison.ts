import type { Book } from "./book.ts";
import type { Field } from "./config.ts";
import { dateAt } from "./date.ts";
import { idAt, nearness } from "./idNumber.ts";
import { kinds } from "./kinds.ts";
import { type Books, type Column, type Register, valueAt } from "./register.ts";

/** Two files (or one twice) and the books of their values. */
export interface Ground {
  readonly fields: readonly Field[];
  readonly books: Books;
  readonly left: Register;
  readonly right: Register;
  /** One file against itself: each pair once, and no one-to-one assignment. */
  readonly within: boolean;
}

/**
 * One question put to every pair: how alike are the two rows in this? Level 0 is "not known". With a condition the levels
 * stand twice, first where it does not hold, then where it does: two strangers of one birthday have likelier ids in
 * common, two of one surname a guardian's name. The classes' shares are then kept for each case by itself.
 */
export interface Comparison {
  readonly name: string;
  /** Names of the levels; those under the condition are not repeated. */
  readonly levels: readonly string[];
  readonly conditional: boolean;
  readonly compare: (left: number, right: number) => number;
  readonly match: readonly number[];
  readonly sibling: readonly number[];
}

/** How many levels there are, those under the condition counted. */
export const width = ({ levels, conditional }: Pick<Comparison, "levels" | "conditional">): number =>
  conditional ? 2 * levels.length - 1 : levels.length;

/** The field of that type that speaks of the child itself, by its place in the config; -1 where there is none. */
export const ownField = (fields: readonly Field[], type: Field["type"]): number =>
  fields.findIndex((field) => field.type === type && !field.household);

/** The comparison of one field. */
export function fieldComparison(ground: Ground, index: number): Comparison {
  const field = ground.fields[index];
  if (!field) throw new Error(`no field ${index}`);
  const { levels, match, sibling } = kinds[field.type];
  const conditional = bornSameDay(ground, field) !== undefined;
  return { name: field.name, levels, conditional, compare: comparing(ground, index, field), match, sibling };
}

/** For an id of the child's own: whether two rows have the same birth date. */
function bornSameDay(ground: Ground, field: Field): ((left: number, right: number) => boolean) | undefined {
  const at = field.type === "id" && !field.household ? ownField(ground.fields, "date") : -1;
  if (at < 0) return undefined;
  const [left, right] = [ground.left.column(at), ground.right.column(at)];
  return (l, r) => {
    const day = valueAt(left, l);
    return day !== 0 && day === valueAt(right, r);
  };
}

function comparing(ground: Ground, index: number, field: Field): Comparison["compare"] {
  if (field.type === "id") return idComparing(ground, index, field);
  const book = ground.books[field.type];
  const { compare } = book;
  const [left, right] = [ground.left.column(index), ground.right.column(index)];
  return (l, r) => {
    const [a, b] = [valueAt(left, l), valueAt(right, r)];
    return a === 0 || b === 0 ? 0 : compare(book, a, b);
  };
}

/** What makes an id doubtful in its own row. */
const INVALID = 1;
const UNFIT = 2;

function idComparing(ground: Ground, index: number, field: Field): Comparison["compare"] {
  const book = ground.books.id;
  const [left, right] = [ground.left.column(index), ground.right.column(index)];
  const [leftDoubt, rightDoubt] = [
    doubts(ground, ground.left, index, field),
    doubts(ground, ground.right, index, field),
  ];
  const { stride } = book.reader;
  const sameDay = bornSameDay(ground, field) ?? ((): boolean => false);
  const steps = kinds.id.levels.length - 1;
  return (l, r) => {
    const [a, b] = [valueAt(left, l), valueAt(right, r)];
    if (a === 0 || b === 0) return 0;
    const doubt = (leftDoubt[l] ?? 0) | (rightDoubt[r] ?? 0);
    const level = a === b ? sameId(doubt) : otherId(nearness(book.features, a * stride, b * stride), doubt);
    return sameDay(l, r) ? level + steps : level;
  };
}

const sameId = (doubt: number): number => ((doubt & UNFIT) === 0 ? 1 : 2);

/** Two ids that both pass their check and fit their rows differ because the children do, however near they are. */
const otherId = (near: number, doubt: number): number => (doubt === 0 ? 7 : near + 2);

/** Per row: whether the check character is wrong, and whether the id's own birth or sex contradicts the row's. */
function doubts(ground: Ground, side: Register, index: number, field: Field): Uint8Array {
  const ids = side.column(index);
  const out = new Uint8Array(side.rows);
  const own = (type: "date" | "sex"): Column | undefined => {
    const at = field.household ? -1 : ownField(ground.fields, type);
    return at < 0 ? undefined : side.column(at);
  };
  const [births, sexes] = [own("date"), own("sex")];
  const { books } = ground;
  for (let row = 0; row < side.rows; row++) {
    const id = valueAt(ids, row);
    if (id === 0) continue;
    const at = id * books.id.reader.stride;
    const { features } = books.id;
    const unfit =
      !birthFits(features, at, books.date, births ? valueAt(births, row) : 0) ||
      !sexFits(features, at, books.sex, sexes ? valueAt(sexes, row) : 0);
    out[row] = (features[at + idAt.valid] === 0 ? INVALID : 0) | (unfit ? UNFIT : 0);
  }
  return out;
}

/** The row's date may be the lunar reading of the id's, or the other way round. */
function birthFits(ids: Uint32Array, at: number, dates: Book, value: number): boolean {
  const birth = ids[at + idAt.birth] ?? 0;
  if (value === 0 || birth === 0) return true;
  const date = value * dates.reader.stride;
  const full = dates.features[date + dateAt.full];
  return birth === full || ids[at + idAt.birthLunar] === full || birth === dates.features[date + dateAt.lunar];
}

function sexFits(ids: Uint32Array, at: number, sexes: Book, value: number): boolean {
  const sex = ids[at + idAt.sex] ?? 0;
  return value === 0 || sex === 0 || sexes.features[value] === sex;
}
