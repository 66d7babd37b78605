import assert from "node:assert/strict";
import { test } from "node:test";
import { answerInOrder } from "./answering.ts";
import { again, type Answer, carry, emptyOutbox, giveUp, lost, type Outbox, PASSED_ON, put, settle, take, unsent, waitAfter } from "./outbox.ts"; // prettier-ignore

const boxOf = (...ids: readonly string[]): Outbox => ids.reduce((box, id) => put(box, { id, needs: [] }), emptyOutbox);
const states = (box: Outbox): string[] => box.items.map((item) => `${item.id} ${item.state}`);
const receipt = (id: string): Answer => ({ id, kind: "receipt" });
const refused = (id: string): Answer => ({ id, kind: "refused", code: "visit.child_closed", sentence: "结案了" });

test("the same id again changes nothing, and places are never used twice", () => {
  const box = put(boxOf("a", "b"), { id: "a", needs: [] });
  assert.deepEqual(box.items.map((item) => item.no), [1, 2]); // prettier-ignore
  const { box: sent } = take(box, 5);
  const after = put(settle(sent, [receipt("a"), receipt("b")]), { id: "c", needs: [] });
  assert.deepEqual(after.items.map((item) => item.no), [3]); // prettier-ignore
});

test("a batch goes out in order, and no second one beside it", () => {
  const { box, batch } = take(boxOf("a", "b", "c"), 2);
  assert.deepEqual(batch.map((item) => item.id), ["a", "b"]); // prettier-ignore
  assert.deepEqual(take(box, 2).batch, []);
  assert.deepEqual(states(lost(box)), ["a queued", "b queued", "c queued"]);
});

test("only a receipt lets an item go; without an answer it goes out again", () => {
  const { box } = take(boxOf("a", "b", "c", "d"), 4);
  const after = settle(box, [receipt("b"), refused("c"), { id: "d", kind: "later" }]);
  assert.deepEqual(states(after), ["a queued", "c refused", "d queued"]);
  assert.equal(unsent(after), 3);
  assert.deepEqual(after.items[1]?.refusal, { code: "visit.child_closed", sentence: "结案了" });
});

test("a refusal of what is not under way says nothing, a receipt always counts", () => {
  const box = boxOf("a", "b");
  assert.deepEqual(states(settle(box, [refused("a"), receipt("b"), receipt("z")])), ["a queued"]);
});

test("what needs a refused item waits behind it, and tells so when that one is let go", () => {
  const start = put(put(boxOf("child"), { id: "visit", needs: ["child"] }), { id: "other", needs: [] });
  const { box, batch } = take(start, 9);
  assert.deepEqual(batch.map((item) => item.id), ["child", "visit", "other"]); // prettier-ignore
  const after = settle(box, [refused("child"), { id: "visit", kind: "held" }, receipt("other")]);
  assert.deepEqual(take(after, 9).batch, []);
  assert.deepEqual(states(take(again(after, "child"), 9).box), ["child sending", "visit sending"]);
  const let_go = giveUp(after, "child");
  assert.deepEqual(states(let_go), ["visit refused"]);
  assert.equal(let_go.items[0]?.refusal?.code, "outbox.needs_gone");
  assert.equal(giveUp(start, "child"), start, "nobody lets go of what was not refused");
});

test("what needs one that the server has kept for somebody else goes on, also when that one is let go", async () => {
  const kept = { id: "visit", kind: "refused", code: PASSED_ON, sentence: "迁走了" } as const;
  const start = put(boxOf("visit"), { id: "photo", needs: ["visit"] });
  const after = settle(take(start, 9).box, [kept]);
  assert.deepEqual(states(take(after, 9).box), ["visit refused", "photo sending"]);
  assert.deepEqual(states(giveUp(after, "visit")), ["photo queued"]);
  const perform = async (one: { id: string }): Promise<Answer> => (one.id === "visit" ? kept : receipt(one.id));
  const sent = [
    { id: "visit", needs: [] },
    { id: "photo", needs: ["visit"] },
  ];
  assert.deepEqual((await answerInOrder(sent, perform)).map(({ kind }) => kind), ["refused", "receipt"]); // prettier-ignore
});

test("what is not ready is passed by with what needs it, and nothing else waits for it", () => {
  const start = put(put(boxOf("visit", "photo"), { id: "of photo", needs: ["photo"] }), { id: "next", needs: [] });
  const { box, batch } = take(start, 9, new Set(["photo"]));
  assert.deepEqual(batch.map((item) => item.id), ["visit", "next"]); // prettier-ignore
  const after = settle(box, [receipt("visit"), receipt("next")]);
  assert.deepEqual(take(after, 9).batch.map((item) => item.id), ["photo", "of photo"]); // prettier-ignore
});

test("what is urgent goes before all that waits, in a small batch too, and overtakes nothing that it needs", () => {
  const danger = put(boxOf("visit", "other"), { id: "danger", needs: [], urgent: true });
  const start = put(put(danger, { id: "more", needs: ["danger"], urgent: true }), { id: "late", needs: ["visit"], urgent: true }); // prettier-ignore
  const { box, batch } = take(start, 2);
  assert.deepEqual(batch.map((item) => item.id), ["danger", "more"]); // prettier-ignore
  assert.deepEqual(take(lost(box), 9).batch.map((item) => item.id), ["danger", "more", "visit", "other", "late"]); // prettier-ignore
  const after = settle(box, [refused("danger")]);
  assert.deepEqual(take(again(after, "danger"), 1).batch.map((item) => item.id), ["danger"]); // prettier-ignore
});

test("the server answers in order: held behind a refusal, nothing after what must wait", async () => {
  const done: string[] = [];
  const ask = (id: string, needs: string[] = []) => ({ id, needs });
  const answers = await answerInOrder(
    [ask("a"), ask("b", ["a"]), ask("c"), ask("d"), ask("e")],
    async ({ id }): Promise<Answer> => {
      done.push(id);
      return id === "a" ? refused("a") : id === "d" ? { id, kind: "later" } : receipt(id);
    },
  );
  assert.deepEqual(answers.map((one) => one.kind), ["refused", "held", "receipt", "later", "later"]); // prettier-ignore
  assert.deepEqual(done, ["a", "c", "d"]);
});

test("where what a refused item was for is there already, it goes, and what waited for it waits for it no more", () => {
  const start = put(put(boxOf("registration"), { id: "visit", needs: ["registration"] }), { id: "photo", needs: ["visit"] }); // prettier-ignore
  const stuck = settle(take(start, 9).box, [{ ...refused("registration"), childId: "old" } as Answer]);
  assert.equal(stuck.items[0]?.refusal?.childId, "old");
  assert.deepEqual(take(stuck, 9).batch, []);
  const free = carry(stuck, "registration", ["visit", "photo"]);
  assert.deepEqual(take(free, 9).batch.map((item) => item.id), ["visit", "photo"]); // prettier-ignore
  assert.equal(carry(take(start, 1).box, "registration", []).items.length, 3, "what is under way stays");
});

test("waits grow, stay within five minutes, and differ by chance", () => {
  assert.equal(waitAfter(0, 0), 1_000);
  assert.equal(waitAfter(1, 1), 4_000);
  assert.equal(waitAfter(60, 1), 300_000);
  assert.ok(waitAfter(3, 0) < waitAfter(3, 1));
});
