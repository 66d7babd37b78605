import { type Comparison, fieldComparison, type Ground } from "./comparison.ts";
import type { Outcome } from "./link.ts";
import { householdName, levelWords, missingWords } from "./zh.ts";

/** Why two rows were said to be one child. */
export interface Explanation {
  /** Per comparison, bits for one child against strangers; above 0 speaks for it. */
  readonly stranger: readonly number[];
  /** Per comparison, bits for one child against another child of the same household. */
  readonly sibling: readonly number[];
  /** How much commoner than the mean is what agrees (a name, a day): 0.1 is rare, 10 is common. */
  readonly rarity: number;
  readonly rule: string;
  readonly runnerUp: number;
}

/** The evidence of the pair at place `at` of outcome.linked. */
export function explain({ linked, scorer, rules }: Outcome, at: number): Explanation {
  const [left, pattern] = [linked.left[at] ?? 0, linked.pattern[at] ?? 0];
  const rule = rules[linked.rule[at] ?? 0]?.name ?? "decision";
  return {
    ...scorer.weights(left, pattern),
    rarity: scorer.rarity(left, pattern),
    rule,
    runnerUp: linked.runnerUp[at] ?? 0,
  };
}

/** Field by field in words: "姓名读音相同、用字不同；出生日期一致；…". Household fields are named one by one too. */
export function inWords(ground: Ground): (left: number, right: number) => string {
  const asked = ground.fields.map((field, index) => ({ field, comparison: fieldComparison(ground, index) }));
  return (left, right) =>
    asked
      .map(
        ({ field, comparison }) =>
          `${field.name}${word(levelWords[field.type], comparison, comparison.compare(left, right))}`,
      )
      .join("；");
}

function word(words: Readonly<Record<string, string>>, { levels }: Comparison, level: number): string {
  const name = level === 0 ? undefined : levels[((level - 1) % (levels.length - 1)) + 1];
  return name === undefined ? missingWords : (words[name] ?? name);
}

/** The names of the comparisons, as columns of a table. */
export const comparisonNames = ({ comparisons }: Outcome): string[] =>
  comparisons.map(({ name }) => (name === "household" ? householdName : name));
