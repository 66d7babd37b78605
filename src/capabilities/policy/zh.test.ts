import assert from "node:assert/strict";
import { test } from "node:test";
import { factReader } from "#engines/rules/read-facts.ts";
import { isProblem } from "#kernel/problem.ts";
import { catalogue } from "#capabilities/registry/facts.ts";
import { readValue } from "#capabilities/registry/values.ts";
import { defaultFolder, openShelf } from "./store.ts";
import { faultText, problemText } from "./zh.ts";

/* The sentences of the house's packs, over children whose file leaves something open. */

const readFacts = factReader(catalogue, readValue, "policy");
const shelf = await openShelf(defaultFolder, catalogue, readFacts);
const puning = shelf.policy("puning");

const rural = { birthDate: "2014-05-01", "hukou.kind": "rural", "hukou.area": "440103" };
const away = (area: string) => ({ "away.state": "work", "away.since": "2024-01-05", "away.area": area });
const dead = { status: ["dead"] };

const decide = (facts: Readonly<Record<string, unknown>>) => puning.decide(readFacts(facts), "2024-07-01");
const reasonsOf = (facts: Readonly<Record<string, unknown>>, id: string) =>
  decide(facts).categories.find((category) => category.id === id)?.because ?? assert.fail(id);
const said = (facts: Readonly<Record<string, unknown>>, id: string): string[] =>
  reasonsOf(facts, id).map((reason) => reason.say);

test("a finding of time reads: the fact and its day; until when; what was found", () => {
  const left = said({ ...rural, father: away("440300"), mother: away("440300") }, "left_behind");
  assert.equal(left[0], "出生日期：2014-05-01；截至2024-07-01，10周岁，未满16周岁");
  assert.ok(left.includes("父亲连续外出务工起始日期：2024-01-05；截至2024-07-01，已满3个月"), left.join("\n"));
  assert.ok(left.includes("父亲务工地（4403）与户籍所在地（440103）不在同一县（市、区）"), left.join("\n"));
  assert.ok(left.includes("父亲务工地（4403）与户籍所在地（440103）不都在同一核心城区内"), left.join("\n"));
});

test("a code that is too coarse is said to be so, at the level that was asked", () => {
  assert.deepEqual(said({ ...rural, father: away("440000"), mother: dead }, "left_behind"), [
    "父亲务工地（44）与户籍所在地（440103）：区划过粗，不能判断是否在同一县（市、区）",
    "父亲务工地（44）与户籍所在地（440103）：区划过粗，不能判断是否都在同一核心城区内",
  ]);
});

test("custody: not begun, not ended, ended, an open end, and days the wrong way round", () => {
  const sentence = (custody: Record<string, string>): string | undefined =>
    said({ ...rural, father: dead, mother: { status: ["imprisoned"], custody } }, "at_risk.de_facto").find((one) =>
      one.startsWith("母亲服刑"),
    );
  const until = "母亲服刑、戒毒或限制人身自由届满日期（含当日）";
  const since = "母亲服刑、戒毒或限制人身自由起始日期（含当日）";
  const table: [Record<string, string>, string][] = [
    [{ since: "2024-01-01", until: "2024-07-01" }, `${until}：2024-07-01；截至2024-07-01，期限尚未届满`],
    [{ since: "2024-01-01", until: "2024-06-30" }, `${until}：2024-06-30；截至2024-07-01，期限已届满`],
    [{ since: "2024-07-02" }, `${since}：2024-07-02；截至2024-07-01，尚未开始`],
    [{ since: "2023-01-01" }, `${since}：2023-01-01；截至2024-07-01，已经开始，没有登记届满日期`],
    [{ since: "2024-06-01", until: "2024-01-01" }, `${since}：2024-06-01，${until}：2024-01-01；起止日期颠倒，请核对`],
  ];
  for (const [custody, say] of table) assert.equal(sentence(custody), say);
  const all = said({ ...rural, father: dead, mother: { status: ["imprisoned"], "custody.until": "2025-06-30" } }, "at_risk.de_facto"); // prettier-ignore
  assert.ok(all.includes(`${until}：2025-06-30；截至2024-07-01，还有6个月以上`), all.join("\n"));
});

test("a return: its day has come, has not come, or lies before the present leaving", () => {
  const returned = (since: string): string[] =>
    said({ ...rural, father: { ...away("440300"), return: { kind: "ended", since } }, mother: dead }, "left_behind");
  assert.ok(returned("2024-07-01").includes("父亲最近一次返回日期：2024-07-01；截至2024-07-01，已到这一天"));
  assert.ok(returned("2024-07-02").includes("父亲最近一次返回日期：2024-07-02；截至2024-07-01，还没有到这一天"));
  const before = returned("2023-12-31");
  assert.ok(
    before.includes("父亲连续外出务工起始日期至父亲最近一次返回日期（2024-01-05至2023-12-31）：后者早于前者"),
    before.join("\n"),
  );
});

test("a leaf in an item has the item's clause; the nation's third class cites the nation's text", () => {
  const harmed = { ...rural, father: dead, mother: dead, "risk.maltreatment": "confirmed" };
  const clauses = new Set(reasonsOf(harmed, "at_risk.guardianship").map((reason) => reason.clause));
  assert.deepEqual([...clauses], ["未成年人保护法 第二条", "国发〔2016〕36号 一"]);
  const red = decide(harmed).grade.grounds.find((ground) => ground.id === "red.harm");
  assert.deepEqual(red?.because.at(-1)?.clause, "粤民发〔2024〕32号 三1");
  assert.equal(reasonsOf({ ...rural, recognised: ["other_at_risk"] }, "at_risk.other").at(-1)?.clause, "普民〔2024〕35号 二(二)6");
  for (const category of decide({}).categories) for (const reason of category.because) assert.ok(reason.clause, category.id);
}); // prettier-ignore

test("a recognition is a kind of its own, and does not stand for what it was recognised by", () => {
  const kinds = (facts: Record<string, unknown>, id: string): string[] =>
    (decide({ ...rural, ...facts }).categories.find((category) => category.id === id)?.kinds ?? [])
      .filter((kind) => kind.answer === "yes")
      .map((kind) => kind.title);
  assert.deepEqual(kinds({ recognised: ["orphan"] }, "at_risk.orphan"), ["已认定"]);
  assert.deepEqual(kinds({ father: dead, mother: dead }, "at_risk.orphan"), ["失去父母、查找不到生父母"]);
  const home = { status: ["none"] };
  assert.deepEqual(kinds({ recognised: ["de_facto"], father: home, mother: home }, "at_risk.de_facto"), ["已认定"]);
});

test("a refused fact is told what it should have been", () => {
  const refusal = (facts: Record<string, unknown>): string => {
    try {
      readFacts(facts);
    } catch (thrown) {
      if (isProblem(thrown)) return problemText(thrown.code, thrown.data) ?? thrown.code;
      throw thrown;
    }
    return "";
  };
  const table: [Record<string, unknown>, string][] = [
    [{ "disability.level": 5 }, "事实“disability.level”应为 1 至 4 的整数"],
    [{ "father.disability.level": 0 }, "事实“father.disability.level”应为 1 至 4 的整数"],
    [{ "mother.disability.level": 1.5 }, "事实“mother.disability.level”应为 1 至 4 的整数"],
    [{ "father.status": ["none", "dead"] }, "事实“father.status”中的“无”（none）不能与其他代码同时填写"],
    [{ "father.status": ["none", "flown"] }, "事实“father.status”应为所列代码中的一个或几个"],
    [{ birthDate: "2014-5-1" }, "事实“birthDate”应为日期，写作 YYYY-MM-DD，如 2024-07-01，并且是确有的一天"],
    [{ "hukou.area": "44528" }, "事实“hukou.area”应为2、4、6、9 或 12 位区划代码"],
    [{ "": 1 }, "没有名称为空的事实"],
  ];
  for (const [facts, say] of table) assert.equal(refusal(facts), say);
});

test("no sentence has an empty blank", () => {
  const place = { file: "pack.yaml", line: 1 };
  const sentences = [
    faultText({ ...place, code: "shape", data: { item: "categories[x].title", given: "" } }),
    faultText({ ...place, code: "shape", data: { item: "categories[x].title", given: "undefined" } }),
    faultText({ ...place, code: "not_a_condition", data: { word: "" } }),
    problemText("policy.faulty", { id: "" }) ?? "",
    problemText("policy.fact_unknown", { key: "" }) ?? "",
  ];
  for (const example of [{}, { father: dead }, rural]) {
    const { categories, grade } = decide(example);
    for (const { because } of [...categories, ...grade.grounds]) sentences.push(...because.map((reason) => reason.say));
  }
  for (const sentence of sentences) {
    assert.doesNotMatch(sentence, /“\s*”|（\s*）|：$|undefined|null/u);
    assert.notEqual(sentence, "");
  }
});
