import assert from "node:assert/strict";
import { test } from "node:test";
import { blank } from "./registering.ts";
import { fitsMask, knownOf, sameIn } from "./sameChild.ts";

const NUMBER = "99900020171021001X"; // a boy of 2017-10-21
const line = (childId: string, name: string, birthDate: string, sex: string) => ({ childId, name, birthDate, sex });
const lines = [
  line("a", "李逸晨", "2016-01-01", "male"),
  line("b", "李奕文", "2017-10-21", "male"),
  line("c", "王小花", "2017-10-21", "female"),
  line("d", "张一", "2017-10-21", "male"),
];
const masks: Record<string, string> = { d: "999000********001X" };
const same = (part: Partial<typeof blank>): string[] =>
  sameIn(knownOf({ ...blank, ...part }), lines, (id) => masks[id] ?? "").map((one) => `${one.line.childId} ${one.why}`);

test("the same number is known by its ends, the same birthday and sex under another name, and a name typed alike", () => {
  assert.deepEqual(same({ name: "李逸", idNumber: " 99900020171021001x" }), ["d number", "b birth", "a name"]);
});

test("without a number by the birthday that was said; nothing is said of half a number or of nothing", () => {
  assert.deepEqual(same({ hasNumber: false, birthDate: "2017-10-21", sex: "female" }), ["c birth"]);
  assert.deepEqual(same({ hasNumber: false, birthDate: "2017-10-21" }), []);
  assert.deepEqual(same({ idNumber: "9990002017102", birthDate: "2017-10-21", sex: "male" }), []);
  assert.deepEqual(same({ name: "李" }), []);
});

test("a masked number fits one with the same ends alone", () => {
  assert.ok(fitsMask("999000********001X", NUMBER));
  assert.ok(!fitsMask("999000********0019", NUMBER));
  assert.ok(!fitsMask("", ""));
  assert.ok(!fitsMask("", NUMBER));
});
