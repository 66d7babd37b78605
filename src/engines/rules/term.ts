import { addDays, type Day } from "#kernel/day.ts";
import { type Bounds, readBounds } from "./bounds.ts";
import { endOf } from "#kernel/length.ts";
import type { Term } from "./lexicon.ts";
import type { Mechanism } from "./reading.ts";
import { besideLeaf, isPlain, remarks } from "./reading.ts";
import { NEVER } from "./stamp.ts";
import { windowLeaf } from "./window.ts";

/**
 * `term: {from: k, to: k2, atLeast: 6 months}`: how long from one fact to another, on whatever day it is asked.
 *
 * inclusive: the last day is itself part of the term, as judgments write it: 自2024年1月15日起至2024年7月14日止 is six months.
 * reversed: unknown: a term that ends before it begins is a slip and both days are asked for; else it is shorter than
 * every term.
 */
export const term: Mechanism = {
  key: "term",
  beside: besideLeaf,
  read(node, reading) {
    const inner = node["term"];
    if (!isPlain(inner)) {
      reading.fault("not_a_condition", node, "term", { word: "term" });
      return null;
    }
    const bounds = readBounds("term", inner, ["from", "to", "inclusive", "reversed"], reading);
    const [from, to] = [reading.fact(inner, "from", ["day"]), reading.fact(inner, "to", ["day"])];
    const inclusive = inner["inclusive"] ?? false;
    if (typeof inclusive !== "boolean")
      reading.fault("wrong_value", inner, "inclusive", { fact: "term", type: "bool", operator: "inclusive" });
    const asksReversed = inner["reversed"] === "unknown";
    if ("reversed" in inner && !asksReversed)
      reading.fault("wrong_value", inner, "reversed", { fact: "term", type: "enum", operator: "reversed" });
    if (!bounds || !from || !to) return null;
    return (around) => {
      const terms: [Term, Term] = [from.at(around.parent), to.at(around.parent)];
      return windowLeaf(
        {
          terms,
          words: `term ${terms.map((one) => one.spec.key).join(" ")} ${inclusive === true} ${asksReversed} ${JSON.stringify(bounds)}`,
          opens: (begin, end) => (holds(bounds, begin, inclusive === true ? addDays(end, 1) : end) ? 0 : NEVER),
          closes: () => NEVER,
          ...(asksReversed && { contradicts: (begin: Day, end: Day) => end < begin }),
          say: (found) => reading.wording.term(found, bounds),
        },
        reading,
        remarks(node, around.clause),
      );
    };
  },
};

/** end: the first day that is no more part of the term. */
function holds({ atLeast, under }: Bounds, begin: Day, end: Day): boolean {
  const long = !atLeast || (begin <= end && endOf(begin, atLeast) <= end);
  return long && (!under || begin > end || end < endOf(begin, under));
}
