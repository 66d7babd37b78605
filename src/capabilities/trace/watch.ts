import { setImmediate } from "node:timers/promises";
import type { QueryResultRow } from "pg";
import type { Clock } from "#kernel/clock.ts";
import { addDays, type Day, dayOf } from "#kernel/day.ts";
import { type Id, newId } from "#kernel/id.ts";
import type { AreaCode, Scope } from "#kernel/scope.ts";
import { subtree } from "#kernel/scope.ts";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { type Alert, curiousReaders, type Namesakes, type Seen, unusualReading } from "./decide.ts";
import { alertDigest, type KeptAlert, type TraceKeys } from "./digest.ts";
import { surnameOf } from "./surname.ts";
import { thresholds } from "./thresholds.ts";

/** What the watch asks of others about names; nothing of it is kept. As owner. */
export interface Names {
  readonly people: (owner: Queryable, ids: readonly Id[]) => Promise<ReadonlyMap<Id, string>>;
  /** Name and present area of children. */
  readonly children: (
    owner: Queryable,
    ids: readonly Id[],
  ) => Promise<ReadonlyMap<Id, { readonly name: string; readonly area: AreaCode }>>;
  /** Which part of an area's children have a name that begins so, 0 to 1. */
  readonly share: (owner: Queryable, scope: Scope, day: Day, beginning: string) => Promise<number>;
}

export interface WatchWorld {
  readonly clock: Clock;
  readonly keys: TraceKeys;
  readonly names: Names;
}

// Blocks that nobody watched yet: whom they speak of, and from which day on reading has to be looked at.
const unwatched = sql`
  select max(b.number) as last, min(l.at) as first, array_agg(distinct l.person_id) as people
  from trace_look l join trace_block b on b.number = l.block
  where b.number > (select watched from trace_head where one = 1) and b.number <= $1`;
const touched = sql`
  select distinct c.child from trace_look l cross join unnest(l.children) as c (child)
  where l.block > (select watched from trace_head where one = 1) and l.block <= $1 and l.kind in ('file', 'timeline')`;
const moveWatch = sql`update trace_head set watched = $1 where one = 1`;

/** Refusals of an id that is no child's for this person; a task that is not there says nothing of a child. */
const NO_SUCH_CHILD = ["registry.not_found", "journal.not_found"];

const readingOf = sql`
  select id, at, person_id as "personId", area, kind, answer, children,
    coalesce((asked ->> 'ownSurname')::boolean, false) as "ownSurname"
  from trace_look
  where person_id = any($1::uuid[]) and at >= $2
    and (kind in ('file', 'timeline', 'export') or asked ? 'ownSurname'
      or (answer = 'not_found' and coalesce(asked ->> 'refused', 'journal.not_found') = any($3::text[])))
  order by person_id, at, id`;

const readersOf = sql`
  select c.child as "childId", count(distinct l.person_id)::int as people
  from unnest($1::uuid[]) as c (child) join trace_look l on l.children @> array[c.child]
  where l.at >= $2 and l.answer = 'ok' and l.kind in ('file', 'timeline')
  group by c.child having count(distinct l.person_id) >= $3`;

const insertAlerts = sql`
  insert into trace_alert (id, key, rule, area, person_id, child_id, day, raised_at, evidence, digest)
  select * from rows from (unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::uuid[], $7::date[],
    $8::timestamptz[]), jsonb_array_elements($9::jsonb), unnest($10::text[]))
  on conflict (key) do nothing`;

/** What one person read, from the eve of the first unwatched look on: windows and nights reach back. */
async function alertsOfPerson(owner: Queryable, { names }: WatchWorld, name: string, looks: Seen[]): Promise<Alert[]> {
  const opened = [...new Set(looks.flatMap((look) => (look.kind === "export" ? [] : look.children)))];
  return unusualReading(looks, await namesakes(owner, names, name, looks, opened), thresholds);
}

const none: Namesakes = { children: new Set(), share: 1 };

async function namesakes(
  owner: Queryable,
  names: Names,
  name: string,
  looks: readonly Seen[],
  opened: readonly Id[],
): Promise<Namesakes> {
  const surname = surnameOf(name);
  const [first] = looks;
  if (!first || surname === "" || opened.length < thresholds.ownSurname.files) return none;
  const children = await bearersOf(owner, names, surname, opened);
  if (children.size < thresholds.ownSurname.files) return none;
  return { children, share: await names.share(owner, subtree(first.area), dayOf(new Date(first.at)), surname) };
}

/** Files that are opened at a time: whoever reads thousands is watched without holding up what others ask. */
const OPENED_AT_ONCE = 100;

async function bearersOf(owner: Queryable, names: Names, surname: string, ids: readonly Id[]): Promise<Set<Id>> {
  const found = new Set<Id>();
  for (let at = 0; at < ids.length; at += OPENED_AT_ONCE) {
    const known = await names.children(owner, ids.slice(at, at + OPENED_AT_ONCE));
    for (const [id, child] of known) if (surnameOf(child.name) === surname) found.add(id);
    await setImmediate();
  }
  return found;
}

async function alertsOfPeople(owner: Queryable, world: WatchWorld, people: readonly Id[], from: Day): Promise<Alert[]> {
  const since = `${addDays(from, -1)}T00:00:00+08:00`;
  const { rows } = await owner.query<Seen & QueryResultRow>(readingOf, [people, since, NO_SUCH_CHILD]);
  const names = await world.names.people(owner, people);
  const found: Alert[] = [];
  for (const person of people) {
    const looks = rows.filter((row) => row.personId === person);
    found.push(...(await alertsOfPerson(owner, world, names.get(person) ?? "", looks)));
  }
  return found;
}

async function alertsOfChildren(owner: Queryable, world: WatchWorld, last: number, today: Day): Promise<Alert[]> {
  const limits = thresholds.manyReaders;
  const { rows: ids } = await owner.query<{ child: Id }>(touched, [last]);
  const since = `${addDays(today, 1 - limits.days)}T00:00:00+08:00`;
  const values = [ids.map((row) => row.child), since, limits.people];
  const { rows } = await owner.query<{ childId: Id; people: number }>(readersOf, values);
  const known = await world.names.children(owner, rows.map((row) => row.childId)); // prettier-ignore
  return rows.flatMap(({ childId, people }) => {
    const area = known.get(childId)?.area;
    return area === undefined ? [] : curiousReaders({ childId, area, people, day: today }, limits);
  });
}

async function raise(owner: Queryable, keys: TraceKeys, alerts: readonly Alert[], raisedAt: string): Promise<number> {
  if (alerts.length === 0) return 0;
  const rows = alerts.map((alert): KeptAlert => ({ ...alert, id: newId(), raisedAt }));
  const pick = <K extends keyof KeptAlert>(key: K): KeptAlert[K][] => rows.map((row) => row[key]);
  const { rowCount } = await owner.query(insertAlerts, [
    pick("id"), pick("key"), pick("rule"), pick("area"), pick("personId"), pick("childId"), pick("day"), pick("raisedAt"),
    JSON.stringify(pick("evidence")), rows.map((row) => alertDigest(keys.seal, row)),
  ]); // prettier-ignore
  return rowCount ?? 0;
}

/** Blocks of one step: what they speak of fits into memory. */
const AT_ONCE = 20;

/**
 * Looks through what was sealed since the last time, and raises what is unusual. Cut off, it begins again where it was:
 * a finding is raised once, by its key. As owner, in a transaction. Answers how many alerts were raised.
 */
export async function watchLooks(owner: Queryable, world: WatchWorld): Promise<number> {
  const { rows: heads } = await owner.query<{ number: number; watched: number }>(headForWatch);
  const [head] = heads;
  if (!head || head.watched >= head.number) return 0;
  const upTo = Math.min(head.number, head.watched + AT_ONCE);
  const now = world.clock.now();
  const { rows } = await owner.query<{ first: string | null; people: Id[] | null }>(unwatched, [upTo]);
  const [found] = rows;
  const alerts =
    found?.first && found.people
      ? [
          ...(await alertsOfPeople(owner, world, found.people, dayOf(new Date(found.first)))),
          ...(await alertsOfChildren(owner, world, upTo, dayOf(now))),
        ]
      : [];
  const raised = await raise(owner, world.keys, alerts, now.toISOString());
  await owner.query(moveWatch, [upTo]);
  return raised;
}

const headForWatch = sql`select number, watched from trace_head where one = 1 for update`;
