import assert from "node:assert/strict";
import { test } from "node:test";
import { shortcutOf } from "./shortcut.ts";

const plain = { ctrlKey: false, metaKey: false, altKey: false, isComposing: false };

test("a key alone means what it says; with others, or while a character is composed, it means nothing", () => {
  assert.deepEqual(["/", "?", "n", "p", "x", "toString"].map((key) => shortcutOf({ ...plain, key })), ["search", "help", "next", "previous", undefined, undefined]); // prettier-ignore
  for (const also of ["ctrlKey", "metaKey", "altKey", "isComposing"] as const)
    assert.equal(shortcutOf({ ...plain, key: "n", [also]: true }), undefined);
});
