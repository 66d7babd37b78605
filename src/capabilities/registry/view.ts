import type { FactValue } from "#engines/rules/catalogue.ts";
import type { PostKind } from "#kernel/actor.ts";
import { ageOn, type Day } from "#kernel/day.ts";
import { factByKey, groups } from "./facts.ts";
import { type Known, sources } from "./values.ts";

/** One fact as a page shows it. */
export interface ShownFact {
  readonly key: string;
  readonly label: string;
  readonly group: string;
  readonly groupLabel: string;
  readonly value: FactValue;
  readonly text: string;
  readonly on: Day;
  readonly source: string;
}

/** Id numbers are shown by their ends; the whole number opens with a purpose (issue of accounts). */
export const maskNumber = (number: string): string => {
  const head = number.length >= 15 ? 6 : 0;
  const tail = number.length >= 8 ? 4 : 0;
  return number.slice(0, head) + "*".repeat(number.length - head - tail) + number.slice(number.length - tail);
};

const masked = (key: string): boolean => key.endsWith("idNumber") || key === "disability.certificate";

/** The present values with numbers shown by their ends, for lists that go out of the system. */
export const maskedValues = (facts: Readonly<Record<string, Known>>): Record<string, FactValue> =>
  Object.fromEntries(
    Object.entries(facts).map(([key, { value }]) => [
      key,
      masked(key) && typeof value === "string" ? maskNumber(value) : value,
    ]),
  );

/** A value in words. `areas` gives the names of codes that the caller looked up. */
export function valueText(key: string, value: FactValue, areas: ReadonlyMap<string, string>): string {
  const spec = factByKey.get(key);
  const option = (code: string): string => spec?.options?.[code] ?? code;
  if (Array.isArray(value)) return value.map(option).join("、");
  if (typeof value === "boolean") return value ? "是" : "否";
  if (typeof value === "number") return `${value}${spec?.unit ?? ""}`;
  const text = value as string;
  if (spec?.type === "area") return areas.get(text) ?? text;
  if (spec?.options) return option(text);
  return masked(key) ? maskNumber(text) : text;
}

export function showFacts(facts: Readonly<Record<string, Known>>, areas: ReadonlyMap<string, string>): ShownFact[] {
  return [...factByKey.values()].flatMap((spec) => {
    const known = facts[spec.key];
    if (!known) return [];
    const value = masked(spec.key) && typeof known.value === "string" ? maskNumber(known.value) : known.value;
    return [{
      key: spec.key, label: spec.zh, group: spec.group, groupLabel: groups[spec.group] ?? spec.group, value,
      text: valueText(spec.key, known.value, areas), on: known.on, source: sources[known.source] ?? known.source,
    }];
  }); // prettier-ignore
}

/**
 * What only a department may say and the law seals (HIV) is not for the village to read. Sealed findings that a director
 * reports himself (a suspected abuse) stay: who may read them later is the issue of accounts.
 */
const hidden = (key: string, post: PostKind): boolean => {
  const spec = factByKey.get(key);
  return spec?.cls === "sealed" && !spec.from.includes("visit") && (post === "director" || post === "supervisor");
};

export function readableFacts<T>(facts: Readonly<Record<string, T>>, post: PostKind): Record<string, T> {
  return Object.fromEntries(Object.entries(facts).filter(([key]) => !hidden(key, post)));
}

/** An entry's body as the time line shows it: numbers by their ends, nothing that is hidden from the post. */
export function readableBody(body: Readonly<Record<string, unknown>>, post: PostKind): Record<string, unknown> {
  const facts = body["facts"];
  if (typeof facts !== "object" || facts === null) return { ...body };
  const shown = Object.entries(readableFacts(facts as Record<string, unknown>, post)).map(
    ([key, value]) => [key, masked(key) && typeof value === "string" ? maskNumber(value) : value] as const,
  );
  return { ...body, facts: Object.fromEntries(shown) };
}

export const ageText = (birth: Day, on: Day): string => `${ageOn(birth, on)}岁`;

/** Area codes among the values, to be named in one look-up. */
export const areaCodes = (facts: Readonly<Record<string, Known>>): string[] =>
  Object.entries(facts).flatMap(([key, known]) => (factByKey.get(key)?.type === "area" ? [String(known.value)] : []));
