import type { Facts, FactSpec, FactValue } from "#engines/rules/catalogue.ts";
import type { Day } from "#kernel/day.ts";
import type { Policy } from "./decide.ts";

/*
 * What would change a child's level: every fact that the policy's conditions name, put to every other value that it can
 * have, one at a time, and the policy asked again. Days, places and numbers without a short range are left out: what
 * time alone changes, the timeline says.
 */

/** One change of one fact, and the level that the rules would then give; null: none. */
export interface LevelChange {
  readonly fact: string;
  /** is: the fact's value; add, remove: a code put into a set, or taken out of it. */
  readonly how: "is" | "add" | "remove";
  readonly value: string | number | boolean;
  readonly level: string | null;
}

type Turn = Omit<LevelChange, "level"> & { readonly put: FactValue };

/** A grade of disability has four values, an income thousands. */
const FEW = 10;

const numbersOf = ([least, most]: readonly [number, number]): number[] =>
  most - least < FEW ? Array.from({ length: most - least + 1 }, (_, n) => least + n) : [];

function turnsOf({ key: fact, type, options = {}, range }: FactSpec, now: FactValue | null | undefined): Turn[] {
  if (type === "bool") return [true, false].filter((one) => one !== now).map((value) => ({ fact, how: "is", value, put: value }));
  const codes = Object.keys(options);
  if (type === "enum") return codes.filter((one) => one !== now).map((value) => ({ fact, how: "is", value, put: value }));
  if (type === "int" && range) return numbersOf(range).filter((one) => one !== now).map((value) => ({ fact, how: "is", value, put: value }));
  if (type !== "set") return [];
  const held = Array.isArray(now) ? now.map(String) : [];
  return codes.map((value) =>
    held.includes(value)
      ? { fact, how: "remove", value, put: held.filter((one) => one !== value) }
      : { fact, how: "add", value, put: [...held, value] },
  );
} // prettier-ignore

/**
 * The single changes after which the rules give another level on that day, in the order of the catalogue. facts: flat, as
 * `Policy.decide` takes them; catalogue: the facts that may be spoken of to whoever asks. About 200 decisions, a few
 * milliseconds. Source: issue "The desk", the file ("what would change it").
 */
export function levelChanges(
  policy: Pick<Policy, "decide" | "reads">,
  facts: Facts,
  asOf: Day,
  catalogue: readonly FactSpec[],
): LevelChange[] {
  const levelOf = (given: Facts): string | null => policy.decide(given, asOf, "open").grade.level;
  const now = levelOf(facts);
  return catalogue
    .filter(({ key }) => policy.reads.has(key))
    .flatMap((spec) => turnsOf(spec, facts[spec.key]))
    .flatMap(({ put, ...turn }) => {
      const level = levelOf({ ...facts, [turn.fact]: put });
      return level === now ? [] : [{ ...turn, level }];
    });
}
