import type { QueryResultRow } from "pg";
import { addMonths, type Day, dayOf, periodStart } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type { Block } from "./digest.ts";
import { columns } from "./store.ts";

/* SQL of the chain of blocks; all of it as the owner of the tables, for the application's role may do none of it. */

export interface Head {
  readonly number: number;
  readonly digest: string;
}

const lockHead = sql`select number, digest from trace_head where one = 1 for update`;
const moveHead = sql`update trace_head set number = $1, digest = $2 where one = 1`;

/** The head, held until the transaction ends: blocks are made by one at a time. */
export async function holdHead(owner: Queryable): Promise<Head> {
  const { rows } = await owner.query<Head & QueryResultRow>(lockHead);
  const [head] = rows;
  if (!head) throw new Error("trace_head is empty");
  return head;
}

const insertBlock = sql`
  insert into trace_block (number, kind, month, count, rows, prev, digest, sealed_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8)`;

export async function addBlock(owner: Queryable, block: Block): Promise<void> {
  const { number, kind, month, count, rows, prev, digest, sealedAt } = block;
  await owner.query(insertBlock, [number, kind, month, count, rows, prev, digest, sealedAt]);
  await owner.query(moveHead, [number, digest]);
}

export interface Fresh {
  readonly id: Id;
  readonly at: string;
  readonly digest: string;
}

const freshRows = sql`select id, at, digest from trace_fresh order by at, id limit $1`;

export const freshLooks = async (owner: Queryable, limit: number): Promise<Fresh[]> =>
  (await owner.query<Fresh & QueryResultRow>({ name: "trace.fresh", text: freshRows, values: [limit] })).rows;

const move = sql`
  insert into trace_look (${columns}, block, place)
  select ${columns}, $1, n.place from trace_fresh f
  join unnest($2::uuid[]) with ordinality as n (row_id, place) on n.row_id = f.id`;
const forget = sql`delete from trace_fresh where id = any($1::uuid[])`;

/** Moves rows into their block, in this order. Errors: not all of them were there, or one stood in a block before. */
export async function moveLooks(owner: Queryable, block: number, ids: readonly Id[]): Promise<void> {
  const moved = await owner.query({ name: "trace.move", text: move, values: [block, ids] });
  const gone = await owner.query({ name: "trace.forget", text: forget, values: [ids] });
  if (moved.rowCount !== ids.length || gone.rowCount !== ids.length) throw new Error("traces vanished while sealing");
}

/** First day, in China, of the month that holds a moment. */
export const monthOf = (at: string): Day => periodStart(dayOf(new Date(at)), 1);

const partitionName = (month: Day): string => {
  if (!/^\d{4}-\d{2}-01$/.test(month)) throw new Error("not the first day of a month");
  return `trace_look_${month.slice(0, 4)}${month.slice(5, 7)}`;
};

const partitionNamed = sql`select to_regclass($1) is not null as there`;

export async function hasMonth(owner: Queryable, month: Day): Promise<boolean> {
  const { rows } = await owner.query<{ there: boolean }>(partitionNamed, [partitionName(month)]);
  return rows[0]?.there ?? false;
}

/**
 * Makes the month's partition where it is missing. Made apart and attached, so that nobody who reads has to wait; not
 * granted to anybody: it is reached through the table alone, whose row security then holds.
 */
export async function makeMonth(owner: Queryable, month: Day): Promise<void> {
  if (await hasMonth(owner, month)) return;
  const name = partitionName(month);
  await owner.query(`create table ${name} (like trace_look including defaults including constraints)`);
  await owner.query(`alter table ${name} enable row level security`);
  await owner.query(
    `alter table trace_look attach partition ${name} for values from ('${month} 00:00+08') to ('${addMonths(month, 1)} 00:00+08')`,
  );
}

export async function dropMonth(owner: Queryable, month: Day): Promise<void> {
  await owner.query(`drop table ${partitionName(month)}`);
}

const monthsHeld = sql`
  select to_date(right(c.relname, 6), 'YYYYMM') as month from pg_inherits i join pg_class c on c.oid = i.inhrelid
  where i.inhparent = 'trace_look'::regclass and c.relname ~ '^trace_look_[0-9]{6}$' order by 1`;

export const heldMonths = async (owner: Queryable): Promise<Day[]> =>
  (await owner.query<{ month: Day }>(monthsHeld)).rows.map((row) => row.month);

const blockColumns = `number, kind, month, count, rows, prev, digest, sealed_at as "sealedAt"`;
const blocksAfter = sql`select ${blockColumns} from trace_block where number > $1 order by number limit $2`;

export const nextBlocks = async (owner: Queryable, after: number, limit: number): Promise<Block[]> =>
  (await owner.query<Block & QueryResultRow>({ name: "trace.blocks", text: blocksAfter, values: [after, limit] })).rows;

const readHead = sql`select number, digest, watched from trace_head where one = 1`;

export async function findHead(owner: Queryable): Promise<(Head & { readonly watched: number }) | undefined> {
  return (await owner.query<Head & { watched: number } & QueryResultRow>(readHead)).rows[0];
}
