import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { type Browser, browser, codeAt, PASSWORD, person, signedIn, signIn, wait } from "#test/accounts.ts";
import { type Cast, cast, places, server } from "#test/cast.ts";
import { addPost } from "./store.ts";
import { newId } from "#kernel/id.ts";

/* Trial 6: fixation, rotation, expiry, and the end of sessions. The clock is the test's own. */

let people: Cast;
let app: FastifyInstance;
before(async () => {
  people = await cast();
  app = await server(people);
});
after(async () => {
  await app.close();
  await people.close();
});

const COOKIE = "tonghu_session";
const token = (at: Browser): string => at.jar.get(COOKIE) ?? "";
const withToken = (value: string): Browser => {
  const at = browser(app);
  at.jar.set(COOKIE, value);
  return at;
};
const isIn = async (at: Browser): Promise<boolean> => (await at.get("/api/account/me")).status === 200;
const twoPosts = async (login: string): Promise<{ personId: string; other: string }> => {
  const personId = await person(people, login, "supervisor", places.east);
  const other = newId();
  await addPost(people.database.db.owner, {
    postId: other, personId, kind: "supervisor", area: places.south, department: null, fromDay: "2024-01-01", toDay: null,
    status: "active", deputyFor: null, appointedBy: null, reason: "兼任",
  }, people.clock.now(), "2024-07-01"); // prettier-ignore
  return { personId, other };
};

test("a token that somebody planted is never taken over", async () => {
  await person(people, "fixed", "supervisor", places.east);
  const planted = "A".repeat(43);
  const at = withToken(planted);
  assert.equal((await signIn(at, "fixed")).status, 200);
  assert.notEqual(token(at), planted);
  assert.equal(await isIn(withToken(planted)), false);
});

test("signing in again ends the browser's older session", async () => {
  await person(people, "again", "supervisor", places.east);
  const at = browser(app);
  await signIn(at, "again");
  const earlier = token(at);
  await signIn(at, "again");
  assert.notEqual(token(at), earlier);
  assert.equal(await isIn(withToken(earlier)), false);
});

test("the token changes at every rise of rights, and the old one is worth nothing", async () => {
  await person(people, "risen", "county", places.county);
  const at = browser(app);
  await signIn(at, "risen");
  const half = token(at);
  const { secret } = (await at.post("/api/account/second-factor")).body as { secret: string };
  await at.post("/api/account/second-factor/confirm", { code: codeAt(secret, people.clock.now()) });
  const whole = token(at);
  assert.notEqual(whole, half);
  assert.equal(await isIn(withToken(half)), false);
  wait(people, 60);
  await at.post("/api/account/second-factor/check", { code: codeAt(secret, people.clock.now()) });
  const fresh = token(at);
  assert.equal(await isIn(withToken(whole)), false);
  assert.equal((await at.put("/api/account/password", { current: PASSWORD, password: "Neu-Wald-Weg-88" })).status, 200); // prettier-ignore
  assert.equal(await isIn(withToken(fresh)), false);
  assert.ok(await isIn(at));
});

test("cookies are out of reach of scripts, and behind TLS bound to the host", async () => {
  await person(people, "cookie", "supervisor", places.east);
  const at = browser(app);
  const plain = String((await signIn(at, "cookie")).headers["set-cookie"]);
  assert.match(plain, /tonghu_session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax/);
  process.env["TONGHU_SECURE_COOKIE"] = "1";
  const { compose, serverOf } = await import("../../composition.ts");
  const tls = await serverOf(await compose(people.tonghu.ground), "", "silent");
  try {
    const sent = String((await signIn(browser(tls), "cookie")).headers["set-cookie"]);
    assert.match(sent, /__Host-tonghu_session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax/);
    assert.equal((await withToken(token(at)).get("/api/account/me")).status, 200);
    const nameless = browser(tls);
    nameless.jar.set(COOKIE, token(at));
    assert.equal((await nameless.get("/api/account/me")).status, 401, "a cookie without the prefix counts for nothing");
  } finally {
    delete process.env["TONGHU_SECURE_COOKIE"];
    await tls.close();
  }
});

test("half an hour without use ends it; use keeps it, until twelve hours are over", async () => {
  await person(people, "idle", "supervisor", places.east);
  const [used, left] = [browser(app), browser(app)];
  await signIn(used, "idle");
  await signIn(left, "idle");
  for (let n = 0; n < 3; n += 1) {
    wait(people, 29 * 60);
    assert.ok(await isIn(used));
  }
  assert.equal(await isIn(left), false);
  for (let n = 0; n < 21; n += 1) {
    wait(people, 29 * 60);
    assert.ok(await isIn(used), `use ${n}`);
  }
  wait(people, 25 * 60);
  assert.equal(await isIn(used), false, "twelve hours");
});

test("being seen is written once a minute, not at every request", async () => {
  await person(people, "seen", "supervisor", places.east);
  const at = browser(app);
  await signIn(at, "seen");
  const version = async (): Promise<string> => {
    const { rows } = await people.database.db.owner.query<{ xmin: string }>(
      "select s.xmin::text as xmin from account_session s join account_login l on l.person_id = s.person_id where l.key = 'seen'",
    );
    return rows[0]?.xmin ?? "";
  };
  const first = await version();
  for (let n = 0; n < 5; n += 1) await at.get("/api/account/me");
  assert.equal(await version(), first);
  wait(people, 61);
  await at.get("/api/account/me");
  const second = await version();
  assert.notEqual(second, first);
  await at.get("/api/account/me");
  assert.equal(await version(), second);
});

test("signing out ends it on the server", async () => {
  await person(people, "out", "supervisor", places.east);
  const at = browser(app);
  await signIn(at, "out");
  const kept = token(at);
  assert.equal((await at.remove("/api/account/session")).status, 204);
  assert.equal(at.jar.has(COOKIE), false);
  assert.equal(await isIn(withToken(kept)), false);
});

test("a new password ends all other sessions", async () => {
  await person(people, "changed", "supervisor", places.east);
  const [here, there] = [browser(app), browser(app)];
  await signIn(here, "changed");
  await signIn(there, "changed");
  const wrong = await here.put("/api/account/password", { current: "Not-My-Pass-11", password: "Neu-Wald-Weg-88" });
  assert.equal(wrong.code, "account.current_password_wrong");
  assert.equal((await here.put("/api/account/password", { password: "Neu-Wald-Weg-88" })).code, "account.current_password_needed"); // prettier-ignore
  assert.equal((await here.put("/api/account/password", { current: PASSWORD, password: "Neu-Wald-Weg-88" })).status, 200); // prettier-ignore
  assert.ok(await isIn(here));
  assert.equal(await isIn(there), false);
  assert.equal((await signIn(browser(app), "changed")).code, "account.sign_in_wrong");
  assert.equal((await signIn(browser(app), "changed", "Neu-Wald-Weg-88")).status, 200);
});

test("the last five passwords do not come back, and weak ones never come", async () => {
  await person(people, "turning", "supervisor", places.east);
  const at = browser(app);
  await signIn(at, "turning");
  const change = async (current: string, password: string): Promise<string> => (await at.put("/api/account/password", { current, password })).code; // prettier-ignore
  const chain = [PASSWORD, "Berg-Wind-Rot-01", "Berg-Wind-Rot-02", "Berg-Wind-Rot-03", "Berg-Wind-Rot-04", "Berg-Wind-Rot-05"]; // prettier-ignore
  for (let n = 1; n < 5; n += 1) assert.equal(await change(chain[n - 1] ?? "", chain[n] ?? ""), "");
  assert.equal(await change(chain[4] ?? "", PASSWORD), "account.password_used_before");
  assert.equal(await change(chain[4] ?? "", chain[4] ?? ""), "account.password_used_before");
  assert.equal(await change(chain[4] ?? "", chain[5] ?? ""), "");
  assert.equal(await change(chain[5] ?? "", PASSWORD), "", "five others came between");
  assert.equal(await change(PASSWORD, "Turning#Kq8vZ"), "account.password_has_login");
  assert.equal(await change(PASSWORD, "Password123"), "account.password_common");
});

test("two changes of one password at the same moment: one counts", async () => {
  await person(people, "racing", "supervisor", places.east);
  const [one, other] = [browser(app), browser(app)];
  await signIn(one, "racing");
  await signIn(other, "racing");
  const answers = await Promise.all([
    one.put("/api/account/password", { current: PASSWORD, password: "Fluss-Stein-Gelb-1" }),
    other.put("/api/account/password", { current: PASSWORD, password: "Fluss-Stein-Gelb-2" }),
  ]);
  assert.deepEqual(answers.map((answer) => answer.status < 300).toSorted((a, b) => Number(a) - Number(b)), [false, true], JSON.stringify(answers.map((answer) => answer.code))); // prettier-ignore
});

test("one post at a time: changing it changes the token and what one sees, and lasts no longer", async () => {
  const { other } = await twoPosts("both");
  const at = browser(app);
  await signIn(at, "both");
  const earlier = token(at);
  wait(people, 600);
  const until = (await at.get("/api/account/me")).body as { sessionUntil: string; area: string; posts: { postId: string }[] }; // prettier-ignore
  assert.equal(until.posts.length, 2);
  const changed = await at.post("/api/account/post", { postId: other });
  assert.equal((changed.body as { area: string }).area, places.south);
  assert.equal((changed.body as { sessionUntil: string }).sessionUntil, until.sessionUntil);
  assert.equal(await isIn(withToken(earlier)), false);
  assert.equal((await at.post("/api/account/post", { postId: newId() })).code, "account.no_post");
});

test("the end of a post ends its sessions, now or on its day", async () => {
  const { personId, other } = await twoPosts("ending");
  const county = await signedIn(people, app, { login: "ender", kind: "county", area: places.county });
  const [here, there] = [browser(app), browser(app)];
  await signIn(here, "ending");
  await signIn(there, "ending");
  await there.post("/api/account/post", { postId: other });
  const ended = await county.at.post(`/api/account/posts/${other}/end`, { reason: "调离", vacant: true });
  assert.equal(ended.status, 204, JSON.stringify(ended.body));
  assert.equal(await isIn(there), false);
  assert.ok(await isIn(here));

  const { rows } = await people.database.db.owner.query<{ id: string }>("select id from account_post where person_id = $1 and to_day is null", [personId]); // prettier-ignore
  const tomorrow = await county.at.post(`/api/account/posts/${rows[0]?.id}/end`, { reason: "调离", day: nextDay(), vacant: true }); // prettier-ignore
  assert.equal(tomorrow.status, 204, JSON.stringify(tomorrow.body));
  assert.ok(await isIn(here), "the last day counts");
  const { sessionUntil } = (await here.get("/api/account/me")).body as { sessionUntil: string };
  assert.ok(sessionUntil <= `${nextDay()}T00:00:00.000Z`, sessionUntil);
  assert.equal((await signIn(browser(app), "ending")).status, 200);
  people.clock.set(`${nextDay()}T00:00:00+08:00`);
  assert.equal(await isIn(here), false);
  assert.equal((await signIn(browser(app), "ending")).code, "account.no_post");
});

const nextDay = (): string => new Date(people.clock.now().getTime() + 32 * 3_600_000).toISOString().slice(0, 10);

test("one's sessions are listed without a token, and end one by one or all at once", async () => {
  await person(people, "listed", "supervisor", places.east);
  await person(people, "neighbour", "supervisor", places.south);
  const [one, two, three, other] = [browser(app), browser(app), browser(app), browser(app)];
  for (const at of [one, two, three]) await signIn(at, "listed");
  await signIn(other, "neighbour");
  const lines = (await one.get("/api/account/sessions")).body as { id: string; present: boolean }[];
  assert.equal(lines.length, 3);
  assert.equal(lines.filter((line) => line.present).length, 1);
  const { rows } = await people.database.db.owner.query<{ digest: string }>("select digest from account_session");
  for (const { id } of lines) assert.ok(rows.every(({ digest }) => !digest.startsWith(id)), "no part of a digest"); // prettier-ignore
  const foreign = ((await other.get("/api/account/sessions")).body as { id: string }[])[0]?.id ?? "";
  assert.equal((await one.remove(`/api/account/sessions/${foreign}`)).code, "account.session_unknown");
  assert.ok(await isIn(other));
  const victim = lines.find((line) => !line.present)?.id ?? "";
  assert.equal((await one.remove(`/api/account/sessions/${victim}`)).status, 204);
  assert.equal((await one.remove("/api/account/sessions")).status, 204);
  assert.deepEqual([await isIn(one), await isIn(two), await isIn(three)], [true, false, false]);
});

test("without a session one's own routes are closed", async () => {
  const at = withToken("B".repeat(43));
  const answers = [
    await at.get("/api/account/me"), await at.get("/api/account/sessions"), await at.remove("/api/account/sessions"), await at.get("/api/account/devices"),
    await at.put("/api/account/password", { current: PASSWORD, password: PASSWORD }), await at.post("/api/account/post", { postId: newId() }),
    await at.post("/api/account/second-factor"), await at.post("/api/account/second-factor/confirm", { code: "123456" }),
    await at.post("/api/account/second-factor/check", { code: "123456" }), await at.post("/api/account/second-factor/recovery-codes"),
    await at.remove("/api/account/second-factor"), await at.remove(`/api/account/devices/${newId()}`), await at.remove(`/api/account/sessions/${"a".repeat(16)}`),
  ]; // prettier-ignore
  assert.deepEqual(answers.map((answer) => answer.code), answers.map(() => "account.not_signed_in")); // prettier-ignore
});
