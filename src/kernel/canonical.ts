/** JSON values that the journal stores: no undefined, no NaN, no Date. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * One text for one value, whatever the order in which keys were set or came back from jsonb: keys sorted by
 * code unit, no spaces, undefined members left out. It is what the journal's hash is taken over. `known`: texts that were written before, by object.
 * Errors: a number that is not finite, or a value that JSON does not know.
 */
export function canonical(value: unknown, known?: ReadonlyMap<unknown, string>): string {
  switch (typeof value) {
    case "string":
      return quoted(value);
    case "boolean":
      return value ? "true" : "false";
    case "number":
      if (!Number.isFinite(value)) throw new Error("canonical: not a finite number");
      return JSON.stringify(value);
    case "object":
      if (value === null) return "null";
      if (Array.isArray(value)) return listText(value, known);
      return known?.get(value) ?? recordText(value as Record<string, unknown>, known);
    default:
      throw new Error(`canonical: ${typeof value} is not JSON`);
  }
}

// An import writes a hundred texts for each child: most hold nothing that JSON escapes, and asking costs less than escaping.
const plain = /^[^"\\\u0000-\u001f\ud800-\udfff]*$/;

const quoted = (text: string): string => (plain.test(text) ? `"${text}"` : JSON.stringify(text));

type Texts = ReadonlyMap<unknown, string> | undefined;

function listText(items: readonly unknown[], known: Texts): string {
  let text = "[";
  for (let n = 0; n < items.length; n += 1) text += (n === 0 ? "" : ",") + canonical(items[n] ?? null, known);
  return `${text}]`;
}

function recordText(record: Readonly<Record<string, unknown>>, known: Texts): string {
  let text = "{";
  for (const key of Object.keys(record).toSorted()) {
    const value = record[key];
    if (value !== undefined) text += `${text === "{" ? "" : ","}${quoted(key)}:${canonical(value, known)}`;
  }
  return `${text}}`;
}

/** Whether two values have the same canonical text, without writing it. */
export function sameValue(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (Array.isArray(one) || Array.isArray(other)) {
    if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
    return one.every((item, n) => sameValue(item ?? null, other[n] ?? null));
  }
  const [a, b] = [one as Record<string, unknown>, other as Record<string, unknown>];
  const told = (record: Record<string, unknown>): string[] =>
    Object.keys(record).filter((key) => record[key] !== undefined);
  const keys = told(a);
  return keys.length === told(b).length && keys.every((key) => Object.hasOwn(b, key) && sameValue(a[key], b[key]));
}
