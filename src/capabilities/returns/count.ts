import { type Taker, compileRow, holds, measuresFor } from "./match.ts";
import { notesOf } from "./notes.ts";
import type { PrintedWords, Subtotal, Table, TableRow, Unrowed } from "./table.ts";
import { form } from "./zh.ts";
import type { BlockDefinition, Counting, Group, Names, ReturnDefinition } from "./words.ts";

interface Sum {
  count: number;
  readonly keys: string[];
}

const emptySum = (): Sum => ({ count: 0, keys: [] });

function add(sum: Sum, group: Group, times = 1): void {
  sum.count += group.count * times;
  sum.keys.push(group.key);
}

interface Tally {
  readonly block: BlockDefinition;
  readonly takers: readonly Taker[];
  /** Grounds that have a row of their own. */
  readonly own: ReadonlySet<string>;
  readonly rows: readonly { readonly all: Sum; readonly which: Sum }[];
  readonly children: Sum;
  repeats: number;
  readonly unrowed: Map<string, { readonly all: Sum; inRest: number }>;
}

const openTally = (block: BlockDefinition): Tally => ({
  block,
  takers: block.rows.map(compileRow),
  own: new Set(block.rows.filter((row) => !row.rest).flatMap((row) => row.grounds)),
  rows: block.rows.map(() => ({ all: emptySum(), which: emptySum() })),
  children: emptySum(),
  repeats: 0,
  unrowed: new Map(),
});

/** Which rows of a block take the group: those it fits, else the 其他 row, else none. */
function fitting(tally: Tally, group: Group): number[] {
  const fits = tally.takers.flatMap((taker, i) => (taker.takes(group) ? [i] : []));
  if (fits.length > 0) return fits;
  const rest = tally.block.rows.findIndex((row) => row.rest);
  return rest < 0 ? [] : [rest];
}

/** Enters the group into its rows; false where the block has no row for it. */
function enter(tally: Tally, group: Group, rows: readonly number[]): boolean {
  if (rows.length === 0) return false;
  for (const i of rows) {
    const sums = tally.rows[i];
    const row = tally.block.rows[i];
    if (sums === undefined || row === undefined) continue;
    add(sums.all, group);
    if (row.of_which && holds(row.of_which.measures, measuresFor(row, group))) add(sums.which, group);
  }
  add(tally.children, group);
  tally.repeats += group.count * (rows.length - 1);
  return true;
}

/** Remembers the grounds of this level that have no row of their own: none, or only the 其他 row names them. */
function noteUnrowed(tally: Tally, group: Group, names: Names, rows: readonly number[]): void {
  const inRest = rows.some((i) => tally.block.rows[i]?.rest);
  for (const ground of new Set([...group.grounds, ...group.suspected])) {
    const level = names.grounds[ground]?.level ?? group.level;
    if (level !== tally.block.level || tally.own.has(ground)) continue;
    const entry = tally.unrowed.get(ground) ?? { all: emptySum(), inRest: 0 };
    add(entry.all, group);
    if (inRest) entry.inRest += group.count;
    tally.unrowed.set(ground, entry);
  }
}

/** The levels at which a child is counted: its own; with `every_ground` also those of its grounds. */
function levelsOf(group: Group, counting: Counting, names: Names): Set<string | null> {
  const levels = new Set([group.level]);
  if (counting !== "every_ground") return levels;
  for (const ground of [...group.grounds, ...group.suspected]) {
    const level = names.grounds[ground]?.level;
    if (level !== undefined) levels.add(level);
  }
  return levels;
}

/** A ledger that hands over a broken group would falsify a statutory figure: a bug, so it stops here. */
function servedGroups(groups: readonly Group[]): Group[] {
  const seen = new Set<string>();
  for (const group of groups) {
    if (!Number.isSafeInteger(group.count) || group.count < 0)
      throw new Error(`countReturn: group ${group.key} has count ${group.count}`);
    if (seen.has(group.key)) throw new Error(`countReturn: two groups share the key ${group.key}`);
    seen.add(group.key);
  }
  return groups.filter((group) => group.served && group.count > 0);
}

interface Whole {
  readonly total: Sum;
  repeats: number;
  overlaps: number;
  several: number;
  readonly unplaced: Map<string | null, Sum>;
}

function countGroup(group: Group, tallies: readonly Tally[], counting: Counting, names: Names, whole: Whole): void {
  const levels = levelsOf(group, counting, names);
  let [placed, overlaps, several] = [0, false, false];
  for (const tally of tallies) {
    if (!levels.has(tally.block.level)) continue;
    const fits = fitting(tally, group);
    const rows = counting === "one_level_one_type" ? fits.slice(0, 1) : fits;
    if (!enter(tally, group, rows)) continue;
    noteUnrowed(tally, group, names, rows);
    placed += 1;
    overlaps ||= rows.length > 1;
    several ||= fits.length > 1;
  }
  if (placed === 0) {
    const lost = whole.unplaced.get(group.level) ?? emptySum();
    add(lost, group);
    whole.unplaced.set(group.level, lost);
    return;
  }
  add(whole.total, group);
  whole.repeats += group.count * (placed - 1);
  if (overlaps) whole.overlaps += group.count;
  if (several) whole.several += group.count;
}

/**
 * Counts a return from the ledger's groups of one day and area. Pure: the same groups give the same table.
 *
 * Only served children count. In the `one_level` modes each is in the block of its level and in no other; a block's
 * 其他 row takes whoever no other row takes. A child for whom no block has a row is never dropped in silence: it
 * stands in `faults` as `returns.unplaced`, in the notes, and the check against `served` fails.
 *
 * Errors: plain Error where two groups share a key or a count is not a whole number >= 0.
 */
export function countReturn(definition: ReturnDefinition, groups: readonly Group[], names: Names): Table {
  const served = servedGroups(groups);
  const tallies = definition.blocks.map(openTally);
  const whole: Whole = { total: emptySum(), repeats: 0, overlaps: 0, several: 0, unplaced: new Map() };
  for (const group of served) countGroup(group, tallies, definition.counting, names, whole);
  const figures = {
    rows: tallies.flatMap(rowsOf),
    subtotals: tallies.map(subtotalOf),
    total: { ...whole.total, no: definition.no ?? null, repeats: whole.repeats },
    served: served.reduce((sum, group) => sum + group.count, 0),
    overlaps: whole.overlaps,
    several: whole.several,
    uncategorised: served.reduce((sum, group) => sum + (group.categories.length === 0 ? group.count : 0), 0),
    unrowed: tallies.flatMap((tally) => unrowedOf(tally, names)),
    faults: [...whole.unplaced].map(([level, sum]) => ({ code: "returns.unplaced" as const, level, ...sum })),
  };
  const notes = notesOf(definition, figures, names);
  const rows = figures.rows.map((row) => ({
    ...row,
    note: notes.findIndex((note) => note.row === row.id) + 1 || null,
  }));
  return { ...headOf(definition), ...figures, rows, notes: notes.map((note) => note.text) };
}

const headOf = (
  definition: ReturnDefinition,
): Pick<Table, "id" | "title" | "clause" | "counting" | "words" | "formulas"> => ({
  id: definition.id,
  title: definition.title,
  clause: definition.clause,
  counting: definition.counting,
  words: printedWords(definition),
  formulas: definition.checks,
});

const printedWords = (definition: ReturnDefinition): PrintedWords => ({
  header: definition.header ?? form.header,
  columns: definition.columns ?? form.columns,
  subtotal: definition.subtotal ?? form.subtotal,
  total: definition.total ?? form.total,
  foot: [...(definition.foot === undefined ? [] : [definition.foot]), ...definition.notes],
});

const rowsOf = (tally: Tally): Omit<TableRow, "note">[] =>
  tally.block.rows.map((row, i) => {
    const { all, which } = tally.rows[i] ?? { all: emptySum(), which: emptySum() };
    return {
      id: row.id,
      block: tally.block.level,
      no: i + 1,
      cell: row.no ?? null,
      title: row.title,
      rest: row.rest,
      count: all.count,
      keys: all.keys,
      ofWhich: row.of_which ? { title: row.of_which.title, count: which.count, cell: row.of_which.no ?? null } : null,
      ofWhichKeys: which.keys,
    };
  });

const subtotalOf = (tally: Tally): Subtotal => ({
  level: tally.block.level,
  title: tally.block.title,
  no: tally.block.no ?? null,
  count: tally.children.count,
  keys: tally.children.keys,
  repeats: tally.repeats,
});

function unrowedOf(tally: Tally, names: Names): Unrowed[] {
  const rest = tally.block.rows.find((row) => row.rest);
  return [...tally.unrowed].map(([ground, { all, inRest }]) => ({
    ground,
    title: names.grounds[ground]?.title ?? ground,
    level: tally.block.level,
    row: rest ? { id: rest.id, title: rest.title } : null,
    count: all.count,
    keys: all.keys,
    inRest,
    elsewhere: all.count - inRest,
  }));
}
