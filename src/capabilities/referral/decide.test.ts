import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { WorkCalendar } from "#engines/schedule/workdays.ts";
import { isProblem } from "#kernel/problem.ts";
import { sendingPurpose } from "#capabilities/export/index.ts";
import { defaultFolder, openCalendar, openShelf, type Shelf } from "#capabilities/policy/index.ts";
import { catalogue } from "#capabilities/registry/facts.ts";
import { isSealed } from "#capabilities/registry/sealed.ts";
import { readValue } from "#capabilities/registry/values.ts";
import { YES } from "#engines/rules/answer.ts";
import { type Facts } from "#engines/rules/catalogue.ts";
import { factReader } from "#engines/rules/read-facts.ts";
import {
  acceptReferral, answerReferral, checkReferral, closeReferral, evolve, initial, type Present, receiveReferral, type ReferralState,
  returnReferral, sendReferral, type Sending, toCheck, withdrawReferral,
} from "./decide.ts"; // prettier-ignore
import { limitFrom } from "#engines/schedule/limit.ts";
import { askSearch, beyondSearch, factsAfterSearch } from "./search.ts";

let calendar: WorkCalendar;
let shelf: Shelf;
before(async () => {
  calendar = await openCalendar(defaultFolder);
  shelf = await openShelf(defaultFolder, catalogue, factReader(catalogue, readValue, "policy"));
});

const terms = { receive: 2, answer: 10, check: 5, remind: 1, climb: 2, clause: "本地设定" };
const sending: Sending = {
  route: "dropout", title: "疑似辍学", clause: "粤民发〔2024〕32号 四(二)", department: "education", urgent: false, terms, to: "445281001001",
  note: "请劝返", number: "1", facts: { name: "甲" },
}; // prettier-ignore

const on = (today: string): Present => ({
  today,
  name: "某人",
  limit: (workdays, of, from = today) => limitFrom(calendar, from, workdays, of),
});

type Drafts = readonly { kind: string; body: Record<string, unknown> }[];
const after = (state: ReferralState, drafts: Drafts): ReferralState => drafts.reduce<ReferralState>(evolve, state);
const begun = (today = "2024-09-27"): ReferralState =>
  after(initial, sendReferral(initial, sending, undefined, on(today)));
const codeOf = (act: () => unknown): string => {
  try {
    act();
    return "done";
  } catch (thrown) {
    if (isProblem(thrown)) return thrown.code;
    throw thrown;
  }
};

test("terms are counted in working days, over a holiday and a shifted Sunday", () => {
  // 2024-09-27 is a Friday; Sunday 09-29 is worked; 10-01 to 10-07 are off, Saturday 10-12 is worked
  assert.deepEqual(begun()["1"]?.limit, { due: "2024-09-30", remindOn: "2024-09-29", climbsOn: "2024-10-09", assumed: [] });
  assert.deepEqual(limitFrom(calendar, "2024-09-30", 4, { remind: 1, climb: 0 }), {
    due: "2024-10-11", remindOn: "2024-10-10", climbsOn: "2024-10-11", assumed: [],
  });
  assert.deepEqual(limitFrom(calendar, "2024-10-01", 0, { remind: 1, climb: 0 }).due, "2024-10-01", "urgent: the same day");
  assert.deepEqual(limitFrom(calendar, "2030-01-01", 1, terms).assumed, [2030], "a year without its notice is said");
}); // prettier-ignore

test("sent, received, accepted, answered, checked, closed: each step has its day, and ends what was sent", () => {
  let state = begun("2024-07-01");
  state = after(state, receiveReferral(state, 1, on("2024-07-02")));
  assert.deepEqual([state["1"]?.stage, state["1"]?.limit?.due], ["received", "2024-07-16"]);
  state = after(state, acceptReferral(state, 1, on("2024-07-03")));
  assert.deepEqual([state["1"]?.stage, state["1"]?.limit?.due], ["accepted", "2024-07-16"], "counted from its receipt");
  state = after(state, answerReferral(state, 1, "已返校", on("2024-07-08")));
  assert.deepEqual([state["1"]?.stage, state["1"]?.limit?.due], ["answered", "2024-07-15"]);
  state = after(state, checkReferral(state, 1, { solved: true, note: "见到孩子在校" }, on("2024-07-09")));
  const { stage, facts, limit, outcome, steps } = state["1"] ?? {};
  assert.deepEqual([stage, facts, limit, outcome], ["closed", {}, null, "solved"]);
  assert.deepEqual(steps?.map(({ kind }) => kind.slice(9)), ["received", "accepted", "answered", "checked", "closed"]); // prettier-ignore
});

test("one page is enough: an answer signs for it and takes it on", () => {
  const drafts = answerReferral(begun(), 1, "已返校", on("2024-09-29"));
  assert.deepEqual(drafts.map(({ kind }) => kind.slice(9)), ["received", "accepted", "answered"]); // prettier-ignore
});

test("not solved goes back to the department with a new day", () => {
  let state = after(begun("2024-07-01"), answerReferral(begun("2024-07-01"), 1, "已返校", on("2024-07-02")));
  state = after(state, checkReferral(state, 1, { solved: false, note: "没有返校" }, on("2024-07-03")));
  assert.deepEqual([state["1"]?.stage, state["1"]?.limit?.due], ["accepted", "2024-07-17"]);
  assert.deepEqual(state["1"]?.facts, { name: "甲" }, "the department still needs them");
});

test("a phone's late word is of its own day, and says nothing of an answer that came after it", () => {
  let state = after(begun("2024-07-01"), answerReferral(begun("2024-07-01"), 1, "已返校", on("2024-07-02")));
  assert.deepEqual(toCheck(state).map(({ no, result, answeredOn, seen }) => [no, result, answeredOn, seen]), [[1, "已返校", "2024-07-02", 3]]); // prettier-ignore
  const word = { solved: false, note: "没有返校", day: "2024-07-03", seen: 3 };
  const late = checkReferral(state, 1, word, on("2024-07-08"));
  const { day, limit } = late[0]?.body ?? {};
  assert.deepEqual(
    [day, (limit as { due: string }).due],
    ["2024-07-03", "2024-07-22"],
    "the department's days begin when it can know",
  );
  const [wild] = checkReferral(state, 1, { ...word, day: "2031-01-01" }, on("2024-07-08"));
  assert.equal(wild?.body["day"], "2024-07-08");
  state = after(state, late);
  assert.deepEqual(toCheck(state), []);
  state = after(state, answerReferral(state, 1, "这次真的返校了", on("2024-07-09")));
  assert.throws(() => checkReferral(state, 1, word, on("2024-07-10")), /referral.answered_since/);
});

test("returned with a reason: ended by hand, or by another one in its place", () => {
  const state = after(begun(), returnReferral(begun(), 1, "不属本部门", on("2024-09-29")));
  assert.equal(state["1"]?.stage, "returned");
  assert.equal(after(state, closeReferral(state, 1, "已由镇处理", on("2024-09-30")))["1"]?.outcome, "given_up");
  const again = after(state, sendReferral(state, sending, 1, on("2024-09-30")));
  assert.deepEqual([again["1"]?.stage, again["2"]?.stage], ["closed", "sent"]);
});

test("what cannot be done at this stage is refused, and the same finding is not sent twice", () => {
  const state = begun();
  const answered = after(state, answerReferral(state, 1, "已返校", on("2024-09-29")));
  for (const [code, act] of [
    ["referral.open_already", () => sendReferral(state, sending, undefined, on("2024-09-28"))],
    ["referral.not_now", () => checkReferral(state, 1, { solved: true, note: "见到" }, on("2024-09-28"))],
    ["referral.not_now", () => closeReferral(state, 1, "不办了", on("2024-09-28"))],
    ["referral.not_now", () => returnReferral(answered, 1, "不属本部门", on("2024-09-30"))],
    ["referral.not_now", () => withdrawReferral(answered, 1, "发错了", on("2024-09-30"))],
    ["referral.unknown", () => receiveReferral(state, 2, on("2024-09-28"))],
  ] as const)
    assert.equal(codeOf(act), code, String(act));
  assert.deepEqual(receiveReferral(after(state, receiveReferral(state, 1, on("2024-09-28"))), 1, on("2024-09-29")), []);
});

test("every route of every pack goes to a department that its purpose names, and gives nothing sealed", () => {
  for (const id of shelf.ids) {
    for (const { id: route, department, purpose, terms: of } of shelf.policy(id).referrals) {
      assert.ok(of.clause.includes("本地设定"), `${id} ${route}: no document fixes a term`);
      if (purpose === undefined) continue;
      const rule = sendingPurpose(purpose);
      assert.ok(
        rule?.departments.some((one) => one === department),
        `${id} ${route}: ${purpose} → ${department}`,
      );
      assert.deepEqual(rule?.fields.filter(isSealed), [], `${id} ${route}`);
    }
  }
});

test("粤民发〔2024〕32号 四(二): which finding is proposed to which department", () => {
  const { referrals } = shelf.policy("puning");
  const proposed = (facts: Facts): string[] =>
    referrals.filter((route) => route.proposed({ birthDate: "2014-05-01", ...facts }, "2024-07-01") === YES).map(({ id }) => id);
  for (const [facts, wanted] of [
    [{}, []],
    [{ "risk.dropout": "suspected" }, ["dropout"]],
    [{ "insurance.medical": "uninsured" }, ["medical_insurance"]],
    [{ "disability.kind": "limb" }, ["disability"]],
    [{ "risk.mentalIllness": "suspected" }, ["mental_treatment"]],
    [{ "risk.psychBehaviour": "confirmed" }, ["school_mind"]],
    [{ "household.assistance": ["minimum_living"] }, ["education_aid"]],
    [{ "risk.violence": "suspected" }, ["harm_police", "harm_procuratorate", "harm_court"]],
    [{ "risk.livingAlone": "confirmed" }, ["harm_police"]],
  ] as const)
    assert.deepEqual(proposed(facts), wanted, JSON.stringify(facts));
  assert.equal(referrals.find(({ id }) => id === "harm_police")?.urgent, true);
}); // prettier-ignore

const asked = (): ReferralState => {
  const search = askSearch(["father", "mother"], { months: 6, clause: "民发〔2020〕125号" });
  return after(
    initial,
    sendReferral(initial, { ...sending, department: "police", search }, undefined, on("2024-03-01")),
  );
};
const both = (father: boolean, mother: boolean) =>
  [{ who: "father", found: father }, { who: "mother", found: mother }] as const; // prettier-ignore

test("a search for parents: six months from registering, and nobody is missing a day before they are over", () => {
  const state = after(asked(), acceptReferral(asked(), 1, on("2024-03-04"), { registeredOn: "2024-03-02", registration: "普公查〔2024〕7号" }));
  const { search, limit } = state["1"] ?? assert.fail();
  assert.deepEqual([search?.registeredOn, search?.missingFrom, search?.registration], ["2024-03-02", "2024-09-03", "普公查〔2024〕7号"]);
  // ten working days after 2024-09-03: 中秋节 09-15 to 09-17 is off, Saturday 09-14 is worked
  assert.deepEqual([limit?.remindOn, limit?.due], ["2024-09-03", "2024-09-18"]);
  const early = on("2024-09-02");
  assert.equal(codeOf(() => answerReferral(state, 1, "查无下落", early, both(false, false))), "referral.search_too_early");
  assert.equal(codeOf(() => answerReferral(state, 1, "父已找到", early, both(true, false))), "referral.search_too_early");
  assert.equal(codeOf(() => answerReferral(state, 1, "已找到", early, both(true, true))), "done", "who was found is told at once");
  assert.equal(codeOf(() => answerReferral(state, 1, "查无下落", on("2024-09-03"))), "referral.search_unanswered");
  assert.equal(codeOf(() => answerReferral(state, 1, "查无下落", on("2024-09-03"), both(false, false).slice(1))), "referral.search_unanswered");
  const answered = after(state, answerReferral(state, 1, "查无下落", on("2024-09-03"), both(false, true)));
  assert.deepEqual([answered["1"]?.stage, answered["1"]?.search?.findings], ["answered", both(false, true)]);
  const again = after(answered, checkReferral(answered, 1, { solved: false, note: "母亲并未联系上" }, on("2024-09-05")));
  assert.deepEqual([again["1"]?.stage, again["1"]?.limit?.remindOn], ["accepted", "2024-09-05"]);
}); // prettier-ignore

test("the day and the number of a search are put right once it runs, and its term with them; the same again is no news", () => {
  const state = after(asked(), acceptReferral(asked(), 1, on("2024-03-04")));
  assert.deepEqual([state["1"]?.search?.missingFrom, acceptReferral(state, 1, on("2024-03-05"))], ["2024-09-05", []]);
  const said = { registeredOn: "2024-03-02", registration: "普公查〔2024〕7号" };
  const mended = after(state, acceptReferral(state, 1, on("2024-03-05"), said));
  const { search, limit } = mended["1"] ?? assert.fail();
  assert.deepEqual([search?.registeredOn, search?.registration, search?.missingFrom, limit?.remindOn], ["2024-03-02", said.registration, "2024-09-03", "2024-09-03"]);
  assert.deepEqual(acceptReferral(mended, 1, on("2024-03-06"), said), []);
  assert.equal(codeOf(() => acceptReferral(mended, 1, on("2024-03-06"), { registeredOn: "2024-03-07" })), "referral.day_wrong");
  assert.equal(after(mended, acceptReferral(mended, 1, on("2024-03-06"), { registration: "8号" }))["1"]?.search?.registeredOn, "2024-03-02");
}); // prettier-ignore

test("a search that was not registered yet cannot end in missing; one registered tomorrow is refused; of who is not searched for nothing leaves", () => {
  assert.equal(codeOf(() => answerReferral(asked(), 1, "查无下落", on("2024-12-01"), both(false, false))), "referral.search_too_early"); // prettier-ignore
  const registeredOn = "2024-03-05";
  assert.equal(
    codeOf(() => acceptReferral(asked(), 1, on("2024-03-04"), { registeredOn })),
    "referral.day_wrong",
  );
  assert.deepEqual(beyondSearch(["father"], ["name", "father.name", "mother.idNumber"]), ["mother.idNumber"]);
  const search = askSearch(["father"], { months: 6, clause: "条" });
  assert.deepEqual([search.registeredOn, search.missingFrom], [null, null]);
});

test("what a receipt makes of the file: the missing are out of contact beside what else they are, the found no more", () => {
  const facts = { "father.status": ["severe_illness"], "mother.status": ["lost_contact"], "mother.lostContact.since": "2023-01-01" };
  assert.deepEqual(factsAfterSearch(both(false, true), facts), {
    "father.status": ["severe_illness", "lost_contact"], "mother.status": ["none"], "mother.lostContact.since": null,
  });
  assert.deepEqual(factsAfterSearch(both(false, false), { "father.status": ["none"] }), { "father.status": ["lost_contact"], "mother.status": ["lost_contact"] });
}); // prettier-ignore
