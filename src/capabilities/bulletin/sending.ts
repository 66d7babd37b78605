import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { type Id, newId } from "#kernel/id.ts";
import { conflict } from "#kernel/problem.ts";
import { countyOf, subtree, within } from "#kernel/scope.ts";
import { areaPath } from "#capabilities/area/index.ts";
import { ownerName } from "#capabilities/comparison/index.ts";
import { givenFacts, giveInPortions } from "#capabilities/export/index.ts";
import { fileOf, keepingOf, unsealedValues } from "#capabilities/registry/index.ts";
import { inScope } from "#platform/db/scope.ts";
import { again } from "#platform/journal/journal.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { type Bulletin, type Drafted, type Facts, getList, sendList } from "./decide.ts";
import { dropLines, nextTold, nextUntold, type Proposed } from "./drafts.ts";
import { bulletinOf, lockList } from "./store.ts";
import { recallChild, tellChild, type Telling } from "./telling.ts";
import { type BulletinWorld, presentOf } from "./world.ts";

/*
 * What a sending, or its taking back, does to the files: some hundred at a time, each in a transaction of its own, so that
 * a county's list holds nobody up for long. What was cut off goes on where it stood: who was told by this list is not told
 * again, and the department sees the list only when everybody on it has been told of in their own file.
 */

const BATCH = 300;
const beginning: Id = "00000000-0000-0000-0000-000000000000";

/** Nothing of a file that is closed, sealed or gone is given (个人信息保护法 47). */
export const isGivable = (subject: Subject): boolean =>
  fileOf(subject).status === "open" &&
  keepingOf(subject).sealed === undefined &&
  keepingOf(subject).deleted === undefined;

export const factsFor = (subject: Subject, fields: readonly string[]): Facts =>
  givenFacts(unsealedValues(fileOf(subject).facts), fields);

type Decide = (subject: Subject, n: number) => Drafted[];

interface Some {
  readonly ids: readonly Id[];
  readonly decide: Decide;
  /** Whether it is still to be done, asked in the same transaction. */
  readonly still?: (db: Queryable) => Promise<boolean>;
}

/** Some files of one transaction; one that is out of reach by now is passed by. */
async function batch(world: BulletinWorld, actor: Actor, { ids, decide, still }: Some): Promise<void> {
  const occurredAt = world.clock.now().toISOString();
  await again(() =>
    inScope(world.pool, actor.scope, async (db) => {
      if (still && !(await still(db))) return;
      const files = await world.journal.find(db, ids);
      const items = ids.flatMap((id, n) => {
        const held = files.get(id);
        if (!held || decide(held, n).length === 0) return [];
        return [{ subjectId: id, commandId: newId(), decide: (subject: Subject) => decide(subject, n) }];
      });
      if (items.length > 0) await world.journal.batch(db, actor, occurredAt, items);
    }),
  );
}

/** Page after page of a list's children. */
async function eachPage<Row extends { readonly childId: Id }>(
  next: (after: Id) => Promise<Row[]>,
  work: (rows: readonly Row[]) => Promise<void>,
): Promise<void> {
  for (let after = beginning; ;) {
    const rows = await next(after);
    if (rows.length === 0) return;
    await work(rows);
    after = rows.at(-1)?.childId ?? after;
  }
}

function tellingOf(list: Bulletin, world: BulletinWorld, { level, rank }: Proposed, subject: Subject): Telling {
  const { department, kind, title, clause, area, levels, composer, checker, reason, fields } = list;
  return {
    department, kind, title, clause, to: area, level, levelTitle: levels[level] ?? level, rank, day: today(world.clock),
    composer, checker: checker ?? "", reason, fields, facts: factsFor(subject, fields),
  };
} // prettier-ignore

const reading = <T>(world: BulletinWorld, actor: Actor, ask: (db: Queryable) => Promise<T>): Promise<T> =>
  inScope(world.pool, actor.scope, ask, { readOnly: true });

/** A list that somebody withdraws meanwhile is told to nobody else: the withdrawal waits for this batch, and recalls it. */
const tellAll = (world: BulletinWorld, actor: Actor, listId: Id, list: Bulletin): Promise<void> =>
  eachPage(
    (after) => reading(world, actor, (db) => nextUntold(db, listId, after, BATCH)),
    (rows) => batch(world, actor, {
      ids: rows.map(({ childId }) => childId),
      still: async (db) => (await lockList(db, listId)) === "sending",
      decide: (subject, n) => {
        const row = rows[n];
        return row && isGivable(subject) ? tellChild(bulletinOf(subject), listId, tellingOf(list, world, row, subject)) : [];
      },
    }),
  ); // prettier-ignore

/** Each file in its own area: a child that left the county since was told of all the same. */
const recallAll = (world: BulletinWorld, actor: Actor, listId: Id, reason: string): Promise<void> =>
  eachPage(
    (after) => reading(world, actor, (db) => nextTold(db, listId, after, BATCH, true)),
    async (rows) => {
      const decide: Decide = (subject) => recallChild(bulletinOf(subject), listId, reason, presentOf(world, actor));
      for (const [area, some] of Map.groupBy(rows, (row) => (within(actor.scope, row.area) ? actor.area : row.area))) {
        const scope = area === actor.area ? actor.scope : subtree(area);
        await batch(world, { ...actor, scope }, { ids: some.map(({ childId }) => childId), decide });
      }
    },
  ); // prettier-ignore

/** What was given, as the files have it, some hundred at a time: a county's list is nowhere held whole. */
async function* givenBy(world: BulletinWorld, db: Queryable, listId: Id): AsyncGenerator<readonly Facts[]> {
  for (let after = beginning; ;) {
    const rows = await nextTold(db, listId, after, BATCH);
    const files = await world.journal.find(db, rows.map(({ childId }) => childId)); // prettier-ignore
    yield rows.flatMap(({ childId }) => {
      const held = files.get(childId);
      const facts = held && bulletinOf(held).tells?.[listId]?.facts;
      return facts ? [facts] : [];
    });
    if (rows.length < BATCH) return;
    after = rows.at(-1)?.childId ?? after;
  }
}

/**
 * The giving stands in the ledger in the transaction that makes the list visible, under the list's own id: once. Errors:
 * journal.id_reused (409) where something else was given under this id: then the list stays unseen.
 */
async function finish(world: BulletinWorld, actor: Actor, listId: Id): Promise<void> {
  const commanded = { actor, commandId: newId(), content: { operation: "bulletin.finish", listId } };
  await world.journal.decide(commanded, listId, async (subject, db) => {
    const list = getList(bulletinOf(subject));
    if (list.stage !== "sending") return [];
    const place = (await areaPath(db, countyOf(list.area), today(world.clock))).at(-1) ?? "";
    const sending = {
      id: listId, purpose: list.purpose, department: list.department, recipient: `${place}${ownerName(list.department)}`, fields: list.fields,
      means: "platform", area: list.area, agreement: { title: list.clause, ...list.policy },
    } as const;
    const gave = await giveInPortions(db, world, actor, sending, givenBy(world, db, listId));
    // the id was used for something else: nobody is shown a name without a row in the ledger of givings
    if (!gave) throw conflict("journal.id_reused");
    const { count, number } = gave === "nobody" ? { count: 0, number: null } : gave;
    if (list.kind === "periodic") await dropLines(db, listId);
    return sendList(bulletinOf(subject), count, number, presentOf(world, actor));
  });
} // prettier-ignore

/** Does what a list's stage still asks for, file by file; nothing where that is done. */
export async function carryOn(world: BulletinWorld, actor: Actor, listId: Id): Promise<void> {
  const subject = (await reading(world, actor, (db) => world.journal.find(db, [listId]))).get(listId);
  const list = subject && bulletinOf(subject).list;
  if (list?.stage === "sending") {
    await tellAll(world, actor, listId, list);
    await finish(world, actor, listId);
  }
  if (list?.stage === "withdrawn") await recallAll(world, actor, listId, list.withdrawn ?? "");
}
