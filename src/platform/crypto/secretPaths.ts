/** Keys and places in lists, from the body inwards: ["facts", "guardian.phone"], ["people", 0, "name"]. */
export type Path = readonly (string | number)[];
export type IsSecret = (path: Path) => boolean;

/** Any one key or place. */
const ANY = "*";

/** Whether the pattern's words, from `at` on, read as the path from its `step` on. */
function reads(words: readonly string[], at: number, path: Path, step: number): boolean {
  if (step === path.length) return at === words.length;
  if (words[at] === ANY && reads(words, at + 1, path, step + 1)) return true;
  const parts = String(path[step]).split(".");
  const same = parts.every((part, n) => words[at + n] === part || words[at + n] === ANY);
  return same && reads(words, at + parts.length, path, step + 1);
}

/**
 * Secret parts by patterns: keys with dots between them, `*` for any one key or place in a list. A key may have dots
 * itself, as facts do: "facts.guardian.phone" means both { facts: { "guardian.phone" } } and { facts: { guardian:
 * { phone } } }, because to seal too much is the smaller mistake. What lies below a secret part is part of it.
 * Errors: plain Error for a pattern with an empty word.
 */
export function secretPaths(patterns: readonly string[]): IsSecret {
  const split = patterns.map((pattern) => pattern.split("."));
  if (split.some((words) => words.includes("")))
    throw new Error(`an empty word in a secret path: ${patterns.join(" ")}`);
  const plain = new Set(patterns.filter((_, n) => !split[n]?.includes(ANY)));
  const starred = split.filter((words) => words.includes(ANY));
  return (path) => plain.has(path.join(".")) || starred.some((words) => reads(words, 0, path, 0));
}
