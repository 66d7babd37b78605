import type { FactSpec } from "#engines/rules/catalogue.ts";
import type { Section } from "./documentWords.ts";
import type { Whole } from "./inherit.ts";

/* Notes are written by whoever writes packs, who calls items by their ids; who reads them knows their titles. */

/** Words of the language of packs. */
const words: Readonly<Record<string, string>> = {
  rolling: "按间隔", calendar: "按自然周期", counting: "计数口径", narrows: "放宽说明", register: "花名册", returns: "报表", none: "无", "home_visit": "入户走访", contact: "联系",
}; // prettier-ignore

const TOKEN = /[a-z][a-zA-Z0-9]*(?:[._-][a-zA-Z0-9]+)*/g;

function titlesOf(whole: Whole, sections: readonly Section[], facts: readonly FactSpec[]): Map<string, string> {
  const rows = whole.returns.flatMap(({ blocks = [] }) => blocks.flatMap((block) => block.rows));
  const kinds = whole.categories.flatMap(({ kinds: own = [] }) => own);
  const options = facts.flatMap((spec) => Object.entries(spec.options ?? {}));
  const parents = facts.flatMap(({ key, zh }) => key.startsWith("father.") ? [[key.slice(7), zh.replace(/^父亲/, "父母")] as const] : []); // prettier-ignore
  return new Map([
    ...options,
    ...parents,
    ...rows.map(({ id, title }) => [id, title] as const),
    ...kinds.map(({ id, title }) => [id, title] as const),
    ...facts.map(({ key, zh }) => [key, zh] as const),
    ...sections.flatMap(({ items }) => items.map(({ id, title }) => [id.slice(id.indexOf(".") + 1), title] as const)),
    ...Object.entries(words),
  ]);
}

/** Makes a note's text fit to be read: titles in place of ids, and 本地设定 in place of its mark. */
export function noteWriter(whole: Whole, sections: readonly Section[], facts: readonly FactSpec[]): (note: unknown) => string {
  const titles = titlesOf(whole, sections, facts);
  return (note) => {
    const text = typeof note === "string" ? note : JSON.stringify(note);
    return text
      .replace(/source\s*[：:]\s*local/g, "本地设定")
      .replace(TOKEN, (id) => (titles.has(id) ? `“${titles.get(id) ?? ""}”` : id));
  };
} // prettier-ignore
