import assert from "node:assert/strict";
import { test } from "node:test";
import { maskedText } from "./view.ts";

test("numbers are known by their ends, and a certificate does not tell kind and level by its own", () => {
  const table = [
    ["idNumber", "99010120140501004X", "990101********004X"],
    ["guardian.phone", "13812345678", "138****5678"],
    ["disability.certificate", "99010120140501004X52", "990101********004X**"],
    ["disability.certificate", "99010120140501004X52B1", "990101********004X****"],
    ["residence.address", "流沙大道九巷七号", "***"],
  ] as const;
  for (const [key, value, masked] of table) assert.equal(maskedText(key, value), masked);
});
