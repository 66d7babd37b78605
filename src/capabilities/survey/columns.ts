import type { FactSpec } from "#engines/rules/catalogue.ts";
import { factByKey, groups } from "#capabilities/registry/facts.ts";
import { Problem } from "#kernel/problem.ts";
import { type Meaning, type Words, wordsFor } from "./choiceWords.ts";
import { bareLabel, plainLabel } from "./labels.ts";
import { type ColumnKind, type ColumnLine, type HeaderVariant, surveyLines } from "./surveyLines.ts";

export interface SurveyColumn {
  readonly key: string;
  readonly header: string;
  readonly group: string;
  readonly kind: ColumnKind;
  readonly required: boolean;
  readonly width: number;
  readonly hint: string | undefined;
  readonly spec: FactSpec | undefined;
  readonly rare: boolean;
  /** What words mean, for enums and sets: labels as they are, and undecorated. */
  readonly words: ReadonlyMap<string, Meaning>;
  /** Every undecorated header under which the column is known. */
  readonly names: readonly string[];
  /** The column as other forms ask for it: under these names its cells are read in another way. */
  readonly variants: readonly SurveyColumn[];
  readonly isVariant: boolean;
}

/** Columns that stand for the row and not for a fact. */
const own: Readonly<Record<string, { zh: string; kind: ColumnKind; group: string }>> = {
  village: { zh: "村（居）", kind: "area", group: "摸排" },
  surveyedOn: { zh: "摸排日期", kind: "day", group: "摸排" },
  remark: { zh: "备注", kind: "text", group: "填报" },
  filledBy: { zh: "填表人", kind: "text", group: "填报" },
};

const special: Readonly<Record<string, ColumnKind>> = {
  name: "name",
  idNumber: "id",
  phone: "phone",
  certificate: "certificate",
};

/** Errors: survey.column_unknown where a line names neither a fact nor one of the row's own columns. */
export const compileColumns = (lines: readonly ColumnLine[] = surveyLines): readonly SurveyColumn[] =>
  lines.map((line) => {
    const column = compileLine(line);
    return { ...column, variants: (line.variants ?? []).map((variant) => compileVariant(column, variant)) };
  });

function compileLine(line: ColumnLine): SurveyColumn {
  const spec = factByKey.get(line.fact);
  const mine = own[line.fact];
  if (!spec && !mine) throw new Problem("survey.column_unknown", { key: line.fact });
  const header = line.header ?? spec?.zh ?? mine?.zh ?? line.fact;
  return {
    key: line.fact,
    header,
    group: line.group ?? mine?.group ?? groups[spec?.group ?? ""] ?? "",
    kind: line.kind ?? kindOf(line.fact, spec) ?? mine?.kind ?? "text",
    required: line.required ?? false,
    rare: line.rare ?? false,
    width: line.width ?? 12,
    hint: line.hint,
    spec,
    words: wordsOf(spec),
    names: plainNames([header, spec?.zh ?? "", bareLabel(header), ...(line.also ?? [])]),
    variants: [],
    isVariant: false,
  };
}

const plainNames = (names: readonly string[]): string[] => [...new Set(names.map(plainLabel).filter((name) => name !== ""))]; // prettier-ignore

function kindOf(key: string, spec: FactSpec | undefined): ColumnKind | undefined {
  const last = key.slice(key.lastIndexOf(".") + 1);
  if (last === "name") return key === "school.name" ? "text" : "name";
  return special[last] ?? spec?.type;
}

function compileVariant(column: SurveyColumn, variant: HeaderVariant): SurveyColumn {
  const words = new Map([...column.words, ...meanings(variant.words ?? {}, column.spec)]);
  return { ...column, kind: variant.kind ?? column.kind, words, names: plainNames(variant.names), isVariant: true };
}

export function wordsOf(spec: FactSpec | undefined): ReadonlyMap<string, Meaning> {
  if (!spec?.options) return new Map();
  const words = meanings(wordsFor(spec.key), spec);
  for (const [code, label] of Object.entries(spec.options)) {
    for (const word of [label, plainLabel(label), plainLabel(code)]) words.set(word, code);
  }
  return words;
}

/** By plain word. A word may be given the label of what it means: the code is the catalogue's business. */
function meanings(words: Words, spec: FactSpec | undefined): Map<string, Meaning> {
  const codes = new Map(Object.entries(spec?.options ?? {}).map(([code, label]) => [label, code]));
  return new Map(
    Object.entries(words).map(([word, meaning]) => [
      plainLabel(word) || word,
      typeof meaning === "string" ? (codes.get(meaning) ?? meaning) : meaning,
    ]),
  );
}

export const surveyColumns: readonly SurveyColumn[] = compileColumns();
