import { Client, type ClientBase, type QueryConfig, type QueryResult } from "pg";

/*
 * The application's connection sends single statements that read or write rows, and nothing else: whatever text somebody
 * smuggles into one of them, it cannot change the scope that row security reads (docs/decisions/0024-second-wall.md).
 */

/** A savepoint only sets back what a transaction did within its scope. */
const verbs = new Set(["select", "insert", "update", "delete", "with", "savepoint"]);

/**
 * What a SELECT could call to change a setting, or to run a text as SQL that this guard does not see. Names hidden in
 * Unicode escapes are told by the escape.
 */
const refusedWords =
  /set_config|pg_settings|_to_xml|_to_xml_and_xmlschema|ts_stat|ts_rewrite|\bu&["']|\bpg_temp|\binto\s+(?:local\s+|global\s+)?temp|\blo_(?:import|export)/i;

/** The first word of a statement, after blanks, brackets and comments; "" where it begins with anything else. */
function verbOf(text: string): string {
  let at = 0;
  for (;;) {
    while (at < text.length && /[\s(]/.test(text.charAt(at))) at += 1;
    if (!text.startsWith("--", at)) break;
    const end = text.indexOf("\n", at);
    if (end < 0) return "";
    at = end + 1;
  }
  const start = at;
  while (/[a-z]/i.test(text.charAt(at))) at += 1;
  return text.slice(start, at).toLowerCase();
}

const KNOWN_MAX = 5_000;
const known = new Set<string>();

/** Errors: a plain Error, without the text: it may hold what somebody typed. */
export function requireRowStatement(text: string): void {
  if (known.has(text)) return;
  const verb = verbOf(text);
  if (!verbs.has(verb)) throw new Error(`db: the application sends no statement that begins with "${verb}"`);
  const word = refusedWords.exec(text)?.[0];
  if (word !== undefined) throw new Error(`db: the application sends no statement with "${word.toLowerCase()}"`);
  if (known.size >= KNOWN_MAX) known.clear();
  known.add(text);
}

/** PostgreSQL takes one statement in the extended form, and as many as one likes in the simple one. */
function single(asked: unknown): QueryConfig & { queryMode: "extended" } {
  const config = typeof asked === "string" ? { text: asked } : asked;
  const { text } = (config ?? {}) as { text?: unknown };
  if (typeof text !== "string") throw new Error("db: the application asks by texts alone");
  requireRowStatement(text);
  return { ...(config as QueryConfig), queryMode: "extended" };
}

type Ask = (...asked: unknown[]) => unknown;
type Told = (error: Error) => void;

/** Told as the database's own refusals are: a throw would keep the pool from getting its connection back. */
function refuse(error: Error, more: readonly unknown[]): unknown {
  const told = more.findLast((one): one is Told => typeof one === "function");
  if (!told) return Promise.reject(error);
  process.nextTick(told, error);
  return undefined;
}

export class GuardedClient extends Client {
  override query: ClientBase["query"] = ((asked: unknown, ...more: unknown[]) => {
    let config;
    try {
      config = single(asked);
    } catch (error) {
      return refuse(error as Error, more);
    }
    return (super.query as Ask)(config, ...more);
  }) as ClientBase["query"];

  /** BEGIN with its scope, COMMIT and ROLLBACK: texts of scope.ts, in which nothing of a request stands unchecked. */
  control(text: string): Promise<QueryResult> {
    return super.query(text);
  }
}

/** On the owner's connections everything is sent as it is. */
export const control = (client: ClientBase, text: string): Promise<QueryResult> =>
  client instanceof GuardedClient ? client.control(text) : client.query(text);
