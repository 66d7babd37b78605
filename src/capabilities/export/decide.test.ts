import assert from "node:assert/strict";
import { test } from "node:test";
import { departments } from "#kernel/actor.ts";
import { isProblem } from "#kernel/problem.ts";
import { isNumber, numberIn } from "#kernel/watermark.ts";
import { factByKey } from "#capabilities/registry/facts.ts";
import { expiryOf, exportNumber, fieldTitles, type Giving, givenFacts, requireGiving, stateOf } from "./decide.ts";
import { sendingPurposes } from "./sendingPurposes.ts";

const day = "2024-07-01";
const giving = (more: Partial<Giving> = {}): Giving => ({
  purpose: "enrolment_check",
  department: "education",
  fields: ["name", "idNumber", "school.state"],
  agreement: { title: "信息共享约定", from: "2024-01-01", to: "2024-12-31" },
  ...more,
});

const outcome = (given: Giving): string => {
  try {
    return requireGiving(given, day).id;
  } catch (thrown) {
    if (!isProblem(thrown)) throw thrown;
    return thrown.code;
  }
};

test("a department gets what its purpose allows, under an agreement in force", () => {
  assert.equal(outcome(giving()), "enrolment_check");
  const cases: [Partial<Giving>, string][] = [
    [{ purpose: "curiosity" }, "export.purpose_unknown"],
    [{ purpose: "__proto__" }, "export.purpose_unknown"],
    [{ department: "police" }, "export.department_not_meant"],
    [{ fields: [] }, "export.no_fields"],
    [{ fields: ["name", "household.assistance"] }, "export.fields_beyond"],
    [{ fields: ["name", "no.such.fact"] }, "export.fields_beyond"],
    [{ fields: ["toString"] }, "export.fields_beyond"],
    [{ agreement: { title: "旧约定", from: "2023-01-01", to: "2024-06-30" } }, "export.agreement_not_in_force"],
    [{ agreement: { title: "新约定", from: "2024-07-02", to: null } }, "export.agreement_not_in_force"],
  ];
  for (const [more, code] of cases) assert.equal(outcome(giving(more)), code, JSON.stringify(more));
  assert.equal(outcome(giving({ agreement: { title: "长期", from: day, to: day } })), "enrolment_check");
});

test("every field beyond is named, by its title, and no other is", () => {
  assert.throws(
    () => requireGiving(giving({ fields: ["name", "household.assistance", "risk.violence"] }), day),
    (thrown) => {
      assert.ok(isProblem(thrown));
      assert.deepEqual(thrown.data["fields"], ["household.assistance", "risk.violence"]);
      assert.deepEqual(thrown.data["titles"], ["家庭救助情况", "遭受暴力伤害"]);
      return true;
    },
  );
});

test("each purpose names facts that there are, departments that there are, its clause; none a sealed fact", () => {
  assert.ok(sendingPurposes.length >= 10);
  assert.equal(new Set(sendingPurposes.map(({ id }) => id)).size, sendingPurposes.length);
  for (const { id, fields, departments: to, clause } of sendingPurposes) {
    assert.ok(clause.length > 5 && to.length > 0 && fields.length > 0, id);
    assert.equal(new Set(fields).size, fields.length, id);
    for (const field of fields) {
      assert.ok(factByKey.has(field), `${id}: ${field}`);
      assert.notEqual(factByKey.get(field)?.cls, "sealed", `${id}: ${field}`);
    }
    for (const department of to) assert.ok(departments.includes(department), `${id}: ${department}`);
  }
});

test("of a child's facts only the named ones go along", () => {
  const facts = { name: "甲", "risk.sexualAbuse": "confirmed", idNumber: "1" };
  assert.deepEqual(givenFacts(facts, ["name", "school.state"]), { name: "甲" });
  assert.deepEqual(givenFacts(facts, ["constructor", "__proto__", "idNumber"]), { idNumber: "1" });
  assert.deepEqual(fieldTitles(["name", "school.state"]), ["姓名", "就学情况"]);
});

test("a file is ready until its minute, and not after", () => {
  const made = new Date("2024-07-01T02:00:00.000Z");
  const until = expiryOf(made, 60);
  assert.equal(until, "2024-07-01T03:00:00.000Z");
  assert.equal(stateOf(until, new Date("2024-07-01T02:59:59.999Z")), "ready");
  assert.equal(stateOf(until, new Date(until)), "expired");
  assert.equal(stateOf(null, made), "handed_over");
});

test("a number is of its day, and is found in any text", () => {
  const number = exportNumber(day, [7, 99_999]);
  assert.equal(number, "20240701-00007-99999");
  assert.ok(isNumber(number) && !isNumber(`${number} `) && !isNumber(`x${number}`));
  assert.equal(numberIn(`导出编号 ${number}　林`), number);
  assert.equal(numberIn("1120240701-00007-99999"), undefined);
  assert.equal(numberIn("20240701-0007-99999"), undefined);
});
