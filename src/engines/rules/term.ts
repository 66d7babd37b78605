import { addDays, type Day } from "#kernel/day.ts";
import { type Bounds, readBounds } from "./bounds.ts";
import { endOf } from "#kernel/length.ts";
import type { Mechanism } from "./reading.ts";
import { isPlain, remarks } from "./reading.ts";
import { NEVER } from "./stamp.ts";
import { windowLeaf } from "./window.ts";

/**
 * `term: {from: k, to: k2, atLeast: 6 months}`: how long from one fact to another, on whatever day it is asked.
 *
 * inclusive: the last day is itself part of the term, as judgments write it: 自2024年1月15日起至2024年7月14日止 is six months.
 */
export const term: Mechanism = {
  key: "term",
  beside: ["clause", "say"],
  read(node, reading) {
    const inner = node["term"];
    if (!isPlain(inner)) {
      reading.fault("not_a_condition", node, "term", { word: "term" });
      return null;
    }
    const bounds = readBounds("term", inner, ["from", "to", "inclusive"], reading);
    const [from, to] = [reading.fact(inner, "from", ["day"]), reading.fact(inner, "to", ["day"])];
    const inclusive = inner["inclusive"] ?? false;
    if (typeof inclusive !== "boolean")
      reading.fault("wrong_value", inner, "inclusive", { fact: "term", type: "bool", operator: "inclusive" });
    if (!bounds || !from || !to) return null;
    return (around) => {
      const terms = [from.at(around.parent), to.at(around.parent)];
      return windowLeaf(
        {
          terms,
          words: `term ${terms.map((one) => one.spec.key).join(" ")} ${inclusive === true ? "inclusive" : ""} ${JSON.stringify(bounds)}`,
          opens: (begin, end) => (holds(bounds, begin, inclusive === true ? addDays(end, 1) : end) ? 0 : NEVER),
          closes: () => NEVER,
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
