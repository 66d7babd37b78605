import assert from "node:assert/strict";
import { test } from "node:test";
import { isProblem } from "#kernel/problem.ts";
import {
  type BulletinState, checkList, type Composed, composeList, type Drafted, dropList, dueOf, evolve, initial, receiveList, returnList, sendList,
  submitList, waitsForCheck, withdrawList,
} from "./decide.ts"; // prettier-ignore
import { amendChild, helpChild, newestTold, recallChild, tellChild, type Telling } from "./telling.ts";

const today = "2024-07-01";
const occurredAt = "2024-07-01T02:00:00.000Z";
const composer = { today, by: { name: "陈" }, own: true };
const other = { today, by: { name: "林" }, own: false };
const composed: Composed = {
  kind: "periodic", item: "i", title: "名单", clause: "条款", purpose: "care_bulletin", department: "youth_league", fields: ["name"], levels: { red: "红" },
  policy: { from: "2024-01-01", to: null }, area: "445281", asOf: occurredAt, day: today, composer: "陈", last: null, reason: "", checkFirst: true,
}; // prettier-ignore
const after = (state: BulletinState, drafts: readonly Drafted[]): BulletinState =>
  drafts.reduce<BulletinState>((held, { kind, body }) => evolve(held, { kind, body, occurredAt }), state);
const begun = (more: Partial<Composed> = {}): BulletinState => after(initial, composeList({ ...composed, ...more }, 2));
const submitted = after(begun(), submitList(begun(), 2, composer));
const code = (act: () => unknown): string => {
  try {
    act();
    return "";
  } catch (thrown) {
    return isProblem(thrown) ? thrown.code : String(thrown);
  }
};

test("only its composer submits a list, and only somebody else checks it", () => {
  assert.equal(code(() => submitList(begun(), 2, other)), "bulletin.not_composer");
  assert.equal(code(() => checkList(begun(), other)), "bulletin.not_now");
  assert.equal(code(() => checkList(submitted, composer)), "bulletin.own_list");
  assert.equal(code(() => returnList(submitted, "不全", composer)), "bulletin.own_list");
  assert.equal(after(submitted, returnList(submitted, "不全", other)).list?.stage, "composed");
  const sending = after(submitted, checkList(submitted, other));
  assert.deepEqual([sending.list?.stage, sending.list?.checker], ["sending", "林"]);
  assert.equal(code(() => dropList(sending, "算了", composer)), "bulletin.not_now");
  const sent = after(sending, sendList(sending, 2, "20240701-1", other));
  assert.deepEqual([sent.list?.stage, sent.list?.sentOn, sent.list?.number], ["sent", today, "20240701-1"]);
  assert.deepEqual(sendList(sent, 2, null, other), [], "once");
}); // prettier-ignore

test("a list is signed for once, and not when it was withdrawn", () => {
  const sending = after(submitted, checkList(submitted, other));
  const sent = after(sending, sendList(sending, 2, null, other));
  const received = after(sent, receiveList(sent, { ...other, by: { name: "团委" } }));
  assert.equal(received.list?.received?.who, "团委");
  assert.deepEqual(receiveList(received, other), []);
  const withdrawn = after(received, withdrawList(received, "有误", composer));
  assert.deepEqual([withdrawn.list?.stage, withdrawn.list?.withdrawn, withdrawn.list?.received?.who], ["withdrawn", "有误", "团委"]);
  assert.equal(code(() => receiveList(withdrawn, other)), "bulletin.not_now");
  assert.equal(code(() => withdrawList(withdrawn, "再", composer)), "bulletin.not_now");
}); // prettier-ignore

test("an urgent one waits for a second person, or goes first and is looked at then, as the policy says", () => {
  const before = begun({ kind: "urgent" });
  assert.ok(before.list?.stage === "submitted" && waitsForCheck(before.list));
  assert.equal(after(before, returnList(before, "不急", other)).list?.stage, "dropped");
  const atOnce = begun({ kind: "urgent", checkFirst: false });
  assert.equal(atOnce.list?.stage, "sending");
  const sent = after(atOnce, sendList(atOnce, 1, null, composer));
  assert.ok(sent.list && waitsForCheck(sent.list));
  assert.equal(code(() => checkList(sent, composer)), "bulletin.own_list");
  const checked = after(sent, checkList(sent, other));
  assert.ok(checked.list?.stage === "sent" && checked.list.checker === "林" && !waitsForCheck(checked.list));
  assert.equal(code(() => checkList(checked, other)), "bulletin.not_now");
}); // prettier-ignore

const A = "01900000-0000-7000-8000-00000000000a";
const B = "01900000-0000-7000-8000-00000000000b";
const telling = (more: Partial<Telling> = {}): Telling => ({
  department: "youth_league", kind: "periodic", title: "名单", clause: "条款", to: "445281", level: "red", levelTitle: "红", rank: 0, day: today, composer: "陈",
  checker: "林", reason: "", fields: ["name"], facts: { name: "小明" }, ...more,
}); // prettier-ignore
const help = { id: A, kind: "visit", what: "看望", by: "志愿队", on: today } as const;

test("a child is told of once by each list; what is read is the newest of the same office that stands, so that a city's list empties no county's", () => {
  const first = after(initial, tellChild(initial, A, telling()));
  assert.deepEqual(tellChild(first, A, telling()), []);
  const newest = (state: BulletinState, more: Partial<Telling> = {}): unknown =>
    newestTold(state, telling(more))?.[1].facts;
  const women = after(first, tellChild(first, B, telling({ department: "women_federation", facts: { name: "另名" } })));
  assert.deepEqual(newest(women), { name: "小明" }, "another department's");
  const city = after(first, tellChild(first, B, telling({ to: "4452", facts: { name: "明明" } })));
  assert.deepEqual([newest(city), newest(city, { to: "4452" })], [{ name: "小明" }, { name: "明明" }]);
  const next = after(first, tellChild(first, B, telling({ facts: { name: "明明" } })));
  assert.deepEqual(newest(next), { name: "明明" });
  assert.deepEqual(
    newest(after(next, recallChild(next, B, "发错", other))),
    { name: "小明" },
    "the older one holds again",
  );
});

test("what was taken back stays, without what was given, and nothing is added to it", () => {
  const told = after(initial, tellChild(initial, A, telling()));
  const back = after(told, recallChild(told, A, "发错", other));
  assert.deepEqual([back.tells?.[A]?.recalled, back.tells?.[A]?.facts], [{ day: today, reason: "发错" }, {}]);
  assert.deepEqual(recallChild(back, A, "再", other), []);
  assert.equal(code(() => helpChild(back, A, "youth_league", help, other)), "bulletin.recalled");
}); // prettier-ignore

test("help is of the department that was told, of a day that has been, and of a closed file until it was closed", () => {
  const told = after(initial, tellChild(initial, A, telling()));
  assert.equal(code(() => helpChild(told, A, "women_federation", help, other)), "bulletin.unknown");
  assert.equal(code(() => helpChild(told, B, "youth_league", help, other)), "bulletin.unknown");
  assert.equal(code(() => helpChild(told, A, "youth_league", { ...help, on: "2024-07-02" }, other)), "bulletin.day_wrong");
  const helped = after(told, helpChild(told, A, "youth_league", help, other));
  assert.deepEqual(helped.tells?.[A]?.helps.map(({ what, who }) => [what, who]), [["看望", "林"]]);
  assert.equal(code(() => helpChild(told, A, "youth_league", { ...help, on: "2024-06-30" }, other)), "bulletin.before_told");
  const earlier = after(initial, tellChild(initial, B, telling({ day: "2024-06-01" })));
  const twice = after(earlier, tellChild(earlier, A, telling()));
  assert.equal(helpChild(twice, A, "youth_league", { ...help, on: "2024-06-01" }, other).length, 1, "an older list told the same department");
  assert.equal(code(() => helpChild(twice, A, "youth_league", { ...help, on: "2024-05-31" }, other)), "bulletin.before_told");
  const closed = after(twice, [{ kind: "registry.file_closed", body: { day: "2024-06-30", reason: "moved_away" } }]);
  assert.equal(code(() => helpChild(closed, A, "youth_league", help, other)), "bulletin.closed_before");
  assert.equal(helpChild(closed, A, "youth_league", { ...help, on: "2024-06-30" }, other).length, 1);
  const again = after(closed, [{ kind: "registry.file_reopened", body: {} }]);
  assert.equal(helpChild(again, A, "youth_league", help, other).length, 1);
}); // prettier-ignore

test("why a child was left out stands in its file until a list tells of it", () => {
  const out = after(initial, amendChild(A, { department: "youth_league", act: "leave_out", reason: "侦办中" }, other));
  assert.equal(out.amended?.[A]?.reason, "侦办中");
  assert.equal(after(out, tellChild(out, A, telling())).amended?.[A], undefined);
});

test("the next one is due so long after the last, or after the duty began", () => {
  assert.equal(dueOf("6 months", "2024-08-31", "2024-01-01"), "2025-02-28");
  assert.equal(dueOf("6 months", null, "2024-06-21"), "2024-12-21");
});
