import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import type { AreaCode, Scope } from "#kernel/scope.ts";
import { sql } from "#platform/db/sql.ts";
import { turned } from "#platform/journal/column.ts";
import type { Change, Projection } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { kinds } from "./dueWords.ts";

/* All SQL of what was handed in: a view of the journal, one line for each time that an office said so. */

const put = sql`
  insert into returns_handed (id, area, item, due_on, day, note, written_by)
  select * from unnest($1::uuid[], $2::text[], $3::text[], $4::date[], $5::date[], $6::text[], $7::text[])
  on conflict (id) do nothing`;
const takeBack = sql`
  update returns_handed h set taken_back_on = n.day, taken_back_why = n.why, taken_back_by = n.name
  from unnest($1::uuid[], $2::date[], $3::text[], $4::text[]) as n (id, day, why, name) where h.id = n.id`;

type Rows = unknown[][];

function rowsOf({ entries, after }: Change): Record<"put" | "taken", Rows> {
  const rows = { put: [] as Rows, taken: [] as Rows };
  for (const { kind, area, body } of entries) {
    const { item, due, day, note, reason } = body as Record<string, string>;
    const { name = "" } = (body["by"] ?? {}) as { name?: string };
    if (kind === kinds.handed) rows.put.push([after.id, area, item, due, day, note, name]);
    else if (kind === kinds.takenBack) rows.taken.push([after.id, day, reason, name]);
  }
  return rows;
}

export const handedProjection: Projection = {
  name: "returns.handed",
  tables: ["returns_handed"],
  nobodys: ["returns_handed"],
  of: "steps",
  project: async (db, changes) => {
    const rows = changes.filter(({ entries }) => entries.some(({ kind }) => kind.startsWith("returns."))).map(rowsOf);
    const write = async (name: string, text: string, all: Rows): Promise<void> => {
      if (all.length > 0) await db.query({ name: `returns.${name}`, text, values: turned(all) });
    };
    await write("put_handed", put, rows.flatMap((one) => one.put));
    await write("take_back", takeBack, rows.flatMap((one) => one.taken));
  },
}; // prettier-ignore

export interface HandedRow {
  readonly id: Id;
  readonly area: AreaCode;
  readonly item: string;
  readonly due: Day;
  readonly day: Day;
  readonly note: string;
  readonly by: string;
  readonly takenBackOn: Day | null;
  readonly takenBackWhy: string | null;
  readonly takenBackBy: string | null;
}

const handed = sql`
  select id, area, item, due_on as due, day, note, written_by as by, taken_back_on as "takenBackOn", taken_back_why as "takenBackWhy", taken_back_by as "takenBackBy"
  from returns_handed where area = any($1::text[]) and due_on >= $2 order by id`;

/** Of these offices, for due days from one on, in the order in which they were said. */
export const handedBy = async (db: Queryable, areas: readonly AreaCode[], from: Day): Promise<HandedRow[]> =>
  (await db.query<HandedRow>({ name: "returns.handed", text: handed, values: [areas, from] })).rows;

const begun = sql`
  select left(area, $3::int) as area, to_char(min(from_day), 'YYYY-MM-DD') as day from account_post
  where area >= $1 and area < $2 and length(area) = $3::int and kind in ('supervisor', 'county', 'city', 'province') group by 1`;

/** On which day somebody first held a post in each office of so many digits: before it nobody could say anything here. */
export async function begunIn(db: Queryable, { lo, hi }: Scope, digits: number): Promise<ReadonlyMap<AreaCode, Day>> {
  const values = [lo, hi, digits];
  const { rows } = await db.query<{ area: AreaCode; day: Day }>({ name: "returns.begun", text: begun, values });
  return new Map(rows.map(({ area, day }) => [area, day]));
}
