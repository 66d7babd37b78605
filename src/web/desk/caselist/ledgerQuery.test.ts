import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ageText,
  columnsFrom,
  filtersOf,
  keepable,
  ledgerFilters,
  markedFrom,
  orderOf,
  savedFrom,
  turned,
  usualColumns,
} from "./ledgerQuery.ts";

test("an address is read for what narrows the ledger, and for nothing else", () => {
  const query = { level: "red", name: "小满", sort: "due", ids: "x", foo: "1" };
  assert.deepEqual(filtersOf(query), { level: "red", name: "小满" });
  assert.ok(ledgerFilters.includes("unvisited") && !ledgerFilters.includes("ids") && !ledgerFilters.includes("after"));
});

test("a file of marked rows asks for those rows, whatever filter one of them has left since", () => {
  assert.deepEqual(markedFrom({ awaiting: "yes", name: "小满", area: "445281" }), {});
  assert.deepEqual(markedFrom({ closed: "yes", level: "red" }), { closed: "yes" });
});

test("whom somebody looked for is never kept", () => {
  assert.deepEqual(keepable({ level: "red", name: "小满", sort: "-due" }), { level: "red", sort: "-due" });
  assert.deepEqual(keepable({ name: "小满", sort: "level" }), {});
  assert.deepEqual(savedFrom([{ title: "甲", query: { name: "小满", when: "overdue" } }]), [{ title: "甲", query: { when: "overdue" } }]); // prettier-ignore
});

test("an order that does not exist is the ledger's own; one that has no other way stays", () => {
  assert.deepEqual([orderOf({ sort: "x" }), orderOf({}), turned("due"), turned("-due"), turned("level")], ["level", "level", "-due", "due", "level"]); // prettier-ignore
});

test("what was kept and does not fit is left alone", () => {
  for (const kept of [undefined, null, 1, "x", [], [null], ["nonsense"]]) assert.equal(columnsFrom(kept), usualColumns);
  assert.deepEqual(columnsFrom(["dueOn", "level"]), ["level", "name", "dueOn"]);
  for (const kept of [undefined, {}, [null, 1, { title: 1 }, { title: "x", query: null }]])
    assert.deepEqual(savedFrom(kept), []);
});

test("an age is told by its group, or by its bounds", () => {
  assert.deepEqual([ageText({}), ageText({ ageFrom: "14", ageTo: "15" }), ageText({ ageFrom: "9" }), ageText({ ageTo: "5" })], [undefined, "14－15岁", "9－17岁", "0－5岁"]); // prettier-ignore
});
