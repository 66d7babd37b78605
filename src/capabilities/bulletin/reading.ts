import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { Id } from "#kernel/id.ts";
import { notFound } from "#kernel/problem.ts";
import type { Purpose } from "#kernel/purpose.ts";
import { type AreaCode, type Scope, subtree, within } from "#kernel/scope.ts";
import { areaPaths } from "#capabilities/area/index.ts";
import { factsInWords, openedOf } from "#capabilities/referral/index.ts";
import { fileOf, findFile, keepingOf } from "#capabilities/registry/index.ts";
import { inScope, readInScope } from "#platform/db/scope.ts";
import { pageOf, readCursor } from "#platform/http/page.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import { type Bulletin, getList } from "./decide.ts";
import { countsOf, findLevel, type LineRow, linesOf } from "./drafts.ts";
import { factsFor } from "./sending.ts";
import { type Places, shownList, shownTell } from "./shown.ts";
import { bulletinOf, findList, listLists, type ListRow, officesOf } from "./store.ts";
import type {
  BulletinLine, BulletinOpened, BulletinShown, BulletinsPage, BulletinsQuery, ChangeWord, Counts, LinesPage, LinesQuery, Offered, TellShown,
} from "./words.ts"; // prettier-ignore
import { type BulletinWorld, itemsOf } from "./world.ts";

/** Subjects that another question has given already, wherever they lie now: lists, and children who were told of. */
export async function openSubjects(
  world: BulletinWorld,
  rows: readonly { readonly id: Id; readonly area: AreaCode }[],
): Promise<ReadonlyMap<Id, Subject>> {
  const areas = rows.map(({ area }) => area).toSorted();
  const [lo, hi] = [areas.at(0), areas.at(-1)];
  if (lo === undefined || hi === undefined) return new Map();
  const ids = rows.map(({ id }) => id);
  return inScope(world.pool, { lo, hi: `${hi}:` }, (db) => world.journal.find(db, ids), { readOnly: true });
}

export const namesOf = (world: BulletinWorld, areas: readonly AreaCode[]): Promise<Places> =>
  areaPaths(world.pool, [...new Set(areas)], today(world.clock));

export async function shownLists(world: BulletinWorld, actor: Actor, rows: readonly ListRow[]): Promise<BulletinShown[]> {
  const [subjects, places] = await Promise.all([openSubjects(world, rows), namesOf(world, rows.map(({ area }) => area))]);
  return rows.flatMap((row) => {
    const subject = subjects.get(row.id);
    const list = subject && bulletinOf(subject).list;
    return list ? [shownList(row.id, list, row, places, actor)] : [];
  });
} // prettier-ignore

/** Errors: area.unknown (404) outside one's own. */
function scopeAsked(actor: Actor, area: AreaCode | undefined): Scope {
  if (area === undefined) return actor.scope;
  if (!within(actor.scope, area)) throw notFound("area.unknown", { codes: [area] });
  return subtree(area);
}

/** The lists of the area, the newest first. */
export async function listed(world: BulletinWorld, actor: Actor, query: BulletinsQuery): Promise<BulletinsPage> {
  const scope = scopeAsked(actor, query.area);
  const after = readCursor(query.after, "day", "id");
  const { waiting, limit } = query;
  const awaited = waiting && { waiting, area: actor.area, personId: actor.personId };
  const rows = await readInScope(world.pool, actor.scope, (db) => listLists(db, scope, after, limit + 1, awaited));
  const { lines, next } = pageOf(rows, limit, (row) => [row.composedOn, row.id]);
  return { lines: await shownLists(world, actor, lines), next };
}

const isMade = ({ stage }: Bulletin): boolean => stage === "composed" || stage === "submitted" || stage === "sending";

/** A department's own lists are those of the office of its level (同级): what a county sent is not the city's to sign for. */
const isOthers = ({ area }: ListRow, { post, area: own }: Actor): boolean =>
  post === "department" && !officesOf(own).includes(area);

/** A list as the actor's own scope shows it. Errors: bulletin.unknown (404). */
export async function openList(
  world: BulletinWorld,
  actor: Actor,
  listId: Id,
): Promise<{ row: ListRow; list: Bulletin }> {
  const row = await readInScope(world.pool, actor.scope, (db) => findList(db, listId));
  const subject = row && !isOthers(row, actor) && (await openSubjects(world, [row])).get(listId);
  if (!row || !subject) throw notFound("bulletin.unknown");
  return { row, list: getList(bulletinOf(subject)) };
}

async function counted(world: BulletinWorld, actor: Actor, listId: Id, list: Bulletin): Promise<Counts> {
  const asked = { listId, last: list.last, made: isMade(list) };
  const { levels, gone } = await inScope(world.pool, actor.scope, (db) => countsOf(db, asked), { readOnly: true });
  const sum = (key: "children" | "fresh" | "changed" | "out" | "helped" | "recalled"): number =>
    levels.reduce((all, one) => all + one[key], 0);
  return {
    levels: levels.flatMap(({ level, children }) => (children > 0 ? [{ level, title: list.levels[level] ?? level, children }] : [])),
    new: sum("fresh"), changed: sum("changed"), same: sum("children") - sum("fresh") - sum("changed"), gone,
    out: sum("out"), helped: sum("helped"), recalled: sum("recalled"),
  };
} // prettier-ignore

/** One list with its numbers. Errors: bulletin.unknown (404). */
export async function opened(world: BulletinWorld, actor: Actor, listId: Id): Promise<BulletinOpened> {
  const { row, list } = await openList(world, actor, listId);
  const places = await namesOf(world, [list.area]);
  return { ...shownList(listId, list, row, places, actor), counts: await counted(world, actor, listId, list) };
}

const changeOf = ({ before, level }: LineRow, show: string): ChangeWord =>
  show === "gone" ? "gone" : before === null ? "new" : before === level ? "same" : "changed";

/** The name, for whoever may read the file: not of one that is elsewhere, sealed or gone. */
const nameIn = (subject: Subject | undefined): string => {
  if (!subject || keepingOf(subject).sealed !== undefined || keepingOf(subject).deleted !== undefined) return "";
  return String(fileOf(subject).facts["name"]?.value ?? "");
};

function lineOf(row: LineRow, { listId, list, show, subject, places }: { listId: Id; list: Bulletin; show: string; subject: Subject | undefined; places: Places }): BulletinLine {
  const state = subject && bulletinOf(subject);
  return {
    childId: row.childId, name: nameIn(subject), place: subject ? (places.get(row.area)?.slice(-2).join("") ?? "") : "",
    level: row.level, levelTitle: list.levels[row.level] ?? row.level, before: row.before === null ? null : (list.levels[row.before] ?? row.before),
    change: changeOf(row, show), out: row.out, added: row.added, reason: state?.amended?.[listId]?.reason ?? "",
    recalled: state?.tells?.[listId]?.recalled?.reason ?? null, helps: row.helps,
  };
} // prettier-ignore

/** The children of a list, the gravest first. Errors: bulletin.unknown (404). */
export async function linesShown(
  world: BulletinWorld,
  actor: Actor,
  listId: Id,
  query: LinesQuery,
): Promise<LinesPage> {
  const { list } = await openList(world, actor, listId);
  const after = readCursor(query.after, "number", "id");
  const asked = { listId, last: list.last, made: isMade(list), show: query.show };
  const { rows, subjects } = await inScope(world.pool, actor.scope, async (db) => {
    const found = await linesOf(db, asked, after, query.limit + 1);
    return { rows: found, subjects: await world.journal.find(db, found.map(({ childId }) => childId)) };
  }, { readOnly: true }); // prettier-ignore
  const { lines: kept, next } = pageOf(rows, query.limit, (row) => [row.rank, row.childId]);
  const places = await namesOf(
    world,
    kept.map(({ area }) => area),
  );
  const shown = kept.map((row) =>
    lineOf(row, { listId, list, show: query.show, subject: subjects.get(row.childId), places }),
  );
  return { lines: shown, next };
}

/** Who was told of a child, what and when, the newest first; also after it moved or was closed. Errors: registry.not_found (404). */
export async function ofChild(world: BulletinWorld, actor: Actor, childId: Id): Promise<TellShown[]> {
  const { tells = {} } = bulletinOf(await findFile(world, actor, childId));
  const places = await namesOf(
    world,
    Object.values(tells).map(({ to }) => to),
  );
  return Object.entries(tells)
    .map(([listId, tell]) => shownTell(listId, tell, places))
    .toSorted((a, b) => (a.on === b.on ? (a.listId < b.listId ? 1 : -1) : a.on < b.on ? 1 : -1));
}

/**
 * Whom a child may be told to at once, and exactly what would leave; sensitive facts by their ends until a purpose opens them.
 * Errors: registry.not_found (404).
 */
export async function offers(world: BulletinWorld, actor: Actor, childId: Id, purpose: Purpose | null): Promise<Offered> {
  const subject = await findFile(world, actor, childId);
  const day = today(world.clock);
  const level = await readInScope(world.pool, actor.scope, (db) => findLevel(db, subject.area, childId, day));
  const items = itemsOf(world, actor.area, day);
  const whole = factsFor(subject, items.flatMap(({ to }) => to.flatMap(({ fields }) => fields))); // prettier-ignore
  const words = await factsInWords(world, whole, purpose !== null);
  const to = items.flatMap(({ id, title, clause, urgent_check: check, to: departments }) =>
    departments.map(({ department, fields }) => {
      const given = words.filter(({ key }) => fields.includes(key));
      return { item: id, title, clause, department, check, fields: given };
    }),
  );
  return { seq: subject.seq, level: level?.level ?? null, to, opened: openedOf(words) };
} // prettier-ignore
