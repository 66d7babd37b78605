import { readBounds } from "./bounds.ts";
import { endOf } from "#kernel/length.ts";
import type { Mechanism } from "./reading.ts";
import { besideLeaf, isPlain, remarks } from "./reading.ts";
import { NEVER, stampOf } from "./stamp.ts";
import { windowLeaf } from "./window.ts";

/** `elapsed: {since: k, atLeast: 3 months}`: from the day k to the as-of day. */
export const elapsed: Mechanism = {
  key: "elapsed",
  beside: besideLeaf,
  read(node, reading) {
    const inner = node["elapsed"];
    if (!isPlain(inner)) {
      reading.fault("not_a_condition", node, "elapsed", { word: "elapsed" });
      return null;
    }
    const bounds = readBounds("elapsed", inner, ["since"], reading);
    const name = reading.fact(inner, "since", ["day"]);
    if (!bounds || !name) return null;
    const { atLeast, under } = bounds;
    return (around) => {
      const term = name.at(around.parent);
      return windowLeaf(
        {
          terms: [term],
          words: `elapsed ${term.spec.key} ${JSON.stringify(bounds)}`,
          opens: (since) => (atLeast ? stampOf(endOf(since, atLeast)) : 0),
          closes: (since) => (under ? stampOf(endOf(since, under)) : NEVER),
          say: (found) => reading.wording.elapsed(found, bounds),
        },
        reading,
        remarks(node, around.clause),
      );
    };
  },
};
