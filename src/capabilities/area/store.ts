import type { QueryResultRow } from "pg";
import type { Day } from "#kernel/day.ts";
import { nation, type Scope } from "#kernel/scope.ts";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { initialsOf, stemOf } from "./naming.ts";
import { type Area, type AreaNode, levelOf, type Succession } from "./words.ts";

/*
 * All SQL of the division. A day always says which version is meant: $n::date lies in [valid_from, valid_to).
 */

const columns = `u.code, u.name, u.level, u.parent, u.placeholder, u.source,
  to_char(u.valid_from, 'YYYY-MM-DD') as "validFrom", to_char(u.valid_to, 'YYYY-MM-DD') as "validTo"`;

type Row<T> = T & QueryResultRow;

/** The codes from the province down to the code itself, whether or not they are units. */
export const lineage = (code: string): string[] =>
  [2, 4, 6, 9, 12].filter((length) => length <= code.length).map((length) => code.slice(0, length));

const selectUnit = sql`
  select ${columns} from area_unit u
  where u.code = $1 and u.valid_from <= $2::date and (u.valid_to is null or u.valid_to > $2::date)`;

/** The version of a unit that holds on a day. */
export async function findArea(db: Queryable, code: string, day: Day): Promise<Area | undefined> {
  return (await db.query<Row<Area>>({ name: "area.unit", text: selectUnit, values: [code, day] })).rows[0];
}

const selectUnits = sql`
  select ${columns} from area_unit u
  where u.code = any($1::text[]) and u.valid_from <= $2::date and (u.valid_to is null or u.valid_to > $2::date)
  order by u.code`;

/** The versions of the codes that hold on a day; codes that are no unit then are left out. */
export async function findAreas(db: Queryable, codes: readonly string[], day: Day): Promise<Area[]> {
  if (codes.length === 0) return [];
  return (await db.query<Row<Area>>({ name: "area.units", text: selectUnits, values: [codes, day] })).rows;
}

const nodes = `select ${columns}, exists (
    select 1 from area_unit c
    where c.parent = u.code and c.valid_from <= $1::date and (c.valid_to is null or c.valid_to > $1::date)
  ) as "hasChildren"
  from area_unit u
  where not u.placeholder and u.valid_from <= $1::date and (u.valid_to is null or u.valid_to > $1::date)`;

const selectProvinces = sql`${nodes} and u.parent is null order by u.code`;
const selectBelow = sql`${nodes} and u.parent = $2 and u.code >= $3 and u.code < $4 order by u.code`;

/** Units whose parent is the code (null: provinces) and whose own code lies within a range. */
export async function selectNodes(
  db: Queryable,
  parent: string | null,
  day: Day,
  range: Scope = nation,
): Promise<AreaNode[]> {
  const query =
    parent === null
      ? { name: "area.provinces", text: selectProvinces, values: [day] }
      : { name: "area.below", text: selectBelow, values: [day, parent, range.lo, range.hi] };
  return (await db.query<Row<AreaNode>>(query)).rows;
}

// Two statements, so that the usual case (the beginning of a name) never reads every name of the nation.
const selectByPrefix = sql`
  select ${columns} from area_unit u
  where ((u.name >= $1 and u.name < $1 || chr(1114111)) or (u.initials >= $1 and u.initials < $1 || chr(1114111)))
    and not u.placeholder and u.code >= $2 and u.code < $3
    and u.valid_from <= $4::date and (u.valid_to is null or u.valid_to > $4::date)
  order by length(u.code), u.code limit $5`;

const selectByPart = sql`
  select ${columns} from area_unit u
  where (position($1 in u.name) > 0 or position($1 in u.initials) > 0)
    and not u.placeholder and u.code >= $2 and u.code < $3
    and u.valid_from <= $4::date and (u.valid_to is null or u.valid_to > $4::date)
  order by length(u.code), u.code limit $5`;

/** Units whose name or initials begin with the text, or hold it anywhere; higher levels first. */
export async function selectMatches(
  db: Queryable,
  where: "beginning" | "anywhere",
  text: string,
  scope: Scope,
  day: Day,
  limit: number,
): Promise<Area[]> {
  const query = where === "beginning" ? selectByPrefix : selectByPart;
  return (await db.query<Row<Area>>(query, [text, scope.lo, scope.hi, day, limit])).rows;
}

const selectVillages = sql`
  select u.code from area_unit u
  where u.code = any($1::text[]) and u.level = 'village'
    and u.valid_from <= $2::date and (u.valid_to is null or u.valid_to > $2::date)`;

/** Which of the codes are villages or communities on a day: one query for a whole import batch. */
export async function existsVillage(db: Queryable, codes: readonly string[], day: Day): Promise<Set<string>> {
  if (codes.length === 0) return new Set();
  const { rows } = await db.query<Row<{ code: string }>>({
    name: "area.villages",
    text: selectVillages,
    values: [codes, day],
  });
  return new Set(rows.map((row) => row.code));
}

const selectAliases = sql`select alias, code from area_alias where kind = 'code' and alias = any($1::text[]) order by code`;

/** Other codes of units: 441900 → 4419. */
export async function codeAliases(db: Queryable, aliases: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await db.query<Row<{ alias: string; code: string }>>(selectAliases, [aliases]);
  return new Map(rows.map((row) => [row.alias, row.code]));
}

/** A unit that a piece of text may mean: by its own name or by an alias, of the day or of earlier. */
export interface Named extends Area {
  readonly stem: string;
  readonly called: string;
}

const selectByStem = sql`
  select ${columns}, u.stem, u.name as called from area_unit u
  where u.stem = any($1::text[]) and not u.placeholder
    and ((u.code >= $2 and u.code < $3) or u.code = any($4::text[])) and u.valid_from <= $5::date
  union all
  select ${columns}, a.stem, a.alias as called from area_alias a join area_unit u on u.code = a.code
  where a.stem = any($1::text[]) and a.kind = 'name'
    and ((u.code >= $2 and u.code < $3) or u.code = any($4::text[])) and u.valid_from <= $5::date
  order by code, "validFrom"`;

/** Units with one of the stems, within a scope or on the way down to it; closed versions too (old names). */
export async function selectByStems(db: Queryable, stems: readonly string[], scope: Scope, day: Day): Promise<Named[]> {
  const values = [stems, scope.lo, scope.hi, lineage(scope.lo), day];
  return (await db.query<Row<Named>>(selectByStem, values)).rows;
}

const successionColumns = `old_code as "oldCode", new_code as "newCode", to_char(on_day, 'YYYY-MM-DD') as "on", how`;

const selectSuccession = sql`
  select ${successionColumns} from area_succession where old_code = any($1::text[]) and on_day > $2::date order by on_day, new_code`;

/** What became of the codes after a day, next step only where `codes` has one step. */
export async function selectSuccessions(db: Queryable, codes: readonly string[], after: Day): Promise<Succession[]> {
  return (await db.query<Row<Succession>>(selectSuccession, [codes, after])).rows;
}

const selectHistory = sql`
  select ${successionColumns} from area_succession where old_code = $1 or new_code = $1 order by on_day, old_code, new_code`;

/** Every change that a code took part in, on either side. */
export async function historyOf(db: Queryable, code: string): Promise<Succession[]> {
  return (await db.query<Row<Succession>>(selectHistory, [code])).rows;
}

const selectVersions = sql`
  select ${columns} from area_unit u
  where u.code = any($1::text[])
    or exists (select 1 from unnest($2::text[]) as root where u.code > root and u.code < root || ':')
  order by u.code, u.valid_from`;

/** Every version of the codes, of all above them and of all below them. */
export async function versionsAround(db: Queryable, codes: readonly string[]): Promise<Area[]> {
  const roots = [...new Set(codes)];
  return (await db.query<Row<Area>>(selectVersions, [[...new Set(roots.flatMap(lineage))], roots])).rows;
}

const selectOwnVersions = sql`select ${columns} from area_unit u where u.code = $1 order by u.valid_from`;

/** Every version of one code, the oldest first. */
export const versionsOf = async (db: Queryable, code: string): Promise<Area[]> =>
  (await db.query<Row<Area>>({ name: "area.versions", text: selectOwnVersions, values: [code] })).rows;

const selectOwnAliases = sql`select alias, kind from area_alias where code = $1 order by kind, alias`;

/** How else a unit is written. */
export const aliasesOf = async (db: Queryable, code: string): Promise<{ alias: string; kind: "code" | "name" }[]> =>
  (await db.query<Row<{ alias: string; kind: "code" | "name" }>>(selectOwnAliases, [code])).rows;

const selectCodesBetween = sql`select distinct code from area_unit where code >= $1 and code <= $2`;

/**
 * Those units whose code is there in no version. Asked by range, because a batch of the source is a stretch of sorted
 * codes: as an anti-join each batch read all that was loaded before it.
 */
export async function onlyNew(db: Queryable, units: readonly Area[]): Promise<Area[]> {
  const codes = units.map((unit) => unit.code).toSorted();
  const { rows } = await db.query<Row<{ code: string }>>(selectCodesBetween, [codes[0], codes.at(-1)]);
  const held = new Set(rows.map((row) => row.code));
  return units.filter((unit) => !held.has(unit.code));
}

const insertVersions = sql`
  insert into area_unit (code, name, level, parent, placeholder, source, valid_from, valid_to, stem, initials)
  select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bool[], $6::text[], $7::date[], $8::date[],
    $9::text[], $10::text[])`;

/** Errors: 23505 where a version is there already, or another one of the code is open. */
export async function insertUnits(db: Queryable, units: readonly Area[]): Promise<void> {
  if (units.length === 0) return;
  const column = <T>(pick: (unit: Area) => T): T[] => units.map(pick);
  await db.query(insertVersions, [
    column((unit) => unit.code),
    column((unit) => unit.name),
    column((unit) => unit.level),
    column((unit) => unit.parent),
    column((unit) => unit.placeholder),
    column((unit) => unit.source),
    column((unit) => unit.validFrom),
    column((unit) => unit.validTo),
    column((unit) => stemOf(unit.name, unit.level)),
    column((unit) => initialsOf(unit.name)),
  ]);
}

const closeUnit = sql`
  update area_unit u set valid_to = c.valid_to
  from unnest($1::text[], $2::date[], $3::date[]) as c (code, valid_from, valid_to)
  where u.code = c.code and u.valid_from = c.valid_from and u.valid_to is null`;

/** Writes the end of versions. Errors: Error where one was closed by somebody else meanwhile. */
export async function closeUnits(db: Queryable, units: readonly Area[]): Promise<void> {
  const values = [units.map((u) => u.code), units.map((u) => u.validFrom), units.map((u) => u.validTo)];
  const { rowCount } = await db.query(closeUnit, values);
  if (rowCount !== units.length) throw new Error(`areas: ${units.length} versions to close, ${rowCount} closed`);
}

const insertSuccession = sql`
  insert into area_succession (old_code, new_code, on_day, how)
  select * from unnest($1::text[], $2::text[], $3::date[], $4::text[])`;

export async function insertSuccessions(db: Queryable, rows: readonly Succession[]): Promise<void> {
  const values = [
    rows.map((r) => r.oldCode),
    rows.map((r) => r.newCode),
    rows.map((r) => r.on),
    rows.map((r) => r.how),
  ];
  await db.query(insertSuccession, values);
}

const insertAlias = sql`
  insert into area_alias (code, alias, stem, kind) select * from unnest($1::text[], $2::text[], $3::text[], $4::text[])
  on conflict (code, alias) do nothing`;

export async function insertAliases(
  db: Queryable,
  kind: "code" | "name",
  aliases: readonly { readonly code: string; readonly alias: string }[],
): Promise<void> {
  const stem = (code: string, alias: string) => (kind === "code" ? alias : stemOf(alias, levelOf(code) ?? "village"));
  const values = [
    aliases.map((a) => a.code),
    aliases.map((a) => a.alias),
    aliases.map((a) => stem(a.code, a.alias)),
    aliases.map(() => kind),
  ];
  await db.query(insertAlias, values);
}
