import { parse } from "yaml";
import type { Module } from "./module.ts";
import type { Fault } from "./tree.ts";

export const glossaryFile = "docs/glossary.yaml";

/** A domain word: one English identifier, one Chinese term, and what not to call it. */
export interface Word {
  readonly id: string;
  readonly zh: string;
  readonly meaning: string;
  readonly document: string;
  readonly not: readonly string[];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const textOf = (line: Record<string, unknown>, key: string): string => {
  const value = line[key];
  if (typeof value !== "string" || value.trim() === "")
    throw new Error(`glossary: ${JSON.stringify(line)} has no ${key}`);
  return value;
};

/** Reads docs/glossary.yaml. Errors: a line without one of its five fields, or with another one. */
export function readGlossary(yaml: string): Word[] {
  const lines: unknown = parse(yaml);
  if (!Array.isArray(lines)) throw new Error("glossary: a list of words is expected");
  return lines.map((line: unknown) => {
    if (!isRecord(line)) throw new Error(`glossary: ${JSON.stringify(line)} is not a word`);
    const not: unknown = line["not"] ?? [];
    if (!Array.isArray(not)) throw new Error(`glossary: not of ${String(line["id"])} is a list`);
    const strange = Object.keys(line).find((key) => !["id", "zh", "meaning", "document", "not"].includes(key));
    if (strange !== undefined) throw new Error(`glossary: ${String(line["id"])} has an unknown field ${strange}`);
    return {
      id: textOf(line, "id"),
      zh: textOf(line, "zh"),
      meaning: textOf(line, "meaning"),
      document: textOf(line, "document"),
      not: not.map(String),
    };
  });
}

const twice = (values: readonly string[]): string[] => values.filter((value, index) => values.indexOf(value) !== index);

/** Each word once, well formed, and no word forbidden by another. */
export function faultsOfGlossary(words: readonly Word[]): Fault[] {
  const ids = new Set(words.map((word) => word.id.toLowerCase()));
  const fault = (what: string): Fault => ({ file: glossaryFile, line: 1, what });
  return [
    ...twice(words.map((word) => word.id)).map((id) => fault(`${id} stands twice`)),
    ...twice(words.map((word) => word.zh)).map((zh) => fault(`${zh} has two identifiers`)),
    ...words.filter(({ id }) => !/^[a-z][a-zA-Z0-9]*$/.test(id)).map(({ id }) => fault(`${id} is not an identifier`)),
    ...words
      .flatMap(({ not }) => not.filter((name) => ids.has(name.toLowerCase())))
      .map((id) => fault(`${id} is a word and forbidden`)),
  ];
}

/** Names in the code that the glossary says not to use: whole identifiers, upper or lower case. */
export function faultsOfNots(words: readonly Word[], modules: readonly Module[]): Fault[] {
  const instead = new Map(words.flatMap(({ id, not }) => not.map((name) => [name.toLowerCase(), id] as const)));
  return modules.flatMap((module) => {
    const found: Fault[] = [];
    module.visit({
      Identifier: ({ name, start }) => {
        const id = instead.get(name.toLowerCase());
        if (id) found.push({ file: module.file, line: module.lineAt(start), what: `${name}: the glossary says ${id}` });
      },
    });
    return found;
  });
}
