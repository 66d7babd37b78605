import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { generateChildren } from "#capabilities/demo/index.ts";
import { ageOn } from "#kernel/day.ts";
import { checkCharacter } from "#kernel/idNumber.ts";
import { childrenOf } from "#capabilities/area/index.ts";
import { saveWorkbook, readRows } from "#platform/files/index.ts";
import { type Cast, cast, places } from "../../../test/cast.ts";
import { entriesIn } from "../../../test/entries.ts";
import { ownFolder } from "../../../test/folder.ts";
import { sentence } from "../../composition.ts";
import { type FilledRow, filledSurvey } from "./table.ts";
import { importSurvey } from "./intake.ts";
import { returnedWorkbook } from "./returned.ts";

let people: Cast;
let folder: string;
before(async () => {
  people = await cast();
  folder = ownFolder("survey");
});
after(() => people.close());

const world = () => ({
  pool: people.tonghu.ground.pool,
  clock: people.clock,
  journal: people.tonghu.journal,
  sentence,
});

/** A filled workbook of made-up children of 流沙东. */
async function workbook(
  name: string,
  count: number,
  change: (facts: Record<string, unknown>, n: number) => Record<string, unknown> = (facts) => facts,
): Promise<string> {
  const villages = await childrenOf(people.database.db.owner, places.east, "2024-07-01");
  // the demo shows a child who has grown up meanwhile; a survey of that day would not list it
  const children = [...generateChildren({ seed: 5, count: count + 20, villages, today: "2024-07-01" })];
  const minors = children.filter((child) => ageOn(String(child.facts["birthDate"]), "2024-07-01") < 18).slice(0, count);
  const rows = minors.map((child, n) => ({
    village: villages.find((village) => village.code === child.area)?.name ?? "",
    facts: change({ ...child.facts }, n) as FilledRow["facts"],
    surveyedOn: child.day,
  }));
  const file = join(folder, name);
  await saveWorkbook(file, filledSurvey(rows));
  return file;
}

const count = async (sql: string): Promise<number> => (await people.database.db.owner.query(sql)).rows[0].n;

test("a workbook comes in whole; the same again changes nothing; a corrected one brings only what differs", async () => {
  const file = await workbook("first.xlsx", 120);
  const first = await importSurvey(world(), people.eastSupervisor, file);
  assert.equal(first.progress.read, 120);
  assert.equal(
    first.progress.refused,
    0,
    JSON.stringify([...Array(200).keys()].flatMap((row) => first.results.of("排查表", row)?.faults ?? []).slice(0, 3)),
  );
  assert.equal(first.progress.registered, 120);
  const entries = await count("select count(*)::int as n from entry");
  const again = await importSurvey(world(), people.eastSupervisor, file);
  assert.deepEqual({ ...again.progress }, { read: 120, registered: 0, updated: 0, unchanged: 120, refused: 0 });
  assert.equal(await count("select count(*)::int as n from entry"), entries);
  const corrected = await workbook("second.xlsx", 120, (facts, n) =>
    n < 3 ? { ...facts, "school.name": "流沙第一小学" } : facts,
  );
  const third = await importSurvey(world(), people.eastSupervisor, corrected);
  assert.equal(third.progress.updated + third.progress.unchanged, 120);
  assert.equal(third.progress.updated, 3);
});

test("bad rows go back red with the reason, good rows are in", async () => {
  const file = await workbook("bad.xlsx", 130, (facts, n) =>
    n === 125 ? { ...facts, idNumber: "123456789012345678" } : facts,
  );
  const done = await importSurvey(world(), people.eastSupervisor, file);
  assert.equal(done.progress.refused, 1);
  assert.equal(done.progress.registered, 9);
  const returned = join(folder, "returned.xlsx");
  await saveWorkbook(returned, await returnedWorkbook(file, { today: "2024-07-01" }, done.results.of));
  const fronts: string[] = [];
  for await (const row of readRows(returned)) {
    const [front] = row.cells;
    if (front?.kind === "text" && front.text.startsWith("有误：")) fronts.push(front.text);
  }
  assert.equal(fronts.length, 1);
  assert.match(fronts[0] ?? "", /证件号码/);
});

test("a village of the neighbouring township is none of this supervisor's", async () => {
  const file = await workbook("neighbour.xlsx", 5);
  const done = await importSurvey(world(), people.southSupervisor, file);
  assert.deepEqual({ ...done.progress }, { read: 5, registered: 0, updated: 0, unchanged: 0, refused: 5 });
});

/** Rows as a clerk types them, from headers and cells; the village is one of 流沙东. */
async function typed(name: string, headers: readonly string[], rows: readonly (readonly string[])[]): Promise<string> {
  const [village] = await childrenOf(people.database.db.owner, places.east, "2024-07-01");
  const lines = rows.map((cells) => ({ cells: [village?.name ?? "", ...cells] }));
  const file = join(folder, name);
  await saveWorkbook(file, { sheets: [{ name: "表", rows: [{ cells: ["村（居）", ...headers] }, ...lines] }] });
  return file;
}

async function frontsOf(file: string): Promise<string[]> {
  const done = await importSurvey(world(), people.eastSupervisor, file);
  const returned = `${file}.returned.xlsx`;
  await saveWorkbook(returned, await returnedWorkbook(file, { today: "2024-07-01" }, done.results.of));
  const rows = (await Array.fromAsync(readRows(returned))).filter((row) => row.sheet === "表").slice(1);
  return rows.map(({ cells: [front] }) => (front?.kind === "text" ? front.text : ""));
}

const numberOf = (order: string): string => {
  const first = `99010120150601${order}`;
  return first + checkCharacter(first);
};

test("the number of another child is no update, a corrected name is one and says so, a namesake is asked about", async () => {
  const headers = ["姓名", "证件号码", "监护人姓名"];
  const [one, two] = [numberOf("101"), numberOf("103")];
  assert.deepEqual(await frontsOf(await typed("a.xlsx", headers, [["原来的孩子", one, "甲爷爷"]])), ["已导入"]);
  const [stolen, alike] = await frontsOf(
    await typed("b.xlsx", headers, [["另一个孩子", one, "乙奶奶"], ["原来的孩子", two, "甲爷爷"]]),
  ); // prettier-ignore
  assert.match(stolen ?? "", /^有误：姓名、证件号码：该证件号码已登记在另一名儿童名下（姓名不同），请核对/);
  assert.match(alike ?? "", /^有误：姓名、证件号码：同名、同出生日期、同监护人的儿童已有档案，但证件号码不同/);
  const [renamed] = await frontsOf(await typed("c.xlsx", headers, [["改名后的孩子", one, "甲爷爷"]]));
  assert.equal(renamed, "已更新（姓名更正，原为“原来的孩子”）");
  const names = (await entriesIn(people)).map(
    ({ body }) => (body["facts"] as Record<string, unknown> | undefined)?.["name"],
  );
  assert.ok(names.includes("原来的孩子") && !names.includes("另一个孩子"));
});

test("a row with several bad cells has them all marked in the first round, its places among them", async () => {
  const headers = ["姓名", "村（居）", "出生日期", "户籍所在地", "父亲务工地"];
  const file = join(folder, "several.xlsx");
  const rows = [headers, ["多处有误", "没有这个村", "2015-02-30", "没有这个地方", "广东省深圳市"], ["没有村名", "", "2015-02-30", "", ""]]; // prettier-ignore
  await saveWorkbook(file, { sheets: [{ name: "表", rows: rows.map((cells) => ({ cells })) }] });
  const { results } = await importSurvey(world(), people.eastSupervisor, file);
  const cellsOf = (row: number) =>
    results
      .of("表", row)
      ?.faults?.map(({ cell, code }) => `${cell} ${code}`)
      .toSorted();
  assert.deepEqual(cellsOf(2), ["B2 survey.village_unknown", "C2 survey.day_impossible", "D2 survey.area_unknown"]);
  assert.deepEqual(cellsOf(3), ["B3 survey.required", "C3 survey.day_impossible"]);
});

test("columns that were not read are part of what an import comes to", async () => {
  const file = await typed("d.xlsx", ["姓名", "出生日期", "户口是啥"], [["没户籍", "2015-01-01", "农业"]]);
  const done = await importSurvey(world(), people.eastSupervisor, file);
  assert.equal(done.progress.registered, 1);
  assert.match(done.unread ?? "", /“户口是啥”（D1）.*“户籍性质”/u);
});
