import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { Id } from "#kernel/id.ts";
import { isProblem, Problem } from "#kernel/problem.ts";
import type { Watermark } from "#kernel/watermark.ts";
import { type ExportWorld, makeExport, type Ticket } from "#capabilities/export/index.ts";
import {
  type Cell, type PlannedRow, readRows, type Row, type Style, type WorkbookPlan, writeWorkbook,
} from "#platform/files/index.ts"; // prettier-ignore
import type { SentFile } from "#platform/http/upload.ts";
import { acceptLine, answerLine, giveBack, inbox, open } from "./inbox.ts";
import { commandOf, readToken, tokenKeyOf, tokenOf } from "./token.ts";
import { AnswerReferral, type InboxLine, type ReferralShown, ReturnReferral, type TakeInbox, type WorkbookLine, type WorkbookTaken } from "./words.ts"; // prettier-ignore
import type { ReferralWorld } from "./world.ts";
import { workbookWords as words } from "./zh.ts";

/*
 * For those who work offline: what waits for the department as a workbook, with a cell for what was done and one for the
 * text; filled and sent back it is the same commands as on the page. Each line is signed: a line that was changed, made up,
 * or made for another department is refused, and stops no other.
 */

export interface WorkbookWorld extends ReferralWorld, ExportWorld {
  readonly identitySecret: Buffer;
}

const text: Style = { format: "@" };
const body: Style = { ...text, border: true, wrap: true, vertical: "center" };
const head: Style = { ...body, bold: true, fill: "DDEBF7", align: "center" };
const title: Style = { ...text, bold: true, size: 14 };
const typed: Style = { ...body, fill: "FFF9E5" };

const ownOf = (actor: Actor): string => actor.department ?? "civil_affairs";

const FIRST = 3;
const LAST = 5000;

const givenText = ({ facts }: ReferralShown): string =>
  facts.flatMap(({ key, label, text: said }) => (key === "name" ? [] : [`${label}：${said}`])).join("\n");

function line(key: Buffer, department: string, watermark: Watermark, shown: ReferralShown): PlannedRow {
  const { childId, no, urgent, title: what, note, due, name } = shown;
  const token = tokenOf(key, department, { childId, no, number: watermark.number });
  const cells = [name, `${urgent ? words.urgent : ""}${what}`, note, due ?? "", givenText(shown)];
  return {
    cells: [
      ...cells.map((content) => ({ content, style: body })),
      { content: "", style: typed },
      { content: "", style: typed },
      { content: token, style: body },
    ],
  };
}

function planOf(watermark: Watermark, rows: () => AsyncIterable<PlannedRow>): WorkbookPlan {
  const range = `F${FIRST}:F${LAST}`;
  return {
    title: words.title,
    watermark,
    sheets: [
      {
        name: words.sheet,
        columns: words.widths.map((width) => ({ width })),
        freeze: { rows: 2, columns: 1 },
        choices: [{ range, from: `${words.choices}!$A$1:$A$${words.acts.length}`, strict: true }],
        page: { paper: "A4", landscape: true, fitWide: 1, titleRows: [2, 2] },
        rows: async function* all() {
          yield { cells: [{ content: words.title, style: title }], height: 24 };
          yield { cells: words.heads.map((content) => ({ content, style: head })) };
          yield* rows();
          yield { cells: [{ content: watermark.line, style: text }] };
        },
      },
      { name: words.choices, hidden: true, rows: words.acts.map((content) => ({ cells: [{ content, style: text }] })) },
    ],
  };
}

/** All that waits, page after page. */
async function* waiting(world: ReferralWorld, actor: Actor): AsyncGenerator<readonly InboxLine[]> {
  for (let after: string | undefined; ;) {
    const page = await inbox(world, actor, { open: "yes", limit: 100, after });
    yield page.lines.filter(({ name }) => name !== "");
    if (page.next === null) return;
    after = page.next;
  }
}

/** Makes the workbook; `saw` is told whose data it holds. Errors: those of makeExport. */
export async function takeInbox(
  world: WorkbookWorld,
  actor: Actor,
  saw: (children: readonly Id[]) => Promise<void>,
  taking: TakeInbox & { readonly address: string },
): Promise<Ticket> {
  const key = tokenKeyOf(world.identitySecret);
  const name = `${words.title}-${today(world.clock)}.xlsx`;
  const taken = { ...taking, area: actor.area, kind: "referral", name } as const;
  return makeExport(world, actor, taken, async (watermark, save) => {
    let count = 0;
    async function* rows(): AsyncGenerator<PlannedRow> {
      for await (const lines of waiting(world, actor)) {
        await saw(lines.map(({ childId }) => childId));
        for (const { childId, no } of lines) {
          yield line(key, ownOf(actor), watermark, await open(world, actor, childId, no));
          count += 1;
        }
      }
    }
    await save(writeWorkbook(planOf(watermark, rows)));
    return count;
  });
}

const MOST_BYTES = 4_000_000;

/** A workbook of answers is small. Errors: survey.upload_too_large (413). */
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

const saidIn = (cell: Cell | undefined): string =>
  cell?.kind === "text" ? cell.text.trim() : cell?.kind === "number" ? cell.raw : "";

/** Where the columns stand: somebody may have put another one before them. */
interface Columns {
  readonly act: number;
  readonly say: number;
  readonly token: number;
}

function columnsOf({ cells }: Row): Columns | undefined {
  const at = (said: string): number => cells.findIndex((cell) => saidIn(cell) === said);
  const [act, say, token] = [at(words.act), at(words.say), at(words.token)];
  return act < 0 || say < 0 || token < 0 ? undefined : { act, say, token };
}

/** What a filled line does. Errors: those of the commands; referral.line_unsigned, referral.line_unclear, referral.search_on_page. */
async function perform(world: WorkbookWorld, actor: Actor, row: Row, at: Columns): Promise<boolean> {
  const [act, say, token] = [at.act, at.say, at.token].map((n) => saidIn(row.cells[n]));
  if (act === undefined || say === undefined || token === undefined || (act === "" && say === "")) return false;
  const key = tokenKeyOf(world.identitySecret);
  const named = readToken(key, ownOf(actor), token);
  if (!named) throw new Problem("referral.line_unsigned");
  const id = commandOf(key, token, `${act}|${say}`);
  const { childId, no } = named;
  if (act === words.acts[0]) await acceptLine(world, actor, childId, no, { id });
  else if (act === words.acts[1]) await answerLine(world, actor, childId, no, filled(AnswerReferral.safeParse({ id, result: say })));
  else if (act === words.acts[2]) await giveBack(world, actor, childId, no, filled(ReturnReferral.safeParse({ id, reason: say })));
  else throw new Problem("referral.line_unclear");
  return true;
} // prettier-ignore

function filled<T>(parsed: { success: true; data: T } | { success: false }): T {
  if (!parsed.success) throw new Problem("referral.line_unclear");
  return parsed.data;
}

/**
 * Takes a filled workbook back: line for line, each a command of its own, and what is wrong with a line stops no other. The
 * same workbook again changes nothing. Errors: referral.workbook_unknown, survey.upload_too_large, those of readRows.
 */
export async function takeBack(
  world: WorkbookWorld & { readonly sentence: (problem: Problem) => string },
  actor: Actor,
  file: SentFile,
): Promise<WorkbookTaken> {
  let at: Columns | undefined;
  const faults: WorkbookLine[] = [];
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
  if (!at) throw new Problem("referral.workbook_unknown");
  return { done, faults };
}
