import type pg from "pg";
import { owesViews, viewsRenewed } from "#platform/db/migrate.ts";
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
 * replay tells it. So after migrations they are written anew at once, also at a later start where one was killed in
 * between, or where there are too many, it is said at each start that this has to be done.
 */
export async function renewViews(
  io: Pick<Io, "err">,
  { owner, machine, projections }: Renewing,
  most = AT_ONCE,
): Promise<void> {
  if (!(await owesViews(owner))) return;
  const files = (await owner.query<{ n: number }>(countFiles, [most + 1])).rows[0]?.n ?? 0;
  if (files === 0) return viewsRenewed(owner);
  if (files > most) {
    io.err(
      `程序升级了，档案的现状还是旧版程序写的，超过 ${most} 份，没有自动更新。请在空闲时运行一次 tonghu rebuild。`,
    );
    return;
  }
  io.err(`程序升级了，正在由记录重新生成 ${files} 份档案的现状…`);
  try {
    await rebuild(owner, machine, projections);
  } catch (thrown) {
    // whoever serves children goes on with the views that there are; at the next start it is tried again
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    return io.err(
      `没有能够重新生成，先按旧版程序写的现状运行：${why}。请运行 tonghu verify 查看原因，再运行 tonghu rebuild。`,
    );
  }
  await viewsRenewed(owner);
  io.err("档案的现状已经是这一版的。");
}
