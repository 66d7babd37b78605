import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { consoleSentence } from "../src/commands/refusal.ts";
import { sentence } from "../src/composition.ts";

const source = fileURLToPath(new URL("../src/", import.meta.url));

/** Codes that are chosen from a table, or stored, rather than thrown by name. */
const byTable = [
  "survey.failed", "survey.interrupted", "db.busy", "db.timeout", "db.unavailable", "db.schema_newer", "db.migration_missing",
  "files.too_many_rows", "files.too_many_columns", "files.cell_too_long", "policy.fact_unknown", "registry.fact_unknown",
]; // prettier-ignore

/** Every code that the source refuses with: the first word after `new Problem(`, also on either side of a `?:`. */
function codesOf(text: string): string[] {
  const thrown = text.matchAll(/(?:new Problem|notFound|conflict)\(\s*([^,)]*(?:\?[^,)]*)?)/g);
  return [...thrown].flatMap(([, first = ""]) =>
    [...first.matchAll(/"([a-z]+\.[a-z_]+)"/g)].map(([, code = ""]) => code),
  );
}

const files = globSync("**/*.ts", { cwd: source }).filter((file) => !file.endsWith(".test.ts"));
const thrown = new Set([...files.flatMap((file) => codesOf(readFileSync(source + file, "utf8"))), ...byTable]);

test("every refusal in the source has a Chinese sentence of its own", () => {
  assert.ok(thrown.size > 100, `${thrown.size} codes found: the search itself has broken`);
  const nothing = sentence("nobody.says_this", {});
  const without = [...thrown].filter((code) => {
    const said = consoleSentence(code, {});
    return said === nothing || !/\p{Script=Han}/u.test(said);
  });
  assert.deepEqual(without, []);
});

test("a sentence is filled from its data, lists too", () => {
  assert.match(sentence("area.unknown", { codes: ["445281001", "445281002"] }), /445281001、445281002/);
  assert.match(sentence("policy.none", { area: "11", day: "2024-07-01" }), /11.*2024-07-01/);
  assert.match(sentence("survey.upload_too_large", { megabytes: 64 }), /64 MB/);
  assert.doesNotMatch(sentence("http.input_invalid", { path: "facts.idNumber" }), /[a-z]/i);
});
