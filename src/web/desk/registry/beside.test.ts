import assert from "node:assert/strict";
import { test } from "node:test";
import { besideOf, listShown } from "./beside.ts";

test("the files beside one another are those of the list that was shown last", () => {
  listShown(["a", "b", "c"]);
  assert.deepEqual([besideOf("a"), besideOf("b"), besideOf("c")], [
    { previous: undefined, next: "b" }, { previous: "a", next: "c" }, { previous: "b", next: undefined },
  ]); // prettier-ignore
  assert.deepEqual(besideOf("x"), { previous: undefined, next: undefined });
  listShown([]);
  assert.deepEqual(besideOf("b"), { previous: undefined, next: undefined });
});
