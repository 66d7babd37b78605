import { type Fault, shown } from "#engines/rules/fault.ts";
import type { Read } from "./packText.ts";

/** One clause of a document. `id`: `三`, `三(一)`, `三(一)2`, as packs cite it; a heading without a number is its own id. */
export interface WordedClause {
  readonly id: string;
  /** 1: chapter, 2: article, 3: item. */
  readonly depth: 1 | 2 | 3;
  readonly lines: readonly string[];
}

/** The document itself, clause by clause: document.txt beside pack.yaml. */
export interface Wording {
  /** The number under which packs cite it: 粤民发〔2024〕32号. */
  readonly number: string;
  readonly title: string;
  readonly issued: string;
  readonly note: string | null;
  /** What stands before the first clause. */
  readonly opening: readonly string[];
  readonly clauses: readonly WordedClause[];
}

const CHAPTER = /^([一二三四五六七八九十]+)、/;
const ARTICLE = /^[（(]([一二三四五六七八九十]+)[）)]/;
const ITEM = /^(\d{1,2})[.．](?!\d)/;
const ANNEX = /^(附件\d+)/;
const HEADING = /^## (.+)$/;
const MOST_CLAUSES = 2000;

interface Standing {
  chapter: string;
  article: string;
}

/** The clause that a line begins, by the numbers that the documents themselves use; null: the line goes on. */
function begun(line: string, at: Standing): Omit<WordedClause, "lines"> | null {
  const [heading, chapter] = [(HEADING.exec(line) ?? ANNEX.exec(line))?.[1], CHAPTER.exec(line)?.[1]];
  if (heading !== undefined || chapter !== undefined) {
    // articles under a heading without a number are counted through the document: (一)2
    Object.assign(at, { chapter: chapter ?? (ANNEX.test(line) ? heading : ""), article: "" });
    return { id: chapter ?? heading ?? "", depth: 1 };
  }
  const article = ARTICLE.exec(line)?.[1];
  if (article !== undefined) {
    at.article = `(${article})`;
    return { id: `${at.chapter}${at.article}`, depth: 2 };
  }
  const item = ITEM.exec(line)?.[1];
  return item === undefined ? null : { id: `${at.chapter}${at.article}${item}`, depth: 3 };
}

/** `文号：…` and the like, up to the first empty line. */
function headOf(lines: readonly string[]): { head: ReadonlyMap<string, string>; rest: number } {
  const end = lines.findIndex((line) => line.trim() === "");
  const rest = end < 0 ? lines.length : end;
  const pairs = lines.slice(0, rest).map((line): [string, string] => {
    const cut = line.indexOf("：");
    return [line.slice(0, cut).trim(), line.slice(cut + 1).trim()];
  });
  return { head: new Map(pairs), rest };
}

/** document.txt, read by its clause numbers. Faults: no number or title at its head, a clause twice, too many of them. */
export function readWording(text: string, file: string): Read<Wording> {
  const faults: Fault[] = [];
  const lines = text.split(/\r?\n/);
  const { head, rest } = headOf(lines);
  const [number, title] = [head.get("文号") ?? "", head.get("题名") ?? ""];
  if (number === "" || title === "") faults.push({ code: "wording_head", file, line: 1, data: {} });
  const opening: string[] = [];
  const clauses: { id: string; depth: WordedClause["depth"]; lines: string[] }[] = [];
  const ids = new Set<string>();
  const at: Standing = { chapter: "", article: "" };
  for (const [n, raw] of lines.entries()) {
    const line = raw.trim();
    if (n < rest || line === "") continue;
    const begins = begun(line, at);
    const words = line.replace(HEADING, "$1");
    if (!begins) (clauses.at(-1)?.lines ?? opening).push(words);
    else if (ids.has(begins.id))
      faults.push({ code: "wording_twice", file, line: n + 1, data: { clause: shown(begins.id) } });
    else {
      ids.add(begins.id);
      clauses.push({ ...begins, lines: [words] });
    }
  }
  if (clauses.length === 0 || clauses.length > MOST_CLAUSES)
    faults.push({ code: "wording_clauses", file, line: 1, data: { most: MOST_CLAUSES } });
  if (faults.length > 0) return { value: null, faults };
  const value = { number, title, issued: head.get("发布") ?? "", note: head.get("说明") ?? null, opening, clauses };
  return { value, faults };
}
