import assert from "node:assert/strict";
import { test } from "node:test";
import { ageOn, isDay } from "#kernel/day.ts";
import { isId } from "#kernel/id.ts";
import { readDisabilityCertificate, readIdNumber, readPhone } from "#kernel/idNumber.ts";
import { catalogue, factByKey } from "#capabilities/registry/facts.ts";
import { registerChild } from "#capabilities/registry/decide.ts";
import { initial } from "#capabilities/registry/decide.ts";
import { readValue } from "#capabilities/registry/values.ts";
import { cases } from "./prelude.ts";
import { type DemoChild, generateChildren } from "./population.ts";

const today = "2024-07-22";
const villages = Array.from({ length: 40 }, (_, i) => ({ code: String(445_281_001_201 + i), name: `示例${i}村委会` }));
const make = (count: number, more: { seed?: number; today?: string } = {}): DemoChild[] => [
  ...generateChildren({ seed: 1, count, villages, today, ...more }),
];
const children = make(20_000);
const share = (holds: (child: DemoChild) => boolean): number => children.filter(holds).length / children.length;

test("the same seed makes the same children, another seed others; a larger population begins with the smaller", () => {
  assert.deepEqual(make(3000), children.slice(0, 3000));
  assert.notDeepEqual(make(1000, { seed: 2 }).slice(500), children.slice(500, 1000));
  assert.equal(new Set(make(300, { seed: 2 ** 40 }).map((child) => child.childId)).size, 300);
  assert.equal(make(0).length, 0);
  assert.equal(make(7).length, 7);
  assert.throws(() => [...generateChildren({ seed: 1, count: 1, villages: [], today })], /no villages/);
});

test("every child has an id of its own, a village, and a day on which all its facts had happened", () => {
  assert.equal(new Set(children.map((child) => child.childId)).size, children.length);
  const codes = new Set(villages.map((village) => village.code));
  for (const { childId, area, day, facts, caseId } of children) {
    assert.ok(isId(childId) && codes.has(area) && isDay(day) && day <= today, caseId);
    for (const [key, value] of Object.entries(facts)) {
      if (factByKey.get(key)?.type !== "day" || /\.until$|Until$/.test(key)) continue;
      assert.ok(String(value) <= day, `${caseId ?? childId} ${key} ${String(value)} after ${day}`);
    }
  }
});

test("every fact is in the catalogue and of its type, and every child can be registered as it is", () => {
  for (const { area, day, facts, caseId } of children) {
    for (const [key, value] of Object.entries(facts)) {
      const spec = factByKey.get(key);
      assert.ok(spec, key);
      assert.deepEqual(readValue(spec, value), value, `${caseId} ${key}`);
    }
    const drafted = registerChild(initial, { area, day, source: "survey", facts }, { today });
    assert.equal(drafted.length, 1);
  }
});

test("id numbers have right check digits, fit birth and sex, are never used twice and can be nobody's", () => {
  const met = new Set<string>();
  for (const { facts } of children) {
    if (facts["idKind"] !== "resident" && facts["idKind"] !== "hmt") continue;
    const number = String(facts["idNumber"]);
    const read = readIdNumber(number);
    assert.ok(read.ok, number);
    assert.deepEqual([read.id.birthDate, read.id.sex], [facts["birthDate"], facts["sex"]]);
    assert.ok(!met.has(number), number);
    met.add(number);
    if (facts["idKind"] === "resident") assert.match(number, /^999/);
    else assert.match(number, /^8[123]0000\d{8}99/);
  }
  for (const { facts } of children) {
    for (const key of ["father.idNumber", "mother.idNumber", "guardian.idNumber", "carer.idNumber"]) {
      const number = facts[key];
      if (number === undefined) continue;
      assert.ok(readIdNumber(String(number)).ok);
      assert.match(String(number), /^999/);
      assert.ok(!met.has(String(number)), "a grown-up has a child's number");
    }
  }
});

test("telephones are of a build that is read and of a range that is not connected", () => {
  const numbers = children.flatMap(({ facts }) =>
    Object.keys(facts)
      .filter((key) => key.endsWith("phone"))
      .map((key) => String(facts[key])),
  );
  assert.ok(numbers.length > 20_000);
  for (const number of numbers) {
    assert.match(number, /^0100\d{7}$/);
    assert.equal(readPhone(number), number);
  }
});

test("certificates of disability repeat the child's number, kind and level", () => {
  const held = children.filter(({ facts }) => facts["disability.certificate"] !== undefined);
  assert.ok(held.length > 500);
  for (const { facts } of held) {
    const read = readDisabilityCertificate(String(facts["disability.certificate"]));
    assert.ok(read.ok);
    assert.deepEqual(
      [read.certificate.idNumber, read.certificate.kind, read.certificate.level],
      [facts["idNumber"], facts["disability.kind"], facts["disability.level"]],
    );
  }
});

test("parents were of age at each birth, and dead parents neither work elsewhere nor answer the telephone", () => {
  for (const { facts } of children) {
    for (const who of ["father", "mother"]) {
      const born = facts[`${who}.birthDate`];
      if (typeof born === "string") assert.ok(ageOn(born, String(facts["birthDate"])) >= 19, born);
      const status = facts[`${who}.status`];
      if (!Array.isArray(status) || !["dead", "declared_missing", "unfound"].includes(String(status[0]))) continue;
      assert.equal(facts[`${who}.phone`], undefined);
      assert.equal(facts[`${who}.away.state`], undefined);
    }
  }
});

test("brothers and sisters share parents, telephones and village, never birth day or number", () => {
  const families = [
    ...Map.groupBy(children.slice(cases.length), ({ facts }) =>
      JSON.stringify([facts["father.name"], facts["father.birthDate"], facts["mother.name"], facts["hukou.address"]]),
    ).values(),
  ];
  const many = families.filter((family) => family.length > 1);
  assert.ok(many.length > 3000);
  for (const family of many) {
    assert.equal(new Set(family.map(({ facts }) => facts["father.phone"])).size, 1);
    assert.equal(new Set(family.map(({ area }) => area)).size, 1);
    assert.equal(new Set(family.map(({ facts }) => facts["birthDate"])).size, family.length);
  }
});

test("proportions are near those that are published", () => {
  const near = (actual: number, wanted: number, slack: number, what: string): void =>
    assert.ok(Math.abs(actual - wanted) <= slack, `${what}: ${actual.toFixed(4)}, wanted ${wanted}`);
  near(
    share(({ facts }) => facts["sex"] === "male"),
    0.545,
    0.015,
    "boys",
  );
  near(
    share(({ facts }) => facts["idKind"] === "none"),
    0.0125,
    0.004,
    "without a number",
  );
  const left = children.filter(
    ({ facts }) => facts["father.away.state"] === "work" && facts["mother.away.state"] === "work",
  );
  const young = left.filter(({ facts }) => ageOn(String(facts["birthDate"]), today) <= 5).length / left.length;
  near(left.length / children.length, 0.34, 0.05, "both away");
  near(young, 0.217, 0.06, "0 to 5 of them");
  near(
    share(({ facts }) => Object.keys(facts).some((key) => key.startsWith("risk."))),
    0.055,
    0.02,
    "some risk",
  );
});

test("what the policies name occurs: every option of every state, and days on both sides of three months", () => {
  const large = make(60_000);
  const seen = new Map<string, Set<unknown>>();
  for (const { facts } of large) {
    for (const [key, value] of Object.entries(facts)) {
      const values = seen.get(key) ?? new Set<unknown>();
      for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) values.add(one);
      seen.set(key, values);
    }
  }
  const unused = new Set([
    "sex",
    "residence.with",
    "school.state",
    "household.assistance",
    "guardian.relation",
    "carer.relation",
  ]);
  for (const { key, type, options, policy } of catalogue) {
    if (!policy || (type !== "enum" && type !== "set") || unused.has(key)) continue;
    const lacking = Object.keys(options ?? {}).filter(
      (option) =>
        option !== "none" && !(key.endsWith(".parts") && option === "multiple") && !seen.get(key)?.has(option),
    );
    assert.deepEqual(lacking, [], key);
  }
  const since = [...(seen.get("father.away.since") ?? [])].map(String);
  for (const day of ["2024-04-21", "2024-04-22", "2024-04-23"]) assert.ok(since.includes(day), day);
});

test("names that fonts and joins get wrong occur", () => {
  const names = children.map(({ facts }) => String(facts["name"]));
  for (const part of ["𠮷", "㛃", "龘", "·", "欧阳"])
    assert.ok(
      names.some((name) => name.includes(part)),
      part,
    );
  assert.ok(share(({ facts }) => [...String(facts["name"])].length === 2) > 0.08);
  assert.ok(share(({ facts }) => [...String(facts["name"])].length === 3) > 0.7);
});

test("every day of the year can be today", () => {
  for (const day of [
    "2024-02-29",
    "2025-02-28",
    "2024-03-31",
    "2024-12-31",
    "2025-01-01",
    "2024-05-30",
    "2026-08-31",
  ]) {
    for (const child of make(400, { today: day })) {
      assert.ok(child.day <= day);
      registerChild(
        initial,
        { area: child.area, day: child.day, source: "survey", facts: child.facts },
        { today: day },
      );
    }
  }
});
