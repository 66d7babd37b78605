import type { ESTree } from "vite";
import type { Module } from "./module.ts";
import type { Fault } from "./tree.ts";

/** Hand-written files that may be longer than 300 lines, each with its reason. */
export const longFiles: Readonly<Record<string, string>> = {};

const LONGEST = 300;
const emptyNames = new Set(["util", "utils", "helper", "helpers", "common", "manager", "managers", "misc"]);

/** Names that say nothing about what is inside. */
export function faultsOfNames(tree: readonly string[]): Fault[] {
  const words = (file: string): string[] =>
    file
      .replaceAll(/(?<=[a-z])(?=[A-Z])/g, "-")
      .toLowerCase()
      .split(/[^a-z]+/);
  const said = (file: string): string | undefined => words(file).find((word) => emptyNames.has(word));
  return tree.flatMap((file) => {
    const word = said(file);
    return word ? [{ file, line: 1, what: `"${word}" names nothing: say what it does` }] : [];
  });
}

export const faultsOfLength = (modules: readonly Module[]): Fault[] =>
  modules
    .filter(({ file, lines }) => lines > LONGEST && !(file in longFiles))
    .map(({ file, lines }) => ({ file, line: LONGEST, what: `${lines} lines: look for the second thing in it` }));

const mayPrint = (file: string): boolean =>
  !file.startsWith("src/") || file.startsWith("src/commands/") || file === "src/cli.ts" || file.endsWith(".test.ts");

const marks = /\b(TODO|FIXME|HACK|XXX)\b/;
const silencers = /@ts-(ignore|nocheck)|(oxlint|eslint)-disable(?!-next-line \S+ -- \S)/;

const faultsOfComments = ({ file, comments }: Module): Fault[] =>
  comments.flatMap(({ text, line }) => {
    const found = marks.exec(text)?.[0] ?? silencers.exec(text)?.[0];
    return found ? [{ file, line, what: `"${found}" in a comment: finish it, or give the reason (-- why)` }] : [];
  });

const tests = new Set(["test", "it", "describe", "suite", "t", "context"]);
const switches = new Set(["only", "skip", "todo"]);

const rootName = (node: ESTree.Expression | ESTree.Super): string => {
  if (node.type === "Identifier") return node.name;
  return node.type === "MemberExpression" ? rootName(node.object) : "";
};

/** `test.skip(…)`, `t.skip()`, `describe.only(…)` and `test("…", { skip: true }, …)`. */
function switchedTest(node: ESTree.CallExpression): string | undefined {
  const { callee } = node;
  if (!tests.has(rootName(callee))) return undefined;
  if (
    callee.type === "MemberExpression" &&
    callee.property.type === "Identifier" &&
    switches.has(callee.property.name)
  ) {
    return callee.property.name;
  }
  const options = node.arguments.find((argument) => argument.type === "ObjectExpression");
  const keys = options?.properties.flatMap((p) =>
    p.type === "Property" && p.key.type === "Identifier" ? [p.key.name] : [],
  );
  return keys?.find((key) => switches.has(key));
}

/** What must not be left in the code: prints, `any`, half-done work, tests switched off. */
export function faultsOfConduct(module: Module): Fault[] {
  const { file } = module;
  const found = faultsOfComments(module);
  const add = (node: { readonly start: number }, what: string): void => {
    found.push({ file, line: module.lineAt(node.start), what });
  };
  module.visit({
    TSAnyKeyword: (node) => add(node, "any: say what it is, or unknown"),
    MemberExpression: (node) => {
      if (!mayPrint(file) && rootName(node.object) === "console") add(node, "console: only commands print");
    },
    CallExpression: (node) => {
      const word = switchedTest(node);
      if (word) add(node, `a test is switched by ${word}`);
    },
  });
  return found;
}
