import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import type { Actor } from "#kernel/actor.ts";
import { newId } from "#kernel/id.ts";
import { subtree } from "#kernel/scope.ts";
import { inScope } from "#platform/db/scope.ts";
import { writeWorkbook } from "#platform/files/index.ts";
import { type Browser, signedIn, wait } from "#test/accounts.ts";
import { type Cast, cast, places } from "#test/cast.ts";
import { serverOf } from "../../composition.ts";
import { type Draw, type ExportWorld, makeExport, type Taken } from "./making.ts";
import type { MakingLine, MakingsPage } from "./words.ts";

/* A file on its way: somebody else's first, then how it is stopped, and that nothing of it stays behind. */

const folder = mkdtempSync(join(tmpdir(), "tonghu-makings-"));
const exports = join(folder, "exports");
let people: Cast;
let app: FastifyInstance;
let world: ExportWorld;
let county: Browser;
let other: Browser;
let officer: Actor;

before(async () => {
  people = await cast(undefined, { poolSize: 4 });
  app = await serverOf(people.tonghu, join(folder, "uploads"), "silent", { exports });
  const { pool, clock, vault } = people.tonghu.ground;
  world = { pool, clock, exports, files: vault.files };
  const signed = await signedIn(people, app, { login: "county", kind: "county", area: places.county });
  county = signed.at;
  other = (await signedIn(people, app, { login: "colleague", kind: "county", area: places.county })).at;
  officer = {
    personId: signed.personId, name: "测试county", post: "county", area: places.county, scope: subtree(places.county), sessionId: "s", factorAt: clock.now().toISOString(),
  }; // prettier-ignore
});
after(async () => {
  await app.close();
  await people.close();
  rmSync(folder, { recursive: true, force: true });
});

const takenAs = (name: string): Taken => ({ id: newId(), purpose: "reporting", area: places.county, kind: "register", name }); // prettier-ignore
const lying = (): string[] => (readdirSync(folder).includes("exports") ? readdirSync(exports) : []);
const at = async (by: Browser, id: string): Promise<MakingLine> => ((await by.get(`/api/export/makings/${id}`)).body ?? {}) as MakingLine; // prettier-ignore

/** As many lines as one likes, one after the other, each when the test lets it. */
function slowly(next: () => Promise<void>, total: number): Draw {
  return async (watermark, save, progress) => {
    progress.of(total);
    const rows = async function* rows() {
      for (let n = 0; n < total; n++) {
        await next();
        progress.did(1);
        yield { cells: [`第 ${n} 行`] };
      }
    };
    await save(writeWorkbook({ title: "慢", watermark, sheets: [{ name: "慢", rows }] }));
    return 0;
  };
}

async function until<T>(look: () => Promise<T>, holds: (seen: T) => boolean): Promise<T> {
  for (;;) {
    const seen = await look();
    if (holds(seen)) return seen;
    await pause(20);
  }
}

test("another's file is not there, neither to be looked at nor to be stopped", async () => {
  const taken = takenAs("甲.xlsx");
  const gate = Promise.withResolvers<void>();
  const made = makeExport(world, officer, taken, slowly(() => gate.promise, 2)); // prettier-ignore
  await until(() => at(county, taken.id), (line) => line.total === 2); // prettier-ignore
  const stop = await other.post(`/api/export/makings/${taken.id}/stop`);
  assert.deepEqual([stop.status, stop.code], [404, "export.not_found"]);
  for (const answer of [await other.get(`/api/export/makings/${taken.id}`), await county.get(`/api/export/makings/${newId()}`)])
    assert.deepEqual([answer.status, answer.body], [200, null], "as one that has not begun");
  const { lines } = (await other.get("/api/export/makings")).body as MakingsPage;
  assert.deepEqual(lines.map(({ id, own, state }) => [id, own, state]), [[taken.id, false, "running"]], "a colleague sees that it is made");
  gate.resolve();
  assert.equal((await made).id, taken.id);
  assert.deepEqual(await at(county, taken.id).then(({ state, done, total }) => [state, done, total]), ["made", 2, 2]);
  const late = (await county.post(`/api/export/makings/${taken.id}/stop`)).body as MakingLine;
  assert.equal(late.state, "made", "who stops too late is told that it is there");
  assert.equal(lying().length, 1);
}); // prettier-ignore

test("one that is stopped ends in the database and on the disk, and the list says so; it may be asked for again", async () => {
  const taken = takenAs("乙.xlsx");
  const had = lying().length;
  const sleeping: Draw = async (watermark, save, progress) => {
    await slowly(() => Promise.resolve(), 5)(watermark, save, progress);
    await inScope(world.pool, officer.scope, (db) => db.query("select pg_sleep(60) -- 乙"), { readOnly: true });
    return 0;
  };
  const running = async (): Promise<number> => (await people.database.db.owner.query("select 1 from pg_stat_activity where state = 'active' and query = 'select pg_sleep(60) -- 乙'")).rowCount ?? 0;
  const refused = assert.rejects(makeExport(world, officer, taken, sleeping), { code: "export.stopped", status: 409 });
  await until(running, (n) => n === 1);
  await until(() => at(county, taken.id), (line) => line.done === 5);
  assert.equal(lying().length, had + 1, "half of it lies on the disk");
  const told = (await county.post(`/api/export/makings/${taken.id}/stop`)).body as MakingLine;
  assert.equal(told.state, "stopping");
  await refused;
  assert.equal(await running(), 0);
  assert.equal(lying().length, had);
  const { lines } = (await other.get("/api/export/makings")).body as MakingsPage;
  assert.deepEqual(lines.map(({ name, person, state, done }) => [name, person, state, done]), [["乙.xlsx", "测试county", "stopped", 5]]);
  assert.equal((await people.database.db.owner.query("select 1 from export_ledger where id = $1", [taken.id])).rowCount, 0);
  const again = await makeExport(world, officer, { ...taken, name: "乙二.xlsx" }, slowly(() => Promise.resolve(), 1));
  assert.deepEqual([again.name, lying().length], ["乙二.xlsx", had + 1]);
}); // prettier-ignore

test("a stop that comes before the last line leaves no file, however soon that line comes", async () => {
  const taken = takenAs("丙.xlsx");
  const gate = Promise.withResolvers<void>();
  const had = lying().length;
  const refused = assert.rejects(makeExport(world, officer, taken, slowly(() => gate.promise, 1)), { code: "export.stopped" }); // prettier-ignore
  await until(() => at(county, taken.id), (line) => line.state === "running"); // prettier-ignore
  await county.post(`/api/export/makings/${taken.id}/stop`);
  gate.resolve();
  await refused;
  assert.deepEqual([lying().length, (await at(county, taken.id)).state], [had, "stopped"]);
});

test("one whose server ended says nothing for a minute: it came to nothing, and may be asked for again", async () => {
  const taken = takenAs("丁.xlsx");
  await people.database.db.owner.query(
    `insert into export_making (id, area, person_id, person, post, kind, name, purpose, state, done, begun_at, touched_at)
     values ($1, $2, $3, '测试county', 'county', 'register', '丁.xlsx', 'reporting', 'running', 7, $4, $4)`,
    [taken.id, places.county, officer.personId, people.clock.now().toISOString()],
  );
  assert.equal((await at(county, taken.id)).state, "running");
  wait(people, 61);
  assert.equal((await at(county, taken.id)).state, "failed");
  assert.equal((await makeExport(world, officer, taken, slowly(() => Promise.resolve(), 1))).id, taken.id); // prettier-ignore
  const broken: Draw = () => Promise.reject(new Error("a bug"));
  const failing = takenAs("戊.xlsx");
  await assert.rejects(makeExport(world, officer, failing, broken), /a bug/);
  assert.equal((await at(county, failing.id)).state, "failed");
});
