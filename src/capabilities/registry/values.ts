import { z } from "zod";
import type { FactSpec, FactValue } from "#engines/rules/catalogue.ts";
import { misfitOf } from "#engines/rules/read-facts.ts";
import { type Day, isDay } from "#kernel/day.ts";
import { Problem } from "#kernel/problem.ts";
import { type AreaCode, cityCounties, isAreaCode } from "#kernel/scope.ts";
import { factByKey } from "./facts.ts";
import { readText, textFault } from "./texts.ts";
import { whyNot, whyNotText } from "./zh.ts";

/** One fact with its source and date (one fact known once is never asked again: CONTRIBUTING.md, Burden). */
export interface Known {
  readonly value: FactValue;
  /** The day it was found to be so. */
  readonly on: Day;
  readonly source: Source;
}

export const sources = {
  survey: "排查表",
  registration: "登记",
  visit: "走访",
  department: "部门数据",
  panel: "评估确认",
  correction: "更正",
} as const;
export type Source = keyof typeof sources;
export const sourceSchema = z.enum(Object.keys(sources) as [Source, ...Source[]]);

/** The value as the file keeps it, or undefined where it is not one. Whoever calls says so in words. */
export function readValue(spec: FactSpec, value: unknown): FactValue | undefined {
  switch (spec.type) {
    case "bool":
      return typeof value === "boolean" ? value : undefined;
    case "day":
      return isDay(value) ? value : undefined;
    case "area":
      return isAreaCode(value) ? withoutPadding(value) : undefined;
    case "int":
      return readInt(spec, value);
    case "enum":
      return typeof value === "string" && Object.hasOwn(spec.options ?? {}, value) ? value : undefined;
    case "set":
      return readSet(spec, value);
    case "text":
      return readText(spec.key, value);
  }
}

const wholeCities = new Set(cityCounties.values());

/**
 * GB/T 2260 and many tables fill a code with zeros: 440000, 445281000000. What is filled says nothing, so 445200 is
 * 4452 and too coarse to name a county; but 441900 is 东莞 itself (kernel cityCounties).
 */
function withoutPadding(code: AreaCode): AreaCode {
  for (const length of [9, 6, 4, 2]) {
    if (code.length > length && !wholeCities.has(code) && /^0+$/.test(code.slice(length))) code = code.slice(0, length);
  }
  return code;
}

function readInt({ range: [least, most] = [0, 999_999_999] }: FactSpec, value: unknown): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= least && value <= most
    ? value
    : undefined;
}

function readSet(spec: FactSpec, value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value) || value.length === 0 || value.length > 20) return undefined;
  const codes = [...new Set(value)];
  if (!codes.every((code): code is string => typeof code === "string" && Object.hasOwn(spec.options ?? {}, code))) {
    return undefined;
  }
  // "none" beside something else contradicts itself
  return codes.length > 1 && codes.includes("none") ? undefined : codes.toSorted();
}

/** Facts as a command carries them: null withdraws one ("we no longer know"). */
export type FactChanges = Readonly<Record<string, FactValue | null>>;

/**
 * Reads a command's facts: every key known, every value of its type.
 * Errors: registry.fact_unknown {key} ("?" where it looks like no key), registry.fact_invalid {key, why} with a Misfit.
 */
export function readFacts(given: Readonly<Record<string, unknown>>): FactChanges {
  const read: [string, FactValue | null][] = [];
  for (const [key, value] of Object.entries(given)) {
    const spec = factByKey.get(key);
    if (!spec) throw new Problem("registry.fact_unknown", { key: /^[A-Za-z][\w.]{0,59}$/.test(key) ? key : "?" });
    if (value === undefined) continue;
    if (value === null) {
      read.push([key, null]);
      continue;
    }
    const kept = readValue(spec, value);
    if (kept === undefined) throw invalid(spec, value);
    read.push([key, kept]);
  }
  return Object.fromEntries(read);
}

function invalid(spec: FactSpec, value: unknown): Problem {
  const misfit = misfitOf(spec, value);
  const why =
    spec.type === "text" && typeof value === "string" ? whyNotText(textFault(spec.key, value)) : whyNot(misfit);
  return new Problem("registry.fact_invalid", { key: spec.key, ...misfit, why });
}

export const sameValue = (a: FactValue | null | undefined, b: FactValue | null | undefined): boolean =>
  a === b || (Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => item === b[i]));

/** The present value of each fact, as conditions read them. */
export const valuesOf = (facts: Readonly<Record<string, Known>>): Record<string, FactValue> =>
  Object.fromEntries(Object.entries(facts).map(([key, known]) => [key, known.value]));
