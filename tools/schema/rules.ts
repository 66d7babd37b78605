import { parseSync } from "libpg-query";
import type { Fault } from "../house/tree.ts";
import type { Case, Manifest } from "./manifest.ts";
import { faultsOfColumns, faultsOfPolicy } from "./definitions.ts";
import type { SqlText } from "./statements.ts";
import {
  insideNullif,
  isTree,
  lastName,
  locationOf,
  members,
  type Met,
  readsOurSetting,
  tablesOf,
  type Tree,
  walk,
} from "./syntax.ts";

/*
 * What the SQL of the house never does (docs/databases.md), judged on PostgreSQL's own parse tree. Rules about
 * sharded tables let a statement pass whose tables are all reference or local ones.
 */

type Rule = (met: Met, about: Case) => string | undefined;

const clocks = new Set(["now", "transaction_timestamp", "statement_timestamp", "clock_timestamp", "timeofday"]);
const makers = new Set([
  "gen_random_uuid",
  "uuid_generate_v4",
  "uuidv4",
  "uuidv7",
  "nextval",
  "currval",
  "setval",
  "lastval",
]);
const locks = /^pg_(try_)?advisory_/;

const functionRules: Rule = ({ name, node, above }, { file, sharded }) => {
  if (name !== "FuncCall") return undefined;
  const called = lastName(node["funcname"]);
  if (clocks.has(called)) return `${called}(): the present is a parameter (rule 9)`;
  if (makers.has(called)) return `${called}(): the application makes ids and numbers (rule 3)`;
  if (called === "set_config") return "set_config() is not carried to shards: SET LOCAL with a literal (rule 7)";
  if (called === "pg_notify" && !file.startsWith("src/platform/jobs/"))
    return "pg_notify() belongs to platform/jobs (rule 11)";
  if (locks.test(called) && !file.startsWith("src/platform/")) return `${called}() belongs to the platform (rule 11)`;
  if (readsOurSetting({ name, node, above }) && !insideNullif({ name, node, above }))
    return "current_setting() without nullif(…, '') (rule 7)";
  return sharded && isUpdated(above) ? `${called}() in DO UPDATE SET: use excluded.x (rule 10)` : undefined;
};

/** True below the SET of an ON CONFLICT DO UPDATE; its WHERE may call what it likes. */
function isUpdated(above: readonly Met[]): boolean {
  const at = above.findIndex(({ name }) => name === "onConflictClause");
  const target = above.slice(0, Math.max(at, 0)).findLast(({ name }) => name === "ResTarget");
  const targets = at < 0 ? [] : members(above[at]?.node ?? {}, "targetList");
  return target !== undefined && targets.some((item) => isTree(item) && item["ResTarget"] === target.node);
}

const valueRules: Rule = ({ name, node, above }, { sharded }) => {
  if (name === "SQLValueFunction" && /DATE|TIME/.test(String(node["op"]))) return "the present is a parameter (rule 9)";
  if (name !== "SubLink" || !sharded) return undefined;
  if (isUpdated(above)) return "a subquery in DO UPDATE SET (rule 10)";
  const values = above.some((met) => met.name === "SelectStmt" && members(met.node, "valuesLists").length > 0);
  return values ? "a subquery in VALUES (rule 10)" : undefined;
};

const shapeRules: Rule = ({ name, node }, { sharded }) => {
  if (!sharded) return undefined;
  if (node["recursive"] === true) return "a recursive CTE (rule 10)";
  if (name === "GroupingSet") return "ROLLUP, CUBE or GROUPING SETS (rule 10)";
  if (name === "MergeStmt") return "MERGE (rule 10)";
  return name === "LockingClause" && node["waitPolicy"] === "LockWaitSkip"
    ? "SKIP LOCKED on a sharded table (rule 11)"
    : undefined;
};

const neverRules: Rule = ({ name }, { file }) => {
  if (name === "CreateTrigStmt" || name === "CreateEventTrigStmt" || name === "RuleStmt")
    return "a trigger or rule (rule 5)";
  if (name === "JsonTable") return "JSON_TABLE is newer than PostgreSQL 15";
  const signal = name === "ListenStmt" || name === "NotifyStmt" || name === "UnlistenStmt";
  return signal && !file.startsWith("src/platform/jobs/")
    ? "LISTEN and NOTIFY belong to platform/jobs (rule 11)"
    : undefined;
};

const rules: readonly Rule[] = [functionRules, valueRules, shapeRules, neverRules, faultsOfPolicy, faultsOfColumns];

const parsed = (readings: readonly string[]): { text: string; statements: readonly unknown[] } | string => {
  let first = "";
  for (const text of readings) {
    try {
      return { text, statements: parseSync(text).stmts ?? [] };
    } catch (thrown) {
      first ||= thrown instanceof Error ? thrown.message : String(thrown);
    }
  }
  return first;
};

/** The line of a byte offset: PostgreSQL counts in UTF-8. */
const linesBefore = (text: string, bytes: number): number =>
  Buffer.from(text).subarray(0, bytes).toString().split("\n").length - 1;

const isSharded = (statement: unknown, manifest: Manifest): boolean => {
  const tables = [...tablesOf(statement)];
  return tables.some((table) => !["reference", "local"].includes(manifest.get(table) ?? "unknown"));
};

/** Names each thing that a text of SQL must not do. A text that PostgreSQL cannot read is a fault too. */
export function faultsOfSql(sql: SqlText, manifest: Manifest): Fault[] {
  const read = parsed(sql.readings);
  if (typeof read === "string") return [{ file: sql.file, line: sql.line, what: `PostgreSQL cannot read it: ${read}` }];
  return read.statements.flatMap((statement) => {
    const at = isTree(statement) && typeof statement["stmt_location"] === "number" ? statement["stmt_location"] : 0;
    const about: Case = { file: sql.file, sharded: isSharded(statement, manifest) };
    return [...walk(statement)].flatMap((met) =>
      rules.flatMap((rule) => {
        const what = rule(met, about);
        const offset = locationOf(met.node) ?? nearest(met.above) ?? at;
        return what === undefined ? [] : [{ file: sql.file, line: sql.line + linesBefore(read.text, offset), what }];
      }),
    );
  });
}

const nearest = (above: readonly Met[]): number | undefined =>
  above.map(({ node }: { node: Tree }) => locationOf(node)).find((location) => location !== undefined);
