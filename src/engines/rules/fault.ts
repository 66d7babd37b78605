import type { Place } from "./place.ts";

/** What may be wrong with a condition before any child is asked. The sentence for each stands with the capability. */
export type ConditionFault =
  | "unknown_fact"
  | "fact_not_for_policy"
  | "wrong_operator"
  | "wrong_value"
  | "unknown_code"
  | "unknown_use"
  | "use_cycle"
  | "unknown_list"
  | "unknown_key"
  | "not_a_condition"
  | "empty_condition"
  | "empty_range"
  | "parent_outside"
  | "parents_nested"
  | "too_deep"
  | "missing_clause";

export interface Fault<Code extends string = string> extends Place {
  readonly code: Code;
  /** What the sentence needs: key, fact, value … Shortened, so that a hostile pack cannot flood a terminal. */
  readonly data: Readonly<Record<string, string | number>>;
}

const LONGEST = 80;

/** One line of text from any value, for a message. */
export function shown(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
  const safe = text.slice(0, LONGEST).replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "·");
  return text.length > LONGEST ? `${safe}…` : safe;
}

/** Faults in the order found, each once: a named condition is read for the father and for the mother. */
export class Faults {
  readonly list: Fault[] = [];
  readonly #seen = new Set<string>();

  take(found: readonly Fault[]): void {
    for (const fault of found) this.add(fault.code, fault, fault.data);
  }

  add(code: string, place: Place, data: Fault["data"] = {}): void {
    const key = `${place.file}:${place.line}:${code}:${JSON.stringify(data)}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.list.push({ code, file: place.file, line: place.line, data });
  }
}
