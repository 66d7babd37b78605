import type { Vault } from "#platform/crypto/vault.ts";
import type { Standing } from "./words.ts";

/*
 * What policies draw from sealed facts alone (a kind that is only HIV) stands in views under a word that tells nothing
 * without the installation's key: counted like any other, read by nobody who has only the database.
 */

export type IsSealedItem = (item: string) => boolean;

const mark = "s.";

/** True for a word that stands for something sealed: lists leave it out. */
export const isVeiled = (word: string): boolean => word.startsWith(mark);

const veiledWith =
  (isSealedItem: IsSealedItem, { digest }: Vault) =>
  (item: string): string => {
    const [named = item, ...rest] = item.split("=");
    return isSealedItem(named) ? [`${mark}${digest(`item ${named}`).slice(0, 12)}`, ...rest].join("=") : item;
  };

type Items = Pick<Standing, "kinds" | "grounds" | "suspected" | "measures">;

/** A stretch of standing as views hold it. */
export function veiled<Span extends Items>(span: Span, isSealedItem: IsSealedItem, vault: Vault): Span {
  const veil = veiledWith(isSealedItem, vault);
  const [kinds, grounds, suspected] = [span.kinds.map(veil), span.grounds.map(veil), span.suspected.map(veil)];
  return { ...span, kinds, grounds, suspected, measures: span.measures.map(veil) };
}
