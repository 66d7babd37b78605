import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import sharp from "sharp";
import type { ConcernShown, ConcernsPage } from "#capabilities/concern/words.ts";
import { newId } from "#kernel/id.ts";
import { enter, places } from "../cast.ts";
import { draftOver } from "./onDisk.ts";
import { fine, seenOn } from "./seen.ts";
import { openVillage, type VillageSite } from "./village.ts";

/* A child in danger, reported on a phone without signal; the real server on a real database behind it. */

/** As a camera makes it: with the place where it was taken. */
const fromCamera = (): Promise<Buffer> =>
  sharp({ create: { width: 900, height: 600, channels: 3, background: "#a64" } })
    .jpeg()
    .withExif({ IFD0: { Make: "TONGHU-CAM" }, IFD3: { GPSLatitudeRef: "N", GPSLatitude: "23/1 18/1 0/1" } })
    .toBuffer();

let v: VillageSite;
before(async () => {
  v = await openVillage();
});
after(async () => {
  await v?.closePhone();
  await v?.close();
});

test("without signal two taps report, before all else that waits and once; nothing of it stays on the phone; the township receives it, a neighbour sees nothing", async () => {
  const one = await v.child();
  const supervisor = await enter(v.people, v.app, "supervisor", places.east);
  const south = await enter(v.people, v.app, "supervisor", places.south);
  const { context, page, restart } = await v.kept();
  await context().setOffline(true);
  await v.visit(page(), one.id, { note: "先走访的" });

  // a visit that finds it opens the report by itself, keeps what was filled in, and is there to come back to
  await page().goto(`${v.base}/phone/#/`);
  await page().getByRole("tab").first().waitFor();
  await page().goto(`${v.base}/phone/#/visit/${one.id}/home_visit`);
  await page().getByLabel("想记下的话").fill("又来看了一次");
  await page().getByRole("radio", { name: "有，或者怀疑有" }).click();
  const violence = page().locator('[data-key="risk.violence"]').getByRole("radio", { name: "疑似" });
  await violence.click();
  await page().getByText("被遗弃或长期处于无人照料状态").waitFor();
  assert.match(
    (await page().locator("button.situation").first().textContent()) ?? "",
    /身上多处有伤/,
    "what was found first",
  );
  assert.deepEqual(await seenOn(page()), fine);
  await page().goBack();
  await page().locator("[data-group=report-now][role=alert]").waitFor();
  assert.deepEqual(await seenOn(page()), fine);
  await page().locator("[data-group=report-now] a").click();
  await page()
    .getByRole("button", { name: /身上多处有伤/ })
    .click();
  await page().locator("[data-group=now][data-waits=true]").waitFor();
  assert.equal(
    await page()
      .getByRole("link", { name: /拨打 110/ })
      .getAttribute("href"),
    "tel:110",
  );
  assert.deepEqual(await seenOn(page()), fine);
  await page().getByRole("link", { name: "回到走访，接着填" }).click();
  await page().locator("[data-group=report-now][role=status]").waitFor();
  assert.equal(await page().getByLabel("想记下的话").inputValue(), "又来看了一次");
  assert.equal(await violence.getAttribute("aria-checked"), "true");

  // while it waits it is not out of reach: more is said behind it, and what was begun is there after the program ended
  await page().goto(`${v.base}/phone/#/report`);
  await page().locator("[data-own]").getByRole("button", { name: "补充情况" }).click();
  await page().getByLabel("孩子现在在哪里").fill("村口小");
  await draftOver(page(), "supplement"); // a keystroke is on the disk a moment after it
  await restart();
  await context().setOffline(true);
  await v.opened(page());
  await page().goto(`${v.base}/phone/#/report`);
  await page().getByRole("button", { name: "补充写了一半，接着写" }).click();
  assert.equal(await page().getByLabel("孩子现在在哪里").inputValue(), "村口小");
  await page().getByLabel("孩子现在在哪里").fill("村口小卖部");
  assert.deepEqual(await seenOn(page()), fine);
  await page().getByRole("button", { name: "补充", exact: true }).click();
  await page().getByText("补充好了").waitFor();
  await page().locator(".strip.bad", { hasText: "强制报告还没送出" }).waitFor();
  for (const shot of [0, 1]) {
    await page().locator("[data-group=pictures] input[type=file]").setInputFiles({ name: "IMG.jpg", mimeType: "image/jpeg", buffer: await fromCamera() }); // prettier-ignore
    await page().locator("[data-group=pictures] img").nth(shot).waitFor();
  }
  assert.deepEqual(await seenOn(page()), fine);
  await page().locator("[data-group=pictures] .thumb button").first().click();
  await page().locator("[data-group=pictures] img").nth(1).waitFor({ state: "detached" });
  assert.equal(await v.unsentOn(page()), 4);

  await restart();
  await context().setOffline(true);
  await v.opened(page());
  await page().locator(".strip.bad", { hasText: "强制报告还没送出" }).waitFor();
  const sentOrder: string[][] = [];
  await page().route("**/api/sync/batches", async (route) => {
    const { commands } = route.request().postDataJSON() as { commands: { operation: string }[] };
    sentOrder.push(commands.map(({ operation }) => operation));
    if (sentOrder.length > 1) return route.continue();
    await route.fetch(); // stored, and the answer is lost
    return route.abort("connectionreset");
  });
  await context().setOffline(false);
  await v.sent(page());
  assert.deepEqual(sentOrder.at(-1), ["concern.attach"], "a picture holds up nothing");
  assert.deepEqual(sentOrder[0], ["concern.report", "concern.supplement", "visit.record"]);
  // the visit's row goes with its file, which comes after
  await page().waitForFunction(async () => {
    const request = indexedDB.open("tonghu.phone");
    const database = await new Promise<IDBDatabase>((resolve) => request.addEventListener("success", () => resolve(request.result))); // prettier-ignore
    const keys = database.transaction("outbox").objectStore("outbox").getAllKeys();
    const left = await new Promise((resolve) => keys.addEventListener("success", () => resolve(keys.result.length)));
    database.close();
    return left === 0;
  }); // prettier-ignore

  const { lines } = (await supervisor.get("/api/concern/reports")).body as ConcernsPage;
  assert.equal(lines.length, 1, "once");
  const at = `/api/concern/reports/${lines[0]?.id ?? ""}`;
  assert.equal((await south.get(at)).status, 404);
  assert.equal((await supervisor.post(`${at}/receive`, { id: newId() })).status, 200);
  const { content } = (await supervisor.get(at)).body as ConcernShown;
  assert.equal(content?.name, one.name);
  assert.equal(content?.supplements[0]?.place, "村口小卖部");
  assert.equal(content?.pictures.length, 1, "the one that was taken back did not go");
  const url = `${at}/pictures/${content.pictures[0]?.id ?? ""}/file?purpose=protection`;
  const shown = await v.app.inject({ url, headers: { cookie: supervisor.cookie } });
  const meta = await sharp(shown.rawPayload).metadata();
  assert.deepEqual([meta.format, meta.exif], ["jpeg", undefined]);

  await page().goto(`${v.base}/phone/#/unsent`);
  await page().getByRole("button", { name: "现在就联系一次" }).click();
  await page().goto(`${v.base}/phone/#/report`);
  await page().locator("[data-own]", { hasText: "已经受理" }).waitFor();
  assert.deepEqual(await seenOn(page()), fine);

  // locked, without signal: sealed for the server alone, and gone by itself
  await page().waitForFunction(() => localStorage.getItem("tonghu.public") !== null);
  await context().setOffline(true);
  await page().reload();
  await page()
    .getByLabel(/请输入6位密码/)
    .waitFor();
  await page().getByRole("link", { name: "孩子有危险，马上报告" }).click();
  await page()
    .getByRole("button", { name: /身上多处有伤/ })
    .click();
  await page().getByLabel("看到、听到了什么").fill("小孩一个人在桥下");
  assert.deepEqual(await seenOn(page()), fine);
  await page().getByRole("button", { name: "报告", exact: true }).click();
  await page().locator("[data-group=urgent-kept]").waitFor();
  await page().locator("[data-urgent=waits]").waitFor();
  const kept = await page().evaluate(async () => {
    const request = indexedDB.open("tonghu.urgent");
    const database = await new Promise<IDBDatabase>((resolve) => request.addEventListener("success", () => resolve(request.result))); // prettier-ignore
    const all = database.transaction("reports").objectStore("reports").getAll();
    const rows = await new Promise<unknown>((resolve) => all.addEventListener("success", () => resolve(all.result)));
    database.close();
    return JSON.stringify([rows, Object.values(localStorage)]);
  });
  assert.ok(!kept.includes("桥下"), "nobody opens it on this phone");
  assert.deepEqual(await seenOn(page()), fine);
  await context().setOffline(false);
  await page()
    .locator("[data-urgent=sent]", { hasText: /编号 240701\d{6}/ })
    .waitFor();
  const all = ((await supervisor.get("/api/concern/reports")).body as ConcernsPage).lines;
  const sealed = all.find(({ id }) => id !== lines[0]?.id)?.id ?? "";
  assert.equal((await supervisor.post(`/api/concern/reports/${sealed}/receive`, { id: newId() })).status, 200);
  const told = ((await supervisor.get(`/api/concern/reports/${sealed}`)).body as ConcernShown).content;
  assert.deepEqual([told?.note, told?.situation.id !== ""], ["小孩一个人在桥下", true]);
});
