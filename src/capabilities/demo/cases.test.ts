import assert from "node:assert/strict";
import { test } from "node:test";
import { factReader } from "#engines/rules/read-facts.ts";
import { defaultFolder, openShelf } from "#capabilities/policy/index.ts";
import { catalogue } from "#capabilities/registry/facts.ts";
import { readValue } from "#capabilities/registry/values.ts";
import { generateChildren } from "./population.ts";
import { cases } from "./prelude.ts";

const shelf = await openShelf(defaultFolder, catalogue, factReader(catalogue, readValue, "policy"));
const puning = shelf.policy("puning");
const villages = Array.from({ length: 9 }, (_, i) => ({ code: String(445_281_001_201 + i), name: `示例${i}村委会` }));

const answersOn = (today: string) =>
  [...generateChildren({ seed: 5, count: cases.length, villages, today })].map((child) => {
    const { categories, grade } = puning.decide(child.facts, today);
    const grounds = grade.grounds.map((ground) => ground.id + (ground.certainty === "suspected" ? "?" : ""));
    return { child, answers: new Map(categories.map((one) => [one.id, one.answer])), grounds, level: grade.level };
  });

for (const today of ["2024-07-22", "2024-02-29", "2024-05-31", "2026-08-31"]) {
  const shown = answersOn(today);
  test(`each case is answered as it says, on ${today}`, () => {
    for (const [i, one] of cases.entries()) {
      const { answers, grounds, child } = shown[i] ?? assert.fail(one.id);
      assert.equal(child.caseId, one.id);
      for (const answer of ["yes", "no", "unknown"] as const) {
        for (const id of one.expect[answer] ?? []) assert.equal(answers.get(id), answer, `${one.id}: ${id}`);
      }
      for (const ground of one.expect.grounds ?? [])
        assert.ok(grounds.includes(ground), `${one.id}: ${ground} not in ${grounds.join()}`);
    }
  });
}

test("every category, every ground and every level of 普宁 occurs, suspected grounds too", () => {
  const shown = answersOn("2024-07-22");
  const yes = new Set(
    shown.flatMap(({ answers }) => [...answers].filter(([, answer]) => answer === "yes").map(([id]) => id)),
  );
  assert.deepEqual(
    puning.categories.map(({ id }) => id).filter((id) => !yes.has(id)),
    [],
  );
  const grounds = new Set(shown.flatMap((one) => one.grounds));
  assert.deepEqual(
    puning.grounds.map(({ id }) => id).filter((id) => !grounds.has(id)),
    [],
  );
  const suspected = [
    "red.harm",
    "red.no_guardian",
    "red.self_harm",
    "red.other",
    "yellow.guardian",
    "yellow.dropout",
    "yellow.mental",
    "yellow.other",
    "blue.guardian",
    "blue.behaviour",
    "blue.other",
  ];
  assert.deepEqual(
    suspected.filter((id) => !grounds.has(`${id}?`)),
    [],
  );
  assert.deepEqual([...new Set(shown.map(({ level }) => String(level)))].map(String).toSorted(), [
    "blue",
    "green",
    "null",
    "red",
    "yellow",
  ]);
});

test("each case has an id of its own", () => assert.equal(new Set(cases.map(({ id }) => id)).size, cases.length));
