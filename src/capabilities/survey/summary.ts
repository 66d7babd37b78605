import type { PlannedRow, PlannedSheet, Style } from "#platform/files/index.ts";
import type { Layout } from "./header.ts";
import type { Fault } from "./fault.ts";
import { unreadSentence } from "./unread.ts";
import { type Outcome, outcomes, summaryWords } from "./zh.ts";

/** What an import came to; counts alone, so that it stays small. */
export interface Tally {
  readonly outcomes: Map<Outcome, number>;
  /** Column and sentence → how often. */
  readonly faults: Map<string, number>;
  /** The same for cells of which nothing was taken. */
  readonly untaken: Map<string, number>;
  readonly layouts: Layout[];
  readonly refusedSheets: string[];
  readonly skipped: string[];
}

const MAX_KINDS = 1_000;

export const emptyTally = (): Tally => ({
  outcomes: new Map(),
  faults: new Map(),
  untaken: new Map(),
  layouts: [],
  refusedSheets: [],
  skipped: [],
});

const count = <K>(map: Map<K, number>, key: K): void => {
  map.set(key, (map.get(key) ?? 0) + 1);
};

export function tallyRow(
  tally: Tally,
  outcome: Outcome | undefined,
  faults: readonly Fault[],
  untaken: readonly Fault[] = [],
): void {
  if (outcome !== undefined) count(tally.outcomes, outcome);
  for (const fault of faults) countFault(tally.faults, fault);
  for (const fault of untaken) countFault(tally.untaken, fault);
}

function countFault(map: Map<string, number>, fault: Fault): void {
  const key = `${fault.column}\n${fault.say}`;
  if (map.has(key) || map.size < MAX_KINDS) count(map, key);
}

const title: Style = { bold: true, size: 16 };
const warning: Style = { bold: true, color: "9C0006" };
const head: Style = { bold: true, fill: "DDEBF7", border: true };
const body: Style = { border: true, wrap: true, vertical: "top", format: "@" };
const numbers: Style = { border: true, vertical: "top" };

/** The summary sheet; its rows are asked for when all others are written. */
export const summarySheet = (name: string, tally: Tally): PlannedSheet => ({
  name,
  columns: [{ width: 26 }, { width: 10 }, { width: 90 }],
  page: { paper: "A4", landscape: true, fitWide: 1 },
  rows: () => summaryRows(tally),
});

function* summaryRows(tally: Tally): Generator<PlannedRow> {
  yield { cells: [{ content: "导入情况", style: title }], height: 28 };
  const unread = unreadSentence(tally.layouts);
  if (unread !== null) yield { cells: [{ content: unread, style: warning }] };
  yield { cells: [summaryWords(tally.outcomes.get("refused") ?? 0, unread === null)] };
  yield { cells: ["结果", "行数"], style: head };
  for (const [outcome, word] of Object.entries(outcomes) as [Outcome, string][]) {
    yield {
      cells: [
        { content: word, style: body },
        { content: tally.outcomes.get(outcome) ?? 0, style: numbers },
      ],
    };
  }
  yield* notices(tally);
  if (tally.faults.size === 0) return;
  yield { cells: [] };
  yield { cells: ["列", "次数", "问题与改法"], style: head };
  for (const [key, times] of [...tally.faults].toSorted((a, b) => b[1] - a[1])) {
    const [column = "", sentence = ""] = key.split("\n", 2);
    yield {
      cells: [
        { content: column, style: body },
        { content: times, style: numbers },
        { content: sentence, style: body },
      ],
    };
  }
}

const ours = /^(?:填写说明|导入情况\d*)$/;

function* notices(tally: Tally): Generator<PlannedRow> {
  const lines = [
    ...tally.refusedSheets,
    ...tally.skipped.filter((sheet) => !ours.test(sheet)).map((sheet) => `工作表“${sheet}”不是排查表，没有导入。`),
    ...tally.layouts.flatMap((layout) => [
      ...layout.unknown.map(
        ({ header, cell, why }) =>
          `工作表“${layout.sheet}”的列“${header}”（${cell}）${why === undefined ? "不认识，没有导入。" : `没有导入：${why}`}`,
      ),
      ...layout.doubled.map(
        ({ header, cell, same }) => `工作表“${layout.sheet}”有两列都是“${header}”（${same}、${cell}），以前一列为准。`,
      ),
    ]),
    ...[...tally.untaken].map(([key, times]) => {
      const [column = "", sentence = ""] = key.split("\n", 2);
      return `列“${column}”有 ${times} 格：${sentence}`;
    }),
  ];
  if (lines.length === 0) return;
  yield { cells: [] };
  yield { cells: ["提示"], style: head };
  for (const line of lines.slice(0, 200)) yield { cells: [line] };
}
