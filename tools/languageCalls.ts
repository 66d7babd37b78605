import type { ESTree } from "vite";
import { type Module, readModules } from "./house/module.ts";
import { listTree } from "./house/tree.ts";
import { placeholdersOf, type Sentences } from "./language.ts";

/* How the phone's source uses its languages: what tools/language.test.ts holds against the files. */

export const phoneModules = (): Module[] =>
  readModules(listTree().filter((file) => file.startsWith("src/web/phone/") && !/\.test\.tsx?$/.test(file)));

const chinese = /[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/;

/** Places where a string, a template or the text of a page has a Chinese word or sign. */
export function chineseIn(module: Module): string[] {
  const found: string[] = [];
  const look = (written: string, start: number): void => {
    if (chinese.test(written)) found.push(`${module.file}:${module.lineAt(start)} ${written.trim()}`);
  };
  module.visit({
    Literal: (node) => typeof node.value === "string" && look(node.value, node.start),
    TemplateElement: (node) => look(node.value.raw, node.start),
    JSXText: (node) => look(node.value, node.start),
  });
  return found;
}

type Call = ESTree.CallExpression;

function callsOf(module: Module): Call[] {
  const found: Call[] = [];
  module.visit({
    CallExpression: (node) => {
      if (node.callee.type === "Identifier" && ["text", "recorded"].includes(node.callee.name)) found.push(node);
    },
  });
  return found;
}

/** The keys that an argument may stand for; one that ends in * for those made of parts (the compiler knows which). */
function keysOf(node: ESTree.Node | undefined): string[] {
  if (node?.type === "Literal" && typeof node.value === "string") return [node.value];
  if (node?.type === "ConditionalExpression") return [...keysOf(node.consequent), ...keysOf(node.alternate)];
  if (node?.type === "TemplateLiteral") return [`${node.quasis[0]?.value.cooked ?? ""}*`];
  return [];
}

/** Whatever may be a key: each string of the source, and in calls the beginnings of those made of parts. */
export function keysNamed(modules: readonly Module[]): string[] {
  const found = modules.flatMap((module) => callsOf(module).flatMap((call) => keysOf(call.arguments[0])));
  for (const module of modules)
    module.visit({ Literal: ({ value }) => void (typeof value === "string" && found.push(value)) });
  return found;
}

const givenIn = (node: ESTree.Node | undefined): string =>
  node?.type === "ObjectExpression"
    ? node.properties
        .flatMap((one) => (one.type === "Property" && one.key.type === "Identifier" ? [one.key.name] : []))
        .toSorted()
        .join()
    : "";

/** Calls whose key no sentence has, or that give other values than it wants. */
export const faultsOfCalls = (module: Module, sentences: Sentences): string[] =>
  callsOf(module).flatMap((call) =>
    keysOf(call.arguments[0])
      .filter((key) => !key.endsWith("*"))
      .flatMap((key) => {
        const sentence = sentences[key];
        const wanted = sentence === undefined ? undefined : placeholdersOf("zh-CN", sentence).join();
        const given = givenIn(call.arguments[1]);
        if (wanted === given) return [];
        const where = `${module.file}:${module.lineAt(call.start)} ${key}`;
        return [wanted === undefined ? `${where}: no such key` : `${where}: wants (${wanted}), is given (${given})`];
      }),
  );
