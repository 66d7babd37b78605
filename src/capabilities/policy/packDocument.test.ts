import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { factReader } from "#engines/rules/read-facts.ts";
import { catalogue } from "#capabilities/registry/facts.ts";
import { readValue } from "#capabilities/registry/values.ts";
import { Places } from "#engines/rules/place.ts";
import { tellCondition } from "./conditionWords.ts";
import { AnsweredExamples, PackDocument, type Item, type Part, type Said } from "./documentWords.ts";
import { answerExamples } from "./exampleAnswers.ts";
import { packList } from "./packDocument.ts";
import type { Shelf } from "./shelf.ts";
import { defaultFolder, openShelf } from "./store.ts";

let shelf: Shelf;
before(async () => {
  shelf = await openShelf(defaultFolder, catalogue, factReader(catalogue, readValue, "policy"));
});

const saids = (said: Said): string[] => [said.text, ...(said.parts ?? []).flatMap(saids)];
const words = ({ title, lines, rules }: Part): string[] => [
  title,
  ...lines,
  ...rules.flatMap(({ label, said }) => [label ?? "", ...saids(said)]),
];
const all = (item: Item): string[] => [...words(item), ...item.parts.flatMap(words)];
const itemOf = (document: PackDocument, id: string): Item | undefined =>
  document.sections.flatMap(({ items }) => items).find((item) => item.id === id);

describe("a pack written out to be read", () => {
  test("is of its shape, says something for every item, and shows no code of the language of packs", () => {
    for (const id of shelf.ids) {
      const document = PackDocument.parse(shelf.documentOf(id));
      for (const item of document.sections.flatMap(({ items }) => items)) {
        const said = all(item);
        assert.ok(said.every((text) => !/[a-z]{2}|undefined|没有写明条件/.test(text)), `${id} ${item.id}: ${said.join(" | ")}`);
        assert.ok(item.id === "lists" || item.title !== "没有名称的条件", `${id} ${item.id}`);
      }
      for (const { text } of document.notes) assert.doesNotMatch(text, /[a-z]{2,}[._]|source/, `${id}: ${text}`);
    }
  }); // prettier-ignore

  test("tells whose rule holds, whose place it takes, and where less is asked on purpose", () => {
    const document = shelf.documentOf("puning");
    const [replaced, inherited] = ["categories.left_behind", "categories.left_behind_all"].map((id) => itemOf(document, id)); // prettier-ignore
    assert.deepEqual([replaced?.from, replaced?.replaces], ["puning", "guangdong"]);
    assert.deepEqual([inherited?.from, inherited?.replaces, inherited?.source], ["national", null, "local"]);
    const province = itemOf(shelf.documentOf("guangdong"), "categories.left_behind");
    assert.match(province?.narrows?.why ?? "", /连续3个月以上/);
    assert.ok(document.narrows.some(({ item, from }) => item === "categories.left_behind" && from === "guangdong"));
    assert.deepEqual(document.chain.map(({ id }) => id), ["puning", "guangdong", "national"]);
  }); // prettier-ignore

  test("every named condition that a sentence opens is among the terms", () => {
    const uses = (said: Said): string[] => [...(said.use === undefined ? [] : [said.use]), ...(said.parts ?? []).flatMap(uses)]; // prettier-ignore
    for (const id of shelf.ids) {
      const { sections } = shelf.documentOf(id);
      const terms = new Set(sections.find((one) => one.id === "define")?.items.map((item) => item.id));
      const used = sections.flatMap(({ items }) => items.flatMap((item) => [item, ...item.parts].flatMap(({ rules }) => rules.flatMap(({ said }) => uses(said))))); // prettier-ignore
      assert.ok(used.length > 0, id);
      for (const name of used) assert.ok(terms.has(`define.${name}`), `${id}: ${name}`);
    }
  });

  test("the examples are asked of the engine, and one that answers otherwise is said to", () => {
    for (const id of shelf.ids) {
      const { agree, examples } = AnsweredExamples.parse(shelf.answersOf(id));
      assert.equal(agree, examples.length, id);
      assert.ok(
        examples.every(({ answers }) => answers.length > 0),
        id,
      );
    }
  });

  test("an example that is answered otherwise says what is expected and what the engine says", () => {
    const bench = { catalogue, places: new Places(), readFacts: factReader(catalogue, readValue, "policy") };
    const example = { name: "满十八周岁", asOf: "2024-07-01", facts: { birthDate: "2000-01-01", "hukou.kind": "none" } };
    const expect = { categories: { "at_risk.orphan": "yes" as const }, level: null };
    const ask = (facts: object) =>
      answerExamples({ policy: shelf.policy("puning"), examples: [{ ...example, facts: { ...example.facts, ...facts }, expect }] }, bench).examples[0];
    const wrong = ask({});
    assert.equal(wrong?.agrees, false);
    assert.deepEqual(wrong?.answers, [
      { what: "孤儿（含艾滋病病毒感染儿童）", expected: "是", got: "否", agrees: false },
      { what: "风险等级", expected: "不定级", got: "不定级", agrees: true },
    ]);
    assert.match(ask({ nonsense: 1 })?.problem ?? "", /nonsense/);
  }); // prettier-ignore

  test("the packs that held in an area, from when to when", () => {
    const list = packList(shelf, "445281", "2024-06-20");
    assert.deepEqual([list.own, list.packs.map(({ id }) => id)], ["guangdong", ["national", "guangdong", "puning"]]);
    assert.deepEqual(list.packs.map(({ inEffect }) => inEffect), [true, true, false]); // prettier-ignore
    assert.deepEqual(
      list.periods.map(({ from, to, id }) => [from, to, id]),
      [["2020-01-01", "2024-04-18", "national"], ["2024-04-18", "2024-06-21", "guangdong"], ["2024-06-21", null, "puning"]],
    ); // prettier-ignore
  });
});

describe("conditions in words", () => {
  const telling = { factOf: (key: string) => catalogue.find((spec) => spec.key === key), define: {}, lists: {} };
  const tell = (node: unknown): string => saids(tellCondition(node, telling)).join("");

  test("each form says what it asks", () => {
    assert.equal(tell({ age: { atLeast: 6, under: 14 } }), "年龄已满6周岁、未满14周岁");
    assert.equal(tell({ fact: "risk.dropout", in: ["suspected", "confirmed"], absent: "no" }), "疑似或已查实：辍学（没有登记的，视为不符合）"); // prettier-ignore
    assert.equal(tell({ not: { fact: "birthDate", known: true } }), "没有登记出生日期");
    assert.equal(tell({ parents: { none: { fact: "parent.status", has: "dead" } } }), "父母双方都不符合：情形包括“死亡（含宣告死亡）”"); // prettier-ignore
    assert.equal(
      tell({ elapsed: { since: "residence.since", atLeast: "6 months" } }),
      "自现居住地起始日期起，已满6个月",
    );
    assert.equal(tell({ area: { of: "residence.area", differs: "hukou.area", at: "county" } }), "现居住地与户籍所在地不在同一县（市、区）"); // prettier-ignore
    assert.equal(tell({ fact: "disability.level", atMost: 2 }), "残疾等级不高于“2级”");
  });

  test("questions that follow each other are one row", () => {
    const said = tellCondition({ first: { fact: "risk.missing", is: "confirmed" }, next: { first: { age: { under: 16 } }, next: { fact: "hukou.kind", is: "rural" } } }, telling); // prettier-ignore
    assert.equal(said.parts?.length, 3);
  });
});
