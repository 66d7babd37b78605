import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { problems } from "./zh.ts";

test("every refusal of the database has its sentence, and no sentence is left over", () => {
  const files = globSync("**/*.ts", { cwd: import.meta.dirname }).filter((file) => !/(?:\.test|zh)\.ts$/.test(file));
  const text = files.map((file) => readFileSync(join(import.meta.dirname, file), "utf8")).join("\n");
  const used = new Set(text.match(/(?<=["`])db\.[a-z_]+(?=["`])/g));
  assert.ok(used.size > 20);
  assert.deepEqual([...used].toSorted(), Object.keys(problems).toSorted());
});

test("the sentences never name what the house does not say", () => {
  for (const sentence of Object.values(problems)) assert.doesNotMatch(sentence, /留守|困境|undefined/);
});
