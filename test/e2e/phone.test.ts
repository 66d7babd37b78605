import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { after, before, beforeEach, test } from "node:test";
import type { FastifyInstance } from "fastify";
import type { Page } from "playwright-core";
import { newId } from "#kernel/id.ts";
import { paleOn } from "./contrast.ts";
import { fine, listen, type Seen, seenOn } from "./seen.ts";
import { type Caller, type Cast, enter, leftBehind, places } from "../cast.ts";
import { openSite, type Site } from "./site.ts";
import { languageCodes } from "../../tools/language.ts";

/*
 * A village director's day on the phone: the real server, a real database, the pages built from the present source.
 * On the first of July a red and a green child are registered; forty days later both wait for a visit.
 */

const children = { red: newId(), green: newId(), unclear: newId() };

let site: Site;
let people: Cast;
let app: FastifyInstance;
let page: Page;
let base: string;
let complaints: string[];

const register = async (director: Caller, childId: string, facts: Record<string, unknown>): Promise<void> => {
  const command = { id: newId(), childId, area: places.eastVillage, facts: { ...leftBehind, ...facts } };
  const answer = await director.post("/api/registry/children", command);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
};

before(async () => {
  site = await openSite("phone", "public");
  ({ people, app, base } = site);
  const director = await enter(people, app, "director", places.eastVillage);
  await register(director, children.green, { name: "林小青", "guardian.phone": "13800138000" });
  await register(director, children.red, { name: "黄小红", "risk.livingAlone": "confirmed" });
  await register(director, children.unclear, { name: "陈小问", "father.vice": ["none"] });
  people.clock.set("2024-08-10T02:00:00.000Z");
});

after(() => site?.close());

beforeEach(async () => {
  await page?.context().close();
  page = await (await site.browser.newContext({ viewport: { width: 390, height: 844 }, locale: "zh-CN" })).newPage();
  page.setDefaultTimeout(60_000);
  complaints = listen(page);
});

async function signIn(): Promise<void> {
  await page.goto(`${base}/phone/`);
  await page.getByLabel("找村名或姓名").fill("演示");
  await page.getByRole("button", { name: "演示director" }).first().click();
  await page.getByRole("tab").first().waitFor();
}

const look = (): Promise<Seen> => seenOn(page);

interface Stored {
  readonly kind: string;
  readonly body: { readonly confirmed?: boolean; readonly kind?: string };
}

const visitsOf = async (childId: string): Promise<Stored[]> => {
  const director = await enter(people, app, "director", places.eastVillage);
  const { body } = await director.get(`/api/registry/children/${childId}/entries`);
  return (body as Stored[]).filter((entry) => entry.kind === "visit.recorded");
};

test("the red child comes first, and a visit where nothing changed takes four taps", async () => {
  await signIn();
  const cards = page.locator("main li.card");
  assert.equal(await cards.first().getAttribute("data-child"), "黄小红");
  assert.match(await cards.first().innerText(), /高风险[\s\S]*该入户，已过40天[\s\S]*脱离监护/);
  assert.deepEqual(await look(), fine);

  await cards.first().getByRole("link", { name: "开始入户走访" }).click();
  await page.getByText(/大约要\d分钟/).waitFor();
  await page.getByRole("radio", { name: "都没有" }).click();
  await page.getByRole("button", { name: "都和上次一样" }).click();
  assert.deepEqual(await look(), fine);
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByText("颜色没有变").waitFor();
  assert.deepEqual(await look(), fine);

  await page.getByText("要随时盯住").waitFor(); // nothing falls due any more, and yet the child stays in sight
  await page.getByRole("link", { name: "回到今天" }).click();
  assert.match(await page.locator("[data-group=watched]").innerText(), /黄小红[\s\S]*上次：今天/);
  const visits = await visitsOf(children.red);
  assert.equal(visits.length, 1);
  assert.equal(visits[0]?.body.confirmed, true, "what was only confirmed was not sent");
  assert.deepEqual(complaints, []);
});

test("a suspicion makes a child yellow, and the problem stays until somebody says what came of it", async () => {
  await signIn();
  await page.locator('[data-child="林小青"]').getByRole("link", { name: /^开始/ }).click();
  await page.getByRole("radio", { name: "入户走访" }).click();
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByText("请先回答：有没有发现危险情况？").waitFor();
  await page.getByRole("radio", { name: "有，或者怀疑有" }).click();
  await page.locator('[data-key="risk.dropout"]').getByRole("radio", { name: "疑似" }).click();
  await page.getByRole("button", { name: "都和上次一样" }).click();
  await page.getByRole("checkbox", { name: "孩子本人" }).click();
  await page.getByRole("button", { name: "记一个问题" }).click();
  await page.getByLabel("问题", { exact: true }).fill("怀疑不上学了");
  await page.getByLabel("解决办法").fill("和学校一起去劝");
  await page.getByRole("radio", { name: "一周内" }).click();
  assert.deepEqual(await look(), fine);

  await page.reload(); // the half-filled form is still there
  assert.equal(await page.getByLabel("解决办法").inputValue(), "和学校一起去劝");
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByText("颜色变了").waitFor();
  assert.equal(await page.locator("[data-now]").getAttribute("data-now"), "yellow");
  assert.match(
    await page.locator("main").innerText(),
    /低风险[\s\S]*变成[\s\S]*中高风险（黄色）[\s\S]*辍学儿童（疑似）/,
  );

  await page.getByRole("link", { name: "看这个孩子的档案" }).click();
  assert.equal(await page.getByRole("link", { name: /13800138000/ }).getAttribute("href"), "tel:13800138000");
  await page.getByText("怀疑不上学了").waitFor();
  await page.getByText("8月17日前办完").waitFor();
  assert.deepEqual(await look(), fine);
  await page.getByRole("button", { name: "说说办得怎么样" }).click();
  await page.getByLabel("办得怎么样？").fill("已经回学校了");
  await page.reload(); // kept at each field, and open where it was left
  assert.equal(await page.getByLabel("办得怎么样？").inputValue(), "已经回学校了");
  await page.getByRole("button", { name: "办完了" }).click();
  await page.getByText("怀疑不上学了").waitFor({ state: "detached" });
  assert.deepEqual(complaints, []);
});

test("a lost answer: sent again with the same id, also after a reload, it is stored once", async () => {
  await signIn();
  await page.goto(`${base}/phone/#/visit/${children.unclear}/contact`);
  await page.getByRole("radio", { name: "都没有" }).click();
  await page.getByRole("button", { name: "都和上次一样" }).click();
  await page.route("**/visits", async (route) => {
    await route.fetch();
    await route.abort("connectionreset");
  });
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByText("再点一次就重新送，不会重复").waitFor();
  assert.equal((await visitsOf(children.unclear)).length, 1, "it had arrived");
  assert.ok(await page.getByLabel("想记下的话").isDisabled(), "nothing can be typed that would get lost");
  await page.unroute("**/visits");
  await page.reload();
  await page.getByRole("button", { name: "再送一次" }).click();
  await page.getByText("没有重复记").waitFor();
  const visits = await visitsOf(children.unclear);
  assert.deepEqual(visits.map((visit) => visit.body.kind), ["contact"]); // prettier-ignore
});

test("a child is registered with few words, and the same child is not registered twice", async () => {
  await signIn();
  await page.getByRole("link", { name: "登记" }).click();
  const fill = async (): Promise<void> => {
    await page.getByLabel("姓名", { exact: true }).fill("方小新");
    await page.getByLabel("身份证号", { exact: true }).fill("99900020180615");
    await page.getByText("还差4位").waitFor();
    await page.getByLabel("身份证号", { exact: true }).fill("999000201806150041");
    await page.getByText("号码有一位不对").waitFor();
    await page.getByLabel("身份证号", { exact: true }).fill("９９９0002018 0615004x");
  };
  await fill();
  await page.getByText("女，2018年6月15日出生，6岁").waitFor();
  assert.deepEqual(await look(), fine);
  await page.getByRole("button", { name: "登记" }).click();
  await page.getByText("已经登记").waitFor();
  await page.getByRole("link", { name: "孩子们" }).click();
  await page.getByLabel("按姓名找").fill("方小");
  await page.getByText("方小新").waitFor();
  await page.getByText("林小青").waitFor({ state: "detached" });
  assert.deepEqual(complaints, []);

  await page.getByRole("link", { name: "登记" }).click();
  await fill();
  await page.getByRole("button", { name: "登记" }).click();
  await page.getByText("该儿童已经建档").waitFor();
});

test("a red child who is due today stands above the overdue, whatever tab is open", async () => {
  people.clock.set("2024-12-10T02:00:00.000Z"); // everybody registered before is overdue by now
  const director = await enter(people, app, "director", places.eastVillage);
  await register(director, newId(), { name: "郑小今", "risk.livingAlone": "confirmed" });
  await signIn();
  const counts = (): Promise<string[]> => page.getByRole("tab").allInnerTexts();
  const counted = await counts();
  assert.match(counted[0] ?? "", /逾期\s*[1-9]/);
  assert.match(counted[1] ?? "", /今天\s*1/);
  for (const tab of [0, 2, 3]) {
    await page.getByRole("tab").nth(tab).click();
    await page.locator("[role=tab][aria-selected=true]").and(page.getByRole("tab").nth(tab)).waitFor();
    assert.equal(await page.locator("main li.card [data-level]").first().getAttribute("data-level"), "red");
    assert.match(await page.locator("[data-group=first]").innerText(), /郑小今[\s\S]*今天该入户/);
  }
  await page.getByRole("tab").nth(1).click();
  assert.equal(await page.locator("[data-child=郑小今]").count(), 1, "never twice");
  assert.deepEqual(await counts(), counted);
  assert.deepEqual(await look(), fine);
});

test("a session that ends keeps the page for the same person", async () => {
  await signIn();
  await page.goto(`${base}/phone/#/file/${children.unclear}`);
  await page.getByRole("button", { name: "觉得颜色不对？向镇里提议" }).click();
  await page.getByRole("radio", { name: "中高风险（黄色）" }).click();
  await page.getByLabel("为什么").fill("看见孩子没人管");
  await page.context().clearCookies();
  await page.getByRole("button", { name: "提给镇里" }).click();
  await page.getByText("登录过期了，请演示director重新进入").waitFor();
  await page.getByRole("button", { name: "演示director" }).first().click();
  assert.equal(await page.getByLabel("为什么").inputValue(), "看见孩子没人管");
  await page.getByRole("button", { name: "提给镇里" }).click();
  await page.getByText("已经向镇里提议").waitFor();
});

test("large text holds, and signing out empties what was half-filled", async () => {
  await signIn();
  await page.getByRole("button", { name: "大字" }).click();
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), "22px");
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 390, `nothing runs out of the screen: ${wide}`);
  await page.setViewportSize({ width: 360, height: 640 });
  for (const word of ["更大", "最大"]) await page.getByRole("button", { name: word }).click();
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), "30px");
  for (const at of [
    "",
    "children",
    "tasks",
    "register",
    "me",
    `file/${children.red}`,
    `visit/${children.red}/contact`,
  ]) {
    await page.goto(`${base}/phone/#/${at}`);
    await page.locator("main h1").first().waitFor();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.deepEqual(await paleOn(page), [], at);
    assert.ok(width <= 360, `${at} runs out of the smallest screen in the largest text: ${width}`);
  }
  await page.goto(`${base}/phone/#/`);
  for (const word of ["标准字", "大字"]) await page.getByRole("button", { name: word }).click();
  await page.goto(`${base}/phone/#/visit/${children.red}/contact`);
  await page.getByLabel("想记下的话").fill("只给自己看的话");
  await page.waitForFunction(() =>
    Object.values(sessionStorage).some((kept) => String(kept).includes("只给自己看的话")),
  );
  await page.goto(`${base}/phone/#/me`);
  await page.getByRole("button", { name: "退出" }).click();
  await page.getByText("用登录码进入").waitFor();
  assert.deepEqual(await page.evaluate(() => Object.keys(sessionStorage)), []);
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), "22px");
  assert.deepEqual(complaints, []);
});

test("the public page names no child's label, and the phone's first load is small", async () => {
  await page.goto(`${base}/public/`);
  const text = await page.locator("html").innerText();
  assert.doesNotMatch(text, /留守|困境/);
  assert.match(text, /110[\s\S]*12345[\s\S]*12355/);
  assert.equal(await page.getByRole("link", { name: "儿童主任入口" }).getAttribute("href"), "/phone/");
  assert.deepEqual(complaints, []);
  const bytesOf = (name: string): number => gzipSync(readFileSync(join(site.folder, "phone", name))).length;
  const index = readFileSync(join(site.folder, "phone/index.html"), "utf8");
  const first = [...index.matchAll(/(?:src|href)="\/phone\/(assets\/[^"]+\.js)"/g)].map((match) => match[1] ?? "");
  const script = readFileSync(join(site.folder, "phone", first[0] ?? ""), "utf8");
  assert.equal(first.length, 1);
  assert.doesNotMatch(script, /^import\s*["'{*]|\bfrom\s*["']\.\//, "the first screen is one file");
  // the issue allows 60: over Fast 3G each 10 kB are 55 ms of the two seconds until the list
  assert.ok(bytesOf(first[0] ?? "") < 50_000, `${bytesOf(first[0] ?? "")} bytes of script for the first screen`);
  const built = readdirSync(join(site.folder, "phone/assets")).filter((name) => /\.(?:js|css)$/.test(name));
  const ofLanguage = (name: string): boolean => languageCodes().some((code) => name.startsWith(`${code}-`));
  const all = built.reduce((sum, name) => sum + (ofLanguage(name) ? 0 : bytesOf(`assets/${name}`)), 0);
  // no document's limit, but ours: 104 kB with the agreement of care (docs/decisions/0044), 111 with checks and what is carried over, 112.6 with half-filled visits kept for the next director; what was done today came in for the schemas that nobody asks
  assert.ok(all < 113_000, `${all} bytes with what is kept for days without signal`);
  for (const name of built.filter(ofLanguage)) assert.ok(bytesOf(`assets/${name}`) < 18_000, name); // fetched when it is chosen
  const packed = await fetch(`${base}/phone/${first[0]}`);
  assert.match(packed.headers.get("content-encoding") ?? "", /^(?:br|gzip)$/, "and is sent compressed");
});

test("one tap calls: the number opens for a visit, and the trace says what for", async () => {
  await signIn();
  const card = page.locator("li[data-child='林小青']").first();
  const asked = page.waitForRequest((request) => request.url().includes("purpose=visit"));
  await card.getByRole("button", { name: /^打电话给/ }).click();
  const childId = /children\/([^?]+)/.exec((await asked).url())?.[1] ?? "";
  await card.locator("a[href='tel:13800138000']").waitFor();
  const { rows } = await site.people.database.db.owner.query<{ purpose: string }>(
    "select purpose from trace_fresh where children @> array[$1::uuid] and purpose is not null order by at desc limit 1",
    [childId],
  );
  assert.deepEqual(rows, [{ purpose: "visit" }]);
});
