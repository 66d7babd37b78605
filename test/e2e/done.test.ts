import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { enter, places } from "../cast.ts";
import { fine, seenOn } from "./seen.ts";
import { openVillage, type VillageSite } from "./village.ts";

/* 今天已做 on a director's own phone: what was done stays in sight until the day ends, sent or not. */

let v: VillageSite;
before(async () => {
  v = await openVillage();
});
after(() => v?.close());
afterEach(() => v.closePhone());

test("what was done today stands on 今天 without signal and with it, opens, and is gone the next day", async () => {
  const [one, other] = [await v.child(), await v.child()];
  const supervisor = await enter(v.people, v.app, "supervisor", places.east);
  const { context, page, restart } = (await v.enrolled(supervisor, "主任方")).phone;
  const done = page().locator("[data-group=done]");
  assert.equal(await done.count(), 0);
  await context().setOffline(true);
  await v.visit(page(), one.id, { note: "家里都好", found: "risk.dropout" });
  await restart();
  await context().setOffline(true);
  await v.opened(page());
  const list = page().locator("[data-group=done]");
  await list.waitFor();
  assert.match(await list.innerText(), /今天已做的（1）[\s\S]*田小一[\s\S]*入户走访[\s\S]*还没有送出/);
  assert.deepEqual(await seenOn(page()), fine);
  await context().setOffline(false);
  await v.sent(page());
  await list.getByText("已送出").waitFor();
  await v.visit(page(), other.id, { note: "外婆在家" });
  await v.sent(page());
  await restart(); // what arrived lies on the disk, sealed: it is there again behind the PIN
  await v.opened(page());
  const lines = page().locator("[data-done=sent]");
  await lines.nth(1).waitFor();
  assert.match(await lines.nth(0).innerText(), new RegExp(other.name), "the latest first");
  await lines.nth(1).locator("summary").focus();
  await page().keyboard.press("Enter");
  await lines.nth(1).getByText("家里都好").waitFor();
  assert.match(await lines.nth(1).innerText(), /辍学[\s\S]*疑似/);
  assert.deepEqual(await seenOn(page()), fine);
  await lines.nth(1).getByRole("link", { name: "打开档案" }).click();
  await page().waitForURL(new RegExp(`#/file/${one.id}$`));

  v.people.clock.set("2024-07-02T02:00:00.000Z");
  await page().goto(`${v.base}/phone/#/unsent`);
  await page()
    .getByRole("button", { name: /现在就联系一次/ })
    .click();
  await page().goto(`${v.base}/phone/#/`);
  await page().getByRole("tab").first().waitFor();
  await page().locator("[data-group=done]").waitFor({ state: "detached" });
  const left = await page().evaluate(async () => {
    const asked = new Set<IDBRequest>(); // held: a request that nobody refers to is thrown away before it answers
    const answer = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        asked.add(request);
        request.addEventListener("error", () => reject(new Error("no store")));
        request.addEventListener("success", () => resolve(request.result));
      });
    const database = await answer(indexedDB.open("tonghu.phone"));
    const keys = await answer(database.transaction("sealed").objectStore("sealed").getAllKeys());
    return asked.size > 0 ? keys.map(String) : [];
  });
  assert.ok(left.some((key) => key.startsWith("file:")));
  assert.deepEqual(
    left.filter((key) => key.startsWith("done:")),
    [],
    "and gone from the disk",
  );
});
