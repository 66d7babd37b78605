import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { consoleLines, problems, strengths } from "./zh.ts";

const files = globSync("**/*.ts", { cwd: import.meta.dirname }).filter((file) => !/(?:\.test|zh)\.ts$/.test(file));
const text = files.map((file) => readFileSync(join(import.meta.dirname, file), "utf8")).join("\n");

test("every refusal of the database has its sentence, and no sentence is left over", () => {
  const used = new Set(text.match(/(?<=["`])db\.[a-z_]+(?=["`])/g));
  assert.ok(used.size > 20);
  assert.deepEqual([...used].toSorted(), Object.keys(problems).toSorted());
});

test("whoever reads the console reads Chinese: every warning of the database has its line, and none is left over", () => {
  const said = [...text.matchAll(/log\.(?:warn|error)\([^"]*(?:"[^"]*: "[^"]*)?"([^"]+)"\)/g)].map(
    ([, line = ""]) => line,
  );
  assert.ok(said.length >= 5);
  assert.deepEqual(said.toSorted(), Object.keys(consoleLines).toSorted());
});

test("every strength that a login is refused for has its word", () => {
  const asked = [...text.matchAll(/then '([a-z ]+)'/g)].map(([, word = ""]) => word);
  assert.deepEqual(asked.toSorted(), Object.keys(strengths).toSorted());
});

test("the sentences never name what the house does not say", () => {
  for (const sentence of [...Object.values(problems), ...Object.values(consoleLines)])
    assert.doesNotMatch(sentence, /留守|困境|undefined/);
});
