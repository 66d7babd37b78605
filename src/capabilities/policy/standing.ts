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

const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i]);

const same = (a: Span, b: Span): boolean =>
  a.level === b.level &&
  a.served === b.served &&
  sameList(a.categories, b.categories) &&
  sameList(a.kinds, b.kinds) &&
  sameList(a.grounds, b.grounds) &&
  sameList(a.suspected, b.suspected) &&
  sameList(a.unknown, b.unknown);

/**
 * The spans of the frame's child from the frame's day on, equal neighbours merged. The board must have been asked.
 * most: no more spans than this, for who wants only the next change; the last one then still has its end.
 */
export function spansFrom(frame: Frame, board: Board, rules: Rules, most = Infinity): Span[] {
  const spans: Span[] = [];
  let present = standing(board, rules, frame.asOfDay);
  for (let day = dayAt(board.border()); day !== null && spans.length < most; day = dayAt(board.border())) {
    frame.advance(day);
    if (!board.askAgain(frame)) continue;
    const next = standing(board, rules, day);
    if (same(present, next)) continue;
    spans.push({ ...present, to: day });
    present = next;
  }
  if (spans.length < most) spans.push(present);
  return spans;
}
