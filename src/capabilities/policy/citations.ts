import type { Wording } from "./wordingText.ts";

/* A pack cites `粤民发〔2024〕32号 四(二)、五(二)6`: which clauses of a document that is, as its text has them. */

const REFERENCE = /^(附件\d+)|^([一二三四五六七八九十]+)?((?:[（(][一二三四五六七八九十]+[）)])*)(\d{1,2}(?!\d))?/;

interface Named {
  readonly chapter: string;
  readonly articles: readonly string[];
  readonly item: string;
}

/** What is left out is as before: `三(一)1、3` names the third of the same article, `四(一)、(二)` of the same chapter. */
function completed(given: Named, before: Named | undefined): Named {
  if (given.chapter !== "" || before === undefined) return given;
  if (given.articles.length > 0) return { ...given, chapter: before.chapter };
  return { ...given, chapter: before.chapter, articles: before.articles.slice(-1) };
}

const idsOf = ({ chapter, articles, item }: Named): string[] => {
  const last = articles.length - 1;
  return articles.length === 0
    ? [`${chapter}${item}`]
    : articles.map((article, n) => `${chapter}${article}${n === last ? item : ""}`);
};

/** The references that stand after the document's number; a remark in brackets ends them. */
function referencesIn(text: string): string[] {
  const found: string[] = [];
  let before: Named | undefined;
  for (let rest = text.trimStart(); ;) {
    const [whole = "", annex, chapter = "", articles = "", item = ""] = REFERENCE.exec(rest) ?? [];
    if (whole === "") return found;
    if (annex !== undefined) found.push(annex);
    else {
      const list = [...articles.matchAll(/[（(]([^（()）]+)[）)]/g)].map(([, number = ""]) => `(${number})`);
      before = completed({ chapter, articles: list, item }, before);
      found.push(...idsOf(before));
    }
    rest = rest.slice(whole.length);
    if (!rest.startsWith("、")) return found;
    rest = rest.slice(1).trimStart();
  }
}

/** The clause of a document that a reference means: items may be counted through a chapter (五8 is 五(三)8). */
function resolved(reference: string, { clauses }: Wording): string | undefined {
  if (clauses.some(({ id }) => id === reference)) return reference;
  const [, chapter, item] = /^([一二三四五六七八九十]+)(\d+)$/.exec(reference) ?? [];
  if (chapter === undefined || item === undefined) return undefined;
  const through = clauses.filter(({ id }) => id.startsWith(`${chapter}(`) && id.endsWith(`)${item}`));
  return through.length === 1 ? through[0]?.id : undefined;
}

/** Which clauses of the document a pack's clause names, and which of them it does not have. */
export function citedIn(clause: string, wording: Wording): { readonly found: readonly string[]; readonly absent: readonly string[] } {
  const [, ...after] = clause.split(wording.number);
  const references = [...new Set(after.flatMap(referencesIn))];
  const ids = references.map((reference) => [reference, resolved(reference, wording)] as const);
  return {
    found: [...new Set(ids.flatMap(([, id]) => id ?? []))],
    absent: ids.flatMap(([reference, id]) => (id === undefined ? [reference] : [])),
  };
} // prettier-ignore
