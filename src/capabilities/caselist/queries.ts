import type { Day } from "#kernel/day.ts";
import type { Scope } from "#kernel/scope.ts";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type { CaseLine, LedgerQuery } from "./words.ts";

const line = `child_id as "childId", area, open, name, sex, birth_date as "birthDate", level, served, ledgers, categories,
  kinds, grounds, suspected, unknown, panel, proposed, guardian, last_home as "lastHome", last_contact as "lastContact",
  home_due as "homeDue", contact_due as "contactDue", due_on as "dueOn", from_day as since, policy_ref as policy`;

/** The day's row of each child lies where from_day <= day < to_day. */
const ofDay = `from_day <= $1 and to_day > $1 and area >= $2 and area < $3`;

interface Clause {
  readonly text: string;
  readonly values: unknown[];
}

/** Filters of the ledger, each a constant text with its own parameter. */
function filters(query: LedgerQuery, first: number): Clause {
  const texts: string[] = [];
  const values: unknown[] = [];
  const add = (text: (parameter: string) => string, value: unknown): void => {
    values.push(value);
    texts.push(text(`$${first + values.length - 1}`));
  };
  if (query.level === "none") texts.push("level is null");
  else if (query.level) add((p) => `level = ${p}`, query.level);
  if (query.category) add((p) => `(categories @> array[${p}] or kinds @> array[${p}])`, query.category);
  if (query.ground) add((p) => `(grounds @> array[${p}] or suspected @> array[${p}])`, query.ground);
  if (query.ledger === "none") texts.push("ledgers = '{}'");
  else if (query.ledger) add((p) => `ledgers @> array[${p}]`, query.ledger);
  if (query.name) add((p) => `position(${p} in name) > 0`, query.name);
  if (query.proposed) texts.push("proposed is not null");
  texts.push(query.closed ? "not open" : "open");
  return { text: texts.map((text) => ` and ${text}`).join(""), values };
}

export interface Cursor {
  readonly rank: number;
  readonly childId: string;
}

/** A page of the ledger by key: the gravest level first, then in the order of registration. */
export async function ledgerPage(
  db: Queryable,
  scope: Scope,
  day: Day,
  query: LedgerQuery,
  after: Cursor | null,
): Promise<CaseLine[]> {
  const county = scope.lo.length >= 6 ? scope.lo.slice(0, 6) : null;
  const where = filters(query, 4);
  const values: unknown[] = [day, scope.lo, scope.hi, ...where.values];
  let text = `select ${line}, rank from caselist where ${ofDay}${where.text}`;
  if (county) text += ` and county = $${values.push(county)}`;
  if (after) {
    text += ` and (rank, child_id) > ($${values.push(after.rank)}, $${values.push(after.childId)}::uuid)`;
  }
  text += ` order by rank, child_id limit $${values.push(query.limit + 1)}`;
  return (await db.query<CaseLine>(text, values)).rows;
}

export const cursorOf = (row: CaseLine): Cursor => ({
  rank: (row as CaseLine & { rank: number }).rank,
  childId: row.childId,
});

const dueRows = sql`
  select ${line}, rank from caselist
  where ${ofDay} and open and due_on is not null and due_on >= $4 and due_on <= $5
  order by rank, due_on, child_id limit $6`;

/** Open files whose next visit or contact falls due between two days, the gravest first, then the longest waiting. */
export async function dueLines(
  db: Queryable,
  scope: Scope,
  day: Day,
  from: Day,
  to: Day,
  limit: number,
): Promise<CaseLine[]> {
  const values = [day, scope.lo, scope.hi, from, to, limit];
  return (await db.query<CaseLine>({ name: "caselist.due", text: dueRows, values })).rows;
}

export interface Counts {
  readonly area: string;
  readonly level: string | null;
  readonly children: number;
  readonly served: number;
  readonly overdue: number;
  readonly today: number;
  readonly week: number;
  readonly proposed: number;
}

const counting = sql`
  select left(area, $4) as area, level, count(*)::int as children, (count(*) filter (where served))::int as served,
    (count(*) filter (where due_on < $1))::int as overdue, (count(*) filter (where due_on = $1))::int as today,
    (count(*) filter (where due_on > $1 and due_on <= $5))::int as week,
    (count(*) filter (where proposed is not null))::int as proposed
  from caselist where ${ofDay} and open
  group by 1, 2`;

/** Numbers of an area by its next lower areas (`width` digits of their codes) and level. */
export async function countLines(
  db: Queryable,
  scope: Scope,
  day: Day,
  weekEnd: Day,
  width: number,
): Promise<Counts[]> {
  const values = [day, scope.lo, scope.hi, width, weekEnd];
  return (await db.query<Counts>({ name: "caselist.count", text: counting, values })).rows;
}

const oneLine = sql`select ${line} from caselist where ${ofDay} and county = $4 and child_id = $5`;

export async function findLine(
  db: Queryable,
  scope: Scope,
  day: Day,
  county: string,
  childId: string,
): Promise<CaseLine | undefined> {
  const values = [day, scope.lo, scope.hi, county, childId];
  return (await db.query<CaseLine>({ name: "caselist.one", text: oneLine, values })).rows[0];
}

const someLines = sql`select ${line} from caselist where ${ofDay} and child_id = any($4::uuid[]) order by rank, child_id`;

export async function linesOf(db: Queryable, scope: Scope, day: Day, childIds: readonly string[]): Promise<CaseLine[]> {
  return (
    await db.query<CaseLine>({ name: "caselist.some", text: someLines, values: [day, scope.lo, scope.hi, childIds] })
  ).rows;
}
