import { basename, extname } from "node:path";
import { today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import { type Id, newId } from "#kernel/id.ts";
import type { Look } from "#kernel/look.ts";
import type { Purpose } from "#kernel/purpose.ts";
import { type ExportKind, exportAtConsole, type Taken } from "#capabilities/export/index.ts";
import {
  contentOf,
  type Drawn,
  drawRegister,
  drawReturn,
  endOfDay,
  type Format,
  formats,
  hasRegister,
  isFuture,
  json,
  type LinkFor,
  type Wanted,
} from "#capabilities/returns/index.ts";
import { type Bytes, writeAside, writeWorkbook } from "#platform/files/index.ts";
import type { Tonghu } from "../composition.ts";
import type { Command, Io, Values } from "./command.ts";
import { machine } from "./machine.ts";
import { withInstallation } from "./installation.ts";
import { requireWritable } from "./path.ts";
import { spoken } from "./spoken.ts";
import { areaOf, dayOf, misused, onlyOne, purposeOf } from "./usage.ts";

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

const endings = formats.map((format) => `.${format}`);

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

interface Leaving {
  readonly tonghu: Tonghu;
  readonly at: Wanted;
  readonly out: string | undefined;
  readonly purpose: Purpose;
}

/** What leaves by the console is kept in the area that it is of, so that the area's auditor finds it. */
const exported = ({ at: { id, area, asOf }, purpose }: Leaving, children: readonly Id[]): Look => ({
  actor: { ...machine, area }, address: null, route: "tonghu return", kind: "export", children, fields: [], purpose,
  asked: { id, area, asOf }, personal: [], answer: "ok",
}); // prettier-ignore

const takenBy = ({ at, purpose, out }: Leaving, kind: ExportKind): Taken => ({
  id: newId(), purpose, area: at.area, kind, name: out === undefined ? `${at.id}-${at.asOf}.json` : basename(out),
}); // prettier-ignore

/** A return in a file, or as JSON on standard output; its ending chooses the layout. */
async function writeReturn(leaving: Leaving, links: LinkFor, io: Io): Promise<number> {
  const { tonghu, at, out } = leaving;
  const format = (out === undefined ? "json" : extname(out).slice(1).toLowerCase()) as Format;
  const write = out === undefined ? spoken(io.out) : (content: Bytes) => writeAside(out, content);
  const drawn: Drawn[] = [];
  const row = await exportAtConsole(
    tonghu.ground,
    machine,
    takenBy(leaving, "returns"),
    write,
    async (watermark, save) => {
      const one = await drawReturn(
        { ...tonghu.ground, journal: tonghu.journal, policyFor: tonghu.policyFor },
        machine,
        { ...at, watermark },
      );
      await save(await contentOf(format, one, links));
      drawn.push(one);
      return 0;
    },
  );
  if (out !== undefined) for (const one of drawn) tellReturn(one, out, row.number, io);
  return drawn.every(({ table, head }) => json(table, head).checks.every((check) => check.ok)) ? 0 : 1;
}

function tellReturn({ table, head }: Drawn, out: string, number: string, io: Io): void {
  const total = table.total.count;
  const future = isFuture(head);
  const said = future ? "（推算：数据时点尚未到来）" : "";
  if (io.json) io.out(JSON.stringify({ out, total, future, number }));
  else io.out(`已生成 ${out}：合计 ${total} 人${said}，导出编号 ${number}。`);
}

/** A register (附件2) is a workbook and nothing else; its lines are the files as they are now, so none is frozen. */
async function writeRegister(leaving: Leaving, io: Io): Promise<number> {
  const { tonghu, at, out } = leaving;
  if (at.knownAt !== undefined) throw misused("both", { options: "花名册与 --frozen" });
  if (out === undefined) throw misused("missing", { what: "选项 --out（花名册只能写成 .xlsx）" });
  if (extname(out).toLowerCase() !== ".xlsx") throw misused("ending", { given: out, wanted: ".xlsx" });
  const world = { ...tonghu.ground, journal: tonghu.journal, policyFor: tonghu.policyFor };
  const saw = (children: readonly Id[]): Promise<void> => tonghu.keep(exported(leaving, children));
  const write = (content: Bytes) => writeAside(out, content);
  const row = await exportAtConsole(
    tonghu.ground,
    machine,
    takenBy(leaving, "register"),
    write,
    async (watermark, save) =>
      (await drawRegister(world, machine, { ...at, watermark }, saw)).write((plan) => save(writeWorkbook(plan))),
  );
  const { children: total, number } = row;
  io.out(io.json ? JSON.stringify({ out, total, number }) : `已生成 ${out}：共 ${total} 人，导出编号 ${number}。`);
  return 0;
}

/** `tonghu return puning-annex-1 --area 445281 --as-of 2024-07-22 --out x.xlsx` */
export const command: Command = {
  name: "return",
  zh: "生成法定报表（xlsx、pdf、html、json）",
  en: "Draw up a statutory return from the record, as of any day",
  usage:
    "puning-annex-1|puning-annex-2 --area 445281 --as-of 2024-07-22 [--frozen] [--link-base http://127.0.0.1:8080] [--purpose reporting] [--out x.xlsx|.pdf|.html|.json]",
  options: {
    area: { type: "string" },
    "as-of": { type: "string" },
    out: { type: "string" },
    frozen: { type: "boolean" },
    "link-base": { type: "string" },
    purpose: { type: "string" },
  },
  run: async (values, positionals, io) => {
    const { id, area, asOf, out } = typed(values, positionals);
    const base = linkBase(values["link-base"], io);
    const purpose = purposeOf(values["purpose"], "reporting");
    if (out !== undefined) await requireWritable(out);
    return withInstallation(io, async ({ tonghu }) => {
      const world = { ...tonghu.ground, journal: tonghu.journal, policyFor: tonghu.policyFor };
      const day = asOf ?? today(tonghu.ground.clock);
      const at = { id, area, asOf: day, ...(values["frozen"] === true && { knownAt: endOfDay(day) }) };
      const leaving = { tonghu, at, out, purpose };
      return hasRegister(world, at) ? writeRegister(leaving, io) : writeReturn(leaving, linksTo(base, at), io);
    });
  },
};
