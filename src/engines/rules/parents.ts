import type { Mechanism, Plain, Reading } from "./reading.ts";
import { type Parent, parents as both } from "./lexicon.ts";
import type { Around, Build, Condition } from "./condition.ts";
import { allOf, anyOf, negated } from "./tree.ts";

const words = ["both", "any", "none", "one", "other"] as const;

/** `parents: {both: c}`, `{any: c}`, `{none: c}`, `{one: c, other: d}`: inside, `parent.x` names the parent's fact. */
export const parents: Mechanism = {
  key: "parents",
  beside: ["clause"],
  read(node, reading) {
    const inner = node["parents"];
    const given = words.filter((word) => typeof inner === "object" && inner !== null && word in inner);
    const keys = Object.keys(inner ?? {});
    const form = given.join("+");
    if (keys.length !== given.length || (given.length !== 1 && form !== "one+other") || form === "one") {
      reading.fault("not_a_condition", node, "parents", { word: "parents" });
      return null;
    }
    const build = quantified(form, inner as Plain, reading);
    const clause = node["clause"];
    return (around) => build(typeof clause === "string" ? { ...around, clause } : around);
  },
};

function quantified(form: string, inner: Plain, reading: Reading): Build {
  if (form === "one+other") return oneAndOther(reading.condition(inner, "one"), reading.condition(inner, "other"));
  const build = reading.condition(inner, form);
  return (around) => {
    const each = both.map((parent) => build({ ...around, parent }));
    if (form === "both") return allOf(each);
    return form === "any" ? anyOf(each) : negated(anyOf(each));
  };
}

const oneAndOther =
  (one: Build, other: Build): Build =>
  (around: Around): Condition => {
    const order = (a: Parent, b: Parent): Condition =>
      allOf([one({ ...around, parent: a }), other({ ...around, parent: b })]);
    return anyOf([order(both[0], both[1]), order(both[1], both[0])]);
  };
