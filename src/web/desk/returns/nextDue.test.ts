import assert from "node:assert/strict";
import { test } from "node:test";
import { nextDue } from "./nextDue.ts";

const one = (id: string, ...due: string[]) => ({ id, title: id, clause: "", due });

test("each return stands with the day that comes next, and one without such a day not at all", () => {
  const titles = [one("b", "2024-07-22", "2026-10-16"), one("a", "2025-01-01"), one("c", "2024-01-01"), one("d")];
  const found = nextDue(titles, "2024-08-01").map(({ id, on }) => [id, on]);
  assert.deepEqual(found, [["a", "2025-01-01"], ["b", "2026-10-16"]]); // prettier-ignore
});

test("a return of today is due today", () => {
  assert.deepEqual(nextDue([one("a", "2024-07-22")], "2024-07-22").map(({ on }) => on), ["2024-07-22"]); // prettier-ignore
  assert.deepEqual(nextDue([one("a", "2024-07-22")], "2024-07-23"), []);
});
