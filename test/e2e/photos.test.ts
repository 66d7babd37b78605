import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { after, afterEach, before, test } from "node:test";
import type { Page } from "playwright-core";
import sharp from "sharp";
import type { AttachmentLine } from "#capabilities/attachment/words.ts";
import { enter, places } from "../cast.ts";
import { packsTurning } from "../policies.ts";
import { fine, seenOn } from "./seen.ts";
import { type Entry, openVillage, type VillageSite } from "./village.ts";

/* Photos and signatures of a phone without signal, over the real server: kept at once, resumed, once, without a place. */

let v: VillageSite;
/** From the third day on other things are asked for. */
const folder = packsTurning(
  "2024-07-03",
  "evidence:\n  photo: { ask: off, clause: 试验 }\n  signature: { ask: required, clause: 试验 }\n",
);
before(async () => {
  v = await openVillage(undefined, [], folder);
});
after(async () => {
  await v?.close();
  rmSync(folder, { recursive: true });
});
afterEach(() => v.closePhone());

/** As a camera makes it: larger than what leaves the phone, on its side, and with the place where it was taken. */
const fromCamera = (): Promise<Buffer> =>
  sharp(randomBytes(300 * 200 * 3), { raw: { width: 300, height: 200, channels: 3 } })
    .resize(3000, 2000)
    .jpeg()
    .withExif({ IFD0: { Make: "TONGHU-CAM" }, IFD3: { GPSLatitudeRef: "N", GPSLatitude: "23/1 18/1 0/1" } })
    .toBuffer();

async function photograph(page: Page): Promise<void> {
  const here = await page.locator("[data-attached=photo]").count();
  await page.locator(".file-button input").setInputFiles({ name: "IMG_1.jpg", mimeType: "image/jpeg", buffer: await fromCamera() }); // prettier-ignore
  await page.locator("[data-attached=photo] img").nth(here).waitFor();
}

async function sign(page: Page, who: string): Promise<void> {
  await page.getByRole("button", { name: "请人签名" }).click();
  assert.deepEqual(await seenOn(page), fine);
  const box = await page.locator("canvas.pad").boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + 30, box.y + 40);
  await page.mouse.down();
  for (const [x, y] of [[120, 90], [60, 120], [200, 60]] as const) await page.mouse.move(box.x + x, box.y + y); // prettier-ignore
  await page.mouse.up();
  await page.getByLabel("签名的人").fill(who);
  await page.getByRole("button", { name: "签好了" }).click();
  await page.locator("[data-attached=signature] img").waitFor();
}

async function begin(page: Page, childId: string): Promise<void> {
  await page.goto(`${v.base}/phone/#/visit/${childId}/home_visit`);
  await page.getByRole("radio", { name: "都没有" }).click();
  await page.getByRole("button", { name: "都和上次一样" }).click();
}

async function save(page: Page): Promise<void> {
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByText("存在手机里了").waitFor();
}

const filesOf = async (childId: string): Promise<AttachmentLine[]> =>
  (await v.county.get(`/api/attachment/children/${childId}/files`)).body as AttachmentLine[];

async function opened(childId: string, id: string): Promise<Buffer> {
  const url = `/api/attachment/children/${childId}/files/${id}/file?purpose=inspection`;
  const answer = await v.app.inject({ url, headers: { cookie: v.county.cookie } });
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.rawPayload;
}

const filesOn = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open("tonghu.phone");
      request.addEventListener("success", () => resolve(request.result));
    });
    const count = await new Promise<number>((resolve) => {
      const request = database.transaction("files").objectStore("files").count();
      request.addEventListener("success", () => resolve(request.result));
    });
    database.close();
    return count;
  });

test("a photo and a signature outlive a kill, go out behind the visit, once, and without a place", async () => {
  const one = await v.child({ "guardian.name": "田奶奶" });
  const { context, page, restart } = await v.kept();
  await context().grantPermissions(["geolocation"]);
  await context().setGeolocation({ latitude: 23.30491, longitude: 116.12345 });
  await context().setOffline(true);
  await begin(page(), one.id);
  await photograph(page());
  await page().getByRole("button", { name: "记下大致位置" }).click();
  await page().getByText("已记下大致位置").waitFor();
  await sign(page(), "田奶奶");
  assert.deepEqual(await seenOn(page()), fine);
  await page().waitForTimeout(300);
  await restart();
  await context().setOffline(true);
  await v.opened(page());
  await page().goto(`${v.base}/phone/#/visit/${one.id}/home_visit`);
  await page().locator("[data-attached=signature] img").waitFor(); // half a form, with its pictures
  await page().getByText("签名：田奶奶").waitFor();
  await save(page());
  assert.equal(await v.unsentOn(page()), 3);
  assert.equal(await filesOn(page()), 2);

  let parts = 0;
  await page().route("**/uploads/*?at=*", async (route) => {
    parts += 1;
    if (parts % 3 === 1) return route.abort("connectionreset"); // before it arrives
    const answer = await route.fetch();
    return parts % 3 === 2 ? route.abort("connectionreset") : route.fulfill({ response: answer }); // after it was kept
  });
  await context().setOffline(false);
  await page().goto(`${v.base}/phone/#/unsent`);
  for (let turn = 0; turn < 40 && (await v.unsentOn(page())) > 0; turn += 1) {
    await page()
      .getByRole("button", { name: /现在就联系一次/ })
      .click();
    await page().waitForTimeout(300);
  }
  await v.sent(page());
  assert.ok(parts >= 3, `${parts}`);
  assert.equal(await filesOn(page()), 0, "nothing of a picture stays on the phone");
  const [visit] = await v.visitsOf(one.id);
  const placed = (await v.entriesOf(one.id)).find(({ kind }) => kind === "visit.placed");
  assert.deepEqual(placed?.body, { day: "2024-07-01", lat: 23.3, lng: 116.12 }); // the phone rounds it, too
  const lines = await filesOf(one.id);
  assert.deepEqual(lines.map((line) => `${line.kind} ${line.of}`).toSorted(), [`photo ${visit?.id}`, `signature ${visit?.id}`]); // prettier-ignore
  const photo = await opened(one.id, lines.find(({ kind }) => kind === "photo")?.id ?? "");
  const { width, height, exif, format } = await sharp(photo).metadata();
  assert.deepEqual([width, height, exif, format], [1280, 853, undefined, "jpeg"]);
  assert.ok(!photo.includes("TONGHU-CAM"));
  const signature = await sharp(await opened(one.id, lines.find(({ kind }) => kind === "signature")?.id ?? "")).stats();
  assert.ok((signature.channels[0]?.min ?? 255) < 60, "something is written on it");
});

test("a full phone says so and keeps the form; a photo taken away is gone; what is no picture is told", async () => {
  const one = await v.child();
  const { context, page } = await v.kept();
  await context().setOffline(true);
  await begin(page(), one.id);
  await page().locator(".file-button input").setInputFiles({ name: "a.jpg", mimeType: "image/jpeg", buffer: Buffer.from("no") }); // prettier-ignore
  await page().getByText("这张照片打不开").waitFor();
  await photograph(page());
  await photograph(page());
  await page().getByRole("button", { name: "去掉照片" }).first().click();
  await page().locator("[data-attached=photo]").nth(1).waitFor({ state: "detached" });
  assert.equal(await page().locator("[data-attached=photo]").count(), 1);
  await save(page());
  await context().setOffline(false);
  await v.sent(page());
  assert.equal((await filesOf(one.id)).length, 1);

  // one that was sent is withdrawn from the child's page, without signal
  await page().goto(`${v.base}/phone/#/file/${one.id}`);
  const photos = page().locator("[data-group=photos]");
  await photos.getByRole("button", { name: "撤回这张" }).waitFor();
  await context().setOffline(true);
  await photos.getByRole("button", { name: "撤回这张" }).click();
  await photos.getByLabel("为什么撤回").fill("拍到了邻居家");
  assert.deepEqual(await seenOn(page()), fine);
  await photos.getByRole("button", { name: "确定撤回" }).click();
  await photos.getByText("照片会删除").waitFor();
  await photos.locator("[data-photo]").waitFor({ state: "detached" });
  await context().setOffline(false);
  await page().goto(`${v.base}/phone/#/unsent`);
  await page()
    .getByRole("button", { name: /现在就联系一次/ })
    .click();
  await v.sent(page());
  assert.equal((await filesOf(one.id)).length, 0);
});

test("a phone that was taken out of use gives its photos up too, and the next director takes them into the file", async () => {
  const one = await v.child();
  const supervisor = await enter(v.people, v.app, "supervisor", places.east);
  const { phone: lostPhone, deviceId } = await v.enrolled(supervisor, "主任何");
  const { context, page } = lostPhone;
  await context().setOffline(true);
  await begin(page(), one.id);
  await photograph(page());
  await page().getByLabel("想记下的话").fill("丢手机前拍了一张");
  await save(page());
  await v.app.inject({
    method: "DELETE",
    url: `/api/account/devices/${deviceId}`,
    headers: { cookie: supervisor.cookie },
  });
  await page().reload(); // locked
  await page().getByText("2条还没有送出").waitFor();
  await context().setOffline(false);
  await page().getByText("这部手机已经停用").waitFor();
  assert.match(await page().locator("main").innerText(), /没有送出的2条已经交给服务器/);
  assert.equal(await v.databasesOn(page()), 0);
  await lostPhone.close();

  const { page: next } = (await v.enrolled(supervisor, "主任石")).phone;
  await next().getByText("前任留下2条没记进档案").click();
  await next().getByRole("button", { name: "记进档案" }).first().click();
  await next().locator("[data-inherited]").first().waitFor({ state: "detached" }); // its photo goes with the visit
  const lines = await filesOf(one.id);
  assert.equal(lines.length, 1);
  assert.equal((await sharp(await opened(one.id, lines[0]?.id ?? "")).metadata()).width, 1280);

  // another policy holds by now: no photo, and a signature or why there is none
  v.people.clock.set("2024-07-03T02:00:00.000Z");
  await next().goto(`${v.base}/phone/#/unsent`);
  await next()
    .getByRole("button", { name: /现在就联系一次/ })
    .click();
  await begin(next(), one.id);
  await next().getByText("入户走访要有：签名").waitFor();
  assert.equal(await next().locator(".file-button").count(), 0);
  await next().getByRole("button", { name: "保存" }).click();
  await next().getByText("还没有签名：请补上").waitFor();
  await next().getByRole("radio", { name: "家里人不同意" }).click();
  assert.deepEqual(await seenOn(next()), fine);
  await save(next());
  await v.sent(next());
  const later = await enter(v.people, v.app, "director", places.eastVillage);
  const entries = (await later.get(`/api/registry/children/${one.id}/entries`)).body as Entry[];
  const last = entries.filter(({ kind }) => kind === "visit.recorded").at(-1);
  assert.deepEqual([last?.body["required"], last?.body["lacking"]], [["signature"], { signature: "家里人不同意" }]);
});
