import type pg from "pg";
import { sql } from "#platform/db/sql.ts";
import { type Machine } from "#platform/journal/chain.ts";
import type { Projection } from "#platform/journal/ledger.ts";
import { rebuild } from "#platform/journal/rebuild.ts";
import type { Io } from "./command.ts";

/** As many as are written anew while whoever upgrades waits: a minute or two. */
const AT_ONCE = 20_000;

const countFiles = sql`select count(*)::int as n from (select from journal_snapshot limit $1) files`;

export interface Renewing {
  readonly owner: pg.Pool;
  readonly machine: Machine;
  readonly projections: readonly Projection[];
}

/**
 * Views that an older program wrote: a fold that is new since begins as if the entries of before had not been, and only a
 * replay tells it. So after migrations have run (`ran`) they are written anew at once, or where there are too many, it is
 * said that this has to be done.
 */
export async function renewViews(
  io: Pick<Io, "err">,
  { owner, machine, projections }: Renewing,
  ran: readonly string[],
  most = AT_ONCE,
): Promise<void> {
  if (ran.length === 0) return;
  const files = (await owner.query<{ n: number }>(countFiles, [most + 1])).rows[0]?.n ?? 0;
  if (files === 0) return;
  if (files > most) {
    io.err(
      `程序升级了，档案的现状还是旧版程序写的，超过 ${most} 份，没有自动更新。请在空闲时运行一次 tonghu rebuild。`,
    );
    return;
  }
  io.err(`程序升级了，正在由记录重新生成 ${files} 份档案的现状…`);
  await rebuild(owner, machine, projections);
  io.err("档案的现状已经是这一版的。");
}
