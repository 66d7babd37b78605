import { countyOf, type Scope } from "#kernel/scope.ts";
import { sql } from "#platform/db/sql.ts";
import type { Cursor } from "#platform/http/page.ts";
import { turned } from "#platform/journal/column.ts";
import { type Change, movedFiles, type Projection } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { evolve, type RightsState } from "./decide.ts";
import { kinds, type RequestLine } from "./words.ts";

const put = sql`
  insert into rights_request (county, child_id, no, area, claim, relation, asked_on, due, decided_on, decision, ended_on, ending, digest)
  select * from unnest($1::text[], $2::uuid[], $3::int[], $4::text[], $5::text[], $6::text[], $7::date[], $8::date[], $9::date[], $10::text[], $11::date[], $12::text[], $13::text[])
  on conflict (county, child_id, no) do update set decided_on = excluded.decided_on, decision = excluded.decision,
    ended_on = excluded.ended_on, ending = excluded.ending, digest = excluded.digest`;
const carry = sql`
  update rights_request r set county = n.county, area = n.area
  from unnest($1::text[], $2::uuid[], $3::text[], $4::text[]) as n (old_county, child_id, county, area)
  where r.county = n.old_county and r.child_id = n.child_id`;

export const rightsOf = (subject: { readonly state: Readonly<Record<string, unknown>> }): RightsState =>
  subject.state["rights"] ?? {};

/** The requests that this step touched, as they are after it. */
function rowsOf({ before, entries, after }: Change): unknown[][] {
  const touched = new Set<string>();
  let state = before ? rightsOf(before) : {};
  for (const entry of entries) {
    const known = state;
    state = evolve(state, entry);
    if (entry.kind === kinds.made) touched.add(String(Object.keys(known.requests ?? {}).length + 1));
    else if (entry.kind.startsWith("rights.")) touched.add(String(entry.body["no"]));
  }
  return [...touched].flatMap((no) => {
    const request = state.requests?.[no];
    if (!request) return [];
    const { claim, relation, day, due, decided, ended } = request;
    return [[
      countyOf(after.area), after.id, Number(no), after.area, claim, relation, day, due, decided?.day ?? null,
      decided?.decision ?? null, ended?.day ?? null, ended?.ending ?? null, ended?.digest ?? null,
    ]];
  });
} // prettier-ignore

export const rightsProjection: Projection = {
  name: "rights.request",
  tables: ["rights_request"],
  of: "steps",
  project: async (db, changes) => {
    const moved = movedFiles(changes);
    if (moved[0]?.length) await db.query({ name: "rights.carry", text: carry, values: moved });
    const rows = changes.flatMap(rowsOf);
    if (rows.length > 0) await db.query({ name: "rights.put", text: put, values: turned(rows) });
  },
};

const list = sql`
  select child_id as "childId", no, area, claim, relation, asked_on as "askedOn", due, decided_on as "decidedOn", decision,
    ended_on as "endedOn", ending
  from rights_request
  where area >= $1 and area < $2 and (ended_on is null) = $3 and (due, child_id, no) > ($4::date, $5::uuid, $6::int)
  order by due, child_id, no limit $7`;

const beginning: Cursor = ["0001-01-01", "00000000-0000-0000-0000-000000000000", "0"];

/** Requests by the day on which they must be answered. `after`: due day, child, number. */
export async function listRequests(
  db: Queryable,
  { lo, hi }: Scope,
  open: boolean,
  after: Cursor | null,
  limit: number,
): Promise<RequestLine[]> {
  const values = [lo, hi, open, ...(after ?? beginning), limit];
  return (await db.query<RequestLine>({ name: "rights.list", text: list, values })).rows;
}
