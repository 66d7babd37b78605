import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { lengthOf } from "#kernel/length.ts";
import { Problem } from "#kernel/problem.ts";
import { defaultFolder } from "#capabilities/policy/index.ts";
import { type FloorKey, floors } from "./floors.ts";
import { fileRule, monthsOf, readRules } from "./rules.ts";
import { openRules } from "./rulesFile.ts";
import { shownRules, termText } from "./zh.ts";

const shipped = parse(readFileSync(join(defaultFolder, "retention.yaml"), "utf8"));
type Written = { files: { id: string; keep: string; marks: string[] }[]; records: Record<string, { keep: string }> };

const refusal = (change: (written: Written & Record<string, unknown>) => void): string => {
  const written = structuredClone(shipped);
  change(written);
  try {
    readRules(written);
    return "read";
  } catch (thrown) {
    if (thrown instanceof Problem) return [thrown.code, thrown.data["kind"]].filter(Boolean).join(" ");
    throw thrown;
  }
};

test("what is shipped is read, and keeps nothing shorter than the law", () => {
  assert.equal(refusal(() => undefined), "read"); // prettier-ignore
  const rules = readRules(shipped);
  for (const { id, keep } of shownKeys(rules)) {
    const least = monthsOf(`${floors[id].least.n} ${floors[id].least.unit}`) ?? 0;
    assert.ok((monthsOf(keep) ?? Infinity) >= least, id);
  }
  assert.equal(rules.files.find((file) => file.id === "ordinary")?.keep, "30 years");
});

const shownKeys = (rules: ReturnType<typeof readRules>): { id: FloorKey; keep: string }[] => [
  ...rules.files.map((file) => ({ id: `files.${file.id}` as const, keep: file.keep })),
  ...Object.entries(rules.records).map(([kind, { keep }]) => ({ id: `records.${kind}` as FloorKey, keep })),
];

test("each kind has a floor with its clause, and a month below it is refused by the name of the kind", () => {
  const keys = shownKeys(readRules(shipped)).map(({ id }) => id);
  assert.deepEqual(keys.toSorted(), Object.keys(floors).toSorted());
  for (const id of keys) {
    const { least, clause } = floors[id];
    assert.ok(clause.length > 5);
    const [section = "", kind = ""] = id.split(".");
    const at = (months: number) => (written: Written) => {
      const line = section === "files" ? written.files.find((file) => file.id === kind) : written.records[kind];
      if (line) line.keep = `${months} months`;
    };
    const months = monthsOf(`${least.n} ${least.unit}`) ?? 0;
    assert.equal(refusal(at(months)), "read", id);
    assert.equal(refusal(at(months - 1)), `retention.below_floor ${id}`);
  }
});

test("a file of rules that is no such file is refused", () => {
  assert.equal(refusal((written) => void (written["version"] = 2)), "retention.rules_invalid");
  assert.equal(refusal((written) => void written.files.pop()), "retention.rules_invalid");
  assert.equal(refusal((written) => void (written["surplus"] = true)), "retention.rules_invalid");
  assert.equal(refusal((written) => void written.files.at(-1)?.marks.push("grave")), "retention.rules_invalid");
  assert.equal(refusal((written) => void Object.assign(written.files[2] ?? {}, { keep: "4000 days" })), "retention.rules_invalid");
  assert.equal(refusal((written) => void Object.assign(written.files[1] ?? {}, { id: "ordinary" })), "retention.rules_invalid");
}); // prettier-ignore

test("an installation's own file holds, and below the floor it does not start", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tonghu-rules-"));
  try {
    assert.deepEqual(await openRules(folder), readRules(shipped));
    const text = readFileSync(join(defaultFolder, "retention.yaml"), "utf8");
    writeFileSync(join(folder, "retention.yaml"), text.replace("keep: 30 years", "keep: 50 years"));
    assert.equal((await openRules(folder)).files.at(-1)?.keep, "50 years");
    writeFileSync(join(folder, "retention.yaml"), text.replace("keep: 36 months", "keep: 35 months"));
    await assert.rejects(openRules(folder), { code: "retention.below_floor" });
    writeFileSync(join(folder, "retention.yaml"), "a: [");
    await assert.rejects(openRules(folder), { code: "retention.rules_invalid" });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("the first rule whose marks a file bears holds for it", () => {
  const rules = readRules(shipped);
  assert.equal(fileRule(rules, []).id, "ordinary");
  assert.equal(fileRule(rules, ["closed.died"]).id, "ordinary");
  assert.equal(fileRule(rules, ["closed.died", "grave"]).id, "grave");
  assert.equal(fileRule(rules, ["closed.duplicate", "grave"]).id, "mistaken");
});

test("terms in words", () => {
  assert.deepEqual(["36 months", "6 months", "30 years", "90 days", "permanent"].map(termText), ["3 年", "6 个月", "30 年", "90 天", "永久"]);
  assert.equal(shownRules(readRules(shipped)).rules.find((rule) => rule.id === "records.server_log")?.floor, "6 个月");
  assert.equal(lengthOf(readRules(shipped).answer.within).n, 30);
}); // prettier-ignore
