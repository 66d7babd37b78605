import type { FactSpec, FactValue } from "#engines/rules/catalogue.ts";
import type { Day } from "#kernel/day.ts";
import type { Purpose } from "#kernel/purpose.ts";
import { factByKey } from "#capabilities/registry/facts.ts";

/** A child's file as /api/registry/children/:id gives it. */
export interface ChildFileData {
  readonly childId: string;
  readonly area: string;
  readonly areaPath: readonly string[];
  readonly status: "open" | "closed" | "none";
  readonly seq: number;
  readonly facts: readonly ShownFact[];
  /** What sensitive facts were opened for; null where they are masked. */
  readonly purpose: Purpose | null;
  /** Whether the reader is on the case: what is sealed opens with a purpose. */
  readonly onCase: boolean;
  readonly caseTeam: readonly { readonly personId: string; readonly name: string }[];
  /** Who reported, report by report; only what the reader may see. */
  readonly reports: readonly { readonly on: Day; readonly source: string; readonly text: string }[];
  readonly standing: Standing | null;
  readonly visit: { readonly lastHome: Day | null; readonly lastContact: Day | null; readonly count: number } | null;
  readonly tasks: { readonly count: number; readonly open: Readonly<Record<string, FileTask>> } | null;
  readonly retention?: { readonly sealed?: { readonly on: Day; readonly reason: string } };
  readonly decision: Decision;
  readonly day: Day;
}

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

export interface FileTask {
  readonly no: number;
  readonly title: string;
  readonly solution: string;
  readonly owner: string;
  readonly opened: Day;
  readonly due: Day | null;
}

export interface Span {
  readonly from: Day;
  readonly to: Day | null;
  readonly level: string | null;
  readonly panel: boolean;
}

export interface Standing {
  readonly policy: string | null;
  readonly assessed: { readonly spans: readonly Span[] } | null;
  readonly proposal: { readonly level: string; readonly reason: string } | null;
  readonly panel: {
    readonly level: string;
    readonly reason: string;
    readonly from: Day;
    readonly until: Day | null;
    readonly members?: readonly string[];
  } | null;
}

export interface Because {
  readonly fact: string;
  readonly label: string;
  readonly value: unknown;
  readonly say: string;
  readonly clause?: string;
}

export interface Answered {
  readonly id: string;
  readonly title: string;
  readonly answer: "yes" | "no" | "unknown";
  readonly clause: string;
  readonly because: readonly Because[];
  readonly missing: readonly string[];
}

export interface Decision {
  readonly policy: string;
  readonly categories: readonly (Answered & { readonly ledger: string; readonly kinds: readonly Answered[] })[];
  readonly grade: {
    readonly level: string | null;
    readonly served: boolean;
    readonly grounds: readonly {
      readonly id: string;
      readonly title: string;
      readonly level: string;
      readonly clause: string;
      readonly certainty: "confirmed" | "suspected";
      readonly because: readonly Because[];
    }[];
    readonly unknown: readonly { readonly id: string; readonly title: string; readonly missing: readonly string[] }[];
  };
  readonly rhythms: readonly { readonly kind: string; readonly every: string; readonly clause: string }[];
  readonly missing: readonly string[];
  readonly changesOn: Day | null;
}

/** The stretch of standing that holds on a day: a panel's decision stands in it, above the rules. */
export const spanOn = (file: ChildFileData, day: Day): Span | undefined =>
  file.standing?.assessed?.spans.find((span) => span.from <= day && (span.to === null || span.to > day));

export const valueOf = (file: ChildFileData, key: string): FactValue | undefined =>
  file.facts.find((fact) => fact.key === key)?.value ?? undefined;

export const textOf = (file: ChildFileData, key: string): string | undefined =>
  file.facts.find((fact) => fact.key === key)?.text;

/** Shown by its ends, or not at all: such a value is never sent back. */
export const isMasked = (file: ChildFileData, key: string): boolean =>
  file.facts.find((fact) => fact.key === key)?.masked ?? false;

/** Masked wherever it stands without a purpose, as in the time line. */
export const isSensitive = (key: string): boolean => factByKey.get(key)?.cls === "sensitive";

/** For the people on the case alone. */
export const isSealed = (key: string): boolean => factByKey.get(key)?.cls === "sealed";

/** Labels of facts by key, without repeats; a key that the catalogue does not hold is left out. */
export const factLabels = (keys: readonly string[]): string[] => [
  ...new Set(keys.flatMap((key) => factByKey.get(key)?.zh ?? [])),
];

function oneText(spec: FactSpec | undefined, value: unknown): string {
  if (typeof value === "boolean") return value ? "是" : "否";
  if (typeof value === "number") return `${value}${spec?.unit ?? ""}`;
  const code = typeof value === "string" ? value : "";
  return spec?.options ? (spec.options[code] ?? "其他") : code;
}

/** A value in words, for entries of the time line; places are named by the caller. */
export function valueText(key: string, value: unknown, place: (code: string) => string): string {
  const spec = factByKey.get(key);
  if (value === null || value === undefined) return "不再采用";
  if (Array.isArray(value)) return value.map((one) => oneText(spec, one)).join("、");
  if (spec?.type === "area") return place(oneText(undefined, value));
  return oneText(spec, value);
}
