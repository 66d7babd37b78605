/** JSON values that the journal stores: no undefined, no NaN, no Date. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * One text for one value, whatever the order in which keys were set or came back from jsonb: keys sorted by
 * code unit, no spaces, undefined members left out. It is what the journal's hash is taken over.
 * Errors: a number that is not finite, or a value that JSON does not know.
 */
export function canonical(value: unknown): string {
  if (value === null) return "null";
  switch (typeof value) {
    case "string":
    case "boolean":
      return JSON.stringify(value);
    case "number":
      if (!Number.isFinite(value)) throw new Error("canonical: not a finite number");
      return JSON.stringify(value);
    case "object":
      break;
    default:
      throw new Error(`canonical: ${typeof value} is not JSON`);
  }
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(",")}]`;
  const record = value as Record<string, unknown>;
  const parts: string[] = [];
  for (const key of Object.keys(record).toSorted()) {
    if (record[key] !== undefined) parts.push(`${JSON.stringify(key)}:${canonical(record[key])}`);
  }
  return `{${parts.join(",")}}`;
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
