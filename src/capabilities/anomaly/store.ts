import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { countyOf, type Scope } from "#kernel/scope.ts";
import { sql } from "#platform/db/sql.ts";
import type { Cursor } from "#platform/http/page.ts";
import { column } from "#platform/journal/column.ts";
import { type Change, movedFiles, type Projection } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { type Anomaly, type AnomalyState, initial } from "./decide.ts";
import { type AnomalyCount, type AnomalyLine, kinds } from "./words.ts";

export const anomaliesOf = (subject: { readonly state: Readonly<Record<string, unknown>> }): AnomalyState =>
  (subject.state["anomaly"] as AnomalyState | undefined) ?? initial;

const insertItems = sql`
  insert into anomaly_item (county, child_id, no, area, comparison, department, finding, list_id, row_no, raised_on, due)
  select * from unnest($1::text[], $2::uuid[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::uuid[], $9::int[], $10::date[], $11::date[])
  on conflict (county, child_id, no) do nothing`;

const closeItems = sql`
  update anomaly_item i set verdict = n.verdict, closed_on = n.closed_on
  from unnest($1::text[], $2::uuid[], $3::int[], $4::text[], $5::date[]) as n (county, child_id, no, verdict, closed_on)
  where i.county = n.county and i.child_id = n.child_id and i.no = n.no`;

const settleItems = sql`
  update anomaly_item i set settled_on = n.settled_on
  from unnest($1::text[], $2::uuid[], $3::int[], $4::date[]) as n (county, child_id, no, settled_on)
  where i.county = n.county and i.child_id = n.child_id and i.no = n.no`;

const carryItems = sql`
  update anomaly_item i set county = n.county, area = n.area
  from unnest($1::text[], $2::uuid[], $3::text[], $4::text[]) as n (old_county, child_id, county, area)
  where i.county = n.old_county and i.child_id = n.child_id`;

function raisedRows({ entries, after }: Change): unknown[][] {
  return entries
    .filter(({ kind }) => kind === kinds.raised)
    .map(({ body }) => {
      const { comparison, department, finding, list, row, day, due } = body as unknown as Anomaly;
      return [countyOf(after.area), after.id, body["no"], after.area, comparison, department, finding, list, row, day, due];
    });
} // prettier-ignore

const closedRows = ({ entries, after }: Change): unknown[][] =>
  entries
    .filter(({ kind }) => kind === kinds.verified || kind === kinds.withdrawn)
    .map(({ body }) => [countyOf(after.area), after.id, body["no"], body["verdict"] ?? "withdrawn", body["day"]]);

const settledRows = ({ entries, after }: Change): unknown[][] =>
  entries
    .filter(({ kind }) => kind === kinds.settled)
    .map(({ body }) => [countyOf(after.area), after.id, body["no"], body["day"]]);

const turned = (rows: readonly unknown[][]): unknown[][] =>
  Array.from({ length: rows[0]?.length ?? 0 }, (_, at) => rows.map((row) => row[at]));

export const anomalyProjection: Projection = {
  name: "anomaly.item",
  tables: ["anomaly_item"],
  of: "steps",
  project: async (db, changes) => {
    const moved = movedFiles(changes);
    if (moved[0]?.length) await db.query({ name: "anomaly.carry", text: carryItems, values: moved });
    const raised = changes.flatMap(raisedRows);
    if (raised.length > 0) await db.query({ name: "anomaly.raise", text: insertItems, values: turned(raised) });
    const closed = changes.flatMap(closedRows);
    if (closed.length > 0) await db.query({ name: "anomaly.close", text: closeItems, values: turned(closed) });
    const settled = changes.flatMap(settledRows);
    if (settled.length > 0) await db.query({ name: "anomaly.settle", text: settleItems, values: turned(settled) });
  },
};

const itemColumns = `child_id as "childId", no, area, comparison, department, finding, raised_on as "raisedOn", due, verdict, closed_on as "closedOn"`;

/** Of each kind of list, or of all (null), between which days something is due that a list of the day shows: three columns. */
export type Windows = readonly [comparisons: readonly (string | null)[], from: readonly Day[], to: readonly Day[]];

/** The condition of it; `first`: the number of the first of its three parameters, all null where nothing is left out. */
export const dueWithin = (first: number): string =>
  `($${first}::text[] is null or exists (select from unnest($${first}::text[], $${first + 1}::date[], $${first + 2}::date[]) as w (kind, first_day, last_day)
    where coalesce(w.kind = comparison, true) and due >= w.first_day and due <= w.last_day))`;

const openItems = sql`
  select ${itemColumns} from anomaly_item
  where closed_on is null and area >= $1 and area < $2 and ($7::uuid is null or child_id = $7) and ${dueWithin(8)}
    and (due, child_id, no) > ($3::date, $4::uuid, $5::int)
  order by due, child_id, no limit $6`;

const closedItems = sql`
  select ${itemColumns} from anomaly_item
  where closed_on is not null and area >= $1 and area < $2 and ($7::uuid is null or child_id = $7) and ${dueWithin(8)}
    and (due, child_id, no) > ($3::date, $4::uuid, $5::int)
  order by due, child_id, no limit $6`;

type Item = Omit<AnomalyLine, "title">;

/** Before every line: the keys of the order. */
const beginning: Cursor = ["0001-01-01", "00000000-0000-0000-0000-000000000000", "0"];

/** Open or closed; and due on which days. */
export interface Listing {
  readonly isOpen: boolean;
  readonly windows?: Windows | undefined;
  /** Of this child alone. */
  readonly childId?: Id | undefined;
}

export async function listAnomalies(
  db: Queryable,
  { lo, hi }: Scope,
  { isOpen, windows, childId }: Listing,
  after: Cursor | null,
  limit: number,
): Promise<Item[]> {
  const values = [lo, hi, ...(after ?? beginning), limit, childId ?? null, ...(windows ?? [null, null, null])];
  const text = isOpen ? openItems : closedItems;
  return (await db.query<Item>({ name: isOpen ? "anomaly.list" : "anomaly.closed", text, values })).rows;
}

/** What became of a list's lines, for whoever may see the list: by child, one kind of list alone. */
const itemsOfChildren = sql`
  select child_id as "childId", no, finding, list_id as "listId", verdict, closed_on as "closedOn"
  from anomaly_item where comparison = $1 and child_id = any($2::uuid[]) order by child_id, no`;

export interface LineAnswer {
  readonly childId: Id;
  readonly no: number;
  readonly finding: string;
  /** The list that said so first. */
  readonly listId: Id;
  readonly verdict: string | null;
  readonly closedOn: string | null;
}

export async function findAnswers(db: Queryable, comparison: string, children: readonly Id[]): Promise<LineAnswer[]> {
  if (children.length === 0) return [];
  const values = [comparison, column(children)];
  return (await db.query<LineAnswer>({ name: "anomaly.answers", text: itemsOfChildren, values })).rows;
}

const findingOf = sql`select comparison, finding from anomaly_item where child_id = $1 and no = $2`;

/** What one was about, also after it was answered; undefined where it never was, or lies outside the scope. */
export const findFinding = async (db: Queryable, childId: Id, no: number): Promise<Pick<Anomaly, "comparison" | "finding"> | undefined> =>
  (await db.query<Pick<Anomaly, "comparison" | "finding">>({ name: "anomaly.finding", text: findingOf, values: [childId, no] })).rows[0]; // prettier-ignore

const heldOf = sql`
  select child_id as "childId", closed_on is null as "isOpen" from anomaly_item
  where comparison = $1 and area >= $2 and area < $3 and (closed_on is null or (settled_on is null and verdict <> 'withdrawn'))
  order by child_id`;

/** Children with something of a kind of list that is open, or was answered and has been said by every list since. */
export async function findHeldChildren(
  db: Queryable,
  comparison: string,
  { lo, hi }: Scope,
): Promise<{ open: Id[]; answered: Id[] }> {
  const { rows } = await db.query<{ childId: Id; isOpen: boolean }>({
    name: "anomaly.held",
    text: heldOf,
    values: [comparison, lo, hi],
  });
  const of = (isOpen: boolean) => [...new Set(rows.filter((row) => row.isOpen === isOpen).map((row) => row.childId))];
  return { open: of(true), answered: of(false) };
}

const openOfList = sql`select distinct child_id as "childId" from anomaly_item where list_id = $1 and closed_on is null`;

/** Children of whom a list said something that nobody has answered yet. */
export const findOpenOfList = async (db: Queryable, list: Id): Promise<Id[]> =>
  (await db.query<{ childId: Id }>(openOfList, [list])).rows.map(({ childId }) => childId);

const answeredOf = sql`
  select count(*)::int as count from anomaly_item
  where list_id = $1 and child_id = $2 and closed_on is not null and verdict <> 'withdrawn'`;

/** How much of what a list said of a child was found out on the spot. */
export const countAnswered = async (db: Queryable, list: Id, childId: Id): Promise<number> =>
  (await db.query<{ count: number }>(answeredOf, [list, childId])).rows[0]?.count ?? 0;

const older = (days: number): string => `raised_on < $4::date - ${days}`;
const countsByArea = sql`
  select substr(area, 1, $3) as area, count(*)::int as open, count(*) filter (where due < $4::date)::int as late,
    count(*) filter (where due <= w.climbed)::int as climbed, count(*) filter (where due >= $4::date and due <= w.reminded)::int as reminded,
    array[count(*) filter (where not ${older(7)}), count(*) filter (where ${older(7)} and not ${older(30)}),
      count(*) filter (where ${older(30)} and not ${older(90)}), count(*) filter (where ${older(90)})]::int[] as ages, min(raised_on) as oldest
  from (
    select area, comparison, due, raised_on from anomaly_item where closed_on is null and area >= $1 and area < $2
    union all
    select area, comparison, due, raised_on from anomaly_unregistered where closed_on is null and area >= $1 and area < $2
  ) waiting left join unnest($5::text[], $6::date[], $7::date[]) as w (kind, climbed, reminded) on w.kind = waiting.comparison
  group by 1 order by 1`;

/** Of a kind of list: what was due up to which day has climbed by today, and is reminded of. */
export interface DueToday {
  readonly comparison: string;
  readonly climbed: Day;
  readonly reminded: Day;
}

/** `digits`: how long the codes are by which is counted. */
export async function countAnomalies(
  db: Queryable,
  { lo, hi }: Scope,
  digits: number,
  today: string,
  terms: readonly DueToday[],
): Promise<AnomalyCount[]> {
  const columns = [
    terms.map(({ comparison }) => comparison),
    terms.map(({ climbed }) => climbed),
    terms.map(({ reminded }) => reminded),
  ];
  const values = [lo, hi, digits, today, ...columns];
  return (await db.query<AnomalyCount>({ name: "anomaly.counts", text: countsByArea, values })).rows;
}

const countsByFinding = sql`
  select finding, count(*)::int as all, count(*) filter (where closed_on is null)::int as open,
    count(*) filter (where verdict = 'right')::int as right, count(*) filter (where verdict = 'wrong')::int as wrong,
    count(*) filter (where verdict = 'moved')::int as moved, count(*) filter (where verdict = 'corrected')::int as corrected,
    count(*) filter (where verdict = 'withdrawn')::int as withdrawn
  from (
    select finding, verdict, closed_on from anomaly_item where list_id = $1
    union all
    select 'unregistered', verdict, closed_on from anomaly_unregistered where raised_by = $1
  ) brought group by finding order by finding`;

export interface FindingCount {
  readonly finding: string;
  readonly all: number;
  readonly open: number;
  readonly right: number;
  readonly wrong: number;
  readonly moved: number;
  readonly corrected: number;
  readonly withdrawn: number;
}

/** Of what one list brought up. As many as the scope sees. */
export const countFindings = async (db: Queryable, list: Id): Promise<FindingCount[]> =>
  (await db.query<FindingCount>({ name: "anomaly.findings", text: countsByFinding, values: [list] })).rows;

const broughtUp = sql`
  select count(*)::int as all, count(*) filter (where is_missing)::int as missing
  from (
    select row_no is null as is_missing from anomaly_item where list_id = $1
    union all
    select false from anomaly_unregistered where raised_by = $1
  ) brought`;

/** All that stands under a list's name, wherever it is by now; of these, children who are not on it. */
export const countBrought = async (db: Queryable, list: Id): Promise<{ all: number; missing: number }> =>
  (await db.query<{ all: number; missing: number }>(broughtUp, [list])).rows[0] ?? { all: 0, missing: 0 };
