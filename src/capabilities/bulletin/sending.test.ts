import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import type { Actor } from "#kernel/actor.ts";
import { newId } from "#kernel/id.ts";
import { subtree } from "#kernel/scope.ts";
import * as registry from "#capabilities/registry/index.ts";
import { inScope } from "#platform/db/scope.ts";
import { eraseOf } from "../../erasing.ts";
import { type Cast, cast, leftBehind, places } from "../../../test/cast.ts";
import { check, compose, drop, goOn, sendBack, submit, urge, withdraw } from "./actions.ts";
import { openInbox, told } from "./inbox.ts";
import { opened } from "./reading.ts";
import { ofToday } from "./today.ts";
import { holds } from "./workbook.ts";
import type { BulletinWorld } from "./world.ts";

/* What a sending leaves where it is cut across: by an erasure, a withdrawal, a move, an id that was used. */

const wanted = { item: "mass-organisations", department: "women_federation" } as const;
const reason = "密密（示例第一小学）须协助";
let people: Cast;
let world: BulletinWorld;
let second: Actor;
let women: Actor;

before(async () => {
  people = await cast();
  const { ground, journal, policyFor } = people.tonghu;
  world = { ...ground, journal, policyFor };
  second = { ...people.county, personId: newId(), name: "县级林" };
  const scope = { ...subtree(places.county), department: "women_federation" } as const;
  women = {
    ...people.county,
    personId: newId(),
    name: "妇联",
    post: "department",
    department: "women_federation",
    scope,
  };
});
after(() => people.close());

const once = () => ({ id: newId() });
const ended = (said = "写错了") => ({ id: newId(), reason: said });

async function registered(name: string): Promise<string> {
  const childId = newId();
  const facts = { ...leftBehind, name, "guardian.name": `祖母${childId.slice(-8)}`, "school.state": "dropout" } as const;
  await registry.register(world, people.eastDirector, { id: newId(), childId, area: places.eastVillage, source: "registration", facts });
  return childId;
} // prettier-ignore

async function urged(childId: string, id = newId()): Promise<string> {
  const { seq } = await registry.findFile(world, people.county, childId);
  await urge(world, people.county, childId, { ...wanted, id, reason, seq });
  return id;
}

const sendUrgent = async (childId: string): Promise<string> => {
  const id = await urged(childId);
  await check(world, second, id, once());
  return id;
};

const standing = async (listId: string): Promise<number> => {
  const { rows } = await people.database.db.owner.query("select 1 from bulletin_told where list_id = $1 and recalled_on is null", [listId]); // prettier-ignore
  return rows.length;
};

const unknown = { code: "bulletin.unknown" };

test("with a child go the urgent lists about it, whatever became of them: no reason names it any more", async () => {
  const child = await registered("密密");
  const sent = await sendUrgent(child);
  const returned = await urged(child);
  await sendBack(world, second, returned, ended());
  const dropped = await urged(child);
  await drop(world, people.county, dropped, ended());
  const waiting = await urged(child);
  assert.equal((await openInbox(world, women, sent)).reason, reason);
  await eraseOf(people.tonghu)?.(child, people.county);
  await assert.rejects(openInbox(world, women, sent), unknown);
  for (const id of [sent, returned, dropped, waiting]) await assert.rejects(opened(world, people.county, id), unknown);
  const { check: waits, unreceived } = await ofToday(world, second);
  assert.deepEqual([waits, unreceived], [0, 0], "what is gone waits for nobody");
});

test("why an urgent one was sent is not told to its department any more once it is withdrawn", async () => {
  const id = await sendUrgent(await registered("乐乐"));
  await withdraw(world, people.county, id, ended("发错部门"));
  const shown = await openInbox(world, women, id);
  assert.deepEqual([shown.stage, shown.reason, shown.withdrawn], ["withdrawn", "", "发错部门"]);
  assert.ok(!JSON.stringify(shown).includes("密密"));
  assert.equal((await opened(world, people.county, id)).reason, reason, "its own office knows why");
});

test("a list whose id was used in the ledger of givings is seen by nobody", async () => {
  const used = await sendUrgent(await registered("一一"));
  const id = newId();
  await people.database.db.owner.query("insert into export_sending select $1, number || '-', area, person_id, person, post, session, purpose, department, recipient, fields, children, agreement, agreement_from, agreement_to, means, export_id, sha256, at from export_sending where id = $2", [id, used]); // prettier-ignore
  await urged(await registered("二二"), id);
  await assert.rejects(check(world, second, id, once()), { code: "journal.id_reused" });
  await assert.rejects(openInbox(world, women, id), unknown);
  await withdraw(world, second, id, ended());
  assert.equal(await standing(id), 0);
});

/** A list for many, ready to be checked. */
async function proposed(): Promise<string> {
  const id = newId();
  await compose(world, people.county, { id, ...wanted });
  await submit(world, people.county, id, once());
  return id;
}

/** Until the withdrawal waits for somebody's lock, or is through. */
async function heldUp(done: () => boolean): Promise<void> {
  for (;;) {
    const { rows } = await people.database.db.owner.query("select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"); // prettier-ignore
    if (rows.length > 0 || done()) return;
    await wait(20);
  }
}

test("a list that is withdrawn while it is being sent leaves nobody told, at whichever moment that is", async () => {
  const child = await registered("丁丁");
  const during = async (moment: (ids: readonly string[], listId: string) => boolean, hold: boolean): Promise<void> => {
    const listId = await proposed();
    let withdrawing: Promise<unknown> | undefined;
    const cutting: BulletinWorld = { ...world, journal: { ...world.journal, find: async (db, ids) => {
      const found = await world.journal.find(db, ids);
      if (!withdrawing && moment(ids, listId)) {
        let through = false;
        withdrawing = withdraw(world, second, listId, ended()).finally(() => (through = true));
        await (hold ? heldUp(() => through) : withdrawing);
      }
      return found;
    } } }; // prettier-ignore
    await check(cutting, second, listId, once());
    assert.ok(withdrawing, "the moment came");
    await withdrawing;
    assert.equal(await standing(listId), 0);
    assert.equal((await opened(world, people.county, listId)).stage, "withdrawn");
    const { rows } = await people.database.db.owner.query("select 1 from bulletin_draft where list_id = $1", [listId]);
    assert.equal(rows.length, 0, "nothing that it proposed is kept");
  };
  await during((ids, listId) => ids[0] === listId, false);
  await during((ids) => ids.includes(child), true);
});

test("a withdrawal that was cut off stands on the page of the day until it is finished", async () => {
  const id = await sendUrgent(await registered("戊戊"));
  const broken: BulletinWorld = { ...world, journal: { ...world.journal, batch: () => Promise.reject(new Error("cut off")) } };
  await assert.rejects(withdraw(broken, second, id, ended()), /cut off/);
  assert.equal((await ofToday(world, second)).sending, 1);
  assert.ok((await opened(world, second, id)).may.includes("continue"));
  await goOn(world, second, id, once());
  assert.equal(await standing(id), 0);
  assert.deepEqual([(await ofToday(world, second)).sending, (await opened(world, second, id)).may], [0, []]);
}); // prettier-ignore

test("a child that left the county since is recalled as well, in its own area", async () => {
  const child = await registered("己己");
  const id = await sendUrgent(child);
  const wide: Actor = { ...people.county, post: "system", area: "0", scope: subtree("44") };
  // a county beside ours, after its pattern: the test's division holds one alone
  await people.database.db.owner.query(
    `insert into area_unit (code, name, level, parent, placeholder, source, valid_from, stem, initials)
    select '445224' || substr(code, 7), name, level, case when length(code) = 6 then parent else '445224' || substr(parent, 7) end, false, source, valid_from, stem, initials
    from area_unit where code = any($1) and valid_to is null on conflict do nothing`,
    [[places.county, places.east, places.eastVillage]],
  );
  const area = `445224${places.eastVillage.slice(6)}`;
  await registry.move(world, wide, child, { id: newId(), area, reason: "搬家" });
  await withdraw(world, people.county, id, ended());
  assert.equal(await standing(id), 0);
  const seen = await inScope(world.pool, subtree("44"), (db) => world.journal.find(db, [child]));
  assert.ok(JSON.stringify(seen.get(child)?.state["bulletin"]).includes("写错了"));
  const { lines } = await told(world, women, id, { limit: 50 });
  assert.ok(lines.every(({ name }) => name === ""));
}); // prettier-ignore

test("a workbook that was made before its list was withdrawn is not handed out any more; another one is", async () => {
  const [gone, stays] = [await sendUrgent(await registered("庚庚")), await sendUrgent(await registered("辛辛"))];
  const row = async (id: string) => ({ kind: "bulletin", area: places.county, name: `帮扶反馈表-${(await opened(world, second, id)).sentOn}-${id.slice(-6)}.xlsx` }) as const;
  const [lost, kept] = [await row(gone), await row(stays)];
  const held = (of: Parameters<typeof holds>[1]) => inScope(world.pool, women.scope, (db) => holds(db, of));
  assert.deepEqual([await held(lost), await held(kept)], [true, true]);
  await withdraw(world, second, gone, ended());
  assert.deepEqual([await held(lost), await held(kept)], [false, true]);
  assert.equal(await held({ kind: "caselist", area: places.county, name: "名单.xlsx" } as unknown as Parameters<typeof holds>[1]), true);
}); // prettier-ignore

test("a list that waits for its check is told to its composer, and by its age to the level above", async () => {
  const above: Actor = { ...people.county, personId: newId(), area: "4452", scope: subtree("4452") };
  const id = await urged(await registered("壬壬"));
  people.clock.set("2024-07-04T02:00:00.000Z");
  const { unchecked } = await ofToday(world, above);
  assert.deepEqual(unchecked.map(({ area, department, days }) => [area, department, days]), [[places.county, "women_federation", 3]]);
  const [own, other] = [await ofToday(world, people.county), await ofToday(world, second)];
  assert.deepEqual([own.submitted, own.check, own.unchecked, other.submitted, other.check], [1, 0, [], 0, 1]);
  await check(world, second, id, once());
  assert.deepEqual([(await ofToday(world, above)).unchecked, (await ofToday(world, people.county)).submitted], [[], 0]);
}); // prettier-ignore
