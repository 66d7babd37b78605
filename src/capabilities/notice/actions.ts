import type pg from "pg";
import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { addDays, type Day } from "#kernel/day.ts";
import { type Id, isId } from "#kernel/id.ts";
import { notFound, Problem } from "#kernel/problem.ts";
import { type AreaCode, within } from "#kernel/scope.ts";
import { areaPaths } from "#capabilities/area/index.ts";
import { fileOf, type World } from "#capabilities/registry/index.ts";
import { inScope, readInScope } from "#platform/db/scope.ts";
import { pageOf } from "#platform/http/page.ts";
import type { Receipt } from "#platform/journal/journal.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { type AboutChild, readNotice, remindNotice, sendNotice, withdrawNotice } from "./decide.ts";
import {
  childrenOf,
  countReached,
  type CountedRow,
  findNotice,
  hasRead,
  isFor,
  noticeOf,
  noticesFor,
  noticesOf,
  readersOf,
  undirected,
} from "./store.ts";
import type {
  NoticeLine,
  NoticeShown,
  NoticesPage,
  NoticesQuery,
  OwnNotice,
  ReadNotice,
  RemindNotice,
  SendNotice,
  WithdrawNotice,
} from "./words.ts";

export interface NoticeWorld extends World {
  readonly pool: pg.Pool;
}

const byOf = ({ name }: Actor) => ({ name });

/** The places that an area lies in, and itself: whom it is for is written in one of them. */
const placesOf = (area: AreaCode): string[] => [2, 4, 6, 9, 12].map((digits) => area.slice(0, digits));

const VILLAGE = 12;

interface About {
  readonly children: readonly AboutChild[];
  readonly names: readonly string[];
}

/** The files that it is about, and what their children are called. Errors: journal.not_found (404) for one elsewhere. */
async function aboutOf(world: NoticeWorld, actor: Actor, childIds: readonly Id[]): Promise<About> {
  if (childIds.length === 0) return { children: [], names: [] };
  const files = await inScope(world.pool, actor.scope, (db) => world.journal.find(db, childIds), { readOnly: true });
  const found = childIds.map((id) => {
    const file = files.get(id);
    if (!file || fileOf(file).status === "none") throw notFound("journal.not_found", { id });
    return file;
  });
  const children = found.map(({ id, area }) => ({ childId: id, area }));
  return { children, names: found.map((file) => String(fileOf(file).facts["name"]?.value ?? "")) };
}

/** Whom it is for: the places named, within the own area; of children their villages. Errors: area.unknown (404). */
function areasOf(actor: Actor, { areas }: SendNotice, { children }: About): AreaCode[] {
  if (children.length > 0) return [...new Set(children.map(({ area }) => area))];
  const outside = areas.filter((area) => !within(actor.scope, area));
  if (outside.length > 0) throw notFound("area.unknown", { codes: outside });
  return areas.length > 0 ? areas : [actor.area];
} // prettier-ignore

/**
 * A notice that reaches nobody is none; one about marked children reaches the director of each, or its sender would take a
 * child for cared for of whom nobody was told. Errors: notice.nobody, notice.unreached with the places.
 */
async function requireReached(db: Queryable, { posts }: SendNotice, areas: readonly AreaCode[], isAbout: boolean, day: Day): Promise<void> {
  if (!isAbout) {
    if ((await countReached(db, posts, areas, day)) === 0) throw new Problem("notice.nobody");
    return;
  }
  const unknown = areas.filter(({ length }) => length !== VILLAGE); // a file of a township whose village is not known
  const missed = [...unknown, ...(await undirected(db, areas.filter(({ length }) => length === VILLAGE), day))];
  if (missed.length === 0) return;
  const paths = await areaPaths(db, missed, day);
  throw new Problem("notice.unreached", { places: missed.map((code) => paths.get(code)?.at(-1) ?? code).join("、") });
} // prettier-ignore

/** Errors: as sendNotice and requireReached; journal.not_found, area.unknown (404). */
export async function send(world: NoticeWorld, actor: Actor, command: SendNotice): Promise<Receipt> {
  const about = await aboutOf(world, actor, command.childIds);
  const wanted = about.children.length > 0 ? { ...command, posts: ["director" as const] } : command;
  const areas = areasOf(actor, command, about);
  const day = today(world.clock);
  const content = { operation: "notice.send", command };
  return world.journal.create(
    { actor, commandId: command.id, content },
    { id: command.id, childId: null, area: actor.area },
    async (_subject, db) => {
      await requireReached(db, wanted, areas, about.children.length > 0, day);
      return sendNotice(wanted, { ...about, areas, today: day, by: byOf(actor), post: actor.post });
    },
  );
}

/** Those of the office that wrote it alone. Errors: notice.unknown (404), notice.other_office (403). */
const ownOffice = (actor: Actor, area: AreaCode): void => {
  if (actor.area !== area) throw new Problem("notice.other_office", {}, 403);
};

export const remind = (world: NoticeWorld, actor: Actor, id: Id, command: RemindNotice): Promise<Receipt> =>
  world.journal.decide(
    { actor, commandId: command.id, content: { operation: "notice.remind", command } },
    id,
    (subject) => {
      const drafts = remindNotice(noticeOf(subject), { today: today(world.clock), by: byOf(actor) });
      ownOffice(actor, subject.area);
      return drafts;
    },
  );

export const withdraw = (world: NoticeWorld, actor: Actor, id: Id, command: WithdrawNotice): Promise<Receipt> =>
  world.journal.decide(
    { actor, commandId: command.id, content: { operation: "notice.withdraw", command } },
    id,
    (subject) => {
      const drafts = withdrawNotice(noticeOf(subject), command.reason, byOf(actor));
      ownOffice(actor, subject.area);
      return drafts;
    },
  );

/**
 * A receipt, as a subject of its own where its reader stands: a thousand directors wait for no common lock. occurredAt:
 * when a phone made it. Errors: notice.unknown (404) for one that is not for this post.
 */
export async function read(
  world: NoticeWorld,
  actor: Actor,
  noticeId: Id,
  command: ReadNotice,
  occurredAt?: string,
): Promise<Receipt> {
  const content = { operation: "notice.read", noticeId, command };
  return world.journal.create(
    { actor, commandId: command.id, content, ...(occurredAt && { occurredAt }) },
    { id: command.id, childId: null, area: actor.area },
    async (_subject, db) => {
      if (!(await isFor(db, noticeId, placesOf(actor.area), actor.post))) throw notFound("notice.unknown");
      return readNotice(noticeId, byOf(actor), await hasRead(db, noticeId, actor.personId));
    },
  );
}

/** How long after its day a notice stays in its reader's list. */
const KEPT_DAYS = 92;
const OWN_MOST = 50;

/** What this post was written. Of a withdrawn one the words are gone. */
export async function own({ pool, clock }: Pick<NoticeWorld, "pool" | "clock">, actor: Actor): Promise<OwnNotice[]> {
  const since = addDays(today(clock), -KEPT_DAYS);
  const rows = await readInScope(pool, actor.scope, (db) =>
    noticesFor(db, actor, placesOf(actor.area), since, OWN_MOST),
  );
  return rows.map(({ area: _area, posts: _posts, areas: _areas, reminders: _reminders, ...row }) => ({
    ...row,
    words: row.withdrawnAt === null ? row.words : "",
    childIds: row.withdrawnAt === null ? [...row.childIds] : [],
  }));
}

function lineOf({ words: _words, area: _area, reminders: _reminders, ...row }: CountedRow): NoticeLine {
  return { ...row, posts: [...row.posts], areas: [...row.areas] };
}

function cursorOf(after: string | undefined): Id | null {
  if (after === undefined) return null;
  if (!isId(after)) throw new Problem("http.input_invalid", { path: "after" }, 400);
  return after;
}

export async function list({ pool, clock }: NoticeWorld, actor: Actor, query: NoticesQuery): Promise<NoticesPage> {
  const after = cursorOf(query.after);
  const rows = await readInScope(pool, actor.scope, (db) =>
    noticesOf(db, actor.area, today(clock), after, query.limit + 1),
  );
  const page = pageOf(rows, query.limit, ({ id }) => [id]);
  return { ...page, lines: page.lines.map(lineOf) };
}

/** One notice with who has read it and who has not. Errors: notice.unknown (404). */
export async function show({ pool, clock }: NoticeWorld, actor: Actor, id: Id): Promise<NoticeShown> {
  const day = today(clock);
  const row = await readInScope(pool, actor.scope, (db) => findNotice(db, id, actor.scope, day));
  if (!row) throw notFound("notice.unknown");
  const { readers, childIds } = await inScope(pool, actor.scope, async (db) => ({
    readers: await readersOf(db, id, day),
    childIds: await childrenOf(db, id),
  }), { readOnly: true }); // prettier-ignore
  const { words, reminders, area } = row;
  return { ...lineOf(row), words, reminders, childIds, readers, own: area === actor.area };
}
