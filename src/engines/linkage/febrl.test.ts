import assert from "node:assert/strict";
import { test } from "node:test";
import { drawFebrl3, drawFebrl4, febrlHeads, febrlPerson, febrlYaml } from "../../../test/registers/febrl.ts";
import { newLinkage, readConfig, type Register } from "./index.ts";

const config = readConfig(febrlYaml);
const places = config.fields.map((field) => febrlHeads.findIndex((head) => head.trim() === field.left));

const fill = (side: Register, rows: readonly (readonly string[])[]): void => {
  for (const row of rows) side.add(row[0] ?? "", places.map((place) => row[place] ?? "")); // prettier-ignore
};

test("two files of febrl4's shape run as they are", () => {
  const { left, right } = drawFebrl4(1, 800);
  const linkage = newLinkage(config);
  fill(linkage.left, left);
  fill(linkage.right, right);
  const { linked } = linkage.run();
  const likely = [...linked.left.keys()].filter((at) => (linked.probability[at] ?? 0) >= 0.5);
  const good = likely.filter(
    (at) =>
      febrlPerson(linkage.left.ids.at(linked.left[at] ?? 0)) ===
      febrlPerson(linkage.right.ids.at(linked.right[at] ?? 0)),
  );
  assert.ok(good.length >= 798 && likely.length - good.length <= 1, `${good.length} of ${likely.length}`);
});

test("one file of febrl3's shape is searched for its doubles", () => {
  const rows = drawFebrl3(2, 1000);
  const linkage = newLinkage(config, { within: true });
  fill(linkage.left, rows);
  const people = Map.groupBy(rows, (row) => febrlPerson(row[0] ?? ""));
  const truth = [...people.values()].reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0);
  const { linked } = linkage.run();
  const likely = [...linked.left.keys()].filter((at) => (linked.probability[at] ?? 0) >= 0.5);
  const person = (row: number | undefined): string => febrlPerson(linkage.left.ids.at(row ?? 0));
  const good = likely.filter((at) => person(linked.left[at]) === person(linked.right[at])).length;
  assert.ok((2 * good) / (likely.length + truth) >= 0.985, `${good} of ${truth}, ${likely.length} said`);
});
