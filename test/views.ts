import type pg from "pg";
import type { Place } from "#platform/crypto/vault.ts";
import { type Machine, snapshotPlace } from "#platform/journal/chain.ts";
import { findKeys } from "#platform/journal/store.ts";

/** Every view's table with the columns that put its rows in one order. */
const views = {
  journal_snapshot: "subject_id",
  registry_identity: "digest",
  registry_person: "digest, child_id",
  registry_contact: "digest, child_id",
  grade_standing: "county, child_id, seq, from_day",
  visit_record: "county, child_id, seq",
  task_item: "county, child_id, no",
  caselist: "county, child_id, from_day",
  caselist_name: "county, child_id",
  retention_file: "county, child_id",
  rights_request: "county, child_id, no",
  anomaly_item: "county, child_id, no",
  referral_item: "county, child_id, no",
  recognition_item: "county, child_id, no",
  conference_item: "county, child_id, no",
  conference_invited: "county, child_id, no, department",
  conference_decision: "county, child_id, no, nth",
  concern_item: "county, child_id",
  entrustment_item: "county, child_id",
  bulletin_list: "county, id",
  bulletin_told: "county, child_id, list_id",
  notice_item: "notice_id",
  training_record: "person_id, record_id",
  training_session: "session_id",
  returns_handed: "id",
  notice_reading: "notice_id, person_id",
  notice_child: "notice_id, child_id",
  sharing_grant: "county, id",
  sharing_key: "digest",
  declaration_item: "county, child_id",
} as const;

type Row = Record<string, unknown>;

/** Where the sealed columns of the views stand. */
const sealedAt: Readonly<Record<string, (row: Row) => Place>> = {
  "journal_snapshot.sealed": ({ subject_id }) => snapshotPlace(String(subject_id)),
  "task_item.sealed": ({ child_id, no }) => ["task", String(child_id), String(no)],
  "task_item.ended": ({ child_id, no }) => ["task.ended", String(child_id), String(no)],
  "caselist.sealed": ({ child_id }) => ["caselist", String(child_id)],
};

const subjectOf = (row: Row): string => String(row["subject_id"] ?? row["child_id"]);

/** The row with its sealed parts opened: sealed twice, the same text looks different. */
async function openedRow(owner: pg.Pool, machine: Machine, table: string, row: Row): Promise<Row> {
  const key = (await findKeys(owner, machine, [subjectOf(row)])).get(subjectOf(row));
  const parts = Object.entries(row).map(([column, value]) => {
    const place = sealedAt[`${table}.${column}`];
    if (!place || !key || typeof value !== "string") return [column, value];
    return [column, machine.vault.open(key, place(row), Buffer.from(value.slice(2), "hex"))];
  });
  return Object.fromEntries(parts) as Row;
}

/** All rows of all views, as text, in order, opened with the machine's keys: what a rebuild has to bring back. */
export async function dumpViews(owner: pg.Pool, machine?: Machine): Promise<Record<string, string[]>> {
  const dump: Record<string, string[]> = {};
  for (const [table, order] of Object.entries(views)) {
    const { rows } = await owner.query<{ row: Row }>(`select to_jsonb(t) as row from ${table} t order by ${order}`);
    const opened = rows.map(async ({ row }) => (machine ? openedRow(owner, machine, table, row) : row));
    dump[table] = (await Promise.all(opened)).map((row) => JSON.stringify(row));
  }
  return dump;
}
