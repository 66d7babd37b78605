import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Client } from "pg";
import { copyFrom } from "../src/platform/backup/copying.ts";
import { today, systemClock } from "#kernel/clock.ts";
import { type Cell, readRows } from "#platform/files/index.ts";
import { type Answer, type Line, median, rounded, spread } from "./figures.ts";
import { county, type Ground, onGround } from "./ground.ts";
import { tonghu } from "./processes.ts";
import type { Sizes } from "./sizes.ts";
import { writeSurvey } from "./workbook.ts";

function textOf(cell: Cell | undefined): string {
  if (cell?.kind === "text") return cell.text.replaceAll(/[\\\t\n\r]/g, " ");
  if (cell?.kind === "date") return cell.day ?? cell.raw;
  return cell?.kind === "number" ? cell.raw : "\\N";
}

interface Cells {
  readonly blocks: readonly Buffer[];
  readonly width: number;
}

/** The workbook's cells as COPY reads them: what the bare reference is given is already text, in memory. */
async function cellsOf(file: string): Promise<Cells> {
  const blocks: Buffer[] = [];
  let lines: string[] = [];
  let width = 0;
  for await (const row of readRows(file)) width = Math.max(width, row.cells.length);
  for await (const row of readRows(file)) {
    lines.push(`${Array.from({ length: width }, (_, n) => textOf(row.cells[n])).join("\t")}\n`);
    if (lines.length < 500) continue;
    blocks.push(Buffer.from(lines.join("")));
    lines = [];
  }
  return { blocks: [...blocks, Buffer.from(lines.join(""))], width };
}

/**
 * Seconds for COPY of the rows into a table of text columns, logged and committed as any other. On a connection of its
 * own: those of the pools send ahead without waiting for answers (pipelining), which COPY's stream does not go with.
 */
async function copied({ url }: Ground, { blocks, width }: Cells): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const columns = Array.from({ length: width }, (_, n) => `c${n} text`).join(", ");
    await client.query(`drop table if exists copied; create table copied (${columns})`);
    const began = performance.now();
    await pipeline(Readable.from(blocks), client.query(copyFrom("copy copied from stdin")));
    return (performance.now() - began) / 1000;
  } finally {
    await client.end();
  }
}

interface Progress {
  readonly read: number;
  readonly registered: number;
  readonly refused: number;
}

async function importing(ground: Ground, folder: string, count: number, rounds: number): Promise<Line> {
  const file = join(folder, `survey-${count}.xlsx`);
  await writeSurvey(ground, file, count, today(systemClock));
  const cells = await cellsOf(file);
  const before = [await copied(ground, cells)];
  const cost = await tonghu(["import", "survey", file, "--area", county, "--json"], ground.environment);
  for (let n = 0; n < rounds; n += 1) before.push(await copied(ground, cells));
  const done = JSON.parse(cost.out) as Progress;
  const bare = median(before);
  return {
    rows: count, "workbook MB": rounded(statSync(file).size / 1e6), "in / refused": `${done.registered} / ${done.refused}`,
    "import s": rounded(cost.seconds), "of it our processor s": rounded(cost.cpu), "bare COPY s": spread(before),
    "times slower": rounded(cost.seconds / bare), "rows per s": rounded(count / cost.seconds), "peak MB": rounded(cost.peakMb),
  }; // prettier-ignore
}

/** `tonghu import survey` from the workbook to the views, beside COPY of the same cells into one table. */
export async function imports(sizes: Sizes): Promise<Answer> {
  const folder = mkdtempSync(join(tmpdir(), "tonghu-survey-"));
  const lines: Line[] = [];
  try {
    for (const count of sizes.imports) lines.push(await onGround(0, (ground) => importing(ground, folder, count, 4)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return {
    title: "Import of a survey workbook",
    aim: "under 6 times a bare COPY; peak memory under 400 MB and flat",
    lines,
    notes: ["the import begins with the .xlsx and an empty database; COPY begins with lines of text in memory"],
  };
}
