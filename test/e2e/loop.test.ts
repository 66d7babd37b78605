import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { statusNames } from "#capabilities/comparison/zh.ts";
import { places } from "../cast.ts";
import { csvOf, gb18030, idNumber } from "../lists.ts";
import { inhabit } from "./inhabitants.ts";
import { openSite, type Site } from "./site.ts";
import { deskOf } from "./walking.ts";

/*
 * The closed loop of 粤民发〔2024〕32号 四(一)(二): two departments send their lists, the township finds out on the spot, the
 * file follows, each department is asked for what is its own and answers, the child is seen, and both lists know of it.
 */

let site: Site;
let childId = "";
const complaints: string[] = [];
const names = "陈嘉怡 林俊杰 黄梓涵 张雨桐 李思远 王浩然 刘欣妍 蔡明轩 郑诗琪 许子豪 吴佳慧 罗文博 杨若溪 朱天佑".split(
  " ",
);
const numbers = names.map((_, n) => idNumber("2013-02-03", 101 + 2 * n));

interface Loop {
  readonly officer: string;
  readonly list: string;
  readonly file: Buffer | string;
  readonly finding: string;
  readonly referral: string;
  readonly result: string;
}

const loops: readonly Loop[] = [
  {
    officer: "郑教育", list: "义务教育阶段疑似辍学学生名单", finding: "信息不一致", referral: "dropout", result: "已返校就读",
    file: gb18030(csvOf([[names[0] ?? "", numbers[0] ?? ""]], ["学生", "学生身份证号"])),
  },
  {
    officer: "吴医保", list: "城乡居民基本医疗保险参保儿童名单", finding: "应纳未纳", referral: "medical_insurance", result: "已办理参保",
    file: csvOf(names.slice(1).map((name, n) => [name, numbers[n + 1] ?? ""]), ["参保人姓名", "参保人身份证号"]),
  },
]; // prettier-ignore

before(async () => {
  site = await openSite("desk");
  const posts = [
    { name: "林督导", kind: "supervisor", area: places.east },
    { name: "许县级", kind: "county", area: places.county },
    { name: "郑教育", kind: "department", area: places.county, department: "education" },
    { name: "吴医保", kind: "department", area: places.county, department: "medical_insurance" },
  ] as const;
  const children = names.map((name, n) => [name, { birthDate: "2013-02-03", sex: "male", idNumber: numbers[n], "school.state": "primary", "insurance.medical": "insured" }]); // prettier-ignore
  [childId = ""] = await inhabit(site, posts, Object.fromEntries(children) as Record<string, Record<string, unknown>>);
});
after(() => site?.close());

const drawer = (page: Page) => page.getByRole("dialog");

async function sendList(department: Page, { list, file }: Loop): Promise<void> {
  await department.goto(`${site.base}/desk/#/lists`);
  await department.getByRole("combobox", { name: "名单种类" }).click();
  await department.locator(".ant-select-item-option").filter({ hasText: list }).click();
  await department
    .getByLabel("名单文件")
    .setInputFiles({ name: "名单.csv", mimeType: "text/csv", buffer: Buffer.from(file) });
  await department.getByText(`${list}：${statusNames.done}`).waitFor();
}

async function findOut(township: Page, { finding }: Loop): Promise<void> {
  await township.goto(`${site.base}/desk/#/`);
  await township.goto(`${site.base}/desk/#/anomalies`);
  const row = township.getByRole("row").filter({ hasText: finding });
  await row.getByText(names[0] ?? "").waitFor();
  await row.getByRole("button", { name: "核实" }).click();
  await drawer(township).getByLabel("情况属实").check();
  await drawer(township).getByLabel("核实情况").fill("入户见到孩子和祖母，情况属实");
  await drawer(township).getByRole("button", { name: "提交答复" }).click();
  await township.getByText("已答复，并反馈部门").waitFor();
}

async function refer(township: Page, { referral }: Loop): Promise<void> {
  await township.goto(`${site.base}/desk/#/children/${childId}?refer=${referral}`);
  await drawer(township).getByLabel("请部门办理什么").fill("请按规定办理");
  await drawer(township).getByRole("button", { name: "发送转介" }).click();
  await township.getByText("已转介").first().waitFor();
}

async function answer(department: Page, { result }: Loop): Promise<void> {
  await department.goto(`${site.base}/desk/#/inbox`);
  await department.getByRole("button", { name: "办理", exact: true }).click();
  await drawer(department).getByRole("button", { name: "签收并受理" }).click();
  await drawer(department).getByText("部门受理转介").waitFor();
  await drawer(department).getByLabel("办理结果").fill(result);
  await drawer(department).getByRole("button", { name: "提交答复" }).click();
  await department.getByText("没有等本部门办理的转介。").waitFor();
}

async function check(township: Page, { result }: Loop): Promise<void> {
  await township.goto(`${site.base}/desk/#/`);
  await township.getByRole("link", { name: /要向儿童回访核实\s*1\s*件/ }).click();
  await township.getByRole("button", { name: "回访核实" }).click();
  await drawer(township).getByText(result).waitFor();
  await drawer(township).getByLabel("已落实，办结").check();
  await drawer(township).getByLabel("核实情况").fill("到家里和学校看过");
  await drawer(township).getByRole("button", { name: "提交核实结果" }).click();
  await township.getByText("没有这样的转介。").waitFor();
}

test("list → anomaly → found out → file → referral → answer → child seen → closed, for two departments; the county sees nothing left", async () => {
  const township = await deskOf(site, "林督导", complaints);
  for (const loop of loops) {
    const department = await deskOf(site, loop.officer, complaints);
    await sendList(department, loop);
    await findOut(township, loop);
    await refer(township, loop);
    await answer(department, loop);
    await check(township, loop);
    await department.context().close();
  }
  const county = await deskOf(site, "许县级", complaints);
  await county.goto(`${site.base}/desk/#/anomalies`);
  await county.getByText("没有待核实的异常数据。").waitFor();
  for (const { list, finding } of loops) {
    await county.goto(`${site.base}/desk/#/lists`);
    await county.getByRole("link", { name: list }).click();
    await county.getByText(`${finding} 1 条（情况属实 1）`).waitFor();
  }
  await county.goto(`${site.base}/desk/#/children/${childId}`);
  for (const said of ["已返校就读", "已办理参保"]) await county.getByText(said).first().waitFor();
  assert.deepEqual(complaints, []);
});
