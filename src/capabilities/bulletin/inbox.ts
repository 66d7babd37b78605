import type { Actor, Department } from "#kernel/actor.ts";
import type { Id } from "#kernel/id.ts";
import { conflict, notFound } from "#kernel/problem.ts";
import { subtree } from "#kernel/scope.ts";
import { fileOf, keepingOf } from "#capabilities/registry/index.ts";
import { inScope, readInScope } from "#platform/db/scope.ts";
import { pageOf, readCursor } from "#platform/http/page.ts";
import type { Receipt } from "#platform/journal/journal.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import { type Bulletin, type Facts, receiveList } from "./decide.ts";
import { findTold, type LineRow, linesOf } from "./drafts.ts";
import { openList, openSubjects, shownLists } from "./reading.ts";
import { factsInWords, type Places, placesIn, shownHelp } from "./shown.ts";
import { bulletinOf, listInbox } from "./store.ts";
import { helpChild, newestTold, type TellingState } from "./telling.ts";
import type {
  BulletinShown, BulletinsPage, HelpBulletin, InboxQuery, StepBulletin, ToldLine, ToldPage,
} from "./words.ts"; // prettier-ignore
import { type BulletinWorld, presentOf } from "./world.ts";

/*
 * The department's side. Row security shows it the lists that were sent to it in its area and nothing of a file; of these only
 * those of the office of its own level are its own: a city's department reads no county's list and signs for none. What was given
 * is read from the file in the file's own area, and only of a line that was found in the department's own scope first
 * (docs/decisions/0036, 0052).
 */

/** Errors: bulletin.unknown (404). */
function departmentOf({ department }: Actor): Department {
  if (department === undefined) throw notFound("bulletin.unknown");
  return department;
}

/** What was sent to this department, the newest first. */
export async function inbox(world: BulletinWorld, actor: Actor, query: InboxQuery): Promise<BulletinsPage> {
  const after = readCursor(query.after, "day", "id");
  const rows = await readInScope(world.pool, actor.scope, (db) =>
    listInbox(db, departmentOf(actor), actor.area, after, query.limit + 1),
  );
  const { lines, next } = pageOf(rows, query.limit, (row) => [row.sentOn ?? "", row.id]);
  return { lines: await shownLists(world, actor, lines), next };
}

/** Errors: bulletin.unknown (404). */
export async function openInbox(world: BulletinWorld, actor: Actor, listId: Id): Promise<BulletinShown> {
  const { row } = await openList(world, actor, listId);
  const [shown] = await shownLists(world, actor, [row]);
  if (!shown) throw notFound("bulletin.unknown");
  return shown;
}

/** Nothing of a file that is sealed or gone is read out any more (个人信息保护法 47). */
const isAtRest = (subject: Subject): boolean =>
  keepingOf(subject).sealed !== undefined ||
  keepingOf(subject).deleted !== undefined ||
  fileOf(subject).status === "none";

interface Told {
  readonly listId: Id;
  readonly list: Bulletin;
  readonly places: Places;
}

/** What this list gives of the child: where the same office has told of it anew, the name alone, as that one has it. */
function given(state: TellingState, { listId, list }: Omit<Told, "places">): Facts {
  const own = state.tells?.[listId];
  const [newest, tell] = newestTold(state, { department: list.department, to: list.area }) ?? [];
  if (!own || own.recalled !== null || !tell || list.withdrawn !== null) return {};
  return newest === listId ? tell.facts : { name: tell.facts["name"] ?? "" };
}

function toldLine(row: LineRow, subject: Subject | undefined, { listId, list, places }: Told): ToldLine {
  const state = subject && !isAtRest(subject) ? bulletinOf(subject) : {};
  const tell = state.tells?.[listId];
  // a withdrawal that was cut off has not reached every file yet: the list says it for all
  const recalled = tell?.recalled?.reason ?? list.withdrawn;
  const known = given(state, { listId, list });
  return {
    childId: row.childId, name: String(known["name"] ?? ""), level: row.level, levelTitle: tell?.levelTitle ?? "", recalled,
    facts: factsInWords(known, places), helps: (tell?.helps ?? []).map(shownHelp),
  };
} // prettier-ignore

/** The children of a list that was sent to this department. Errors: bulletin.unknown (404). */
export async function told(world: BulletinWorld, actor: Actor, listId: Id, query: InboxQuery): Promise<ToldPage> {
  const { list } = await openList(world, actor, listId);
  const after = readCursor(query.after, "number", "id");
  const asked = { listId, last: null, made: false, show: "all" };
  const rows = await inScope(world.pool, actor.scope, (db) => linesOf(db, asked, after, query.limit + 1), { readOnly: true });
  const { lines, next } = pageOf(rows, query.limit, (row) => [row.rank, row.childId]);
  const files = await openSubjects(world, lines.map(({ childId, area }) => ({ id: childId, area }))); // prettier-ignore
  const places = await placesIn(world, [...files.values()].map((file) => given(bulletinOf(file), { listId, list })));
  return { lines: lines.map((row) => toldLine(row, files.get(row.childId), { listId, list, places })), next };
} // prettier-ignore

/** Signs for a list. Errors: bulletin.unknown (404), bulletin.not_now (409). */
export async function receive(world: BulletinWorld, actor: Actor, listId: Id, command: StepBulletin): Promise<Receipt> {
  const { row } = await openList(world, actor, listId);
  const asked = { actor: { ...actor, scope: subtree(row.area) }, commandId: command.id, content: { operation: "bulletin.receive", command, listId } };
  return world.journal.decide(asked, listId, (subject) => receiveList(bulletinOf(subject), presentOf(world, actor)));
} // prettier-ignore

/**
 * Help that a department gave, as an entry of the child's file, also of one that moved since. Errors: bulletin.unknown (404),
 * bulletin.recalled, bulletin.not_now (409), bulletin.day_wrong, bulletin.closed_before.
 */
export async function help(
  world: BulletinWorld,
  actor: Actor,
  listId: Id,
  childId: Id,
  command: HelpBulletin,
): Promise<Receipt> {
  const department = departmentOf(actor);
  const { list } = await openList(world, actor, listId);
  if (list.stage === "withdrawn") throw conflict("bulletin.recalled");
  const area = await readInScope(world.pool, actor.scope, (db) => findTold(db, childId, listId, department));
  if (area === undefined) throw notFound("bulletin.unknown");
  const scope = subtree(area);
  const commanded = {
    actor: { ...actor, scope },
    commandId: command.id,
    content: { operation: "bulletin.help", command, listId },
  };
  return world.journal.decide(commanded, childId, (subject) => {
    if (isAtRest(subject)) throw notFound("bulletin.unknown");
    return helpChild(bulletinOf(subject), listId, department, command, presentOf(world, actor));
  });
}
