import { YES } from "#engines/rules/answer.ts";
import type { FactValue } from "#engines/rules/catalogue.ts";
import type { Anomaly, Finding } from "#capabilities/anomaly/index.ts";
import type { Comparison, ComparisonItem } from "#capabilities/policy/index.ts";
import { type FileState, isSealed, valuesOf } from "#capabilities/registry/index.ts";
import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { endOf, lengthOf } from "#kernel/length.ts";
import { sameValue } from "#capabilities/registry/decide.ts";

/* What a list says of a child, held against the file: pure. */

export interface Listing {
  readonly id: Id;
  readonly day: Day;
  readonly today: Day;
}

/** A line that is about the child, and how that is known. */
export interface Met {
  readonly n: number;
  readonly facts: Readonly<Record<string, FactValue>>;
  readonly probability: number;
  readonly words: string;
}

/** A finding that is sure says no less than one that is suspected. */
const saysMore = (held: FactValue | undefined, listed: FactValue): boolean =>
  held === "confirmed" && listed === "suspected";

/** Every code of the list's stands in the file: 低保 beside another kind of help is no contradiction. */
const holdsAll = (held: FactValue | undefined, listed: FactValue): boolean =>
  Array.isArray(held) && Array.isArray(listed) && listed.every((code) => held.includes(code as never));

/** Facts in which the list says something else than the file, or something that the file lacks. */
export function differences(
  compared: readonly string[],
  listed: Readonly<Record<string, FactValue>>,
  file: Readonly<Record<string, FactValue | undefined>>,
): Record<string, FactValue> {
  return Object.fromEntries(
    compared.flatMap((key) => {
      const [said, held] = [listed[key], file[key]];
      if (said === undefined || isSealed(key)) return [];
      if (sameValue(said, held ?? null) || saysMore(held, said) || holdsAll(held, said)) return [];
      return [[key, said] as const];
    }),
  );
}

const body = (
  item: ComparisonItem,
  { id, day, today }: Listing,
  finding: Finding,
  clause: string,
  rest: Pick<Anomaly, "row" | "probability" | "words" | "facts">,
): Anomaly => ({
  comparison: item.id,
  title: item.title,
  department: item.department,
  finding,
  clause,
  list: id,
  listDay: day,
  day: today,
  due: endOf(today, lengthOf(item.limit)),
  ...rest,
});

const given = (facts: Readonly<Record<string, unknown>> | undefined) => (facts ?? {}) as Record<string, FactValue>;

const lineOf = ({ n, probability, words }: Met) => ({
  row: n,
  probability: Math.round(probability * 1e6) / 1e6,
  words,
});

/** A child who is on the list: ought not to be, or is said to be otherwise than in the file. */
export function foundOnList(item: Comparison, listing: Listing, file: FileState, met: Met): Anomaly[] {
  const rest = lineOf(met);
  const { surplus } = item;
  const isClosed = file.status === "closed" && (surplus?.closed ?? []).includes(file.closed ?? "");
  const isOver = file.status === "open" && item.holds("surplus", valuesOf(file.facts), listing.today) === YES;
  if (surplus && (isClosed || isOver))
    return [body(item, listing, "surplus", surplus.clause, { ...rest, facts: given(surplus.facts) })];
  if (file.status !== "open") return [];
  return foundDiffering(item, listing, met, differences(item.compare ?? [], met.facts, valuesOf(file.facts)));
}

/** What a line says otherwise than the file; nothing where it does not. */
export function foundDiffering(item: Comparison, listing: Listing, met: Met, facts: Anomaly["facts"]): Anomaly[] {
  if (Object.keys(facts).length === 0) return [];
  return [body(item, listing, "differs", item.clause, { ...lineOf(met), facts })];
}

/** Whether a child of the ledger ought to be on the list. */
export const oughtToBe = (item: Comparison, file: FileState, today: Day): boolean =>
  file.status === "open" && item.holds("missing", valuesOf(file.facts), today) === YES;

/** A child who is not on it. */
export function foundMissing(item: Comparison, listing: Listing, file: FileState): Anomaly[] {
  const { missing } = item;
  if (!missing || !oughtToBe(item, file, listing.today)) return [];
  const rest = { row: null, probability: null, words: null, facts: given(missing.facts) };
  return [body(item, listing, "missing", missing.clause, rest)];
}
