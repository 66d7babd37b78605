import type { QueryResultRow } from "pg";
import { addDays, type Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import type { Scope } from "#kernel/scope.ts";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type { KeptLook, LooksQuery } from "./words.ts";

/** A look with the digest that was taken when it was written. */
export type Signed = KeptLook & { readonly digest: string };

export const columns = `id, at, person_id, post, area, session, device_id, address, route, kind, children, fields, purpose, asked, answer, digest, deputy_for`;

// Lists of lists cannot be unnested row by row: the children travel as one text each, and are taken apart here.
const insert = sql`
  insert into trace_fresh (${columns})
  select id, at, person_id, post, area, session, device_id, address, route, kind,
    string_to_array(children, ',')::uuid[], string_to_array(fields, ','), purpose, asked, answer, digest, deputy_for
  from rows from (unnest($1::uuid[], $2::timestamptz[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[],
      $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[],
      $16::uuid[]), jsonb_array_elements($17::jsonb))
    as n (id, at, person_id, post, area, session, device_id, address, route, kind, children, fields, purpose, answer, digest, deputy_for, asked)`;

const pick = <K extends keyof Signed>(rows: readonly Signed[], key: K): Signed[K][] => rows.map((row) => row[key]);

/** Adds rows in one statement, which is a transaction of its own. */
export async function insertLooks(db: Queryable, rows: readonly Signed[]): Promise<void> {
  await db.query({
    name: "trace.insert",
    text: insert,
    values: [
      pick(rows, "id"), pick(rows, "at"), pick(rows, "personId"), pick(rows, "post"), pick(rows, "area"),
      pick(rows, "session"), pick(rows, "deviceId"), pick(rows, "address"), pick(rows, "route"), pick(rows, "kind"),
      rows.map((row) => row.children.join(",")), rows.map((row) => row.fields.join(",")),
      pick(rows, "purpose"), pick(rows, "answer"), pick(rows, "digest"), pick(rows, "deputyFor"), JSON.stringify(pick(rows, "asked")),
    ],
  }); // prettier-ignore
}

export const toLook = (row: QueryResultRow): Signed => ({
  id: row.id,
  at: row.at,
  personId: row.person_id,
  post: row.post,
  area: row.area,
  session: row.session,
  deviceId: row.device_id,
  address: row.address,
  route: row.route,
  kind: row.kind,
  children: row.children,
  fields: row.fields,
  purpose: row.purpose,
  asked: row.asked,
  answer: row.answer,
  digest: row.digest,
  deputyFor: row.deputy_for,
});

export interface Cursor {
  readonly at: string;
  readonly id: Id;
}

/** The first moment of a day in China. */
const midnight = (day: Day): string => `${day}T00:00:00+08:00`;

interface Clause {
  readonly text: string;
  readonly values: readonly unknown[];
}

function filters(scope: Scope, query: LooksQuery, after: Cursor | null): Clause {
  const texts: string[] = [];
  const values: unknown[] = [];
  const add = (text: (parameter: string) => string, value: unknown): void => {
    if (value !== undefined) texts.push(text(`$${values.push(value)}`));
  };
  // a child's looks come from every level; row security holds them to that one child
  if (query.child === undefined || query.area !== undefined) {
    add((p) => `area >= ${p}`, scope.lo);
    add((p) => `area < ${p}`, scope.hi);
  }
  add((p) => `person_id = ${p}`, query.person);
  add((p) => `children @> array[${p}::uuid]`, query.child);
  add((p) => `kind = ${p}`, query.kind);
  add((p) => `answer = ${p}`, query.answer);
  add((p) => `at >= ${p}`, query.from && midnight(query.from));
  add((p) => `at < ${p}`, query.to && midnight(addDays(query.to, 1)));
  if (after) texts.push(`(at, id) < ($${values.push(after.at)}::timestamptz, $${values.push(after.id)}::uuid)`);
  return { text: texts.join(" and ") || "true", values };
}

/** A page of looks, the newest first, sealed or not yet. */
export async function looksPage(
  db: Queryable,
  scope: Scope,
  query: LooksQuery,
  after: Cursor | null,
): Promise<KeptLook[]> {
  const { text, values } = filters(scope, query, after);
  const limit = `order by at desc, id desc limit $${values.length + 1}`;
  const part = (table: string): string => `(select ${columns} from ${table} where ${text} ${limit})`;
  const page = `${part("trace_look")} union all ${part("trace_fresh")} ${limit}`;
  const { rows } = await db.query(page, [...values, query.limit + 1]);
  return rows.map((row) => {
    const { digest: _, ...look } = toLook(row);
    return look;
  });
}

export interface ChildLook {
  readonly at: string;
  readonly personId: Id;
  readonly post: string;
  readonly kind: string;
  readonly purpose: string | null;
}

const every = sql`
  select at, person_id as "personId", post, kind, purpose from trace_look
  where children @> array[$1::uuid] and answer = 'ok' and at >= $2 and at < $3
  union all
  select at, person_id, post, kind, purpose from trace_fresh
  where children @> array[$1::uuid] and answer = 'ok' and at >= $2 and at < $3`;

/** All looks at one child from the first day to the last, both included. */
export async function looksAtChild(db: Queryable, child: Id, from: Day, to: Day): Promise<ChildLook[]> {
  const values = [child, midnight(from), midnight(addDays(to, 1))];
  return (await db.query<ChildLook & QueryResultRow>({ name: "trace.child", text: every, values })).rows;
}
