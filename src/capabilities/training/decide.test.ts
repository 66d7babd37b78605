import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { newId } from "#kernel/id.ts";
import { isProblem } from "#kernel/problem.ts";
import { evolve, holdSession, initial, isOffered, judgeExam, ruleFor, shown, takeExam, told, trainingState, withdrawSession } from "./decide.ts"; // prettier-ignore
import { Course, kinds, TrainingRule } from "./words.ts";

const course = Course.parse({
  id: "first-1", title: "第一课", source: "local", pages: [{ title: "第一页", text: "乙对。" }], pass: 2,
  questions: ["a", "b", "c"].map((id) => ({ id, text: "哪个对？", options: ["甲", "乙"], answer: 2, page: 1, why: "因为写着" })),
}); // prettier-ignore
const by = { id: newId(), name: "主任李" };
const refused = (code: string, work: () => unknown): void =>
  assert.throws(work, (thrown: unknown) => isProblem(thrown) && thrown.code === code, code);

describe("an exam", () => {
  it("passes at the mark, not below it", () => {
    const { wrong, ...at } = judgeExam(course, { a: 2, b: 2, c: 1 });
    assert.deepEqual(at, { right: 2, of: 3, passed: true });
    assert.deepEqual(wrong, [{ text: "哪个对？", chosen: "甲", page: "第一页", right: "乙", why: "因为写着" }]);
    assert.equal(judgeExam(course, { a: 2, b: 1, c: 1 }).passed, false);
  });
  it("tells what is right to whoever has passed, and where to read it again to whoever has not", () => {
    const [wrong] = told(judgeExam(course, { a: 1, b: 1, c: 1 }).wrong, false);
    assert.deepEqual(wrong, { text: "哪个对？", chosen: "甲", page: "第一页", right: null, why: null });
    assert.equal(told(judgeExam(course, { a: 2, b: 2, c: 1 }).wrong, true)[0]?.right, "乙");
  });
  it("comes to a phone without a word of its answers", () => {
    const text = JSON.stringify(shown(course));
    assert.deepEqual(Object.keys(shown(course).questions[0] ?? {}), ["id", "text", "options"]);
    assert.ok(!text.includes("answer") && !text.includes("因为写着"), text);
  });
  it("wants all answers, of the options alone, and keeps no other ones", () => {
    refused("training.unanswered", () => judgeExam(course, { a: 2, b: 2 }));
    refused("training.answer_unknown", () => judgeExam(course, { a: 2, b: 2, c: 3 }));
    const [draft] = takeExam(course, { answers: { a: 2, b: 2, c: 2, x: 1 } }, by, "2024-07-01");
    assert.deepEqual(draft?.body["answers"], { a: 2, b: 2, c: 2 });
  });
  it("of a course that is not there is refused", () =>
    refused("training.course_unknown", () => takeExam(undefined, { answers: {} }, by, "2024-07-01")));
});

describe("a session", () => {
  const there = [{ id: newId(), area: "445281001001" }];
  const people = there.map(({ id }) => id);
  const command = { title: "集中培训", day: "2024-07-01", people, examined: [] as string[], note: "" };
  const present = { today: "2024-07-01", by };
  it("names each person once, of those who are there, and who passed an exam", () => {
    const twice = { ...command, people: [...people, ...people], examined: people };
    assert.deepEqual(holdSession(twice, there, present)[0]?.body["people"], [{ ...there[0], examined: true }]);
    refused("training.people_unknown", () => holdSession({ ...command, people: [newId()] }, there, present));
    refused("training.examined_absent", () => holdSession({ ...command, examined: [newId()] }, there, present));
  });
  it("is never of tomorrow, nor written down by whoever was trained", () => {
    refused("training.day_wrong", () => holdSession({ ...command, day: "2024-07-02" }, there, present));
    const mine = { ...command, people: [...people, by.id] };
    refused("training.own_attendance", () => holdSession(mine, [...there, { id: by.id, area: "445281001" }], present));
  });
  it("says nothing of a child", () =>
    refused("training.private", () => holdSession({ ...command, note: "小明 138 1234 5678" }, there, present)));
  it("is withdrawn once, and an exam never", () => {
    const held = evolve(initial, { kind: kinds.held });
    const withdrawn = evolve(held, { kind: kinds.withdrawn });
    assert.equal(withdrawSession(held, "登记错了", by, "2024-07-01")[0]?.kind, kinds.withdrawn);
    refused("training.session_withdrawn", () => withdrawSession(withdrawn, "登记错了", by, "2024-07-01"));
    const taken = evolve(initial, { kind: kinds.taken });
    refused("training.session_unknown", () => withdrawSession(taken, "登记错了", by, "2024-07-01"));
  });
});

describe("what is asked of somebody", () => {
  const rule = TrainingRule.parse({ id: "r", title: "t", area: "44", posts: ["director"], yearly: true, exam: false, clause: "条款" }); // prettier-ignore
  const fromDay = "2023-05-01";
  const courses = [
    { ...course, exam: true },
    { ...course, id: "elsewhere-1", area: "46", exam: true },
    { ...course, id: "old-1", exam: true, retired: "2024-01-01" },
  ];
  const state = (more: Partial<TrainingRule>, last: string | null = null, examined: (string | null)[] = []) =>
    trainingState({ ...rule, ...more }, { area: "445281001001", examined, last, fromDay }, courses, "2024-07-01");
  it("by the first rule of the place and post; nothing where no document asks", () => {
    assert.equal(ruleFor([rule], "director", "445281001001"), rule);
    assert.equal(ruleFor([rule], "supervisor", "445281001"), undefined);
    assert.equal(ruleFor([rule], "director", "460100000000"), undefined);
    assert.equal(
      trainingState(undefined, { area: "46", examined: [], last: null, fromDay }, courses, "2024-07-01"),
      "none",
    );
  });
  it("once in the calendar year", () => {
    assert.equal(state({}), "due");
    assert.equal(state({}, "2023-12-31"), "due");
    assert.equal(state({}, "2024-01-01"), "done");
  });
  it("where a new one has to pass first, having been there does not do", () => {
    assert.equal(state({ exam: true }, "2024-06-01"), "exam");
    assert.equal(state({ exam: true }, "2024-06-01", ["first-1"]), "done");
    assert.equal(state({ exam: true }, "2020-06-01", ["first-1"]), "due");
  });
  it("the exam is one of the place, or one that the rule names; the one of a session, and one since retired, stay passed", () => {
    const passed = (id: string | null, more: Partial<TrainingRule> = {}) => state({ exam: true, ...more }, "2024-06-01", [id]);
    assert.equal(passed("elsewhere-1"), "exam");
    assert.deepEqual([passed(null), passed("old-1"), passed("gone-1")], ["done", "done", "done"]);
    const examBy = ["old-1"];
    assert.deepEqual([passed("first-1", { examBy }), passed("old-1", { examBy }), passed(null, { examBy })], ["exam", "done", "done"]);
  }); // prettier-ignore
  it("a course is offered in its place until its day, and a sheet says whether it was the exam", () => {
    const [here, elsewhere, old] = courses;
    assert.ok(here && elsewhere && old);
    const at = (one: Course, day = "2024-07-01") => isOffered(one, "445281001001", day);
    assert.deepEqual([at(here), at(elsewhere), at(old), at(old, "2023-12-31"), at(old, "2024-01-01")], [true, false, false, true, false]);
    const answers = { a: 2, b: 2, c: 2 };
    const marks = [course, here].map((one) => takeExam(one, { answers }, by, "2024-07-01")[0]?.body["exam"]);
    assert.deepEqual(marks, [false, true]);
  }); // prettier-ignore
  it("new is whose post began on the day that the place says, or later", () => {
    assert.equal(state({ exam: true, newFrom: "2023-05-01" }), "exam");
    assert.equal(state({ exam: true, newFrom: "2023-05-02" }), "due");
  });
  it("warns and does nothing else: a rule that wants to keep somebody from work is no rule", () =>
    assert.equal(TrainingRule.safeParse({ ...rule, unpassed: "block" }).success, false));
});
