import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "#kernel/id.ts";
import { NO_DAY, pageOf, readCursor } from "./page.ts";

const id = newId();

test("a cursor comes back as it was given out", () => {
  const { next } = pageOf([1, 2, 3], 2, (n) => [n, NO_DAY, id]);
  assert.equal(next, `2_9999-12-31_${id}`);
  assert.deepEqual(readCursor(next ?? undefined, "number", "day", "id"), ["2", NO_DAY, id]);
  assert.equal(readCursor(undefined, "number"), null);
});

test("the last page says that it is the last", () => {
  const keys = (n: number): number[] => [n];
  assert.deepEqual(pageOf([1, 2], 2, keys), { lines: [1, 2], next: null });
  assert.deepEqual(pageOf([], 2, keys), { lines: [], next: null });
  assert.deepEqual(pageOf([1, 2, 3], 2, keys), { lines: [1, 2], next: "2" });
});

test("anything else is refused before it reaches a statement", () => {
  for (const text of [
    "",
    "_",
    "1",
    `1_2024-02-31_${id}`,
    `1_2024-02-28_${id}_`,
    `-1_2024-02-28_${id}`,
    `1e3_2024-02-28_${id}`,
    `12345_2024-02-28_${id}`,
    `1_0000-00-00_${id}`,
    `1_2024-02-28_${id.toUpperCase()}`,
    `1_2024-02-28_' or 1=1`,
  ])
    // prettier-ignore
    assert.throws(() => readCursor(text, "number", "day", "id"), { code: "http.input_invalid", status: 400 }, text);
});
