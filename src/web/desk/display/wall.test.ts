import assert from "node:assert/strict";
import { test } from "node:test";
import { clockText, pagesOf } from "./wall.ts";

test("all areas stand on as few pages as hold them, none much shorter than the others", () => {
  const lengths = (count: number): number[] => pagesOf(Array.from({ length: count }, (_, n) => n)).map(({ length }) => length); // prettier-ignore
  assert.deepEqual([0, 1, 12, 13, 28, 33].map(lengths), [[0], [1], [12], [7, 6], [10, 10, 8], [11, 11, 11]]);
});

test("the hour has two digits", () => assert.equal(clockText(new Date(2026, 0, 1, 9, 5)), "09:05"));
