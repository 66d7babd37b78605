import type { Chance } from "./chance.ts";
import { type Comparison, type Ground, ownField } from "./comparison.ts";
import type { FieldType } from "./kinds.ts";
import { nameAt } from "./nameZh.ts";
import { valueAt } from "./register.ts";

/*
 * Guardian, telephone, village and school are one signal: who shares the guardian shares the rest. Taken one by one they
 * count the same evidence four times and make one child of two sisters (docs/decisions/0025). So they are one comparison
 * with two sides: people (names, ids, telephones), whose bits of evidence are added up, and place (village, school). A
 * child whose guardian changed lost name, id and telephone at once but stayed where it was: EM learns how often, because
 * each combination of the two sides is a level of its own.
 *
 * Two dependences of strangers are kept: who has the child's surname in common has a guardian's name in common forty times
 * as often, therefore the condition; and a village has its school, therefore places count once, by the more telling.
 */

/** Borders between the steps of either side, in bits: best first; below the last is one more step. */
const people = [45, 34, 26, 20, 15, 10, 5, 0] as const;
const place = [8, 3, 0] as const;

/** Steps of a side, "nothing known" being 0. */
const steps = (borders: readonly number[]): number => borders.length + 2;
const COUNT = steps(people) * steps(place) - 1;

/** Level by level: "people3 place1"; 0 on either side is "nothing known", on both sides "missing". */
export const householdLevels: readonly string[] = Array.from({ length: COUNT + 1 }, (_, level) =>
  level === 0 ? "missing" : `people${Math.floor(level / steps(place))} place${level % steps(place)}`,
);

/** Evidence of one household field: its comparison, and per level its bits and its share among all pairs. */
export interface Signal {
  readonly comparison: Comparison;
  readonly place: boolean;
  /** Where the children's surnames differ, and where they are the same. */
  readonly cases: readonly [Evidence, Evidence];
}

interface Evidence {
  readonly bits: Float64Array;
  readonly chance: Float64Array;
}

const LEAST = 1e-9;

/** `oneSurname`: the share of all pairs whose children bear one surname. */
export function signalOf(
  type: FieldType | undefined,
  comparison: Comparison,
  chance: Chance,
  pairs: number,
  oneSurname: number,
): Signal {
  const shares = chance.sampled.map((share, level) => {
    const exact = chance.exact[level] ?? NaN;
    return Number.isNaN(exact) ? share : exact / pairs;
  });
  const given =
    type === "name.zh" ? shares.map((share, level) => (level === 0 ? share : Math.min(1, share / oneSurname))) : shares;
  return {
    comparison,
    place: type === "area" || type === "text",
    cases: [evidence(comparison, shares), evidence(comparison, given)],
  };
}

function evidence(comparison: Comparison, chance: Float64Array): Evidence {
  const known = Math.max(1 - (chance[0] ?? 0), LEAST);
  const bits = chance.map((share, level) =>
    level === 0 ? 0 : Math.log2((comparison.match[level - 1] ?? 0) / Math.max(LEAST, share / known)),
  );
  return { bits, chance };
}

function stepOf(borders: readonly number[], bits: number): number {
  if (Number.isNaN(bits)) return 0;
  let step = 1;
  while (step <= borders.length && bits < (borders[step - 1] ?? 0)) step++;
  return step;
}

const levelOf = (peopleBits: number, placeBits: number): number =>
  stepOf(people, peopleBits) * steps(place) + stepOf(place, placeBits);

/** Where EM begins: better steps are commoner in one household. */
function beginnings(): number[] {
  const weight = (step: number): number => (step === 0 ? 0.3 : 1 / (1 + step));
  const all = Array.from({ length: COUNT }, (_, index) => {
    const level = index + 1;
    return weight(Math.floor(level / steps(place))) * weight(level % steps(place));
  });
  const sum = all.reduce((total, share) => total + share, 0);
  return all.map((share) => share / sum);
}

/** One comparison out of all household fields; its condition: the children's surnames are the same. */
export function householdComparison(ground: Ground, signals: readonly Signal[]): Comparison {
  const match = beginnings();
  const surname = sameSurname(ground);
  const kin = signals.filter((signal) => !signal.place);
  const places = signals.filter((signal) => signal.place);
  const compare = (l: number, r: number): number => {
    const same = surname(l, r) ? 1 : 0;
    const level = levelOf(bitsOf(kin, same, l, r, add), bitsOf(places, same, l, r, together));
    return level === 0 ? 0 : level + same * COUNT;
  };
  return { name: "household", levels: householdLevels, conditional: true, compare, match, sibling: match };
}

type Join = (sum: number, one: number) => number;

/** The evidence of some signals joined; NaN where nothing is known. */
function bitsOf(signals: readonly Signal[], same: 0 | 1, l: number, r: number, join: Join): number {
  let bits = NaN;
  for (const signal of signals) {
    const level = signal.comparison.compare(l, r);
    if (level !== 0) bits = join(bits, signal.cases[same].bits[level] ?? 0);
  }
  return bits;
}

const add: Join = (sum, one) => (Number.isNaN(sum) ? one : sum + one);

/** Two places say what the more telling of them says; against each other, what the better one says. */
const together: Join = (a, b) => (Number.isNaN(a) ? b : a > 0 || b > 0 ? Math.max(a, b) : Math.min(a, b));

function sameSurname(ground: Ground): (left: number, right: number) => boolean {
  const at = ownField(ground.fields, "name.zh");
  if (at < 0) return () => false;
  const { features, reader } = ground.books["name.zh"];
  const [left, right] = [ground.left.column(at), ground.right.column(at)];
  return (l, r) => {
    const surname = features[valueAt(left, l) * reader.stride + nameAt.surname];
    return surname !== 0 && surname === features[valueAt(right, r) * reader.stride + nameAt.surname];
  };
}

/** Share of strangers at each household level, with and without a common surname; the fields independent otherwise. */
export function householdChance(signals: readonly Signal[]): Float64Array {
  const out = new Float64Array(1 + 2 * COUNT);
  for (const same of [0, 1] as const) {
    const kin = sumsOf(signals.filter((signal) => !signal.place), same, add); // prettier-ignore
    const places = sumsOf(signals.filter((signal) => signal.place), same, together); // prettier-ignore
    for (const [peopleBits, share] of kin) {
      for (const [placeBits, other] of places) {
        const level = levelOf(peopleBits, placeBits);
        const at = level === 0 ? 0 : level + same * COUNT;
        out[at] = level === 0 ? share * other : (out[at] ?? 0) + share * other;
      }
    }
  }
  return out;
}

/** Every sum of bits (to a sixteenth) with its share; NaN is "nothing known". */
function sumsOf(signals: readonly Signal[], same: 0 | 1, join: Join): Map<number, number> {
  let sums = new Map<number, number>([[NaN, 1]]);
  for (const { cases } of signals) {
    const { bits, chance } = cases[same];
    const next = new Map<number, number>();
    for (const [sum, share] of sums) {
      for (const [level, one] of chance.entries()) {
        const to = level === 0 ? sum : Math.round(join(sum, bits[level] ?? 0) * 16) / 16;
        next.set(to, (next.get(to) ?? 0) + share * one);
      }
    }
    sums = next;
  }
  return sums;
}
