import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { addPeople, markSynthetic } from "#capabilities/account/index.ts";
import { places } from "../cast.ts";
import { fine, seenOn } from "./seen.ts";
import { openVillage, type VillageSite } from "./village.ts";
import { deskOf } from "./walking.ts";

/* A course and its exam on a phone without signal, judged by the server; a session at the desk, and who is missing. */

let v: VillageSite;
before(async () => {
  v = await openVillage(undefined, ["desk"]);
  const { owner } = v.people.database.db;
  await markSynthetic(owner);
  const supervisor = { name: "林督导", kind: "supervisor", area: places.east } as const;
  await addPeople(owner, [supervisor], { demo: true, day: "2024-01-01" });
  const newcomer = { name: "新主任", kind: "director", area: places.eastVillage } as const;
  await addPeople(owner, [newcomer], { demo: true, day: "2024-06-20" });
});
after(async () => {
  await v?.closePhone();
  await v?.close();
});

const answers = { q1: "马上报告、报警", q2: "不可以", q3: "如实记录，另找时间见孩子", q4: "马上告诉督导员" };

async function answer(page: Page, sheet: Readonly<Record<string, string>>): Promise<void> {
  for (const [id, word] of Object.entries(sheet))
    await page.locator(`[data-question=${id}]`).getByRole("radio", { name: word }).click();
}

test("read and answered without signal, killed in between; judged once by the server, which alone has the answers", async () => {
  const { context, page, restart } = await v.kept();
  await page().getByRole("link", { name: "我", exact: true }).click();
  await page().getByRole("link", { name: "培训" }).click();
  await page().locator("[data-state=due]").waitFor();
  const held = await page().evaluate(async () => (await fetch("/api/training/mine")).text());
  assert.match(held, /走访时怀疑孩子身上的伤/);
  assert.doesNotMatch(held, /"answer"|"why"/);

  await context().setOffline(true);
  await page().getByRole("link", { name: "看课程、考试" }).click();
  await page().getByRole("heading", { name: "发现危险怎么办" }).waitFor();
  await answer(page(), { q1: "等下次走访再看看", q2: "可以，方便登记" });
  await page().getByText("还有2道没有选").waitFor();
  assert.deepEqual(await seenOn(page()), fine);
  await restart();
  await context().setOffline(true);
  await v.opened(page());
  await page().goto(`${v.base}/phone/#/training/example-1`);
  await page().getByText("还有2道没有选").waitFor();
  await answer(page(), { q3: "记成上门见到了孩子", q4: "先找几天再说" });
  await page().getByRole("button", { name: "交卷" }).click();
  await page().locator("[data-result=waits]").waitFor();
  await page().locator("[data-unsent='1']").first().waitFor();

  let times = 0;
  await page().route("**/api/sync/batches", async (route) => {
    times += 1;
    if (times > 1) return route.continue();
    await route.fetch(); // stored, and the answer is lost
    return route.abort("connectionreset");
  });
  const cut = page().waitForEvent("requestfailed", (request) => request.url().endsWith("/api/sync/batches"));
  await context().setOffline(false);
  await cut;
  await page().evaluate(() => dispatchEvent(new Event("online"))); // at once, and not after the pause of a bad network
  const failed = page().locator("[data-result=failed]");
  await failed.getByText("没有合格：4道对了0道").waitFor();
  await failed.getByText("请再看一遍“走访看什么”。").waitFor();
  await failed.getByText("正确答案").waitFor({ state: "detached" });
  await page().getByRole("button", { name: "再考一次" }).click();
  await answer(page(), { ...answers, q2: "家长同意就可以" });
  await page().getByRole("button", { name: "交卷" }).click();
  const passed = page().locator("[data-result=passed]");
  await passed.getByText("正确答案：不可以").waitFor();
  assert.deepEqual(await seenOn(page()), fine);
  await page().getByRole("link", { name: "返回" }).click();
  await page().locator("[data-state=done]").waitFor();
  const { rows } = await v.people.database.db.owner.query("select 1 from entry where kind = 'training.exam_taken'");
  assert.equal(rows.length, 2);
});

test("a new director who has not passed is shown to the supervisor and in 人员与岗位, until a session with an exam", async () => {
  const complaints: string[] = [];
  const desk = await deskOf(v, "林督导", complaints);
  await desk.getByRole("link", { name: "初任还没有考核合格 1 人" }).click();
  await desk.getByRole("table", { name: "名单" }).getByRole("link", { name: "新主任" }).waitFor();
  await desk.getByRole("navigation", { name: "主菜单" }).getByRole("link", { name: "人员与岗位" }).click();
  await desk.getByRole("row").filter({ hasText: "新主任" }).getByRole("link", { name: "初任未考核合格" }).click();
  await desk.getByText("还没有培训记录。").waitFor();

  await desk.goto(`${v.base}/desk/#/training/new`);
  await desk.getByLabel("培训内容").fill("入户走访");
  await desk.getByLabel("新主任考核合格").check();
  await desk.getByText("到场 1 人，其中考核合格 1 人").waitFor();
  await desk.getByRole("button", { name: "记下" }).click();
  const session = desk.getByRole("table", { name: "集中培训" }).getByRole("row").filter({ hasText: "入户走访" });
  await session.waitFor();
  await desk.getByRole("link", { name: "新主任" }).click();
  await desk.getByText("到场，考核合格").waitFor();

  await desk.goto(`${v.base}/desk/#/training`);
  await session.getByRole("button", { name: "撤销登记" }).click();
  const dialog = desk.getByRole("dialog");
  await dialog.getByLabel("为什么撤销").fill("人登记错了");
  await dialog.getByRole("button", { name: "撤销登记" }).click();
  await session.getByText("已撤销").waitFor();
  assert.deepEqual(complaints, []);
});
