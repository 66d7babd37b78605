import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { newId } from "#kernel/id.ts";
import { filledSurvey } from "#capabilities/survey/index.ts";
import { saveWorkbook } from "#platform/files/index.ts";
import { serverOf } from "../../src/composition.ts";
import { browser, type Browser, PASSWORD, person, signedIn, signIn } from "../accounts.ts";
import { type Cast, cast, leftBehind, places } from "../cast.ts";

/*
 * Trial 27: what is personal or secret, drawn so that it stands nowhere else, goes through the house, through its refusals
 * and its failures; and is then looked for in the log at its most talkative, in refusals, in addresses, in what browsers
 * are sent on to, in what PostgreSQL would log, and in every file that was left behind.
 */

const canaries = {
  name: "金丝雀甲",
  guardian: "金丝雀祖母",
  phone: "13912345678",
  address: "金丝雀路七号",
  idNumber: "445281201405010087",
  note: "金丝雀谈话内容",
  person: "金丝雀主任",
  login: "canary-login",
  password: "Kanarien-Vogel-77",
  wrong: "Falscher-Vogel-88",
} as const;

let people: Cast;
let app: FastifyInstance;
let folder: string;
let at: Browser;
const logged: string[] = [];
const told: string[] = [];
const addresses: string[] = [];
const child = newId();
const secrets: string[] = [];

before(async () => {
  people = await cast();
  folder = mkdtempSync(join(tmpdir(), "tonghu-canaries-"));
  app = await serverOf(people.tonghu, folder, "trace", { logStream: { write: (line) => void logged.push(line) } });
  app.addHook("onSend", async (_request, reply, payload) => {
    if (reply.statusCode >= 400) told.push(String(payload));
    addresses.push(JSON.stringify(reply.getHeaders()["location"] ?? ""));
    return payload;
  });
  at = (await signedIn(people, app, { login: "keeper", kind: "supervisor", area: places.east })).at;
  secrets.push(...at.jar.values());
});
after(async () => {
  await app.close();
  await people.close();
  rmSync(folder, { recursive: true, force: true });
});

const facts = {
  ...leftBehind,
  name: canaries.name,
  idNumber: canaries.idNumber,
  "guardian.name": canaries.guardian,
  "guardian.phone": canaries.phone,
  "residence.address": canaries.address,
};

async function work(): Promise<void> {
  const registered = await at.post("/api/registry/children", { id: newId(), childId: child, area: places.eastVillage, facts }); // prettier-ignore
  assert.equal(registered.status, 200, JSON.stringify(registered.body));
  const visit = { id: newId(), kind: "home_visit", form: "puning@1", note: canaries.note, spokeWith: canaries.guardian, problems: [{ title: canaries.note }] }; // prettier-ignore
  assert.equal((await at.post(`/api/visit/children/${child}/visits`, visit)).status, 200);
  for (const url of [`/api/registry/children/${child}`, `/api/registry/children/${child}/entries`, "/api/caselist/due", "/api/task/open", "/api/returns/puning-annex-1", `/api/registry/children/${child}?purpose=visit`])
    assert.equal((await at.get(url)).status, 200, url);
} // prettier-ignore

/** Everything that goes wrong with something personal in it. */
async function refusals(): Promise<void> {
  const again = { id: newId(), childId: newId(), area: places.eastVillage, facts };
  const answers = [
    await at.post("/api/registry/children", again),
    await at.post("/api/registry/children", { ...again, facts: { ...facts, idNumber: `${canaries.idNumber.slice(0, -1)}1` } }),
    await at.post("/api/registry/children", { ...again, facts: { ...facts, "guardian.phone": [canaries.phone] } }),
    await at.post("/api/registry/children", { ...again, [canaries.name]: canaries.phone }),
    await at.post(`/api/registry/children/${child}/facts`, { id: newId(), facts: { [canaries.name]: canaries.note } }),
    await at.post(`/api/registry/children/${newId()}/facts`, { id: newId(), facts: { name: canaries.name } }),
    await at.post(`/api/visit/children/${child}/visits`, { id: newId(), kind: canaries.note, form: canaries.name }),
    await at.post(`/api/task/children/${child}/tasks`, { id: newId(), title: canaries.note.repeat(30) }),
    await at.post(`/api/registry/children/${canaries.idNumber}/facts`, { id: newId(), facts: {} }),
    await signIn(browser(app), canaries.login, canaries.wrong),
    await signIn(browser(app), "keeper", canaries.wrong),
    await at.put("/api/account/password", { current: PASSWORD, password: canaries.password.slice(0, 4) }),
    await at.post("/api/account/people", { id: newId(), name: canaries.person, login: canaries.login, post: { kind: "county", area: places.county, reason: canaries.note } }),
  ];
  for (const answer of answers) assert.ok(answer.status >= 400 && answer.status < 500, JSON.stringify(answer.body));
} // prettier-ignore

/** Bugs and a database that fails, with personal values on their way. */
async function failures(): Promise<void> {
  const { owner } = people.database.db;
  const table = async (change: string, back: string, ask: () => Promise<unknown>): Promise<void> => {
    await owner.query(change);
    await ask();
    await owner.query(back);
  };
  const note = () => at.post(`/api/registry/children/${child}/facts`, { id: newId(), facts: { "guardian.phone": "13987654321", "guardian.name": `${canaries.guardian}二` } }); // prettier-ignore
  await table("alter table caselist add constraint canary check (panel) not valid", "alter table caselist drop constraint canary", note);
  await table("alter table entry rename to entry_gone", "alter table entry_gone rename to entry", note);
  await table("alter table caselist rename column level to called", "alter table caselist rename column called to level", () => at.get("/api/caselist/children"));
  await table("revoke insert on trace_fresh from tonghu_app", "grant insert on trace_fresh to tonghu_app", () => at.get(`/api/registry/children/${child}`));
} // prettier-ignore

async function workbook(): Promise<void> {
  const file = join(folder, "in.xlsx");
  await saveWorkbook(file, filledSurvey([{ village: "玉环居委会", facts: { ...leftBehind, name: canaries.name, idNumber: canaries.idNumber, "guardian.name": canaries.guardian } }])); // prettier-ignore
  const content = readFileSync(file);
  rmSync(file);
  const boundary = "canary";
  const payload = Buffer.concat([Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${canaries.name}.xlsx"\r\n\r\n`), content, Buffer.from(`\r\n--${boundary}--\r\n`)]); // prettier-ignore
  const cookie = [...at.jar].map(([name, value]) => `${name}=${value}`).join("; ");
  const headers = { cookie, "content-type": `multipart/form-data; boundary=${boundary}` };
  const sent = await app.inject({ method: "POST", url: "/api/survey/imports", headers, payload });
  assert.equal(sent.statusCode, 200, sent.body);
  const { id } = sent.json<{ id: string }>();
  for (let turn = 0; turn < 100; turn += 1) {
    const row = (await at.get(`/api/survey/imports/${id}`)).body as { status: string };
    if (row.status !== "running") return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the import does not end");
}

const found = (texts: readonly string[]): string[] => {
  const all = texts.join("\n");
  return [...Object.values(canaries), PASSWORD, ...secrets].filter((one) => all.includes(one) || all.includes(encodeURIComponent(one))); // prettier-ignore
};

test("the log at its most talkative, every refusal, every address: no name, number, note, password or token", async () => {
  await person(people, "canary-other", "supervisor", places.south);
  await work();
  await refusals();
  await failures();
  await workbook();
  assert.ok(logged.length > 20 && told.length > 10, `${logged.length} lines, ${told.length} refusals`);
  assert.ok(logged.some((line) => line.includes("request failed")), "bugs were logged"); // prettier-ignore
  assert.deepEqual(
    found(logged),
    [],
    logged
      .filter((line) => found([line]).length > 0)
      .slice(0, 6)
      .join("\n"),
  );
  assert.deepEqual(
    found(told),
    [],
    told.find((text) => found([text]).length > 0),
  );
  assert.deepEqual(found(addresses), []);
});

test("there are no metrics for anybody, and no page that tells of the inside", async () => {
  for (const url of ["/metrics", "/debug", "/status", "/api/metrics", "/.env", "/server-status", "/api", "/api/", "/data", "/package.json", "/src/composition.ts", "/.git/config"])
    assert.equal((await app.inject({ url })).statusCode, 404, url); // prettier-ignore
  assert.deepEqual((await app.inject({ url: "/healthz" })).json(), { ok: true });
});

test("what is left on disk is the returned workbook alone, encrypted, for the server's own user", () => {
  const left = readdirSync(folder);
  assert.ok(left.every((name) => name.endsWith(".returned.xlsx")), left.join()); // prettier-ignore
  assert.ok(left.length > 0);
  for (const name of left) {
    assert.equal(statSync(join(folder, name)).mode & 0o077, 0, name);
    // a workbook is compressed, so that a name in it would not be seen: that it is encrypted shows at its first bytes
    assert.equal(readFileSync(join(folder, name)).toString("latin1", 0, 11), "TONGHU-FILE", name);
  }
  assert.deepEqual(found(left), [], "no name of a file tells anything");
});

test("a statement that PostgreSQL might log carries no value: they go beside it", async () => {
  const client = await people.database.db.pool.connect();
  try {
    // PostgreSQL shows the last statement of an idle connection for as long as it is idle, so nothing hangs on timing:
    // the text, never what stands in its parameters.
    const { rows: mine } = await client.query<{ pid: number }>("select pg_backend_pid() as pid, $1::text as name", [canaries.name]); // prettier-ignore
    const { rows } = await people.database.db.owner.query<{ query: string }>("select query from pg_stat_activity where pid = $1", [mine[0]?.pid]); // prettier-ignore
    const sent = rows.map((row) => row.query);
    assert.ok(sent.some((text) => text.includes("pg_backend_pid() as pid, $1")), sent.join()); // prettier-ignore
    assert.deepEqual(found(sent), []);
  } finally {
    client.release();
  }
});
