import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { newId } from "#kernel/id.ts";
import * as registry from "#capabilities/registry/index.ts";
import type { SendingsPage, Ticket } from "#capabilities/export/words.ts";
import { readRows } from "#platform/files/index.ts";
import { rebuild } from "#platform/journal/rebuild.ts";
import { serverOf } from "../../composition.ts";
import { type Answer, type Browser, signedIn } from "../../../test/accounts.ts";
import { type Cast, cast, leftBehind, places } from "../../../test/cast.ts";
import type { CallsPage, DataPage, GrantShown } from "./words.ts";

/* 数据共享一本账: asked, granted, read by a key, stopped; what must not be done first. */

const folder = mkdtempSync(join(tmpdir(), "tonghu-sharing-"));
let people: Cast;
let app: FastifyInstance;
const at: Record<string, Browser> = {};
const ids: Record<string, string> = {};

const who = {
  county: { kind: "county", area: places.county },
  security: { kind: "security_admin", area: "0" },
  supervisor: { kind: "supervisor", area: places.east },
  education: { kind: "department", area: places.county, department: "education" },
  police: { kind: "department", area: places.county, department: "police" },
  southEducation: { kind: "department", area: places.south, department: "education" },
} as const;

const registered = async (area: string, actor: Cast["eastDirector"], name: string): Promise<string> => {
  const childId = newId();
  const facts = { ...leftBehind, name, "guardian.name": `祖母${name}`, "guardian.phone": "13812345678", "school.name": "示例第一小学", "risk.maltreatment": "suspected" };
  await registry.register({ ...people.tonghu.ground, journal: people.tonghu.journal }, actor, { id: newId(), childId, area, source: "registration", facts });
  return childId;
}; // prettier-ignore

before(async () => {
  people = await cast();
  app = await serverOf(people.tonghu, folder, "silent", { exports: join(folder, "exports") });
  for (const [name, post] of Object.entries(who)) {
    const entered = await signedIn(people, app, { login: `share-${name}`, ...post });
    [at[name], ids[name]] = [entered.at, entered.personId];
  }
  for (const name of ["共享甲", "共享乙", "共享丙"]) await registered(places.eastVillage, people.eastDirector, name);
  await registered(places.southVillage, people.southDirector, "共享丁");
});
after(async () => {
  await app.close();
  await people.close();
  rmSync(folder, { recursive: true, force: true });
});

const by = (name: keyof typeof who): Browser => at[name] ?? assert.fail();
const told = ({ status, code }: Answer): string => (code === "" ? String(status) : `${status} ${code}`);

const request = (more: object = {}) => ({
  id: newId(), item: "enrolment", purpose: "roll", note: "核对学籍，排查失学", fields: ["name", "birthDate", "school.name"], months: 12, ...more,
}); // prettier-ignore
const grants = async (name: keyof typeof who): Promise<GrantShown[]> => (await by(name).get("/api/sharing/grants")).body as GrantShown[]; // prettier-ignore
const shown = async (id: string): Promise<GrantShown> => (await grants("county")).find((one) => one.id === id) ?? assert.fail(); // prettier-ignore

/** One department holds one grant of an item: what an earlier test left is stopped first. */
async function clear(name: keyof typeof who): Promise<void> {
  for (const { id, standing } of await grants(name))
    if (standing === "granted" || standing === "asked")
      assert.equal(
        told(await by(name).post(`/api/sharing/grants/${id}/stop`, { id: newId(), reason: "不再使用" })),
        "200",
      );
}

async function granted(more: object = {}, name: keyof typeof who = "education"): Promise<{ id: string; key: string }> {
  await clear(name);
  const asked = request(more);
  assert.equal(told(await by(name).post("/api/sharing/grants", asked)), "200");
  const answer = await by(name).post(`/api/sharing/grants/${asked.id}/key`, { id: newId() });
  assert.equal(told(answer), "200", JSON.stringify(answer.body));
  return { id: asked.id, key: (answer.body as { key: string }).key };
}

async function called(key: string | undefined, url: string, post?: unknown): Promise<Answer> {
  const answer = await app.inject({
    method: post === undefined ? "GET" : "POST", url, remoteAddress: "192.0.2.77",
    headers: { ...(key !== undefined && { authorization: `Bearer ${key}` }), ...(post !== undefined && { "content-type": "application/json" }) },
    ...(post !== undefined && { payload: JSON.stringify(post) }),
  });
  const body = answer.json<{ code?: string }>();
  return { status: answer.statusCode, body, code: answer.statusCode >= 400 ? (body.code ?? "") : "", headers: answer.headers };
} // prettier-ignore
const data = (key: string | undefined, query = ""): Promise<Answer> => called(key, `/api/sharing/data/enrolment${query}`); // prettier-ignore

test("another department, another township's office and another post see nothing of it and do nothing with it", async () => {
  const { id } = await granted();
  for (const name of ["police", "southEducation"] as const) {
    assert.ok(!(await grants(name)).some((one) => one.id === id));
    assert.equal(told(await by(name).get(`/api/sharing/grants/${id}/calls`)), "404 sharing.unknown");
    assert.equal(told(await by(name).post(`/api/sharing/grants/${id}/key`, { id: newId() })), "404 sharing.unknown");
    assert.equal(
      told(await by(name).post(`/api/sharing/grants/${id}/stop`, { id: newId(), reason: "停用" })),
      "404 sharing.unknown",
    );
  }
  assert.equal(told(await by("supervisor").get("/api/sharing/grants")), "403 account.not_permitted");
  assert.equal(
    told(await by("county").post(`/api/sharing/grants/${id}/key`, { id: newId() })),
    "403 account.not_permitted",
  );
  const wider = await by("southEducation").post("/api/sharing/grants", request({ area: places.county }));
  assert.equal(told(wider), "404 area.unknown");
});

test("without a key, with one that is none, with a session: refused in words", async () => {
  assert.equal(told(await data(undefined)), "401 sharing.key_needed");
  assert.equal(told(await data("thk_x")), "401 sharing.key_unknown");
  assert.equal(told(await data(`thk_${"a".repeat(43)}`)), "401 sharing.key_unknown");
  assert.equal(told(await by("education").get("/api/sharing/data/enrolment")), "403 account.not_permitted");
});

test("granted at once; the key reads the granted fields of the area's children, page by page, and each page is in the ledger", async () => {
  const { id, key } = await granted();
  const first = (await data(key, "?limit=3")).body as DataPage;
  assert.equal(first.lines.length, 3);
  const second = (await data(key, `?limit=3&after=${first.next}`)).body as DataPage;
  assert.deepEqual([second.lines.length, second.next], [1, null]);
  const names = new Set([...first.lines, ...second.lines].map(({ facts }) => facts["name"]));
  assert.deepEqual(names, new Set(["共享甲", "共享乙", "共享丙", "共享丁"]));
  for (const { facts } of first.lines) assert.deepEqual(Object.keys(facts).toSorted(), ["birthDate", "name", "school.name"]); // prettier-ignore
  const { lines } = (await by("county").get("/api/export/sendings")).body as SendingsPage;
  const row = lines.find(({ number }) => number === first.number);
  assert.deepEqual([row?.children, row?.fields, row?.means, row?.department], [3, ["出生日期", "姓名", "就读学校"], "凭密钥调用接口", "education"]);
  assert.match(row?.agreement ?? "", /数据共享授权“儿童在校在园核对信息”/);
  const log = (await by("education").get(`/api/sharing/grants/${id}/calls`)).body as CallsPage;
  assert.deepEqual(log.lines.map((line) => [line.answer, line.rows, line.address]), [["ok", 1, "192.0.2.77"], ["ok", 3, "192.0.2.77"]]);
  const { rows } = await people.database.db.owner.query<{ children: string[]; session: string }>("select children, session from trace_fresh where route = 'GET /api/sharing/data/:item' and kind = 'list' and session = $1 order by id", [id]);
  assert.deepEqual(rows.map(({ children }) => children.length), [3, 1], "who was seen is kept, by the grant");
  assert.deepEqual([(await shown(id)).calls, (await shown(id)).rows], [2, 4]);
}); // prettier-ignore

test("a township's office reads its township alone", async () => {
  const { key } = await granted({}, "southEducation");
  const { lines } = (await data(key)).body as DataPage;
  assert.deepEqual(
    lines.map(({ facts }) => facts["name"]),
    ["共享丁"],
  );
});

test("a sensitive field asks the county; refused with a reason, granted with one", async () => {
  await clear("education");
  const [one, other] = [request({ fields: ["name", "idNumber"] }), request({ fields: ["name", "idNumber"] })];
  await by("education").post("/api/sharing/grants", one);
  assert.equal(
    told(await by("education").post(`/api/sharing/grants/${one.id}/key`, { id: newId() })),
    "409 sharing.not_in_force",
  );
  const { judged, standing } = await shown(one.id);
  assert.deepEqual([standing, judged.rule, judged.unmet], ["asked", "reviewed", ["不含敏感字段"]]);
  const decision = () => ({ id: newId(), reason: "已核实用途" });
  assert.equal(
    told(await by("security").post(`/api/sharing/grants/${one.id}/grant`, decision())),
    "403 sharing.not_yours",
  );
  assert.equal(told(await by("county").post(`/api/sharing/grants/${one.id}/grant`, decision())), "200");
  assert.equal(told(await by("county").post(`/api/sharing/grants/${one.id}/grant`, decision())), "409 sharing.decided");
  assert.equal(
    told(await by("education").post("/api/sharing/grants", other)),
    "200",
    "a new term is asked for while this one holds",
  );
  assert.equal(
    told(await by("county").post(`/api/sharing/grants/${other.id}/grant`, decision())),
    "409 sharing.in_force",
  );
  assert.equal(told(await by("county").post(`/api/sharing/grants/${other.id}/refuse`, decision())), "200");
  assert.equal((await shown(other.id)).standing, "refused");
  assert.match((await shown(one.id)).steps.at(-1)?.text ?? "", /已核实用途/);
});

test("stopped at once, over on its day, another key in its place, its holder gone: each is told, and written down", async () => {
  const { id, key } = await granted();
  const moment = people.clock.now().toISOString();
  const drawn = (await by("education").post(`/api/sharing/grants/${id}/key`, { id: newId() })).body as { key: string };
  assert.deepEqual(
    [told(await data(key)), told(await data(drawn.key))],
    ["401 sharing.key_unknown", "200"],
    "drawn anew, the old one is none",
  );
  people.clock.set("2025-07-01T02:00:00.000Z");
  assert.equal(told(await data(drawn.key)), "403 sharing.key_expired");
  people.clock.set(moment);
  const { owner } = people.database.db;
  await owner.query("update account_post set to_day = '2024-06-30' where person_id = $1", [ids["education"]]);
  assert.equal(told(await data(drawn.key)), "403 sharing.key_holder_gone");
  const county = newId();
  await owner.query(
    "insert into account_post select (jsonb_populate_record(p, jsonb_build_object('id', $2::text, 'kind', 'county', 'department', null, 'to_day', null))).* from account_post p where person_id = $1",
    [ids["education"], county],
  );
  assert.equal(
    told(await data(drawn.key)),
    "403 sharing.key_holder_gone",
    "whoever holds another post now has left this one",
  );
  await owner.query("delete from account_post where id = $1", [county]);
  await owner.query("update account_post set to_day = null where person_id = $1", [ids["education"]]);
  assert.equal(told(await data(drawn.key)), "200");
  assert.equal(
    told(await by("security").post(`/api/sharing/grants/${id}/stop`, { id: newId(), reason: "疑似泄露" })),
    "200",
  );
  assert.equal(told(await data(drawn.key)), "403 sharing.key_stopped");
  const log = (await by("county").get(`/api/sharing/grants/${id}/calls`)).body as CallsPage;
  assert.deepEqual(
    log.lines.map(({ answer }) => answer),
    ["sharing.key_stopped", "ok", "sharing.key_holder_gone", "sharing.key_holder_gone", "sharing.key_expired", "ok"],
  );
});

test("a key that calls too often waits, and no other key with it", async () => {
  const [one, other] = [await granted(), await granted({}, "southEducation")];
  let answer = await data(one.key, "?limit=1");
  for (let n = 0; n < 120 && answer.status === 200; n += 1) answer = await data(one.key, "?limit=1");
  assert.equal(told(answer), "429 sharing.key_too_many");
  assert.ok(Number(answer.headers["retry-after"]) >= 1);
  assert.equal(told(await data(other.key)), "200");
});

test("a key shown once is shown no second time; what is stored opens nothing", async () => {
  await clear("education");
  const asked = request();
  await by("education").post("/api/sharing/grants", asked);
  const draw = { id: newId() };
  const { key } = (await by("education").post(`/api/sharing/grants/${asked.id}/key`, draw)).body as { key: string };
  assert.equal(told(await by("education").post(`/api/sharing/grants/${asked.id}/key`, draw)), "409 sharing.key_drawn");
  const { rows } = await people.database.db.owner.query<{ text: string }>(
    "select e::text as text from entry e where subject_id = $1 union all select k::text from sharing_key k where grant_id = $1",
    [asked.id],
  );
  assert.ok(rows.length === 4 && rows.every(({ text }) => !text.includes(key) && !text.includes(key.slice(4))));
});

test("a department's own work by key: referrals are read with it, and nothing but referrals", async () => {
  const asked = request({ item: "referrals", purpose: "answering", fields: [] });
  await by("education").post("/api/sharing/grants", asked);
  const decision = { id: newId(), reason: "系统已备案" };
  assert.equal(
    told(await by("county").post(`/api/sharing/grants/${asked.id}/grant`, decision)),
    "403 sharing.not_yours",
  );
  assert.equal(told(await by("security").post(`/api/sharing/grants/${asked.id}/grant`, decision)), "200");
  const { key } = (await by("education").post(`/api/sharing/grants/${asked.id}/key`, { id: newId() })).body as {
    key: string;
  };
  assert.equal(told(await called(key, "/api/referral/inbox")), "200");
  assert.equal(told(await called(key, "/api/comparison/lists")), "403 sharing.key_not_here");
  assert.equal(told(await data(key)), "403 sharing.key_not_here");
  const receive = `/api/referral/inbox/${newId()}/1/receive`;
  assert.equal(told(await called(key, receive, { id: newId() })), "404 referral.unknown");
  const log = (await by("security").get(`/api/sharing/grants/${asked.id}/calls`)).body as CallsPage;
  assert.deepEqual(
    log.lines.map(({ operation, answer }) => [operation, answer]),
    [
      ["referrals", "ok"],
      ["data", "sharing.key_not_here"],
      ["lists", "sharing.key_not_here"],
      ["referrals", "ok"],
    ],
  );
});

test("the yearly statement counts what was called and given, grant by grant", async () => {
  const { id, key } = await granted({ note: "年度对账用" });
  await data(key);
  const taken = await by("county").post("/api/sharing/statement?year=2024", { id: newId(), purpose: "reporting" });
  assert.equal(told(taken), "200", JSON.stringify(taken.body));
  const ticket = taken.body as Ticket;
  const cookie = [...by("county").jar].map(([name, value]) => `${name}=${value}`).join("; ");
  const file = await app.inject({ url: ticket.link, headers: { cookie } });
  const rows: string[] = [];
  for await (const row of readRows(file.rawPayload)) rows.push(JSON.stringify(row.cells.map((cell) => (cell?.kind === "text" ? cell.text : cell?.kind === "number" ? cell.raw : "")))); // prettier-ignore
  const line = rows.find((row) => row.includes(id));
  assert.ok(
    line?.includes('"使用中"') && line.includes('"1","0","4"') && line.includes("秒审") && line.includes("姓名、"),
    line,
  );
});

test("views made anew from the journal are the same, keys too", async () => {
  const { owner } = people.database.db;
  const views = async () => (await owner.query("select g::text as x from sharing_grant g union all select k::text from sharing_key k order by 1")).rows; // prettier-ignore
  const was = await views();
  assert.ok(was.length > 6);
  await rebuild(owner, people.tonghu.machine, people.tonghu.projections);
  assert.deepEqual(await views(), was);
});
