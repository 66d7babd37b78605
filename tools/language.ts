import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import messageFormat from "@messageformat/core";
import compile from "@messageformat/core/lib/compile-module.js";
import type { Plugin } from "vite";
import { root } from "./house/tree.ts";

/*
 * The languages of the phone: src/web/phone/language/<code>.json, key → sentence in ICU MessageFormat. They become
 * functions when the pages are built (docs/decisions/0035), so that the phone carries no parser and needs no eval.
 */

// both are CommonJS, and their types say that they were not
const MessageFormat = messageFormat as unknown as typeof messageFormat.default;
const compileModule = compile as unknown as typeof compile.default;

export type Sentences = Readonly<Record<string, string>>;

const folder = join(root, "src/web/phone/language");

/** The languages there are, by their codes (BCP 47). */
export const languageCodes = (): string[] =>
  readdirSync(folder).flatMap((name) => (name.endsWith(".json") ? [basename(name, ".json")] : []));

export const sentencesOf = (code: string): Sentences =>
  JSON.parse(readFileSync(join(folder, `${code}.json`), "utf8")) as Sentences;

/** A language as a module of functions. Errors: a sentence that is no ICU MessageFormat, a code without plural rules. */
export const moduleOf = (code: string, sentences: Sentences): string =>
  compileModule(new MessageFormat(code), { ...sentences });

/** The same as functions at once, for whoever runs the phone's code without its build. */
export const functionsOf = (code: string, sentences: Sentences) => {
  const format = new MessageFormat(code);
  return Object.fromEntries(Object.entries(sentences).map(([key, sentence]) => [key, format.compile(sentence)]));
};

/** The names of the values that a sentence wants, sorted. */
export function placeholdersOf(code: string, sentence: string): string[] {
  const wanted = new Set<string>();
  const asked = new Proxy({}, { get: (_, name) => (wanted.add(String(name)), 0) });
  new MessageFormat(code).compile(sentence)(asked);
  return [...wanted].toSorted();
}

const COMPILED = "\0tonghu-language:";
const NAME = "?name";
const LATER = "?later";

/** The language of the office lies in the first file: what only pages of the second one say comes with that (second.tsx). */
const isLater = (key: string): boolean =>
  /^(?:training|notice|anomaly|declaration|picture|urgent)\./.test(key) &&
  !/\.(?:title|command\w*|waiting\w*|state_exam)$/.test(key);

const partOf = (sentences: Sentences, later: boolean): Sentences =>
  Object.fromEntries(Object.entries(sentences).filter(([key]) => isLater(key) === later));

/** For vite: a language's file is its module; with ?name behind it, what the language calls itself; with ?later the rest of it. */
export const languages = (): Plugin => ({
  name: "tonghu-language",
  enforce: "pre",
  async resolveId(source, importer, options) {
    if (!/\.json(?:\?name|\?later)?$/.test(source)) return null;
    const found = await this.resolve(source, importer, { ...options, skipSelf: true });
    return found?.id.startsWith(folder) ? `${COMPILED}${found.id.replace(/\.json/, "")}` : null;
  },
  load(id) {
    if (!id.startsWith(COMPILED)) return null;
    const code = basename(id.slice(COMPILED.length).replace(NAME, "").replace(LATER, ""));
    const sentences = sentencesOf(code);
    if (id.endsWith(NAME)) return `export default ${JSON.stringify(sentences["language.name"])};`;
    return moduleOf(code, code === "zh-CN" ? partOf(sentences, id.endsWith(LATER)) : sentences);
  },
});
