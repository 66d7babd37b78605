import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { addPeople, markSynthetic } from "#capabilities/account/index.ts";
import type { ChildEntrustments } from "#capabilities/entrustment/words.ts";
import { places } from "../cast.ts";
import { draftOver } from "./onDisk.ts";
import { fine, seenOn } from "./seen.ts";
import { openVillage, type VillageSite } from "./village.ts";
import { deskOf } from "./walking.ts";

/* 委托照护书 signed on a phone without signal, killed in the middle of a signature; the real server on a real database behind it. */

let v: VillageSite;
before(async () => {
  v = await openVillage(undefined, ["desk"]);
});
after(async () => {
  await v?.closePhone();
  await v?.close();
});

const signerOf = (page: Page, id: string) => page.locator(`form [data-signer=${id}], main [data-signer=${id}]`);

/** Two strokes on the sheet. `lifted`: after each of them. */
async function write(page: Page, lifted?: () => Promise<unknown>): Promise<void> {
  await page.locator("canvas.pad").waitFor();
  const box = await page.locator("canvas.pad").boundingBox();
  assert.ok(box);
  for (const top of [40, 80]) {
    await page.mouse.move(box.x + 30, box.y + top);
    await page.mouse.down();
    for (const [x, y] of [[90, 20], [150, 50], [220, 10]] as const) await page.mouse.move(box.x + x, box.y + top + y); // prettier-ignore
    await page.mouse.up();
    await lifted?.();
  }
}

async function sign(page: Page, id: string): Promise<void> {
  await signerOf(page, id).getByRole("radio", { name: "现在签" }).click();
  await write(page);
  await page.getByRole("button", { name: "签好了" }).click();
  await signerOf(page, id).locator("[data-attached=signature] img").waitFor();
}

async function fill(page: Page): Promise<void> {
  await page.locator("[data-question=able]").getByRole("radio", { name: "是", exact: true }).click();
  await page.locator("[data-question=vice]").getByRole("radio", { name: "是", exact: true }).click();
  await page.locator("[data-group=carer] .note.bad").waitFor(); // whom the law excludes
  for (const id of ["crime", "vice", "neglect", "other"])
    await page.locator(`[data-question=${id}]`).getByRole("radio", { name: "否", exact: true }).click();
  await page.locator("[data-group=carer] .note.bad").waitFor({ state: "detached" });
  await page.locator("[data-group=wish]").getByRole("radio", { name: "愿意", exact: true }).click();
  await page.locator("[data-group=term]").getByRole("radio", { name: "否", exact: true }).click();
}

test("filled from the file and signed by four without signal; a kill in the middle of a signature loses no stroke of it", async () => {
  const one = await v.child({ "father.name": "田大", "mother.name": "李二", "carer.name": "田奶奶", "carer.relation": "grandmother", "carer.capacity": "able" });
  const { context, page, restart } = await v.kept();
  await context().setOffline(true);
  await page().goto(`${v.base}/phone/#/file/${one.id}`);
  await page().locator("[data-group=entrustment]").getByRole("link").click();
  await page().locator("[data-group=signers]").waitFor();
  assert.equal(await page().locator("[data-group=carer]").getByLabel("姓名").inputValue(), "田奶奶");
  await fill(page());
  assert.deepEqual(await seenOn(page()), fine);
  await sign(page(), "father");
  await signerOf(page(), "mother").getByRole("radio", { name: "以后补签" }).click();
  await signerOf(page(), "mother").getByLabel(/怎样同意的/).fill("电话同意，春节补签");
  await signerOf(page(), "carer").getByRole("radio", { name: "现在签" }).click();
  await page().locator("canvas.pad").waitFor();
  let size = await draftOver(page(), ".entrustment.");
  await write(page(), async () => (size = await draftOver(page(), ".entrustment.", size))); // each stroke is on the disk once the finger is lifted

  await restart();
  await context().setOffline(true);
  await v.opened(page());
  await page().goto(`${v.base}/phone/#/entrustment/${one.id}`);
  await page().getByRole("button", { name: "签好了" }).click(); // the sheet is open again with what was written
  await signerOf(page(), "carer").locator("[data-attached=signature] img").waitFor();
  await signerOf(page(), "father").locator("[data-attached=signature] img").waitFor();
  await page().getByRole("button", { name: "保存委托照护书" }).click();
  await page().getByText("还没有签好：见证人").waitFor();
  await sign(page(), "witness");
  await page().getByRole("button", { name: "保存委托照护书" }).click();
  await page().getByText("委托照护书已保存").waitFor();
  await page().getByRole("heading", { name: /有人还没签/ }).waitFor();
  assert.deepEqual(await seenOn(page()), fine);
  await context().setOffline(false);
  await v.sent(page());

  const held = (await v.director.get(`/api/entrustment/children/${one.id}`)).body as ChildEntrustments;
  assert.deepEqual(held.agreements.map(({ stage, carer }) => [stage, carer.name]), [["waiting", "田奶奶"]]);
  const files = (await v.director.get(`/api/attachment/children/${one.id}/files`)).body as { id: string }[];
  const named = held.agreements[0]?.signers.flatMap(({ file }) => file ?? []) ?? [];
  assert.deepEqual(files.map(({ id }) => id).toSorted(), named.toSorted());
  assert.equal(named.length, 3);

  // the mother is back
  await page().goto(`${v.base}/phone/#/entrustment/${one.id}`);
  await signerOf(page(), "mother").getByRole("button", { name: "请他签名" }).click();
  await write(page());
  await page().getByRole("button", { name: "签好了" }).click();
  await page().getByRole("heading", { name: /^已签/ }).waitFor();
  await v.sent(page());
}); // prettier-ignore

test("at the desk: listed as signed, opened and printed with its signatures; a carer in doubt makes tasks and is listed", async () => {
  const { people, base } = v;
  const { owner } = people.database.db;
  await markSynthetic(owner);
  await addPeople(owner, [{ name: "林督导", kind: "supervisor", area: places.east }], { demo: true, day: "2024-01-01" });
  const complaints: string[] = [];
  const page = await deskOf(v, "林督导", complaints);

  await page.goto(`${base}/desk/#/entrustment?show=valid`);
  await page.getByRole("table", { name: "委托照护" }).getByRole("link", { name: /^田小/ }).click();
  const card = page.locator("section.card", { has: page.getByRole("heading", { name: "委托照护" }) });
  await card.getByText("被委托人（照护人）").waitFor();
  await card.getByRole("link", { name: "查看、打印" }).click();
  await page.getByRole("heading", { name: "五、签名" }).waitFor();
  assert.equal(await page.locator(".paper-mark img").count(), 0, "no signature without a purpose");
  await page.getByRole("button", { name: "按目的打开签名、电话和住址" }).click();
  await page.getByRole("menuitem", { name: /入户走访/ }).click();
  await page.locator(".paper-mark img").nth(3).waitFor();
  await page.waitForFunction(() => [...document.querySelectorAll<HTMLImageElement>(".paper-mark img")].every((one) => one.complete && one.naturalWidth > 0));
  const { rows } = await owner.query("select 1 from trace_fresh where kind = 'file' and purpose = 'visit' union all select 1 from trace_look where kind = 'file' and purpose = 'visit'");
  assert.ok(rows.length > 0, "a look with its purpose");

  await page.getByRole("link", { name: "回到档案" }).click();
  await card.getByRole("button", { name: "登记照护人不能胜任" }).click();
  await card.getByLabel("看到的情况").fill("照护人住院，孩子没人管");
  await card.getByRole("button", { name: "登记，并交办告知父母" }).click();
  await card.getByText("照护人住院，孩子没人管").waitFor();
  await page.getByText("告知父母：照护人可能不能胜任").first().waitFor();
  await page.goto(`${base}/desk/#/entrustment?show=unable`);
  await page.getByRole("table", { name: "委托照护" }).getByRole("link", { name: /^田小/ }).waitFor();
  assert.deepEqual(complaints, []);
  await page.context().close();
}); // prettier-ignore
