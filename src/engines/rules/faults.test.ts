import assert from "node:assert/strict";
import { test } from "node:test";
import { YES } from "./answer.ts";
import { Book } from "./book.ts";
import type { FactSpec } from "./catalogue.ts";
import { Places } from "./place.ts";
import type { Plain } from "./reading.ts";
import { newStory, type Wording } from "./reason.ts";

const fact = (key: string, type: FactSpec["type"], more: Partial<FactSpec> = {}): FactSpec => ({
  key, type, zh: key, group: "g", cls: "open", absent: "unknown", from: ["survey"], policy: true, ...more,
}); // prettier-ignore

const catalogue: FactSpec[] = [
  fact("birthDate", "day"),
  fact("name", "text", { policy: false }),
  fact("home", "area"),
  fact("hukou", "area"),
  fact("boarding", "bool"),
  fact("level", "int"),
  fact("harm", "enum", { options: { none: "否", confirmed: "是" } }),
  ...["father", "mother"].flatMap((who) => [
    fact(`${who}.away`, "enum", { options: { home: "在家", work: "务工" } }),
    fact(`${who}.since`, "day"),
    fact(`${who}.until`, "day"),
    fact(`${who}.status`, "set", { options: { none: "无", dead: "死亡" } }),
  ]),
];

const silent = (): string => "";
const wording: Wording = {
  value: silent, fact: silent, absent: silent, age: silent, elapsed: silent, term: silent, valid: silent,
  during: silent, remaining: silent, differs: silent, within: silent, bothIn: silent,
}; // prettier-ignore

const bookOf = (define: Plain): Book =>
  new Book({
    catalogue,
    wording,
    places: new Places(),
    define,
    lists: { cores: { title: "城区", groups: ["440103"] } },
  });

const faultsOf = (when: unknown, define: Plain = {}): string[] => {
  const book = bookOf(define);
  book.ready({ when }, "when");
  book.readAllNamed();
  return book.faults.list.map((fault) => fault.code);
};

test("faults are found before any child is asked", () => {
  const table: [unknown, string[]][] = [
    [{ fact: "nothing", is: 1 }, ["unknown_fact"]],
    [{ fact: "parent.nothing", is: 1 }, ["unknown_fact"]],
    [{ fact: "name", known: true }, ["fact_not_for_policy"]],
    [{ fact: "boarding", atLeast: 1 }, ["wrong_operator"]],
    [{ fact: "father.status", is: "dead" }, ["wrong_operator"]],
    [{ fact: "harm", has: "none" }, ["wrong_operator"]],
    [{ fact: "harm" }, ["wrong_operator"]],
    [{ fact: "harm", is: "bad" }, ["unknown_code"]],
    [{ fact: "harm", is: "toString" }, ["unknown_code"]],
    [{ fact: "father.status", hasAny: ["dead", "lost"] }, ["unknown_code"]],
    [{ fact: "level", is: "1" }, ["wrong_value"]],
    [{ fact: "level", atLeast: 1.5 }, ["wrong_value"]],
    [{ fact: "harm", is: "none", has: "none" }, ["wrong_operator"]],
    [{ fact: "harm", is: "none", clauze: "x" }, ["unknown_key"]],
    [{ fact: "harm", is: "none", clause: 3 }, ["wrong_value"]],
    [{ use: "nobody" }, ["unknown_use"]],
    [{ use: "toString" }, ["unknown_use"]],
    [{ all: [] }, ["empty_condition"]],
    [{ any: {} }, ["empty_condition"]],
    [{ all: [{ fact: "harm", is: "none" }], any: [] }, ["not_a_condition"]],
    [{}, ["not_a_condition"]],
    [null, ["not_a_condition"]],
    ["yes", ["not_a_condition"]],
    [{ age: { under: "16" } }, ["wrong_value"]],
    [{ age: {} }, ["wrong_value"]],
    [{ age: { atLeast: 14, under: 6 } }, ["empty_range"]],
    [{ age: { under: 16, of: "harm" } }, ["wrong_operator"]],
    [{ elapsed: { since: "father.since", atLeast: "3 weeks" } }, ["wrong_value"]],
    [{ elapsed: { since: "father.since" } }, ["wrong_operator"]],
    [{ elapsed: { since: "father.since", atLeast: "1 years", under: "12 months" } }, ["empty_range"]],
    [{ term: { from: "father.since", to: "home", atLeast: "1 days" } }, ["wrong_operator"]],
    [{ valid: { till: "father.until" } }, ["not_a_condition"]],
    [{ term: { from: "father.since", to: "father.until", atLeast: "1 days", reversed: "no" } }, ["wrong_value"]],
    [{ during: { from: "father.since" } }, ["not_a_condition"]],
    [{ during: { from: "father.since", until: "home" } }, ["wrong_operator"]],
    [{ remaining: { until: "father.until", atLeast: "half a year" } }, ["wrong_value"]],
    [{ remaining: { until: "father.until" } }, ["not_a_condition"]],
    [{ first: { fact: "harm", is: "none" } }, ["empty_condition"]],
    [{ first: { fact: "harm", is: "none" }, next: { fact: "nothing", is: 1 } }, ["unknown_fact"]],
    [{ fact: "level", is: 1, absent: "maybe" }, ["wrong_value"]],
    [{ fact: "level", is: 1, absent: "toString" }, ["wrong_value"]],
    [{ all: [{ fact: "level", is: 1 }], absent: "no" }, ["unknown_key"]],
    [{ area: { of: "home", differs: "hukou", at: "street" } }, ["wrong_value"]],
    [{ area: { of: "home", within: 445281 } }, ["wrong_value"]],
    [{ area: { of: ["home", "hukou"], bothIn: "nowhere" } }, ["unknown_list"]],
    [{ fact: "parent.away", is: "work" }, ["parent_outside"]],
    [{ parents: { one: { fact: "parent.away", is: "work" } } }, ["not_a_condition"]],
    [{ parents: { any: { not: { parents: { any: { fact: "parent.away", is: "work" } } } } } }, ["parents_nested"]],
    [{ parents: { both: { fact: "parent.away", is: "work" }, extra: 1 } }, ["not_a_condition"]],
  ];
  for (const [when, codes] of table) assert.deepEqual(faultsOf(when), codes, JSON.stringify(when));
});

test("named conditions: a ring, a missing clause, one that nobody uses", () => {
  const leaf = { fact: "boarding", is: true };
  assert.deepEqual(
    faultsOf({ use: "a" }, { a: { clause: "x", when: { use: "b" } }, b: { clause: "x", when: { not: { use: "a" } } } }),
    ["use_cycle"],
  );
  assert.deepEqual(faultsOf(leaf, { a: { when: leaf } }), ["missing_clause"]);
  assert.deepEqual(faultsOf(leaf, { a: { clause: "x", when: { fact: "nothing", is: 1 } } }), ["unknown_fact"]);
  assert.deepEqual(faultsOf({ use: "a" }, { a: { clause: "x", when: { fact: "parent.away", is: "work" } } }), [
    "parent_outside",
  ]);
});

test("hostile conditions end in a fault, not in the stack", () => {
  let deep: unknown = { fact: "boarding", is: true };
  for (let i = 0; i < 5_000; i++) deep = { not: deep };
  assert.deepEqual(faultsOf(deep), ["too_deep"]);
  const chain: Record<string, unknown> = {};
  for (let i = 0; i < 5_000; i++) chain[`c${i}`] = { clause: "x", when: { use: `c${i + 1}` } };
  assert.ok(faultsOf({ use: "c0" }, chain).includes("too_deep"));
  // doubling: each name uses the next one twice
  const doubling: Record<string, unknown> = { d30: { clause: "x", when: { fact: "boarding", is: true } } };
  for (let i = 0; i < 30; i++)
    doubling[`d${i}`] = { clause: "x", when: { all: [{ use: `d${i + 1}` }, { use: `d${i + 1}` }] } };
  const book = bookOf(doubling);
  const condition = book.ready({ when: { use: "d0" } }, "when");
  const [frame, story] = [book.frame(), newStory()];
  frame.load({ boarding: true }, "2024-07-01");
  assert.equal(condition.ask(frame), YES);
  condition.tell(frame, story, YES);
  assert.equal(story.reasons.length, 1);
  const long = "龍".repeat(100_000);
  assert.deepEqual(faultsOf({ fact: long, is: 1 }), ["unknown_fact"]);
  assert.deepEqual(faultsOf(JSON.parse('{"__proto__": {"fact": "boarding", "is": true}}')), ["not_a_condition"]);
  assert.deepEqual(faultsOf({ fact: "boarding\u0000", is: true }), ["unknown_fact"]);
});
