import type { Catalogue, Table } from "./catalogue.ts";
import { faultOfScopeText, isAreaColumn } from "./definitions.ts";
import { distributionColumn, type Manifest } from "./manifest.ts";

/*
 * The rules of docs/databases.md that only a migrated database can show: they keep the way to many machines open.
 */

type Check = (table: Table, manifest: Manifest) => readonly string[];

const key = (table: Table, manifest: Manifest): string | undefined => {
  const placement = manifest.get(table.name);
  return placement && distributionColumn(placement);
};

const placed: Check = (table, manifest) => (manifest.has(table.name) ? [] : ["has no placement (rule 1)"]);

const keys: Check = (table, manifest) => {
  const column = key(table, manifest);
  const primary = table.keys.find((each) => each.primary);
  if (!primary) return ["has no primary key (rule 2)"];
  if (column === undefined) return [];
  const first = primary.columns[0] === column ? [] : [`its primary key does not start with ${column} (rule 2)`];
  const lacking = table.keys.filter((each) => !each.columns.includes(column));
  return [...first, ...lacking.map((each) => `${each.name} is unique without ${column} (rule 2)`)];
};

const counters: Check = (table, manifest) =>
  key(table, manifest) === undefined
    ? []
    : table.columns.filter((c) => c.counts).map((c) => `${c.name} counts by itself (rule 3)`);

const foreignKeys: Check = (table, manifest) => {
  const column = key(table, manifest);
  return table.foreignKeys.flatMap(({ name, columns, target, targetColumns }) => {
    const there = manifest.get(target);
    if (there === "reference" || (column === undefined && there === "local")) return [];
    const other = there && distributionColumn(there);
    const at = column === undefined ? -1 : columns.indexOf(column);
    const together = manifest.get(table.name) === there && at >= 0 && targetColumns[at] === other;
    return together ? [] : [`${name} leaves its placement (rule 4)`];
  });
};

const triggers: Check = (table) => table.triggers.map((trigger) => `trigger ${trigger} (rule 5)`);

const collations: Check = (table) =>
  table.columns
    .filter(
      ({ name, type, collation }) => isAreaColumn(name) && (type === "text" || type === "varchar") && collation !== "C",
    )
    .map(({ name }) => `${name} is not collate "C" (rule 8)`);

/** Columns by which a row speaks of a child. */
const ofChild: ReadonlySet<string> = new Set(["child_id", "subject_id", "children"]);

/** Settings by which a policy that lets a child's rows be read knows the reader: civil affairs', or a department's. */
const readers = [
  ["app.area_lo", "app.area_hi"],
  ["app.department'", "app.department_lo", "app.department_hi"],
];

const lets = (table: Table): string[] =>
  table.policies
    .filter(({ permissive, command }) => permissive && (command === "ALL" || command === "SELECT"))
    .filter(
      ({ expressions: [using = ""] }) => !readers.some((settings) => settings.every((one) => using.includes(one))),
    )
    .map(({ name }) => `${name} asks neither for the area nor for the department`);

const narrowing = (table: Table): string[] => [
  ...(table.rowSecurity ? [] : ["has no row level security (rule 7)"]),
  ...(table.policies.length > 0 ? [] : ["has no policy (rule 7)"]),
];

/**
 * Whoever holds something of a child is behind row level security that carries area and department; so is everything
 * else that the application may read and that is not the same for all (docs/decisions/0024-second-wall.md). Policies use
 * the row's own columns.
 */
const rowSecurity: Check = (table, manifest) => {
  const personal = table.columns.some(({ name }) => ofChild.has(name));
  const placement = manifest.get(table.name);
  const open = placement === "reference" || (placement === "local" && table.granted.length === 0);
  const scopes = table.policies.flatMap(({ name, expressions }) =>
    expressions.flatMap((expression) => faultOfScopeText(expression) ?? []).map((what) => `${name}: ${what}`),
  );
  return [...(personal || !open ? narrowing(table) : []), ...(personal ? lets(table) : []), ...scopes];
};

/** Reference tables that people of the application write: appointing is their work (docs/decisions/0017). */
const appointed: ReadonlySet<string> = new Set(["account_person", "account_post"]);

/** Nobody empties a table; nobody rewrites the journal; what all nodes share changes through the owner only. */
const grants: Check = (table, manifest) => {
  const never = ["TRUNCATE", "REFERENCES", "TRIGGER"];
  if (table.name === "entry") never.push("UPDATE", "DELETE");
  if (manifest.get(table.name) === "reference")
    never.push(...(appointed.has(table.name) ? [] : ["INSERT", "UPDATE"]), "DELETE");
  return table.granted.filter((right) => never.includes(right)).map((right) => `the application may ${right}`);
};

const checks: readonly Check[] = [placed, keys, counters, foreignKeys, triggers, collations, rowSecurity, grants];

/** Names each place where a migrated database leaves the rules, `table: what`. */
export function faultsOfCatalogue({ tables, role }: Catalogue, manifest: Manifest): string[] {
  const names = new Set(tables.map((table) => table.name));
  return [
    ...tables.flatMap((table) =>
      checks.flatMap((check) => check(table, manifest)).map((what) => `${table.name}: ${what}`),
    ),
    ...[...manifest.keys()]
      .filter((name) => !names.has(name))
      .map((name) => `${name}: placed, but there is no such table`),
    ...(role.superuser ? ["the application's role is a superuser"] : []),
    ...(role.bypassesRls ? ["the application's role bypasses row level security"] : []),
    ...(role.createsRoles ? ["the application's role may make roles"] : []),
    ...role.memberOf.map((other) => `the application's role may become ${other}`),
    ...role.owns.map((owned) => `the application's role owns ${owned}`),
  ];
}
