import { UNKNOWN, YES } from "#engines/rules/answer.ts";
import type { Board } from "#engines/rules/board.ts";
import { dayAt } from "#engines/rules/stamp.ts";
import type { Frame } from "#engines/rules/frame.ts";
import type { Day } from "#kernel/day.ts";
import type { Span } from "./decision.ts";
import type { GroundRule, Rules } from "./questions.ts";
import type { Ledger, Level } from "./words.ts";

/** How a ground stands: what no line of the board says alone. */
export const certaintyOf = (board: Board, rule: GroundRule): "confirmed" | "suspected" | "unknown" | "no" => {
  if (board.at(rule.line) === YES) return "confirmed";
  const suspected = rule.suspected ? board.at(rule.suspected.line) : 0;
  if (suspected === YES) return "suspected";
  return board.at(rule.line) === UNKNOWN || suspected === UNKNOWN ? "unknown" : "no";
};

/** The level of a child and whether the child counts as served; ledgers: those of the categories answered yes. */
export function gradeOf(
  board: Board,
  rules: Rules,
  ledgers: readonly Ledger[],
): { level: Level | null; served: boolean } {
  const held = rules.grounds.find((rule) => {
    const certainty = certaintyOf(board, rule);
    return certainty === "confirmed" || certainty === "suspected";
  });
  const served = rules.served ? board.at(rules.served.line) === YES : held !== undefined || ledgers.includes("main");
  const visited = served || ledgers.some((ledger) => rules.visited.includes(ledger));
  return { level: held?.level ?? (visited ? rules.defaultLevel : null), served };
}

export const ledgersOf = (board: Board, rules: Rules): Ledger[] => {
  const found: Ledger[] = [];
  for (const { line, category } of rules.categories) {
    if (board.at(line) === YES && !found.includes(category.ledger)) found.push(category.ledger);
  }
  return found;
};

/** What the board says now, from a day on. */
function standing(board: Board, rules: Rules, from: Day): Span {
  const ledgers = ledgersOf(board, rules);
  const { level, served } = gradeOf(board, rules, ledgers);
  const [categories, unknown, kinds]: string[][] = [[], [], []];
  for (const rule of rules.categories) {
    const answer = board.at(rule.line);
    if (answer === UNKNOWN) unknown?.push(rule.category.id);
    if (answer !== YES) continue;
    categories?.push(rule.category.id);
    for (const kind of rule.kinds) if (board.at(kind.line) === YES) kinds?.push(kind.name);
  }
  const [grounds, suspected]: string[][] = [[], []];
  for (const rule of rules.grounds) {
    const certainty = certaintyOf(board, rule);
    if (certainty === "confirmed") grounds?.push(rule.ground.id);
    if (certainty === "suspected") suspected?.push(rule.ground.id);
  }
  const lists = {
    categories: categories ?? [],
    kinds: kinds ?? [],
    grounds: grounds ?? [],
    suspected: suspected ?? [],
    unknown: unknown ?? [],
  };
  return { from, to: null, level: level?.id ?? null, served, ledgers, ...lists };
}

/**
 * What a span says, as numbers: two days with the same marks are one span. Level, ledgers and, without a condition of
 * its own, served follow from the marks of categories and grounds.
 */
function marksOf(board: Board, { categories, grounds, served }: Rules): Uint8Array {
  const marks = new Uint8Array(board.answers.length);
  for (const { line, kinds } of categories) {
    marks[line] = board.at(line);
    for (const kind of kinds) marks[kind.line] = board.at(kind.line) === YES ? 1 : 0;
  }
  for (const { line, suspected } of grounds) {
    if (board.at(line) === YES) marks[line] = 1;
    else if (suspected && board.at(suspected.line) === YES) marks[line] = 2;
  }
  if (served && board.at(served.line) === YES) marks[served.line] = 1;
  return marks;
}

function sameMarks(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/**
 * Goes on to the next day on which anything that a span says is another; null where there is none. The board must have
 * been asked.
 */
export function advanceToChange(frame: Frame, board: Board, rules: Rules): Day | null {
  const present = marksOf(board, rules);
  for (let day = dayAt(board.border()); day !== null; day = dayAt(board.border())) {
    frame.advance(day);
    if (board.askAgain(frame) && !sameMarks(present, marksOf(board, rules))) return day;
  }
  return null;
}

/**
 * The spans of the frame's child from the frame's day on, equal neighbours merged. The board must have been asked; it stands
 * on the last one afterwards.
 */
export function spansFrom(frame: Frame, board: Board, rules: Rules): Span[] {
  const spans: Span[] = [];
  for (;;) {
    const present = standing(board, rules, frame.asOfDay);
    const to = advanceToChange(frame, board, rules);
    spans.push({ ...present, to });
    if (to === null) return spans;
  }
}
