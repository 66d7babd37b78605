import { Problem } from "#kernel/problem.ts";
import type { Facts, FactSpec, FactValue } from "./catalogue.ts";
import { shown } from "./fault.ts";
import { isPlain } from "./reading.ts";

/** Reads one value by its fact's type; undefined where it is not one. */
export type ReadValue = (spec: FactSpec, value: unknown) => FactValue | undefined;

/** Why a value is none of its fact's, in words for a program. */
export interface Misfit {
  readonly type: FactSpec["type"];
  /** range: outside least and most; excludes: "none" beside something else. */
  readonly reason: "type" | "range" | "excludes";
  readonly least?: number;
  readonly most?: number;
}

/** Names what is wrong with a value that its fact's reader refused. */
export function misfitOf({ type, range, options = {} }: FactSpec, value: unknown): Misfit {
  const isOption = (code: unknown): boolean => typeof code === "string" && Object.hasOwn(options, code);
  if (type === "set" && Array.isArray(value) && value.length > 1 && value.includes("none") && value.every(isOption))
    return { type, reason: "excludes" };
  if (type === "int" && range) return { type, reason: "range", least: range[0], most: range[1] };
  return { type, reason: "type" };
}

/** A step of a dotted path: "father" → "away" → "since". */
interface Step {
  spec?: FactSpec;
  readonly next: Map<string, Step>;
}

/**
 * Makes a reader of facts as people and programs write them: nested objects, dotted keys, or both mixed; null for what
 * is not known. The answer is flat, by full key; what is so already is answered as it is, not copied. beside: a key of the
 * caller's own that is no fact and not read.
 *
 * Errors: Problem <prefix>.fact_unknown {key}, <prefix>.fact_invalid {key} with a Misfit or {type, reason: "twice"}.
 */
export function factReader(catalogue: readonly FactSpec[], readValue: ReadValue, prefix: string) {
  const root = tree(catalogue);
  const specs = new Map(catalogue.map((spec) => [spec.key, spec]));
  const isAsRead = asRead(catalogue, readValue);

  const keep = (spec: FactSpec, value: unknown, facts: Record<string, FactValue | null>): void => {
    const kept = value === null ? null : readValue(spec, value);
    const twice = Object.hasOwn(facts, spec.key);
    if (kept === undefined || twice) {
      const wrong = twice ? { type: spec.type, reason: "twice" } : misfitOf(spec, value);
      throw new Problem(`${prefix}.fact_invalid`, { key: spec.key, ...wrong });
    }
    facts[spec.key] = kept;
  };

  const walk = (
    given: Readonly<Record<string, unknown>>,
    from: Step,
    path: string,
    facts: Record<string, FactValue | null>,
  ): void => {
    for (const key of Object.keys(given)) {
      const value = given[key];
      const step = from.next.get(key) ?? stepTo(from, key);
      if (value === undefined || (step && !step.spec && value === null)) continue;
      if (step?.spec) {
        keep(step.spec, value, facts);
        continue;
      }
      const full = path === "" ? key : `${path}.${key}`;
      if (step && isPlain(value)) walk(value, step, full, facts);
      else if (step) throw new Problem(`${prefix}.fact_invalid`, { key: full, type: "object", reason: "type" });
      else throw new Problem(`${prefix}.fact_unknown`, { key: shown(full) });
    }
  };

  return (given: Readonly<Record<string, unknown>>, beside?: string): Facts => {
    if (isAsRead(given, beside)) return given as Facts;
    const facts: Record<string, FactValue | null> = {};
    for (const key of Object.keys(given)) {
      const spec = specs.get(key);
      const value = given[key];
      if (key === beside) continue;
      if (spec && value !== undefined) keep(spec, value, facts);
      else if (value !== undefined) walk({ [key]: value }, root, "", facts);
    }
    return facts;
  };
}

type Given = Readonly<Record<string, unknown>>;

/** Makes the test whether an object is what reading it would give: full keys, and values as they are kept. */
function asRead(catalogue: readonly FactSpec[], readValue: ReadValue): (given: Given, beside?: string) => boolean {
  const checks = new Map(catalogue.map((spec) => [spec.key, keepsItself(spec, readValue)]));
  return (given, beside) => {
    for (const key in given) {
      const keeps = checks.get(key);
      if (!keeps && key !== beside) return false;
      const value = given[key];
      if (keeps && value !== null && !keeps(value)) return false;
    }
    return true;
  };
}

/** So many values of one fact are remembered as good: more than there are days in two childhoods. */
const MOST_REMEMBERED = 10_000;

/** Codes and days come again and again and are read once; names and numbers are never remembered. */
function keepsItself(spec: FactSpec, readValue: ReadValue): (value: unknown) => boolean {
  if (spec.type === "text") return (value) => readValue(spec, value) === value;
  const good = new Set<unknown>();
  const isKept = (value: unknown): boolean => {
    if (readValue(spec, value) !== value) return false;
    if (good.size < MOST_REMEMBERED) good.add(value);
    return true;
  };
  if (spec.type !== "set") return (value) => good.has(value) || isKept(value);
  return (value) => {
    if (!Array.isArray(value)) return false;
    const kept = value.length === 1 && good.has(value[0]) ? value : readValue(spec, value);
    if (!Array.isArray(kept) || kept.length !== value.length || !kept.every((code, i) => code === value[i]))
      return false;
    if (value.length === 1) good.add(value[0]);
    return true;
  };
}

function tree(catalogue: readonly FactSpec[]): Step {
  const root: Step = { next: new Map() };
  for (const spec of catalogue) {
    let step = root;
    for (const word of spec.key.split(".")) {
      const next = step.next.get(word) ?? { next: new Map<string, Step>() };
      step.next.set(word, next);
      step = next;
    }
    step.spec = spec;
  }
  return root;
}

/** From a step by one key, which may itself be dotted. Keys longer than any fact's are not taken apart. */
function stepTo(from: Step, key: string): Step | undefined {
  if (key.length > 200) return undefined;
  let step: Step | undefined = from;
  for (const word of key.split(".")) step = step?.next.get(word);
  return step;
}
