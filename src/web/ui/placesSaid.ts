import { factByKey } from "#capabilities/registry/facts.ts";

/** A fact as a file shows it, with its value in words. */
interface Told {
  readonly key: string;
  readonly value: unknown;
  readonly text: string;
}

/** A reason's sentence with the names of places in place of their codes, as the file's own facts tell them. */
export function sayWith(say: string, { facts }: { readonly facts: readonly Told[] }): string {
  const places = facts.filter(({ key }) => factByKey.get(key)?.type === "area");
  const named = new Map(places.map(({ value, text }) => [String(value), text]));
  const nameOf = (code: string): string => named.get(code) ?? code;
  // a prefecture's four digits, a province's two: where they stand for a place alone, never the year of a day
  return say.replace(/（(\d{2,12})）|\d{6,12}/g, (whole, alone?: string) => alone ? `（${nameOf(alone)}）` : nameOf(whole)); // prettier-ignore
}
