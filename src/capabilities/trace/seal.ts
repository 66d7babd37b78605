import type pg from "pg";
import type { Clock } from "#kernel/clock.ts";
import { addMonths, type Day, dayOf } from "#kernel/day.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import {
  addBlock,
  dropMonth,
  type Fresh,
  freshLooks,
  type Head,
  heldMonths,
  holdHead,
  makeMonth,
  monthOf,
  moveLooks,
  nextBlocks,
} from "./blocks.ts";
import { type Block, blockDigest, rowsDigest, type TraceKeys } from "./digest.ts";
import { asOwner } from "./owner.ts";

/** Rows of one block: small enough that a fault is named near its row, and that nobody waits for the lock. */
const BLOCK_ROWS = 1000;

/** Looks are kept for three years at least (个人信息保护法 56, 网络数据安全管理条例 12). */
export const KEPT_MONTHS = 36;

/** What the background step needs: the owner's connections, for nobody else may move a row. */
export interface SealWorld {
  readonly owner: pg.Pool;
  readonly clock: Clock;
  readonly keys: TraceKeys;
}

/** The oldest rows of one month: a block never holds two, so that a month can be given up whole. */
function ofOneMonth(rows: readonly Fresh[]): { readonly month: Day; readonly rows: readonly Fresh[] } | undefined {
  const [first] = rows;
  if (!first) return undefined;
  const month = monthOf(first.at);
  return { month, rows: rows.filter((row) => monthOf(row.at) === month) };
}

async function append(
  owner: Queryable,
  { clock, keys }: SealWorld,
  head: Head,
  what: Pick<Block, "kind" | "month" | "count" | "rows">,
): Promise<Block> {
  const block = { ...what, number: head.number + 1, prev: head.digest, sealedAt: clock.now().toISOString() };
  const whole = { ...block, digest: blockDigest(keys.seal, block) };
  await addBlock(owner, whole);
  return whole;
}

/** Seals one block. Answers how many rows it took: 0 where nothing was left. */
const sealBlock = (world: SealWorld): Promise<number> =>
  asOwner(world.owner, async (owner) => {
    const head = await holdHead(owner);
    const taken = ofOneMonth(await freshLooks(owner, BLOCK_ROWS));
    if (!taken) return 0;
    const { month, rows } = taken;
    await makeMonth(owner, month);
    const digest = rowsDigest(world.keys.seal, rows.map((row) => row.digest)); // prettier-ignore
    const block = await append(owner, world, head, { kind: "looks", month, count: rows.length, rows: digest });
    await moveLooks(owner, block.number, rows.map((row) => row.id)); // prettier-ignore
    return rows.length;
  });

/**
 * Gives every row that was just written its place in a block. Row by row nothing is lost when it is cut off: a block is
 * one transaction. Several may call it at once, on several servers: they take turns. Answers how many rows were sealed.
 */
export async function sealLooks(world: SealWorld): Promise<number> {
  let sealed = 0;
  for (;;) {
    const rows = await sealBlock(world);
    if (rows === 0) return sealed;
    sealed += rows;
  }
}

/** Count and digests of the blocks of a month, up to the last block. */
async function blocksOf(owner: Queryable, month: Day): Promise<{ count: number; digests: string[] }> {
  const found = { count: 0, digests: [] as string[] };
  for (let after = 0; ;) {
    const blocks = await nextBlocks(owner, after, 1000);
    const last = blocks.at(-1);
    if (!last) return found;
    after = last.number;
    for (const block of blocks.filter((one) => one.kind === "looks" && one.month === month)) {
      found.count += block.count;
      found.digests.push(block.digest);
    }
  }
}

const dropOne = (world: SealWorld, month: Day): Promise<void> =>
  asOwner(world.owner, async (owner) => {
    const head = await holdHead(owner);
    const { count, digests } = await blocksOf(owner, month);
    const rows = rowsDigest(world.keys.seal, digests);
    await append(owner, world, head, { kind: "dropped", month, count, rows });
    await dropMonth(owner, month);
  });

/**
 * Gives up the months whose last day lies `months` or more behind, each with a block of its own that says so. Answers
 * them. Errors: a term shorter than the law's three years (plain Error: it is a setting of ours).
 */
export async function dropOldMonths(world: SealWorld, months = KEPT_MONTHS): Promise<Day[]> {
  if (!Number.isInteger(months) || months < KEPT_MONTHS) throw new Error("traces are kept for three years at least");
  const today = dayOf(world.clock.now());
  const held = await asOwner(world.owner, heldMonths);
  const old = held.filter((month) => addMonths(month, months + 1) <= today);
  for (const month of old) await dropOne(world, month);
  return old;
}
