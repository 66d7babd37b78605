import { writeFile } from "node:fs/promises";
import { extname } from "node:path";
import { today } from "#kernel/clock.ts";
import { isDay } from "#kernel/day.ts";
import { Problem } from "#kernel/problem.ts";
import { isAreaCode } from "#kernel/scope.ts";
import {
  type Drawn,
  drawRegister,
  drawReturn,
  endOfDay,
  hasRegister,
  html,
  json,
  type LinkFor,
  pdf,
  type ReturnsWorld,
  type Wanted,
  xlsx,
} from "#capabilities/returns/index.ts";
import { saveWorkbook } from "#platform/files/index.ts";
import type { Command, Io, Values } from "./command.ts";
import { machine } from "./machine.ts";
import { withInstallation } from "./installation.ts";
import { requireWritable } from "./path.ts";

type FileContent = Parameters<typeof writeFile>[1];

const linksTo = (io: Io, id: string, area: string, asOf: string): LinkFor => {
  const base = io.env["TONGHU_URL"] ?? "http://127.0.0.1:8080";
  return (row, which) => `${base}/desk/#/returns/${id}/children?area=${area}&asOf=${asOf}&row=${row}&which=${which}`;
};

function wanted(
  values: Values,
  positionals: readonly string[],
): { id: string; area: string; asOf: string | undefined; out: string | undefined } {
  const [id] = positionals;
  const { area, "as-of": asOf, out } = values;
  if (id === undefined || positionals.length > 1 || !isAreaCode(area)) throw new Problem("cli.usage");
  if (asOf !== undefined && !isDay(asOf)) throw new Problem("cli.usage");
  return { id, area, asOf, out: typeof out === "string" ? out : undefined };
}

/** The ending of a file's name chooses the layout. */
async function contentOf(ending: string, { table, head }: Drawn, links: LinkFor): Promise<FileContent> {
  switch (ending) {
    case ".xlsx":
      return xlsx(table, head, links);
    case ".pdf":
      return pdf(table, head, links);
    case ".html":
      return html(table, head, links);
    case ".json":
      return `${JSON.stringify(json(table, head), null, 2)}\n`;
    default:
      throw new Problem("cli.usage");
  }
}

async function writeReturn(drawn: Drawn, out: string, links: LinkFor, io: Io): Promise<void> {
  await writeFile(out, await contentOf(extname(out).toLowerCase(), drawn, links));
  const total = drawn.table.total.count;
  io.out(io.json ? JSON.stringify({ out, total }) : `已生成 ${out}：合计 ${total} 人。`);
}

/** A register (附件2) is a workbook and nothing else; its lines are the files as they are now, so none is frozen. */
async function writeRegister(world: ReturnsWorld, at: Wanted, out: string | undefined, io: Io): Promise<number> {
  if (out === undefined || extname(out).toLowerCase() !== ".xlsx" || at.knownAt !== undefined)
    throw new Problem("cli.usage");
  const total = await (await drawRegister(world, machine, at)).write((plan) => saveWorkbook(out, plan));
  io.out(io.json ? JSON.stringify({ out, total }) : `已生成 ${out}：共 ${total} 人。`);
  return 0;
}

/** `tonghu return puning-annex-1 --area 445281 --as-of 2024-07-22 --out x.xlsx` */
export const command: Command = {
  name: "return",
  zh: "生成法定报表（xlsx、pdf、html、json）",
  en: "Draw up a statutory return from the record, as of any day",
  usage: "puning-annex-1|puning-annex-2 --area 445281 --as-of 2024-07-22 [--frozen] [--out x.xlsx|.pdf|.html|.json]",
  options: {
    area: { type: "string" },
    "as-of": { type: "string" },
    out: { type: "string" },
    frozen: { type: "boolean" },
  },
  run: async (values, positionals, io) => {
    const { id, area, asOf, out } = wanted(values, positionals);
    if (out !== undefined) await requireWritable(out);
    return withInstallation(io, async ({ tonghu }) => {
      const world = { ...tonghu.ground, policyFor: tonghu.policyFor };
      const day = asOf ?? today(tonghu.ground.clock);
      const at = { id, area, asOf: day, ...(values["frozen"] === true && { knownAt: endOfDay(day) }) };
      if (hasRegister(world, at)) return writeRegister(world, at, out, io);
      const drawn = await drawReturn(world, machine, at);
      const document = json(drawn.table, drawn.head);
      if (out === undefined) io.out(JSON.stringify(document, null, 2));
      else await writeReturn(drawn, out, linksTo(io, id, area, day), io);
      return document.checks.every((check) => check.ok) ? 0 : 1;
    });
  },
};
