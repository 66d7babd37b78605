import { addDays } from "#kernel/day.ts";
import { YES } from "./answer.ts";
import type { Mechanism } from "./reading.ts";
import { besideLeaf, isPlain, remarks } from "./reading.ts";
import { stampOf } from "./stamp.ts";
import { windowLeaf } from "./window.ts";

/** `valid: {until: k}`: the as-of day is not after k; yes where k is absent, for then no end is known (but see `absent`). */
export const valid: Mechanism = {
  key: "valid",
  beside: besideLeaf,
  read(node, reading) {
    const inner = node["valid"];
    if (!isPlain(inner) || Object.keys(inner).join() !== "until") {
      reading.fault("not_a_condition", node, "valid", { word: "valid" });
      return null;
    }
    const name = reading.fact(inner, "until", ["day"]);
    if (!name) return null;
    return (around) => {
      const until = name.at(around.parent);
      return windowLeaf(
        {
          terms: [until],
          words: `valid ${until.spec.key}`,
          opens: () => 0,
          closes: (day) => stampOf(addDays(day, 1)),
          absent: YES,
          say: (found) => reading.wording.valid(found),
        },
        reading,
        remarks(node, around.clause),
      );
    };
  },
};
