import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { addPeople, markSynthetic } from "#capabilities/account/index.ts";
import { places } from "../cast.ts";
import { fine, seenOn } from "./seen.ts";
import { openVillage, type VillageSite } from "./village.ts";
import { deskOf } from "./walking.ts";

/* A notice from the desk to a phone without signal, and its receipt back; the real server on a real database behind it. */

let v: VillageSite;
before(async () => {
  v = await openVillage(undefined, ["desk"]);
  const { owner } = v.people.database.db;
  await markSynthetic(owner);
  const posts = [
    { name: "林督导", kind: "supervisor", area: places.east },
    { name: "何主任", kind: "director", area: places.eastVillage },
  ] as const;
  await addPeople(owner, posts, { demo: true, day: "2024-01-01" });
});
after(async () => {
  await v?.closePhone();
  await v?.close();
});

const complaints: string[] = [];

test("written at the desk, where a telephone is refused; read without signal; the receipt arrives once, and the sender sees it", async () => {
  const one = await v.child();
  const desk = await deskOf(v, "林督导", complaints);
  await desk.goto(`${v.base}/desk/#/ledger`);
  await desk.getByLabel(`选择${one.name}`).check();
  await desk.getByRole("button", { name: "提醒负责人" }).click();
  const dialog = desk.getByRole("dialog");
  await dialog.getByLabel("内容").fill("请联系 138 1234 5678");
  await dialog.getByText("通知里像是有手机号").waitFor();
  assert.equal(await dialog.getByRole("button", { name: "发出提醒" }).isDisabled(), true);
  await dialog.getByLabel("内容").fill("请上门看看。办公室电话 0663-2231234");
  await dialog.getByRole("button", { name: "发出提醒" }).click();
  await desk.getByText("已提醒各村（社区）的儿童主任").waitFor();

  const { context, page, restart } = await v.kept();
  await context().setOffline(true);
  await restart();
  await context().setOffline(true);
  await v.opened(page());
  await page().getByRole("link", { name: "有1条通知要看" }).click();
  const card = page().locator("[data-notice=请尽快走访]");
  await card.getByRole("link", { name: one.name }).waitFor();
  assert.deepEqual(await seenOn(page()), fine);
  await card.getByRole("button", { name: "看过了" }).click();
  await card.getByText("7月1日看过").waitFor();
  assert.equal(await v.unsentOn(page()), 1);

  let times = 0;
  await page().route("**/api/sync/batches", async (route) => {
    times += 1;
    if (times > 1) return route.continue();
    await route.fetch(); // stored, and the answer is lost
    return route.abort("connectionreset");
  });
  await context().setOffline(false);
  await v.sent(page());
  await page().goto(`${v.base}/phone/#/`);
  await page().getByRole("tab").first().waitFor();
  assert.equal(
    await page()
      .getByRole("link", { name: /条通知要看/ })
      .count(),
    0,
  );

  await desk.goto(`${v.base}/desk/#/notices`);
  await desk.getByRole("link", { name: "请尽快走访" }).click();
  await desk.getByRole("button", { name: /提醒还没有看的/ }).waitFor();
  const rows = desk.getByRole("row").filter({ hasText: "2024年7月1日" });
  await rows.first().waitFor();
  assert.equal(await rows.count(), 1);
  await desk.getByRole("button", { name: /提醒还没有看的/ }).click();
  await desk.getByText("今天已经提醒过，一天最多一次").waitFor();
  const { rows: stored } = await v.people.database.db.owner.query("select 1 from entry where kind = 'notice.read'");
  assert.equal(stored.length, 1);
  assert.deepEqual(complaints, []);
});
