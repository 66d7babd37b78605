import assert from "node:assert/strict";
import { test } from "node:test";
import { listTree, read } from "./house/tree.ts";

/* What is set by the environment is told to whoever runs the program, and nothing is told that nobody reads. */

const namesIn = (files: readonly string[]): string[] => [
  ...new Set(files.flatMap((file) => read(file).match(/\bTONGHU_[A-Z]+(?:_[A-Z]+)*\b/g) ?? [])),
];

test("every setting of the environment stands in docs/operations.md or README.md, and each that stands there is read", () => {
  const tree = listTree();
  const code = namesIn(tree.filter((file) => /^src\/.*\.ts$/.test(file) && !file.endsWith(".test.ts")));
  const told = namesIn(["docs/operations.md", "README.md"]);
  assert.ok(code.includes("TONGHU_DATA") && code.length > 10);
  assert.deepEqual(code.toSorted(), told.toSorted());
});
