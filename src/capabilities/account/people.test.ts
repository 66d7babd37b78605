import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { newId } from "#kernel/id.ts";
import { add, adding, post, type Browser, browser, codeAt, signedIn, signIn, wait } from "#test/accounts.ts";
import { type Cast, cast, enter, places, server } from "#test/cast.ts";
import { asRole } from "#test/database.ts";

/* People and posts over HTTP: what lies elsewhere does not exist, and nobody rises alone. */

let people: Cast;
let app: FastifyInstance;
let county: Browser;
let supervisor: Browser;
let system: Browser;
let security: Browser;
let audit: Browser;
before(async () => {
  people = await cast();
  app = await server(people);
  county = (await signedIn(people, app, { login: "xian", kind: "county", area: places.county })).at;
  supervisor = (await signedIn(people, app, { login: "dong", kind: "supervisor", area: places.east })).at;
  system = (await signedIn(people, app, { login: "xitong", kind: "system_admin", area: "0" })).at;
  security = (await signedIn(people, app, { login: "anquan", kind: "security_admin", area: "0" })).at;
  audit = (await signedIn(people, app, { login: "shenji", kind: "audit_admin", area: "0" })).at;
});
after(async () => {
  await app.close();
  await people.close();
});

test("what lies outside one's area does not exist: people, posts, places", async () => {
  const elsewhere = await add(county, "south1", post("director", places.southVillage));
  const id = elsewhere.personId;
  const answers = [
    await supervisor.post(`/api/account/people/${id}/invitation`), await supervisor.put(`/api/account/people/${id}/password`, { password: "Neu-Wald-Weg-88" }),
    await supervisor.remove(`/api/account/people/${id}/sessions`), await supervisor.post(`/api/account/people/${id}/close`, { reason: "x" }),
    await supervisor.post("/api/account/posts", { id: newId(), personId: id, ...post("director", places.eastVillage) }),
    await supervisor.post(`/api/account/posts/${elsewhere.postId}/end`, { reason: "x" }),
    await supervisor.post(`/api/account/posts/${elsewhere.postId}/handover`, { to: id, reason: "x" }),
    await supervisor.post("/api/account/device-codes", { postId: elsewhere.postId }),
    await supervisor.post("/api/account/people", adding("south2", post("director", places.southVillage))),
  ]; // prettier-ignore
  assert.deepEqual(answers.map((answer) => answer.status), answers.map(() => 404), JSON.stringify(answers.map((answer) => answer.code))); // prettier-ignore
  const listed = (await supervisor.get("/api/account/people")).body as { people: { personId: string }[] };
  assert.ok(listed.people.every(({ personId }) => personId !== id));
  assert.equal((await supervisor.get("/api/account/people?q=south1")).body instanceof Object, true);
  assert.deepEqual(((await supervisor.get("/api/account/people?q=south1")).body as { people: unknown[] }).people, []);
});

test("a post may do what its line says, and no more", async () => {
  const director = await add(supervisor, "east1", post("director", places.eastVillage));
  const refused: readonly (readonly [Browser, string, object])[] = [
    [supervisor, "/api/account/posts/pending", {}],
    [system, `/api/account/posts/${director.postId}/approve`, {}],
    [county, `/api/account/people/${director.personId}/second-factor/reset`, { reason: "x" }],
    [system, "/api/account/device-codes", { postId: director.postId }],
    [security, "/api/account/people", adding("nobody", post("director", places.eastVillage))],
    [audit, "/api/account/people", adding("nobody", post("director", places.eastVillage))],
  ];
  for (const [by, url, body] of refused) {
    const answer = url.endsWith("pending") ? await by.get(url) : await by.post(url, body);
    assert.equal(answer.code, "account.not_permitted", url);
  }
  assert.equal((await audit.get("/api/account/people")).code, "account.not_permitted");
  assert.equal((await county.get("/api/account/events")).code, "account.not_permitted");
});

test("unknown keys are refused, and change nothing", async () => {
  const bodies = [
    { ...adding("mass", post("director", places.eastVillage)), demo: true }, { ...adding("mass", post("director", places.eastVillage, { status: "active" })) },
    { ...adding("mass", post("director", places.eastVillage, { side: "system" })) }, { ...adding("mass", post("system", places.county)) },
    { ...adding("mass", post("director", "44528100100x")) }, { ...adding("mass", post("department", places.county, { department: "nasa" })) },
    { ...adding("", post("director", places.eastVillage)) }, { ...adding("a b", post("director", places.eastVillage)) },
    JSON.parse('{"id":"x","__proto__":{"name":"x"}}') as object,
  ]; // prettier-ignore
  for (const body of bodies) assert.equal((await county.post("/api/account/people", body)).status, 400, JSON.stringify(body)); // prettier-ignore
  const { rows } = await people.database.db.owner.query("select 1 from account_login where key = 'mass'");
  assert.equal(rows.length, 0);
});

test("an invitation asks for a password of one's own, once; the first password is no default", async () => {
  const added = await add(supervisor, "invited", post("director", "445281001002"));
  assert.equal(added.status, "active");
  const at = browser(app);
  const entered = await at.post("/api/account/sessions", { code: added.code });
  assert.deepEqual((entered.body as { needs: string[] }).needs, ["password"]);
  assert.equal((await at.get("/api/caselist/due")).code, "account.password_change_needed");
  assert.equal((await browser(app).post("/api/account/sessions", { code: added.code })).code, "account.code_wrong");
  assert.equal((await at.put("/api/account/password", { password: "Berg-Wind-Rot-01" })).status, 200);
  assert.equal((await at.get("/api/caselist/due")).status, 200);
  assert.equal((await signIn(browser(app), "invited", "Berg-Wind-Rot-01")).status, 200);
});

test("an invitation is over after a week, and by a later one", async () => {
  const added = await add(supervisor, "late", post("director", "445281001002"));
  const again = (await supervisor.post(`/api/account/people/${added.personId}/invitation`)).body as { code: string };
  assert.equal((await browser(app).post("/api/account/sessions", { code: added.code })).code, "account.code_wrong");
  const earlier = people.clock.now().toISOString();
  wait(people, 7 * 86_400 + 1);
  assert.equal((await browser(app).post("/api/account/sessions", { code: again.code })).code, "account.code_wrong");
  people.clock.set(earlier);
});

test("a password that was given is changed at once, and weak ones are not given", async () => {
  const added = await add(supervisor, "given", post("director", "445281001002"));
  const url = `/api/account/people/${added.personId}/password`;
  assert.equal((await supervisor.put(url, { password: "Password123" })).code, "account.password_common");
  assert.equal((await supervisor.put(url, { password: "Wald-See-Blau-41" })).status, 204);
  const at = browser(app);
  assert.deepEqual(((await signIn(at, "given", "Wald-See-Blau-41")).body as { needs: string[] }).needs, ["password"]);
  assert.equal((await at.get("/api/registry/children/x")).code, "account.password_change_needed");
  assert.equal((await at.put("/api/account/password", { current: "Wald-See-Blau-41", password: "Wald-See-Blau-41" })).code, "account.password_used_before"); // prettier-ignore
});

test("whoever also stands elsewhere is not in one's hands", async () => {
  const added = await add(supervisor, "wide", post("director", places.eastVillage));
  const more = await county.post("/api/account/posts", { id: newId(), personId: added.personId, ...post("director", places.southVillage) }); // prettier-ignore
  assert.equal(more.status, 200, JSON.stringify(more.body));
  for (const answer of [await supervisor.post(`/api/account/people/${added.personId}/invitation`), await supervisor.post(`/api/account/people/${added.personId}/close`, { reason: "x", vacant: true })])
    assert.equal(answer.code, "account.not_manageable"); // prettier-ignore
  const line = ((await supervisor.get("/api/account/people?q=wide")).body as { people: { posts: { area: string }[] }[] }).people[0]; // prettier-ignore
  assert.deepEqual(line?.posts.map(({ area }) => area), [places.eastVillage], "and the other post is not shown"); // prettier-ignore
});

test("a closed account is out at once, its name stays taken, and the village is not forgotten", async () => {
  const added = await add(supervisor, "leaving", post("director", "445281001204"));
  const at = browser(app);
  await at.post("/api/account/sessions", { code: added.code });
  await at.put("/api/account/password", { password: "Berg-Wind-Rot-01" });
  const url = `/api/account/people/${added.personId}/close`;
  assert.equal((await supervisor.post(url, { reason: "退休" })).code, "account.would_be_vacant");
  assert.equal((await at.get("/api/account/me")).status, 200, "nothing happened");
  assert.equal((await supervisor.post(url, { reason: "退休", vacant: true })).status, 204);
  assert.equal((await at.get("/api/account/me")).code, "account.not_signed_in");
  assert.equal((await signIn(at, "leaving", "Berg-Wind-Rot-01")).code, "account.sign_in_wrong");
  assert.equal((await supervisor.post(`/api/account/people/${added.personId}/invitation`)).code, "account.person_closed"); // prettier-ignore
  assert.equal((await supervisor.post("/api/account/people", adding("Ｌeaving", post("director", places.eastVillage)))).code, "account.login_taken"); // prettier-ignore
});

test("nobody closes, invites or ends themselves; the last system administrator stays", async () => {
  const { personId } = (await county.get("/api/account/me")).body as { personId: string };
  assert.equal((await county.post(`/api/account/people/${personId}/invitation`)).code, "account.own_account");
  const me = (await system.get("/api/account/me")).body as { personId: string; postId: string };
  assert.equal((await system.post(`/api/account/posts/${me.postId}/end`, { reason: "x" })).code, "account.own_post");
  const second = await signedIn(people, app, { login: "xitong2", kind: "system_admin", area: "0" });
  assert.equal((await second.at.post(`/api/account/people/${me.personId}/close`, { reason: "x" })).status, 204, "there are two"); // prettier-ignore
  system = second.at;
});

test("a lost authenticator is taken off by the security administrator only, and ends the sessions", async () => {
  const officer = await signedIn(people, app, { login: "phone", kind: "county", area: places.county });
  const url = `/api/account/people/${officer.personId}/second-factor/reset`;
  assert.equal((await system.post(url, { reason: "丢失" })).code, "account.not_permitted");
  assert.equal((await security.post(url, { reason: "丢失" })).status, 204);
  assert.equal((await officer.at.get("/api/account/me")).code, "account.not_signed_in");
  assert.deepEqual(((await signIn(officer.at, "phone")).body as { needs: string[] }).needs, ["enrolment"]);
  const stale = codeAt(officer.secret, people.clock.now());
  assert.equal((await officer.at.post("/api/account/second-factor/check", { code: stale })).code, "account.factor_wrong"); // prettier-ignore
});

test("who appointed whom, when and why is told to the auditor, and no role of the application rewrites it", async () => {
  const added = await add(county, "told", post("director", places.eastVillage));
  const events = (await audit.get(`/api/account/events?personId=${added.personId}`)).body as { events: { kind: string; actorName: string; body: { reason?: string } }[] }; // prettier-ignore
  assert.deepEqual(events.events.map((event) => event.kind), ["account.invited", "account.person_added", "account.post_appointed"]); // prettier-ignore
  assert.equal(events.events[2]?.actorName, "测试xian");
  assert.equal(events.events[2]?.body.reason, "任命");
  const { pool } = people.database.db;
  for (const statement of ["update account_event set body = '{}'", "delete from account_event", "truncate account_event", "delete from account_post", "delete from account_password"])
    await assert.rejects(asRole(pool, statement), /permission denied/, statement); // prettier-ignore
  const narrow = await signedIn(people, app, { login: "shen2", kind: "auditor", area: places.south.slice(0, 6) });
  const seen = (await narrow.at.get("/api/account/events")).body as { events: { kind: string }[] };
  assert.ok(seen.events.length > 0);
});

test("demo people get no way in of their own", async () => {
  await enter(people, app, "director", places.eastVillage);
  const { rows } = await people.database.db.owner.query<{ id: string }>("select id from account_person where demo limit 1"); // prettier-ignore
  assert.equal(
    (await county.post(`/api/account/people/${rows[0]?.id}/invitation`)).code,
    "account.demo_has_no_password",
  );
});
