import { readFile } from "node:fs/promises";
import {
  applyChanges,
  areaPath,
  changeWords,
  childrenOf,
  faultSentence,
  findByCode,
  historyOf,
  levelWords,
  loadAreas,
  type LoadProgress,
  parseChanges,
  successors,
} from "#capabilities/area/index.ts";
import { type Area, epoch } from "#capabilities/area/words.ts";
import { systemClock, today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import { isProblem, notFound } from "#kernel/problem.ts";
import { nation } from "#kernel/scope.ts";
import { inScope } from "#platform/db/scope.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type { Command, Io } from "./command.ts";
import { keepHeapSmall } from "./heap.ts";
import { withInstallation } from "./installation.ts";
import { areaOf, dayOf, misused, onlyOne } from "./usage.ts";

const count = (n: number): string => n.toLocaleString("en-US");

/** A line on standard error at every fifty thousand rows: readable in a log as on a terminal. */
function reporter(io: Io): (progress: LoadProgress) => void {
  let said = 0;
  return ({ level, read }) => {
    if (read - said < 50_000) return;
    said = read;
    io.err(`已读取 ${count(read)} 个区划（${levelWords[level]}）…`);
  };
}

export const load: Command = {
  name: "areas load",
  zh: "载入行政区划：指定代码及其上下级，或全国",
  en: "Load administrative areas: chosen codes with all above and below them, or the whole nation",
  usage: "445281 [代码 codes…] | --nation",
  options: { nation: { type: "boolean" } },
  run: async (values, positionals, io) => {
    const codes = values["nation"] === true ? ["0"] : [...positionals];
    if (codes.length === 0) throw misused("missing", { what: "区划代码，或选项 --nation" });
    if (codes[0] !== "0") for (const code of codes) areaOf("代码", code);
    keepHeapSmall();
    return withInstallation(
      io,
      async ({ database }) => {
        const { read, inserted } = await inScope(database.owner, nation, (db) => loadAreas(db, codes, reporter(io)));
        const said = `共 ${count(read)} 个区划，新载入 ${count(inserted)} 个。`;
        io.out(io.json ? JSON.stringify({ read, inserted }) : said);
        return 0;
      },
      { existing: false },
    );
  },
};

/** Everything that `areas show` prints about a code on a day. */
async function describe(db: Queryable, code: string, on: Day) {
  const area = await findByCode(db, code, on);
  const history = await historyOf(db, area?.code ?? code);
  if (!area && history.length === 0) throw notFound("area.unknown", { codes: code });
  return {
    area: area ?? null,
    path: area ? await areaPath(db, area.code, on) : [],
    children: area ? await childrenOf(db, area.code, on) : [],
    history,
    successors: await successors(db, area?.code ?? code, area ? on : epoch, today(systemClock)),
  };
}

const term = ({ validFrom, validTo }: Area): string =>
  `${validFrom === epoch ? "" : `自 ${validFrom} `}${validTo ? `至 ${validTo}（不含）` : "至今"}`;

function print(io: Io, code: string, on: Day, found: Awaited<ReturnType<typeof describe>>): void {
  const { area, path, children, history } = found;
  if (area) io.out(`${area.code} ${path.join("") || area.name}（${levelWords[area.level]}，${term(area)}）`);
  else io.out(`${code} 在 ${on} 不是有效代码。`);
  for (const one of history) {
    io.out(`  ${one.on} ${changeWords[one.how]}：${one.oldCode} → ${one.newCode}`);
  }
  if (found.successors.join() !== area?.code) io.out(`  现为：${found.successors.join("、")}`);
  for (const child of children) io.out(`  ${child.code.padEnd(12)} ${child.name}`);
}

export const show: Command = {
  name: "areas show",
  zh: "查看一个区划：名称、下级、沿革",
  en: "Show an area: its names, what is below it, what became of it",
  usage: "445281 [--on 2024-07-01]",
  options: { on: { type: "string" } },
  run: async (values, positionals, io) => {
    const code = onlyOne(positionals, "区划代码");
    const on = dayOf("--on", values["on"] ?? today(systemClock));
    if (!/^\d{1,12}$/.test(code)) throw misused("area", { option: "代码", given: code.slice(0, 60) });
    return withInstallation(io, async ({ database }) => {
      const found = await describe(database.owner, code, on);
      if (io.json) io.out(JSON.stringify(found));
      else print(io, code, on, found);
      return 0;
    });
  },
};

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch {
    throw notFound("area.file_missing", { file });
  }
}

/** Every fault on a line of its own; the refusal itself is said by whoever runs the command. */
function listFaults(io: Io, thrown: unknown): void {
  if (io.json || !isProblem(thrown) || thrown.code !== "area.changes_refused") return;
  for (const fault of thrown.data["faults"] as Record<string, unknown>[]) io.err(faultSentence(fault));
}

export const change: Command = {
  name: "areas change",
  zh: "按变更表调整区划（CSV：日期、方式、原代码、新代码、新名称），全部写入或全部不写",
  en: "Apply a table of changes (CSV: day, how, old_code, new_code, new_name): all of it or nothing",
  usage: "changes.csv",
  options: {},
  run: async (_values, positionals, io) => {
    const file = onlyOne(positionals, "变更表的文件名（CSV）");
    return withInstallation(io, async ({ database }) => {
      try {
        const changes = parseChanges(await bytesOf(file));
        const done = await inScope(database.owner, nation, (db) => applyChanges(db, changes));
        const said = `已应用 ${changes.length} 行变更：结束 ${done.closed} 个，新开 ${done.opened} 个，去向 ${done.successions} 条。`;
        io.out(io.json ? JSON.stringify({ lines: changes.length, ...done }) : said);
        return 0;
      } catch (thrown) {
        listFaults(io, thrown);
        throw thrown;
      }
    });
  },
};
