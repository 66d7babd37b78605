import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { problems } from "./zh.ts";

const files = globSync("*.ts", { cwd: import.meta.dirname }).filter((file) => !/(?:\.test|zh)\.ts$/.test(file));
const text = files.map((file) => readFileSync(join(import.meta.dirname, file), "utf8")).join("\n");

test("every refusal has its sentence, and no sentence is left over", () => {
  const used = new Set(text.match(/(?<=")crypto\.[a-z_]+(?=")/g));
  assert.ok(used.size > 10);
  assert.deepEqual([...used].toSorted(), Object.keys(problems).toSorted());
});

test("a sentence speaks of nothing that its refusal does not give", () => {
  for (const [code, sentence] of Object.entries(problems)) {
    const given = [...text.matchAll(new RegExp(`"${code}",?\\s*\\{([^}]*)\\}`, "g"))].map((match) => match[1] ?? "");
    for (const [, name = ""] of sentence.matchAll(/\{(\w+)\}/g))
      for (const data of given) assert.match(data, new RegExp(`\\b${name}\\b`), `${code} ${name}`);
    assert.ok(given.length > 0 || !sentence.includes("{"), code);
    assert.doesNotMatch(sentence, /留守|困境|undefined/);
  }
});
