import assert from "node:assert/strict";
import { test } from "node:test";
import { first, SHOWN } from "./urgency.ts";

const line = (name: string, rank: number, dueOn: string) => ({ name, rank, dueOn });

test("a red child due today stands before a yellow one that has waited for months", () => {
  const overdue = [line("red late", 0, "2026-11-19"), line("yellow late", 1, "2026-09-17")];
  const today = [line("red today", 0, "2026-11-22"), line("green today", 3, "2026-11-22")];
  assert.deepEqual(
    first(overdue, today).map(({ name }) => name),
    ["red late", "red today", "yellow late", "green today"],
  );
});

test("within a level the longest waiting is first, and the list stays short", () => {
  const late = Array.from({ length: 12 }, (_, i) => line(`${i}`, 1, `2026-10-${31 - i}`));
  const shown = first(late, [line("today", 1, "2026-11-22")]);
  assert.equal(shown.length, SHOWN);
  assert.deepEqual([shown[0]?.name, shown.some(({ name }) => name === "today")], ["11", false]);
});
