import { NO, type Tri } from "#engines/rules/answer.ts";
import { Book, type Setting } from "#engines/rules/book.ts";
import type { Facts } from "#engines/rules/catalogue.ts";
import type { Condition } from "#engines/rules/condition.ts";
import type { Fault } from "#engines/rules/fault.ts";
import type { Frame } from "#engines/rules/frame.ts";
import type { Day } from "#kernel/day.ts";
import type { ComparisonItem } from "./words.ts";

/** What may be asked of a child, or of a line, about a list. */
export const listQuestions = ["missing", "surplus", "unregistered"] as const;
export type ListQuestion = (typeof listQuestions)[number];

/** A list of a policy, with its conditions ready to be asked. */
export interface Comparison extends ComparisonItem {
  readonly doubt: NonNullable<ComparisonItem["doubt"]> & { readonly nearly: number };
  readonly remind: number;
  readonly climb: number;
  /** Whether the condition holds; no where the list has none. facts: flat, of their types (readFacts). */
  holds(question: ListQuestion, facts: Facts, day: Day): Tri;
}

/** Where a pack does not say it: no document does, and half a list must not send a county's villages out. */
const doubt = { least: 50, percent: 20, nearly: 90 } as const;
/** The same of these: no document says it, and what is late must not stay with whoever is late. */
const climbing = { remind: 1, climb: 2 } as const;

/**
 * Reads the conditions of a policy's lists. They stand in a book of their own: what is asked once a month of a list
 * costs nothing where a child is graded.
 */
export function readComparisons(
  items: readonly ComparisonItem[],
  setting: Setting,
): { comparisons: readonly Comparison[]; faults: readonly Fault[] } {
  const book = new Book(setting);
  const conditions = items.map((item) => new Map(listQuestions.flatMap((question) => ready(book, item, question))));
  if (book.faults.list.length > 0) return { comparisons: [], faults: book.faults.list };
  let frame: Frame | undefined;
  const comparisons = items.map((item, at): Comparison => ({
    ...item,
    of: item.of ?? "children", // a pack is kept as it is written: what it leaves out is said here
    doubt: { ...doubt, ...item.doubt, nearly: item.doubt?.nearly ?? doubt.nearly },
    remind: item.remind ?? climbing.remind,
    climb: item.climb ?? climbing.climb,
    holds(question, facts, day) {
      const condition = conditions[at]?.get(question);
      if (!condition) return NO;
      frame ??= book.frame();
      frame.load(facts, day);
      return condition.ask(frame);
    },
  })); // prettier-ignore
  return { comparisons, faults: [] };
}

function ready(book: Book, item: ComparisonItem, question: ListQuestion): [ListQuestion, Condition][] {
  const holder = item[question];
  return holder ? [[question, book.ready(holder, "when", holder.clause)]] : [];
}
