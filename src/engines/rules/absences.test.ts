import assert from "node:assert/strict";
import { test } from "node:test";
import type { Facts } from "./catalogue.ts";
import { newStory } from "./reason.ts";
import { asked, bookOf } from "#test/askedCondition.ts";

/* What a file does not say, or says wrongly: absences, gates, open ends and days that contradict each other. */

test("an absence may be answered by the leaf itself, and is asked for where it leaves the answer open", () => {
  const table: [unknown, Facts, string, string[]][] = [
    [{ fact: "level", in: [1, 2], absent: "unknown" }, {}, "unknown", ["level"]],
    [{ fact: "level", in: [1, 2], absent: "unknown" }, { level: 3 }, "no", []],
    [{ fact: "boarding", is: true, absent: "no" }, {}, "no", []],
    [{ fact: "boarding", is: true, absent: "yes" }, {}, "yes", []],
    [{ valid: { until: "father.until" }, absent: "unknown" }, {}, "unknown", ["father.until"]],
    [{ elapsed: { since: "father.since", atLeast: "0 days" }, absent: "no" }, {}, "no", []],
    [{ area: { of: "home", differs: "hukou", at: "county" }, absent: "no" }, { home: "445281" }, "no", []],
    [{ not: { fact: "level", over: 2, absent: "unknown" } }, {}, "unknown", ["level"]],
  ];
  for (const [when, facts, answer, missing] of table) {
    const got = asked(when, facts);
    assert.deepEqual([got.answer, got.missing], [answer, missing], JSON.stringify([when, facts]));
  }
});

test("first, next: like all, but nothing behind an unknown first is asked for", () => {
  const when = {
    first: { fact: "father.away", is: "work" },
    next: { elapsed: { since: "father.since", atLeast: "3 months" } },
  };
  const table: [Facts, string, string[]][] = [
    [{}, "unknown", ["father.away"]],
    [{ "father.since": "2024-01-01" }, "unknown", ["father.away"]],
    [{ "father.since": "2024-07-01" }, "no", []],
    [{ "father.away": "work" }, "unknown", ["father.since"]],
    [{ "father.away": "home" }, "no", []],
    [{ "father.away": "work", "father.since": "2024-01-01" }, "yes", []],
  ]; // prettier-ignore
  for (const [facts, answer, missing] of table) {
    const got = asked(when, facts);
    assert.deepEqual([got.answer, got.missing], [answer, missing], JSON.stringify(facts));
  }
  assert.deepEqual(asked(when, { "father.since": "2024-07-01" }).say, ["father.since before"]);
});

test("during: open ends, the last day included, a slip of the two days; remaining: over month ends", () => {
  const during = { during: { from: "father.since", until: "father.until" } };
  const table: [Facts, string, string | null, string[], string][] = [
    [{}, "yes", null, [], "father.since absent"],
    [{ "father.since": "2024-07-01" }, "yes", null, [], "2024-07-01.. in"],
    [{ "father.since": "2024-07-02" }, "no", "2024-07-02", [], "2024-07-02.. before"],
    [{ "father.until": "2024-07-01" }, "yes", "2024-07-02", [], "..2024-07-01 in"],
    [{ "father.until": "2024-06-30" }, "no", null, [], "..2024-06-30 after"],
    [{ "father.since": "2024-06-30", "father.until": "2024-06-30" }, "no", null, [], "2024-06-30..2024-06-30 after"],
    [{ "father.since": "2024-07-02", "father.until": "2024-06-30" }, "unknown", null, ["father.since", "father.until"], "2024-07-02..2024-06-30 reversed"],
  ]; // prettier-ignore
  for (const [facts, answer, until, missing, say] of table) {
    const got = asked(during, facts);
    assert.deepEqual([got.answer, got.until, got.missing, got.say[0]], [answer, until, missing, say]);
  }
  const remaining = { remaining: { until: "father.until", atLeast: "6 months" } };
  const lasts: [string, string, string, string | null][] = [
    ["2024-12-31", "2024-07-01", "yes", "2024-07-02"],
    ["2024-12-30", "2024-07-01", "no", null],
    ["2024-08-30", "2024-02-29", "yes", "2024-03-01"],
    ["2024-02-28", "2023-08-31", "yes", "2023-09-01"], // each of the last days of August is six months before 02-29
    ["2024-02-28", "2023-09-01", "no", null],
  ];
  for (const [last, asOf, answer, until] of lasts) {
    const got = asked(remaining, { "father.until": last }, asOf);
    assert.deepEqual([got.answer, got.until], [answer, until], `${last} ${asOf}`);
  }
  assert.deepEqual(asked(remaining, {}).missing, ["father.until"]);
});

test("a term that ends before it begins is shorter than every term, or a slip where it says so", () => {
  const reversed = { "father.since": "2024-02-02", "father.until": "2024-02-01" };
  const term = { from: "father.since", to: "father.until", atLeast: "6 months" };
  assert.deepEqual([asked({ term }, reversed).answer, asked({ term }, reversed).missing], ["no", []]);
  const slip = asked({ term: { ...term, reversed: "unknown" } }, reversed);
  assert.deepEqual([slip.answer, slip.missing], ["unknown", ["father.since", "father.until"]]);
  assert.deepEqual(slip.say, ["father.since-father.until reversed"]);
  const denied = asked({ not: { term: { ...term, reversed: "unknown" } } }, reversed);
  assert.deepEqual([denied.answer, denied.missing], ["unknown", ["father.since", "father.until"]]);
});

test("a leaf that stands directly in an item has the item's clause; its reason is worded anew for each day", () => {
  const book = bookOf({});
  const condition = book.ready({ when: { all: [{ age: { under: 16 } }, { fact: "boarding", is: true, clause: "自己的" }] } }, "when", "项的");
  const frame = book.frame();
  const told = (): [string, string | undefined][] => {
    const story = newStory();
    condition.tell(frame, story, condition.ask(frame));
    return story.reasons.map((reason) => [reason.say, reason.clause]);
  };
  frame.load({ birthDate: "2014-07-02", boarding: true }, "2024-07-01");
  const first = told();
  assert.deepEqual(first, [["birthDate 9", "项的"], ["boarding=true", "自己的"]]);
  assert.deepEqual(told(), first);
  frame.advance("2024-07-02");
  assert.deepEqual(told()[0], ["birthDate 10", "项的"]);
  frame.load({ birthDate: "2010-01-01", boarding: true }, "2024-07-02");
  assert.deepEqual(told()[0], ["birthDate 14", "项的"]);
}); // prettier-ignore
