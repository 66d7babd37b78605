import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { type Day, isDay } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { conflict, Problem } from "#kernel/problem.ts";
import type { Holds, Ticket } from "#capabilities/export/index.ts";
import { type Answered, makeSlip, type Slip, type SlipLine, type SlipWorld } from "#capabilities/slip/index.ts";
import type { TakeSlip } from "#capabilities/slip/words.ts";
import type { Receipt } from "#platform/journal/journal.ts";
import { help, told } from "./inbox.ts";
import { openList } from "./reading.ts";
import { areStanding } from "./store.ts";
import { HelpBulletin, type HelpKind, helpKinds, type ToldLine } from "./words.ts";
import type { BulletinWorld } from "./world.ts";
import { slipWords as words } from "./zh.ts";

/* For those who work offline: a list as a slip with cells for what was done. A line copied with another answer is another help. */

export type WorkbookWorld = BulletinWorld & SlipWorld;

export const slip: Slip = { kind: "bulletin", words: { ...words, options: Object.values(helpKinds) } };

function lineOf(listId: Id, { childId, name, levelTitle, facts }: ToldLine): SlipLine {
  const given = facts.map(({ label, text: said }) => `${label}：${said}`).join("\n");
  return { childId, of: listId, said: [name, levelTitle, given] };
}

/** All of whom the department still holds a name, page after page. */
async function* everybody(world: BulletinWorld, actor: Actor, listId: Id): AsyncGenerator<readonly SlipLine[]> {
  for (let after: string | undefined; ;) {
    const page = await told(world, actor, listId, { limit: 200, ...(after !== undefined && { after }) });
    yield page.lines.filter(({ name, facts }) => name !== "" && facts.length > 0).map((one) => lineOf(listId, one));
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
 * Makes the slip of a list; `saw` is told whose data it holds. Errors: bulletin.unknown (404), bulletin.not_now (409) for one that was
 * withdrawn, those of makeSlip.
 */
export async function takeList(
  world: WorkbookWorld,
  actor: Actor,
  saw: (children: readonly Id[]) => Promise<void>,
  { listId, ...taking }: TakeSlip & { readonly listId: Id; readonly address: string },
): Promise<Ticket> {
  const { list } = await openList(world, actor, listId);
  if (list.stage !== "sent") throw conflict("bulletin.not_now", { stage: list.stage });
  const name = nameOf(list.sentOn ?? today(world.clock), listId);
  return makeSlip(world, actor, slip, { ...taking, name, pages: () => everybody(world, actor, listId), saw });
}

const kindOf = (said: string): HelpKind | undefined =>
  (Object.keys(helpKinds) as HelpKind[]).find((kind) => helpKinds[kind] === said);

/** 2026-11-30, as a date or as people type it. */
const dayIn = (said: string): string => {
  const parts = /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$/.exec(said);
  const day = parts ? `${parts[1]}-${parts[2]?.padStart(2, "0")}-${parts[3]?.padStart(2, "0")}` : said;
  return isDay(day) ? day : "";
};

/** What a filled line tells. Errors: those of help; bulletin.line_unclear. */
export const perform =
  (world: WorkbookWorld, actor: Actor) =>
  async ({ id, childId, of, answers }: Answered): Promise<Receipt> => {
    const [kind = "", what, by, on = "", note] = answers;
    const given = HelpBulletin.safeParse({ id, kind: kindOf(kind), what, by, on: dayIn(on), note });
    if (!given.success) throw new Problem("bulletin.line_unclear");
    return help(world, actor, of, childId, given.data);
  };
