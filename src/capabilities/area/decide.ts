import { Problem } from "#kernel/problem.ts";
import { Book, type Opening } from "./book.ts";
import { each } from "./refusal.ts";
import type { Area, Change, ChangeKind, Succession, SuccessionKind } from "./words.ts";
import { levelOf } from "./words.ts";

/*
 * What a table of changes does to the division: pure. A unit is never overwritten: its version is closed on the day
 * of the change and another one is opened, and the succession says what became of what.
 */

export interface Plan {
  /** Versions that end: `validTo` is the day. */
  readonly closed: readonly Area[];
  readonly opened: readonly Area[];
  readonly successions: readonly Succession[];
  readonly aliases: readonly { readonly code: string; readonly alias: string }[];
}

/** What one line of the table comes to. */
interface Step {
  readonly line: number;
  readonly close: readonly Area[];
  readonly open: readonly Opening[];
  readonly follow: readonly Succession[];
}

/** Lines of one day take effect together, so that two units may exchange their codes. */
interface DayOfChanges {
  readonly book: Book;
  readonly changes: readonly Change[];
}

const follows = (change: Change, how: SuccessionKind, oldCode: string, newCode: string): Succession => ({
  oldCode,
  newCode,
  on: change.day,
  how,
});

function bearer({ book }: DayOfChanges, { line, oldCode }: Change): Area {
  const area = book.current(oldCode);
  if (!area) throw new Problem("area.code_unknown", { line, code: oldCode });
  return area;
}

function named(change: Change): string {
  if (change.newName === "") throw new Problem("area.name_missing", { line: change.line });
  return change.newName;
}

/** A line that names its successor opens it; without a name the successor must be there already. */
const openNamed = ({ line, newCode, newName }: Change): Opening[] =>
  newName === "" ? [] : [{ line, code: newCode, name: newName }];

function rename(day: DayOfChanges, change: Change): Step {
  const old = bearer(day, change);
  const { line, newCode } = change;
  if (newCode !== "" && newCode !== old.code) throw new Problem("area.rename_keeps_code", { line, code: newCode });
  const open = [{ line, code: old.code, name: named(change) }];
  return { line, close: [old], open, follow: [follows(change, "renamed", old.code, old.code)] };
}

/** A new code for a unit and, by the same last digits, for all below it that have no line of their own. */
function recode(day: DayOfChanges, change: Change, how: "recoded" | "moved"): Step {
  const old = bearer(day, change);
  const { line, newCode } = change;
  if (newCode === old.code) throw new Problem("area.code_same", { line, code: newCode });
  if (levelOf(newCode) !== old.level) throw new Problem("area.level_differs", { line, code: newCode });
  const lines = day.changes.filter((one) => one.how !== "alias" && one.oldCode.length > old.code.length);
  const below = day.book.below(old.code).filter((unit) => !lines.some((one) => unit.code.startsWith(one.oldCode)));
  const renewed = (unit: Area) => newCode + unit.code.slice(old.code.length);
  return {
    line,
    close: [old, ...below],
    open: [
      { line, code: newCode, name: change.newName || old.name },
      ...below.map((unit) => ({ line, code: renewed(unit), name: unit.name })),
    ],
    follow: [old, ...below].map((unit) => follows(change, how, unit.code, renewed(unit))),
  };
}

/** A part goes to another unit; the old one goes on only where a line of that day says so (A → A). */
function split(day: DayOfChanges, change: Change): Step {
  const old = bearer(day, change);
  const lines = day.changes.filter((one) => one.how === "split" && one.oldCode === old.code);
  const stays = lines.some((one) => one.newCode === old.code);
  const goesOn = change.newCode === old.code;
  return {
    line: change.line,
    close: !stays && lines[0] === change ? [old] : [],
    open: goesOn ? [] : openNamed(change),
    follow: [follows(change, "split", old.code, change.newCode)],
  };
}

function merge(day: DayOfChanges, change: Change): Step {
  const old = bearer(day, change);
  const { line, newCode } = change;
  if (newCode === old.code) throw new Problem("area.code_same", { line, code: newCode });
  return { line, close: [old], open: openNamed(change), follow: [follows(change, "merged", old.code, newCode)] };
}

function create(_: DayOfChanges, change: Change): Step {
  const { line, newCode } = change;
  return { line, close: [], open: [{ line, code: newCode, name: named(change) }], follow: [] };
}

function alias(day: DayOfChanges, change: Change): Step {
  bearer(day, change);
  named(change);
  return { line: change.line, close: [], open: [], follow: [] };
}

const steps: Readonly<Record<ChangeKind, (day: DayOfChanges, change: Change) => Step>> = {
  renamed: rename,
  recoded: (day, change) => recode(day, change, "recoded"),
  moved: (day, change) => recode(day, change, "moved"),
  split,
  merged: merge,
  created: create,
  alias,
};

/** One unit has one fate a day: only a split takes several lines, and an alias is no fate. */
function stepOf(day: DayOfChanges, change: Change): Step {
  const { line, oldCode, how } = change;
  const fates = day.changes.filter((one) => one.how !== "alias" && one.oldCode !== "" && one.oldCode === oldCode);
  if (how !== "alias" && fates.length > 1 && fates.some((one) => one.how !== "split")) {
    throw new Problem("area.changed_twice", { line, code: oldCode });
  }
  return steps[how](day, change);
}

/** Several lines may name one new unit (A and B merge into a new C): it is opened once, under one name. */
function claim(claimed: Map<string, Opening>, opening: Opening): void {
  const first = claimed.get(opening.code);
  if (first && first.name !== opening.name)
    throw new Problem("area.code_taken", { line: opening.line, code: opening.code });
  claimed.set(opening.code, first ?? opening);
}

/** After a day, whoever follows somebody must exist, and nobody may stand below a unit that ended. */
function checkStep(book: Book, step: Step): void {
  const { line } = step;
  const lost = step.follow.find((one) => !book.current(one.newCode));
  if (lost) throw new Problem("area.successor_unknown", { line, code: lost.newCode });
  for (const { code } of step.close) {
    const left = book.current(code) ? [] : book.below(code).map((area) => area.code);
    if (left.length > 0) throw new Problem("area.children_left", { line, code, codes: left.slice(0, 10).join("、") });
  }
}

function applyDay(book: Book, changes: readonly Change[]): Step[] {
  const day: DayOfChanges = { book, changes };
  const on = changes[0]?.day ?? "";
  const taken = each(changes, (change) => stepOf(day, change));
  each(taken, (step) => step.close.forEach((area) => book.close(area, on, step.line)));
  const claimed = new Map<string, Opening>();
  each(
    taken.flatMap((step) => step.open),
    (opening) => claim(claimed, opening),
  );
  const fromAbove = [...claimed.values()].toSorted((a, b) => a.code.length - b.code.length);
  each(fromAbove, (opening) => book.open(opening, on));
  each(taken, (step) => checkStep(book, step));
  return taken;
}

/**
 * The effect of a table of changes on the units that it touches. `areas` holds every version of the units named, of
 * all below them and of all above them. Errors: Problem area.changes_refused with every fault of the first day that
 * has one, each with its line.
 */
export function planChanges(areas: readonly Area[], changes: readonly Change[]): Plan {
  const book = new Book(areas);
  const days = Map.groupBy(
    changes.toSorted((a, b) => (a.day === b.day ? a.line - b.line : a.day < b.day ? -1 : 1)),
    (change) => change.day,
  );
  const taken = [...days.values()].flatMap((day) => applyDay(book, day));
  const aliases = changes.filter((change) => change.how === "alias");
  return {
    closed: [...book.closed],
    opened: [...book.opened],
    successions: taken.flatMap((step) => step.follow),
    aliases: aliases.map((change) => ({ code: change.oldCode, alias: change.newName })),
  };
}
