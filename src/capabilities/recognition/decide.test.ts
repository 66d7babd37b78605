import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { WorkCalendar } from "#engines/schedule/workdays.ts";
import { isProblem } from "#kernel/problem.ts";
import { defaultFolder, openCalendar } from "#capabilities/policy/index.ts";
import { limitFrom } from "#engines/schedule/limit.ts";
import {
  askRecognition, confirmRecognition, countsFrom, evolve, factsAfter, initial, type Present, type RecognitionState, verifyRecognition,
  withdrawRecognition,
} from "./decide.ts"; // prettier-ignore

let calendar: WorkCalendar;
before(async () => {
  calendar = await openCalendar(defaultFolder);
});

const asking = {
  kind: "de_facto", title: "事实无人抚养儿童", clause: "民发〔2019〕62号", terms: { verify: 15, confirm: 15, remind: 3, climb: 0 },
  asker: "guardian", note: "",
} as const; // prettier-ignore
const on = (today: string): Present => ({
  today,
  name: "某人",
  limit: (workdays, terms) => limitFrom(calendar, today, workdays, terms),
});
type Drafts = readonly { kind: string; body: Record<string, unknown> }[];
const after = (state: RecognitionState, drafts: Drafts): RecognitionState =>
  drafts.reduce<RecognitionState>(evolve, state);
const codeOf = (act: () => unknown): string => {
  try {
    act();
    return "done";
  } catch (thrown) {
    if (isProblem(thrown)) return thrown.code;
    throw thrown;
  }
};
const yes = { eligible: true, reason: "材料齐全", says: "yes" } as const;
const no = { eligible: false, reason: "母亲有监护能力", says: "no" } as const;
const asked = (): RecognitionState => after(initial, askRecognition(initial, asking, on("2024-09-12")));

test("15 working days to verify and 15 to confirm, over holidays and shifted days", () => {
  // from Thursday 2024-09-12: 09-14 is worked, 09-15 to 17 off, Sunday 09-29 worked, 10-01 to 07 off
  assert.equal(asked()["1"]?.limit?.due, "2024-10-10");
  const verified = after(asked(), verifyRecognition(asked(), 1, yes, on("2024-09-20")));
  assert.deepEqual([verified["1"]?.stage, verified["1"]?.limit?.due], ["verified", "2024-10-16"]);
  const ended = after(verified, confirmRecognition(verified, 1, yes, on("2024-12-31")));
  assert.deepEqual([ended["1"]?.stage, ended["1"]?.from, ended["1"]?.limit], ["confirmed", "2025-01-01", null]);
});

test("the county decides upon either conclusion, never before the township, and a refusal has its reason", () => {
  assert.equal(codeOf(() => confirmRecognition(asked(), 1, yes, on("2024-09-13"))), "recognition.not_now");
  const verified = after(asked(), verifyRecognition(asked(), 1, no, on("2024-09-20")));
  const refused = after(verified, confirmRecognition(verified, 1, no, on("2024-09-23")));
  assert.deepEqual([refused["1"]?.stage, refused["1"]?.from, refused["1"]?.steps.at(-1)?.text], ["refused", null, "母亲有监护能力"]);
  assert.deepEqual(confirmRecognition(verified, 1, yes, on("2024-09-23"))[0]?.kind, "recognition.confirmed");
  assert.equal(codeOf(() => verifyRecognition(verified, 1, no, on("2024-09-24"))), "recognition.not_now");
  assert.equal(codeOf(() => verifyRecognition(verified, 2, no, on("2024-09-24"))), "recognition.unknown");
}); // prettier-ignore

test("one at a time; what was withdrawn or refused may be asked for anew", () => {
  assert.equal(
    codeOf(() => askRecognition(asked(), asking, on("2024-09-13"))),
    "recognition.open_already",
  );
  const withdrawn = after(asked(), withdrawRecognition(asked(), 1, "监护人撤回", on("2024-09-13")));
  const again = after(withdrawn, askRecognition(withdrawn, asking, on("2024-09-14")));
  assert.deepEqual([again["1"]?.stage, again["2"]?.stage], ["withdrawn", "asked"]);
});

test("it counts from the month after; the file holds it beside what else it is", () => {
  assert.deepEqual(["2024-01-31", "2024-02-01", "2024-12-15"].map(countsFrom), ["2024-02-01", "2024-03-01", "2025-01-01"]);
  assert.deepEqual(factsAfter("de_facto", ["none"]), { recognised: ["de_facto"] });
  assert.deepEqual(factsAfter("de_facto", ["other_at_risk", "de_facto"]), { recognised: ["other_at_risk", "de_facto"] });
}); // prettier-ignore
