import type { Standing } from "./words.ts";

/**
 * All that a return may ask of a child's standing, as one text: children with equal profiles are counted by the
 * database in one group, and the return's rows are decided on a few hundred profiles instead of on every child.
 */
export interface Profile {
  readonly level: string | null;
  readonly served: boolean;
  readonly categories: readonly string[];
  readonly kinds: readonly string[];
  readonly grounds: readonly string[];
  readonly suspected: readonly string[];
  readonly measures: readonly string[];
}

const list = (items: readonly string[]): string => items.toSorted().join(",");

export const profileOf = (span: Standing): string =>
  [
    span.level ?? "",
    span.served ? "1" : "",
    list(span.categories),
    list(span.kinds),
    list(span.grounds),
    list(span.suspected),
    list(span.measures),
  ].join("|");

export function readProfile(text: string): Profile {
  const [level = "", served = "", ...lists] = text.split("|");
  const items = (at: number): string[] => (lists[at] ? lists[at].split(",") : []);
  return {
    level: level || null,
    served: served === "1",
    categories: items(0),
    kinds: items(1),
    grounds: items(2),
    suspected: items(3),
    measures: items(4),
  };
}
