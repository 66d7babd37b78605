import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { Id } from "#kernel/id.ts";
import { conflict } from "#kernel/problem.ts";
import type { Watermark } from "#kernel/watermark.ts";
import { type ExportWorld, makeExport, type Progress, type Ticket } from "#capabilities/export/index.ts";
import {
  type PlannedRow,
  type PlannedSheet,
  type Style,
  type WorkbookPlan,
  writeWorkbook,
} from "#platform/files/index.ts";
import { getList } from "./actions.ts";
import { ownerName } from "./owners.ts";
import { rowsOf, seenOn } from "./rows.ts";
import type { ComparisonWorld } from "./run.ts";
import type { ListShown, ReturnAlong, RowShown } from "./words.ts";
import { answeredOn, answerText, returnedWords as words, stateText } from "./zh.ts";

/*
 * A list goes back to the department that sent it, with what became of its lines (粤民发〔2024〕32号 四(二)). Of a line it
 * says where it stands and whose it is, as the department wrote it, and the answer: nothing of the ledger, and not how it
 * was found out. Lines that agree are not kept and not in it.
 */

const text: Style = { format: "@" };
const body: Style = { ...text, border: true, wrap: true, vertical: "center" };
const head: Style = { ...body, bold: true, fill: "DDEBF7", align: "center" };
const title: Style = { ...text, bold: true, size: 14 };

const cellsOf = (row: RowShown): string[] => [
  row.place,
  row.name,
  stateText(row),
  [answerText(row), ...row.faults.map(({ cell, say }) => `${cell}：${say}`)].filter(Boolean).join("；"),
  answeredOn(row) ?? "",
];

const line = (cells: readonly string[], style: Style): PlannedRow => ({
  cells: cells.map((content) => ({ content, style })),
});

const planned = (name: string, rest: Omit<PlannedSheet, "name">): PlannedSheet => ({ name, ...rest });

function planOf(list: ListShown, watermark: Watermark, lines: () => AsyncIterable<RowShown>): WorkbookPlan {
  const counts: readonly (readonly [string, string | number])[] = [
    [words.list, list.title],
    [words.owner, ownerName(list.department)],
    [words.day, list.day],
    [words.file, list.fileName],
    ...words.counts.flatMap(([key, say]) => (list[key] === null ? [] : [[say, list[key]] as const])),
  ];
  const rows = planned(words.rows, {
    columns: words.widths.map((width) => ({ width })),
    freeze: { rows: 2, columns: 2 },
    page: { paper: "A4", landscape: true, fitWide: 1, titleRows: [2, 2] },
    rows: async function* rows() {
      yield { cells: [{ content: words.title, style: title }], height: 24 };
      yield line(words.heads, head);
      for await (const row of lines()) yield line(cellsOf(row), body);
      yield line([watermark.line], text);
    },
  });
  const summary = planned(words.summary, {
    columns: [{ width: 24 }, { width: 48 }],
    page: { paper: "A4", fitWide: 1 },
    rows: counts.map((pair) => line(pair.map(String), body)),
  });
  return { title: words.title, watermark, sheets: [rows, summary] };
}

/**
 * Makes the workbook that goes back; `saw` is told whose lines the reader may know by their files.
 * Errors: comparison.list_unknown (404), comparison.still_running (409); those of makeExport.
 */
export async function takeList(
  world: ComparisonWorld & ExportWorld,
  actor: Actor,
  id: Id,
  saw: (children: readonly Id[]) => Promise<void>,
  taking: ReturnAlong & { readonly address: string },
): Promise<Ticket> {
  const list = await getList(world, actor, id);
  if (list.status === "running") throw conflict("comparison.still_running");
  let count = 0;
  async function* lines(progress: Progress): AsyncGenerator<RowShown> {
    for (let after: string | undefined; ;) {
      const page = await rowsOf(world, actor, id, { after, limit: 200 });
      await saw(seenOn(page));
      count += page.lines.length;
      progress.did(page.lines.length);
      yield* page.lines;
      if (page.next === null) return;
      after = page.next;
    }
  }
  const name = `${words.title}-${list.title}-${today(world.clock)}.xlsx`;
  const taken = { ...taking, area: list.area, kind: "list", name } as const;
  return makeExport(world, actor, taken, async (watermark, save, progress) => {
    await save(writeWorkbook(planOf(list, watermark, () => lines(progress))));
    return count;
  });
}
