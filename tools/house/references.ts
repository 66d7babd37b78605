import path from "node:path";
import type { Comment } from "./module.ts";
import type { Fault } from "./tree.ts";

/** A text that may name documents: a module's comments, or a file's lines. */
export interface Referring {
  readonly file: string;
  readonly comments: readonly Comment[];
}

const names = /(?<![\w/.-])(?:[\w.-]+\/)*[\w-]+\.md\b/g;
const record = /docs\/decisions\/(\d{4})(?![\d-])/g;

/** The comments of a migration, line by line. */
export const sqlComments = (file: string, text: string): Referring => ({
  file,
  comments: text.split("\n").flatMap((content, index) => {
    const comment = /--.*$/.exec(content)?.[0];
    return comment === undefined ? [] : [{ text: comment, line: index + 1 }];
  }),
});

/** Documents and decision records that comments name but that nobody can open. */
export function faultsOfReferences(texts: readonly Referring[], tree: readonly string[]): Fault[] {
  const known = new Set(
    tree.filter((file) => file.endsWith(".md")).flatMap((file) => [file, path.posix.basename(file)]),
  );
  const records = new Set(tree.flatMap((file) => /^docs\/decisions\/(\d{4})-/.exec(file)?.[1] ?? []));
  return texts.flatMap(({ file, comments }) =>
    comments.flatMap(({ text, line }) => {
      const documents = [...text.matchAll(names)].map(([name]) => name).filter((name) => !known.has(name));
      const numbers = [...text.matchAll(record)]
        .flatMap((found) => found[1] ?? [])
        .filter((number) => !records.has(number));
      return [...documents, ...numbers.map((number) => `decision ${number}`)].map((name) => ({
        file,
        line,
        what: `names ${name}, which is not here`,
      }));
    }),
  );
}
