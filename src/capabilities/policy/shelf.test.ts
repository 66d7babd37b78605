import assert from "node:assert/strict";
import { test } from "node:test";
import { Places } from "#engines/rules/place.ts";
import { factReader } from "#engines/rules/read-facts.ts";
import { isProblem } from "#kernel/problem.ts";
import { catalogue } from "#capabilities/registry/facts.ts";
import { readValue } from "#capabilities/registry/values.ts";
import type { Kept } from "./judged.ts";
import { readExamples, readPack } from "./packText.ts";
import { Shelf } from "./shelf.ts";
import { faultText } from "./zh.ts";

const head = (id: string, area: string, more = ""): string =>
  `id: ${id}\ntitle: ${id}\ndocument: 一号\narea: "${area}"\nfrom: 2024-01-01\nversion: 1\n${more}`;

const rules = `
define:
  young: { clause: 一, when: { age: { under: 18 } } }
categories:
  - { id: poor, title: 困难, clause: 二, ledger: main, when: { all: [{ use: young }, { fact: household.assistance, has: minimum_living }] } }
  - { id: ill, title: 患病, clause: 三, ledger: main, when: { all: [{ use: young }, { fact: health.state, is: severe }] }, kinds: [{ id: boarding, title: 寄宿, clause: 三, when: { fact: school.boarding, is: true } }] }
levels:
  - { id: red, title: 红, word: 高, shape: triangle, rhythms: [{ kind: home_visit, every: 0 days, mode: rolling, clause: 四 }] }
  - { id: green, title: 绿, word: 低, shape: circle, default: true, rhythms: [{ kind: contact, every: 1 months, mode: rolling, clause: 四 }] }
grounds:
  - { id: red.harm, level: red, title: 侵害, clause: 五, when: { fact: risk.violence, is: confirmed }, suspected: { fact: risk.violence, is: suspected } }
`;
const examples = `
- name: 十七岁低保
  asOf: 2024-07-01
  facts: { birthDate: 2007-05-01, household.assistance: [minimum_living], health.state: healthy }
  expect: { categories: { poor: yes, ill: no }, level: green, grounds: [], changesOn: 2025-05-01 }
- name: 疑似侵害
  asOf: 2024-07-01
  facts: { birthDate: 2014-05-01, risk: { violence: suspected } }
  expect: { level: red, grounds: [red.harm?], missing: [health.state] }
`;

const upper = head("upper", "44") + rules;
const lower = (more = ""): string => head("lower", "445281", `extends: upper\n${more}`);

interface Text {
  pack: string;
  examples?: string;
}

function shelfOf(texts: Record<string, Text | string>): Shelf {
  const places = new Places();
  const kept = Object.entries(texts).map(([id, text]): Kept => {
    const [pack, cases] = typeof text === "string" ? [text, "[]"] : [text.pack, text.examples ?? "[]"];
    const [file, examplesFile] = [`policies/${id}/pack.yaml`, `policies/${id}/examples.yaml`];
    const [read, given] = [readPack(pack, file, places), readExamples(cases, examplesFile, places)];
    assert.deepEqual([...read.faults, ...given.faults], []);
    assert.ok(read.value && given.value);
    return { pack: read.value, file, examples: () => given };
  });
  return new Shelf(kept, [], { catalogue, places, readFacts: factReader(catalogue, readValue, "policy") });
}

/** code, file, and the text of the line, so that a wrong line is seen. */
const faultsOf = (texts: Record<string, Text | string>, ids?: string[]): [string, string][] =>
  shelfOf(texts)
    .check(ids)
    .map((fault) => {
      assert.notEqual(faultText(fault), fault.code, "a sentence for every fault");
      const text = texts[fault.file.split("/")[1] ?? ""];
      const pack = typeof text === "string" ? text : fault.file.endsWith("pack.yaml") ? text?.pack : text?.examples;
      return [fault.code, (pack?.split("\n")[fault.line - 1] ?? "").trim().slice(0, 22).trim()];
    });

test("a pack without faults has none, and its examples ran", () => {
  assert.deepEqual(faultsOf({ upper: { pack: upper, examples } }), []);
  const wrong = examples
    .replace("ill: no", "ill: yes")
    .replace("[red.harm?]", "[red.harm]")
    .replace("2025-05-01", "2025-05-02");
  assert.deepEqual(faultsOf({ upper: { pack: upper, examples: wrong } }), [
    ["example_failed", "- name: 十七岁低保"],
    ["example_failed", "- name: 十七岁低保"],
    ["example_failed", "- name: 疑似侵害"],
  ]);
  const strange = examples.replace("2014-05-01", "2014-02-30");
  assert.deepEqual(faultsOf({ upper: { pack: upper, examples: strange } }), [["example_facts", "- name: 疑似侵害"]]);
});

test("a lower pack inherits item by item; an inherited condition sees its replacements", () => {
  const shelf = shelfOf({ upper, lower: lower("define:\n  young: { clause: 六, when: { age: { under: 20 } } }\n") });
  const facts = { birthDate: "2005-05-01", "household.assistance": ["minimum_living"], "health.state": "healthy" };
  assert.equal(shelf.policy("upper").decide(facts, "2024-07-01").categories[0]?.answer, "no");
  const [poor] = shelf.policy("lower").decide(facts, "2024-07-01").categories;
  assert.deepEqual([poor?.id, poor?.answer, poor?.because[0]?.clause], ["poor", "yes", "六"]);
  assert.equal(shelf.policy("lower").ref, "lower@1");
});

test("the deepest area's pack in effect holds; before its first and from its last day the higher one's", () => {
  const shelf = shelfOf({ upper, lower: lower().replace("from: 2024-01-01", "from: 2024-06-21\nto: 2026-12-31") });
  const held = (area: string, day: string): string | undefined => shelf.policyFor(area, day)?.id;
  assert.equal(held("445281103001", "2024-06-20"), "upper");
  assert.equal(held("445281103001", "2024-06-21"), "lower");
  assert.equal(held("445281", "2026-12-30"), "lower");
  assert.equal(held("445281", "2026-12-31"), "upper");
  assert.equal(held("445224", "2024-07-01"), "upper");
  assert.equal(held("46", "2024-07-01"), undefined);
  assert.equal(held("445281", "2023-12-31"), undefined);
});

test("the floor: what a lower pack takes away or makes weaker is named at its line", () => {
  const table: [string, [string, string][]][] = [
    ["without: [categories.poor]\n", [["below_parent", "without: [categories.p"]]],
    ["without: [grounds.red.harm]\n", [["below_parent", "without: [grounds.red."]]],
    [
      `categories:\n  - { id: ill, title: 患病, clause: 三, ledger: main, when: { all: [{ age: { under: 16 } }, { fact: health.state, is: severe }] } }\n`,
      [["below_parent", "- { id: ill, title: 患病"], ["below_parent", "- { id: ill, title: 患病"]],
    ],
    [
      "categories:\n  - { id: poor, title: 困难, clause: 二, ledger: main, when: { all: [{ use: young }, { fact: household.assistance, has: extreme_poverty }] } }\n",
      [["below_parent", "- { id: poor, title: 困"]],
    ],
    [
      "levels:\n  - { id: green, title: 绿, word: 低, shape: circle, default: true, rhythms: [{ kind: contact, every: 2 months, mode: rolling, clause: 四 }] }\n",
      [["below_parent", "- { id: green, title:"]],
    ],
    [
      "levels:\n  - { id: green, title: 绿, word: 低, shape: circle, default: true, rhythms: [{ kind: home_visit, every: 30 days, mode: rolling, clause: 四 }] }\n",
      [],
    ],
    [
      "grounds:\n  - { id: red.harm, level: green, title: 侵害, clause: 五, when: { fact: risk.violence, is: confirmed }, suspected: { fact: risk.violence, is: suspected } }\n",
      [["below_parent", "- { id: red.harm, leve"]],
    ],
    [
      "grounds:\n  - { id: red.harm, level: red, title: 侵害, clause: 五, when: { fact: risk.violence, is: confirmed } }\n",
      [["below_parent", "- { id: red.harm, leve"], ["below_parent", "- { id: red.harm, leve"]],
    ],
    [ // asks for one fact more than the parent: whoever is served above would wait for it here
      "categories:\n  - { id: poor, title: 困难, clause: 二, ledger: main, when: { all: [{ use: young }, { fact: household.assistance, has: minimum_living }, { fact: family.kind, is: divorced }] } }\n",
      [["below_parent", "- { id: poor, title: 困"]],
    ],
    [
      "grounds:\n  - { id: red.harm, level: red, title: 侵害, clause: 五, when: { all: [{ fact: risk.violence, is: confirmed }, { fact: family.kind, is: divorced }] }, suspected: { all: [{ fact: risk.violence, is: suspected }, { fact: family.kind, is: divorced }] } }\n",
      [["below_parent", "- { id: red.harm, leve"]],
    ],
    ["categories:\n  - { id: extra, title: 更多, clause: 七, ledger: main, when: { fact: health.hiv, is: true } }\n", []],
  ]; // prettier-ignore
  for (const [more, faults] of table) {
    assert.deepEqual(faultsOf({ upper: { pack: upper, examples }, lower: lower(more) }, ["lower"]), faults, more);
    for (const item of new Set(more.match(/red\.harm|poor|ill\b|green/g))) {
      const section = item === "red.harm" ? "grounds" : item === "green" ? "levels" : "categories";
      const declared = `${more}narrows: [{ item: ${section}.${item}, why: 另有规定, clause: 八 }]\n`;
      if (faults.length > 0 && !more.includes("level: green")) {
        assert.deepEqual(
          faultsOf({ upper: { pack: upper, examples }, lower: lower(declared) }, ["lower"]),
          [],
          declared,
        );
      }
    }
  }
});

test("a pack lies within its parent's area, and takes away what the parent has and it does not say itself", () => {
  const poor = "categories:\n  - { id: poor, title: 困难, clause: 二, ledger: main, when: { use: young } }\n";
  const declared = "narrows: [{ item: categories.poor, why: 另有规定, clause: 八 }]\n";
  const table: [string, [string, string][]][] = [
    [head("lower", "3301", "extends: upper\n"), [["outside_parent", 'area: "3301"']]],
    [head("lower", "0", "extends: upper\n"), [["outside_parent", 'area: "0"']]],
    [lower("without: [categories.nope]\n"), [["not_inherited", "without: [categories.n"]]],
    [lower("without: [grounds.poor]\n"), [["not_inherited", "without: [grounds.poor"]]],
    [lower(`without: [categories.poor]\n${poor}${declared}`), [["without_own", "without: [categories.p"]]],
    [lower(`without: [categories.poor]\n${declared}`), []],
  ];
  for (const [pack, faults] of table) assert.deepEqual(faultsOf({ upper, lower: pack }, ["lower"]), faults, pack);
  const alone = head("alone", "46", "without: [categories.poor]\n");
  assert.deepEqual(faultsOf({ alone }), [["not_inherited", "without: [categories.p"]]);
});

test("a condition of the parent's that asks of a parent is blamed where it is used outside `parents`", () => {
  const define =
    "define:\n  away: { clause: 一, when: { fact: parent.away.state, is: work } }\n  gone: { clause: 一, when: { use: away } }\n";
  const above = head("upper", "44", define);
  const category = (when: string): string =>
    `categories:\n  - id: x\n    title: 某\n    clause: 一\n    ledger: main\n    when: ${when}\n`;
  const of = (when: string) => faultsOf({ upper: above, lower: lower(category(when)) }, ["lower"]);
  assert.deepEqual(of("{ use: gone }"), [["parent_outside", "when: { use: gone }"]]);
  assert.deepEqual(of("{ any: [{ use: gone }, { parents: { both: { use: away } } }] }"), [
    ["parent_outside", "when: { any: [{ use: g"],
  ]);
  assert.deepEqual(of("{ parents: { both: { use: gone } } }"), []);
});

test("a pack that extends nothing still may not fall below the higher area's", () => {
  const alone = head(
    "lower",
    "445281",
    "categories:\n  - { id: poor, title: 困难, clause: 二, ledger: main, when: { age: { under: 18 } } }\n",
  );
  const codes = shelfOf({ upper, lower: alone })
    .check(["lower"])
    .map((fault) => [fault.code, fault.data["item"]]);
  assert.deepEqual(codes, [
    ["below_parent", "categories.ill"],
    ["below_parent", "levels.red"],
    ["below_parent", "levels.green"],
    ["below_parent", "grounds.red.harm"],
  ]);
});

test("overlaps, rings and names that do not exist", () => {
  const twice = lower(
    "categories:\n  - { id: a, title: 甲, clause: 一, ledger: main, when: { fact: health.hiv, is: true } }\n  - { id: a, title: 乙, clause: 一, ledger: main, when: { fact: health.hiv, is: true } }\n",
  );
  assert.deepEqual(faultsOf({ upper, lower: twice }, ["lower"]), [["overlap", "- { id: a, title: 乙, c"]]);
  const other = head("other", "445281", "extends: upper\n");
  assert.deepEqual(faultsOf({ upper, lower: lower(), other }), [
    ["overlap_period", "from: 2024-01-01"],
    ["overlap_period", "from: 2024-01-01"],
  ]);
  assert.deepEqual(
    faultsOf({ upper, lower: lower("to: 2025-01-01\n"), other: other.replace("2024-01-01", "2025-01-01") }),
    [],
  );
  assert.deepEqual(faultsOf({ lower: lower() }), [["extends_unknown", "extends: upper"]]);
  const ring = { lower: head("lower", "4452", "extends: other\n"), other: head("other", "4453", "extends: lower\n") };
  assert.deepEqual(faultsOf(ring), [
    ["extends_cycle", "extends: other"],
    ["extends_cycle", "extends: lower"],
  ]);
  const names = lower(`to: 2023-01-01
grounds:
  - { id: x, level: purple, title: 某, clause: 一, when: { fact: health.hiv, is: true } }
deadlines:
  - { id: leap, title: 某, clause: 一, on: every 02-31 }
returns:
  - id: r
    title: 表
    clause: 一
    blocks:
      - title: 块
        rows:
          - { id: one, title: 一, grounds: [nothing] }
          - { id: two, title: 二 }
`);
  assert.deepEqual(faultsOf({ upper, lower: names }, ["lower"]), [
    ["bad_period", "to: 2023-01-01"],
    ["unknown_item", "- { id: x, level: purp"],
    ["shape", "- { id: leap, title: 某"],
    ["unknown_item", "- { id: one, title: 一,"],
    ["empty_row", "- { id: two, title: 二"],
  ]);
});

test("a text that is no pack never hands its area to the higher one's rules", () => {
  const places = new Places();
  const { value } = readPack(upper, "policies/upper/pack.yaml", places);
  assert.ok(value);
  const kept: Kept = { pack: value, file: "policies/upper/pack.yaml", examples: () => ({ value: [], faults: [] }) };
  const broken = [{ code: "yaml", file: "policies/lower/pack.yaml", line: 3, data: { reason: "syntax", detail: "" } }];
  const shelf = new Shelf([kept], broken, { catalogue, places, readFacts: factReader(catalogue, readValue, "policy") });
  const code = (run: () => unknown): string => {
    try {
      run();
      return "";
    } catch (thrown) {
      if (isProblem(thrown)) return thrown.code;
      throw thrown;
    }
  };
  assert.equal(
    code(() => shelf.policyFor("445281", "2024-07-01")),
    "policy.faulty",
  );
  assert.equal(
    code(() => shelf.policy("nobody")),
    "policy.unknown",
  );
  assert.equal(
    code(() => shelf.policy("__proto__")),
    "policy.unknown",
  );
  assert.deepEqual(
    shelf.check().map((fault) => [fault.code, fault.file, fault.line]),
    [["yaml", "policies/lower/pack.yaml", 3]],
  );
});

test("evidence of a visit is asked for on a document alone, and a lower area does not turn what the higher one said", () => {
  const said = (photo: string, signature: string, more = ""): string =>
    `evidence:\n  photo: { ask: ${photo}, clause: 六${more} }\n  signature: { ask: ${signature}, clause: 七 }\n`;
  const above = { pack: upper + said("off", "required"), examples };
  assert.deepEqual(faultsOf({ upper: above, lower: lower() }, ["upper", "lower"]), []);
  const turned = faultsOf({ upper: above, lower: lower(said("optional", "optional")) }, ["lower"]);
  assert.deepEqual(turned, [["below_parent", "photo: { ask: optional"], ["below_parent", "signature: { ask: opti"]]); // prettier-ignore
  const narrows = "narrows:\n  - { item: evidence.photo, why: 有依据, clause: 八 }\n  - { item: evidence.signature, why: 有依据, clause: 八 }\n"; // prettier-ignore
  assert.deepEqual(faultsOf({ upper: above, lower: lower(said("required", "optional") + narrows) }, ["lower"]), []);
  const unfounded = faultsOf({ upper: { pack: upper + said("required", "off", ", source: local"), examples } });
  assert.deepEqual(unfounded, [["unfounded", "photo: { ask: required"]]);
  const shelf = shelfOf({ upper: above, lower: lower() });
  const told = shelf.documentOf("lower").sections.find(({ id }) => id === "evidence");
  assert.deepEqual(told?.items.map(({ from, lines }) => `${from} ${lines[0]?.slice(0, 5)}`), ["upper 不要，手机", "null 可以有，不", "upper 每次入户走"]); // prettier-ignore
});
