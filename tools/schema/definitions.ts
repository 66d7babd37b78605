import { parseSync } from "libpg-query";
import type { Case } from "./manifest.ts";
import { insideNullif, isTree, lastName, members, type Met, readsOurSetting, textOf, walk } from "./syntax.ts";

/** An arm of an `or` that asks for no setting of ours lets rows through whoever reads: "… or true". */
const hasOpenArm = ({ name, node }: Met): boolean =>
  name === "BoolExpr" &&
  node["boolop"] === "OR_EXPR" &&
  members(node, "args").some((arm) => walk([arm]).every((met) => !readsOurSetting(met)));

/**
 * What a policy's expression must not hold: a subquery, a setting that an unset scope turns into "everything", or an arm
 * that is open to everybody.
 */
export function faultOfScope(expression: unknown): string | undefined {
  for (const met of walk(expression)) {
    if (met.name === "SubLink") return "a policy with a subquery (rule 7)";
    if (readsOurSetting(met) && !insideNullif(met)) return "a policy whose setting is not in nullif(…, '') (rule 7)";
    if (hasOpenArm(met)) return "a policy with an arm that asks for no setting (rule 7)";
  }
  return undefined;
}

/** The same for an expression as the catalogue prints it. */
export const faultOfScopeText = (expression: string): string | undefined =>
  faultOfScope(parseSync(`select ${expression}`));

export const faultsOfPolicy = ({ name, node }: Met): string | undefined =>
  name === "CreatePolicyStmt" || name === "AlterPolicyStmt"
    ? faultOfScope([node["qual"], node["with_check"]])
    : undefined;

const counters = new Set(["serial", "bigserial", "smallserial", "serial4", "serial8"]);
const places = /^(area|county|township|village)$|_area$/;

/** Text columns that hold an area code sort by bytes (rule 8). */
export const isAreaColumn = (column: string): boolean => places.test(column);

/** Columns of CREATE and ALTER TABLE: no counters on sharded tables, area codes by byte. */
export function faultsOfColumns({ name, node, above }: Met, { sharded }: Case): string | undefined {
  if (name === "CreateSeqStmt" && sharded) return "a sequence (rule 3)";
  if (name !== "ColumnDef" || above.every((met) => !/^(Create|Alter)/.test(met.name))) return undefined;
  const type = isTree(node["typeName"]) ? lastName(node["typeName"]["names"]) : "";
  const identity = members(node, "constraints").some(
    (c) => isTree(c) && isTree(c["Constraint"]) && c["Constraint"]["contype"] === "CONSTR_IDENTITY",
  );
  if (sharded && (identity || counters.has(type))) return `${textOf(node, "colname")} counts by itself (rule 3)`;
  const collation = isTree(node["collClause"]) ? lastName(node["collClause"]["collname"]) : "";
  const isPlace = isAreaColumn(textOf(node, "colname")) && (type === "text" || type === "varchar");
  return isPlace && collation !== "c" ? `${textOf(node, "colname")} wants collate "C" (rule 8)` : undefined;
}
