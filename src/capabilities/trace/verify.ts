import type pg from "pg";
import type { QueryResultRow } from "pg";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { findHead, nextBlocks } from "./blocks.ts";
import { type Block, blockDigest, lookDigest, rowsDigest, type TraceKeys } from "./digest.ts";
import { asOwner } from "./owner.ts";
import { columns, type Signed, toLook } from "./store.ts";

/** What is wrong with the traces, and where: `place` within its block, null where the block itself is meant. */
export interface TraceFault {
  readonly block: number;
  readonly place: number | null;
  readonly id: string | null;
  /**
   * changed: a row is not what was written; missing: a place is empty; added: a row that no block knows; moved: rows
   * stand in another order; block: a block is not what was sealed, or does not follow the one before; tail: the head
   * says that there were more.
   */
  readonly what: "changed" | "missing" | "added" | "moved" | "block" | "tail";
}

export interface TraceVerdict {
  readonly looks: number;
  readonly blocks: number;
  /** The last block: what a seal outside the database remembers. */
  readonly head: string;
  readonly faults: readonly TraceFault[];
}

type Placed = Signed & { readonly block: number; readonly place: number };

const rowsOf = sql`
  select ${columns}, block, place, date_trunc('milliseconds', at) = at as whole from trace_look
  where block >= $1 and block <= $2 order by block, place, at, id`;

const strays = sql`
  select l.block, l.place, l.id from trace_look l
  where not exists (select 1 from trace_block b where b.number = l.block and b.kind = 'looks')
  order by l.block, l.place limit $1`;

const fresh = sql`select ${columns} from trace_fresh order by at, id limit $1`;

const dropped = sql`select month, max(number) as number from trace_block where kind = 'dropped' group by month`;

const FAULTS_MAX = 100;
const BLOCKS_AT_ONCE = 5;

/** Months given up by right: month → the block that says so. */
async function droppedMonths(owner: Queryable): Promise<Map<string, number>> {
  const { rows } = await owner.query<{ month: string; number: number }>(dropped);
  return new Map(rows.map((row) => [row.month, row.number]));
}

async function placedRows(owner: Queryable, from: number, to: number): Promise<Map<number, Placed[]>> {
  const { rows } = await owner.query<QueryResultRow>({ name: "trace.walk", text: rowsOf, values: [from, to] });
  const found = new Map<number, Placed[]>();
  for (const row of rows) {
    // times count in whole milliseconds: what lies below would not be in the digest
    const look = { ...toLook(row), ...(row.whole ? {} : { at: "" }), block: row.block, place: row.place };
    const rowsOfBlock = found.get(look.block);
    if (rowsOfBlock) rowsOfBlock.push(look);
    else found.set(look.block, [look]);
  }
  return found;
}

/** The first fault among the rows of a block; undefined where all are there, as they were, in their order. */
function faultOfRows(keys: TraceKeys, block: Block, rows: readonly Placed[]): TraceFault | undefined {
  const at = (what: TraceFault["what"], place: number | null, id: string | null): TraceFault => ({
    block: block.number,
    place,
    id,
    what,
  });
  for (const [index, row] of rows.entries()) {
    const before = rows[index - 1];
    if (row.place > block.count || row.place === before?.place) return at("added", row.place, row.id);
    if (row.place !== index + 1) return at("missing", index + 1, null);
    if (lookDigest(keys.seal, row) !== row.digest) return at("changed", row.place, row.id);
    if (before && (row.at < before.at || (row.at === before.at && row.id < before.id)))
      return at("moved", row.place, row.id);
  }
  if (rows.length < block.count) return at("missing", rows.length + 1, null);
  const digest = rowsDigest(keys.seal, rows.map((row) => row.digest)); // prettier-ignore
  return digest === block.rows ? undefined : at("block", null, null);
}

/** The chain of blocks while it is walked. */
class Chain {
  readonly #keys: TraceKeys;
  number = 0;
  digest = "0".repeat(64);
  constructor(keys: TraceKeys) {
    this.#keys = keys;
  }
  /** After a fault the walk goes on from what the block says of itself, so that one fault is named once. */
  take(block: Block): TraceFault | undefined {
    const expected = this.number + 1;
    const sound = block.prev === this.digest && blockDigest(this.#keys.seal, block) === block.digest;
    const fault = { block: expected, place: null, id: null, what: "block" } as const;
    [this.number, this.digest] = [block.number, block.digest];
    if (block.number !== expected) return { ...fault, what: "missing" };
    return sound ? undefined : fault;
  }
}

async function faultsOfStrays(owner: Queryable, keys: TraceKeys): Promise<TraceFault[]> {
  const { rows } = await owner.query<{ block: number; place: number; id: string }>(strays, [FAULTS_MAX]);
  const added = rows.map(({ block, place, id }): TraceFault => ({ block, place, id, what: "added" }));
  const { rows: waiting } = await owner.query<QueryResultRow>(fresh, [10_000]);
  const forged = waiting.map(toLook).filter((look) => lookDigest(keys.seal, look) !== look.digest);
  return [...added, ...forged.map(({ id }): TraceFault => ({ block: 0, place: null, id, what: "changed" }))];
}

/**
 * Walks the chain of blocks and every row of it, and names the first altered row of each block, what is missing, and
 * what was added. As owner, after sealing what was fresh (seal.ts); one picture of all, so that a server beside it goes
 * on sealing; memory stays flat.
 */
export const verifyLooks = (owner: pg.Pool, keys: TraceKeys): Promise<TraceVerdict> =>
  asOwner(owner, (client) => walk(client, keys), "begin isolation level repeatable read read only");

async function walk(owner: Queryable, keys: TraceKeys): Promise<TraceVerdict> {
  const faults: TraceFault[] = [];
  const chain = new Chain(keys);
  const gone = await droppedMonths(owner);
  let [looks, count] = [0, 0];
  for (;;) {
    const blocks = await nextBlocks(owner, chain.number, BLOCKS_AT_ONCE);
    const [first, last] = [blocks[0], blocks.at(-1)];
    if (!first || !last) break;
    const held = await placedRows(owner, first.number, last.number);
    for (const block of blocks) {
      const link = chain.take(block);
      const rows = held.get(block.number) ?? [];
      const given = (gone.get(block.month) ?? 0) > block.number;
      const kept = block.kind === "looks" && !given;
      const wrong = kept ? faultOfRows(keys, block, rows) : strayIn(block, rows);
      faults.push(...[link, wrong].filter((one) => one !== undefined));
      looks += rows.length;
      count += 1;
    }
  }
  const head = await findHead(owner);
  if (head?.number !== chain.number || head.digest !== chain.digest)
    faults.push({ block: chain.number, place: null, id: null, what: "tail" });
  faults.push(...(await faultsOfStrays(owner, keys)));
  return { looks, blocks: count, head: `${chain.number} ${chain.digest}`, faults: faults.slice(0, FAULTS_MAX) };
}

/** Rows in a block that holds none: of a month that was given up, or of the note that it was. */
function strayIn(block: Block, rows: readonly Placed[]): TraceFault | undefined {
  const [row] = rows;
  if (!row || block.kind === "dropped") return undefined;
  return { block: block.number, place: row.place, id: row.id, what: "added" };
}

const headBlock = sql`select digest from trace_block where number = $1`;

/** Holds the chain against a head that was remembered outside ("number digest"): a tail cut since then is named. */
export async function compareWithHead(owner: Queryable, head: string): Promise<TraceFault | undefined> {
  const [number = "0", digest = ""] = head.split(" ");
  if (Number(number) === 0) return undefined;
  const { rows } = await owner.query<{ digest: string }>(headBlock, [Number(number)]);
  const held = rows[0]?.digest;
  if (held === digest) return undefined;
  return { block: Number(number), place: null, id: null, what: held === undefined ? "tail" : "block" };
}
