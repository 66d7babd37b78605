import { writeFile } from "node:fs/promises";
import { extname } from "node:path";
import { today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import type { Look } from "#kernel/look.ts";
import {
  type Drawn,
  drawRegister,
  drawReturn,
  endOfDay,
  hasRegister,
  html,
  isFuture,
  json,
  type LinkFor,
  pdf,
  type Wanted,
  xlsx,
} from "#capabilities/returns/index.ts";
import { saveWorkbook } from "#platform/files/index.ts";
import type { Tonghu } from "../composition.ts";
import type { Command, Io, Values } from "./command.ts";
import { machine } from "./machine.ts";
import { withInstallation } from "./installation.ts";
import { requireWritable } from "./path.ts";
import { areaOf, dayOf, misused, onlyOne } from "./usage.ts";

type FileContent = Parameters<typeof writeFile>[1];

const withoutSlashes = (text: string): string => {
  let end = text.length;
  while (text.endsWith("/", end)) end -= 1;
  return text.slice(0, end);
};

/** Where the pages of this installation are: as typed, else TONGHU_URL, else where `serve` would listen. */
function linkBase(given: Values[string], io: Io): string {
  const { TONGHU_URL: url, HOST: host = "127.0.0.1", PORT: port = "8080" } = io.env;
  // a server that listens everywhere is reached on this machine
  const reached = ["0.0.0.0", "::", ""].includes(host) ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
  const base = given ?? url ?? `http://${reached}:${port}`;
  if (typeof base !== "string" || !/^https?:\/\/[^\s/]/.test(base) || !URL.canParse(base))
    throw misused("address", { option: given === undefined ? "TONGHU_URL" : "--link-base", given: base });
  return withoutSlashes(base);
}

const linksTo =
  (base: string, { id, area, asOf, knownAt }: Wanted): LinkFor =>
  (row, which) =>
    `${base}/desk/#/returns/${id}/children?area=${area}&asOf=${asOf}${knownAt === undefined ? "" : "&frozen=yes"}&row=${row}&which=${which}`;

const endings = [".xlsx", ".pdf", ".html", ".json"];

interface Typed {
  readonly id: string;
  readonly area: string;
  readonly asOf: Day | undefined;
  readonly out: string | undefined;
}

function typed(values: Values, positionals: readonly string[]): Typed {
  const id = onlyOne(positionals, "报表编号");
  const { "as-of": asOf, out } = values;
  const area = areaOf("--area", values["area"]);
  if (typeof out === "string" && !endings.includes(extname(out).toLowerCase()))
    throw misused("ending", { given: out, wanted: endings.join(" ") });
  return {
    id,
    area,
    asOf: asOf === undefined ? undefined : dayOf("--as-of", asOf),
    out: typeof out === "string" ? out : undefined,
  };
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
      throw new Error(`return: no layout for ${ending}`);
  }
}

async function writeReturn(drawn: Drawn, out: string, links: LinkFor, io: Io): Promise<void> {
  await writeFile(out, await contentOf(extname(out).toLowerCase(), drawn, links));
  const total = drawn.table.total.count;
  const future = isFuture(drawn.head);
  const said = future ? "（推算：数据时点尚未到来）" : "";
  io.out(io.json ? JSON.stringify({ out, total, future }) : `已生成 ${out}：合计 ${total} 人${said}。`);
}

/** What leaves by the console is kept in the area that it is of, so that the area's auditor finds it. */
const exported = ({ id, area, asOf }: Wanted, children: readonly Id[]): Look => ({
  actor: { ...machine, area }, address: null, route: "tonghu return", kind: "export", children, fields: [], purpose: null,
  asked: { id, area, asOf }, personal: [], answer: "ok",
}); // prettier-ignore

/** A register (附件2) is a workbook and nothing else; its lines are the files as they are now, so none is frozen. */
async function writeRegister(tonghu: Tonghu, at: Wanted, out: string | undefined, io: Io): Promise<number> {
  if (at.knownAt !== undefined) throw misused("both", { options: "花名册与 --frozen" });
  if (out === undefined) throw misused("missing", { what: "选项 --out（花名册只能写成 .xlsx）" });
  if (extname(out).toLowerCase() !== ".xlsx") throw misused("ending", { given: out, wanted: ".xlsx" });
  const world = { ...tonghu.ground, journal: tonghu.journal, policyFor: tonghu.policyFor };
  const saw = (children: readonly Id[]): Promise<void> => tonghu.keep(exported(at, children));
  const total = await (await drawRegister(world, machine, at, saw)).write((plan) => saveWorkbook(out, plan));
  io.out(io.json ? JSON.stringify({ out, total }) : `已生成 ${out}：共 ${total} 人。`);
  return 0;
}

/** `tonghu return puning-annex-1 --area 445281 --as-of 2024-07-22 --out x.xlsx` */
export const command: Command = {
  name: "return",
  zh: "生成法定报表（xlsx、pdf、html、json）",
  en: "Draw up a statutory return from the record, as of any day",
  usage:
    "puning-annex-1|puning-annex-2 --area 445281 --as-of 2024-07-22 [--frozen] [--link-base http://127.0.0.1:8080] [--out x.xlsx|.pdf|.html|.json]",
  options: {
    area: { type: "string" },
    "as-of": { type: "string" },
    out: { type: "string" },
    frozen: { type: "boolean" },
    "link-base": { type: "string" },
  },
  run: async (values, positionals, io) => {
    const { id, area, asOf, out } = typed(values, positionals);
    const base = linkBase(values["link-base"], io);
    if (out !== undefined) await requireWritable(out);
    return withInstallation(io, async ({ tonghu }) => {
      const world = { ...tonghu.ground, journal: tonghu.journal, policyFor: tonghu.policyFor };
      const day = asOf ?? today(tonghu.ground.clock);
      const at = { id, area, asOf: day, ...(values["frozen"] === true && { knownAt: endOfDay(day) }) };
      if (hasRegister(world, at)) return writeRegister(tonghu, at, out, io);
      const drawn = await drawReturn(world, machine, at);
      const document = json(drawn.table, drawn.head);
      if (out === undefined) io.out(JSON.stringify(document, null, 2));
      else await writeReturn(drawn, out, linksTo(base, at), io);
      return document.checks.every((check) => check.ok) ? 0 : 1;
    });
  },
};
