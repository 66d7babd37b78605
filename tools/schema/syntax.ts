/** A node of PostgreSQL's parse tree, as libpg-query writes it: `{ SelectStmt: { … } }`, read without its types. */
export type Tree = { readonly [key: string]: unknown };

export const isTree = (value: unknown): value is Tree =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * What a walk meets: a node under its type (`FuncCall`) or under the member that holds it (`onConflictClause`,
 * `relation`), and what stands above it, nearest first.
 */
export interface Met {
  readonly name: string;
  readonly node: Tree;
  readonly above: readonly Met[];
}

/** Every node of a tree, parents first. */
export function* walk(value: unknown, above: readonly Met[] = []): Generator<Met> {
  if (Array.isArray(value)) {
    for (const item of value) yield* walk(item, above);
    return;
  }
  if (!isTree(value)) return;
  for (const [name, node] of Object.entries(value)) {
    if (isTree(node)) {
      const met: Met = { name, node, above };
      yield met;
      yield* walk(node, [met, ...above]);
    } else {
      yield* walk(node, above);
    }
  }
}

const isType = ({ name }: Met): boolean => /^[A-Z]/.test(name);

/** The last part of a dotted name: `now` of `pg_catalog.now`. */
export function lastName(parts: unknown): string {
  const last: unknown = Array.isArray(parts) ? parts.at(-1) : undefined;
  const text = isTree(last) && isTree(last["String"]) ? last["String"]["sval"] : undefined;
  return typeof text === "string" ? text.toLowerCase() : "";
}

export const textOf = (node: Tree, key: string): string => {
  const value = node[key];
  return typeof value === "string" ? value : "";
};

export const locationOf = (node: Tree): number | undefined => {
  const { location } = node;
  return typeof location === "number" && location >= 0 ? location : undefined;
};

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** True where an expression is `nullif(current_setting(…), '')`, seen from the inner call; the catalogue adds casts. */
export function insideNullif({ above }: Met): boolean {
  const parent = above.find(isType);
  if (parent?.name !== "A_Expr" || parent.node["kind"] !== "AEXPR_NULLIF") return false;
  const right = parent.node["rexpr"];
  const cast = isTree(right) ? right["TypeCast"] : undefined;
  return isEmptyText(isTree(cast) ? cast["arg"] : right);
}

/** True for a call of current_setting() that reads one of ours (`app.…`), or one that the text does not fix. */
export function readsOurSetting({ name, node }: Met): boolean {
  if (name !== "FuncCall" || lastName(node["funcname"]) !== "current_setting") return false;
  const [first] = members(node, "args");
  const constant = isTree(first) && isTree(first["A_Const"]) ? first["A_Const"]["sval"] : undefined;
  const cast = isTree(first) && isTree(first["TypeCast"]) ? first["TypeCast"]["arg"] : undefined;
  const inner = isTree(cast) && isTree(cast["A_Const"]) ? cast["A_Const"]["sval"] : constant;
  return !isTree(inner) || textOf(inner, "sval").startsWith("app.");
}

function isEmptyText(expression: unknown): boolean {
  const constant = isTree(expression) ? expression["A_Const"] : undefined;
  const text = isTree(constant) ? constant["sval"] : undefined;
  return isTree(text) && (text["sval"] ?? "") === "";
}

/** Tables that a statement names, without the names of its own CTEs. */
export function tablesOf(statement: unknown): ReadonlySet<string> {
  const named = new Set<string>();
  const own = new Set<string>();
  for (const { name, node } of walk(statement)) {
    named.add(textOf(node, "relname"));
    if (name === "CommonTableExpr") own.add(textOf(node, "ctename"));
  }
  return new Set([...named].filter((table) => table !== "" && !own.has(table)));
}

export const members = (node: Tree, key: string): readonly unknown[] => listOf(node[key]);
