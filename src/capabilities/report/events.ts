import { newId } from "#kernel/id.ts";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type { EventKind } from "./words.ts";

const isThere = sql`select to_regclass('report_event') is not null as there`;
const insert = sql`insert into report_event (id, at, kind, ok, detail) values ($1, $2, $3, $4, $5)`;

/**
 * Keeps that the installation was backed up, verified, restored, or changed its keys. As owner. Of an older schema, which
 * a backup before an upgrade meets, nothing is kept. `detail`: counts and names of files, nothing about a person.
 */
export async function keepEvent(
  owner: Queryable,
  kind: EventKind,
  ok: boolean,
  detail: Readonly<Record<string, unknown>>,
  at: Date,
): Promise<void> {
  const { rows } = await owner.query<{ there: boolean }>(isThere);
  if (!rows[0]?.there) return;
  await owner.query(insert, [newId(), at.toISOString(), kind, ok, JSON.stringify(detail)]);
}
