import assert from "node:assert/strict";
import { test } from "node:test";
import { isProblem } from "#kernel/problem.ts";
import { catalogue, factByKey } from "./facts.ts";
import { readFacts, readValue } from "./values.ts";

const valueOf = (key: string, value: unknown) => readValue(factByKey.get(key) ?? assert.fail(key), value);

test("an area's padding goes, down to the level that says something; whole cities keep their county code", () => {
  const table: [string, string | undefined][] = [
    ["440000", "44"],
    ["440000000000", "44"],
    ["440000000", "44"],
    ["445200", "4452"],
    ["445281", "445281"],
    ["445281000", "445281"],
    ["445281000000", "445281"],
    ["445281102000", "445281102"],
    ["445281102201", "445281102201"],
    ["445281000201", "445281000201"],
    ["441900", "441900"],
    ["441900000", "441900"],
    ["441900000000", "441900"],
    ["441900003000", "441900003"],
    ["442000", "442000"],
    ["460400000", "460400"],
    ["620201000000", "620201"],
    ["620200", "6202"],
    ["4419", "4419"],
    ["4452810", undefined],
    ["４４５２８１", undefined],
  ];
  for (const [code, kept] of table) assert.equal(valueOf("hukou.area", code), kept, code);
});

test("the level of a disability is 1 to 4, of the child and of the parents", () => {
  for (const who of ["", "father.", "mother."]) {
    for (const level of [1, 2, 3, 4]) assert.equal(valueOf(`${who}disability.level`, level), level);
    for (const level of [0, 5, -1, 1.5, "2", Number.NaN, null]) assert.equal(valueOf(`${who}disability.level`, level), undefined);
  }
}); // prettier-ignore

test("who is refused is told why", () => {
  const why = (facts: Record<string, unknown>): unknown => {
    try {
      readFacts(facts);
    } catch (thrown) {
      if (isProblem(thrown)) return [thrown.code, thrown.data["key"], thrown.data["why"]];
      throw thrown;
    }
    return undefined;
  };
  assert.deepEqual(why({ "disability.level": 5 }), ["registry.fact_invalid", "disability.level", "应为 1 至 4 的整数。"]);
  assert.deepEqual(why({ "father.status": ["none", "dead"] }), ["registry.fact_invalid", "father.status", "“无”不能与其他选项同时填写。"]);
  assert.deepEqual(why({ "father.away.since": "2024年1月" }), ["registry.fact_invalid", "father.away.since", "应为日期，写作 YYYY-MM-DD，如 2024-07-01，并且是确有的一天。"]);
  assert.deepEqual(why({ "disability.level": 4, "father.status": ["dead"] }), undefined);
}); // prettier-ignore

test("a visit may report what a director learns at the door, and never what only a department or a paper says", () => {
  const visited = new Set(catalogue.filter((spec) => spec.from.includes("visit")).map((spec) => spec.key));
  const parents = ["father", "mother"].flatMap((who) =>
    ["custody.since", "custody.until", "lostContact.since", "disability.kind", "disability.level"].map((key) => `${who}.${key}`),
  ); // prettier-ignore
  for (const key of [...parents, "household.assistance", "insurance.medical", "carer.name", "carer.phone", "carer.address"])
    assert.ok(visited.has(key), key); // prettier-ignore
  for (const key of ["health.hiv", "disability.certificate", "recognised", "household.expenditureUntil"])
    assert.ok(!visited.has(key), key);
});
