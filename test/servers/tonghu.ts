import { createInterface } from "node:readline";
import { isProblem } from "#kernel/problem.ts";
import { nation } from "#kernel/scope.ts";
import { type Database, openDatabase } from "#platform/db/database.ts";
import { inScope } from "#platform/db/scope.ts";

/*
 * Nothing of Tonghu but its database: opens the one of the folder, says so, and runs each line of its input as one
 * transaction; for tests that kill it. Ends as a program does that handles no signals.
 */

const say = (answer: object): void => void process.stdout.write(`${JSON.stringify(answer)}\n`);

const said = (level: string) => (data: object, message: string) =>
  void process.stderr.write(`${level} ${message} ${JSON.stringify(data)}\n`);
const log = { info: said("info"), warn: said("warn"), error: said("error") };

function refuse(error: unknown): void {
  if (isProblem(error)) say({ problem: error.code, data: error.data });
  else say({ bug: error instanceof Error ? error.message : String(error) });
}

async function obey(db: Database, line: string): Promise<void> {
  if (line === "exit") process.exit(7);
  if (line === "throw") return void setImmediate(() => JSON.parse("{"));
  try {
    const pool = line.startsWith("owner ") ? db.owner : db.pool;
    const { rows } = await inScope(pool, nation, (client) => client.query(line.replace(/^owner /, "")));
    say({ rows });
  } catch (error) {
    refuse(error);
  }
}

const [dataDir = "", mode = ""] = process.argv.slice(2);
try {
  const db = await openDatabase({ dataDir, log, join: mode === "join" });
  say({ ready: process.pid });
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === "close") break;
    await obey(db, line);
  }
  await db.close();
  say({ closed: true });
  // From here on nothing may keep the process alive.
  process.stdin.destroy();
} catch (error) {
  refuse(error);
  process.exitCode = 3;
}
