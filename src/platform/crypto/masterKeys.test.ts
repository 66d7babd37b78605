import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, test } from "node:test";
import { newId } from "#kernel/id.ts";
import { isProblem } from "#kernel/problem.ts";
import { ownFolder } from "../../../test/folder.ts";
import { type Key, newKey } from "./key.ts";
import { type MasterKeys, masterOf, openMasters, type OpenMasters, prefixOfMaster } from "./masterKeys.ts";
import { type SuiteName, suiteNamed } from "./suite.ts";

let folder: string;
beforeEach(async () => {
  folder = ownFolder("keys");
});

const openWith = (change: Partial<OpenMasters> = {}): Promise<MasterKeys> =>
  openMasters({ folder, suite: suiteNamed(undefined), env: {}, say: () => undefined, mayMake: true, ...change });
const openFor = (suite: SuiteName): Promise<MasterKeys> => openWith({ suite: suiteNamed(suite) });
const refused =
  (...codes: string[]) =>
  (thrown: unknown): boolean =>
    isProblem(thrown) && codes.includes(thrown.code);
const hex = (): string => randomBytes(32).toString("hex");
const same = (one: Key, other: Key): boolean => one.bytes().equals(other.bytes());
const env = (text: string, command?: string) => ({
  TONGHU_MASTER_KEY: text,
  ...(command !== undefined && { TONGHU_MASTER_KEY_COMMAND: command }),
});

test("a text wrapped by another implementation opens (Python's cryptography)", async () => {
  const master = Array.from({ length: 32 }, (_, n) => n.toString(16).padStart(2, "0")).join("");
  const masters = await openWith({ env: env(master) });
  const wrapped = "Aee3e-8msBu_AUBBQkNERUZHSElKS7TsagzsbWH14sFOQNXR_bDZiA_tMXMxr7hUjHUDQC0im4TD4O6zF8F1rHJ-VMYIvw";
  const key = masters.unwrap(wrapped, "0190a5d0-0000-7000-8000-000000000001");
  assert.deepEqual(key.bytes(), Buffer.from(Array.from({ length: 32 }, (_, n) => 0x80 + n)));
});

for (const suite of ["aes-256-gcm", "sm4-sm3"] as const) {
  test(`${suite}: a child's key comes back for this child only, also after a new start`, async () => {
    const masters = await openFor(suite);
    const [key, child] = [newKey(), newId()];
    const wrapped = masters.wrap(key, child);
    assert.match(wrapped, /^[\w-]{90,130}$/);
    assert.ok(same((await openFor(suite)).unwrap(wrapped, child), key));
    assert.throws(() => masters.unwrap(wrapped, newId()), refused("crypto.damaged"));
    assert.notEqual(masters.wrap(key, child), wrapped);
    assert.ok(!Buffer.from(wrapped, "base64url").includes(key.bytes()));
  });

  test(`${suite}: no changed character opens`, async () => {
    const masters = await openFor(suite);
    const child = newId();
    const wrapped = masters.wrap(newKey(), child);
    const bytes = Buffer.from(wrapped, "base64url");
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const copy = Buffer.from(bytes);
      copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const code = bit >= 8 && bit < 72 ? "crypto.master_unknown" : "crypto.damaged";
      assert.throws(() => masters.unwrap(copy.toString("base64url"), child), refused(code), `bit ${bit}`);
    }
    for (let at = 0; at < wrapped.length; at += 1) {
      const cut = wrapped.slice(0, at);
      assert.throws(() => masters.unwrap(cut, child), refused("crypto.damaged"), cut);
    }
    for (const other of [`${wrapped}=`, `${wrapped}\n`, ` ${wrapped}`, `${wrapped}A`, "", "儿", "\0"])
      assert.throws(() => masters.unwrap(other, child), refused("crypto.damaged"));
  });
}

test("a new master wraps at once, in every process of the folder; what the old one wrapped opens until it is dropped", async () => {
  const [office, server] = [await openWith(), await openWith()];
  const children = Array.from({ length: 20 }, () => ({ id: newId(), key: newKey() }));
  let rows = children.map(({ id, key }) => ({ id, wrapped: server.wrap(key, id) }));
  const old = server.current();
  const made = office.addMaster();
  assert.notEqual(made, old);
  // written by the office, read by a server that was running all the time
  const first = rows[0] ?? { id: "", wrapped: "" };
  const moved = office.rewrap(first.wrapped, first.id) ?? "";
  assert.equal(masterOf(moved), made);
  assert.ok(same(server.unwrap(moved, first.id), children[0]?.key ?? newKey()));
  assert.equal(masterOf(server.wrap(newKey(), newId())), made);
  assert.deepEqual(server.ids(), [made, old]);
  assert.throws(() => office.dropMaster(made), refused("crypto.master_current"));

  const wrappedBy = (id: string): number => rows.filter(({ wrapped }) => wrapped.startsWith(prefixOfMaster(id))).length;
  assert.deepEqual([wrappedBy(old), wrappedBy(made)], [20, 0]);
  rows = rows.map(({ id, wrapped }) => ({ id, wrapped: office.rewrap(wrapped, id) ?? wrapped }));
  assert.deepEqual([wrappedBy(old), wrappedBy(made)], [0, 20]);
  assert.ok(rows.every(({ id, wrapped }) => office.rewrap(wrapped, id) === undefined));
  office.dropMaster(old);
  for (const [n, { id, wrapped }] of rows.entries())
    assert.ok(same((await openWith()).unwrap(wrapped, id), children[n]?.key ?? newKey()));
  assert.deepEqual(server.ids(), [made]);
  assert.throws(() => server.unwrap(first.wrapped, first.id), refused("crypto.master_unknown"));
});

test("a change of suite wraps anew with the same master, and both open meanwhile", async () => {
  const [before, after] = [await openFor("aes-256-gcm"), await openFor("sm4-sm3")];
  const [key, child] = [newKey(), newId()];
  const wrapped = before.wrap(key, child);
  const again = after.rewrap(wrapped, child) ?? "";
  assert.notEqual(again, "");
  assert.equal(masterOf(again), masterOf(wrapped));
  for (const masters of [before, after])
    for (const text of [wrapped, again]) assert.ok(same(masters.unwrap(text, child), key));
  assert.equal(after.rewrap(again, child), undefined);
  assert.throws(() => after.rewrap(wrapped, newId()), refused("crypto.damaged"));
});

test("keys of the environment come first and make no file; the file's still open what they wrapped", async () => {
  const [one, two] = [hex(), hex()];
  const given = await openWith({ env: env(`${one},${two}`) });
  assert.deepEqual(await readdir(folder), []);
  assert.equal(given.ids().length, 2);
  assert.throws(() => given.addMaster(), refused("crypto.master_elsewhere"));

  const filed = await openWith();
  const [key, child] = [newKey(), newId()];
  const wrapped = filed.wrap(key, child);
  const moving = await openWith({ env: env(one) });
  assert.deepEqual(moving.ids(), [given.current(), filed.current()]);
  const moved = moving.rewrap(wrapped, child) ?? "";
  moving.dropMaster(filed.current());
  assert.ok(!(await readdir(folder)).includes("master.key"));
  assert.ok(same((await openWith({ env: env(one), mayMake: false })).unwrap(moved, child), key));
  // and in turn, the other key first: the older one behind it still opens
  assert.ok(same((await openWith({ env: env(`${two}\n${one}`) })).unwrap(moved, child), key));
});

test("the same key from two sources counts once", async () => {
  const masters = await openWith();
  const text = (await readFile(join(folder, "master.key"), "utf8")).trim();
  assert.deepEqual((await openWith({ env: env(`${text},${text}`) })).ids(), masters.ids());
});

test("no key is made where the database holds wrapped keys already", async () => {
  await assert.rejects(openWith({ mayMake: false }), refused("crypto.master_missing"));
  assert.deepEqual(await readdir(folder), []);
  const masters = await openWith();
  assert.equal((await openWith({ mayMake: false })).current(), masters.current());
});

test("a file that disappears takes nothing from who runs; one that was spoilt is refused aloud", async () => {
  const masters = await openWith();
  const [key, child] = [newKey(), newId()];
  const wrapped = masters.wrap(key, child);
  await rm(join(folder, "master.key"));
  assert.ok(same(masters.unwrap(masters.wrap(key, child), child), key));
  await writeFile(join(folder, "master.key"), "spoilt", { mode: 0o600 });
  assert.throws(() => masters.wrap(key, child), refused("crypto.master_malformed"));
  assert.ok(same(masters.unwrap(wrapped, child), key));
});

test("a command gives the keys; before those of the environment", async () => {
  const [one, two] = [hex(), hex()];
  const program = join(folder, "kms.mjs");
  await writeFile(program, `console.log("${one}")`);
  const command = JSON.stringify([process.execPath, program]);
  const masters = await openWith({ env: { ...process.env, ...env(two, command) }, limitMs: 20_000 });
  assert.deepEqual(masters.ids(), (await openWith({ env: env(`${one},${two}`) })).ids());
  assert.deepEqual(await readdir(folder), ["kms.mjs"]);
});

test("a source that was named and gives nothing, or rubbish, never ends in a new key", async () => {
  const program = join(folder, "kms.mjs");
  const command = JSON.stringify([process.execPath, program]);
  for (const code of ["", `console.log("")`, `console.log("<html>502</html>")`, `console.log("${"00".repeat(32)}")`]) {
    await writeFile(program, code);
    const opened = openWith({ env: { ...process.env, ...env("", command) }, limitMs: 20_000 });
    await assert.rejects(opened, refused("crypto.master_malformed", "crypto.master_weak"), code);
  }
  for (const text of [" ", ",", "abc", hex().slice(1)])
    await assert.rejects(openWith({ env: env(text) }), refused("crypto.master_malformed"), text);
  assert.deepEqual(await readdir(folder), ["kms.mjs"]);
});
