import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import * as task from "#capabilities/task/index.ts";
import { newId } from "#kernel/id.ts";
import { places } from "../cast.ts";
import { inhabit } from "./inhabitants.ts";
import { openSite, type Site } from "./site.ts";
import { deskOf } from "./walking.ts";

/* A suspected dropout goes from the township to the education department and back, and is closed with the child seen. */

let site: Site;
let childId = "";
let searched = "";
const complaints: string[] = [];

before(async () => {
  site = await openSite("desk");
  const posts = [
    { name: "林督导", kind: "supervisor", area: places.east },
    { name: "郑教育", kind: "department", area: places.county, department: "education" },
    { name: "方公安", kind: "department", area: places.county, department: "police" },
  ] as const;
  [childId = "", searched = ""] = await inhabit(site, posts, {
    陈小禾: { "guardian.phone": "13812345678", "school.state": "dropout", "risk.maltreatment": "suspected" },
    李小满: {
      "father.name": "李远行", "father.status": ["lost_contact"], "father.lostContact.since": "2023-06-01", "mother.name": "周在家",
    },
  }); // prettier-ignore
  const { tonghu, eastDirector } = site.people;
  const world = { ...tonghu.ground, journal: tonghu.journal };
  await task.open(world, eastDirector, childId, { id: newId(), title: "三天没有到校", solution: "", owner: "" });
});
after(() => site?.close());

const drawer = (page: Page) => page.getByRole("dialog");

test("township → department → checked with the child → closed; another department sees nothing of it", async () => {
  const township = await deskOf(site, "林督导", complaints);
  await township.goto(`${site.base}/desk/#/tasks`);
  await township.getByRole("button", { name: "转介" }).click();
  await drawer(township).getByText("由任务转介").waitFor();
  await drawer(township).getByRole("radio", { name: "疑似辍学" }).check();
  await drawer(township).getByText("将提供给教育部门的信息").waitFor();
  const preview = drawer(township).locator(".referral-preview");
  await preview.getByText("监护人电话").waitFor();
  const shown = await preview.textContent();
  assert.ok(shown?.includes("138****5678") && !shown.includes("虐待"), shown ?? "");
  await preview.getByLabel("性别").uncheck();
  await drawer(township).getByLabel("请部门办理什么").fill("请劝返复学，并告知困难");
  await drawer(township).getByRole("button", { name: "发送转介" }).click();
  await township.getByText("已转介教育部门").waitFor();
  await township.getByRole("link", { name: "第 1 号转介：教育部门，待签收" }).waitFor();

  const department = await deskOf(site, "郑教育", complaints);
  await department.getByRole("heading", { level: 1, name: "收到的转介" }).waitFor();
  await department.getByText("陈小禾").waitFor();
  await department.getByRole("button", { name: "办理", exact: true }).click();
  await drawer(department).getByText("13812345678").waitFor();
  const told = (await drawer(department).textContent()) ?? "";
  assert.ok(
    !told.includes("女") && !told.includes("没有到校"),
    "what was held back did not leave, nor what it came from",
  );
  await drawer(department).getByRole("button", { name: "签收并受理" }).click();
  await drawer(department).getByText("部门受理转介").waitFor();
  await drawer(department).getByLabel("办理结果").fill("已返校就读，减免住宿费");
  await drawer(department).getByRole("button", { name: "提交答复" }).click();
  await department.getByText("没有等本部门办理的转介。").waitFor();

  const police = await deskOf(site, "方公安", complaints);
  await police.getByText("没有等本部门办理的转介。").waitFor();

  await township.goto(`${site.base}/desk/#/`);
  await township.getByRole("link", { name: /要向儿童回访核实\s*1\s*件/ }).click();
  await township.getByRole("button", { name: "回访核实" }).click();
  await drawer(township).getByText("已返校就读，减免住宿费").waitFor();
  await drawer(township).getByLabel("已落实，办结").check();
  await drawer(township).getByLabel("核实情况").fill("到校见到孩子");
  await drawer(township).getByRole("checkbox", { name: "同时办结任务“三天没有到校”" }).waitFor();
  await drawer(township).getByRole("button", { name: "提交核实结果" }).click();
  await township.getByText("转介和任务都已办结").waitFor();
  await township.getByText("没有这样的转介。").waitFor();
  await township.goto(`${site.base}/desk/#/children/${childId}`);
  await township.getByText("已落实").first().waitFor();
  await township.getByText("没有未办结的任务。").waitFor();
  assert.deepEqual(complaints, []);
});

test("失联父母查找: asked of the police for the father alone, found, checked; the receipt is a page, and the file says so", async () => {
  const township = await deskOf(site, "林督导", complaints);
  await township.goto(`${site.base}/desk/#/children/${searched}?refer=parent_search`);
  await drawer(township).getByText("不张贴、不公示、不在网上发布").waitFor();
  await drawer(township).getByLabel("父亲（档案记为失联）").and(township.locator(":checked")).waitFor();
  assert.ok(!(await drawer(township).textContent())?.includes("周在家"), "nothing of the mother is offered");
  await drawer(township).getByLabel("请部门办理什么").fill("请查找父亲下落");
  await drawer(township).getByRole("button", { name: "发送转介" }).click();
  await township.getByText("已转介公安机关").waitFor();

  await township.goto(`${site.base}/desk/#/receipt/${searched}/1`);
  const sheet = township.locator(".receipt");
  await sheet.getByText("公安机关还没有反馈，反馈以后才能打印。").waitFor();
  assert.equal(await township.getByRole("button", { name: "打印" }).count(), 0);
  const police = await deskOf(site, "方公安", complaints);
  await police.getByText("李小满").waitFor();
  await police.getByRole("button", { name: "办理", exact: true }).click();
  await drawer(police).getByLabel("登记受理编号").fill("流沙东查〔2024〕3号");
  await drawer(police).getByRole("button", { name: "签收并受理" }).click();
  await drawer(police).getByText("2025年1月2日起可以填").waitFor();
  await drawer(police).getByRole("radio", { name: "仍下落不明", disabled: true }).waitFor();
  await drawer(police).getByRole("radio", { name: "已找到" }).check();
  await drawer(police).getByLabel("办理结果").fill("在外省务工，已联系上");
  await drawer(police).getByRole("button", { name: "提交答复" }).click();
  await police.getByText("没有等本部门办理的转介。").waitFor();

  await township.reload();
  await township.getByRole("button", { name: "打印" }).waitFor();
  await sheet.getByText("流沙东查〔2024〕3号").waitFor();
  await sheet.getByText("李远行").waitFor();
  await township.goto(`${site.base}/desk/#/children/${searched}`);
  await township.getByRole("button", { name: "回访核实" }).click();
  await drawer(township).getByLabel("已落实，办结").check();
  await drawer(township).getByLabel("核实情况").fill("已与父亲通话");
  await drawer(township).getByRole("button", { name: "提交核实结果" }).click();
  await township.getByText("已落实").first().waitFor();
  await township.getByText("失联父母查找情况回执单（第 1 号转介）").first().waitFor();
  assert.deepEqual(complaints, []);
});
