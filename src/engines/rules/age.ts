import { ageOn } from "#kernel/day.ts";
import type { Mechanism, Plain, Reading } from "./reading.ts";
import { besideLeaf, isPlain, remarks } from "./reading.ts";
import { NEVER, stampOfBirthday } from "./stamp.ts";
import { windowLeaf } from "./window.ts";

interface Bounds {
  readonly atLeast?: number;
  readonly under?: number;
}

const OLDEST = 150;
const isYears = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= OLDEST;

/** `age: {atLeast: 6, under: 14, of: birthDate}`: full years on the as-of day. */
export const age: Mechanism = {
  key: "age",
  beside: besideLeaf,
  read(node, reading) {
    const inner = node["age"];
    const bounds = isPlain(inner) ? boundsOf(inner, node, reading) : null;
    if (!bounds || !isPlain(inner)) {
      if (!isPlain(inner)) reading.fault("not_a_condition", node, "age", { word: "age" });
      return null;
    }
    const name = reading.fact("of" in inner ? inner : { of: "birthDate" }, "of", ["day"]);
    if (!name) return null;
    const { atLeast, under } = bounds;
    return (around) => {
      const term = name.at(around.parent);
      const leaf = windowLeaf(
        {
          terms: [term],
          words: `age ${term.spec.key} ${atLeast ?? ""} ${under ?? ""}`,
          opens: (birth) => stampOfBirthday(birth, atLeast ?? 0), // nobody is under sixteen before the day of birth
          closes: (birth) => (under === undefined ? NEVER : stampOfBirthday(birth, under)),
          say: (found) => reading.wording.age(found, ageOn(String(found.seen.value), found.asOf), bounds),
        },
        reading,
        remarks(node, around.clause),
      );
      return { ...leaf, age: { fact: term.spec.key, ...bounds } };
    };
  },
};

function boundsOf(inner: Plain, node: Plain, reading: Reading): Bounds | null {
  const { atLeast, under, of: _, ...strange } = inner;
  for (const word of Object.keys(strange)) reading.fault("unknown_key", inner, word, { key: word });
  const given = [atLeast, under].filter((bound) => bound !== undefined);
  if (given.length === 0 || !given.every(isYears)) {
    reading.fault("wrong_value", node, "age", { fact: "age", type: "int", operator: "atLeast / under" });
    return null;
  }
  if (isYears(atLeast) && isYears(under) && atLeast >= under) {
    reading.fault("empty_range", node, "age");
    return null;
  }
  return { ...(isYears(atLeast) ? { atLeast } : {}), ...(isYears(under) ? { under } : {}) };
}
