import assert from "node:assert/strict";
import { test } from "node:test";
import { inTime } from "./maps.ts";

test("in time is a part of those who are visited; where nobody is, there is none", () => {
  assert.deepEqual([inTime({ graded: 0, overdue: 0 }), inTime({ graded: 3, overdue: 0 }), inTime({ graded: 3, overdue: 1 }), inTime({ graded: 2, overdue: 2 })], [null, 100, 67, 0]); // prettier-ignore
});
