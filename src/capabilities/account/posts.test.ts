import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { newId } from "#kernel/id.ts";
import { add, post, type Browser, browser, person, signedIn, signIn } from "#test/accounts.ts";
import { type Cast, cast, leftBehind, places, server } from "#test/cast.ts";

/* Posts over HTTP: four eyes, three administrators, deputies, and a village that passes on in one step. */

let people: Cast;
let app: FastifyInstance;
let county: Browser;
let supervisor: Browser;
let system: Browser;
let security: Browser;
before(async () => {
  people = await cast();
  app = await server(people);
  county = (await signedIn(people, app, { login: "xian", kind: "county", area: places.county })).at;
  supervisor = (await signedIn(people, app, { login: "dong", kind: "supervisor", area: places.east })).at;
  system = (await signedIn(people, app, { login: "xitong", kind: "system_admin", area: "0" })).at;
  security = (await signedIn(people, app, { login: "anquan", kind: "security_admin", area: "0" })).at;
});
after(async () => {
  await app.close();
  await people.close();
});

test("four eyes: what a system administrator or a county officer proposes works after a second person's word", async () => {
  const added = await add(county, "edu", post("department", places.county, { department: "education" }));
  assert.equal(added.status, "pending");
  const at = browser(app);
  assert.equal((await at.post("/api/account/sessions", { code: added.code })).code, "account.no_post");
  const pending = (await security.get("/api/account/posts/pending")).body as { postId: string; postName: string }[];
  assert.equal(pending.find((one) => one.postId === added.postId)?.postName, "教育部门");
  const twice = await Promise.all([1, 2].map(() => security.post(`/api/account/posts/${added.postId}/approve`)));
  assert.deepEqual(
    twice.map((answer) => answer.status).toSorted((a, b) => a - b),
    [204, 409],
  );
  // the refused attempt has not used the code up
  const entered = (await at.post("/api/account/sessions", { code: added.code })).body as { department: string; needs: string[] }; // prettier-ignore
  assert.equal(entered.department, "education");
  assert.deepEqual(entered.needs, ["password", "enrolment"]);
  assert.equal((await browser(app).post("/api/account/sessions", { code: added.code })).code, "account.code_wrong");
});

test("a refused post never works, and binds nobody", async () => {
  const added = await add(system, "refused", post("director", places.eastVillage));
  assert.equal((await security.post(`/api/account/posts/${added.postId}/refuse`, { reason: "不需要" })).status, 204);
  assert.equal((await security.post(`/api/account/posts/${added.postId}/approve`)).code, "account.post_not_pending");
  assert.equal((await browser(app).post("/api/account/sessions", { code: added.code })).code, "account.no_post");
});

test("the three administrators are three people, though the requests come together", async () => {
  for (let round = 0; round < 5; round += 1) {
    const added = await add(system, `admin${round}`, post("director", places.eastVillage));
    await security.post(`/api/account/posts/${added.postId}/refuse`, { reason: "x" });
    const kinds = ["audit_admin", "security_admin", "system_admin", "county"];
    const answers = await Promise.all(kinds.map((kind) => system.post("/api/account/posts", { id: newId(), personId: added.personId, ...post(kind, kind === "county" ? places.county : "0") }))); // prettier-ignore
    assert.equal(answers.filter((answer) => answer.status === 200).length, 1, JSON.stringify(answers.map((answer) => answer.code))); // prettier-ignore
    assert.equal(answers.filter((answer) => answer.code === "account.posts_incompatible").length, 3);
  }
});

test("the database itself lets no second side in, whoever writes", async () => {
  const { pool, owner } = people.database.db;
  const personId = await person(people, "sided", "county", places.county);
  const insert = "insert into account_post (id, person_id, kind, area, from_day, side) values ($1, $2, 'audit_admin', '0', '2024-01-01', $3)"; // prettier-ignore
  await assert.rejects(pool.query(insert, [newId(), personId, "audit"]), /foreign key/);
  await assert.rejects(pool.query(insert, [newId(), personId, "office"]), /check/);
  await assert.rejects(pool.query(insert, [newId(), personId, null]), /check/);
  await assert.rejects(pool.query("update account_person set side = 'audit' where id = $1", [personId]), /foreign key/);
  await assert.rejects(pool.query("update account_post set kind = 'audit_admin' where person_id = $1", [personId]), /permission denied/); // prettier-ignore
  const { rows } = await owner.query("select 1 from account_post where person_id = $1", [personId]);
  assert.equal(rows.length, 1);
});

test("an officer who becomes an administrator has laid the office down before", async () => {
  const personId = await person(people, "moved", "supervisor", places.south);
  const wanted = { id: newId(), personId, ...post("audit_admin", "0") };
  assert.equal((await system.post("/api/account/posts", wanted)).code, "account.posts_incompatible");
  const { rows } = await people.database.db.owner.query<{ id: string }>("select id from account_post where person_id = $1", [personId]); // prettier-ignore
  assert.equal((await county.post(`/api/account/posts/${rows[0]?.id}/end`, { reason: "调任" })).code, "account.would_be_vacant"); // prettier-ignore
  assert.equal((await county.post(`/api/account/posts/${rows[0]?.id}/end`, { reason: "调任", vacant: true })).status, 204); // prettier-ignore
  const done = await system.post("/api/account/posts", wanted);
  assert.deepEqual(done.body, { postId: wanted.id, status: "pending" });
  assert.deepEqual((await system.post("/api/account/posts", wanted)).body, done.body, "sent twice it is one post");
});

test("the village passes on in one step: the new director sees the child, the old one is out", async () => {
  const first = await add(supervisor, "before", post("director", "445281001003"));
  const second = await add(supervisor, "after", post("director", "445281001201"));
  const [old, next] = [browser(app), browser(app)];
  for (const [at, { code }] of [[old, first], [next, second]] as const) {
    await at.post("/api/account/sessions", { code });
    await at.put("/api/account/password", { password: "Berg-Wind-Rot-01" });
  } // prettier-ignore
  const childId = newId();
  const made = await old.post("/api/registry/children", {
    id: newId(),
    childId,
    area: "445281001003",
    facts: leftBehind,
  });
  assert.equal(made.status, 200, JSON.stringify(made.body));
  assert.equal((await next.get(`/api/registry/children/${childId}`)).status, 404);

  const url = `/api/account/posts/${first.postId}/handover`;
  const both = await Promise.all([1, 2].map(() => supervisor.post(url, { to: second.personId, reason: "换届" })));
  assert.deepEqual(both.map((answer) => answer.status).toSorted((a, b) => a - b), [200, 409], JSON.stringify(both.map((answer) => answer.code))); // prettier-ignore
  const { postId } = (both.find((answer) => answer.status === 200) ?? { body: {} }).body as { postId: string };
  assert.equal((await old.get("/api/account/me")).code, "account.not_signed_in");
  assert.equal((await signIn(old, "before", "Berg-Wind-Rot-01")).code, "account.no_post");
  assert.equal((await next.post("/api/account/post", { postId })).status, 200);
  assert.equal((await next.get(`/api/registry/children/${childId}`)).status, 200);
  const due = (await next.get("/api/caselist/due")).body;
  assert.ok(JSON.stringify(due).includes(childId), "nothing that was due is stranded");
});

test("a handover that waits for approval ends nothing before", async () => {
  const officer = await signedIn(people, app, { login: "guan", kind: "county", area: places.county });
  const next = await add(county, "hou", post("supervisor", places.south));
  const city = await signedIn(people, app, { login: "shi", kind: "city", area: places.county.slice(0, 4) });
  const { postId } = (await officer.at.get("/api/account/me")).body as { postId: string };
  const handed = await city.at.post(`/api/account/posts/${postId}/handover`, { to: next.personId, reason: "调任" });
  assert.equal((handed.body as { status: string }).status, "pending", JSON.stringify(handed.body));
  assert.equal((await officer.at.get("/api/registry/children/x")).status, 400, "still in office");
  const approved = await security.post(`/api/account/posts/${(handed.body as { postId: string }).postId}/approve`);
  assert.equal(approved.status, 204, JSON.stringify(approved.body));
  assert.equal((await officer.at.get("/api/account/me")).code, "account.not_signed_in");
});

test("a handover on a later day leaves no day without a director, and none with two", async () => {
  const first = await add(supervisor, "until", post("director", "445281001202"));
  const second = await add(supervisor, "from", post("director", "445281001201"));
  const day = "2024-08-01";
  const url = `/api/account/posts/${first.postId}/handover`;
  assert.equal((await supervisor.post(url, { to: second.personId, reason: "换届", day: "2024-06-01" })).code, "account.post_days"); // prettier-ignore
  assert.equal((await supervisor.post(url, { to: second.personId, reason: "换届", day })).status, 200);
  const { rows } = await people.database.db.owner.query<{ from: string; to: string | null }>(
    `select from_day as "from", to_day as "to" from account_post where area = '445281001202' order by from_day`,
  );
  assert.deepEqual(rows, [{ from: "2024-07-01", to: day }, { from: day, to: null }]); // prettier-ignore
});

test("a deputy comes in for some weeks and is out by himself", async () => {
  const principal = await add(supervisor, "ill", post("director", "445281001203"));
  const deputy = await add(supervisor, "deputy", post("director", "445281001203", { deputyFor: principal.postId, toDay: "2024-07-20" })); // prettier-ignore
  const at = browser(app);
  await at.post("/api/account/sessions", { code: deputy.code });
  await at.put("/api/account/password", { password: "Berg-Wind-Rot-01" });
  assert.equal((await at.get("/api/caselist/due")).status, 200);
  const earlier = people.clock.now().toISOString();
  people.clock.set("2024-07-19T16:00:00Z"); // midnight of the 20th in China
  assert.equal((await signIn(at, "deputy", "Berg-Wind-Rot-01")).code, "account.no_post");
  people.clock.set(earlier);
});
