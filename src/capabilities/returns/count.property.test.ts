import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { checkTable } from "./checks.ts";
import { countReturn } from "./count.ts";
import { annex1, annex1Source, groundIds, names } from "./fixtures/annex1.ts";
import { type Group, type ReturnDefinition, countingModes, measureWords, parseReturn } from "./words.ts";

const kinds = ["minimum_living", "low_income_edge", "expenditure", "extreme_poverty"].map(
  (k) => `at_risk.hardship.${k}`,
);

const groups = fc.uniqueArray(
  fc.record({
    key: fc.uuid(),
    level: fc.constantFrom("red", "yellow", "blue", "green"),
    served: fc.boolean(),
    categories: fc.subarray(["left_behind", "at_risk.orphan", "at_risk.hardship"]),
    kinds: fc.subarray(kinds),
    grounds: fc.subarray([...groundIds, "ground.of_another_policy"]),
    suspected: fc.subarray(groundIds),
    measures: fc.subarray([...measureWords]),
    count: fc.nat({ max: 5000 }),
  }),
  { selector: (group) => group.key, maxLength: 60 },
);

const sum = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0);
const inGroups = (keys: readonly string[], all: readonly Group[]): number =>
  sum(all.filter((group) => keys.includes(group.key)).map((group) => group.count));

const definitions: ReturnDefinition[] = countingModes.map((counting) => annex1({ counting }));

test("in every counting mode the checks hold, nobody is lost, and each figure is the sum of its groups", () => {
  fc.assert(
    fc.property(groups, fc.constantFrom(...definitions), (all, definition) => {
      const table = countReturn(definition, all, names);
      const served = all.filter((group) => group.served && group.count > 0);
      assert.deepEqual(
        checkTable(table).filter((check) => !check.ok),
        [],
      );
      assert.deepEqual(new Set(table.total.keys), new Set(served.map((group) => group.key)));
      assert.equal(table.total.count, sum(served.map((group) => group.count)));
      for (const row of table.rows) {
        assert.equal(row.count, inGroups(row.keys, all), row.id);
        assert.equal(row.ofWhich?.count, inGroups(row.ofWhichKeys, all), row.id);
        assert.ok(
          row.ofWhichKeys.every((key) => row.keys.includes(key)),
          row.id,
        );
      }
    }),
    { numRuns: 300 },
  );
});

test("in the one_level modes each served child stands in exactly one block, the block of its level", () => {
  fc.assert(
    fc.property(groups, (all) => {
      const table = countReturn(annex1({ counting: "one_level_each_type" }), all, names);
      for (const group of all.filter((one) => one.served && one.count > 0)) {
        const blocks = table.subtotals.filter((subtotal) => subtotal.keys.includes(group.key));
        assert.deepEqual(
          blocks.map((block) => block.level),
          [group.level],
        );
      }
    }),
  );
});

test("one_level_one_type: each served child stands in exactly one row", () => {
  fc.assert(
    fc.property(groups, (all) => {
      const table = countReturn(annex1({ counting: "one_level_one_type" }), all, names);
      for (const group of all.filter((one) => one.served && one.count > 0))
        assert.equal(table.rows.filter((row) => row.keys.includes(group.key)).length, 1);
    }),
  );
});

test("rows taken out at random: whoever no row takes is in the faults, never gone", () => {
  const source = annex1Source() as { blocks: { rows: { id: string }[] }[] };
  const ids = source.blocks.flatMap((block) => block.rows.map((row) => row.id));
  const keep = fc.subarray(ids, { minLength: 1 });
  fc.assert(
    fc.property(groups, keep, fc.constantFrom(...countingModes), (all, kept, counting) => {
      const blocks = source.blocks
        .map((block) => ({ ...block, rows: block.rows.filter((row) => kept.includes(row.id)) }))
        .filter((block) => block.rows.length > 0);
      const table = countReturn(parseReturn({ ...source, counting, blocks }), all, names);
      const unplaced = sum(table.faults.map((fault) => fault.count));
      assert.equal(table.total.count + unplaced, table.served);
      const failed = checkTable(table).filter((check) => !check.ok);
      assert.equal(failed.length, unplaced > 0 ? 1 : 0);
    }),
  );
});
