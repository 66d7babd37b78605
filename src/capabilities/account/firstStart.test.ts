import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { fixedClock } from "#kernel/clock.ts";
import { browser, signIn } from "#test/accounts.ts";
import { type Cast, cast, server } from "#test/cast.ts";
import { ensureAdministrator, resetAdministrator } from "./firstStart.ts";
import { keepSettings, settingsOf } from "./installed.ts";

/* The first administrator: made once, shown once, no default password anywhere. */

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

const clock = fixedClock("2024-07-01T02:00:00Z");

test("two programs that start together make one administrator, whose password is kept nowhere", async () => {
  const { owner } = people.database.db;
  const made = await Promise.all([1, 2, 3].map(() => ensureAdministrator(owner, clock)));
  const shown = made.filter((one) => one !== undefined);
  assert.equal(shown.length, 1);
  const { login = "", password = "" } = shown[0] ?? {};
  assert.match(password, /^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/);
  const { rows } = await owner.query<{ name: string }>("select tablename as name from pg_tables where schemaname = 'public'"); // prettier-ignore
  for (const { name } of rows) {
    const found = await owner.query(`select 1 from ${name} t where t::text like '%' || $1 || '%'`, [password]);
    assert.equal(found.rows.length, 0, name);
  }
  assert.equal(await ensureAdministrator(owner, clock), undefined);

  const at = browser(app);
  const entered = await signIn(at, login, password);
  assert.deepEqual((entered.body as { needs: string[]; area: string }).needs, ["password", "enrolment"]);
  for (const guess of ["admin", "Admin123456", "123456", "tonghu"])
    assert.notEqual((await signIn(browser(app, "203.0.113.9"), login, guess)).status, 200);
  assert.equal((await at.get("/api/account/people")).code, "account.second_factor_needed");
  assert.equal((await at.put("/api/account/password", { current: password, password: "Neu-Wald-Weg-88" })).status, 200); // prettier-ignore
});

test("a lost one is given anew on the machine: the old is void, its sessions end, and only administrators are reset", async () => {
  const { owner } = people.database.db;
  const at = browser(app);
  await signIn(at, "admin", "Neu-Wald-Weg-88");
  await assert.rejects(resetAdministrator(owner, clock, { login: "nobody", factor: false }), /administrator_unknown/);
  const { password } = await resetAdministrator(owner, clock, { login: "ADMIN", factor: true });
  assert.equal((await at.get("/api/account/me")).code, "account.not_signed_in");
  assert.equal((await signIn(browser(app), "admin", "Neu-Wald-Weg-88")).code, "account.sign_in_wrong");
  assert.equal((await signIn(browser(app), "admin", password)).status, 200);
});

test("settings are kept within their bounds", async () => {
  const { owner } = people.database.db;
  await keepSettings(owner, { ...(await settingsOf(owner)), idleMinutes: 20 });
  assert.equal((await settingsOf(owner)).idleMinutes, 20);
  await assert.rejects(keepSettings(owner, { idleMinutes: 100_000 }), /settings_wrong/);
  await assert.rejects(keepSettings(owner, { nothing: 1 }), /settings_wrong/);
  assert.equal((await settingsOf(owner)).idleMinutes, 20);
});
