import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openVillage, type VillageSite } from "./village.ts";

/* A phone that was long without signal and meets a poor network then: what it lost at once it sends again at once. */

let v: VillageSite;
before(async () => {
  v = await openVillage();
});
after(async () => {
  await v?.closePhone();
  await v?.close();
});

test("after hours without signal a first answer that is lost is asked for again within seconds", async () => {
  const child = await v.child();
  const { context, page } = await v.kept();
  await context().setOffline(true);
  await v.visit(page(), child.id);
  await page().goto(`${v.base}/phone/#/unsent`);
  const contact = page().getByRole("button", { name: "现在就联系一次" });
  // as often as it would have tried in the mountains: the next try of its own is minutes away by then
  for (let times = 0; times < 8; times += 1) {
    await contact.click();
    await page().getByText("没有连上").waitFor();
  }
  const sent: number[] = [];
  await page().route("**/api/sync/batches", async (route) => {
    sent.push(Date.now());
    if (sent.length > 1) return route.continue();
    await route.fetch(); // stored, and the answer is lost
    return route.abort("connectionreset");
  });
  await context().setOffline(false);
  await v.sent(page());
  const [first = 0, second = 0] = sent;
  assert.ok(second - first < 20_000, `${second - first} ms`);
  assert.equal((await v.entriesOf(child.id)).filter(({ kind }) => kind === "visit.recorded").length, 1);
});
