import { NO, type Tri } from "#engines/rules/answer.ts";
import { Book, type Setting } from "#engines/rules/book.ts";
import type { Facts } from "#engines/rules/catalogue.ts";
import type { Fault } from "#engines/rules/fault.ts";
import type { Frame } from "#engines/rules/frame.ts";
import type { Day } from "#kernel/day.ts";
import type { ReferralItem } from "./words.ts";

/** A route of a policy, with its condition ready to be asked. */
export interface ReferralRoute extends ReferralItem {
  /** Whether the route is proposed for a child; no where it has no condition. facts: flat, of their types (readFacts). */
  proposed(facts: Facts, day: Day): Tri;
}

/** Reads the conditions of a policy's routes. They stand in a book of their own: grading asks none of them. */
export function readReferrals(
  items: readonly ReferralItem[],
  setting: Setting,
): { referrals: readonly ReferralRoute[]; faults: readonly Fault[] } {
  const book = new Book(setting);
  const conditions = items.map((item) => (item.when === undefined ? null : book.ready(item, "when", item.clause)));
  if (book.faults.list.length > 0) return { referrals: [], faults: book.faults.list };
  let frame: Frame | undefined;
  const referrals = items.map((item, at): ReferralRoute => ({
    ...item,
    proposed(facts, day) {
      const condition = conditions[at];
      if (!condition) return NO;
      frame ??= book.frame();
      frame.load(facts, day);
      return condition.ask(frame);
    },
  }));
  return { referrals, faults: [] };
}
