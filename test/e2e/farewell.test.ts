import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { enter, places } from "../cast.ts";
import { holdNext } from "./heldCall.ts";
import { fine, seenOn } from "./seen.ts";
import { openVillage, PIN, type VillageSite } from "./village.ts";

/* A phone that is lost, found, or whose PIN is forgotten: nothing can be read, and nothing is lost (trial 22). */

let v: VillageSite;
before(async () => {
  v = await openVillage();
});
after(() => v?.close());
afterEach(() => v.closePhone());

test("the PIN: nothing of a child can be read without it, ten wrong ones destroy the key", async () => {
  const one = await v.child({ "guardian.name": "田奶奶" });
  const { page } = await v.kept();
  await page().goto(`${v.base}/phone/#/visit/${one.id}/contact`);
  await page().getByLabel("想记下的话").fill("只给自己看的话");
  await page().waitForTimeout(300);
  const raw = await page().evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open("tonghu.phone");
      request.addEventListener("success", () => resolve(request.result));
    });
    const texts: string[] = [];
    for (const store of database.objectStoreNames) {
      const rows = await new Promise<unknown[]>((resolve) => {
        const request = database.transaction(store).objectStore(store).getAll();
        request.addEventListener("success", () => resolve(request.result as unknown[]));
      });
      for (const row of rows)
        texts.push(JSON.stringify(row, (_key, value: unknown) => (value instanceof ArrayBuffer ? new TextDecoder().decode(value) : value))); // prettier-ignore
    }
    database.close();
    return { text: texts.join("\n"), caches: await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map((request) => new URL(request.url).pathname))) }; // prettier-ignore
  });
  assert.ok(raw.text.length > 1000);
  for (const secret of [one.name, "田奶奶", "只给自己看的话", PIN]) assert.ok(!raw.text.includes(secret), secret);
  assert.ok(
    raw.caches.flat().every((path) => path.startsWith("/phone/")),
    "no answer of the server is kept in clear",
  );

  await page().reload();
  for (let left = 9; left >= 0; left -= 1) {
    await page()
      .getByLabel(/请输入6位密码/)
      .fill("000000");
    if (left > 0) await page().getByText(`还可以试${left}次`).waitFor();
  }
  await page().getByText("已经打不开了").waitFor();
  await page().reload();
  await page().getByText("已经打不开了").waitFor();
});

test("a phone that was taken out of use sends what it held, forgets everything, and the next director decides", async () => {
  const [one, half] = [await v.child(), await v.child()];
  const supervisor = await enter(v.people, v.app, "supervisor", places.east);
  const { phone: lostPhone, deviceId } = await v.enrolled(supervisor, "主任周");
  const { context, page } = lostPhone;
  await context().setOffline(true);
  await v.visit(page(), one.id, { note: "丢手机前去看过" });
  await page().goto(`${v.base}/phone/#/visit/${half.id}/contact`);
  await page().getByLabel("想记下的话").fill("话还没有问完");
  await page().waitForFunction(
    () =>
      new Promise((resolve) => {
        const request = indexedDB.open("tonghu.phone");
        request.addEventListener("success", () => {
          const keys = request.result.transaction("plain").objectStore("plain").getAllKeys();
          keys.addEventListener("success", () =>
            resolve(keys.result.some((key) => typeof key === "string" && key.startsWith("begun:"))),
          );
          request.result.close();
        });
      }),
  );
  const held = (await supervisor.get("/api/sync/phones")).body as { deviceId: string; unsent: number }[];
  assert.deepEqual(held.filter((line) => line.deviceId === deviceId).map((line) => line.unsent), [0]); // prettier-ignore
  const removed = await v.app.inject({ method: "DELETE", url: `/api/account/devices/${deviceId}`, headers: { cookie: supervisor.cookie } }); // prettier-ignore
  assert.equal(removed.statusCode, 204);
  await page().reload(); // locked: whoever found it has no PIN
  await page().getByText("1条还没有送出").waitFor();
  await context().setOffline(false);
  await page().getByText("这部手机已经停用").waitFor();
  assert.match(
    await page().locator("main").innerText(),
    /没有送出的1条已经交给服务器[\s\S]*填到一半、还没有保存的1份走访/,
  );
  assert.equal(await v.databasesOn(page()), 0);
  assert.equal((await v.visitsOf(one.id)).length, 0, "nobody's word yet");
  await lostPhone.close();

  const { page: next } = await v.kept();
  await next().getByText("前任留下2条没记进档案").click();
  const begun = next().locator("[data-inherited]").filter({ hasText: "话还没有问完" });
  await begun.getByText("这是没有填完的走访").waitFor();
  await begun.getByRole("button", { name: "看过了" }).click();
  await begun.waitFor({ state: "detached" });
  assert.match(await next().locator("[data-inherited]").innerText(), /主任周[\s\S]*丢手机前去看过/);
  assert.deepEqual(await seenOn(next()), fine);
  await next().getByRole("button", { name: "记进档案" }).click();
  await next().locator("[data-inherited]").waitFor({ state: "detached" });
  assert.deepEqual((await v.visitsOf(one.id)).map(({ body }) => [body["note"], body["visitor"]]), [["丢手机前去看过", "主任周"]]); // prettier-ignore
});

test("what is written on while the phone is taking its leave goes with it", async () => {
  const [one, other] = [await v.child(), await v.child()];
  const supervisor = await enter(v.people, v.app, "supervisor", places.east);
  const { phone, deviceId } = await v.enrolled(supervisor, "主任冯");
  const { context, page } = phone;
  const leaving = await holdNext(page(), "**/api/sync/salvage");
  await context().setOffline(true);
  await v.visit(page(), one.id, { note: "先存的" });
  await v.app.inject({ method: "DELETE", url: `/api/account/devices/${deviceId}`, headers: { cookie: supervisor.cookie } }); // prettier-ignore
  leaving.arm();
  await context().setOffline(false);
  await leaving.left;
  await v.visit(page(), other.id, { note: "后存的" });
  await leaving.end("continue");
  await page().getByText("这部手机已经停用").waitFor();
  assert.match(await page().locator("main").innerText(), /没有送出的2条已经交给服务器/);
  const lines = (await v.director.get("/api/sync/salvaged")).body as { id: string; body: { note: string } }[];
  assert.deepEqual(lines.map(({ body }) => body.note), ["先存的", "后存的"]); // prettier-ignore
  for (const { id } of lines) await v.director.post(`/api/sync/salvaged/${id}/dismiss`, {});
});

test("ten wrong PINs: what was unsent is saved before the phone is emptied, and nobody needed the PIN", async () => {
  const one = await v.child();
  const supervisor = await enter(v.people, v.app, "supervisor", places.east);
  const { context, page } = (await v.enrolled(supervisor, "主任吴")).phone;
  await context().setOffline(true);
  await v.visit(page(), one.id, { note: "忘了密码的那天" });
  await page().reload();
  for (let left = 9; left >= 0; left -= 1) {
    await page()
      .getByLabel(/请输入6位密码/)
      .fill("000000");
    if (left > 0) await page().getByText(`还可以试${left}次`).waitFor();
  }
  await page().getByText("已经打不开了").waitFor();
  await context().setOffline(false);
  await page().getByText("密码错了10次，手机已经清空").waitFor();
  assert.equal(await v.databasesOn(page()), 0);
  const lines = (await v.director.get("/api/sync/salvaged")).body as { body: { note: string } }[];
  assert.deepEqual(lines.map((line) => line.body.note), ["忘了密码的那天"]); // prettier-ignore
});

test("a village that goes to somebody else: the phone says to whom, and its unsent work goes there", async () => {
  const one = await v.child();
  const supervisor = await enter(v.people, v.app, "supervisor", places.east);
  const { owner } = v.people.database.db;
  const { context, page } = (await v.enrolled(supervisor, "主任郑")).phone;
  await context().setOffline(true);
  await v.visit(page(), one.id, { note: "卸任那天" });
  await owner.query(
    `with over as (update account_post o set to_day = '2024-07-01', side = null
       from account_person p where p.id = o.person_id and p.name = '主任郑' returning o.id)
     delete from account_session s using over where s.post_id = over.id`,
  );
  await context().setOffline(false);
  await page().getByText("您不再负责这个村").waitFor();
  assert.match(await page().locator("main").innerText(), /这个村交给了.*演示director[\s\S]*没有送出的1条/);
  assert.equal(await v.databasesOn(page()), 0);
  const lines = (await v.director.get("/api/sync/salvaged")).body as { body: { note: string } }[];
  assert.ok(lines.some((line) => line.body.note === "卸任那天"));

  // the phone stays in the village: whoever has it now keeps the village on it, and the predecessor's end is not hers
  await page().getByRole("button", { name: "重新进入" }).click();
  await page().getByLabel("找村名或姓名").fill("演示");
  await page().getByRole("button", { name: "演示director" }).first().click();
  await v.keepVillage(page());
  const judged = page().waitForResponse("**/api/sync/salvage");
  await page().reload();
  await judged;
  await v.unlock(page());
});
