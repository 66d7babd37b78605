import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import {
  browser,
  type Browser,
  codeAt,
  enrolFactor,
  PASSWORD,
  person,
  quickerShare,
  signIn,
  wait,
} from "#test/accounts.ts";
import { type Cast, cast, places, server } from "#test/cast.ts";

/* Trial 5: guessing is slowed, unknown names are not told from known ones, and a stranger locks nobody out. */

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

const WRONG = "Wrong-Guess-77";
const guess = async (at: Browser, login: string, times: number): Promise<string[]> => {
  const codes: string[] = [];
  for (let n = 0; n < times; n += 1) codes.push((await signIn(at, login, WRONG)).code);
  return codes;
};

test("nobody is let in without the password, and nothing tells a known name from an unknown one", async () => {
  await person(people, "known", "supervisor", places.east);
  const [one, other] = [browser(app, "203.0.113.1"), browser(app, "203.0.113.2")];
  const [known, unknown] = [await signIn(one, "known", WRONG), await signIn(other, "unknown", WRONG)];
  assert.equal(known.status, 403);
  assert.deepEqual(known.body, unknown.body);
  assert.equal(one.jar.size + other.jar.size, 0);
  for (const hostile of [{}, { login: "known" }, { login: "known", password: PASSWORD, post: "county" }, { login: { $ne: "" }, password: PASSWORD }, { login: ["known"], password: PASSWORD }, { login: "known", password: "x".repeat(201) }, null, []])
    assert.equal((await one.post("/api/account/sign-in", hostile)).status, 400, JSON.stringify(hostile)); // prettier-ignore
  assert.equal((await one.get("/api/account/me")).code, "account.not_signed_in");
});

test("an unknown name takes as long as a known one", async () => {
  await person(people, "timed", "supervisor", places.east);
  const as = (login: string, net: string) => async (n: number): Promise<void> => {
    assert.equal((await signIn(browser(app, `203.0.${net}.${n}`), login, WRONG)).code, "account.sign_in_wrong");
    wait(people, 31); // past the wide limit of one login
  }; // prettier-ignore
  const share = await quickerShare(40, as("timed", "114"), as("nobody-at-all", "116"));
  assert.ok(share > 0.2 && share < 0.8, `the known name was quicker in ${share * 100} of 100`);
});

test("thirty wrong passwords in a row: three are looked at, the others wait", async () => {
  await person(people, "guessed", "supervisor", places.east);
  const at = browser(app, "203.0.113.10");
  const codes = await guess(at, "guessed", 30);
  assert.deepEqual(
    codes.slice(0, 3),
    Array.from({ length: 3 }, () => "account.sign_in_wrong"),
  );
  assert.ok(codes.slice(3).every((code) => code === "account.too_many_attempts"));
  const refused = await signIn(at, "guessed");
  assert.equal(refused.status, 429, "the right password waits too");
  assert.equal(refused.headers["retry-after"], "1");
  assert.match((refused.body as { detail: string }).detail, /等待 1 秒/);
  wait(people, 1);
  assert.equal((await signIn(at, "guessed", WRONG)).code, "account.sign_in_wrong");
  wait(people, 1);
  assert.equal((await signIn(at, "guessed")).code, "account.too_many_attempts", "two seconds now");
  wait(people, 1);
  assert.equal((await signIn(at, "guessed")).status, 200, "and then the right one enters");
});

test("thirty wrong passwords at the same moment are thirty", async () => {
  await person(people, "parallel", "supervisor", places.east);
  const at = browser(app, "203.0.113.11");
  const answers = await Promise.all(Array.from({ length: 30 }, () => signIn(at, "parallel", WRONG)));
  assert.equal(answers.filter((answer) => answer.code === "account.sign_in_wrong").length, 3);
  assert.equal(answers.filter((answer) => answer.code === "account.too_many_attempts").length, 27);
});

test("a name that does not exist is slowed in the same way", async () => {
  const codes = await guess(browser(app, "203.0.113.12"), "no-such-name", 5);
  assert.deepEqual(codes, ["account.sign_in_wrong", "account.sign_in_wrong", "account.sign_in_wrong", "account.too_many_attempts", "account.too_many_attempts"]); // prettier-ignore
});

test("a stranger cannot lock anybody out: not from one address, not from a hundred", async () => {
  await person(people, "worker", "supervisor", places.east);
  const own = browser(app, "203.0.113.20");
  assert.equal((await signIn(own, "worker")).status, 200);
  await guess(browser(app, "203.0.113.21"), "worker", 10);
  for (let n = 0; n < 100; n += 1) await guess(browser(app, `203.0.115.${n}`), "worker", 1);
  assert.equal((await signIn(browser(app, "203.0.113.99"), "worker")).code, "account.too_many_attempts", "the wide limit holds for strangers"); // prettier-ignore
  assert.equal((await signIn(own, "worker")).status, 200, "the known browser enters");
  assert.equal((await signIn(browser(app, "203.0.113.20"), "worker")).status, 200, "so does a new browser from a known network"); // prettier-ignore
  wait(people, 31);
  assert.equal(
    (await signIn(browser(app, "203.0.113.98"), "worker")).status,
    200,
    "and any other within half a minute",
  );
});

test("the known browser's own guesses are slowed too, and its cookie serves nobody else's login", async () => {
  await person(people, "first", "supervisor", places.east);
  await person(people, "second", "supervisor", places.east);
  const at = browser(app, "203.0.113.30");
  await signIn(at, "first");
  const codes = await guess(at, "first", 12);
  assert.equal(codes.indexOf("account.too_many_attempts"), 10);
  const others = await guess(at, "second", 4);
  assert.equal(others.indexOf("account.too_many_attempts"), 3);
});

test("one address that tries many names is slowed", async () => {
  const at = browser(app, "203.0.113.40");
  const codes: string[] = [];
  for (let n = 0; n < 65; n += 1) codes.push((await signIn(at, `name-${n}`, WRONG)).code);
  assert.equal(codes.indexOf("account.too_many_attempts"), 60);
});

test("a closed account answers like an unknown one", async () => {
  const personId = await person(people, "closed", "supervisor", places.east);
  await people.database.db.owner.query("update account_person set closed_at = $2 where id = $1", [personId, people.clock.now().toISOString()]); // prettier-ignore
  assert.equal((await signIn(browser(app, "203.0.113.50"), "closed")).code, "account.sign_in_wrong");
});

test("an old password is to be changed, and a password kept with less work is kept anew", async () => {
  const personId = await person(people, "old", "supervisor", places.east);
  const { owner } = people.database.db;
  const { hashPassword } = await import("./passwords.ts");
  const cheap = await hashPassword(PASSWORD, { memory: 64, passes: 1, parallelism: 1 });
  await owner.query("update account_password set phc = $2, set_at = $3 where person_id = $1", [personId, cheap, "2024-01-03T02:00:00Z"]); // prettier-ignore
  const answer = await signIn(browser(app, "203.0.113.60"), "old");
  assert.deepEqual((answer.body as { needs: string[] }).needs, ["password"]);
  const { rows } = await owner.query<{ phc: string }>("select phc from account_password where person_id = $1", [personId]); // prettier-ignore
  assert.match(rows[0]?.phc ?? "", /m=19456,t=2,p=1/);
});

test("nothing that was typed, and no token, lies in the database", async () => {
  await person(people, "searched", "supervisor", places.east);
  const at = browser(app, "203.0.113.70");
  await signIn(at, "Typed-Into-The-Wrong-Field-9", WRONG);
  await signIn(at, "searched");
  const { owner } = people.database.db;
  const { rows: tables } = await owner.query<{ name: string }>("select tablename as name from pg_tables where tablename like 'account%'"); // prettier-ignore
  for (const { name } of tables) {
    const { rows } = await owner.query<{ text: string }>(`select coalesce(string_agg(t::text, ' '), '') as text from ${name} t`); // prettier-ignore
    const text = rows[0]?.text ?? "";
    for (const secret of [...at.jar.values(), PASSWORD, WRONG, "Typed-Into", "typed-into"]) assert.ok(!text.includes(secret), `${name} holds ${secret}`); // prettier-ignore
  }
});

test("the second factor: half a session sees account routes only, and a code counts once", async () => {
  await person(people, "officer", "county", places.county);
  const at = browser(app, "203.0.113.80");
  const half = await signIn(at, "officer");
  assert.deepEqual((half.body as { needs: string[]; permissions: string[] }).needs, ["enrolment"]);
  assert.deepEqual((half.body as { permissions: string[] }).permissions, []);
  const children = await at.get("/api/caselist/children");
  assert.deepEqual([children.status, children.code], [403, "account.second_factor_needed"]);
  const guarded = people.tonghu.routes("").filter(({ spec }) => spec.permission !== null && spec.method === "GET");
  assert.ok(guarded.length > 20, `${guarded.length} routes`);
  for (const { spec } of guarded)
    assert.equal((await at.get(spec.path)).code, "account.second_factor_needed", spec.path);
  assert.equal((await at.post("/api/account/second-factor/check", { code: "000000" })).code, "account.factor_wrong");
  const secret = await enrolFactor(people, at);
  assert.equal((await at.get("/api/caselist/children")).status, 200);

  const again = browser(app, "203.0.113.80");
  assert.deepEqual(((await signIn(again, "officer")).body as { needs: string[] }).needs, ["code"]);
  const code = codeAt(secret, people.clock.now());
  assert.equal((await again.post("/api/account/second-factor/check", { code })).code, "account.factor_wrong", "the code of the enrolment is used up"); // prettier-ignore
  wait(people, 30);
  const next = codeAt(secret, people.clock.now());
  const twice = await Promise.all([1, 2].map(() => again.post("/api/account/second-factor/check", { code: next })));
  assert.equal(twice.filter((answer) => answer.status === 200).length, 1, "of two at once one counts");
});

test("a half session enrols no second factor over one that is there, and changes no password", async () => {
  await person(people, "robbed", "county", places.county);
  const own = browser(app, "203.0.113.81");
  await signIn(own, "robbed");
  await enrolFactor(people, own);
  const thief = browser(app, "203.0.113.82");
  await signIn(thief, "robbed");
  assert.equal((await thief.post("/api/account/second-factor")).code, "account.second_factor_needed");
  assert.equal((await thief.put("/api/account/password", { current: PASSWORD, password: "Neu-Wald-Weg-88" })).code, "account.second_factor_needed"); // prettier-ignore
  assert.equal((await thief.remove("/api/account/second-factor")).code, "account.second_factor_needed");
  const codes = [];
  for (let n = 0; n < 8; n += 1) codes.push((await thief.post("/api/account/second-factor/check", { code: `00000${n}` })).code); // prettier-ignore
  assert.equal(codes.indexOf("account.too_many_attempts"), 5);
});

test("a recovery code counts once, drawn anew the old ones are void, and only digests are kept", async () => {
  await person(people, "lost", "county", places.county);
  const at = browser(app, "203.0.113.83");
  await signIn(at, "lost");
  const { secret } = (await at.post("/api/account/second-factor")).body as { secret: string };
  const { recoveryCodes } = (await at.post("/api/account/second-factor/confirm", { code: codeAt(secret, people.clock.now()) })).body as { recoveryCodes: string[] }; // prettier-ignore
  assert.equal(new Set(recoveryCodes).size, 10);
  const [first = "", second = "", third = ""] = recoveryCodes;
  const enterBy = async (code: string): Promise<string> => {
    const now = browser(app, "203.0.113.83");
    await signIn(now, "lost");
    return (await now.post("/api/account/second-factor/check", { code })).code;
  };
  assert.equal(await enterBy(first.toUpperCase()), "");
  assert.equal(await enterBy(first), "account.factor_wrong");
  wait(people, 60);
  const fresh = browser(app, "203.0.113.83");
  await signIn(fresh, "lost");
  assert.equal((await fresh.post("/api/account/second-factor/check", { code: second })).code, "");
  assert.equal((await fresh.post("/api/account/second-factor/recovery-codes")).status, 200);
  assert.equal(await enterBy(third), "account.factor_wrong");
  const { rows } = await people.database.db.owner.query<{ text: string }>("select string_agg(r::text, ' ') as text from account_recovery r"); // prettier-ignore
  assert.ok(!(rows[0]?.text ?? "").includes(first));
  const { rows: factors } = await people.database.db.owner.query<{ text: string }>("select string_agg(r::text, ' ') as text from account_factor r"); // prettier-ignore
  assert.ok(!(factors[0]?.text ?? "").includes(secret));
});
