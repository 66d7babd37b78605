import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { factReader } from "#engines/rules/read-facts.ts";
import { catalogue } from "#capabilities/registry/facts.ts";
import { readValue } from "#capabilities/registry/values.ts";
import { citedIn } from "./citations.ts";
import { Wordings } from "./documentWords.ts";
import type { Shelf } from "./shelf.ts";
import { defaultFolder, openShelf } from "./store.ts";
import { readWording, type Wording } from "./wordingText.ts";
import { faultText } from "./zh.ts";

const open = (folder: string): Promise<Shelf> => openShelf(folder, catalogue, factReader(catalogue, readValue, "policy")); // prettier-ignore
let shelf: Shelf;
before(async () => {
  shelf = await open(defaultFolder);
});

const text = `文号：甲〔2024〕1号
题名：办法

为了儿童，制定本办法。

一、对象

（一）甲类。

1.孤儿；

（二）乙类。

二、走访

各地按下列办理。

（一）频次

2.每月一次。

每次留下记录。

附件1　表
`;
const wording = (): Wording => {
  const { value, faults } = readWording(text, "document.txt");
  assert.deepEqual(faults, []);
  assert.ok(value);
  return value;
};

describe("the text of a document", () => {
  test("is read clause by clause; what has no number goes on in the clause above", () => {
    const read = wording();
    assert.deepEqual(read.opening, ["为了儿童，制定本办法。"]);
    assert.deepEqual(read.clauses.map(({ id, depth, lines }) => [id, depth, lines.length]), [
      ["一", 1, 1], ["一(一)", 2, 1], ["一(一)1", 3, 1], ["一(二)", 2, 1],
      ["二", 1, 2], ["二(一)", 2, 1], ["二(一)2", 3, 2], ["附件1", 1, 1],
    ]); // prettier-ignore
  });

  test("refused where it has no number of its own, no clauses, or one twice", () => {
    const codes = (given: string): string[] => readWording(given, "document.txt").faults.map((fault) => `${fault.code}:${String(fault.line)}`); // prettier-ignore
    assert.deepEqual(codes("你好"), ["wording_head:1", "wording_clauses:1"]);
    assert.deepEqual(codes(`${text}\n一、又一次\n`), ["wording_twice:26"]);
  });
});

test("what a pack cites is found: counted through a chapter, several at once, the chapter left out, remarks behind", () => {
  const cited = (clause: string): readonly string[] => citedIn(clause, wording()).found;
  assert.deepEqual(cited("甲〔2024〕1号 一(一)1"), ["一(一)1"]);
  assert.deepEqual(cited("甲〔2024〕1号 二2（评估确认）"), ["二(一)2"]);
  assert.deepEqual(cited("甲〔2024〕1号 一(一)、(二)、二"), ["一(一)", "一(二)", "二"]);
  assert.deepEqual(cited("本地设定（甲〔2024〕1号 二未规定）、附件1"), ["二"]);
  assert.deepEqual(cited("甲〔2024〕1号 二、附件1"), ["二", "附件1"]);
  assert.deepEqual(cited("乙〔2024〕1号 一"), []);
  assert.deepEqual(citedIn("甲〔2024〕1号 九、一(三)", wording()).absent, ["九", "一(三)"]);
});

describe("the packs of the house", () => {
  test("the five documents stand beside their rules, and each clause opens the rules that cite it", () => {
    const words = Wordings.parse(shelf.wordingsOf("puning"));
    assert.deepEqual(words.documents.map(({ pack }) => pack), ["puning", "guangdong"]); // prettier-ignore
    assert.deepEqual(words.without.map(({ pack }) => pack), ["national"]); // prettier-ignore
    const yellow = words.documents[0]?.clauses.find(({ id }) => id === "三2");
    assert.match(yellow?.lines[0] ?? "", /至少每月入户走访一次/);
    assert.ok(yellow?.items.includes("levels.yellow"), String(yellow?.items));
    assert.deepEqual(words.cites["粤民发〔2024〕32号 四(二)、五(二)6"], [
      { pack: "guangdong", clause: "四(二)" },
      { pack: "guangdong", clause: "五(二)6" },
    ]);
    for (const id of ["hainan", "chongqing-beibei", "sichuan"]) assert.equal(shelf.wordingsOf(id).documents[0]?.pack, id); // prettier-ignore
  });

  test("a pack without the document's text is read with its rules alone", () => {
    assert.deepEqual(shelf.wordingsOf("national").documents, []);
    assert.deepEqual(shelf.wordingsOf("national").cites, {});
  });

  test("a rule that cites a clause which its document does not have is named, at its line", async () => {
    const folder = await mkdtemp(join(tmpdir(), "packs-"));
    try {
      await cp(defaultFolder, folder, { recursive: true });
      const file = join(folder, "hainan", "pack.yaml");
      const pack = await readFile(file, "utf8");
      const wrong = pack.replace("琼民通〔2024〕82号 四(四)", "琼民通〔2024〕82号 四(九)");
      assert.notEqual(wrong, pack);
      await writeFile(file, wrong);
      const faults = (await open(folder)).check(["hainan"]);
      assert.deepEqual(faults.map(faultText), ["“琼民通〔2024〕82号”的原文里没有 四(九) 这一条"]);
      assert.match(wrong.split("\n")[(faults[0]?.line ?? 0) - 1] ?? "", /四\(九\)/);
      await writeFile(join(folder, "hainan", "document.txt"), "什么也没有");
      assert.deepEqual(new Set((await open(folder)).check(["hainan"]).map(({ code }) => code)), new Set(["wording_head", "wording_clauses"])); // prettier-ignore
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
