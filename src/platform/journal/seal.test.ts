import assert from "node:assert/strict";
import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import * as registry from "#capabilities/registry/index.ts";
import { newId } from "#kernel/id.ts";
import { isProblem } from "#kernel/problem.ts";
import { type Cast, cast, leftBehind, places } from "../../../test/cast.ts";
import { ownFolder } from "../../../test/folder.ts";
import { compareWithSeal, writeSeal } from "./seal.ts";
import { ownPublicKey, readPublicKey } from "./sealKey.ts";

let people: Cast;
let folder: string;
let file: string;
const children: string[] = [];

before(async () => {
  people = await cast();
  folder = ownFolder("seal");
  file = join(folder, "heads.txt");
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  for (const name of ["封一", "封二", "封三"]) {
    const childId = newId();
    children.push(childId);
    await registry.register(world, people.eastDirector, {
      id: newId(),
      childId,
      area: places.eastVillage,
      source: "registration",
      facts: { ...leftBehind, name },
    });
  }
  await seal();
});
after(() => people.close());

const seal = async () => {
  const owner = await people.database.db.owner.connect();
  return writeSeal(owner, file, folder, "2024-07-01T02:00:00.000Z").finally(() => owner.release());
};
const compare = async (trusted = ownPublicKey(folder), from = file) => {
  const owner = await people.database.db.owner.connect();
  return compareWithSeal(owner, from, trusted).finally(() => owner.release());
};
const refused = (code: string) => (thrown: unknown) => isProblem(thrown) && thrown.code === code;

test("what was sealed is there, and may grow", async () => {
  assert.deepEqual((await compare()).faults, []);
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  await registry.record(world, people.eastDirector, children[0] ?? "", {
    id: newId(),
    source: "visit",
    facts: { "school.name": "一小" },
  });
  const { faults, subjects } = await compare();
  assert.deepEqual([faults, subjects], [[], 3]);
});

test("a file removed without a trace, snapshot and all, is named by the seal", async () => {
  const { owner } = people.database.db;
  await owner.query("delete from entry where subject_id = $1", [children[1]]);
  await owner.query("delete from journal_snapshot where subject_id = $1", [children[1]]);
  assert.deepEqual((await compare()).faults, [{ subjectId: children[1], seq: 2, what: "tail" }]);
});

test("a seal that somebody else signed, of whatever the journal holds now, is not trusted", async () => {
  const forger = ownFolder("forger");
  const forged = join(forger, "heads.txt");
  const owner = await people.database.db.owner.connect();
  await writeSeal(owner, forged, forger, "2024-07-01T02:00:00.000Z").finally(() => owner.release());
  await assert.rejects(compare(ownPublicKey(folder), forged), refused("seal.untrusted"));
  assert.deepEqual((await compare(ownPublicKey(forger), forged)).faults, []);
  const text = await readFile(forged, "utf8");
  await writeFile(forged, text.replace(ownPublicKey(forger), ownPublicKey(folder)));
  await assert.rejects(compare(ownPublicKey(folder), forged), refused("seal.broken"));
});

test("the trusted key comes as base64, as a file of it, or as PEM", async () => {
  const own = ownPublicKey(folder);
  const pem = createPublicKey({ key: Buffer.from(own, "base64"), type: "spki", format: "der" });
  await writeFile(join(folder, "line.pub"), `${own}\n`);
  await writeFile(join(folder, "pem.pub"), pem.export({ type: "spki", format: "pem" }));
  for (const given of [own, join(folder, "line.pub"), join(folder, "pem.pub")]) assert.equal(readPublicKey(given), own);
  const other = generateKeyPairSync("x25519").publicKey.export({ type: "spki", format: "der" }).toString("base64");
  for (const given of ["", "abc", folder, file, "A".repeat(10_000), other])
    assert.throws(() => readPublicKey(given), refused("seal.key_malformed"), given.slice(0, 20));
  assert.throws(() => ownPublicKey(join(folder, "elsewhere")), refused("seal.no_key"));
});

test("a seal that is not there, or cannot be written, is a refusal", async () => {
  await assert.rejects(compare(undefined, join(folder, "none.txt")), refused("seal.unreadable"));
  await assert.rejects(compare(undefined, folder), refused("seal.unreadable"));
  const owner = await people.database.db.owner.connect();
  const nowhere = join(folder, "none", "heads.txt");
  await assert.rejects(writeSeal(owner, nowhere, folder, "2024-07-01T02:00:00.000Z"), refused("seal.unwritable"));
  owner.release();
});

test("what is no seal at all is refused before the database sees it", async () => {
  const whole = await readFile(file, "utf8");
  const foot = whole.trimEnd().split("\n").at(-1) ?? "";
  const texts = ["", "\n", "x", "{", "{}", "null", '{"at":1}', "a b c\n", `${"z".repeat(36)} 1 ${"0".repeat(64)}\n${foot}`, `${newId()} 99999999999 ${"0".repeat(64)}\n${foot}`, foot, `${whole}${whole}`, `${whole}x`, whole.replace('"subjects":3', '"subjects":"3"'), whole.replace(/"signature":"[^"]*"/, '"signature":"AAAA"'), "\u0000\u0001\n".repeat(3000)]; // prettier-ignore
  for (const text of texts) {
    await writeFile(join(folder, "no.txt"), text);
    await assert.rejects(compare(undefined, join(folder, "no.txt")), refused("seal.broken"), text.slice(0, 40));
  }
});

test("a seal that was touched is no seal", async () => {
  const text = await readFile(file, "utf8");
  await writeFile(file, text.replace(/ 2 /, " 1 "));
  await assert.rejects(compare(), refused("seal.broken"));
  await writeFile(file, text.split("\n").slice(1).join("\n"));
  await assert.rejects(compare(), refused("seal.broken"));
});
