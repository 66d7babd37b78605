import assert from "node:assert/strict";
import { test } from "node:test";
import type { Policy } from "#capabilities/policy/index.ts";
import { gradingBy } from "./periods.ts";

/** As much of a policy as periods look at: one span without end. */
const policy = (ref: string, level: string | null): Policy =>
  ({
    ref,
    levels: level === null ? [] : [{ id: level, rhythms: [] }],
    grounds: [],
    groundFacts: new Map(),
    grading: {},
    timeline: (_facts: object, from: string) => [
      {
        from,
        to: null,
        level,
        served: level !== null,
        ledgers: [],
        categories: [],
        kinds: [],
        grounds: [],
        suspected: [],
        unknown: [],
      },
    ],
  }) as unknown as Policy;

const [old, fresh] = [policy("national@1", null), policy("puning@1", "green")];
const gradingFor = gradingBy({
  policyFor: (_area, day) => (day < "2024-06-21" ? old : fresh),
  turnsAfter: (_area, day) => ["2024-04-18", "2024-06-21"].filter((turn) => turn > day),
});

test("a file of before a pack is graded by it from the pack's first day on", () => {
  const view = gradingFor("445281001001", "2024-03-01");
  const spans = view.timeline({}, "2024-03-01").map(({ from, to, level }) => [from, to, level]);
  assert.deepEqual(spans, [
    ["2024-03-01", "2024-06-21", null],
    ["2024-06-21", null, "green"],
  ]);
  assert.equal(view.ref, "puning@1");
});

test("days before the one that is asked for are not said again, though the file reaches back before the pack", () => {
  const spans = gradingFor("445281001001", "2024-06-01").timeline({}, "2024-07-10");
  assert.deepEqual(spans.map(({ from, to, level }) => [from, to, level]), [["2024-07-10", null, "green"]]); // prettier-ignore
});

test("one pack is one period, and remembered", () => {
  assert.equal(gradingFor("445281001001", "2024-07-01"), gradingFor("445281001001", "2024-07-02"));
  assert.equal(gradingFor("445281001001", "2024-07-01").timeline({}, "2024-07-01").length, 1);
});
