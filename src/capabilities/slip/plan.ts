import type { Watermark } from "#kernel/watermark.ts";
import { columnName, type PlannedRow, type Style, type WorkbookPlan } from "#platform/files/index.ts";

/** A slip in words: what is said of each child, what is asked, and among which answers the first of it is chosen. */
export interface SlipWords {
  readonly title: string;
  readonly sheet: string;
  /** The sheet of choices, which is hidden. */
  readonly choices: string;
  readonly said: readonly string[];
  readonly asked: readonly string[];
  /** Answers of the first cell asked for. */
  readonly options: readonly string[];
  readonly token: string;
  readonly widths: readonly number[];
}

/** So many of the first columns are signed: whom the line is about, and what of it. */
export const SIGNED = 2;

const text: Style = { format: "@" };
const body: Style = { ...text, border: true, wrap: true, vertical: "center" };
const head: Style = { ...body, bold: true, fill: "DDEBF7", align: "center" };
const title: Style = { ...text, bold: true, size: 14 };
const typed: Style = { ...body, fill: "FFF9E5" };

const FIRST = 3;
const LAST = 60_000;

/** A line: what is said, empty cells, and its signature. */
export const lineOf = (words: SlipWords, said: readonly string[], token: string): PlannedRow => ({
  cells: [
    ...said.map((content) => ({ content, style: body })),
    ...words.asked.map(() => ({ content: "", style: typed })),
    { content: token, style: body },
  ],
});

export function planOf(words: SlipWords, watermark: Watermark, rows: () => AsyncIterable<PlannedRow>): WorkbookPlan {
  const answered = columnName(words.said.length);
  const from = `${words.choices}!$A$1:$A$${words.options.length}`;
  return {
    title: words.title,
    watermark,
    sheets: [
      {
        name: words.sheet,
        columns: words.widths.map((width) => ({ width })),
        freeze: { rows: 2, columns: 1 },
        choices: [{ range: `${answered}${FIRST}:${answered}${LAST}`, from, strict: true }],
        page: { paper: "A4", landscape: true, fitWide: 1, titleRows: [2, 2] },
        rows: async function* all() {
          yield { cells: [{ content: words.title, style: title }], height: 24 };
          yield {
            cells: [...words.said, ...words.asked, words.token].map((content) => ({ content, style: head })),
          };
          yield* rows();
          yield { cells: [{ content: watermark.line, style: text }] };
        },
      },
      {
        name: words.choices,
        hidden: true,
        rows: words.options.map((content) => ({ cells: [{ content, style: text }] })),
      },
    ],
  };
}
