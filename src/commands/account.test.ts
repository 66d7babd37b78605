import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { isProblem } from "#kernel/problem.ts";
import { testDatabase, type TestDatabase } from "../../test/database.ts";
import { command as add, resetAdmin, settings } from "./account.ts";
import type { Command, Values } from "./command.ts";
import { command as migrate } from "./migrate.ts";

let database: TestDatabase;
const data = mkdtempSync(join(tmpdir(), "tonghu-account-"));
before(async () => {
  database = await testDatabase({ county: "445281" });
});
after(async () => {
  rmSync(data, { recursive: true, force: true });
  await database.close();
});

/** What a command prints, or the code of its refusal. */
async function run(command: Command, values: Values = {}, positionals: string[] = [], json = true): Promise<string> {
  const said: string[] = [];
  const out = (text: string): void => void said.push(text);
  const env = { TONGHU_DATA: data, DATABASE_URL: database.url, DATABASE_APP_URL: database.appUrl };
  try {
    const io = { out, err: out, pour: async () => undefined, json, env };
    assert.equal(await command.run(values, positionals, io), 0);
    return said.join("\n");
  } catch (thrown) {
    if (isProblem(thrown)) return thrown.code;
    throw thrown;
  }
}

const count = async (table: string): Promise<number> =>
  (await database.db.owner.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]?.n ?? 0;

test("the first migrate shows an administrator's password once", async () => {
  const first = JSON.parse(await run(migrate)) as { ok: boolean; administrator?: { login: string; password: string } };
  assert.equal(first.administrator?.login, "admin");
  assert.match(first.administrator?.password ?? "", /^[a-z2-9-]{23}$/);
  assert.deepEqual(Object.keys(JSON.parse(await run(migrate)) as object), ["ok", "kind", "database"]);
  assert.doesNotMatch(await run(migrate, {}, [], false), /密码/);
});

test("a lost password is replaced by another random one, for administrators only", async () => {
  const one = JSON.parse(await run(resetAdmin)) as { password: string };
  const two = JSON.parse(await run(resetAdmin, { login: "admin", factor: true })) as { password: string };
  assert.notEqual(one.password, two.password);
  assert.equal(await run(resetAdmin, { login: "nobody" }), "account.administrator_unknown");
});

test("people are added with a post that can be, a login that is free, or not at all", async () => {
  const person = { name: "张三", post: "supervisor", area: "445281001", login: "zhangsan" };
  assert.match(await run(add, person), /"code":"[\w-]{43}"/);
  const many = await count("account_person");
  assert.equal(await run(add, person), "account.login_taken");
  assert.equal(await run(add, { ...person, login: "bb", area: "445281" }), "account.post_level");
  assert.equal(await run(add, { ...person, login: "cc", post: "department" }), "cli.usage");
  assert.equal(await run(add, { ...person, login: "c!", area: "445281001" }), "account.login_malformed");
  assert.equal(await run(add, { ...person, post: "system" }), "cli.usage");
  assert.equal(await run(add, { ...person, area: "999999999" }), "area.unknown");
  assert.equal(await count("account_person"), many, "nothing is left of what was refused");
  assert.match(await run(add, { name: "教育", post: "department", department: "education", area: "445281" }), /code/);
});

test("numbers are shown and changed, within their bounds", async () => {
  const read = async (...words: string[]): Promise<string> => run(settings, {}, words);
  assert.equal((JSON.parse(await read("idleMinutes=20", "pairDelay.free=5")) as { pairDelay: { free: number } }).pairDelay.free, 5); // prettier-ignore
  for (const wrong of ["idleMinutes=0", "idleMinutes=x", "nothing=1", "pairDelay.nothing=1", "pairDelay=1", "__proto__.x=1"])
    assert.equal(await read(wrong), "account.settings_wrong", wrong); // prettier-ignore
  assert.equal((JSON.parse(await read()) as { idleMinutes: number }).idleMinutes, 20);
});
