import assert from "node:assert/strict";
import type { AddressInfo } from "node:net";
import { after, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { nation } from "#kernel/scope.ts";
import { inScope } from "#platform/db/scope.ts";
import { testDatabase } from "#test/database.ts";
import { route } from "./route.ts";
import { createServer } from "./server.ts";

/* Over a real connection: what is read for a page that was closed ends, what was sent is carried out. */

const { db, close } = await testDatabase({ poolSize: 3 });
const ended: string[] = [];

const answered = Promise.withResolvers<undefined>();
const reached = Promise.withResolvers<undefined>();

const reads = (method: "GET" | "POST", path: string, before: () => Promise<unknown>, text: string) =>
  route({ method, path, permission: null, summary: "慢" })(async () => {
    await before();
    try {
      await inScope(db.pool, nation, (client) => client.query(`${text} -- ${path}`), { readOnly: true });
      ended.push(path);
    } catch (thrown) {
      ended.push(`${path} ${(thrown as { code?: string }).code}`);
    }
    return {};
  });

const app = await createServer({
  routes: [
    reads("GET", "/api/asked", async () => undefined, "select pg_sleep(60)"),
    reads("POST", "/api/sent", () => (reached.resolve(undefined), answered.promise), "select 1"),
  ],
  sentences: {}, labels: () => undefined, identify: async () => undefined, allows: () => true, keep: async () => undefined, logLevel: "silent",
}); // prettier-ignore
await app.listen({ port: 0, host: "127.0.0.1" });
after(async () => {
  await app.close();
  await close();
});

const isRunning = async (path: string): Promise<boolean> =>
  (await db.owner.query("select 1 from pg_stat_activity where state = 'active' and query like $1", [`select pg_sleep(%) -- ${path}`])).rowCount === 1; // prettier-ignore

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(20);
}

test("a question whose asker has gone ends in the database; a command is carried out", async () => {
  const base = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const leaving = new AbortController();
  const asked = [
    fetch(`${base}/api/asked`, { signal: leaving.signal }),
    fetch(`${base}/api/sent`, { method: "POST", signal: leaving.signal }),
  ].map((answer) => assert.rejects(answer, { name: "AbortError" }));
  await reached.promise;
  await until(() => isRunning("/api/asked"));
  leaving.abort();
  await Promise.all(asked);
  await until(() => ended.length === 1);
  answered.resolve(undefined);
  await until(() => ended.length === 2);
  assert.deepEqual(ended, ["/api/asked http.gone", "/api/sent"]);
  assert.equal(await isRunning("/api/asked"), false);
});
