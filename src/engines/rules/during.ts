import { addDays, type Day } from "#kernel/day.ts";
import { YES } from "./answer.ts";
import type { Term } from "./lexicon.ts";
import type { Mechanism } from "./reading.ts";
import { besideLeaf, isPlain, remarks } from "./reading.ts";
import { NEVER, stampOf } from "./stamp.ts";
import { windowLeaf } from "./window.ts";

/** Days before and after every day of a file: an end that is not known is open. */
const begin: Day = "1900-01-01";
const end: Day = "2199-12-31";

/**
 * `during: {from: k, until: k2}`: the as-of day lies from one fact's day to another's, both included. An absent day is
 * an open end; an end before the beginning is unknown, for one of the two is a slip.
 */
export const during: Mechanism = {
  key: "during",
  beside: besideLeaf,
  read(node, reading) {
    const inner = node["during"];
    if (!isPlain(inner) || Object.keys(inner).toSorted().join() !== "from,until") {
      reading.fault("not_a_condition", node, "during", { word: "during" });
      return null;
    }
    const [from, until] = [reading.fact(inner, "from", ["day"]), reading.fact(inner, "until", ["day"])];
    if (!from || !until) return null;
    return (around) => {
      const terms: [Term, Term] = [from.at(around.parent), until.at(around.parent)];
      return windowLeaf(
        {
          terms,
          words: `during ${terms.map((one) => one.spec.key).join(" ")}`,
          opens: (first) => (first === begin ? 0 : stampOf(first)),
          closes: (_, last) => (last === end ? NEVER : stampOf(addDays(last, 1))),
          contradicts: (first, last) => last < first,
          instead: [begin, end],
          absent: YES,
          say: (found) => reading.wording.during(found),
        },
        reading,
        remarks(node, around.clause),
      );
    };
  },
};
