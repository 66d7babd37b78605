import type { Vault } from "#platform/crypto/vault.ts";
import type { Standing } from "./words.ts";

/*
 * What policies draw from sealed facts alone (a kind that is only HIV), and what holds of a child through nothing but a
 * sealed fact (an orphan's category for a child with HIV whose parents live), stands in views under a word that tells
 * nothing without the installation's key: counted like any other, read by nobody who has only the database.
 */

export type IsSealedItem = (item: string) => boolean;

const mark = "s.";

/** True for a word that stands for something sealed: lists leave it out. */
export const isVeiled = (word: string): boolean => word.startsWith(mark);

/** The word under which an item stands where it is sealed. */
export const veiledWord = (item: string, { digest }: Vault): string => `${mark}${digest(`item ${item}`).slice(0, 12)}`;

/** `ground=word` by its item, the rest as it is. */
function renamed(item: string, name: (named: string) => string): string {
  const [named = item, ...rest] = item.split("=");
  return [name(named), ...rest].join("=");
}

type Items = Pick<Standing, "categories" | "kinds" | "grounds" | "suspected" | "measures" | "veiled">;

function eachItem<Span extends Omit<Items, "veiled">>(span: Span, name: (named: string) => string): Span {
  const all = (items: readonly string[]): string[] => items.map((item) => renamed(item, name));
  const { categories, kinds, grounds, suspected, measures } = span;
  return {
    ...span,
    categories: all(categories),
    kinds: all(kinds),
    grounds: all(grounds),
    suspected: all(suspected),
    measures: all(measures),
  };
}

/** A stretch of standing as views hold it. */
export function veiled<Span extends Items>(span: Span, isSealedItem: IsSealedItem, vault: Vault): Span {
  const hides = (item: string): boolean => isSealedItem(item) || (span.veiled?.includes(item) ?? false);
  return eachItem(span, (item) => (hides(item) ? veiledWord(item, vault) : item));
}

/** Gives veiled words their items back, for whoever counts: `items` are those that a policy has. */
export function unveiling(
  items: readonly string[],
  vault: Vault,
): <Span extends Omit<Items, "veiled">>(span: Span) => Span {
  const known = new Map(items.map((item) => [veiledWord(item, vault), item]));
  return (span) => eachItem(span, (word) => known.get(word) ?? word);
}
