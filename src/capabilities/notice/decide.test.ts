import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { newId } from "#kernel/id.ts";
import { isProblem } from "#kernel/problem.ts";
import { evolve, initial, type NoticeState, privateIn, readNotice, remindNotice, sendNotice, withdrawNotice } from "./decide.ts"; // prettier-ignore

const by = { name: "督导员林" };
const sending = { today: "2024-07-01", by, post: "supervisor", areas: ["445281001"], children: [], names: [] };
const command = { title: "暑期安全", words: "请逐户提醒防溺水。", posts: ["director" as const], readBy: "2024-07-05" };

const code = (work: () => unknown): string => {
  try {
    work();
    return "";
  } catch (thrown) {
    return isProblem(thrown) ? thrown.code : String(thrown);
  }
};
const after = (...drafts: { kind: string; body: Record<string, unknown> }[]): NoticeState =>
  drafts.reduce(evolve, initial);

describe("what a notice may hold", () => {
  for (const [text, held] of [
    ["身份证 445281201405011234 的孩子", "id_number"],
    ["44528120140501123X", "id_number"],
    ["４４５２８１２０１４０５０１１２３４", "id_number"],
    ["445281 20140501 1234", "id_number"],
    ["445281140501123", "id_number"],
    ["打 13812345678", "mobile"],
    ["138-1234-5678", "mobile"],
    ["+86 138 1234 5678", "mobile"],
    ["8613812345678", "mobile"],
    ["打 \u202d138 1234\u200b5678\u202c", "mobile"],
    ["电话幺三八 一二三四 五六七八", "mobile"],
    ["四四五二八一二〇一四〇五〇一一二三四", "id_number"],
    ["12345 12355 12338", undefined],
    ["二〇二四年七月一日，第一三五七组", undefined],
    ["办公室 0663-2231234，报警 110", undefined],
    ["粤民发〔2024〕32号，7月5日前，共 12345 人", undefined],
    ["2024-07-05 09:30", undefined],
  ] as const)
    it(`${text}: ${held ?? "nothing"}`, () => assert.equal(privateIn(text), held));

  it("names no child that it is about", () => {
    const named = { ...command, words: "请看看田小一" };
    assert.equal(code(() => sendNotice(named, { ...sending, names: ["田小一", ""] })), "notice.names_child");
    for (const words of ["请看看田 小一", "请看看田\n小一", "请看看田\u200b小一"])
      assert.equal(code(() => sendNotice({ ...command, words }, { ...sending, names: ["田小一"] })), "notice.names_child");
    assert.equal(code(() => sendNotice(command, { ...sending, names: ["田小一", "防", ""] })), "");
  }); // prettier-ignore
});

describe("a notice", () => {
  it("goes to posts below alone, for a day from today to a year ahead", () => {
    const to = (posts: readonly ("county" | "supervisor" | "director")[]) => code(() => sendNotice({ ...command, posts: [...posts] }, sending)); // prettier-ignore
    assert.deepEqual(
      [to(["director"]), to(["supervisor"]), to(["director", "county"])],
      ["", "notice.post_above", "notice.post_above"],
    );
    const until = (readBy: string) => code(() => sendNotice({ ...command, readBy }, sending));
    assert.deepEqual(
      [until("2024-06-30"), until("2024-07-01"), until("2025-07-02"), until("2025-07-03")],
      ["notice.day_wrong", "", "", "notice.day_wrong"],
    );
  });

  it("reminds once a day, and not once it is withdrawn", () => {
    const sent = sendNotice(command, sending);
    const first = remindNotice(after(...sent), sending);
    const reminded = after(...sent, ...first);
    assert.equal(reminded.notice?.reminders, 1);
    assert.equal(code(() => remindNotice(reminded, sending)), "notice.reminded");
    assert.equal(code(() => remindNotice(reminded, { ...sending, today: "2024-07-02" })), "");
    const withdrawn = after(...sent, ...withdrawNotice(reminded, "发错了地方", by));
    assert.equal(code(() => remindNotice(withdrawn, sending)), "notice.withdrawn");
    assert.equal(code(() => withdrawNotice(withdrawn, "又错", by)), "notice.withdrawn");
    assert.equal(code(() => withdrawNotice(reminded, "写了 13812345678", by)), "notice.mobile");
    assert.equal(code(() => remindNotice(initial, sending)), "notice.unknown");
  }); // prettier-ignore

  it("is read by each person once", () => {
    const noticeId = newId();
    assert.deepEqual(readNotice(noticeId, by, false), [{ kind: "notice.read", body: { noticeId, by } }]);
    assert.deepEqual(readNotice(noticeId, by, true), []);
  });
});
