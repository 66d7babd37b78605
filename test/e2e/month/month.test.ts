import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { build } from "vite";
import { defaultFolder } from "#capabilities/policy/index.ts";
import { newId } from "#kernel/id.ts";
import { verify } from "#platform/journal/verify.ts";
import { languages } from "../../../tools/language.ts";
import { compose, serverOf } from "../../../src/composition.ts";
import { mountWeb } from "../../../src/commands/web.ts";
import { enter, places } from "../../cast.ts";
import { openVillage, type VillageSite } from "../village.ts";
import { type BadNetwork, badNetwork, chancesOf } from "./badNetwork.ts";
import { comeIn, fillUp, heldOn, type Living, living, makeRoom, openMonth, pullOut, turn, unlock, unsentOn, type Visit, work } from "./phones.ts"; // prettier-ignore

/*
 * A month of two directors of one village without signal, then a bad network, pulled batteries, a policy of another
 * version, a newer program, and a director who is replaced in the middle: in the end each thing stands in the journal
 * once, under its own id, in the order of its phone. TONGHU_MONTH=full: 5,000 visits, 200 photos, 20 batteries.
 */

const sizes = {
  usual: { visits: 300, photos: 8, kills: 4, children: 6 },
  full: { visits: 5000, photos: 200, kills: 20, children: 60 },
};
const size = process.env["TONGHU_MONTH"] === "full" ? sizes.full : sizes.usual;
const DAYS = 30;
/** Clocks go wrong: two days ahead for a while, and two behind. */
const skewOn = (day: number): number => (day >= 10 && day < 15 ? 2 : day >= 20 && day < 25 ? -2 : 0);

let v: VillageSite;
let network: BadNetwork;
let renewed: FastifyInstance | undefined;
const chance = chancesOf(7);
const phones: Living[] = [];

before(async () => {
  v = await openVillage(async (base) => {
    network = await badNetwork(base, chance);
    return network.base;
  });
  const into = join(v.folder, "public");
  await build({ root: import.meta.dirname, base: "/public/", logLevel: "silent", plugins: [languages()], build: { outDir: into, emptyOutDir: true } });
}); // prettier-ignore
after(async () => {
  for (const { phone } of phones) await phone.close();
  await network?.close();
  await renewed?.close();
  await v?.close();
});

/** What a phone's owner means to do on a day, some of it with a photo. */
function planOf(name: string, children: readonly string[], day: number): Visit[] {
  const at = (share: number): number => Math.floor(((day + 1) * share) / DAYS) - Math.floor((day * share) / DAYS);
  const photos = at(size.photos / 2);
  return Array.from({ length: at(size.visits / 2) }, (_, n) => ({
    id: newId(),
    childId: children[(day * 7 + n) % children.length] ?? "",
    note: `${name} 第${day + 1}天 第${n + 1}次`,
    photo: n < photos,
  }));
}

async function aMonth(one: Living, children: readonly string[]): Promise<void> {
  await openMonth(one, network.base);
  await one.phone.context().setOffline(true);
  for (let day = 0; day < DAYS; day += 1) {
    await turn(one.phone.page(), day + skewOn(day));
    const plan = planOf(one.name, children, day);
    if (day === 12) {
      await fillUp(one.phone.page());
      await assert.rejects(work(one, plan), /phone\.full|QuotaExceeded/);
      await makeRoom(one.phone.page());
    }
    await work(one, plan);
  }
}

let kills = 0;

/** How many batteries should have been pulled out by now, evenly over what is to be sent. */
const due = (killed: number, most: number, share: number): number => killed + Math.ceil((most - killed) * share);

/** Meets the server again and again until so few are left; now and then the battery is pulled out in the middle. */
async function meetUntil(one: Living, left: number, most: number): Promise<void> {
  const [from, killed] = [await unsentOn(one), kills];
  await one.phone.context().setOffline(false);
  for (let turns = 0; turns < 4000; turns += 1) {
    const page = one.phone.page();
    const unsent = await unsentOn(one);
    const button = page.getByRole("button", { name: /现在就联系一次/ });
    if (unsent > left) await button.click({ timeout: 500 }).catch(() => undefined); // one is under way
    await page.waitForTimeout(20 + chance() * 200);
    // a phone that met the server by itself meanwhile has nothing left to send: its battery is pulled out all the same
    const share = from > left ? (from - unsent) / (from - left) : 1;
    if (kills < Math.min(most, due(killed, most, share))) {
      kills += 1;
      await pullOut(one, network.base);
    } else if (unsent <= left) break;
  }
  assert.ok((await unsentOn(one)) <= left, `${one.name}: ${await unsentOn(one)} are left`);
}

/** What has arrived is shown by its command until its file has come: then the command goes too. */
async function learnt(one: Living): Promise<void> {
  for (let turns = 0; turns < 120 && ((await heldOn(one))["outbox"] ?? 0) > 0; turns += 1) {
    await one.phone.page().getByRole("button", { name: /现在就联系一次/ }).click({ timeout: 500 }).catch(() => undefined);
    await one.phone.page().waitForTimeout(500);
  }
} // prettier-ignore

/** The same policy in its next version, read by a server that is started anew over the same database. */
async function nextPolicy(): Promise<void> {
  const policies = join(v.folder, "policies");
  cpSync(defaultFolder, policies, { recursive: true });
  const pack = join(policies, "puning", "pack.yaml");
  writeFileSync(pack, readFileSync(pack, "utf8").replace(/^version: 1$/m, "version: 2"));
  const tonghu = await compose({ ...v.people.tonghu.ground, policyFolder: policies });
  renewed = await serverOf(tonghu, join(v.folder, "uploads"), "silent");
  await mountWeb(renewed, v.folder);
  network.upstream = await renewed.listen({ port: 0, host: "127.0.0.1" });
  await v.app.close();
}

/** A newer program is published; the person takes it in the middle of their work. */
async function nextProgram(one: Living): Promise<void> {
  const file = join(v.folder, "phone", "sw.js");
  const worker = readFileSync(file, "utf8");
  const newer = worker.replace(/(version[`"']?:\s*[`"'])([0-9a-f]{16})/, "$1ffffffffffffffff");
  assert.notEqual(newer, worker);
  writeFileSync(file, newer);
  const page = one.phone.page();
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  await page.getByText("有新版本").click();
  await page.getByLabel(/请输入6位密码/).waitFor();
  await unlock(one, network.base);
  const caches = await page.evaluate(async () => globalThis.caches.keys());
  assert.deepEqual(caches, ["tonghu-phone-ffffffffffffffff"]);
}

/** The village goes to the other one alone; what this phone still held is kept aside, and taken into the files. */
async function replaced(one: Living): Promise<number> {
  await v.people.database.db.owner.query(
    `with over as (update account_post o set to_day = '2024-07-31', side = null
       from account_person p where p.id = o.person_id and p.name = $1 returning o.id)
     delete from account_session s using over where s.post_id = over.id`,
    [one.name],
  );
  const page = one.phone.page();
  const gone = page.getByText("您不再负责这个村");
  for (let turns = 0; turns < 60 && !(await gone.isVisible()); turns += 1) {
    await page.reload(); // locked: whoever has it now needs no PIN for this
    await gone.waitFor({ timeout: 30_000 }).catch(() => undefined);
  }
  assert.equal(await v.databasesOn(page), 0, "nothing stays on a phone whose work is over");
  const heir = await enter(v.people, renewed ?? v.app, "director", places.eastVillage);
  let taken = 0;
  for (;;) {
    const lines = (await heir.get("/api/sync/salvaged")).body as { id: string }[];
    if (lines.length === 0) return taken;
    // one by one: the photos of a visit are taken with it
    const answer = await heir.post(`/api/sync/salvaged/${lines[0]?.id}/take`, {});
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    taken += 1;
  }
} // prettier-ignore

interface Stored {
  readonly id: string;
  readonly subject_id: string;
}

async function requireAll(one: Living, visits: readonly Stored[]): Promise<void> {
  const mine = new Map(one.visits.map((visit) => [visit.id, visit]));
  const stored = visits.filter(({ id }) => mine.has(id));
  assert.equal(stored.length, one.visits.length, `${one.name}: each visit once`);
  for (const { id, subject_id: child } of stored) assert.equal(mine.get(id)?.childId, child);
}

test("a month without signal, and whatever may happen afterwards: each thing once, nothing unsent, nothing torn", async (t) => {
  const began = performance.now();
  const minutes = (): string => `${((performance.now() - began) / 60_000).toFixed(1)} min`;
  const supervisor = await enter(v.people, v.app, "supervisor", places.east);
  const children: string[] = [];
  for (let n = 0; n < size.children; n += 1) children.push((await v.child()).id);
  const [a, b] = [await living(v, supervisor, "主任钱"), await living(v, supervisor, "主任孙")];
  phones.push(a, b);
  for (const one of phones) await aMonth(one, children);
  t.diagnostic(`${a.visits.length + b.visits.length} visits, ${a.photos.length + b.photos.length} photos kept without signal after ${minutes()}`);

  v.people.clock.set("2024-07-31T02:00:00.000Z");
  for (const one of phones) {
    await one.phone.context().setOffline(true);
    await unlock(one, network.base);
    assert.equal(await unsentOn(one), one.visits.length + one.photos.length);
  }
  network.bad = true;
  const [half, third] = [(await unsentOn(b)) / 2, (await unsentOn(a)) / 3];
  await b.phone.context().setOffline(false);
  await comeIn(b, network.base);
  await meetUntil(b, half, Math.ceil(size.kills / 3));
  await b.phone.context().setOffline(true);
  await nextPolicy();
  await a.phone.context().setOffline(false);
  await comeIn(a, network.base);
  await meetUntil(a, 2 * third, Math.ceil((size.kills * 2) / 3));
  await nextProgram(a);
  await meetUntil(a, third, size.kills);
  await b.phone.context().setOffline(false);
  const salvaged = await replaced(b);
  await meetUntil(a, 0, size.kills);
  network.bad = false;
  await learnt(a);
  t.diagnostic(`all of it on the server after ${minutes()}: ${kills} batteries, ${salvaged} from the phone whose village was given to another, calls ${JSON.stringify(network.done)}`);

  assert.equal(kills, size.kills);
  assert.ok(salvaged > 0);
  assert.deepEqual(await heldOn(a), { outbox: 0, files: 0 });
  const { owner } = v.people.database.db;
  const { rows: visits } = await owner.query<Stored>("select id, subject_id from entry where kind = 'visit.recorded' order by subject_id, seq"); // prettier-ignore
  assert.equal(visits.length, size.visits);
  for (const one of phones) await requireAll(one, visits);
  for (const child of children) {
    const mine = visits.filter((one) => one.subject_id === child).map(({ id }) => id).filter((id) => a.visits.some((one) => one.id === id));
    assert.deepEqual(mine, a.visits.filter(({ childId }) => childId === child).map(({ id }) => id), "in the order of their phone");
  }
  const { rows: pictures } = await owner.query<{ id: string }>("select f.id from attachment_file f join entry e on e.id = f.id and e.kind = 'attachment.added'"); // prettier-ignore
  assert.deepEqual(new Set(pictures.map(({ id }) => id)), new Set([...a.photos, ...b.photos]));
  assert.equal(pictures.length, size.photos);
  const verdict = await verify(owner, v.people.tonghu.machine);
  assert.deepEqual(verdict.faults, []);
  t.diagnostic(`${verdict.entries} entries of ${verdict.subjects} chains verified after ${minutes()}`);
}); // prettier-ignore
