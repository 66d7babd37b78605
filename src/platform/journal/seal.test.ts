import assert from "node:assert/strict";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import * as registry from "#capabilities/registry/index.ts";
import { newId } from "#kernel/id.ts";
import { isProblem } from "#kernel/problem.ts";
import { type Cast, cast, leftBehind, places } from "../../../test/cast.ts";
import { compareWithSeal, writeSeal } from "./seal.ts";

let people: Cast;
let folder: string;
let file: string;
const children: string[] = [];

before(async () => {
  people = await cast();
  folder = await mkdtemp(join(tmpdir(), "tonghu-seal-"));
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
const compare = async () => {
  const owner = await people.database.db.owner.connect();
  return compareWithSeal(owner, file).finally(() => owner.release());
};

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

test("a seal that was touched is no seal", async () => {
  const text = await readFile(file, "utf8");
  await writeFile(file, text.replace(/ 2 /, " 1 "));
  await assert.rejects(compare(), (thrown) => isProblem(thrown) && thrown.code === "seal.broken");
  await writeFile(file, text.split("\n").slice(1).join("\n"));
  await assert.rejects(compare(), (thrown) => isProblem(thrown) && thrown.code === "seal.broken");
});
