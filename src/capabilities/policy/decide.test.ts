import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Facts, FactValue } from "#engines/rules/catalogue.ts";
import { Places } from "#engines/rules/place.ts";
import { addDays, type Day } from "#kernel/day.ts";
import { catalogue } from "#capabilities/registry/facts.ts";
import { compilePolicy, type Policy } from "./decide.ts";
import type { Decision, Span } from "./decision.ts";
import { readPack } from "./packText.ts";
import type { Pack } from "./words.ts";

const text = `
id: valley
title: 山谷县关爱服务方案
document: 山民〔2024〕1号
area: "445281"
from: 2024-01-01
version: 2
define:
  away:
    clause: 一(一)
    when: { all: [{ fact: parent.away.state, is: work }, { elapsed: { since: parent.away.since, atLeast: 3 months } }] }
categories:
  - id: left_behind
    title: 农村留守儿童
    clause: 二(一)
    ledger: main
    when:
      all:
        - { age: { under: 16 }, say: 未满十六周岁 }
        - { fact: hukou.kind, is: rural }
        - { parents: { any: { use: away } } }
    kinds:
      - { id: both, title: 双方外出, clause: 二(一), when: { parents: { both: { use: away } } } }
      - { id: one, title: 一方外出, clause: 二(一), when: { parents: { one: { use: away }, other: { not: { use: away } } } } }
  - { id: poor, title: 困难家庭儿童, clause: 二(二), ledger: main, when: { all: [{ fact: household.assistance, has: expenditure }, { valid: { until: household.expenditureUntil } }] } }
  - { id: single, title: 单亲家庭儿童, clause: 二(三), ledger: single_parent, when: { fact: family.kind, in: [divorced, widowed] } }
  - { id: counted, title: 统计对象, clause: 二(四), ledger: statistics, when: { fact: hukou.kind, is: urban } }
levels:
  - { id: red, title: 高风险（红色）, word: 高风险, shape: triangle, rhythms: [{ kind: home_visit, every: 0 days, mode: rolling, clause: 三(一) }] }
  - { id: blue, title: 中低风险（蓝色）, word: 中低风险, shape: square, rhythms: [{ kind: home_visit, every: 2 months, mode: rolling, clause: 三(三) }] }
  - { id: green, title: 低风险（绿色）, word: 低风险, shape: circle, default: true, rhythms: [{ kind: contact, every: 1 months, mode: calendar, clause: 三(四) }] }
grounds:
  - { id: blue.ill, level: blue, title: 重病, clause: 三(三), when: { all: [{ age: { under: 18 } }, { fact: health.state, is: severe }] } }
  - id: red.harm
    level: red
    title: 遭受侵害
    clause: 三(一)
    when: { fact: risk.violence, is: confirmed }
    suspected: { fact: risk.violence, is: suspected }
`;

const packOf = (yaml: string): Pack => {
  const { value, faults } = readPack(yaml, "pack.yaml", new Places());
  assert.deepEqual(faults, []);
  return value as Pack;
};
const valley = compilePolicy([packOf(text)], catalogue);

const child: Facts = {
  birthDate: "2014-05-01",
  "hukou.kind": "rural",
  "father.away.state": "work",
  "father.away.since": "2024-04-02",
  "mother.away.state": "home",
  "household.assistance": ["none"],
  "family.kind": "both",
  "health.state": "healthy",
};

const categoryOf = (decision: Decision, id: string) => decision.categories.find((category) => category.id === id);

test("a category: the answer, its clause, its reasons, its kinds, and the day it changes", () => {
  const before = valley.decide(child, "2024-07-01");
  assert.equal(before.policy, "valley@2");
  assert.equal(before.changesOn, "2024-07-02");
  assert.equal(before.grade.level, null);
  assert.deepEqual(before.rhythms, []);
  assert.equal(categoryOf(before, "left_behind")?.answer, "no");
  assert.deepEqual(
    categoryOf(before, "left_behind")?.because.map((reason) => reason.say),
    ["父亲连续外出务工起始日期：2024-04-02；截至2024-07-01，未满3个月", "母亲外出情况：未外出"],
  );
  const on = valley.decide(child, "2024-07-02");
  assert.equal(categoryOf(on, "left_behind")?.answer, "yes");
  assert.deepEqual(
    categoryOf(on, "left_behind")?.because.map((reason) => [reason.fact, reason.shown, reason.clause, reason.say]),
    [
      ["birthDate", "2014-05-01", "二(一)", "未满十六周岁"],
      ["hukou.kind", "农村", "二(一)", "户籍性质：农村"],
      ["father.away.state", "外出务工", "一(一)", "父亲外出情况：外出务工"],
      ["father.away.since", "2024-04-02", "一(一)", "父亲连续外出务工起始日期：2024-04-02；截至2024-07-02，已满3个月"],
    ],
  );
  assert.deepEqual(
    categoryOf(on, "left_behind")?.kinds.map((kind) => [kind.id, kind.answer]),
    [
      ["both", "no"],
      ["one", "yes"],
    ],
  );
  assert.deepEqual(
    [on.grade.level, on.grade.word, on.grade.served, on.changesOn],
    ["green", "低风险", true, "2030-05-01"],
  );
  assert.deepEqual(on.rhythms, [{ kind: "contact", every: "1 months", mode: "calendar", clause: "三(四)" }]);
});

test("an unknown names what is missing, and a level stands beside what is still unknown", () => {
  const { "health.state": _, "household.assistance": __, ...part } = child;
  const decision = valley.decide(part, "2024-07-02");
  assert.deepEqual(categoryOf(decision, "poor")?.missing, ["household.assistance"]);
  assert.equal(categoryOf(decision, "poor")?.answer, "unknown");
  assert.deepEqual(decision.grade.unknown, [{ id: "blue.ill", title: "重病", missing: ["health.state"] }]);
  assert.equal(decision.grade.level, "green");
  assert.deepEqual(decision.missing, ["household.assistance", "health.state"]);
});

test("the highest ground wins; suspected stands apart from confirmed", () => {
  const both = { ...child, "health.state": "severe", "risk.violence": "suspected" };
  const suspected = valley.decide(both, "2024-07-01").grade;
  assert.deepEqual([suspected.level, suspected.served], ["red", true]);
  assert.deepEqual(
    suspected.grounds.map((ground) => [ground.id, ground.certainty]),
    [
      ["red.harm", "suspected"],
      ["blue.ill", "confirmed"],
    ],
  );
  const confirmed = valley.decide({ ...both, "risk.violence": "confirmed" }, "2024-07-01").grade;
  assert.deepEqual(
    confirmed.grounds.map((ground) => [ground.id, ground.certainty]),
    [
      ["red.harm", "confirmed"],
      ["blue.ill", "confirmed"],
    ],
  );
  assert.deepEqual(valley.timeline(both, "2024-07-01")[0]?.suspected, ["red.harm"]);
});

test("single-parent children are visited alike but not served; statistics alone give no level", () => {
  const single = valley.timeline({ ...child, "father.away.state": "home", "family.kind": "divorced" }, "2024-07-01")[0];
  assert.deepEqual([single?.level, single?.served, single?.ledgers], ["green", false, ["single_parent"]]);
  const counted = valley.timeline({ ...child, "hukou.kind": "urban" }, "2024-07-01")[0];
  assert.deepEqual(
    [counted?.level, counted?.served, counted?.ledgers, counted?.categories],
    [null, false, ["statistics"], ["counted"]],
  );
  const none = compilePolicy([packOf(`${text}\ngrading: { visited: [] }\n`)], catalogue);
  assert.equal(
    none.decide({ ...child, "father.away.state": "home", "family.kind": "divorced" }, "2024-07-01").grade.level,
    null,
  );
});

test("grading.served decides who counts, whatever the ledgers say", () => {
  const strict = compilePolicy([packOf(`${text}\ngrading: { served: { age: { under: 14 } } }\n`)], catalogue);
  const spans = strict.timeline({ ...child, "father.away.since": "2024-01-01" }, "2024-07-01");
  assert.deepEqual(
    spans.map((span) => [span.from, span.served, span.level]),
    [
      ["2024-07-01", true, "green"],
      ["2028-05-01", false, null],
      ["2030-05-01", false, null],
    ],
  );
});

test("the timeline runs until nothing can change any more, and merges what is equal", () => {
  const spans = valley.timeline(
    { ...child, "household.assistance": ["expenditure"], "household.expenditureUntil": "2024-12-31" },
    "2024-07-01",
  );
  assert.deepEqual(
    spans.map((span) => [span.from, span.to, span.level, span.categories.join()]),
    [
      ["2024-07-01", "2024-07-02", "green", "poor"],
      ["2024-07-02", "2025-01-01", "green", "left_behind,poor"],
      ["2025-01-01", "2030-05-01", "green", "left_behind"],
      ["2030-05-01", null, null, ""],
    ],
  );
});

test("reasons may be left out of a plain no, and nothing else differs", () => {
  const all = valley.decide(child, "2024-07-02");
  const open = valley.decide(child, "2024-07-02", "open");
  const bare = (decision: Decision) => ({
    ...decision,
    categories: decision.categories.map((category) => ({
      ...category,
      because: category.answer === "no" ? [] : category.because,
      kinds: category.kinds.map((kind) => ({ ...kind, because: kind.answer === "no" ? [] : kind.because })),
    })),
  });
  assert.deepEqual(open, bare(all));
});

/** What a span says, read off a decision of one day. */
function spanOf(decision: Decision): Omit<Span, "from" | "to"> {
  const yes = decision.categories.filter((category) => category.answer === "yes");
  const ids = (certainty: string): string[] =>
    decision.grade.grounds.filter((ground) => ground.certainty === certainty).map((ground) => ground.id);
  return {
    level: decision.grade.level,
    served: decision.grade.served,
    ledgers: [...new Set(yes.map((category) => category.ledger))],
    categories: yes.map((category) => category.id),
    kinds: yes.flatMap((category) =>
      category.kinds.filter((kind) => kind.answer === "yes").map((kind) => `${category.id}.${kind.id}`),
    ),
    grounds: ids("confirmed"),
    suspected: ids("suspected"),
    unknown: decision.categories.filter((category) => category.answer === "unknown").map((category) => category.id),
  };
}

/** Every day of a range: the span that covers it says what a decision of that day says. */
function agrees(policy: Policy, facts: Facts, from: Day, days: number): void {
  const spans = policy.timeline(facts, from);
  for (let n = 0; n < days; n++) {
    const day = addDays(from, n);
    const covering = spans.filter((span) => span.from <= day && (span.to === null || day < span.to));
    assert.equal(covering.length, 1, day);
    const { from: _, to, ...said } = covering[0] as Span;
    const decision = policy.decide(facts, day);
    assert.deepEqual(said, spanOf(decision), day);
    assert.equal(decision.changesOn, to, day);
    const border = policy.border(facts, day);
    assert.ok(
      border === null ? to === null : border > day && (to === null || border <= to),
      `${day}: border ${border}`,
    );
  }
}

const dayIn = (from: Day, days: number) => fc.integer({ min: 0, max: days }).map((n) => addDays(from, n));

test("the timeline is a decision of every day, over month ends, leap days and birthdays", () => {
  const values: Record<string, fc.Arbitrary<FactValue>> = {
    birthDate: dayIn("2007-12-01", 500),
    "hukou.kind": fc.constantFrom("rural", "urban"),
    "father.away.state": fc.constantFrom("work", "home"),
    "father.away.since": dayIn("2023-10-25", 150),
    "mother.away.state": fc.constantFrom("work", "home"),
    "mother.away.since": fc.constantFrom("2023-11-29", "2023-11-30", "2023-12-01", "2024-02-29"),
    "household.assistance": fc.constantFrom(["expenditure"], ["none"]),
    "household.expenditureUntil": fc.constantFrom("2023-12-31", "2024-02-28", "2024-02-29"),
    "family.kind": fc.constantFrom("divorced", "both"),
    "health.state": fc.constantFrom("severe", "healthy"),
    "risk.violence": fc.constantFrom("none", "suspected", "confirmed"),
  };
  fc.assert(
    fc.property(fc.record(values, { requiredKeys: [] }), (facts) => agrees(valley, facts, "2023-12-20", 160)),
    { numRuns: 120 },
  );
});

test("a fault in a condition is a refusal that names the line", () => {
  const places = new Places();
  const broken = text.replace("hukou.kind, is: rural", "hukou.kid, is: rural").replace("under: 18", "below: 18");
  const { value } = readPack(broken, "policies/valley/pack.yaml", places);
  assert.throws(
    () => compilePolicy([value as Pack], catalogue, places),
    (thrown: { code: string; data: { faults: { code: string; file: string; line: number }[] } }) => {
      assert.equal(thrown.code, "policy.faulty");
      const lines = broken.split("\n");
      assert.deepEqual(
        thrown.data.faults.map((fault) => [
          fault.code,
          fault.file,
          lines[fault.line - 1]?.includes(fault.code === "unknown_fact" ? "hukou.kid" : "below"),
        ]),
        [
          ["unknown_fact", "policies/valley/pack.yaml", true],
          ["unknown_key", "policies/valley/pack.yaml", true],
          ["wrong_value", "policies/valley/pack.yaml", true],
        ],
      );
      return true;
    },
  );
});
