import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { catalogue } from "#capabilities/registry/facts.ts";
import { factsPage, page } from "./facts.ts";

test("docs/facts.md is what the catalogue says", async () => {
  assert.equal(await readFile(page, "utf8"), factsPage(), "run: node tools/facts.ts");
});

test("docs/facts.md has every fact once, with each of its codes", () => {
  const lines = factsPage().split("\n");
  for (const spec of catalogue) {
    const own = lines.filter((line) => line.startsWith(`| \`${spec.key}\` |`));
    assert.equal(own.length, 1, spec.key);
    for (const code of Object.keys(spec.options ?? {}))
      assert.ok(own[0]?.includes(`\`${code}\``), `${spec.key} ${code}`);
  }
});
