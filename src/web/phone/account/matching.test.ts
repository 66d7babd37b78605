import assert from "node:assert/strict";
import { test } from "node:test";
import { matchingPeople } from "./matching.ts";

const people = [
  { name: "王淑娟", areaName: "马栅村委会" },
  { name: "李永建", areaName: "大林居委会" },
  { name: "王永", areaName: "大林居委会" },
];

test("a director is found by the village, by the name, or by both", () => {
  assert.equal(matchingPeople(people, "").length, 3);
  assert.deepEqual(matchingPeople(people, " 马栅 ").map((one) => one.name), ["王淑娟"]); // prettier-ignore
  assert.deepEqual(matchingPeople(people, "大林 王").map((one) => one.name), ["王永"]); // prettier-ignore
  assert.deepEqual(matchingPeople(people, "没有的村"), []);
});
