import { countyOf } from "#kernel/scope.ts";
import { sql } from "#platform/db/sql.ts";
import type { Change, Projecting, Projection, Subject } from "#platform/journal/ledger.ts";
import { together } from "#platform/journal/together.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { type IsSealedItem, veiled } from "#capabilities/grade/index.ts";
import { projectNames } from "./nameRows.ts";
import { type CaseRow, caseRows, isSealed, namesIn } from "./rows.ts";
import { namesPlace } from "./shown.ts";

const columns = `county, child_id, from_day, to_day, area, open, sealed, sex, birth_date, level, rank, served,
  ledgers, categories, kinds, grounds, suspected, unknown, panel, guardianship, intervened, proposed, last_home, last_contact,
  home_due, contact_due, due_on, policy_ref`;

// One document for any number of rows: for a visit's two rows, 27 arrays of them cost more than writing the rows.
const put = sql`
  insert into caselist (${columns})
  select ${columns} from json_populate_recordset(null::caselist, $1::json)
  on conflict (county, child_id, from_day) do update set
    to_day = excluded.to_day, area = excluded.area, open = excluded.open, sealed = excluded.sealed, sex = excluded.sex,
    birth_date = excluded.birth_date, level = excluded.level, rank = excluded.rank, served = excluded.served,
    ledgers = excluded.ledgers, categories = excluded.categories, kinds = excluded.kinds, grounds = excluded.grounds,
    suspected = excluded.suspected, unknown = excluded.unknown, panel = excluded.panel, guardianship = excluded.guardianship, intervened = excluded.intervened, proposed = excluded.proposed,
    last_home = excluded.last_home, last_contact = excluded.last_contact,
    home_due = excluded.home_due, contact_due = excluded.contact_due, due_on = excluded.due_on,
    policy_ref = excluded.policy_ref`;

const drop = sql`
  delete from caselist c using unnest($1::text[], $2::uuid[]) as n (county, child_id)
  where c.county = n.county and c.child_id = n.child_id`;

async function putRows(db: Queryable, rows: readonly CaseRow[]): Promise<void> {
  if (rows.length > 0) await db.query({ name: "caselist.put", text: put, values: [JSON.stringify(rows)] });
}

async function dropRows(db: Queryable, subjects: readonly Subject[]): Promise<void> {
  if (subjects.length === 0) return;
  const values = [subjects.map((subject) => countyOf(subject.area)), subjects.map((subject) => subject.id)];
  await db.query({ name: "caselist.drop", text: drop, values });
}

/** One seal for all of a file's rows; as JSON takes bytes. */
function namedRows(subject: Subject, { vault }: Projecting, isSealedItem: IsSealedItem): CaseRow[] {
  const names = namesIn(subject);
  const sealed = subject.key && vault.seal(subject.key, namesPlace(subject.id), JSON.stringify(names));
  const shown = { sealed: sealed && `\\x${sealed.toString("hex")}` };
  return caseRows(subject, (span) => veiled(span, isSealedItem, vault)).map((row) => ({ ...row, ...shown }));
}

/** A new assessment or a move may leave rows of days that are no longer there. */
const redraws = (change: Change): boolean =>
  change.before !== null &&
  (change.before.area !== change.after.area ||
    isSealed(change.before) !== isSealed(change.after) ||
    change.entries.some((entry) => entry.kind === "grade.assessed"));

export const caselistProjection = (isSealedItem: IsSealedItem): Projection => ({
  name: "caselist",
  tables: ["caselist", "caselist_name"],
  of: "state",
  project: (db, changes, how) =>
    together([
      dropRows(db, changes.flatMap((change) => (redraws(change) && change.before ? [change.before] : []))),
      putRows(db, changes.flatMap((change) => namedRows(change.after, how, isSealedItem))),
      projectNames(db, changes, how.vault),
    ]), // prettier-ignore
});
