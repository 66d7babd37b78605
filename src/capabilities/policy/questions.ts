import type { Book } from "#engines/rules/book.ts";
import type { Question } from "#engines/rules/board.ts";
import type { Condition } from "#engines/rules/condition.ts";
import type { Whole } from "./inherit.ts";
import type { Category, Ground, Ledger, Level } from "./words.ts";

/** A condition and its line on the board. */
export interface Asked {
  readonly line: number;
  readonly condition: Condition;
}

export interface CategoryRule extends Asked {
  readonly category: Category;
  readonly kinds: readonly (Asked & { readonly kind: NonNullable<Category["kinds"]>[number]; readonly name: string })[];
}

export interface GroundRule extends Asked {
  readonly ground: Ground;
  readonly level: Level;
  readonly suspected: Asked | null;
}

/** A policy's conditions, read and numbered. */
export interface Rules {
  readonly questions: readonly Question[];
  readonly categories: readonly CategoryRule[];
  /** Highest level first. */
  readonly grounds: readonly GroundRule[];
  readonly served: Asked | null;
  readonly defaultLevel: Level | null;
  /** Ledgers whose children get the default level without counting as served. */
  readonly visited: readonly Ledger[];
}

/** 粤民发〔2024〕32号: single-parent children are visited in the same rounds; mobile children likewise (民发〔2024〕35号). */
const visitedAlike: readonly Ledger[] = ["single_parent", "mobile"];

/** Reads every condition of a policy into the book. Faults stay with the book. */
export function readRules(whole: Whole, book: Book): Rules {
  const questions: Question[] = [];
  const ask = (holder: { readonly clause?: string | undefined }, key: string, onlyIf?: number): Asked => {
    const condition = book.ready(holder, key, holder.clause);
    questions.push(onlyIf === undefined ? { condition } : { condition, onlyIf });
    return { line: questions.length - 1, condition };
  };
  const categories = whole.categories.map((category): CategoryRule => {
    const asked = ask(category, "when");
    const kinds = (category.kinds ?? []).map((kind) => ({
      kind,
      name: `${category.id}.${kind.id}`,
      ...ask(kind, "when", asked.line),
    }));
    return { category, ...asked, kinds };
  });
  const grounds = ranked(whole).map(([ground, level]): GroundRule => {
    const suspected = "suspected" in ground ? ask(ground, "suspected") : null;
    return { ground, level, ...ask(ground, "when"), suspected };
  });
  const served = "served" in whole.grading ? ask(whole.grading, "served") : null;
  book.readAllNamed();
  const defaultLevel = whole.levels.find((level) => level.default) ?? null;
  return { questions, categories, grounds, served, defaultLevel, visited: whole.grading.visited ?? visitedAlike };
}

/** Grounds with their levels, highest level first and in the pack's order within a level. */
const ranked = (whole: Whole): [Ground, Level][] =>
  whole.levels.flatMap((level) =>
    whole.grounds.filter((ground) => ground.level === level.id).map((ground): [Ground, Level] => [ground, level]),
  );
