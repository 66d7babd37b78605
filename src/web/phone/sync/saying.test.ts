import assert from "node:assert/strict";
import { test } from "node:test";
import type { Kept, VillageShown } from "./kept.ts";
import { learnLanguages } from "#test/language.ts";
import { saying } from "./saying.ts";

learnLanguages();

const village = { whole: true, salvaged: 0 } as VillageShown;
const content = { operation: "visit.record", childId: "c", name: "田", at: "", body: {} } as const;
const row = (state: Kept["state"]): Kept => ({ id: state, no: 1, needs: [], state, content });
const keep = (part: Partial<Parameters<typeof saying>[0]>) => ({
  unsent: 0,
  damaged: 0,
  questions: [],
  commands: [],
  village,
  ...part,
});
const question = { id: "a b", childId: "c", name: "田", key: "b", mine: 1, theirs: 2, on: null };
const away = { kind: "away", sentence: "" } as const;

test("what does not open any more is said first, with what is unsent", () => {
  assert.deepEqual(saying(keep({ damaged: 1, unsent: 3 }), away), {
    tone: "bad",
    strong: "1条打不开了",
    more: "3条存在手机里，点开看看",
  });
});

test("the number of what is unsent is said whatever else is wrong", () => {
  const whatever = [
    saying(keep({ unsent: 3 }), away),
    saying(keep({ unsent: 3 }), { kind: "out" }),
    saying(keep({ unsent: 3 }), { kind: "under_way" }),
    saying(keep({ unsent: 3, commands: [row("refused")] }), { kind: "met" }),
    saying(keep({ unsent: 3 }), { kind: "refused", code: "x", sentence: "停用了" }),
    saying(keep({ unsent: 3, questions: [question] }), away),
    saying(keep({ unsent: 3, village: { ...village, salvaged: 2 } }), away),
    saying(keep({ unsent: 3, village: undefined }), { kind: "under_way" }),
  ];
  for (const { strong, more } of whatever) assert.match(strong + more, /3条/);
});

test("nothing is called sent before the village has come, nor while anything waits", () => {
  assert.doesNotMatch(saying(keep({ village: undefined }), { kind: "under_way" }).strong, /送出了/);
  assert.doesNotMatch(saying(keep({ unsent: 1 }), { kind: "met" }).strong, /送出了/);
  assert.equal(saying(keep({}), { kind: "met" }).strong, "都送出了");
});

test("what the person has to decide comes before what goes by itself", () => {
  assert.match(saying(keep({ unsent: 1, commands: [row("refused")] }), away).strong, /1条没有办成/);
  assert.match(saying(keep({ questions: [question] }), away).strong, /1处和别人记的不一样/);
  assert.match(saying(keep({ village: { ...village, salvaged: 2 } }), { kind: "met" }).strong, /前任留下2条/);
});

test("a report that has not gone is said before all else, until it has arrived", () => {
  const report = (state: Kept["state"]): Kept => ({
    ...row(state),
    content: { ...content, operation: "concern.report" },
  });
  const waits = { unsent: 2, damaged: 1, commands: [row("refused"), report("queued")] };
  for (const met of [away, { kind: "out" }, { kind: "under_way" }, { kind: "met" }] as const)
    assert.match(saying(keep(waits), met).strong, /强制报告/);
  assert.match(saying(keep({ ...waits, village: undefined }), away).strong, /强制报告/);
  assert.doesNotMatch(saying(keep({ ...waits, commands: [report("arrived")] }), away).strong, /强制报告/);
});
