import assert from "node:assert/strict";
import { test } from "node:test";
import { isDay } from "#kernel/day.ts";
import { isProblem } from "#kernel/problem.ts";
import type { FactSpec } from "./catalogue.ts";
import { factReader, misfitOf, type ReadValue } from "./read-facts.ts";

const fact = (key: string, type: FactSpec["type"]): FactSpec => ({
  key, type, zh: key, group: "g", cls: "open", absent: "unknown", from: ["survey"], policy: true,
}); // prettier-ignore

const catalogue = [
  fact("birthDate", "day"),
  fact("father.away.since", "day"),
  fact("father.away.state", "text"),
  fact("note", "text"),
];
const readValue: ReadValue = (spec, value) => {
  if (spec.type === "day") return isDay(value) ? value : undefined;
  return typeof value === "string" && value.length < 100 ? value : undefined;
};
const read = factReader(catalogue, readValue, "x");
const refusal = (given: unknown): [string, unknown, unknown] => {
  try {
    read(given as Record<string, unknown>);
  } catch (thrown) {
    if (isProblem(thrown)) return [thrown.code, thrown.data["key"], thrown.data["reason"]];
    throw thrown;
  }
  return ["", "", ""];
};

test("a misfit says whether it is the type, the range, or none beside something else", () => {
  const level: FactSpec = { ...fact("level", "int"), range: [1, 4] };
  const state: FactSpec = { ...fact("state", "set"), options: { none: "无", dead: "死亡", ill: "重病" } };
  const type = { type: "set", reason: "type" };
  assert.deepEqual(misfitOf(level, 5), { type: "int", reason: "range", least: 1, most: 4 });
  assert.deepEqual(misfitOf(level, "2"), { type: "int", reason: "range", least: 1, most: 4 });
  assert.deepEqual(misfitOf(fact("n", "int"), -1), { type: "int", reason: "type" });
  assert.deepEqual(misfitOf(state, ["none", "dead"]), { type: "set", reason: "excludes" });
  for (const value of [["none", "flown"], ["none"], ["none", { toString: 1 }], "none", []]) assert.deepEqual(misfitOf(state, value), type);
}); // prettier-ignore

test("nested, dotted and mixed are the same facts; null is not known", () => {
  const flat = { birthDate: "2014-05-01", "father.away.since": "2024-01-01", "father.away.state": "work" };
  for (const given of [
    flat,
    { birthDate: "2014-05-01", father: { away: { since: "2024-01-01", state: "work" } } },
    { birthDate: "2014-05-01", father: { "away.since": "2024-01-01" }, "father.away": { state: "work" } },
  ]) {
    assert.deepEqual({ ...read(given) }, flat);
  }
  assert.deepEqual({ ...read({ birthDate: null, father: null, note: undefined }) }, { birthDate: null });
});

test("what is no fact, or not of its type, is refused by its key", () => {
  const deep = JSON.parse(`${'{"father":'.repeat(5_000)}1${"}".repeat(5_000)}`) as unknown;
  const table: [unknown, string, string, string | undefined][] = [
    [{ birthday: "2014-05-01" }, "x.fact_unknown", "birthday", undefined],
    [{ father: { away: { sinse: "2024-01-01" } } }, "x.fact_unknown", "father.away.sinse", undefined],
    [{ birthDate: "2024-02-31" }, "x.fact_invalid", "birthDate", "type"],
    [{ birthDate: 20240201 }, "x.fact_invalid", "birthDate", "type"],
    [{ father: { away: { since: "2023-02-29" } } }, "x.fact_invalid", "father.away.since", "type"],
    [{ father: "work" }, "x.fact_invalid", "father", "type"],
    [{ father: ["away"] }, "x.fact_invalid", "father", "type"],
    [
      { "father.away.since": "2024-01-01", father: { away: { since: "2024-01-02" } } },
      "x.fact_invalid",
      "father.away.since",
      "twice",
    ],
    [JSON.parse('{"__proto__": {"birthDate": "2014-05-01"}}'), "x.fact_unknown", "__proto__", undefined],
    [{ constructor: "x" }, "x.fact_unknown", "constructor", undefined],
    [{ "": "x" }, "x.fact_unknown", "", undefined],
    [{ "a\u0000b": "x" }, "x.fact_unknown", "a·b", undefined],
    [deep, "x.fact_unknown", "father.father", undefined],
    [{ note: "長".repeat(100_000) }, "x.fact_invalid", "note", "type"],
  ];
  for (const [given, code, key, reason] of table) assert.deepEqual(refusal(given), [code, key, reason]);
  const [code, key] = refusal({ ["長".repeat(100_000)]: 1 });
  assert.equal(code, "x.fact_unknown");
  assert.ok(String(key).length < 100);
});
