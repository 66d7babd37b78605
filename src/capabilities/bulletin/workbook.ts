import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { type Day, isDay } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { conflict, isProblem, notFound, Problem } from "#kernel/problem.ts";
import type { Watermark } from "#kernel/watermark.ts";
import { type ExportWorld, type Holds, makeExport, type Ticket } from "#capabilities/export/index.ts";
import {
  type Cell, type PlannedRow, readRows, type Row, type Style, type WorkbookPlan, writeWorkbook,
} from "#platform/files/index.ts"; // prettier-ignore
import type { SentFile } from "#platform/http/upload.ts";
import { help, told } from "./inbox.ts";
import { openList } from "./reading.ts";
import { areStanding } from "./store.ts";
import { commandOf, readToken, tokenKeyOf, tokenOf } from "./token.ts";
import {
  HelpBulletin,
  type HelpKind,
  helpKinds,
  type TakeBulletin,
  type ToldLine,
  type WorkbookTaken,
} from "./words.ts";
import type { BulletinWorld } from "./world.ts";
import { workbookWords as words } from "./zh.ts";

/*
 * For those who work offline: a list as a workbook with cells for what was done; filled and sent back each line is the same
 * command as on the page. Each line is signed: one that was changed, made up, or made for another department is refused, and
 * stops no other. A line copied with another answer is another help.
 */

export interface WorkbookWorld extends BulletinWorld, ExportWorld {
  readonly identitySecret: Buffer;
}

const text: Style = { format: "@" };
const body: Style = { ...text, border: true, wrap: true, vertical: "center" };
const head: Style = { ...body, bold: true, fill: "DDEBF7", align: "center" };
const title: Style = { ...text, bold: true, size: 14 };
const typed: Style = { ...body, fill: "FFF9E5" };

const FIRST = 3;
const LAST = 60_000;

/** Errors: bulletin.unknown (404). */
function departmentOf({ department }: Actor): string {
  if (department === undefined) throw notFound("bulletin.unknown");
  return department;
}

function line(token: string, { name, levelTitle, facts }: ToldLine): PlannedRow {
  const given = facts.map(({ label, text: said }) => `${label}：${said}`).join("\n");
  return {
    cells: [
      ...[name, levelTitle, given].map((content) => ({ content, style: body })),
      ...words.asked.map(() => ({ content: "", style: typed })),
      { content: token, style: body },
    ],
  };
}

function planOf(watermark: Watermark, rows: () => AsyncIterable<PlannedRow>): WorkbookPlan {
  const kinds = Object.values(helpKinds);
  const range = `D${FIRST}:D${LAST}`;
  return {
    title: words.title,
    watermark,
    sheets: [
      {
        name: words.sheet,
        columns: words.widths.map((width) => ({ width })),
        freeze: { rows: 2, columns: 1 },
        choices: [{ range, from: `${words.choices}!$A$1:$A$${kinds.length}`, strict: true }],
        page: { paper: "A4", landscape: true, fitWide: 1, titleRows: [2, 2] },
        rows: async function* all() {
          yield { cells: [{ content: words.title, style: title }], height: 24 };
          yield { cells: words.heads.map((content) => ({ content, style: head })) };
          yield* rows();
          yield { cells: [{ content: watermark.line, style: text }] };
        },
      },
      { name: words.choices, hidden: true, rows: kinds.map((content) => ({ cells: [{ content, style: text }] })) },
    ],
  };
}

/** All of whom the department still holds a name, page after page. */
async function* everybody(world: BulletinWorld, actor: Actor, listId: Id): AsyncGenerator<readonly ToldLine[]> {
  for (let after: string | undefined; ;) {
    const page = await told(world, actor, listId, { limit: 200, ...(after !== undefined && { after }) });
    yield page.lines.filter(({ name, facts }) => name !== "" && facts.length > 0);
    if (page.next === null) return;
    after = page.next;
  }
}

const nameOf = (day: Day, listId: Id): string => `${words.title}-${day}-${listId.slice(-6)}.xlsx`;

/** Of a list that was withdrawn, or is gone with its child, no workbook is handed out any more; where two lists fit the name, of neither. */
export const holds: Holds = async (db, { kind, name, area }) => {
  if (kind !== "bulletin") return true;
  const [, day, tail] = /-(\d{4}-\d{2}-\d{2})-([0-9a-f]{6})\.xlsx$/.exec(name) ?? [];
  return day !== undefined && tail !== undefined && (await areStanding(db, area, day, tail));
};

/**
 * Makes the workbook of a list; `saw` is told whose data it holds. Errors: bulletin.unknown (404), bulletin.not_now (409) for one that was
 * withdrawn, those of makeExport.
 */
export async function takeList(
  world: WorkbookWorld,
  actor: Actor,
  saw: (children: readonly Id[]) => Promise<void>,
  { listId, ...taking }: TakeBulletin & { readonly listId: Id; readonly address: string },
): Promise<Ticket> {
  const { list } = await openList(world, actor, listId);
  if (list.stage !== "sent") throw conflict("bulletin.not_now", { stage: list.stage });
  const key = tokenKeyOf(world.identitySecret);
  const department = departmentOf(actor);
  const name = nameOf(list.sentOn ?? today(world.clock), listId);
  const taken = { ...taking, area: actor.area, kind: "bulletin", name } as const;
  return makeExport(world, actor, taken, async (watermark, save) => {
    let count = 0;
    async function* rows(): AsyncGenerator<PlannedRow> {
      for await (const lines of everybody(world, actor, listId)) {
        await saw(lines.map(({ childId }) => childId));
        for (const one of lines) {
          yield line(tokenOf(key, department, { childId: one.childId, listId, number: watermark.number }), one);
          count += 1;
        }
      }
    }
    await save(writeWorkbook(planOf(watermark, rows)));
    return count;
  });
}

const MOST_BYTES = 20_000_000;

/** Errors: survey.upload_too_large (413). */
async function bytesOf({ content }: SentFile): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of content) {
    pieces.push(piece as Buffer);
    size += (piece as Buffer).length;
    if (size > MOST_BYTES) throw new Problem("survey.upload_too_large", { megabytes: MOST_BYTES / 1_000_000 }, 413);
  }
  return Buffer.concat(pieces);
}

const saidIn = (cell: Cell | undefined): string => {
  if (cell?.kind === "text") return cell.text.trim();
  if (cell?.kind === "date") return cell.day ?? "";
  return cell?.kind === "number" ? cell.raw : "";
};

/** Where the columns stand, by their heads: somebody may have put another one before them. */
type Columns = readonly number[];

function columnsOf({ cells }: Row): Columns | undefined {
  const said = cells.map(saidIn);
  const at = [...words.asked, words.token].map((wanted) => said.indexOf(wanted));
  return at.includes(-1) ? undefined : at;
}

const kindOf = (said: string): HelpKind | undefined =>
  (Object.keys(helpKinds) as HelpKind[]).find((kind) => helpKinds[kind] === said);

/** 2026-11-30, as a date or as people type it. */
const dayIn = (said: string): string => {
  const parts = /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$/.exec(said);
  const day = parts ? `${parts[1]}-${parts[2]?.padStart(2, "0")}-${parts[3]?.padStart(2, "0")}` : said;
  return isDay(day) ? day : "";
};

/** What a filled line tells; false for one that was left empty. Errors: those of help; bulletin.line_unsigned, bulletin.line_unclear. */
async function perform(world: WorkbookWorld, actor: Actor, row: Row, at: Columns): Promise<boolean> {
  const [kind = "", what = "", by = "", on = "", note = "", token = ""] = at.map((n) => saidIn(row.cells[n]));
  if (token === "" || [kind, what, by, on, note].every((said) => said === "")) return false;
  const key = tokenKeyOf(world.identitySecret);
  const named = readToken(key, departmentOf(actor), token);
  if (!named) throw new Problem("bulletin.line_unsigned");
  const id = commandOf(key, token, [kind, what, by, on, note].join("|"));
  const given = HelpBulletin.safeParse({ id, kind: kindOf(kind), what, by, on: dayIn(on), note });
  if (!given.success) throw new Problem("bulletin.line_unclear");
  await help(world, actor, named.listId, named.childId, given.data);
  return true;
}

/**
 * Takes a filled workbook back: line for line, each a command of its own, and what is wrong with a line stops no other. The
 * same workbook again changes nothing. Errors: bulletin.workbook_unknown, survey.upload_too_large, those of readRows.
 */
export async function takeBack(
  world: WorkbookWorld & { readonly sentence: (problem: Problem) => string },
  actor: Actor,
  file: SentFile,
): Promise<WorkbookTaken> {
  let at: Columns | undefined;
  const faults: { row: number; say: string }[] = [];
  let done = 0;
  for await (const row of readRows(await bytesOf(file), { sheets: (_name, hidden) => !hidden })) {
    if (!at) {
      at = columnsOf(row);
      continue;
    }
    try {
      if (await perform(world, actor, row, at)) done += 1;
    } catch (thrown) {
      if (!isProblem(thrown) || thrown.status >= 500) throw thrown;
      faults.push({ row: row.row, say: world.sentence(thrown) });
    }
  }
  if (!at) throw new Problem("bulletin.workbook_unknown");
  return { done, faults };
}
