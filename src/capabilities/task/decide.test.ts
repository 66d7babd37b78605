import assert from "node:assert/strict";
import { test } from "node:test";
import { closeTask, evolve, initial, openTask, type TaskState } from "./decide.ts";

const opened = (...titles: string[]): TaskState =>
  titles
    .map((title) => openTask({ title, solution: "报镇", owner: "" }, "2024-07-01", "李主任"))
    .reduce<TaskState>(evolve, initial);
const present = { today: "2024-07-10" };

test("numbers count within the file and are never used again", () => {
  const state = opened("漏雨", "缺课");
  assert.deepEqual(Object.keys(state.open), ["1", "2"]);
  const closed = closeTask(state, 2, { outcome: "已返校" }, present).reduce<TaskState>(evolve, state);
  const again = evolve(closed, openTask({ title: "断亲", solution: "", owner: "王" }, "2024-07-11", "李主任"));
  assert.deepEqual(Object.keys(again.open), ["1", "3"]);
  assert.equal(again.open["3"]?.owner, "王");
});

test("what a closing is refused for", () => {
  const state = opened("漏雨");
  const closed = closeTask(state, 1, { outcome: "已修" }, present).reduce<TaskState>(evolve, state);
  assert.throws(() => closeTask(closed, 1, { outcome: "再修" }, present), /task.closed/);
  assert.throws(() => closeTask(state, 2, { outcome: "没有" }, present), /task.not_found/);
  assert.throws(() => closeTask(state, 1, { outcome: "早了", day: "2024-06-30" }, present), /task.day_wrong/);
  assert.throws(() => closeTask(state, 1, { outcome: "未来", day: "2024-07-11" }, present), /task.day_wrong/);
});
