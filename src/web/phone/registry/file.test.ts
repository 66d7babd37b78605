import assert from "node:assert/strict";
import { test } from "node:test";
import { learnLanguages } from "#test/language.ts";
import { type ChildFile, missingLabels, pastVisits, phonesOf, standingNow } from "./file.ts";

learnLanguages();

const fact = (key: string, text: string, value: string | readonly string[] = text): ChildFile["facts"][number] => ({
  key,
  label: key,
  value,
  text,
});
const visit = (seq: number, day: string) => ({
  seq, kind: "visit.recorded", title: "走访联系",
  body: { day, kind: "contact", visitor: "李", spokeWith: "", note: "" },
}); // prettier-ignore

test("the latest visits come first; a later word on an earlier day does not push itself forward", () => {
  const entries = [
    visit(2, "2024-05-01"),
    { seq: 3, kind: "task.opened", title: "", body: {} },
    visit(4, "2024-06-01"),
    visit(5, "2024-05-20"),
    visit(6, "2024-06-01"),
  ];
  assert.deepEqual(pastVisits(entries, 3).map((one) => one.seq), [6, 4, 5]); // prettier-ignore
});

test("the guardian is called first, and one number stands once", () => {
  const facts = [
    fact("mother.phone", "13800138000"), fact("mother.name", "陈"), fact("guardian.phone", "13800138000"),
    fact("guardian.relation", "母亲"), fact("father.phone", "13900139000"),
  ]; // prettier-ignore
  assert.deepEqual(phonesOf({ facts }), [
    { who: "监护人（母亲）", name: "", phone: "13800138000" },
    { who: "父亲", name: "", phone: "13900139000" },
  ]);
});

test("of a dead father nothing is missing", () => {
  const decision = {
    missing: ["father.away.state", "mother.away.state", "unheard.of"],
  } as unknown as ChildFile["decision"];
  assert.deepEqual(missingLabels({ facts: [fact("father.status", "死亡", ["dead"])], decision }), ["母亲外出情况"]);
});

test("the colour of today is that of today's stretch", () => {
  const spans = [{ from: "2024-01-01", to: "2024-07-01", level: "blue" }, { from: "2024-07-01", to: null, level: "green" }]; // prettier-ignore
  const standing = { assessed: { spans } } as unknown as ChildFile["standing"];
  assert.equal(standingNow({ standing, day: "2024-06-30" })?.level, "blue");
  assert.equal(standingNow({ standing, day: "2024-07-01" })?.level, "green");
  assert.equal(standingNow({ standing, day: "2023-12-31" }), undefined);
});
