import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { addPeople, markSynthetic } from "#capabilities/account/index.ts";
import { bringUp } from "#capabilities/anomaly/index.ts";
import { compare, initial } from "#capabilities/anomaly/decide.ts";
import { answerReferral, type ReferralState, sendReferral } from "#capabilities/referral/decide.ts";
import type { Actor } from "#kernel/actor.ts";
import { newId } from "#kernel/id.ts";
import { subtree } from "#kernel/scope.ts";
import { inScope } from "#platform/db/scope.ts";
import { places } from "../cast.ts";
import { fine, seenOn } from "./seen.ts";
import { openVillage, type VillageSite } from "./village.ts";

/* What a department's list says otherwise, found out on a phone without signal; the real server on a real database behind it. */

let v: VillageSite;
before(async () => {
  v = await openVillage();
  const { owner } = v.people.database.db;
  await markSynthetic(owner);
  await addPeople(owner, [{ name: "何主任", kind: "director", area: places.eastVillage }], { demo: true, day: "2024-01-01" }); // prettier-ignore
});
after(async () => {
  await v?.closePhone();
  await v?.close();
});

async function raise(childId: string): Promise<void> {
  const actor: Actor = { personId: newId(), name: "系统", post: "system", area: places.eastVillage, scope: subtree(places.eastVillage) };
  const anomaly = {
    comparison: "school", title: "在校学生名单", department: "education", finding: "differs", clause: "条款", list: newId(), listDay: "2024-06-25", row: 1,
    probability: 0.99, words: "姓名、出生日期相同", facts: { "school.state": "junior", "guardian.idNumber": "44528119500101123X" }, day: "2024-06-28", due: "2024-07-28",
  } as const;
  const { drafts } = compare(initial, "school", [anomaly], { day: "2024-06-28", list: anomaly.list });
  await v.people.tonghu.journal.decide({ actor, commandId: newId(), content: {} }, childId, () => drafts);
} // prettier-ignore

const present = { today: "2024-06-28", name: "某人", limit: () => ({ due: "2024-07-05", remindOn: "2024-07-04", climbsOn: "2024-07-09", assumed: [] }) }; // prettier-ignore
const sending = {
  route: "dropout", title: "疑似辍学", clause: "条款", department: "education", urgent: false, to: places.county,
  terms: { receive: 2, answer: 10, check: 5, remind: 1, climb: 2, clause: "本地设定" }, note: "请劝返", number: "1", facts: {},
} as const; // prettier-ignore

/** Education says that it is done. */
async function refer(childId: string): Promise<void> {
  const actor: Actor = { personId: newId(), name: "系统", post: "system", area: places.eastVillage, scope: subtree(places.eastVillage) }; // prettier-ignore
  const { journal } = v.people.tonghu;
  const drafts = [
    (): Drafts => sendReferral({}, sending, undefined, present),
    (state: ReferralState): Drafts => answerReferral(state, 1, "已返校就读", present),
  ];
  for (const decide of drafts)
    await journal.decide({ actor, commandId: newId(), content: {} }, childId, ({ state }) => decide(state["referral"] as ReferralState)); // prettier-ignore
}
type Drafts = ReturnType<typeof answerReferral>;

/** What a department says that it has done is looked at with the child, without signal. */
async function checkOnPhone(page: Page, childId: string): Promise<void> {
  await page.goto(`${v.base}/phone/#/`);
  await page.getByRole("link", { name: "部门已办结1件，请到孩子家核实" }).click();
  const card = page.locator(`[data-check="${childId} 1"]`);
  await card.getByText("部门反馈：已返校就读").waitFor();
  await card.getByText("7月5日").waitFor();
  await card.getByRole("button", { name: "保存" }).click();
  await card.getByText("请先点").waitFor();
  await card.getByRole("radio", { name: "没有解决，退回部门" }).click();
  await card.getByLabel("看到了什么，谁说的").fill("奶奶说还在家里");
  assert.deepEqual(await seenOn(page), fine);
  await card.getByRole("button", { name: "保存" }).click();
  await page.getByText("没有要核实的了").waitFor();
}

/** A line of a list of somebody who should live in the east village and has no file. */
async function listLine(name: string): Promise<void> {
  const { pool } = v.people.database.db;
  const facts = { name, sex: "female", birthDate: "2018-06-15" };
  const row = { digest: "one", row: 1, area: places.eastVillage, said: { title: "在校学生名单", clause: "条款", name, facts, place: "东村三组" } };
  const how = { comparison: "school", department: "education", list: newId(), day: "2024-06-28", due: "2024-07-28" };
  await inScope(pool, subtree(places.eastVillage), (db) => bringUp(db, v.people.tonghu.journal.machine.vault, [row], how));
} // prettier-ignore

/** Whoever is on no file is registered from the line, and the line is answered with it: nothing is chosen a second time. */
async function registerListed(page: Page): Promise<void> {
  await page.goto(`${v.base}/phone/#/anomalies`);
  await page.locator("[data-listed]").getByRole("button", { name: "去核实" }).click();
  await page.getByRole("radio", { name: "住在本村，已建档或现在建档" }).click();
  await page.getByRole("button", { name: "没有档案，现在登记" }).click();
  await page.getByText("部门名单上的方小新就算核实了").waitFor();
  assert.equal(await page.getByLabel("姓名", { exact: true }).inputValue(), "方小新");
  assert.deepEqual(await seenOn(page), fine);
  await page.locator("form").getByRole("button", { name: "登记", exact: true }).click();
  await page.getByText("存在手机里了").waitFor();
}

test("found out without signal, and once on the server; what the desk had answered comes back as a question with both", async () => {
  const [first, second] = [await v.child({ "school.state": "primary" }), await v.child({ "school.state": "primary" })];
  await raise(first.id);
  await raise(second.id);
  await refer(first.id);
  const { context, page, restart } = await v.kept();
  await context().setOffline(true);
  await restart();
  await context().setOffline(true);
  await v.opened(page());
  await page().getByRole("link", { name: "有2条部门数据要核实" }).click();
  const cardOf = (child: { readonly id: string }) => page().locator(`[data-anomaly="${child.id} 1"]`);

  await cardOf(first).getByRole("button", { name: "去核实" }).click();
  await cardOf(first).getByText("名单：初中").waitFor();
  await cardOf(first).getByText("档案：小学").waitFor();
  await cardOf(first).getByText("名单：445281********123X").waitFor();
  assert.deepEqual(await seenOn(page()), fine);
  await cardOf(first).getByRole("button", { name: "保存" }).click();
  await cardOf(first).getByText("请选核实下来怎样").waitFor();
  await cardOf(first).getByRole("radio", { name: "两边都不对" }).click();
  await cardOf(first).locator('[data-key="school.state"]').getByRole("radio", { name: "特殊教育" }).click();
  await cardOf(first).getByLabel("怎样核实的，看到什么").fill("到家里看过入学通知");
  await cardOf(first).getByRole("button", { name: "保存" }).click();
  await cardOf(first).waitFor({ state: "detached" });

  await cardOf(second).getByRole("button", { name: "去核实" }).click();
  await cardOf(second).getByRole("radio", { name: "名单有错" }).click();
  await cardOf(second).getByLabel("怎样核实的，看到什么").fill("见到校服");
  await cardOf(second).getByRole("button", { name: "保存" }).click();
  await page().getByText("没有要核实的部门数据").waitFor();
  assert.equal(await v.unsentOn(page()), 2);
  await checkOnPhone(page(), first.id);
  assert.equal(await v.unsentOn(page()), 3);

  const desk = await v.county.post(`/api/anomaly/children/${second.id}/1/verify`, { id: newId(), verdict: "right", note: "问过学校" });
  assert.equal(desk.status, 200, JSON.stringify(desk.body));
  let times = 0;
  await page().route("**/api/sync/batches", async (route) => {
    times += 1;
    if (times > 1) return route.continue();
    await route.fetch(); // stored, and the answer is lost
    return route.abort("connectionreset");
  });
  await context().setOffline(false);
  await page().goto(`${v.base}/phone/#/unsent`);
  const contact = page().getByRole("button", { name: "现在就联系一次" });
  const question = page().locator('[data-question="anomaly.1"]');
  // one answer is lost, and the next one comes: to whoever asks, or to the phone, which asks by itself before anybody has read why
  for (let turns = 0; turns < 60 && !(await question.isVisible()); turns += 1) {
    if (await contact.isVisible()) await contact.click();
    await page().waitForTimeout(500);
  }
  assert.ok(times > 1);
  await question.getByRole("button", { name: "按已有的：名单说得对" }).waitFor();
  await question.getByText("改过的内容就改回原来的").waitFor();
  const { small, narrow } = await seenOn(page()); // a made-up officer's name is Latin
  assert.deepEqual([small, narrow], [[], []]);
  const kindsOf = async (childId: string): Promise<string[]> =>
    (await v.entriesOf(childId)).flatMap(({ kind }) => (kind.startsWith("anomaly.") ? [kind] : []));
  const kept = await kindsOf(second.id);
  assert.deepEqual(kept.filter((kind) => kind !== "anomaly.raised"), ["anomaly.verified", "anomaly.answered_late"]);
  await question.getByRole("button", { name: "我的对，改成：名单有错" }).click();
  await question.waitFor({ state: "detached" });
  await v.sent(page());
  assert.equal((await kindsOf(first.id)).filter((kind) => kind === "anomaly.verified").length, 1);
  const checked = (await v.entriesOf(first.id)).filter(({ kind }) => kind === "referral.checked");
  assert.deepEqual(checked.map(({ body }) => [body["solved"], body["note"]]), [[false, "奶奶说还在家里"]]);
  const { rows } = await v.people.database.db.owner.query<{ verdict: string }>(
    "select verdict from anomaly_item where child_id = any($1::uuid[]) order by array_position($1::uuid[], child_id)", [[first.id, second.id]]);
  assert.deepEqual(rows.map(({ verdict }) => verdict), ["corrected", "wrong"]);
  const { body } = await v.county.get(`/api/registry/children/${second.id}`);
  const { facts } = body as { facts: { key: string; value: unknown }[] };
  assert.equal(facts.find(({ key }) => key === "school.state")?.value, "primary", "what the desk's answer changed went back");

  await listLine("方小新");
  await page().goto(`${v.base}/phone/#/unsent`);
  await page().getByRole("button", { name: "现在就联系一次" }).click();
  await page().goto(`${v.base}/phone/#/`);
  await page().getByRole("link", { name: /名单上1个孩子没有档案/ }).waitFor();
  await context().setOffline(true);
  await registerListed(page());
  await page().locator("[data-unsent='2']").waitFor();
  await context().setOffline(false);
  await page().goto(`${v.base}/phone/#/unsent`);
  await page().getByRole("button", { name: "现在就联系一次" }).click();
  await v.sent(page());
  const lines = await v.people.database.db.owner.query<{ verdict: string; child_id: string }>("select verdict, child_id from anomaly_unregistered");
  const line = lines.rows[0];
  assert.equal(line?.verdict, "right");
  assert.deepEqual((await v.entriesOf(line.child_id)).map(({ kind }) => kind)[0], "registry.child_registered");
}); // prettier-ignore
