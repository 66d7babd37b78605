import type { FactValue } from "#engines/rules/catalogue.ts";
import { ageOn, type Day } from "#kernel/day.ts";
import type { FileState } from "./decide.ts";
import { factByKey, groups } from "./facts.ts";
import { isSealed, isSensitive, type Sight, withoutSealed } from "./sealed.ts";
import { type Known, sources } from "./values.ts";

/** One fact as a page shows it. */
export interface ShownFact {
  readonly key: string;
  readonly label: string;
  readonly group: string;
  readonly groupLabel: string;
  /** Null where it is masked and has no ends to be shown by. */
  readonly value: FactValue | null;
  readonly text: string;
  readonly on: Day;
  readonly source: string;
  readonly masked: boolean;
}

/** Id numbers are shown by their ends; the whole number opens with a purpose. */
export const maskNumber = (number: string): string => {
  const head = number.length >= 15 ? 6 : number.length >= 11 ? 3 : 0;
  const tail = number.length >= 8 ? 4 : 0;
  return number.slice(0, head) + "*".repeat(number.length - head - tail) + number.slice(number.length - tail);
};

/** How a masked value of words looks: how long it is tells, too. */
export const MASK = "***";

const hasEnds = (key: string): boolean => /(?:idNumber|phone|certificate)$/i.test(key);

const ID_LENGTH = 18;

/** A certificate of disability is the id number, and behind it kind and level: the digits that say the most. */
const maskCertificate = (number: string): string =>
  maskNumber(number.slice(0, ID_LENGTH)) + "*".repeat(Math.max(0, number.length - ID_LENGTH));

/** What is left of a value that nobody has opened. */
export function maskedText(key: string, value: FactValue): string {
  if (!hasEnds(key) || typeof value !== "string") return MASK;
  return /certificate$/i.test(key) ? maskCertificate(value) : maskNumber(value);
}

/** The present values without sealed ones, for lists that leave with a purpose. */
export const unsealedValues = (facts: Readonly<Record<string, Known>>): Record<string, FactValue> =>
  Object.fromEntries(Object.entries(facts).flatMap(([key, { value }]) => (isSealed(key) ? [] : [[key, value]])));

/** The present values with sensitive ones masked and without sealed ones, for lists that go out of the system. */
export const maskedValues = (facts: Readonly<Record<string, Known>>): Record<string, FactValue> =>
  Object.fromEntries(
    Object.entries(facts).flatMap(([key, { value }]) => {
      if (isSealed(key)) return [];
      return [[key, isSensitive(key) ? maskedText(key, value) : value]];
    }),
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
  return spec?.options ? option(text) : text;
}

/** Whether a sensitive or sealed fact stays masked for whoever looks so. */
const isMasked = (key: string, sight: Sight): boolean => (isSensitive(key) || isSealed(key)) && sight.purpose === null;

/** The facts that somebody sees, sealed ones only on the case. */
export function showFacts(
  facts: Readonly<Record<string, Known>>,
  areas: ReadonlyMap<string, string>,
  sight: Sight,
): ShownFact[] {
  return [...factByKey.values()].flatMap((spec) => {
    const known = facts[spec.key];
    if (!known || (isSealed(spec.key) && !sight.isOnCase)) return [];
    const masked = isMasked(spec.key, sight);
    const ends = isSealed(spec.key) ? MASK : maskedText(spec.key, known.value);
    return [{
      key: spec.key, label: spec.zh, group: spec.group, groupLabel: groups[spec.group] ?? spec.group,
      value: masked ? (ends === MASK ? null : ends) : known.value, text: masked ? ends : valueText(spec.key, known.value, areas),
      on: known.on, source: sources[known.source] ?? known.source, masked,
    }];
  }); // prettier-ignore
}

/** Who reported, report by report, for whoever is on the case and has a purpose; else none, as where there is none. */
export const showReports = (
  reports: FileState["reports"],
  { isOnCase, purpose }: Sight,
): { on: Day; source: string; text: string }[] =>
  (isOnCase && purpose !== null ? (reports ?? []) : []).map(({ on, source, facts }) => ({
    on,
    source: sources[source] ?? source,
    text: Object.entries(facts).map(([key, value]) => valueText(key, value, new Map())).join("，"), // prettier-ignore
  }));

/** Of what is sealed a trace says that it was opened, and not what there was: whoever reads traces sees no child. */
export const SEALED = "sealed";

/** What a trace says of the facts that were opened: sensitive ones by their keys, sealed ones by one word for all. */
export const tracedFields = (keys: readonly string[]): string[] => [
  ...keys.filter(isSensitive),
  ...(keys.some(isSealed) ? [SEALED] : []),
];

/** The same of facts as a page shows them. */
export const openedKeys = (facts: readonly ShownFact[]): string[] =>
  tracedFields(facts.filter(({ masked }) => !masked).map(({ key }) => key));

/** An entry's body as the time line shows it: sensitive values masked, and nothing of what is sealed. */
export function readableBody(
  body: Readonly<Record<string, unknown>>,
  hidden: (word: string) => boolean,
): Record<string, unknown> {
  const { by: _author, ...rest } = withoutSealed(body, hidden);
  const facts = rest["facts"];
  if (typeof facts !== "object" || facts === null) return rest;
  return { ...rest, facts: readableFacts(facts as Record<string, FactValue | null>, hidden) };
}

/** Facts of an entry, without what is sealed; numbers by their ends. */
export const readableFacts = (
  facts: Readonly<Record<string, FactValue | null>>,
  hidden: (word: string) => boolean,
): Record<string, FactValue | null> =>
  Object.fromEntries(
    Object.entries(facts).flatMap(([key, value]) =>
      hidden(key) ? [] : [[key, isSensitive(key) && value !== null ? maskedText(key, value) : value] as const],
    ),
  );

export const ageText = (birth: Day, on: Day): string => `${ageOn(birth, on)}岁`;

/** Area codes among the values, to be named in one look-up. */
export const areaCodes = (facts: Readonly<Record<string, Known>>): string[] =>
  Object.entries(facts).flatMap(([key, known]) => (factByKey.get(key)?.type === "area" ? [String(known.value)] : []));
