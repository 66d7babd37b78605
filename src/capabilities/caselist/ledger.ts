import { addDays, addMonths, type Day } from "#kernel/day.ts";
import { sql } from "#platform/db/sql.ts";
import { type Cursor, type cursorKeys, NO_DAY } from "#platform/http/page.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { marksWanted } from "./marks.ts";
import { heldOn, line, type Looking, parameters, prepared, type Put } from "./queries.ts";
import type { Sealed } from "./shown.ts";
import type { CaseLine, LedgerFilters, LedgerOrder, LedgerQuery } from "./words.ts";

/* The ledger: whom it lists, and in which order (docs/decisions/0031-ledger-asked.md). */

/** One way to read the ledger: the columns that it goes by, and where a line stands in it. */
export interface Order {
  readonly by: readonly string[];
  readonly down?: true;
  readonly keys: readonly (keyof typeof cursorKeys)[];
  readonly placeOf: (line: Pick<CaseLine, "rank" | "area" | "dueOn" | "lastHome" | "birthDate" | "childId">) => Cursor;
}

/** What stands for "never": it sorts before every day. */
const NEVER: Day = "1900-01-01";

const due: Order = {
  by: ["coalesce(due_on, '9999-12-31'::date)", "child_id"],
  keys: ["day", "id"],
  placeOf: ({ dueOn, childId }) => [dueOn ?? NO_DAY, childId],
};
const visited: Order = {
  by: ["coalesce(last_home, '1900-01-01'::date)", "child_id"],
  keys: ["day", "id"],
  placeOf: ({ lastHome, childId }) => [lastHome ?? NEVER, childId],
};
const born: Order = {
  by: ["birth_date", "child_id"],
  keys: ["day", "id"],
  placeOf: ({ birthDate, childId }) => [birthDate, childId],
};

/** The gravest level first and then in the order of registration, where nothing is said. */
export const orders: Readonly<Record<LedgerOrder, Order>> = {
  level: { by: ["rank", "child_id"], keys: ["number", "id"], placeOf: ({ rank, childId }) => [String(rank), childId] },
  area: {
    by: ["area", "rank", "child_id"],
    keys: ["area", "number", "id"],
    placeOf: ({ area, rank, childId }) => [area, String(rank), childId],
  },
  due,
  "-due": { ...due, down: true },
  visited,
  "-visited": { ...visited, down: true },
  age: { ...born, down: true }, // the youngest were born last
  "-age": born,
};

/** What holds through a sealed fact stands under another word, which no list is asked for. */
const holds = (put: Put, a: string, b: string, item: string): string => {
  const words = put([item]);
  return `(${a} && ${words}::text[] or ${b} && ${words}::text[])`;
};

function standing(query: LedgerFilters, put: Put, { scope }: Looking): string[] {
  const tests: string[] = [];
  if (query.direct) tests.push(`area = ${put(scope.lo)}`);
  if (query.level === "none") tests.push("level is null");
  else if (query.level) tests.push(`level = ${put(query.level)}`);
  if (query.category) tests.push(holds(put, "categories", "kinds", query.category));
  if (query.ground) tests.push(holds(put, "grounds", "suspected", query.ground));
  if (query.ledger === "none") tests.push("ledgers = '{}'");
  else if (query.ledger) tests.push(`ledgers @> array[${put(query.ledger)}::text]`);
  if (query.awaiting) tests.push("rank = 0 and not intervened");
  if (query.proposed) tests.push("proposed is not null");
  if (query.served) tests.push("served");
  if (query.graded) tests.push("level is not null");
  return tests;
}

/** Full years of age on a day, as days of birth: whoever was born by then is so old (kernel/day.ts, ageOn). */
const bornBy = (day: Day, years: number): Day => addMonths(day, -12 * years);

function person(query: LedgerFilters, put: Put, { day }: Looking): string[] {
  const tests: string[] = [];
  if (query.ageFrom !== undefined) tests.push(`birth_date <= ${put(bornBy(day, query.ageFrom))}`);
  if (query.ageTo !== undefined) tests.push(`birth_date > ${put(bornBy(day, query.ageTo + 1))}`);
  if (query.guardianship === "none") tests.push("guardianship is null");
  else if (query.guardianship) tests.push(`guardianship = ${put(query.guardianship)}`);
  return tests;
}

function visits(query: LedgerFilters, put: Put, { day }: Looking): string[] {
  const tests: string[] = [];
  if (query.when === "overdue") tests.push(`due_on < ${put(day)}`);
  if (query.when === "today") tests.push(`due_on = ${put(day)}`);
  if (query.when === "week") tests.push(`due_on > ${put(day)} and due_on <= ${put(addDays(day, 6))}`);
  if (query.unvisited === "never") tests.push("last_home is null");
  else if (query.unvisited) tests.push(`(last_home is null or last_home < ${put(addDays(day, -Number(query.unvisited)))})`); // prettier-ignore
  return tests;
}

/** Names lie sealed: those that may hold what was typed are found by marks, and opened by whoever asks (search.ts). */
function name(query: LedgerFilters, put: Put, { machine }: Looking): string[] {
  if (query.name === undefined) return [];
  const ways = marksWanted(query.name, machine.vault.digest).map((marks) => `n.marks @> ${put(marks)}::int[]`);
  return [`exists (select 1 from caselist_name n where n.county = caselist.county and n.child_id = caselist.child_id and (${ways.join(" or ")}))`]; // prettier-ignore
}

/** By the child, whose open findings are few; the county comes with it, where both tables lie together. */
function flagged({ flagged: by }: LedgerFilters, put: Put): string[] {
  if (by === undefined) return [];
  const department = by === "any" ? "" : ` and a.department = ${put(by)}`;
  return [`exists (select 1 from anomaly_item a where a.county = caselist.county and a.child_id = caselist.child_id and a.closed_on is null${department})`]; // prettier-ignore
}

/** Tests that whoever is listed passes; without one the list is the whole ledger. */
function chosen(query: LedgerFilters, put: Put, looking: Looking): string[] {
  const parts = [standing, person, visits, flagged, name];
  const tests = parts.flatMap((part) => part(query, put, looking));
  return query.ids === undefined ? tests : [...tests, `child_id = any(${put(query.ids)}::uuid[])`];
}

/** A page of the ledger in an order. `after`: where the line stands that was read last. */
export async function ledgerPage(
  db: Queryable,
  looking: Looking,
  query: LedgerQuery,
  after: Cursor | null,
  limit: number,
): Promise<Sealed[]> {
  const { scope, day } = looking;
  const { by, down } = orders[query.sort];
  const { values, put } = parameters();
  const tests = [...heldOn(put(day), scope, put), query.closed ? "not open" : "open"];
  const wanted = chosen(query, put, looking);
  if (after) tests.push(`(${by.join(", ")}) ${down ? "<" : ">"} (${after.map(put).join(", ")})`);
  const text = sql`
    select ${line} from caselist where ${[...tests, ...wanted].join(" and ")}
    order by ${by.map((column) => `${column}${down ? " desc" : ""}`).join(", ")} limit ${put(limit)}`;
  // of the many ways to choose, none is asked often enough to be kept planned
  const usual = wanted.length === 0 && !query.closed && query.sort === "level";
  const statement = usual ? prepared(`caselist.page.${after ? "next" : "first"}`, scope) : {};
  return (await db.query<Sealed>({ ...statement, text, values })).rows;
}

/** How many the ledger lists, as far as `most`. */
export async function ledgerCount(
  db: Queryable,
  looking: Looking,
  query: LedgerFilters,
  most: number,
): Promise<number> {
  const { values, put } = parameters();
  const tests = [...heldOn(put(looking.day), looking.scope, put), query.closed ? "not open" : "open"];
  const text = sql`
    select count(*)::int as count from (
      select 1 from caselist where ${[...tests, ...chosen(query, put, looking)].join(" and ")} limit ${put(most)}
    ) as found`;
  return (await db.query<{ count: number }>({ text, values })).rows[0]?.count ?? 0;
}

/** Whom the ledger lists, as far as `most`. */
export async function ledgerIds(db: Queryable, looking: Looking, query: LedgerFilters, most: number): Promise<string[]> {
  const { values, put } = parameters();
  const tests = [...heldOn(put(looking.day), looking.scope, put), query.closed ? "not open" : "open"];
  const text = sql`
    select child_id as id from caselist where ${[...tests, ...chosen(query, put, looking)].join(" and ")}
    order by rank, child_id limit ${put(most)}`;
  return (await db.query<{ id: string }>({ text, values })).rows.map(({ id }) => id);
} // prettier-ignore
