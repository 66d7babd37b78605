import { type ESTree, parseSync, Visitor, type VisitorObject } from "vite";
import { read } from "./tree.ts";

export interface Import {
  readonly specifier: string;
  readonly line: number;
  /** `import type` and `export type`: gone when the file runs. */
  readonly erased: boolean;
}

export interface Comment {
  readonly text: string;
  readonly line: number;
}

/** A source file, parsed once for every check of the suite. */
export interface Module {
  readonly file: string;
  readonly text: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  readonly comments: readonly Comment[];
  readonly program: ESTree.Program;
  readonly lineAt: (offset: number) => number;
  readonly visit: (visitor: VisitorObject) => void;
}

/** Line numbers (from 1) of offsets, by halving over the starts of the lines. */
function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}

const literal = (node: ESTree.Expression | null | undefined): string | undefined => {
  if (node?.type === "Literal" && typeof node.value === "string") return node.value;
  if (node?.type === "TemplateLiteral" && node.expressions.length === 0)
    return node.quasis[0]?.value.cooked ?? undefined;
  return undefined;
};

/** `import`, `export … from`, `import()`, `import("…").Type`, `import x = require("…")` and `require("…")`. */
function importsOf(program: ESTree.Program, lineAt: (offset: number) => number): Import[] {
  const found: Import[] = [];
  const add = (node: ESTree.Expression | null | undefined, erased = false): void => {
    const specifier = literal(node);
    if (node && specifier !== undefined) found.push({ specifier, line: lineAt(node.start), erased });
  };
  new Visitor({
    ImportDeclaration: (node) => add(node.source, node.importKind === "type"),
    ExportAllDeclaration: (node) => add(node.source, node.exportKind === "type"),
    ExportNamedDeclaration: (node) => add(node.source, node.exportKind === "type"),
    ImportExpression: (node) => add(node.source),
    TSImportType: (node) => add(node.source, true),
    TSExternalModuleReference: (node) => add(node.expression),
    CallExpression: (node) => {
      const [first] = node.arguments;
      if (node.callee.type === "Identifier" && node.callee.name === "require" && first?.type !== "SpreadElement")
        add(first);
    },
  }).visit(program);
  return found;
}

/** Parses TypeScript or TSX with the bundler's own parser. Errors: a text that does not parse, with its file. */
export function parseModule(file: string, text: string): Module {
  const { program, comments, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0]?.message ?? ""}`);
  const lineAt = lineFinder(text);
  return {
    file,
    text,
    lines: text.split("\n").length - (text.endsWith("\n") ? 1 : 0),
    imports: importsOf(program, lineAt),
    comments: comments.map((comment) => ({ text: comment.value, line: lineAt(comment.start) })),
    program,
    lineAt,
    visit: (visitor) => new Visitor(visitor).visit(program),
  };
}

export const isSource = (file: string): boolean => /\.tsx?$/.test(file) && !file.endsWith(".d.ts");

export const readModules = (tree: readonly string[]): Module[] =>
  tree.filter(isSource).map((file) => parseModule(file, read(file)));
