import { addDays, type Day } from "#kernel/day.ts";
import { endOf, type Length, readLength, startOf } from "#kernel/length.ts";
import type { Mechanism } from "./reading.ts";
import { besideLeaf, isPlain, remarks } from "./reading.ts";
import { stampOf } from "./stamp.ts";
import { windowLeaf } from "./window.ts";

/**
 * `remaining: {until: k, atLeast: 6 months}`: from the as-of day to the day k, both included. A term that has so much
 * left is at least so long, whenever it began.
 */
export const remaining: Mechanism = {
  key: "remaining",
  beside: besideLeaf,
  read(node, reading) {
    const inner = node["remaining"];
    if (!isPlain(inner) || Object.keys(inner).toSorted().join() !== "atLeast,until") {
      reading.fault("not_a_condition", node, "remaining", { word: "remaining" });
      return null;
    }
    const atLeast = readLength(inner["atLeast"]);
    if (!atLeast)
      reading.fault("wrong_value", inner, "atLeast", { fact: "remaining", type: "day", operator: "atLeast" });
    const until = reading.fact(inner, "until", ["day"]);
    if (!atLeast || !until) return null;
    return (around) => {
      const term = until.at(around.parent);
      return windowLeaf(
        {
          terms: [term],
          words: `remaining ${term.spec.key} ${JSON.stringify(atLeast)}`,
          opens: () => 0,
          closes: (last) => stampOf(addDays(lastStart(addDays(last, 1), atLeast), 1)),
          say: (found) => reading.wording.remaining(found, atLeast),
        },
        reading,
        remarks(node, around.clause),
      );
    };
  },
};

/** The last day from which a length is complete on `day`: before a month's end several days complete it together. */
function lastStart(day: Day, length: Length): Day {
  let start = startOf(day, length);
  while (endOf(addDays(start, 1), length) <= day) start = addDays(start, 1);
  return start;
}
