import assert from "node:assert/strict";
import { test } from "node:test";
import { learnLanguages } from "#test/language.ts";
import { dueText, firstWindow, lastText, urgent, whoText, whyText } from "./dueWords.ts";

learnLanguages();

const today = "2024-07-01";
const policy = {
  title: "", document: "", levels: [],
  categories: [
    { id: "hardship", title: "困难家庭儿童", ledger: "main" },
    { id: "counted", title: "统计口径", ledger: "statistics" },
  ],
  escalation: [], grounds: [
    { id: "yellow.dropout", title: "辍学儿童", level: "yellow", clause: "三2" },
    { id: "blue.guardian", title: "监护存在不足的儿童", level: "blue", clause: "三3" },
  ],
}; // prettier-ignore

test("how far behind, in words", () => {
  assert.equal(
    dueText({ state: "overdue", daysLate: 4, dueOn: "2024-06-27", wants: "home_visit" }, today),
    "该入户，已过4天",
  );
  assert.equal(dueText({ state: "today", daysLate: 0, dueOn: today, wants: "contact" }, today), "今天该联系");
  assert.equal(
    dueText({ state: "week", daysLate: -3, dueOn: "2024-07-04", wants: "contact" }, today),
    "7月4日前该联系",
  );
});

test("why: the grounds with what is only suspected said so, else the category", () => {
  const line = { grounds: ["blue.guardian"], suspected: ["yellow.dropout"], categories: ["hardship"] };
  assert.equal(whyText(line, policy), "监护存在不足的儿童；辍学儿童（疑似）");
  assert.equal(whyText({ grounds: [], suspected: [], categories: ["hardship", "counted"] }, policy), "困难家庭儿童");
  assert.equal(
    whyText({ grounds: ["gone"], suspected: [], categories: ["unheard"] }, policy),
    "",
    "no raw code is shown",
  );
});

test("who and when last", () => {
  assert.equal(whoText({ sex: "female", birthDate: "2014-07-02" }, today), "女，9岁");
  assert.equal(whoText({ sex: null, birthDate: "2014-07-01" }, today), "10岁");
  assert.equal(lastText({ lastHome: null, lastContact: null }, today), "还没有走访过");
  assert.equal(lastText({ lastHome: "2024-05-01", lastContact: "2024-06-30" }, today), "上次：昨天");
});

test("the page opens where somebody waits", () => {
  assert.equal(firstWindow([{ state: "later" }, { state: "week" }]), "week");
  assert.equal(firstWindow([]), "today");
});

test("a red child who is due today or this week is urgent, one due in weeks and a green one are not", () => {
  const line = (level: string, state: "overdue" | "today" | "week" | "later") => ({ level, state });
  const lines = [line("green", "overdue"), line("red", "today"), line("red", "week"), line("red", "later")];
  assert.deepEqual(urgent(lines, "red"), [line("red", "today"), line("red", "week")]);
  assert.deepEqual(urgent(lines, undefined), []);
});
