import type { ESTree } from "vite";
import type { Module } from "../house/module.ts";

/** SQL of the house: where it stands, and its text with everything interpolated put in. */
export interface SqlText {
  readonly file: string;
  readonly line: number;
  /** Ways to read it: interpolations that the module does not fix are tried as a name, a value, a test and nothing. */
  readonly readings: readonly string[];
}

/** Told in small letters: a text in capitals is SQL too, a sentence that begins with a capital is not. */
const begins =
  /^\s*(--[^\n]*\n\s*)*(select\s|insert\s+into\s|update\s+\S+\s+(\w+\s+)?set\s|delete\s+from\s|with\s+(recursive\s+)?\w+[\s(]|merge\s+into|create\s+(unique\s+)?(table|index|trigger|policy|role|function|sequence|view|database|schema|extension)|alter\s+\w+|drop\s+\w+\s|truncate\s|copy\s+[\w(]|listen\s|notify\s|set\s+(local|session)\s|lock\s+table|grant\s|revoke\s)/;

/** Files whose every statement is read, tagged or not: stores, the platform, and what `tonghu` runs on a database. */
const holdsSql = (file: string): boolean =>
  /^src\/(platform|commands)\//.test(file) || /(^|\/)store[^/]*\.ts$/.test(file);

type Text = ESTree.TemplateLiteral | ESTree.StringLiteral;

const unknowns = ["x", "$1", "true", ""] as const;

/** Constants of the module, so that `${columns}` is read as what it stands for. */
function constantsOf(module: Module): ReadonlyMap<string, Text> {
  const found = new Map<string, Text>();
  module.visit({
    VariableDeclarator: ({ id, init }) => {
      const text = init?.type === "TaggedTemplateExpression" ? init.quasi : init;
      if (id.type !== "Identifier" || !text) return;
      if (text.type === "TemplateLiteral") found.set(id.name, text);
      if (text.type === "Literal" && typeof text.value === "string") found.set(id.name, text);
    },
  });
  return found;
}

function readingOf(text: Text, constants: ReadonlyMap<string, Text>, unknown: string, depth = 0): string {
  if (text.type === "Literal") return text.value;
  return text.quasis
    .map(({ value }, index) => {
      const expression = text.expressions[index];
      if (!expression) return value.cooked ?? value.raw;
      const constant = expression.type === "Identifier" && depth < 8 ? constants.get(expression.name) : undefined;
      return (value.cooked ?? value.raw) + (constant ? readingOf(constant, constants, unknown, depth + 1) : unknown);
    })
    .join("");
}

/** Texts tagged `sql` anywhere, and every text that begins like a statement where SQL lives. */
export function sqlTextsOf(module: Module): SqlText[] {
  const found = new Map<number, SqlText>();
  const constants = constantsOf(module);
  const add = (text: Text): void => {
    const readings = [...new Set(unknowns.map((unknown) => readingOf(text, constants, unknown)))];
    found.set(text.start, { file: module.file, line: module.lineAt(text.start), readings });
  };
  const addIfSql = (text: Text): void => {
    const reading = readingOf(text, constants, "x");
    const inCapitals = /^\s*[A-Z]{2}/.test(reading);
    if (holdsSql(module.file) && begins.test(inCapitals ? reading.toLowerCase() : reading)) add(text);
  };
  module.visit({
    TaggedTemplateExpression: ({ tag, quasi }) => {
      if (tag.type === "Identifier" && tag.name === "sql") add(quasi);
    },
    TemplateLiteral: addIfSql,
    Literal: (node) => {
      if (typeof node.value === "string") addIfSql(node);
    },
  });
  return [...found.values()];
}

export const migrationText = (file: string, text: string): SqlText => ({ file, line: 1, readings: [text] });
