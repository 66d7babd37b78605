import { pathToFileURL } from "node:url";
import path from "node:path";
import { parseModule } from "../house/module.ts";
import { listTree, read, root } from "../house/tree.ts";

/** A regular expression, and where it stands. */
export interface Pattern {
  readonly source: string;
  readonly flags: string;
  readonly at: string;
}

/** A `new RegExp` in a function: nobody can say which patterns it will make. */
export interface Hidden {
  readonly at: string;
}

const isOurs = (file: string): boolean =>
  /^src\/.*\.tsx?$/.test(file) && !file.endsWith(".test.ts") && !file.includes("/fixtures/");

type Position = readonly [start: number, end: number];
const holds = ([start, end]: Position, at: number): boolean => start < at && at < end;

/** Literals as they stand, and the files that make patterns while they load. */
function readPatterns(file: string): { literals: Pattern[]; makes: boolean; hidden: Hidden[] } {
  const module = parseModule(file, read(file));
  const literals: Pattern[] = [];
  const made: number[] = [];
  const functions: Position[] = [];
  const inFunction = (node: { readonly start: number; readonly end: number }): void => {
    functions.push([node.start, node.end]);
  };
  module.visit({
    Literal(node) {
      if ("regex" in node) {
        const { pattern, flags } = node.regex;
        literals.push({ source: pattern, flags, at: `${file}:${module.lineAt(node.start)}` });
      }
    },
    NewExpression(node) {
      if (node.callee.type === "Identifier" && node.callee.name === "RegExp") made.push(node.start);
    },
    CallExpression(node) {
      if (node.callee.type === "Identifier" && node.callee.name === "RegExp") made.push(node.start);
    },
    FunctionDeclaration: inFunction,
    FunctionExpression: inFunction,
    ArrowFunctionExpression: inFunction,
  });
  const hidden = made.filter((at) => functions.some((one) => holds(one, at)));
  return {
    literals,
    makes: made.length > 0,
    hidden: hidden.map((at) => ({ at: `${file}:${module.lineAt(at)}` })),
  };
}

/** The patterns that a file makes by `new RegExp` while it loads. */
async function madeBy(file: string): Promise<Pattern[]> {
  const made: Pattern[] = [];
  const own = globalThis.RegExp;
  globalThis.RegExp = new Proxy(own, {
    construct(target, [source, flags]: [string | RegExp, string?]) {
      const pattern = new target(source, flags);
      made.push({ source: pattern.source, flags: pattern.flags, at: file });
      return pattern;
    },
  });
  try {
    await import(pathToFileURL(path.join(root, file)).href);
  } finally {
    globalThis.RegExp = own;
  }
  return made;
}

/** Every regular expression of the program. */
export async function collectPatterns(): Promise<{ patterns: Pattern[]; hidden: Hidden[] }> {
  const found = listTree()
    .filter(isOurs)
    .map((file) => ({ file, ...readPatterns(file) }));
  const patterns = found.flatMap((one) => one.literals);
  for (const { file, makes } of found) if (makes) patterns.push(...(await madeBy(file)));
  return { patterns, hidden: found.flatMap((one) => one.hidden) };
}
