import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { checkTable } from "./checks.ts";
import { countReturn } from "./count.ts";
import { annex1, group, names } from "./fixtures/annex1.ts";
import type { Table } from "./table.ts";
import type { Counting, Group } from "./words.ts";

const count = (groups: Group[], counting: Counting = "one_level_each_type"): Table =>
  countReturn(annex1({ counting }), groups, names);

/** Only the rows that count somebody: `{ "red-1": [figure, 其中] }`. */
const filled = (table: Table): Record<string, [number, number | undefined]> =>
  Object.fromEntries(table.rows.filter((row) => row.count > 0).map((row) => [row.id, [row.count, row.ofWhich?.count]]));

const subtotals = (table: Table): number[] => table.subtotals.map((subtotal) => subtotal.count);

suite("附件1 counted", () => {
  test("the printed form has 4 blocks, 22 types and a 其中 line for each", () => {
    const table = count([]);
    assert.equal(table.rows.length, 22);
    assert.equal(table.rows.filter((row) => row.ofWhich !== null).length, 22);
    assert.deepEqual(
      table.subtotals.map((subtotal) => [
        subtotal.level,
        table.rows.filter((row) => row.block === subtotal.level).length,
      ]),
      [["red", 5], ["yellow", 6], ["blue", 7], ["green", 4]],
    ); // prettier-ignore
    assert.equal(table.total.count, 0);
    assert.ok(checkTable(table).every((check) => check.ok));
  });

  const cases: { name: string; group: Partial<Group>; row: string; which: 0 | 1 }[] = [
    { name: "confirmed harm, intervened", group: { level: "red", grounds: ["red.harm"], measures: ["intervened"] }, row: "red-1", which: 1 },
    { name: "疑似 counts in the same row", group: { level: "red", suspected: ["red.harm"] }, row: "red-1", which: 0 },
    { name: "intervened for another ground only", group: { level: "red", grounds: ["red.harm"], measures: ["*=intervened"] }, row: "red-1", which: 0 },
    { name: "intervened for this ground", group: { level: "red", grounds: ["red.alone"], measures: ["*=intervened", "red.alone=intervened"] }, row: "red-2", which: 1 },
    { name: "tracked is not intervened", group: { level: "red", grounds: ["red.self_harm"], measures: ["tracked"] }, row: "red-4", which: 0 },
    { name: "raised to red by the panel without a red ground", group: { level: "red", grounds: ["blue.orphan"] }, row: "red-5", which: 0 },
    { name: "监护严重不足: tracked is enough", group: { level: "yellow", grounds: ["yellow.guardian"], measures: ["tracked"] }, row: "yellow-1", which: 1 },
    { name: "双方服刑: secured is enough, tracked is not", group: { level: "yellow", grounds: ["yellow.both_imprisoned"], measures: ["tracked"] }, row: "yellow-3", which: 0 },
    { name: "辍学: resumed", group: { level: "yellow", suspected: ["yellow.dropout"], measures: ["resumed"] }, row: "yellow-4", which: 1 },
    { name: "严重心理疾病 has no row: 6.其他", group: { level: "yellow", grounds: ["yellow.mental"], measures: ["resumed"] }, row: "yellow-6", which: 0 },
    { name: "孤儿: secured without tracked is not enough", group: { level: "blue", grounds: ["blue.orphan"], measures: ["secured"] }, row: "blue-1", which: 0 },
    { name: "孤儿: both", group: { level: "blue", grounds: ["blue.orphan"], measures: ["tracked", "secured"] }, row: "blue-1", which: 1 },
    { name: "监护存在不足: intervened and tracked", group: { level: "blue", grounds: ["blue.guardian"], measures: ["intervened", "tracked"] }, row: "blue-3", which: 1 },
    { name: "监护存在不足: secured without tracked is not enough", group: { level: "blue", grounds: ["blue.guardian"], measures: ["secured"] }, row: "blue-3", which: 0 },
    { name: "重残: all three", group: { level: "blue", grounds: ["blue.disability"], measures: ["intervened", "secured", "tracked"] }, row: "blue-4", which: 1 },
    { name: "重残: two of three", group: { level: "blue", grounds: ["blue.disability"], measures: ["secured", "tracked"] }, row: "blue-4", which: 0 },
    { name: "支出型 stands with 低保边缘", group: { kinds: ["at_risk.hardship.expenditure"] }, row: "green-2", which: 0 },
    { name: "left behind and nothing else: green 4.其他", group: {}, row: "green-4", which: 0 },
  ]; // prettier-ignore
  for (const c of cases) {
    test(`${c.name} → ${c.row}`, () => {
      const table = count([group("a", { ...c.group, count: 3 })]);
      assert.deepEqual(filled(table), { [c.row]: [3, 3 * c.which] });
      assert.equal(table.total.count, 3);
    });
  }

  test("a child who is not served is in no figure", () => {
    const table = count([group("a", { served: false, grounds: ["red.harm"], level: "red" })]);
    assert.deepEqual(filled(table), {});
    assert.equal(table.served, 0);
  });
});

suite("a child of several types", () => {
  const several = group("a", {
    level: "yellow",
    count: 5,
    grounds: ["yellow.dropout", "yellow.both_vice", "blue.disability"],
    suspected: ["yellow.mental"],
    kinds: ["at_risk.hardship.minimum_living"],
  });

  test("one_level_each_type: once per type of its level, once in the 小计", () => {
    const table = count([several]);
    assert.deepEqual(filled(table), { "yellow-4": [5, 0], "yellow-5": [5, 0], "yellow-6": [5, 0] });
    assert.deepEqual(subtotals(table), [0, 5, 0, 0]);
    assert.equal(table.overlaps, 5);
    assert.equal(table.subtotals[1]?.repeats, 10);
    assert.ok(table.notes.some((note) => note.includes("儿童5人，小计中只计一次")));
  });

  test("one_level_one_type: the first row that takes it", () => {
    const table = count([several], "one_level_one_type");
    assert.deepEqual(filled(table), { "yellow-4": [5, 0] });
    assert.equal(table.overlaps, 0);
    assert.equal(table.several, 5);
    assert.ok(table.notes.some((note) => note.includes("只计入排列在前的一个类型")));
    assert.ok(
      table.notes.some((note) => note.includes("患有严重心理疾病或心理障碍的儿童5人") && note.includes("相应行")),
    );
  });

  test("every_ground: at every level where a ground matches, once in the 合计", () => {
    const table = count([several], "every_ground");
    assert.deepEqual(Object.keys(filled(table)), ["yellow-4", "yellow-5", "yellow-6", "blue-4"]);
    assert.deepEqual(subtotals(table), [0, 5, 5, 0]);
    assert.equal(table.total.count, 5);
    assert.equal(table.total.repeats, 5);
    assert.ok(checkTable(table).every((check) => check.ok));
  });

  test("every_ground keeps the child at its own level although the panel set it without a ground", () => {
    const table = count([group("a", { level: "red", grounds: ["blue.orphan"] })], "every_ground");
    assert.deepEqual(Object.keys(filled(table)), ["red-5", "blue-1"]);
    assert.equal(table.total.count, 1);
  });
});

suite("what the form cannot show is said", () => {
  test("a ground without a row of its own, with its figure and its row", () => {
    const table = count([
      group("a", { level: "yellow", grounds: ["yellow.mental"], count: 2 }),
      group("b", { level: "blue", suspected: ["blue.unlisted"], count: 4 }),
      group("c", { level: "blue", grounds: ["blue.orphan", "blue.unlisted"], count: 1 }),
    ]);
    const say = table.notes.join("\n");
    assert.match(say, /中高风险（黄色）“6.其他情况的儿童数”含.*患有严重心理疾病或心理障碍的儿童2人/u);
    assert.match(say, /中低风险（蓝色）“7.其他情况的儿童数”含.*其他需定期介入的情况4人/u);
    assert.match(say, /中低风险（蓝色）中下列情形.*已计入相应行：其他需定期介入的情况1人/u);
  });

  test("a ground that the policy no longer names is shown by its id at the child's level", () => {
    const table = count([group("a", { level: "red", grounds: ["red.of_an_older_policy"] })]);
    assert.deepEqual(filled(table), { "red-5": [1, 0] });
    assert.equal(table.unrowed[0]?.title, "red.of_an_older_policy");
  });

  test("children of no category, and that nobody is left out", () => {
    const table = count([group("a", { level: "red", categories: [], grounds: ["red.alone"], count: 7 }), group("b")]);
    assert.equal(table.uncategorised, 7);
    assert.match(table.notes.join("\n"), /尚未认定为农村留守儿童或困境儿童的儿童7人/u);
    assert.match(table.notes.at(-1) ?? "", /一致，无遗漏/u);
  });

  test("a served child without a level, or of a level that the form has no block for, is a fault and not a silence", () => {
    const table = count([
      group("a", { level: null, count: 2 }),
      group("b", { level: "orange", count: 3 }),
      group("c", { count: 4 }),
    ]);
    assert.deepEqual(
      table.faults.map((fault) => [fault.code, fault.level, fault.count]),
      [
        ["returns.unplaced", null, 2],
        ["returns.unplaced", "orange", 3],
      ],
    );
    assert.equal(table.total.count, 4);
    const served = checkTable(table).at(-1);
    assert.deepEqual(served && [served.ok, served.left, served.right], [false, 4, 9]);
    assert.match(table.notes.join("\n"), /有2名在册儿童尚无风险等级/u);
  });

  test("a block without a 其他 row says whom it could not take", () => {
    const definition = annex1();
    const blocks = definition.blocks.map((block) => ({ ...block, rows: block.rows.filter((row) => !row.rest) }));
    const table = countReturn({ ...definition, blocks }, [group("a", { count: 6 })], names);
    assert.equal(table.faults[0]?.count, 6);
    assert.equal(table.total.count, 0);
  });
});

suite("a broken ledger stops the count", () => {
  for (const bad of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    test(`count ${bad}`, () => assert.throws(() => count([group("a", { count: bad })]), /has count/u));
  }
  test("two groups with one key", () => assert.throws(() => count([group("a"), group("a")]), /share the key/u));
});
