import type { Vault } from "#platform/crypto/vault.ts";
import { countyOf } from "#kernel/scope.ts";
import { sql } from "#platform/db/sql.ts";
import type { Change, Subject } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { together } from "#platform/journal/together.ts";
import { marksOf } from "./marks.ts";
import { isSealed, namesIn } from "./rows.ts";

/* By what a child is found by name: a row that changes with the name and the area alone, and never with a visit. */

const put = sql`
  insert into caselist_name (county, child_id, area, marks)
  select county, child_id, area, marks from json_populate_recordset(null::caselist_name, $1::json)
  on conflict (county, child_id) do update set area = excluded.area, marks = excluded.marks`;

const drop = sql`
  delete from caselist_name c using unnest($1::text[], $2::uuid[]) as n (county, child_id)
  where c.county = n.county and c.child_id = n.child_id`;

/** The name by which a file is found: none where it is sealed, or erased. */
const soughtBy = (subject: Subject): string | null => (isSealed(subject) ? null : namesIn(subject)[0] || null);

const moves = ({ before, after }: Change): boolean =>
  before !== null && soughtBy(before) !== null && (before.area !== after.area || soughtBy(after) === null);

const renames = ({ before, after }: Change): boolean =>
  before === null || before.area !== after.area || soughtBy(before) !== soughtBy(after);

async function dropNames(db: Queryable, subjects: readonly Subject[]): Promise<void> {
  if (subjects.length === 0) return;
  const values = [subjects.map(({ area }) => countyOf(area)), subjects.map(({ id }) => id)];
  await db.query({ name: "caselist.unname", text: drop, values });
}

async function putNames(db: Queryable, subjects: readonly Subject[], { digest }: Vault): Promise<void> {
  const rows = subjects.flatMap((subject) => {
    const name = soughtBy(subject);
    return name === null ? [] : [{ county: countyOf(subject.area), child_id: subject.id, area: subject.area, marks: marksOf(name, digest) }]; // prettier-ignore
  });
  if (rows.length > 0) await db.query({ name: "caselist.name", text: put, values: [JSON.stringify(rows)] });
}

export const projectNames = (db: Queryable, changes: readonly Change[], vault: Vault): Promise<void> =>
  together([
    dropNames(db, changes.flatMap((change) => (moves(change) && change.before ? [change.before] : []))),
    putNames(db, changes.filter(renames).map(({ after }) => after), vault),
  ]); // prettier-ignore
