import assert from "node:assert/strict";
import { suite, test } from "node:test";
import ExcelJS from "exceljs";
import { isProblem } from "#kernel/problem.ts";
import { annex2Source, names as policyNames } from "./fixtures/annex1.ts";
import { head } from "./fixtures/printed.ts";
import { registerWorkbook } from "./layouts/registerWorkbook.ts";
import {
  parseRegister,
  type RegisterDefinition,
  type RegisterNames,
  type RegisterRow,
  registerColumns,
  type RegisterValue,
  valueOf,
} from "./register.ts";

const names: RegisterNames = {
  level: (id) => policyNames.levels[id] ?? id,
  category: (id) => ({ left_behind: "农村留守儿童" })[id] ?? id,
  ground: (id) => policyNames.grounds[id]?.title ?? id,
  area: (code) => (code === "445281103201" ? "普宁市占陇镇某村" : code),
};

const child = (more: Partial<RegisterRow> = {}): RegisterRow => ({
  facts: {
    name: "测试甲",
    sex: "male",
    birthDate: "2014-05-01",
    idNumber: "11010519491231002X",
    "hukou.area": "445281103201",
    "guardian.relation": "grandmother",
    "guardian.phone": "013800000000",
    "school.state": "primary",
    "school.boarding": false,
    "disability.level": 2,
    "household.assistance": ["minimum_living", "low_income_edge"],
  },
  village: "某村",
  level: "yellow",
  categories: ["left_behind"],
  grounds: ["yellow.dropout"],
  suspected: ["yellow.dropout", "red.harm"],
  measures: ["tracked"],
  ...more,
});

suite("a cell of 附件2", () => {
  const cases: [string, Parameters<typeof valueOf>[0], RegisterValue][] = [
    ["the line's number", { title: "序号", word: "no" }, 7],
    ["a name", { title: "姓名", fact: "name" }, "测试甲"],
    ["a code by its label", { title: "性别", fact: "sex" }, "男"],
    ["a day", { title: "出生日期", fact: "birthDate" }, { day: "2014-05-01" }],
    ["an area by its name", { title: "户籍", fact: "hukou.area" }, "普宁市占陇镇某村"],
    ["yes and no", { title: "寄宿", fact: "school.boarding" }, "否"],
    ["a number", { title: "残疾等级", fact: "disability.level" }, 2],
    ["a set", { title: "救助", fact: "household.assistance" }, "最低生活保障家庭、最低生活保障边缘家庭"],
    ["a fact that nobody knows", { title: "父亲", fact: "father.name" }, null],
    ["疑似 apart from confirmed, none of them twice", { title: "情形", word: "grounds" },
      "辍学儿童、（疑似）遭受性侵害、虐待、拐卖、暴力伤害、遗弃等不法侵害的儿童"],
    ["the level in words, as the second note asks", { title: "备注", word: "level" }, "中高风险（黄色）"],
    ["measures", { title: "措施", word: "measures" }, "已定期介入跟踪"],
  ]; // prettier-ignore
  for (const [what, column, value] of cases)
    test(what, () => assert.deepEqual(valueOf(column, child(), 7, names), value));

  test("a child without a level says so, and an empty list stays empty", () => {
    assert.equal(valueOf({ title: "备注", word: "level" }, child({ level: null }), 1, names), "未定级");
    assert.equal(valueOf({ title: "情形", word: "grounds" }, child({ grounds: [], suspected: [] }), 1, names), null);
  });
});

suite("the definition of 附件2", () => {
  test("the policy's own is read", () => {
    assert.equal(parseRegister(annex2Source()).id, "puning-annex-2");
  });
  const faulty: [string, Record<string, unknown>][] = [
    ["a fact that no file holds", { columns: [{ title: "积分", fact: "points" }] }],
    ["a word that the ledger does not know", { columns: [{ title: "排名", word: "rank" }] }],
    ["no columns", { columns: [] }],
    ["an unknown key", { colour: "red" }],
  ];
  for (const [what, change] of faulty)
    test(`${what} is refused`, () =>
      assert.throws(
        () => parseRegister({ ...annex2Source(), ...change }),
        (thrown) => isProblem(thrown) && thrown.code === "returns.definition_invalid",
      ));
});

async function* children(count: number): AsyncGenerator<RegisterRow> {
  for (let i = 1; i <= count; i++) yield child({ facts: { ...child().facts, name: i === 2 ? "=1+1" : `测试${i}` } });
}

async function opened(definition: RegisterDefinition, count: number): Promise<ExcelJS.Worksheet> {
  const bytes = Buffer.concat(await Array.fromAsync(registerWorkbook(children(count), head, definition, names)));
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  const sheet = workbook.worksheets[0];
  assert.ok(sheet);
  return sheet;
}

const valuesOf = (sheet: ExcelJS.Worksheet, row: number): ExcelJS.CellValue[] =>
  (sheet.getRow(row).values as ExcelJS.CellValue[]).slice(1);

suite("附件2 as a workbook, read by another program", () => {
  const definition = parseRegister(annex2Source());
  const plain: RegisterDefinition = { ...definition, columns: undefined };

  test("title, heads of the policy with 序号 before them, both notes under the last child", async () => {
    const sheet = await opened(definition, 3);
    assert.equal(sheet.getCell("A1").text, "附件 2");
    assert.equal(sheet.getCell("A2").text, "普宁市农村留守儿童和困境儿童排查表");
    assert.deepEqual(valuesOf(sheet, 4), ["序号", ...(definition.columns ?? []).map((column) => column.title)]);
    const foot = sheet.getCell("A8");
    assert.match(foot.text, /^说明：1.*实时更新录入.*；2.*备注栏中.*低风险（绿色）。$/u);
    assert.equal(foot.master.address, "A8");
    assert.equal(sheet.getCell(8, (definition.columns ?? []).length + 1).master.address, "A8");
  });

  test("where the policy names no columns, those of the national registration form", async () => {
    const sheet = await opened(plain, 1);
    assert.deepEqual(
      valuesOf(sheet, 4),
      registerColumns.map((column) => column.title),
    );
  });

  test("numbers of documents and telephones stay text, days are days, a formula is text", async () => {
    const sheet = await opened(plain, 2);
    const at = (title: string): ExcelJS.Cell => sheet.getCell(6, valuesOf(sheet, 4).indexOf(title) + 1);
    assert.equal(at("序号").value, 2);
    assert.equal(at("证件号码").value, "11010519491231002X");
    assert.equal(at("联系电话").value, "013800000000");
    assert.equal(at("联系电话").numFmt, "@");
    assert.equal(at("姓名").value, "=1+1");
    assert.equal(at("姓名").type, ExcelJS.ValueType.String);
    assert.deepEqual(at("出生日期").value, new Date("2014-05-01T00:00:00Z"));
  });

  test("no child at all is still a form", async () => {
    const sheet = await opened(plain, 0);
    assert.match(sheet.getCell("A5").text, /^说明/u);
  });

  test("A3 across, heads repeated", async () => {
    const { pageSetup } = await opened(plain, 1);
    assert.deepEqual([pageSetup.paperSize, pageSetup.orientation, pageSetup.printTitlesRow], [8, "landscape", "4:4"]);
  });

  test("children are asked for while the workbook is written, not before", async () => {
    let asked = 0;
    async function* counted(): AsyncGenerator<RegisterRow> {
      for await (const one of children(20_000)) {
        asked += 1;
        yield one;
      }
    }
    const workbook = registerWorkbook(counted(), head, plain, names);
    let seen = -1;
    let chunks = 0;
    for await (const chunk of workbook) {
      if (chunk.length > 0 && asked > 0 && seen < 0) seen = asked;
      chunks += 1;
    }
    assert.equal(asked, 20_000);
    assert.ok(seen < 10_000, `the first bytes of the sheet came after ${seen} children`);
    assert.ok(chunks > 3);
  });
});
