import type pg from "pg";
import type { Id } from "#kernel/id.ts";
import { sql } from "#platform/db/sql.ts";

/*
 * What departments' lists said of a child whose file is erased (个人信息保护法 47). A list's other lines stand under the same
 * key, so its line goes as a row; what was kept of the child before it had a file goes with its key.
 */

const dropLines = sql`
  delete from comparison_row r
  where r.child_id = $1
     or exists (select from anomaly_unregistered u where u.child_id = $1 and u.list_id = r.list_id and u.row_no = r.n)`;

const destroyKeys = sql`
  update journal_key set wrapped = null, erased_at = $2
  where subject_id in (select id from anomaly_unregistered where child_id = $1)`;

const dropUnregistered = sql`delete from anomaly_unregistered where child_id = $1`;

/** Each statement leaves what the next one needs: cut off in between, it is carried out again. As owner. */
export async function forgetChild(owner: pg.Pool, childId: Id, at: string): Promise<void> {
  await owner.query(dropLines, [childId]);
  await owner.query(destroyKeys, [childId, at]);
  await owner.query(dropUnregistered, [childId]);
}
