import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { addDays, type Day, daysBetween } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import type { AreaCode, Scope } from "#kernel/scope.ts";
import type { BulletinItem } from "#capabilities/policy/index.ts";
import { inScope } from "#platform/db/scope.ts";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { dueOf } from "./decide.ts";
import { namesOf } from "./reading.ts";
import { countWaiting } from "./store.ts";
import type { BulletinToday, DueLine } from "./words.ts";
import { type BulletinWorld, itemsOf } from "./world.ts";

/*
 * What is to be sent by when. Nothing runs at night that could fail to: the day follows from the last list that was sent and
 * holds, or from when there first was somebody in the office whose duty it is.
 */

const sentLast = sql`
  select area, item, department, max(sent_on) as "sentOn" from bulletin_list
  where area >= $1 and area < $2 and kind = 'periodic' and stage = 'sent' group by area, item, department`;
const beingMade = sql`
  select id, area, item, department from bulletin_list
  where area = $1 and kind = 'periodic' and stage in ('composed', 'submitted', 'sending')`;
const offices = sql`
  select area, min(from_day) as since from account_post
  where kind in ('county', 'city') and area >= $1 and area < $2 group by area order by area`;
const notChecked = sql`
  select area, department, composed_on as "composedOn" from bulletin_list
  where area >= $1 and area < $2 and area <> $3 and waits order by composed_on, id limit 100`;

type Unchecked = Pick<DueLine, "area" | "department"> & { readonly composedOn: Day };

interface Key {
  readonly area: AreaCode;
  readonly item: string;
  readonly department: string;
}
const keyOf = ({ area, item, department }: Key): string => `${area} ${item} ${department}`;

interface Asked {
  readonly last: ReadonlyMap<string, Day>;
  readonly open: ReadonlyMap<string, Id>;
  readonly since: ReadonlyMap<AreaCode, Day>;
  readonly unchecked: readonly Unchecked[];
  readonly counts: Awaited<ReturnType<typeof countWaiting>>;
}

async function ask(db: Queryable, { lo, hi }: Scope, { area, personId }: Actor): Promise<Asked> {
  const last = await db.query<Key & { sentOn: Day }>({ name: "bulletin.sent_last", text: sentLast, values: [lo, hi] });
  const open = await db.query<Key & { id: Id }>({ name: "bulletin.being_made", text: beingMade, values: [area] });
  const held = await db.query<{ area: AreaCode; since: Day }>({ name: "bulletin.offices", text: offices, values: [lo, hi] }); // prettier-ignore
  const waits = await db.query<Unchecked>({ name: "bulletin.unchecked", text: notChecked, values: [lo, hi, area] });
  const counts = await countWaiting(db, area, personId);
  return {
    last: new Map(last.rows.map((row) => [keyOf(row), row.sentOn])),
    open: new Map(open.rows.map((row) => [keyOf(row), row.id])),
    since: new Map(held.rows.map((row) => [row.area, row.since])),
    unchecked: waits.rows,
    counts,
  };
}

interface Office {
  readonly area: AreaCode;
  readonly since: Day;
  readonly policyFrom: Day;
}

/** An office's duties, department by department. */
function duesOf({ area, since, policyFrom }: Office, item: BulletinItem, asked: Asked, day: Day): Omit<DueLine, "areaName">[] {
  const began = since > policyFrom ? since : policyFrom;
  return item.to.map(({ department }) => {
    const key = keyOf({ area, item: item.id, department });
    const lastOn = asked.last.get(key) ?? null;
    const due = dueOf(item.every, lastOn, began);
    const { id, title, clause, remind } = item;
    return {
      area, item: id, title, clause, department, due, days: daysBetween(day, due), near: addDays(due, -remind) <= day, lastOn,
      open: asked.open.get(key) ?? null,
    };
  });
} // prettier-ignore

/** What the own office has to send, what offices below have missed, and what waits for this person. */
export async function ofToday(world: BulletinWorld, actor: Actor): Promise<BulletinToday> {
  const day = today(world.clock);
  const asked = await inScope(world.pool, actor.scope, (db) => ask(db, actor.scope, actor), { readOnly: true });
  const dues = (area: AreaCode, since: Day) =>
    itemsOf(world, area, day).flatMap((item) =>
      duesOf({ area, since, policyFrom: world.policyFor(area, day).from }, item, asked, day),
    );
  const own = dues(actor.area, asked.since.get(actor.area) ?? day);
  const below = [...asked.since]
    .flatMap(([area, since]) => (area === actor.area ? [] : dues(area, since)))
    .filter(({ days }) => days < 0);
  const places = await namesOf(world, [...own, ...below, ...asked.unchecked].map(({ area }) => area)); // prettier-ignore
  const named = (line: Omit<DueLine, "areaName">): DueLine => ({ ...line, areaName: places.get(line.area)?.at(-1) ?? line.area });
  const unchecked = asked.unchecked.map(({ area, department, composedOn }) => ({
    area, department, areaName: places.get(area)?.at(-1) ?? area, days: daysBetween(composedOn, day),
  }));
  return { own: own.map(named), below: below.map(named), unchecked, ...asked.counts };
} // prettier-ignore
