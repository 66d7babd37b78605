import assert from "node:assert/strict";
import { test } from "node:test";
import type { AnomalyLine } from "#capabilities/anomaly/words.ts";
import { byChild } from "./byChild.ts";

const line = (childId: string, no: number): AnomalyLine => ({
  childId, no, area: "445281102201", comparison: "roll", title: "名单", department: "education", finding: "differs",
  raisedOn: "2024-06-01", due: `2024-07-0${no}`, verdict: null, closedOn: null,
}); // prettier-ignore

test("one child is one card, however many lists speak of it; whose day is nearest stands first", () => {
  const cards = byChild([line("b", 1), line("a", 2), line("b", 3), line("a", 4), line("c", 5)]);
  assert.deepEqual(
    cards.map(({ childId, lines }) => [childId, lines.map(({ no }) => no)]),
    [["b", [1, 3]], ["a", [2, 4]], ["c", [5]]],
  ); // prettier-ignore
});
