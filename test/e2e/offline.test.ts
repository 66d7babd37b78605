import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { newId } from "#kernel/id.ts";
import { holdNext } from "./heldCall.ts";
import { fine, seenOn } from "./seen.ts";
import { openVillage, type VillageSite } from "./village.ts";

/*
 * A director's phone without signal: a browser with a profile of its own, really offline, killed in the middle; the real
 * server on a real database behind it (trials 20 and 21).
 */

let v: VillageSite;
before(async () => {
  v = await openVillage();
});
after(() => v?.close());
afterEach(() => v.closePhone());

test("offline from a cold start: the village opens behind the PIN, a visit is kept, and goes out once on contact", async () => {
  const one = await v.child({ "guardian.phone": "13800138000" });
  const other = await v.child();
  const { context, page, restart } = await v.kept();
  await context().setOffline(true);
  await restart();
  await context().setOffline(true);
  await v.opened(page());
  assert.deepEqual(await seenOn(page()), fine);
  await page().getByRole("link", { name: "孩子们" }).click();
  await page().getByText(one.name).first().waitFor();
  await v.visit(page(), one.id, { note: "家里都好", found: "risk.dropout" });
  assert.match(await page().locator("main").innerText(), /可能变成[\s\S]*中高风险（黄色）[\s\S]*辍学/);
  assert.equal(await v.unsentOn(page()), 1);
  await page().getByRole("link", { name: "回到今天" }).click();
  assert.match(await page().locator("[data-group=feared]").innerText(), new RegExp(one.name));
  await page().goto(`${v.base}/phone/#/file/${one.id}`);
  await page().getByText("家里都好").waitFor();
  assert.match(await page().locator("main").innerText(), /13800138000/);
  await page().goto(`${v.base}/phone/#/unsent`);
  await page().getByRole("heading", { name: "1条没有送出" }).waitFor();
  assert.deepEqual(await seenOn(page()), fine);
  assert.equal((await v.visitsOf(one.id)).length, 0);

  await context().setOffline(false);
  await v.sent(page());
  assert.equal(await v.unsentOn(page()), 0);
  const stored = await v.visitsOf(one.id);
  assert.deepEqual(stored.map(({ body }) => [body["note"], body["day"]]), [["家里都好", "2024-07-01"]]); // prettier-ignore
  await page().goto(`${v.base}/phone/#/file/${one.id}`);
  await page().getByText("辍学儿童（疑似）").waitFor(); // the server's colour has come back by itself
  assert.equal((await v.visitsOf(other.id)).length, 0);
});

test("killed in the middle: what was saved is there, half a form too, and all of it arrives once", async () => {
  const [one, other] = [await v.child(), await v.child()];
  const { context, page, restart } = await v.kept();
  await context().setOffline(true);
  for (const note of ["第一次", "第二次", "第三次"]) await v.visit(page(), one.id, { note });
  await page().goto(`${v.base}/phone/#/visit/${other.id}/contact`);
  await page().getByLabel("想记下的话").fill("写到一半");
  await page().waitForTimeout(300);
  await restart();
  await context().setOffline(true);
  await v.opened(page());
  assert.equal(await v.unsentOn(page()), 3);
  await page().goto(`${v.base}/phone/#/visit/${other.id}/contact`);
  assert.equal(await page().getByLabel("想记下的话").inputValue(), "写到一半");

  await context().setOffline(false);
  for (let kill = 0; kill < 3; kill += 1) {
    await page()
      .getByRole("link", { name: /条还没有送出|没有连上|都送出了/ })
      .first()
      .click();
    await restart(); // while it sends
    await v.opened(page());
  }
  await v.sent(page());
  assert.deepEqual((await v.visitsOf(one.id)).map(({ body }) => body["note"]), ["第一次", "第二次", "第三次"]); // prettier-ignore
});

test("cut after the commit, a server that gives out, somebody else's page: never doubled, never taken for sent", async () => {
  const one = await v.child();
  const { page } = await v.kept();
  let calls = 0;
  await page().route("**/api/sync/batches", async (route) => {
    calls += 1;
    if (calls === 1) return route.fulfill({ status: 200, contentType: "text/html", body: "<h1>欢迎使用免费WiFi</h1>" });
    if (calls === 2) return route.fulfill({ status: 503, contentType: "application/problem+json", body: '{"code":"db.busy","detail":"系统正忙"}' }); // prettier-ignore
    await route.fetch();
    return route.abort("connectionreset");
  });
  await v.visit(page(), one.id, { note: "只有一次" });
  for (const call of [1, 2, 3]) {
    await page().waitForFunction((least) => (performance.getEntriesByType("resource").filter((entry) => entry.name.includes("/sync/batches")).length >= least), call); // prettier-ignore
    assert.equal(await v.unsentOn(page()), 1);
    if (call === 3) break;
    await page().goto(`${v.base}/phone/#/unsent`);
    await page().getByRole("button", { name: "现在就联系一次" }).click();
  }
  assert.equal((await v.visitsOf(one.id)).length, 1, "it had arrived");
  await page().unroute("**/api/sync/batches");
  await page().getByRole("button", { name: "现在就联系一次" }).click();
  await v.sent(page());
  assert.equal((await v.visitsOf(one.id)).length, 1);
});

test("what the server refuses stays in sight with its reason and a way on; the others go", async () => {
  const [closed, open] = [await v.child(), await v.child()];
  const { context, page } = await v.kept();
  await context().setOffline(true);
  // the day before: what was done until the day of its closing would be stored
  const now = v.people.clock.now();
  v.people.clock.set(new Date(now.getTime() - 86_400_000).toISOString());
  await v.county.post(`/api/registry/children/${closed.id}/close`, { id: newId(), reason: "moved_away" });
  v.people.clock.set(now.toISOString());
  await v.visit(page(), closed.id, { note: "白跑了" });
  await v.visit(page(), open.id);
  await context().setOffline(false);
  await page().getByText("1条没有办成").waitFor();
  await page().goto(`${v.base}/phone/#/unsent`);
  assert.match(await page().locator("[data-command=refused]").innerText(), /白跑了[\s\S]*该档案已经结案/);
  assert.equal((await v.visitsOf(open.id)).length, 1);
  assert.deepEqual(await seenOn(page()), fine);
  await v.county.post(`/api/registry/children/${closed.id}/reopen`, { id: newId(), reason: "弄错了" });
  await page().getByRole("button", { name: "再送一次" }).click();
  await v.sent(page());
  assert.equal((await v.visitsOf(closed.id)).length, 1);
});

test("what somebody else changed meanwhile comes back as a question with both values", async () => {
  const one = await v.child({ "school.state": "primary" });
  const { context, page } = await v.kept();
  await context().setOffline(true);
  await page().goto(`${v.base}/phone/#/visit/${one.id}/home_visit`);
  await page().getByRole("radio", { name: "都没有" }).click();
  await page().locator('[data-group="就学"]').getByRole("button", { name: "有变化" }).click();
  await page().locator('[data-key="school.state"]').getByRole("radio", { name: "初中" }).click();
  await page().getByRole("button", { name: "其余的和上次一样" }).click();
  await page().getByRole("button", { name: "保存" }).click();
  await page().getByText("存在手机里了").waitFor();
  await v.county.post(`/api/registry/children/${one.id}/facts`, { id: newId(), facts: { "school.state": "special" } });
  await context().setOffline(false);
  await page().getByText("1处和别人记的不一样").waitFor();
  await page().goto(`${v.base}/phone/#/unsent`);
  const card = page().locator("[data-question='school.state']");
  assert.match(await card.innerText(), /我问到的：初中[\s\S]*档案里的：特殊教育/);
  assert.deepEqual(await seenOn(page()), fine);
  await card.getByRole("button", { name: /我问到的/ }).click();
  await card.waitFor({ state: "detached" });
  await v.sent(page());
  const entries = await v.entriesOf(one.id);
  assert.deepEqual(entries.filter(({ kind }) => kind === "visit.recorded").map(({ body }) => body["disputed"]), [{ "school.state": "junior" }]); // prettier-ignore
  const last = entries.filter(({ kind }) => kind === "registry.facts_recorded").at(-1);
  assert.deepEqual(last?.body["facts"], { "school.state": "junior" });
});

test("a child registered without signal is there at once with its visit behind it; of one that has a file the visit goes into that", async () => {
  const number = "99900020171021001X";
  const known = await v.child({ idNumber: number, birthDate: "2017-10-21", sex: "male" });
  const { context, page } = await v.kept();
  await context().setOffline(true);
  const same = { typed: known.name, said: "已经登记了同名的孩子" };
  const childId = await v.register(page(), "田新来", "99900020180615004X", same);
  await v.visit(page(), childId, { note: "第一次上门" });
  const again = await v.register(page(), "田换名", number, { typed: "田换名", said: "已经有同一个身份证号的孩子" });
  await v.visit(page(), again, { note: "原来已经建档" });
  assert.equal(await v.unsentOn(page()), 4);
  await context().setOffline(false);
  await page().getByText("1条没有办成").waitFor();
  assert.deepEqual((await v.visitsOf(childId)).map(({ body }) => body["note"]), ["第一次上门"]); // prettier-ignore
  await page().goto(`${v.base}/phone/#/unsent`);
  await page().locator("[data-command=queued]", { hasText: "登记没有办成，这一条等着" }).waitFor();
  assert.deepEqual(await seenOn(page()), fine);
  await page()
    .getByRole("button", { name: `把1条记录记进${known.name}的档案` })
    .click();
  await v.sent(page());
  assert.deepEqual((await v.visitsOf(known.id)).map(({ body }) => body["note"]), ["原来已经建档"]); // prettier-ignore
});

test("a full day's outbox over a network that cuts a third of the calls: each thing once, none left", async () => {
  const day = await Promise.all(Array.from({ length: 12 }, () => v.child()));
  const { context, page } = await v.kept();
  let calls = 0;
  let isOnline = false; // stands for certain before the page goes online
  await page().route("**/api/sync/batches", async (route) => {
    if (!isOnline) return route.abort("internetdisconnected");
    calls += 1;
    if (calls % 3 === 1) return route.abort("connectionreset");
    const answer = await route.fetch();
    return calls % 3 === 2 ? route.abort("connectionreset") : route.fulfill({ response: answer });
  });
  await context().setOffline(true);
  for (const { id, name } of day) await v.visit(page(), id, { note: `看过${name}` });
  assert.equal(await v.unsentOn(page()), 12);
  isOnline = true;
  await context().setOffline(false);
  await page().goto(`${v.base}/phone/#/unsent`);
  for (let turn = 0; turn < 8 && (await v.unsentOn(page())) > 0; turn += 1) {
    await page().getByRole("button", { name: "现在就联系一次" }).click();
    await page().waitForTimeout(500);
  }
  await v.sent(page());
  assert.ok(calls >= 3, `${calls} calls`);
  for (const { id, name } of day) assert.deepEqual((await v.visitsOf(id)).map(({ body }) => body["note"]), [`看过${name}`]); // prettier-ignore
});

test("a visit that is saved while a batch is lost takes nothing back under way: both go out at the next contact", async () => {
  const [one, other] = [await v.child(), await v.child()];
  const { context, page } = await v.kept();
  const sending = await holdNext(page(), "**/api/sync/batches");
  await context().setOffline(true);
  await v.visit(page(), one.id, { note: "正在送的" });
  sending.arm();
  await context().setOffline(false);
  await sending.left;
  await page().goto(`${v.base}/phone/#/visit/${other.id}/home_visit`);
  await page().getByRole("radio", { name: "都没有" }).click();
  await page().getByRole("button", { name: "都和上次一样" }).click();
  await page().evaluate(() => {
    // a pair of keys is made for each command that is kept: there the slow phone stands still
    const making = crypto.subtle.generateKey.bind(crypto.subtle) as (...given: unknown[]) => Promise<unknown>;
    const on = new Promise<void>((resolve) => Object.assign(globalThis, { goOn: resolve }));
    Object.assign(crypto.subtle, { generateKey: (...given: unknown[]) => on.then(() => making(...given)) });
  });
  await page().getByRole("button", { name: "保存" }).click();
  const isLost = page().waitForEvent("requestfailed");
  await sending.end("abort");
  await isLost;
  await page().waitForTimeout(200);
  await page().evaluate(() => (globalThis as unknown as { goOn(): void }).goOn());
  await page().getByText("存在手机里了").waitFor();
  await page().goto(`${v.base}/phone/#/unsent`);
  await page().getByRole("button", { name: "现在就联系一次" }).click();
  await v.sent(page());
  for (const { id } of [one, other]) assert.equal((await v.visitsOf(id)).length, 1);
});

test("one place of the store that does not open any more locks up nothing else, and is told", async () => {
  const [one, other] = [await v.child(), await v.child()];
  const { context, page, restart } = await v.kept();
  await context().setOffline(true);
  for (const { id } of [one, other]) await v.visit(page(), id);
  await page().evaluate(async () => {
    const asked = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve) => request.addEventListener("success", () => resolve(request.result)));
    const database = await asked(indexedDB.open("tonghu.phone"));
    const writing = database.transaction("outbox", "readwrite", { durability: "strict" });
    // what is not on the disk by then is not lost with the phone, it has never been there
    const written = new Promise((resolve) => writing.addEventListener("complete", resolve));
    const store = writing.objectStore("outbox");
    const [key] = await asked(store.getAllKeys());
    const row = (await asked(store.get(key ?? ""))) as { sealed: { data: ArrayBuffer } };
    const bytes = new Uint8Array(row.sealed.data);
    bytes.set([(bytes[9] ?? 0) ^ 1], 9);
    await asked(store.put(row, key ?? ""));
    await written;
  });
  await restart();
  await v.opened(page());
  await page().getByText("1条打不开了").waitFor();
  await page().goto(`${v.base}/phone/#/unsent`);
  await page().getByText("另有1条打不开了，还存在这部手机里").waitFor();
  assert.deepEqual(await seenOn(page()), fine);
  await page().getByRole("button", { name: "现在就联系一次" }).click();
  await page().locator("[data-unsent='0']").waitFor();
  const arrived = [await v.visitsOf(one.id), await v.visitsOf(other.id)];
  assert.equal(arrived.flat().length, 1, "the other one goes out");
});

test("a full phone keeps nothing and says so: the form stays, and is saved when there is room", async () => {
  const one = await v.child();
  const { context, page } = await v.kept();
  await context().setOffline(true);
  await page().goto(`${v.base}/phone/#/visit/${one.id}/contact`);
  await page().getByRole("radio", { name: "都没有" }).click();
  await page().getByRole("button", { name: "都和上次一样" }).click();
  await page().getByLabel("想记下的话").fill("存不下的时候");
  await page().evaluate(() => {
    // oxlint-disable-next-line typescript/unbound-method -- put back as it was, and called by its own object
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
    Object.assign(globalThis, { makeRoom: () => Object.assign(IDBObjectStore.prototype, { put }) });
  });
  await page().getByRole("button", { name: "保存" }).click();
  await page().getByText("没有存下。手机存满了").waitFor();
  assert.equal(await v.unsentOn(page()), 0);
  await page().evaluate(() => (globalThis as unknown as { makeRoom(): void }).makeRoom());
  assert.equal(await page().getByLabel("想记下的话").inputValue(), "存不下的时候");
  await page().getByRole("button", { name: "保存" }).click();
  await page().getByText("存在手机里了").waitFor();
  assert.equal(await v.unsentOn(page()), 1);
  await context().setOffline(false);
  await v.sent(page());
  assert.deepEqual((await v.visitsOf(one.id)).map(({ body }) => body["note"]), ["存不下的时候"]); // prettier-ignore
});
