import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { newId } from "#kernel/id.ts";
import * as registry from "#capabilities/registry/index.ts";
import { control } from "#platform/db/guarded.ts";
import { readRows } from "#platform/files/index.ts";
import { type Browser, codeAt, enrolFactor, signedIn, wait } from "#test/accounts.ts";
import { type Cast, cast, leftBehind, places } from "#test/cast.ts";
import { serverOf } from "../../composition.ts";
import { tidyExports } from "./folder.ts";
import type { ExportLine, Origin, Ticket } from "./words.ts";

/* Taking a file along, over HTTP and with real second factors: the forbidden cases first. */

const folder = mkdtempSync(join(tmpdir(), "tonghu-exports-"));
let people: Cast;
let app: FastifyInstance;
let county: { at: Browser; personId: string; secret: string };
let supervisor: { at: Browser; personId: string; secret: string };
let auditor: { at: Browser; personId: string; secret: string };

before(async () => {
  people = await cast(undefined, { poolSize: 1 }); // whoever holds the only connection and asks for another waits for themselves
  app = await serverOf(people.tonghu, join(folder, "uploads"), "silent", { exports: join(folder, "exports") });
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  await registry.register(world, people.eastDirector, {
    id: newId(), childId: newId(), area: places.eastVillage, source: "registration", facts: { ...leftBehind, name: "欧=导出" },
  }); // prettier-ignore
  county = await signedIn(people, app, { login: "county", kind: "county", area: places.county });
  supervisor = await signedIn(people, app, { login: "east", kind: "supervisor", area: places.east });
  auditor = await signedIn(people, app, { login: "auditor", kind: "auditor", area: places.county });
});
after(async () => {
  await app.close();
  await people.close();
  rmSync(folder, { recursive: true, force: true });
});

const annex1 = "/api/returns/puning-annex-1/file/xlsx?asOf=2024-07-01";
const annex2 = "/api/returns/annex/puning-annex-2/file?asOf=2024-07-01";
const body = (more: object = {}) => ({ id: newId(), purpose: "reporting", ...more });
const lying = (): string[] => readdirSync(join(folder, "exports"));

async function make(at: Browser, url: string, more: object = {}): Promise<Ticket> {
  const made = await at.post(url, body(more));
  assert.equal(made.status, 200, JSON.stringify(made.body));
  return made.body as Ticket;
}

/** The bytes of a ticket's file. */
async function bytesOf(at: Browser, { link }: Ticket): Promise<Buffer> {
  const cookie = [...at.jar].map(([name, value]) => `${name}=${value}`).join("; ");
  const answer = await app.inject({ url: link, headers: { cookie } });
  assert.equal(answer.statusCode, 200, answer.body.slice(0, 300));
  return answer.rawPayload;
}

async function freshen({ at, secret }: { at: Browser; secret: string }): Promise<void> {
  wait(people, 31);
  const shown = await at.post("/api/account/second-factor/check", { code: codeAt(secret, people.clock.now()) });
  assert.equal(shown.status, 200, JSON.stringify(shown.body));
}

const rows = async (): Promise<number> => Number((await people.database.db.owner.query("select count(*)::int as n from export_ledger")).rows[0]?.n); // prettier-ignore

test("nothing leaves without a purpose of the list, nor by asking for it as before", async () => {
  for (const wrong of [
    { purpose: "curiosity" },
    { purpose: undefined },
    { id: undefined },
    { more: 1 },
    { purpose: "" },
  ])
    assert.equal((await county.at.post(annex1, body(wrong))).code, "http.input_invalid", JSON.stringify(wrong));
  for (const url of [annex1, annex2]) assert.equal((await county.at.get(url)).status, 404, url);
  assert.equal(await rows(), 0);
});

test("nothing leaves without a second factor of the last minutes, whoever asks", async () => {
  assert.equal((await supervisor.at.post(annex1, body())).code, "account.fresh_factor_needed");
  supervisor.secret = await enrolFactor(people, supervisor.at);
  assert.equal((await supervisor.at.post(annex1, body())).status, 200);
  wait(people, 16 * 60);
  for (const url of [annex1, annex2]) {
    const refused = await county.at.post(url, body());
    assert.deepEqual([refused.status, refused.code], [403, "account.fresh_factor_needed"], url);
  }
  assert.equal(await rows(), 1);
  await freshen(county);
  assert.equal((await county.at.post(annex1, body())).status, 200);
});

test("a neighbour's table is not there, and leaves no row and no file", async () => {
  await freshen(supervisor);
  const [had, files] = [await rows(), lying().length];
  for (const url of [annex1, annex2])
    assert.equal((await supervisor.at.post(`${url}&area=${places.south}`, body())).code, "area.unknown");
  assert.deepEqual([await rows(), lying().length], [had, files]);
});

test("what is fetched is to the byte what the ledger digested, and says whose it is", async () => {
  await freshen(county);
  const ticket = await make(county.at, annex2, { purpose: "inspection" });
  const file = await bytesOf(county.at, ticket);
  assert.equal(createHash("sha256").update(file).digest("hex"), ticket.sha256);
  assert.equal(file.length, ticket.bytes);
  const texts = (await Array.fromAsync(readRows(file))).flatMap(({ cells }) => cells.map((cell) => cell.kind === "text" ? cell.text : "")); // prettier-ignore
  assert.ok(texts.includes("欧=导出"), "a name with a formula in it comes back as it was");
  const whose = texts.find((text) => text.startsWith("导出编号")) ?? "";
  assert.match(
    whose,
    /^导出编号 20240701-\d{5}-\d{5}　测试county（揭阳市普宁市县级民政部门）　2024年7月1日 \d\d:\d\d　用途：档案抽查、检查$/,
  );
  assert.ok(whose.includes(ticket.number));
  const { rows: [row] } = await people.database.db.owner.query("select * from export_ledger where id = $1", [ticket.id]); // prettier-ignore
  assert.deepEqual(
    [row.person_id, row.post, row.area, row.kind, row.purpose, row.children, row.sha256],
    [county.personId, "county", places.county, "register", "inspection", 1, ticket.sha256],
  );
  assert.ok(row.session && row.address);
  for (const name of lying()) {
    assert.equal(statSync(join(folder, "exports", name)).mode & 0o777, 0o600);
    assert.equal(readFileSync(join(folder, "exports", name)).toString("latin1", 0, 11), "TONGHU-FILE", "encrypted");
  }
});

test("asked for twice under one id there is one file; another's id is taken", async () => {
  await freshen(county);
  const wanted = body();
  const [one, two, both] = await Promise.all([1, 2, 3].map(() => county.at.post(annex1, wanted)));
  assert.deepEqual([one?.status, two?.status, both?.status], [200, 200, 200]);
  assert.deepEqual(one?.body, two?.body);
  assert.deepEqual(one?.body, both?.body);
  const files = lying().filter((name) => name.startsWith(wanted.id));
  assert.equal(files.length, 1, files.join());
  await freshen(supervisor);
  assert.equal((await supervisor.at.post(annex1, wanted)).code, "export.id_taken");
  for (const [url, more] of [
    [annex2, {}],
    [annex1, { purpose: "inspection" }],
    [annex1.replace("xlsx", "pdf"), {}],
  ] as const)
    assert.equal((await county.at.post(url, { ...wanted, ...more })).code, "export.id_taken", url);
});

test("a file is fetched by whoever had it made, and by nobody else; each fetch is kept", async () => {
  await freshen(supervisor);
  await freshen(county);
  const ticket = await make(supervisor.at, annex1);
  for (const other of [county, auditor]) {
    const answer = await other.at.get(ticket.link);
    assert.ok([403, 404].includes(answer.status), answer.code);
  }
  assert.equal((await app.inject({ url: ticket.link })).statusCode, 401);
  assert.equal((await county.at.get(`/api/export/exports/${newId()}/file`)).code, "export.not_found");
  await bytesOf(supervisor.at, ticket);
  await bytesOf(supervisor.at, ticket);
  const { lines } = (await county.at.get("/api/export/exports")).body as { lines: ExportLine[] };
  const line = lines.find(({ id }) => id === ticket.id);
  assert.deepEqual([line?.fetches, line?.state, line?.own, line?.person], [2, "ready", false, "测试east"]);
  wait(people, 16 * 60);
  assert.equal((await supervisor.at.get(ticket.link)).code, "account.fresh_factor_needed");
});

test("after its term a file is gone from the server and from the disk", async () => {
  await freshen(county);
  const ticket = await make(county.at, annex2);
  assert.equal(ticket.expiresAt, new Date(people.clock.now().getTime() + 3_600_000).toISOString());
  wait(people, 50 * 60);
  county = await signedIn(people, app, { login: "county2", kind: "county", area: places.county });
  assert.equal((await county.at.get(ticket.link)).code, "export.not_found", "a colleague of the same post");
  await tidyExports(join(folder, "exports"), people.clock.now(), true);
  assert.ok(lying().some((name) => name.startsWith(ticket.id)));
  const later = await make(county.at, annex2);
  wait(people, 61 * 60);
  await tidyExports(join(folder, "exports"), people.clock.now(), true);
  assert.ok(!lying().some((name) => name.startsWith(ticket.id) || name.startsWith(later.id)));
  county = await signedIn(people, app, { login: "county3", kind: "county", area: places.county });
  const own = await make(county.at, annex2);
  await people.database.db.owner.query("update export_ledger set expires_at = made_at where id = $1", [own.id]);
  const gone = await county.at.get(own.link);
  assert.deepEqual([gone.status, gone.code], [410, "export.expired"]);
});

test("where a file came from: by its number or its digest, for the auditor of its area alone", async () => {
  county = await signedIn(people, app, { login: "county4", kind: "county", area: places.county });
  auditor = await signedIn(people, app, { login: "auditor2", kind: "auditor", area: places.county });
  const elsewhere = await signedIn(people, app, { login: "auditor3", kind: "auditor", area: "440305" });
  const ticket = await make(county.at, annex1);
  await bytesOf(county.at, ticket);
  for (const asked of [`number=${ticket.number}`, `sha256=${ticket.sha256}`]) {
    const [origin, ...more] = (await auditor.at.get(`/api/export/origin?${asked}`)).body as Origin[];
    assert.deepEqual(more, []);
    assert.deepEqual([origin?.line.id, origin?.line.person, origin?.fetches.length], [ticket.id, "测试county4", 1]);
    assert.deepEqual((await elsewhere.at.get(`/api/export/origin?${asked}`)).body, []);
    assert.equal((await supervisorAgain()).code, "account.not_permitted");
  }
  assert.equal((await auditor.at.get("/api/export/origin")).code, "export.nothing_asked");
  assert.equal((await auditor.at.get("/api/export/origin?number=1")).code, "http.input_invalid");
  assert.equal((await auditor.at.post(annex1, body())).code, "account.not_permitted");
});

async function supervisorAgain(): Promise<{ code: string }> {
  const { at } = await signedIn(people, app, { login: `s${newId().slice(-6)}`, kind: "supervisor", area: places.east });
  return at.get("/api/export/origin?number=20240701-00000-00000");
}

test("the application can change no row, read none of another area, and write none into one", async () => {
  const { pool } = people.tonghu.ground;
  const scoped = async (lo: string, hi: string, text: string): Promise<number | string> => {
    const client = await pool.connect();
    try {
      await control(client, "begin");
      await control(client, `set local app.area_lo = '${lo}'; set local app.area_hi = '${hi}'`);
      return (await control(client, text)).rowCount ?? 0;
    } catch (thrown) {
      return (thrown as { code: string }).code;
    } finally {
      await control(client, "rollback");
      client.release();
    }
  };
  for (const table of ["export_ledger", "export_fetch", "export_sending"])
    for (const text of [`update ${table} set area = area`, `delete from ${table}`, `truncate ${table}`])
      assert.equal(await scoped("0", ":", text), "42501", text);
  assert.equal(await scoped("0", ":", "update export_term set minutes = 10080"), "42501");
  assert.ok(Number(await scoped(places.county, `${places.county}:`, "select 1 from export_ledger")) > 3);
  assert.equal(await scoped("440305", "440305:", "select 1 from export_ledger"), 0);
  const copied = `insert into export_ledger select gen_random_uuid(), 'x', '440305', person_id, person, post, session, address,
    kind, name, purpose, children, sha256, bytes, made_at, expires_at from export_ledger limit 1`;
  assert.equal(await scoped(places.county, `${places.county}:`, copied), "42501");
});

test("a file that was changed or exchanged on the disk does not leave", async () => {
  county = await signedIn(people, app, { login: "county6", kind: "county", area: places.county });
  const [one, two] = [await make(county.at, annex1), await make(county.at, annex2)];
  const pathOf = ({ id }: Ticket): string => join(folder, "exports", lying().find((name) => name.startsWith(id)) ?? "");
  const held = readFileSync(pathOf(one));
  writeFileSync(pathOf(one), readFileSync(pathOf(two)));
  assert.equal((await county.at.get(one.link)).code, "crypto.damaged");
  writeFileSync(pathOf(one), held.subarray(0, -1));
  assert.equal((await county.at.get(one.link)).code, "crypto.damaged");
  writeFileSync(pathOf(one), held);
  assert.equal(
    createHash("sha256")
      .update(await bytesOf(county.at, one))
      .digest("hex"),
    one.sha256,
  );
});

test("a row that cannot be written keeps the file from leaving, and from staying", async () => {
  county = await signedIn(people, app, { login: "county5", kind: "county", area: places.county });
  const { owner } = people.database.db;
  const had = lying().length;
  await owner.query("revoke insert on export_ledger from tonghu_app");
  try {
    const answer = await county.at.post(annex1, body());
    assert.ok(answer.status >= 500);
  } finally {
    await owner.query("grant insert on export_ledger to tonghu_app");
  }
  assert.equal(lying().length, had);
  const ticket = await make(county.at, annex1);
  await owner.query("revoke insert on export_fetch from tonghu_app");
  try {
    assert.ok((await county.at.get(ticket.link)).status >= 500);
  } finally {
    await owner.query("grant insert on export_fetch to tonghu_app");
  }
});
