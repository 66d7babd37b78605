import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { isProblem } from "#kernel/problem.ts";
import { type Answer, type Browser, browser, person, signIn, wait } from "#test/accounts.ts";
import { type Cast, cast, handClock, places, server } from "#test/cast.ts";
import { type TestProvider, testProvider } from "#test/oidcProvider.ts";
import { compose, serverOf } from "../../composition.ts";
import { providerOptions } from "./provider.ts";

/* Single sign-on against a real provider: code, PKCE, state and nonce; no account is made on the way. */

const RETURN = "http://127.0.0.1:1/api/account/provider/return";
const client = { id: "tonghu", secret: "a-secret-of-the-test", returnTo: RETURN };
const names = ["ISSUER", "CLIENT_ID", "CLIENT_SECRET", "RETURN", "LOGIN_CLAIM", "FACTOR_VALUES"];

let people: Cast;
let app: FastifyInstance;
let provider: TestProvider;
before(async () => {
  provider = await testProvider(client);
  people = await cast(new Date().toISOString());
  const values = [provider.issuer, client.id, client.secret, RETURN, "employee", "mfa, urn:example:strong"];
  names.forEach((name, at) => (process.env[`TONGHU_OIDC_${name}`] = values[at]));
  app = await serverOf(await compose(people.tonghu.ground), "", "silent");
});
after(async () => {
  for (const name of names) delete process.env[`TONGHU_OIDC_${name}`];
  await app.close();
  await people.close();
  await provider.close();
});

const PATH = "/api/account/provider";
const begin = async (at: Browser, body: object = {}): Promise<string> => {
  const answer = await at.post(`${PATH}/sign-ins`, body);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return (answer.body as { url: string }).url;
};
const comeBack = async (at: Browser, url: URL): Promise<Answer> => at.get(`${PATH}/return${url.search}`);
const goThrough = async (at: Browser, body: object = {}): Promise<string> => {
  const answer = await comeBack(at, await provider.visit(await begin(at, body)));
  assert.equal(answer.status, 303, JSON.stringify(answer.body));
  return String(answer.headers["location"]);
};
const count = async (table: string): Promise<number> =>
  (await people.database.db.owner.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]?.n ?? 0;

test("somebody whom no account names is not let in, and no account is made", async () => {
  const earlier = await count("account_person");
  provider.signInAs("stranger-1");
  const at = browser(app, "203.0.113.1");
  assert.equal(await goThrough(at), "/desk/#/sign-in/account.subject_unknown");
  provider.signInAs("stranger-2", { employee: "no-such-login" });
  assert.equal(await goThrough(at), "/desk/#/sign-in/account.subject_unknown");
  assert.equal((await at.get("/api/account/me")).status, 401);
  assert.equal(await count("account_person"), earlier);
  assert.equal(await count("account_subject"), 0);
});

test("the login claim links an account once; from then on the subject counts, whatever the claim says", async () => {
  const personId = await person(people, "linked", "supervisor", places.east);
  await person(people, "other", "supervisor", places.south);
  provider.signInAs("subject-1", { employee: "LINKED" });
  const at = browser(app, "203.0.113.2");
  assert.equal(await goThrough(at), "/desk/");
  assert.equal(((await at.get("/api/account/me")).body as { personId: string }).personId, personId);
  provider.signInAs("subject-1", { employee: "other" });
  const again = browser(app, "203.0.113.2");
  await goThrough(again);
  assert.equal(((await again.get("/api/account/me")).body as { personId: string }).personId, personId);
  provider.signInAs("subject-2", { employee: "linked" });
  const thief = browser(app, "203.0.113.2");
  assert.equal(
    await goThrough(thief),
    "/desk/#/sign-in/account.subject_unknown",
    "a second subject takes no linked account",
  );
});

test("the address holds PKCE, state and nonce, and no secret", async () => {
  const url = new URL(await begin(browser(app, "203.0.113.3")));
  const query = url.searchParams;
  assert.equal(query.get("code_challenge_method"), "S256");
  for (const name of ["code_challenge", "state", "nonce"]) assert.match(query.get(name) ?? "", /^[\w-]{43}$/, name);
  assert.equal(query.get("response_type"), "code");
  assert.equal(query.get("redirect_uri"), RETURN);
  assert.ok(!url.href.includes(client.secret));
});

test("a way back that this browser did not set out on is refused: stolen, forged, twice, late", async () => {
  await person(people, "way", "supervisor", places.east);
  provider.signInAs("subject-way", { employee: "way" });
  const at = browser(app, "203.0.113.4");
  const refused = "/desk/#/sign-in/account.provider_flow_unknown";
  const location = async (by: Browser, url: URL): Promise<string> =>
    String((await comeBack(by, url)).headers["location"]);

  const back = await provider.visit(await begin(at));
  assert.equal(await location(browser(app, "203.0.113.5"), back), refused, "another browser");
  const forged = new URL(back);
  forged.searchParams.set("state", "A".repeat(43));
  assert.equal(await location(at, forged), refused, "another state");
  assert.equal(await location(at, back), "/desk/");
  assert.equal(await location(at, back), refused, "twice");

  const own = await provider.visit(await begin(at));
  const swapped = await provider.visit(await begin(browser(app, "203.0.113.5")));
  own.searchParams.set("code", swapped.searchParams.get("code") ?? "");
  assert.equal(
    await location(at, own),
    "/desk/#/sign-in/account.provider_refused",
    "another flow's code fails at PKCE",
  );

  const late = await provider.visit(await begin(at));
  const earlier = people.clock.now().toISOString();
  wait(people, 601);
  assert.equal(await location(at, late), refused, "after ten minutes");
  people.clock.set(earlier);
});

test("the provider's own error is an answer, not a crash", async () => {
  const at = browser(app, "203.0.113.6");
  const state = new URL(await begin(at)).searchParams.get("state") ?? "";
  const answer = await at.get(
    `${PATH}/return?error=access_denied&state=${state}&iss=${encodeURIComponent(provider.issuer)}`,
  );
  assert.equal(answer.headers["location"], "/desk/#/sign-in/account.provider_refused");
  for (const hostile of ["", "?state=", "?code=x", "?state[]=1&code=2", `?state=${"x".repeat(5000)}`])
    assert.equal((await at.get(`${PATH}/return${hostile}`)).status, 303, hostile);
});

test("the second factor of the provider counts where it is set up to", async () => {
  await person(people, "officer", "county", places.county);
  provider.signInAs("subject-officer", { employee: "officer", amr: ["pwd"] });
  const weak = browser(app, "203.0.113.7");
  await goThrough(weak);
  assert.deepEqual(((await weak.get("/api/account/me")).body as { needs: string[] }).needs, ["enrolment"]);
  provider.signInAs("subject-officer", { employee: "officer", amr: ["pwd", "mfa"] });
  const strong = browser(app, "203.0.113.7");
  await goThrough(strong);
  const me = (await strong.get("/api/account/me")).body as { needs: string[]; permissions: string[] };
  assert.deepEqual(me.needs, []);
  assert.ok(me.permissions.includes("registry.read"));
});

test("whoever is signed in links their own; what is linked already is nobody else's", async () => {
  const personId = await person(people, "self", "supervisor", places.east);
  await person(people, "second", "supervisor", places.south);
  const [at, other] = [browser(app, "203.0.113.8"), browser(app, "203.0.113.8")];
  assert.equal((await at.post(`${PATH}/sign-ins`, { link: true })).code, "account.not_signed_in");
  await signIn(at, "self");
  await signIn(other, "second");
  provider.signInAs("subject-self");
  assert.equal(await goThrough(at, { link: true }), "/desk/#/account");
  assert.equal(await goThrough(other, { link: true }), "/desk/#/sign-in/account.subject_taken");
  const fresh = browser(app, "203.0.113.8");
  await goThrough(fresh);
  assert.equal(((await fresh.get("/api/account/me")).body as { personId: string }).personId, personId);
});

test("without a provider the routes are not there, and half a setting is refused", async () => {
  const saved = process.env["TONGHU_OIDC_ISSUER"];
  delete process.env["TONGHU_OIDC_ISSUER"];
  const plain = await server({
    ...people,
    tonghu: await compose({ ...people.tonghu.ground, clock: handClock("2024-07-01T02:00:00Z") }),
  });
  const at = browser(plain);
  assert.equal((await at.post(`${PATH}/sign-ins`, {})).status, 404);
  assert.equal((await at.get(`${PATH}/return?state=x`)).headers["location"], "/desk/#/sign-in/http.not_found");
  assert.equal(((await at.get("/api/account/ways")).body as { provider: null }).provider, null);
  await plain.close();
  process.env["TONGHU_OIDC_ISSUER"] = saved;
  const wrong = [{ TONGHU_OIDC_ISSUER: "https://id.example" }, { TONGHU_OIDC_ISSUER: "http://id.example", TONGHU_OIDC_CLIENT_ID: "x", TONGHU_OIDC_RETURN: RETURN }, { TONGHU_OIDC_ISSUER: "nonsense", TONGHU_OIDC_CLIENT_ID: "x", TONGHU_OIDC_RETURN: RETURN }]; // prettier-ignore
  for (const env of wrong) assert.throws(() => providerOptions(env), (thrown) => isProblem(thrown) && thrown.code === "account.provider_settings"); // prettier-ignore
});

test("a provider that is down says so, and is asked again later", async () => {
  const saved = process.env["TONGHU_OIDC_ISSUER"];
  process.env["TONGHU_OIDC_ISSUER"] = "http://127.0.0.1:9";
  const down = await serverOf(await compose(people.tonghu.ground), "", "silent");
  process.env["TONGHU_OIDC_ISSUER"] = saved;
  const answer = await browser(down).post(`${PATH}/sign-ins`, {});
  assert.deepEqual([answer.status, answer.code], [503, "account.provider_unavailable"]);
  await down.close();
});
