import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { FastifyInstance } from "fastify";
import type { BrowserContext, Page } from "playwright-core";
import { addPeople, invite, takeLogin } from "#capabilities/account/index.ts";
import { codeAt, wait } from "../accounts.ts";
import { type Cast, enter, places } from "../cast.ts";
import { inhabit } from "./inhabitants.ts";
import { fine, seenOn } from "./seen.ts";
import { openSite, type Site } from "./site.ts";
import { walking } from "./walking.ts";

/* The ways in, on the desk and on the phone: codes, passwords, the second factor, the supervisor's picture. */

let site: Site;
let people: Cast;
let app: FastifyInstance;
let base: string;
let context: BrowserContext;
let page: Page;
let complaints: string[];

const walk = walking(() => site);
beforeEach(() => {
  context = walk.context();
  page = walk.page();
  complaints = walk.complaints();
});

before(async () => {
  site = await openSite("desk", "phone");
  ({ people, app, base } = site);
  await inhabit(site, [{ name: "林督导", kind: "supervisor", area: places.east }]);
});
after(() => site?.close());

/** Somebody real of the county, who has been given a one-time code. */
async function invitedOfficer(login: string): Promise<string> {
  const { owner } = people.database.db;
  const post = { name: "周县级", kind: "county", area: places.county } as const;
  const [personId = ""] = await addPeople(owner, [post], { demo: false, day: "2024-01-01" });
  await takeLogin(owner, personId, login);
  return invite(owner, personId, people.clock.now(), 24, null);
}

const password = "Lan-Hua-Cao-58";

test("an invited officer of the county chooses a password, sets up the second factor, and comes back with both", async () => {
  const code = await invitedOfficer("周县级");
  await page.goto(`${base}/desk/`);
  await page.getByText("用自己的账号登录").click();
  await page.getByLabel("一次性登录码").fill(code);
  await page.getByLabel("一次性登录码").press("Enter");

  await page.getByRole("heading", { name: "设置自己的密码" }).waitFor();
  await page.reload(); // a half session goes on where it was
  await page.getByLabel("新密码", { exact: true }).fill("Password2024");
  await page.getByText("这个密码太常见").waitFor();
  assert.ok(await page.getByRole("button", { name: "保存密码" }).isDisabled());
  await page.getByLabel("新密码", { exact: true }).fill(password);
  await page.getByLabel("再填一次新密码").fill(password);
  await page.getByLabel("再填一次新密码").press("Enter");

  await page.getByRole("heading", { name: "绑定动态口令" }).waitFor();
  const secret = (await page.locator(".enrol-picture code").first().innerText()).replaceAll(" ", "");
  await page.getByLabel("填写验证器上显示的").fill("000000");
  await page.getByRole("button", { name: "完成绑定" }).click();
  await page.getByText("动态口令不正确").waitFor();
  await page.getByLabel("填写验证器上显示的").fill(codeAt(secret, people.clock.now()));
  await page.getByRole("button", { name: "完成绑定" }).click();
  await page.getByRole("list", { name: "恢复码" }).waitFor();
  const codes = await page.getByRole("list", { name: "恢复码" }).getByRole("listitem").allInnerTexts();
  assert.equal(new Set(codes).size, 10);
  assert.ok(await page.getByRole("button", { name: "继续" }).isDisabled(), "nobody leaves them behind unsaved");
  await page.getByLabel("已保存").check();
  await page.getByRole("button", { name: "继续" }).click();
  await page.getByRole("heading", { name: "今日", exact: true }).waitFor();

  await page.getByRole("button", { name: "退出" }).click();
  const comeBack = async (second: string): Promise<void> => {
    await page.getByText("用自己的账号登录").click();
    await page.getByLabel("登录名", { exact: true }).fill("周县级");
    await page.getByLabel("密码", { exact: true }).fill(password);
    await page.getByLabel("密码", { exact: true }).press("Enter");
    await page.getByLabel("动态口令", { exact: true }).fill(second);
    await page.getByLabel("动态口令", { exact: true }).press("Enter");
  };
  wait(people, 60); // a code counts once
  await comeBack(codeAt(secret, people.clock.now()));
  await page.getByRole("heading", { name: "今日", exact: true }).waitFor();

  // the session ends: both are asked for above the page, and a recovery code stands in for the second
  await page.waitForLoadState("networkidle");
  await context.clearCookies();
  // by its address: a call of the page that ends only now opens the dialogue too, and nothing below it can be clicked
  await page.goto(`${base}/desk/#/ledger`);
  const again = page.getByRole("dialog", { name: "登录已过期" });
  await again.waitFor();
  await comeBack(codes[0] ?? "");
  await again.waitFor({ state: "hidden" });
  await page.getByText("台账里还没有儿童").waitFor();
  const refused = complaints.filter((said) => !said.includes("403"));
  assert.deepEqual(refused, []);
});

test("a supervisor adds a director, whose one-time code is shown once, and shows the picture for the phone", async () => {
  await page.goto(`${base}/desk/`);
  await page.getByLabel("查找演示人员").fill("林督导");
  await page.getByRole("button", { name: "林督导" }).click();
  await page.getByRole("heading", { name: "今日", exact: true }).waitFor();
  await page.getByRole("link", { name: "人员与岗位" }).click();
  await page.getByRole("button", { name: "添加人员" }).click();
  const form = page.getByRole("dialog", { name: "添加人员" });
  await form.getByLabel("姓名").fill("吴主任");
  await form.getByLabel("登录名").fill("吴主任");
  await form.getByRole("combobox", { name: "地区" }).click();
  await page.locator(".ant-cascader-menu-item", { hasText: "玉环居委会" }).first().click();
  await form.getByLabel("任职依据").fill("村委会换届");
  await form.getByRole("button", { name: "添加并生成登录码" }).click();
  assert.ok((await form.locator(".once code").innerText()).length >= 20);
  await form.getByRole("button", { name: "已交给本人，完成" }).click();

  await page.getByRole("button", { name: "办理：吴主任" }).click();
  const panel = page.getByRole("dialog", { name: "吴主任" });
  await panel.getByRole("button", { name: "绑定手机" }).click();
  await panel.getByRole("img", { name: "吴主任绑定手机的二维码" }).waitFor();
  await panel.getByRole("button", { name: "终止" }).click();
  await panel.getByLabel("原因").fill("录入有误");
  await panel.getByRole("button", { name: "终止任职" }).click();
  await panel.getByText("没有人负责").first().waitFor();
  await panel.getByLabel("确认暂时空缺").check();
  await panel.getByRole("button", { name: "终止任职" }).click();
  await page.getByText("任职已终止").waitFor();
  await panel.getByText("已结束").waitFor();
  assert.deepEqual(complaints.filter((said) => !said.includes("422")), []); // prettier-ignore
});

test("a new director: the one-time code, a password of one's own, then the phone itself by the supervisor's picture", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  const supervisor = await enter(people, app, "supervisor", places.east);
  const { owner } = people.database.db;
  const post = { name: "吴新任", kind: "director", area: places.eastVillage } as const;
  const [personId = ""] = await addPeople(owner, [post], { demo: false, day: "2024-01-01" });
  await takeLogin(owner, personId, "吴新任");
  const code = await invite(owner, personId, people.clock.now(), 24, null);

  await page.goto(`${base}/phone/`);
  await page.getByLabel("一次性登录码").fill(code);
  await page.getByRole("button", { name: "进入" }).click();
  await page.getByLabel("新密码", { exact: true }).fill("短");
  await page.getByLabel("再填一次新密码").fill("短");
  await page.getByRole("button", { name: "保存密码" }).click();
  await page.getByText("密码至少要有 10 个字符").waitFor();
  assert.deepEqual(await seenOn(page), fine);
  await page.getByLabel("新密码", { exact: true }).fill(password);
  await page.getByLabel("再填一次新密码").fill(password);
  await page.getByRole("button", { name: "保存密码" }).click();
  await page.getByRole("tab").first().waitFor();

  await page.goto(`${base}/phone/#/me`);
  await page.getByRole("button", { name: "退出" }).click();
  await page.getByLabel("登录名").fill("吴新任");
  await page.getByLabel("密码", { exact: true }).fill(password);
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await page.getByRole("tab").first().waitFor();

  const { body } = await supervisor.get("/api/account/people?q=吴新任");
  const [line] = (body as { people: { posts: { postId: string }[] }[] }).people;
  const made = await supervisor.post("/api/account/device-codes", { postId: line?.posts[0]?.postId });
  await page.context().clearCookies();
  await page.goto(`${base}/phone/#/enrol/${(made.body as { code: string }).code}`);
  assert.deepEqual(await seenOn(page), fine);
  await page.getByLabel("给这部手机起个名字").fill("红色旧手机");
  await page.getByRole("button", { name: "绑定并进入" }).click();
  await page.getByRole("tab").first().waitFor();
  assert.equal(new URL(page.url()).hash, "#/");
  const devices = (await supervisor.get("/api/account/area-devices")).body as { name: string; personName: string }[];
  assert.deepEqual(devices.map(({ name, personName }) => [name, personName]), [["红色旧手机", "吴新任"]]); // prettier-ignore
  // 422: the short password; 403: what index.html asks early, of a session that lacks its password
  assert.deepEqual(complaints.filter((said) => !/ (?:422|403) /.test(said)), []); // prettier-ignore
});

test("another language is chosen on the way in, without signal, and stays", async () => {
  await page.goto(`${base}/phone/`);
  await page.getByRole("radio", { name: "English" }).waitFor();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await context.setOffline(true);
  await page.getByRole("radio", { name: "English" }).click();
  await page.getByRole("button", { name: "Sign in" }).waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  await page.reload();
  await page.getByText("No connection. Check the signal and try again.").waitFor();
  await context.setOffline(false);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("button", { name: "Sign in" }).waitFor();
  assert.deepEqual({ ...(await seenOn(page)), latin: [] }, fine, "nothing is too small or too narrow in English");
  await page.getByRole("radio", { name: "简体中文" }).click();
  await page.getByRole("button", { name: "登录", exact: true }).waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "zh-CN");
});
