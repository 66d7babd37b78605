import assert from "node:assert/strict";
import { test } from "node:test";
import { answerOf } from "./answer.ts";
import type { Facts } from "./catalogue.ts";
import { asked, bookOf } from "#test/askedCondition.ts";

test("facts: equality, sets, numbers, known, and what absence means", () => {
  const table: [unknown, Facts, string][] = [
    [{ fact: "boarding", is: true }, { boarding: true }, "yes"],
    [{ fact: "boarding", is: true }, {}, "unknown"],
    [{ fact: "boarding", is: true }, { boarding: null }, "unknown"],
    [{ fact: "harm", in: ["suspected", "confirmed"] }, { harm: "suspected" }, "yes"],
    [{ fact: "harm", is: "confirmed" }, {}, "no"],
    [{ not: { fact: "harm", is: "confirmed" } }, {}, "yes"],
    [{ fact: "father.status", has: "dead" }, { "father.status": ["ill", "dead"] }, "yes"],
    [{ fact: "father.status", hasAny: ["dead", "ill"] }, { "father.status": ["none"] }, "no"],
    [{ fact: "father.status", has: "dead" }, {}, "unknown"],
    [{ fact: "level", atLeast: 1, atMost: 2 }, { level: 2 }, "yes"],
    [{ fact: "level", over: 1, under: 3 }, { level: 3 }, "no"],
    [{ fact: "level", in: [1, 2] }, { level: 1 }, "yes"],
    [{ fact: "birthDate", known: true }, {}, "no"],
    [{ fact: "birthDate", known: false }, {}, "yes"],
  ];
  for (const [when, facts, answer] of table)
    assert.equal(asked(when, facts).answer, answer, JSON.stringify([when, facts]));
});

test("time: a birthday, three months, a term, a validity: the day before, the day, and the border", () => {
  const age = { age: { under: 16 } };
  const elapsed = { elapsed: { since: "father.since", atLeast: "3 months" } };
  const term = { term: { from: "father.since", to: "father.until", atLeast: "6 months" } };
  const closed = { term: { from: "father.since", to: "father.until", atLeast: "6 months", inclusive: true } };
  const valid = { valid: { until: "father.until" } };
  const table: [unknown, Facts, string, string, string | null][] = [
    [age, { birthDate: "2008-07-02" }, "2024-07-01", "yes", "2024-07-02"],
    [age, { birthDate: "2008-07-01" }, "2024-07-01", "no", null],
    [age, { birthDate: "2008-02-29" }, "2024-02-28", "yes", "2024-02-29"],
    [{ age: { under: 15 } }, { birthDate: "2008-02-29" }, "2023-02-28", "yes", "2023-03-01"],
    [{ age: { atLeast: 6, under: 14 } }, { birthDate: "2018-07-02" }, "2024-07-01", "no", "2024-07-02"],
    [{ age: { atLeast: 6, under: 14 } }, { birthDate: "2018-07-02" }, "2024-07-02", "yes", "2032-07-02"],
    [elapsed, { "father.since": "2024-04-02" }, "2024-07-01", "no", "2024-07-02"],
    [elapsed, { "father.since": "2024-04-01" }, "2024-07-01", "yes", null],
    [elapsed, { "father.since": "2023-11-30" }, "2024-02-28", "no", "2024-02-29"],
    [elapsed, { "father.since": "2023-11-30" }, "2024-02-29", "yes", null],
    [elapsed, { "father.since": "2024-08-01" }, "2024-07-01", "no", "2024-11-01"],
    [{ elapsed: { since: "father.since", under: "2 years" } }, { "father.since": "2022-07-02" }, "2024-07-01", "yes", "2024-07-02"],
    [{ elapsed: { since: "father.since", atLeast: "0 days" } }, { "father.since": "2024-07-02" }, "2024-07-01", "no", "2024-07-02"],
    [term, { "father.since": "2024-01-15", "father.until": "2024-07-14" }, "2024-02-01", "no", null],
    [term, { "father.since": "2024-01-15", "father.until": "2024-07-15" }, "2024-02-01", "yes", null],
    [closed, { "father.since": "2024-01-15", "father.until": "2024-07-14" }, "2024-02-01", "yes", null],
    [closed, { "father.since": "2024-01-15", "father.until": "2024-07-13" }, "2024-02-01", "no", null],
    [{ term: { from: "father.since", to: "father.until", atLeast: "0 days" } }, { "father.since": "2024-02-02", "father.until": "2024-02-01" }, "2024-07-01", "no", null],
    [valid, { "father.until": "2024-07-01" }, "2024-07-01", "yes", "2024-07-02"],
    [valid, { "father.until": "2024-06-30" }, "2024-07-01", "no", null],
    [valid, {}, "2024-07-01", "yes", null],
  ]; // prettier-ignore
  for (const [when, facts, asOf, answer, until] of table) {
    const got = asked(when, facts, asOf);
    assert.deepEqual([got.answer, got.until], [answer, until], JSON.stringify([when, facts, asOf]));
  }
  assert.deepEqual(asked(term, { "father.since": "2024-01-15" }).missing, ["father.until"]);
});

test("areas: levels, subtrees, groups, and codes too coarse to tell", () => {
  const differs = { area: { of: "home", differs: "hukou", at: "county" } };
  const core = { area: { of: ["home", "hukou"], bothIn: "cores" } };
  const table: [unknown, string, string, string][] = [
    [differs, "445281103001", "445281104", "no"],
    [differs, "440103001", "440104001", "yes"],
    [differs, "4401", "440104001", "unknown"],
    [differs, "4403", "440104001", "yes"],
    [{ area: { of: "home", within: "445281" } }, "445281103", "4452", "yes"],
    [{ area: { of: "home", within: "445281" } }, "4452", "4452", "unknown"],
    [{ area: { of: "home", within: "445281" } }, "445224", "4452", "no"],
    [{ area: { of: "home", within: "0" } }, "46", "4452", "yes"],
    [core, "440103001", "440104002003", "yes"],
    [core, "440103", "440303", "no"],
    [core, "4401", "440104", "unknown"],
    [core, "440183", "440104", "no"],
    // 东莞 and 嘉峪关 have no counties: the city is its own
    [differs, "4419", "441900003001", "no"],
    [differs, "441900003", "4419", "no"],
    [differs, "441900", "4420", "yes"],
    [differs, "6202", "620201001", "no"],
    [differs, "44", "4419", "unknown"],
    [{ area: { of: "home", differs: "hukou", at: "township" } }, "4419", "441900003", "unknown"],
  ];
  for (const [when, home, hukou, answer] of table) {
    assert.equal(asked(when, { home, hukou }).answer, answer, JSON.stringify([when, home, hukou]));
  }
  const coarse: [unknown, Facts, string[], string][] = [
    [differs, { home: "4401", hukou: "440104" }, ["home"], "4401 440104 null"],
    [differs, { home: "440104", hukou: "44" }, ["hukou"], "440104 44 null"],
    [differs, { home: "4401", hukou: "44" }, ["hukou"], "4401 44 null"],
    [differs, { home: "4401", hukou: "4401" }, ["home", "hukou"], "4401 4401 null"],
    [differs, { hukou: "440104" }, ["home"], "home absent"],
    [core, { home: "4401", hukou: "440104" }, ["home"], "4401 440104 城区 null"],
    [core, { home: "4401", hukou: "4401" }, ["home", "hukou"], "4401 4401 城区 null"],
    [{ area: { of: "home", within: "445281" } }, { home: "4452" }, ["home"], "4452 445281 null"],
  ];
  for (const [when, facts, missing, say] of coarse) {
    const story = asked(when, facts);
    assert.deepEqual([story.missing, story.say], [missing, [say]], JSON.stringify([when, facts]));
  }
});

test("parents: both, any, none, one and the other in either order; a named condition means each parent in turn", () => {
  const define = {
    away: { clause: "甲一", when: { fact: "parent.away", is: "work" } },
    gone: { clause: "甲二", when: { any: [{ fact: "parent.status", has: "dead" }, { use: "ill" }] } },
    ill: { clause: "甲三", when: { fact: "parent.status", has: "ill" } },
  };
  const facts: Facts = {
    "father.away": "work",
    "mother.away": "home",
    "father.status": ["none"],
    "mother.status": ["ill"],
  };
  const answer = (parents: unknown, given: Facts = facts): string =>
    asked({ parents }, given, "2024-07-01", define).answer;
  assert.equal(answer({ both: { use: "away" } }), "no");
  assert.equal(answer({ any: { use: "away" } }), "yes");
  assert.equal(answer({ none: { use: "gone" } }), "no");
  assert.equal(answer({ one: { use: "away" }, other: { use: "gone" } }), "yes");
  assert.equal(answer({ one: { use: "gone" }, other: { use: "away" } }), "yes");
  assert.equal(answer({ one: { use: "away" }, other: { use: "gone" } }, { ...facts, "mother.status": ["none"] }), "no");
  assert.equal(answer({ both: { use: "away" } }, { "father.away": "work" }), "unknown");
});

test("the story: what decided it, whose clause, and what to ask next", () => {
  const define = {
    away: {
      clause: "乙一",
      when: {
        all: [
          { fact: "parent.away", is: "work" },
          { elapsed: { since: "parent.since", atLeast: "3 months" }, clause: "乙二" },
        ],
      },
    },
  };
  const when = { all: [{ age: { under: 16 }, say: "未满十六周岁" }, { parents: { both: { use: "away" } } }] };
  const facts: Facts = {
    birthDate: "2014-01-01",
    "father.away": "work",
    "father.since": "2024-01-01",
    "mother.away": "work",
  };
  const open = asked(when, facts, "2024-07-01", define);
  assert.deepEqual([open.answer, open.missing, open.say], ["unknown", ["mother.since"], ["mother.since absent"]]);
  const done = asked(when, { ...facts, "mother.since": "2024-01-01" }, "2024-07-01", define);
  assert.equal(done.answer, "yes");
  assert.deepEqual(
    done.reasons.map((reason) => [reason.fact, reason.clause, reason.say]),
    [
      ["birthDate", undefined, "未满十六周岁"],
      ["father.away", "乙一", "father.away=work"],
      ["father.since", "乙二", "father.since in"],
      ["mother.away", "乙一", "mother.away=work"],
      ["mother.since", "乙二", "mother.since in"],
    ],
  );
  const no = asked(when, { ...facts, "father.away": "home" }, "2024-07-01", define);
  assert.deepEqual([no.answer, no.say, no.missing], ["no", ["father.away=home"], []]);
});

test("the same leaf is told once, and a shared frame keeps children apart", () => {
  const twice = {
    any: [
      { fact: "boarding", is: true },
      { fact: "boarding", is: true },
    ],
  };
  assert.deepEqual(asked(twice, { boarding: true }).say, ["boarding=true"]);
  const book = bookOf({ young: { clause: "丙", when: { age: { under: 16 } } } });
  const condition = book.ready({ when: { use: "young" } }, "when");
  const frame = book.frame();
  const answers = ["2014-01-01", "2000-01-01", undefined, "2014-01-01"].map((birthDate) => {
    frame.load({ birthDate }, "2024-07-01");
    return answerOf(condition.ask(frame));
  });
  assert.deepEqual(answers, ["yes", "no", "unknown", "yes"]);
});
