import { createHash } from "node:crypto";
import type { Id } from "#kernel/id.ts";
import type { Day } from "#kernel/day.ts";
import { type AreaCode, cityCounties, countyOf, type Scope } from "#kernel/scope.ts";
import { tryKey } from "#platform/db/locks.ts";
import { sql } from "#platform/db/sql.ts";
import type { Cursor } from "#platform/http/page.ts";
import { turned } from "#platform/journal/column.ts";
import { type Change, movedFiles, type Projection, type Subject } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { type BulletinState, initial, waitsForCheck } from "./decide.ts";
import { isTelling } from "./telling.ts";
import { kinds, type Stage, type Waiting } from "./words.ts";

export const bulletinOf = ({ state }: Pick<Subject, "state">): BulletinState =>
  (state["bulletin"] as BulletinState | undefined) ?? initial;

const putLists = sql`
  insert into bulletin_list (county, id, area, department, item, kind, stage, composed_on, composer_id, waits, sent_on, received_on)
  select * from unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::date[], $9::uuid[], $10::boolean[],
    $11::date[], $12::date[])
  on conflict (county, id) do update set stage = excluded.stage, waits = excluded.waits, sent_on = excluded.sent_on,
    received_on = excluded.received_on`;

const putTold = sql`
  insert into bulletin_told (county, child_id, list_id, area, to_area, department, level, rank, told_on, recalled_on, helps, helped_on)
  select * from unnest($1::text[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[], $9::date[], $10::date[],
    $11::int[], $12::date[])
  on conflict (county, child_id, list_id) do update set recalled_on = excluded.recalled_on, helps = excluded.helps, helped_on = excluded.helped_on`;

const carry = sql`
  update bulletin_told t set county = n.county, area = n.area
  from unnest($1::text[], $2::uuid[], $3::text[], $4::text[]) as n (old_county, child_id, county, area)
  where t.county = n.old_county and t.child_id = n.child_id`;

const stepLists = sql`
  update bulletin_list l set stage = n.stage, waits = n.waits, sent_on = n.sent_on, received_on = n.received_on
  from unnest($1::text[], $2::uuid[], $3::text[], $4::boolean[], $5::date[], $6::date[]) as n (county, id, stage, waits, sent_on, received_on)
  where l.county = n.county and l.id = n.id`;

/** Who composed it stands in the entry, and not in what it says. */
function newLists({ entries, after }: Change): unknown[][] {
  const { list } = bulletinOf(after);
  const begun = entries.find(({ kind }) => kind === kinds.composed);
  if (!list || !begun) return [];
  return [[
    countyOf(list.area), after.id, list.area, list.department, list.item, list.kind, list.stage, list.day, begun.actorId, waitsForCheck(list),
    list.sentOn, list.received?.day ?? null,
  ]];
} // prettier-ignore

function steppedLists({ entries, after }: Change): unknown[][] {
  const { list } = bulletinOf(after);
  if (!list || entries.some(({ kind }) => kind === kinds.composed)) return [];
  return [[countyOf(list.area), after.id, list.stage, waitsForCheck(list), list.sentOn, list.received?.day ?? null]];
}

/** The tellings that this step touched, as they are after it. */
function toldRows({ entries, after }: Change): unknown[][] {
  const touched = new Set(entries.flatMap(({ kind, body }) => (isTelling(kind) ? [String(body["listId"])] : [])));
  const { tells = {} } = bulletinOf(after);
  return [...touched].flatMap((listId) => {
    const tell = tells[listId];
    if (!tell) return [];
    const { helps, recalled } = tell;
    return [[
      countyOf(after.area), after.id, listId, after.area, tell.to, tell.department, tell.level, tell.rank, tell.day, recalled?.day ?? null,
      helps.length, helps.at(-1)?.day ?? null,
    ]];
  });
} // prettier-ignore

export const bulletinProjection: Projection = {
  name: "bulletin.list",
  tables: ["bulletin_list"],
  nobodys: ["bulletin_list"],
  of: "steps",
  project: async (db, changes) => {
    const rows = changes.flatMap(newLists);
    if (rows.length > 0) await db.query({ name: "bulletin.put", text: putLists, values: turned(rows) });
    const steps = changes.flatMap(steppedLists);
    if (steps.length > 0) await db.query({ name: "bulletin.step", text: stepLists, values: turned(steps) });
  },
};

export const toldProjection: Projection = {
  name: "bulletin.told",
  tables: ["bulletin_told"],
  of: "steps",
  project: async (db, changes) => {
    const moved = movedFiles(changes);
    if (moved[0]?.length) await db.query({ name: "bulletin.carry", text: carry, values: moved });
    const rows = changes.flatMap(toldRows);
    if (rows.length > 0) await db.query({ name: "bulletin.put_told", text: putTold, values: turned(rows) });
  },
};

/** A list as the view has it: what it is called and says lies in the journal. */
export interface ListRow {
  readonly id: Id;
  readonly area: AreaCode;
  readonly department: string;
  readonly item: string;
  readonly kind: string;
  readonly stage: Stage;
  readonly composerId: Id;
  readonly sentOn: Day | null;
  readonly composedOn: Day;
  readonly helped: number;
  /** Of how many children it was taken back. */
  readonly recalled: number;
  /** Whether a telling by it stands in some file. */
  readonly standing: boolean;
}

const columns = `l.id, l.area, l.department, l.item, l.kind, l.stage, l.sent_on as "sentOn", l.composed_on as "composedOn", l.composer_id as "composerId",
  (select count(*)::int from bulletin_told t where t.list_id = l.id and t.helps > 0) as helped,
  (select count(*)::int from bulletin_told t where t.list_id = l.id and t.recalled_on is not null) as recalled,
  exists (select 1 from bulletin_told t where t.list_id = l.id and t.recalled_on is null) as standing`;

const page = (of: string): string => sql`
  select ${columns} from bulletin_list l
  where area >= $1 and area < $2 and ($3::date is null or (composed_on, id) < ($3::date, $4::uuid)) ${of}
  order by composed_on desc, id desc limit $5`;

/** Which of an office's lists wait for what, for a person of it (the parameter): one word for a count and for the list behind it. */
const waitsFor = (person: string): Readonly<Record<Waiting, string>> => ({
  check: `waits and composer_id <> ${person}`,
  submitted: `waits and composer_id = ${person}`,
  composing: `stage = 'composed' and composer_id = ${person}`,
  sending: `(stage = 'sending' or (stage = 'withdrawn' and exists (
    select 1 from bulletin_told t where t.list_id = l.id and t.recalled_on is null)))`,
  unreceived: `stage = 'sent' and received_on is null`,
});

/** What one office's own lists wait for. */
export interface Awaited {
  readonly waiting: Waiting;
  readonly area: AreaCode;
  readonly personId: Id;
}

export const listLists = async (db: Queryable, { lo, hi }: Scope, after: Cursor | null, limit: number, awaited?: Awaited): Promise<ListRow[]> => {
  const values = [lo, hi, after?.[0] ?? null, after?.[1] ?? null, limit];
  const asked = awaited
    ? { name: `bulletin.page.${awaited.waiting}`, text: page(`and area = $6 and $7::uuid is not null and ${waitsFor("$7")[awaited.waiting]}`), values: [...values, awaited.area, awaited.personId] }
    : { name: "bulletin.page", text: page(""), values };
  return (await db.query<ListRow>(asked)).rows;
}; // prettier-ignore

const waiting = sql`
  select ${Object.entries(waitsFor("$2")).map(([word, test]) => `(count(*) filter (where ${test}))::int as ${word}`).join(", ")}
  from bulletin_list l where area = $1`; // prettier-ignore

const nothing: Readonly<Record<Waiting, number>> = { check: 0, submitted: 0, composing: 0, sending: 0, unreceived: 0 };

export const countWaiting = async (db: Queryable, area: AreaCode, personId: Id): Promise<Readonly<Record<Waiting, number>>> =>
  (await db.query<Record<Waiting, number>>({ name: "bulletin.waiting", text: waiting, values: [area, personId] })).rows[0] ?? nothing; // prettier-ignore

/** Whose lists a department of this area holds: those of the office of its level (同级); where a city has no counties, both are one. */
export const officesOf = (area: AreaCode): AreaCode[] => [area, cityCounties.get(area) ?? area];

const inbox = sql`
  select ${columns} from bulletin_list l
  where department = $1 and area = any($2) and sent_on is not null and ($3::date is null or (sent_on, id) < ($3::date, $4::uuid))
  order by sent_on desc, id desc limit $5`;

/** What the office of its own level sent to a department, the newest first. Row security alone would show it those below, too. */
export const listInbox = async (
  db: Queryable,
  department: string,
  area: AreaCode,
  after: Cursor | null,
  limit: number,
): Promise<ListRow[]> => {
  const values = [department, officesOf(area), after?.[0] ?? null, after?.[1] ?? null, limit];
  return (await db.query<ListRow>({ name: "bulletin.inbox", text: inbox, values })).rows;
};

const one = sql`select ${columns} from bulletin_list l where id = $1`;

/** Of the transaction's scope: an area's, or what was sent to a department in its area. */
export const findList = async (db: Queryable, id: Id): Promise<ListRow | undefined> =>
  (await db.query<ListRow>({ name: "bulletin.one", text: one, values: [id] })).rows[0];

const lastSent = sql`
  select id, sent_on as "sentOn" from bulletin_list
  where county = $1 and area = $2 and item = $3 and department = $4 and kind = 'periodic' and stage = 'sent'
  order by sent_on desc, id desc limit 1`;

/** The last one that was sent and holds. */
export const findLast = async (db: Queryable, area: AreaCode, item: string, department: string): Promise<{ id: Id; sentOn: Day } | undefined> =>
  (await db.query<{ id: Id; sentOn: Day }>({ name: "bulletin.last", text: lastSent, values: [countyOf(area), area, item, department] })).rows[0]; // prettier-ignore

/** Of two who compose the same list at one moment one holds it (databases.md, rule 2). */
export const holdOffice = (db: Queryable, area: AreaCode, item: string, department: string): Promise<boolean> =>
  tryKey(db, createHash("sha256").update(`bulletin|${area}|${item}|${department}`).digest().readBigInt64BE());

const openOnes = sql`
  select id from bulletin_list
  where county = $1 and area = $2 and item = $3 and department = $4 and kind = 'periodic' and stage in ('composed', 'submitted', 'sending') limit 1`;

export const findOpen = async (db: Queryable, area: AreaCode, item: string, department: string): Promise<Id | undefined> =>
  (await db.query<{ id: Id }>({ name: "bulletin.open", text: openOnes, values: [countyOf(area), area, item, department] })).rows[0]?.id; // prettier-ignore

const lock = sql`select stage from bulletin_list where id = $1 for share`;
/** Its stage: nobody submits, drops or withdraws a list between here and the transaction's end. */
export const lockList = async (db: Queryable, id: Id): Promise<Stage | undefined> =>
  (await db.query<{ stage: Stage }>({ name: "bulletin.lock", text: lock, values: [id] })).rows[0]?.stage;

const standingOn = sql`select count(*)::int as children from bulletin_told where list_id = $1 and recalled_on is null`;
/** Of how many children a department still holds what a list gave. */
export const countStanding = async (db: Queryable, id: Id): Promise<number> =>
  (await db.query<{ children: number }>({ name: "bulletin.standing", text: standingOn, values: [id] })).rows[0]?.children ?? 0; // prettier-ignore

const composer = sql`select composer_id as id from bulletin_list where id = $1`;
export const findComposer = async (db: Queryable, id: Id): Promise<Id | undefined> =>
  (await db.query<{ id: Id }>({ name: "bulletin.composer", text: composer, values: [id] })).rows[0]?.id;

const fitting = sql`
  select coalesce(bool_and(stage = 'sent'), false) as standing from bulletin_list
  where area = $1 and sent_on = $2::date and right(id::text, 6) = $3`;
/** Whether those of an area that were sent on a day, by the end of their id, hold: one at least, and all of them. */
export const areStanding = async (db: Queryable, area: AreaCode, day: Day, tail: string): Promise<boolean> =>
  (await db.query<{ standing: boolean }>({ name: "bulletin.fitting", text: fitting, values: [area, day, tail] })).rows[0]?.standing ?? false; // prettier-ignore
