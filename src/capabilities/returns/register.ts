import { z } from "zod";
import { Problem } from "#kernel/problem.ts";
import type { FactSpec, Facts } from "#engines/rules/catalogue.ts";
import { factByKey } from "#capabilities/registry/facts.ts";
import { faultWord } from "./words.ts";
import { register as words } from "./zh.ts";

/** The word of a measure, whichever ground it holds for. */
const plainMeasure = (measure: string): string => measure.slice(measure.indexOf("=") + 1);

/*
 * 附件2 排查表: one line per child. The published text keeps its title and two notes and has lost its columns, so the
 * columns are data: a policy names facts of the child's file and words of the ledger, and what it leaves out is taken
 * from the default below (the 2016 national registration form, 民发〔2016〕42号 附件1).
 */

/** What a column may show besides a fact: what the ledger knows about the child on that day. */
export const registerWords = ["no", "village", "categories", "grounds", "measures", "level"] as const;
export type RegisterWord = (typeof registerWords)[number];

const title = z.string().trim().min(1).max(40);
const columnShape = z.union([
  z.strictObject({ title, fact: z.string().refine((key) => factByKey.has(key), "fact_unknown") }),
  z.strictObject({ title, word: z.enum(registerWords) }),
]);
export type RegisterColumn = z.infer<typeof columnShape>;

const sentence = z.string().trim().min(1).max(400);
const shape = z.strictObject({
  id: title,
  title: z.string().trim().min(1).max(100),
  clause: sentence,
  due: z.array(title).default([]),
  source: title.optional(),
  foot: sentence.optional(),
  columns: z.array(columnShape).min(1).max(80).optional(),
});
export type RegisterDefinition = z.infer<typeof shape>;

/** Reads one entry of a pack's `registers:`. Errors: Problem `returns.definition_invalid` with all `faults`. */
export function parseRegister(input: unknown): RegisterDefinition {
  const parsed = shape.safeParse(input);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => ({
    path: issue.path.join("."),
    fault: faultWord(issue),
  }));
  throw new Problem("returns.definition_invalid", { path: faults[0]?.path ?? "", faults });
}

export const registerColumns: readonly RegisterColumn[] = [
  { title: "序号", word: "no" },
  { title: "姓名", fact: "name" },
  { title: "性别", fact: "sex" },
  { title: "出生日期", fact: "birthDate" },
  { title: "证件号码", fact: "idNumber" },
  { title: "户籍所在地", fact: "hukou.area" },
  { title: "现居住地", fact: "residence.area" },
  { title: "村（社区）", word: "village" },
  { title: "监护人姓名", fact: "guardian.name" },
  { title: "与儿童关系", fact: "guardian.relation" },
  { title: "联系电话", fact: "guardian.phone" },
  { title: "服务对象类别", word: "categories" },
  { title: "风险情形", word: "grounds" },
  { title: "就学情况", fact: "school.state" },
  { title: "残疾类别", fact: "disability.kind" },
  { title: "残疾等级", fact: "disability.level" },
  { title: "家庭救助情况", fact: "household.assistance" },
  { title: "已采取的措施", word: "measures" },
  { title: "备注（风险等级）", word: "level" },
];

/** One child as the ledger hands it over: ids, not words; facts already masked for the reader. */
export interface RegisterRow {
  readonly facts: Facts;
  readonly village: string;
  readonly level: string | null;
  readonly categories: readonly string[];
  readonly grounds: readonly string[];
  readonly suspected: readonly string[];
  readonly measures: readonly string[];
}

/** Chinese names of what a row holds as ids; the policy in force and the division of the day know them. */
export interface RegisterNames {
  readonly level: (id: string) => string;
  readonly category: (id: string) => string;
  readonly ground: (id: string) => string;
  readonly area: (code: string) => string;
}

export type RegisterValue = string | number | null | { readonly day: string };

const list = (parts: readonly string[]): string | null => (parts.length === 0 ? null : parts.join("、"));

/** What a column shows of a child; `no` is the line's number from 1. A fact that is not known stays empty. */
export function valueOf(column: RegisterColumn, row: RegisterRow, no: number, names: RegisterNames): RegisterValue {
  if ("word" in column) return wordOf(column.word, row, no, names);
  const spec = factByKey.get(column.fact);
  const value = row.facts[column.fact];
  if (spec === undefined || value === null || value === undefined) return null;
  return factOf(spec, value, names);
}

function wordOf(word: RegisterWord, row: RegisterRow, no: number, names: RegisterNames): RegisterValue {
  switch (word) {
    case "no":
      return no;
    case "village":
      return row.village;
    case "categories":
      return list(row.categories.map((id) => names.category(id)));
    case "grounds":
      return list([
        ...row.grounds.map((id) => names.ground(id)),
        ...row.suspected.filter((id) => !row.grounds.includes(id)).map((id) => words.suspected(names.ground(id))),
      ]);
    case "measures":
      return list([...new Set(row.measures.map(plainMeasure))].map((id) => words.measures[id] ?? id));
    case "level":
      return row.level === null ? words.ungraded : names.level(row.level);
  }
}

function factOf(spec: FactSpec, value: NonNullable<Facts[string]>, names: RegisterNames): RegisterValue {
  const label = (code: string): string => spec.options?.[code] ?? code;
  if (typeof value === "object") return list(value.map(label));
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (typeof value === "number") return value;
  if (spec.type === "day") return { day: value };
  return spec.type === "area" ? names.area(value) : label(value);
}
