import type { QueryResultRow } from "pg";
import { notFound } from "#kernel/problem.ts";
import type { Scope } from "#kernel/scope.ts";
import { sql } from "#platform/db/sql.ts";
import { pageOf, readCursor } from "#platform/http/page.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { aliasesOf, versionsOf } from "./store.ts";
import { type AreaHistory, type ChangesPage, type ChangeShown, epoch } from "./words.ts";

/*
 * Changes of the division as they are read: renamed, merged, split, recoded, moved, and founded. A figure of one year is
 * held against another's by them: a township that has vanished from a table was merged, and nobody lost its children.
 */

interface ChangeRow extends QueryResultRow {
  readonly on: string;
  readonly how: ChangeShown["how"];
  readonly oldCode: string;
  readonly oldName: string | null;
  readonly newCode: string;
  readonly newName: string | null;
}

// $1, $2: the range of codes of which a change has one on either side. $3: epoch, of which nobody knows the true day.
const changed = `
  select s.on_day, s.how, s.old_code, s.new_code from area_succession s
  where (s.old_code >= $1 and s.old_code < $2) or (s.new_code >= $1 and s.new_code < $2)
  union all
  select u.valid_from, 'created', u.code, u.code from area_unit u
  where u.code >= $1 and u.code < $2 and u.valid_from > $3::date and not u.placeholder
    and not exists (select 1 from area_succession s where s.new_code = u.code and s.on_day = u.valid_from)`;

// Names of the day before on the one side, and of the day on the other.
const named = `
  select to_char(c.on_day, 'YYYY-MM-DD') as "on", c.how, c.old_code as "oldCode", o.name as "oldName",
    c.new_code as "newCode", n.name as "newName"
  from (${changed}) c
  left join area_unit o on o.code = c.old_code and o.valid_from < c.on_day and (o.valid_to is null or o.valid_to >= c.on_day)
  left join area_unit n on n.code = c.new_code and n.valid_from <= c.on_day and (n.valid_to is null or n.valid_to > c.on_day)`;

const selectChanges = sql`${named}
  where $4::date is null or (c.on_day, c.old_code, c.new_code) < ($4::date, $5::text, $6::text)
  order by c.on_day desc, c.old_code desc, c.new_code desc limit $7`;

const shown = ({ on, how, oldCode, oldName, newCode, newName }: ChangeRow): ChangeShown => ({
  on,
  how,
  old: how === "created" ? null : { code: oldCode, name: oldName ?? "" },
  new: { code: newCode, name: newName ?? "" },
});

/** A page of changes within a range of codes, the newest first. `after`: the `next` of the page before. */
export async function changesWithin(
  db: Queryable,
  { lo, hi }: Scope,
  after: string | undefined,
  limit: number,
): Promise<ChangesPage> {
  const from = readCursor(after, "day", "area", "area") ?? [null, null, null];
  const values = [lo, hi, epoch, ...from, limit + 1];
  const { rows } = await db.query<ChangeRow>({ name: "area.changes", text: selectChanges, values });
  const { lines, next } = pageOf(rows, limit, ({ on, oldCode, newCode }) => [on, oldCode, newCode]);
  return { lines: lines.map(shown), next };
}

const MOST = 200;

/** All that a code has been. Errors: Problem area.unknown, where no day knew it. */
export async function historyShown(db: Queryable, code: string): Promise<AreaHistory> {
  const versions = await versionsOf(db, code);
  if (versions.length === 0) throw notFound("area.unknown", { codes: code });
  // the one code alone: a space sorts before every digit
  const { lines } = await changesWithin(db, { lo: code, hi: `${code} ` }, undefined, MOST);
  return { versions, changes: lines, aliases: await aliasesOf(db, code) };
} // prettier-ignore
