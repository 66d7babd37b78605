import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { addPeople, markSynthetic } from "#capabilities/account/index.ts";
import { newId } from "#kernel/id.ts";
import { add, post, type Browser, browser, signedIn } from "#test/accounts.ts";
import { type Cast, cast, leftBehind, places, server } from "#test/cast.ts";

/* Deputies over HTTP: they act for the absent, traces say for whom, and they may take the post over; made-up people, too. */

let people: Cast;
let app: FastifyInstance;
let supervisor: Browser;
const village = "445281001203";

before(async () => {
  people = await cast();
  app = await server(people);
  supervisor = (await signedIn(people, app, { login: "dong", kind: "supervisor", area: places.east })).at;
});
after(async () => {
  await app.close();
  await people.close();
});

async function entered(code: string, password: string): Promise<Browser> {
  const at = browser(app);
  await at.post("/api/account/sessions", { code });
  await at.put("/api/account/password", { password });
  return at;
}

const postsIn = async (area: string): Promise<unknown[]> =>
  (
    await people.database.db.owner.query(
      `select l.key as name, o.from_day as "from", o.to_day as "to", o.deputy_for is not null as deputy
       from account_post o join account_login l on l.person_id = o.person_id where o.area = $1 order by l.key, o.from_day, deputy`,
      [area],
    )
  ).rows;

test("nobody is a deputy for themselves, elsewhere, or without an end", async () => {
  const principal = await add(supervisor, "absent", post("director", village));
  const appointed = (personId: string, more: object) =>
    supervisor.post("/api/account/posts", { id: newId(), personId, ...post("director", village, more) });
  const other = await add(supervisor, "helper", post("director", "445281001204"));
  const days = { deputyFor: principal.postId, toDay: "2024-08-01" };
  assert.equal((await appointed(principal.personId, days)).code, "account.deputy_mismatch");
  assert.equal((await appointed(other.personId, { deputyFor: principal.postId })).code, "account.deputy_needs_end");
  assert.equal((await appointed(other.personId, { ...days, deputyFor: newId() })).code, "account.deputy_mismatch");
  assert.equal((await appointed(other.personId, days)).status, 200);
  assert.equal((await appointed(other.personId, days)).code, "account.post_held", "once is enough");
});

test("a deputy works in the absent one's place, and every look says for whom", async () => {
  const principal = await add(supervisor, "principal", post("director", "445281001205"));
  const deputy = await add(supervisor, "standin", post("director", "445281001205", { deputyFor: principal.postId, toDay: "2024-08-01" })); // prettier-ignore
  const at = await entered(deputy.code, "Berg-Wind-Rot-01");
  const own = await entered(principal.code, "Berg-Wind-Rot-02");
  const childId = newId();
  const made = { id: newId(), childId, area: "445281001205", facts: { ...leftBehind, name: "代理童" } };
  assert.equal((await own.post("/api/registry/children", made)).status, 200);
  for (const by of [at, own]) assert.equal((await by.get(`/api/registry/children/${childId}`)).status, 200);
  const { rows } = await people.database.db.owner.query(
    "select person_id, deputy_for from trace_fresh where kind = 'file' and children = array[$1::uuid] order by at, id",
    [childId],
  );
  assert.deepEqual(rows, [
    { person_id: deputy.personId, deputy_for: principal.personId },
    { person_id: principal.personId, deputy_for: null },
  ]);
  const auditor = (await signedIn(people, app, { login: "shenji", kind: "auditor", area: places.county })).at;
  const { lines } = (await auditor.get(`/api/trace/looks?child=${childId}&kind=file`)).body as { lines: { person: string; principal: string | null }[] }; // prettier-ignore
  assert.equal(lines.find((line) => line.principal !== null)?.principal, "新主任");
});

test("a deputy takes the post over: what they stood in for ends on that day, and nobody stands in for anybody any more", async () => {
  const area = "445281001206";
  const principal = await add(supervisor, "leaving", post("director", area));
  const days = { deputyFor: principal.postId, toDay: "2024-09-01" };
  const deputy = await add(supervisor, "next", post("director", area, days));
  const second = await add(supervisor, "second", post("director", area, days));
  const at = await entered(deputy.code, "Berg-Wind-Rot-03");
  const beside = await entered(second.code, "Berg-Wind-Rot-04");
  const url = `/api/account/posts/${principal.postId}/handover`;
  const handed = await Promise.all([1, 2].map(() => supervisor.post(url, { to: deputy.personId, reason: "正式接任" })));
  assert.deepEqual(handed.map(({ status }) => status).toSorted((a, b) => a - b), [200, 409]); // prettier-ignore
  const today = "2024-07-01";
  assert.deepEqual(await postsIn(area), [
    { name: "leaving", from: today, to: today, deputy: false },
    { name: "next", from: today, to: null, deputy: false },
    { name: "next", from: today, to: today, deputy: true },
    { name: "second", from: today, to: today, deputy: true },
  ]);
  for (const by of [at, beside]) assert.equal((await by.get("/api/caselist/due")).status, 401);
});

test("a deputy who waits for approval is not approved for a post that somebody else has taken over", async () => {
  const area = "445281001209";
  const principal = await add(supervisor, "going", post("director", area));
  const waiting = await add(supervisor, "waiting", post("director", area, { deputyFor: principal.postId, toDay: "2024-09-01" })); // prettier-ignore
  const heir = await add(supervisor, "heir", post("director", "445281001210"));
  const { owner } = people.database.db;
  await owner.query("update account_post set status = 'pending' where id = $1", [waiting.postId]);
  const security = (await signedIn(people, app, { login: "anquan", kind: "security_admin", area: "0" })).at;
  const pending = async (): Promise<number> =>
    ((await security.get("/api/account/posts/pending")).body as { postId: string }[]).filter((one) => one.postId === waiting.postId).length; // prettier-ignore
  assert.equal(await pending(), 1);
  const handed = await supervisor.post(`/api/account/posts/${principal.postId}/handover`, { to: heir.personId, reason: "换届" }); // prettier-ignore
  assert.equal(handed.status, 200);
  assert.equal(await pending(), 0);
  assert.equal(
    (await security.post(`/api/account/posts/${waiting.postId}/approve`, {})).code,
    "account.post_not_pending",
  );
  const { rows } = await owner.query("select body from account_event where kind = 'account.post_refused' and person_id = $1", [waiting.personId]); // prettier-ignore
  assert.deepEqual(rows, [{ body: { postId: waiting.postId, reason: "被代理的岗位已由他人接任" } }]);
});

test("made-up people are handed over and stood in for like anybody; they get no password and no code", async () => {
  const { owner } = people.database.db;
  await markSynthetic(owner);
  const area = "445281001207";
  const demo = (name: string, where: string) => ({ name, kind: "director", area: where }) as const;
  const [old = "", heir = ""] = await addPeople(owner, [demo("演示旧", area), demo("演示新", "445281001208")], { demo: true, day: "2024-01-01" }); // prettier-ignore
  const elsewhere = await addPeople(owner, [demo("演示邻", places.southVillage)], { demo: true, day: "2024-01-01" });
  const { rows } = await owner.query<{ id: string }>("select id from account_post where person_id = $1", [old]);
  const url = `/api/account/posts/${rows[0]?.id}/handover`;
  assert.equal((await supervisor.post(url, { to: elsewhere[0], reason: "换届" })).status, 404);
  assert.equal((await supervisor.post(url, { to: heir, reason: "换届" })).status, 200);
  const shown = (await browser(app).get("/api/account/demo-people")).body as { personId: string; area: string }[];
  assert.deepEqual(shown.filter((one) => one.area === area).map((one) => one.personId), [heir]); // prettier-ignore
  assert.equal((await browser(app).post("/api/account/demo-sessions", { personId: old })).code, "account.no_post");
  assert.equal((await supervisor.post(`/api/account/people/${heir}/invitation`)).code, "account.demo_has_no_password");
  const given = await supervisor.put(`/api/account/people/${heir}/password`, { password: "Qing-Shui-He-38" });
  assert.equal(given.status, 422);
});
