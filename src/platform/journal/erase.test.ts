import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type pg from "pg";
import * as registry from "#capabilities/registry/index.ts";
import * as task from "#capabilities/task/index.ts";
import { newId } from "#kernel/id.ts";
import { inScope } from "#platform/db/scope.ts";
import { type Cast, cast, leftBehind, places } from "../../../test/cast.ts";
import { asRole } from "../../../test/database.ts";
import { dumpViews } from "../../../test/views.ts";
import { erase, erasedKind } from "./erase.ts";
import { rebuild } from "./rebuild.ts";
import { verify } from "./verify.ts";

/* Erasing a child's key: nothing can be read any more, the chain still verifies, and nobody else is touched. */

let people: Cast;
before(async () => {
  people = await cast();
});
after(() => people.close());

const world = () => ({ ...people.tonghu.ground, journal: people.tonghu.journal });
const registered = async (name: string): Promise<string> => {
  const childId = newId();
  // a carer who is found unable: doubted at once, and on that list
  const facts = { ...leftBehind, name, "guardian.phone": "13812345678", "carer.capacity": "disabled_elder" };
  const command = { id: newId(), childId, area: places.eastVillage, source: "registration" as const, facts };
  await registry.register(world(), people.eastDirector, command);
  const problem = { id: newId(), title: `${name}的屋顶漏水`, solution: "修", owner: "" };
  await task.open(world(), people.eastDirector, childId, problem);
  return childId;
};
const erasing = () => ({
  owner: people.database.db.owner,
  machine: people.tonghu.machine,
  projections: people.tonghu.projections,
  clock: people.clock,
});
const ask = (subjectId: string) => ({ actor: people.county, commandId: newId(), subjectId, reason: "retention" });
const verdict = async (owner: pg.Pool) => {
  const client = await owner.connect();
  return verify(client, people.tonghu.machine).finally(() => client.release());
};

test("an erased file is nowhere, its chain verifies with its last word, and the others stay", async () => {
  const { owner, pool } = people.database.db;
  const [gone, stays] = [await registered("被删除童"), await registered("留下童")];
  assert.equal(await erase(erasing(), ask(gone)), true);
  assert.equal(await erase(erasing(), ask(gone)), false, "a second time there is nothing left");

  const found = await inScope(pool, people.county.scope, (db) => people.tonghu.journal.find(db, [gone, stays]));
  const [was, is] = [found.get(gone), found.get(stays)];
  assert.ok(was && is);
  assert.equal(registry.fileOf(was).status, "none");
  assert.equal(registry.fileOf(is).facts["name"]?.value, "留下童");
  const views = await dumpViews(owner, people.tonghu.machine);
  const nobodys = people.tonghu.projections.flatMap((one) => one.nobodys ?? []);
  for (const [table, rows] of Object.entries(views)) {
    const mine = rows.filter((row) => row.includes(gone));
    assert.equal(mine.length, table === "journal_snapshot" ? 1 : 0, table);
    // neither was visited, closed, asked for by a guardian, spoken of by a list, referred or in danger
    const empty = ["visit_record", "retention_file", "rights_request", "anomaly_item", "referral_item", "recognition_item", "concern_item", "bulletin_told", "declaration_item", "conference_item", "conference_invited", "conference_decision"].includes(table); // prettier-ignore
    assert.ok(empty || nobodys.includes(table) || rows.some((row) => row.includes(stays)), table);
  }
  const { rows } = await owner.query("select kind, body, sealed from entry where subject_id = $1 order by seq", [gone]);
  assert.deepEqual([rows.at(-1)?.kind, rows.at(-1)?.body], [erasedKind, { reason: "retention" }]);
  assert.ok(rows.length >= 3 && rows.slice(0, -1).every((row) => row.sealed !== null));
  assert.deepEqual((await verdict(owner)).faults, []);

  await rebuild(owner, people.tonghu.machine, people.tonghu.projections);
  assert.deepEqual(await dumpViews(owner, people.tonghu.machine), views);
  assert.deepEqual((await verdict(owner)).faults, []);
});

test("nobody writes into an erased file, and the same child may be registered anew", async () => {
  const gone = await registered("回来童");
  await erase(erasing(), ask(gone));
  const change = { id: newId(), source: "visit" as const, facts: { "school.name": "某校" } };
  await assert.rejects(registry.record(world(), people.eastDirector, gone, change), { code: "registry.not_found" });
  await registered("回来童");
});

test("the application's role can neither destroy a key nor replace one", async () => {
  const childId = await registered("守住童");
  for (const attempt of [
    "update journal_key set wrapped = null, erased_at = now()",
    "update journal_key set wrapped = 'x'",
    "delete from journal_key",
    "truncate journal_key",
  ]) {
    await assert.rejects(asRole(people.database.db.pool, attempt), /permission denied/, attempt);
  }
  const seen = await inScope(people.database.db.pool, people.southDirector.scope, (db) =>
    db.query("select 1 from journal_key where subject_id = $1", [childId]),
  );
  assert.equal(seen.rowCount, 0);
});

test("a file that is not there cannot be erased", async () => {
  await assert.rejects(erase(erasing(), ask(newId())), { code: "journal.not_found" });
});
