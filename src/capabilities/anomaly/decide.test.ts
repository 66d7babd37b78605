import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isProblem } from "#kernel/problem.ts";
import { type Anomaly, type AnomalyState, compare, evolve, initial, verifyAnomaly } from "./decide.ts";
import type { Verdict } from "./words.ts";

const list = "01907f00-0000-7000-8000-000000000001";
const next = "01907f00-0000-7000-8000-000000000002";

const anomaly = (finding: Anomaly["finding"], facts: Anomaly["facts"] = {}, comparison = "a"): Anomaly => ({
  comparison, title: "名单", department: "education", finding, clause: "条款", list, listDay: "2024-06-30", row: finding === "missing" ? null : 1,
  probability: 1, words: "", facts, day: "2024-07-01", due: "2024-07-31",
}); // prettier-ignore

type Drafts = readonly { readonly kind: string; readonly body: Record<string, unknown> }[];
const after = (state: AnomalyState, drafts: Drafts): AnomalyState => drafts.reduce(evolve, state);
const month = (state: AnomalyState, found: readonly Anomaly[], id = list) => {
  const said = compare(state, "a", found.map((one) => ({ ...one, list: id })), { day: "2024-07-01", list: id, isWhole: true }); // prettier-ignore
  return { ...said, state: after(state, said.drafts) };
};
const answered = (state: AnomalyState, no: number, verdict: Verdict): AnomalyState =>
  after(state, verifyAnomaly(state, no, { verdict, note: "现场" }, { today: "2024-07-02", name: "林" }));

const dropout = anomaly("differs", { "risk.dropout": "suspected" });

test("what is new is raised, what stands is not raised again, what is gone is withdrawn", () => {
  const first = month(initial, [dropout]);
  assert.deepEqual([first.raised, first.standing, first.gone], [1, 0, 0]);
  const same = month(first.state, [dropout], next);
  assert.deepEqual([same.drafts, same.standing], [[], 1]);
  const none = month(same.state, [], next);
  assert.deepEqual([none.gone, Object.keys(none.state.open)], [1, []]);
  assert.equal(month(none.state, [dropout], next).raised, 1, "said again after it was gone");
});

test("what was answered is not asked again until the list says something else", () => {
  const { state } = month(initial, [dropout]);
  const done = answered(state, 1, "wrong");
  const again = month(done, [dropout], next);
  assert.deepEqual([again.raised, again.answered], [0, 1]);
  const other = month(done, [anomaly("differs", { "risk.dropout": "confirmed" })], next);
  assert.deepEqual([other.raised, Object.keys(other.state.open)], [1, ["2"]]);
});

test("what was answered ends with the list that says it no more: a later one that says it again is news", () => {
  const { state } = month(initial, [dropout]);
  const done = answered(state, 1, "moved");
  const none = month(done, [], next);
  assert.deepEqual(none.drafts.map(({ kind, body }) => [kind, body["no"]]), [["anomaly.settled", 1]]); // prettier-ignore
  assert.deepEqual([none.raised, none.gone, month(none.state, [], next).drafts], [0, 0, []], "said once");
  assert.equal(month(none.state, [dropout], next).raised, 1, "a second dropout");
  const other = compare(done, "b", [], { day: "2024-07-01", list: next, isWhole: true });
  const single = compare(done, "a", [], { day: "2024-07-01", list: next });
  assert.deepEqual(
    [other.drafts, single.drafts],
    [[], []],
    "not by another list, nor by one line that a person decides",
  );
});

test("another list's findings are not withdrawn", () => {
  const { state } = month(initial, [dropout]);
  const said = compare(state, "b", [], { day: "2024-07-01", list: next });
  assert.deepEqual(said.drafts, []);
});

test("an answer is given once, to one that is open", () => {
  const { state } = month(initial, [dropout]);
  const done = answered(state, 1, "right");
  for (const [no, code] of [[1, "anomaly.closed"], [2, "anomaly.unknown"], [0, "anomaly.closed"]] as const)
    assert.throws(() => answered(done, no, "right"), (thrown) => isProblem(thrown) && (thrown.code === code || no === 0)); // prettier-ignore
});

test("whatever a list says, in whatever order: said again it says nothing, and a kill in between changes nothing", () => {
  const finding = fc.constantFrom("differs", "surplus", "missing") as fc.Arbitrary<Anomaly["finding"]>;
  const value = fc.constantFrom("suspected", "confirmed");
  const one = fc.tuple(finding, value).map(([kind, said]) => anomaly(kind, { "risk.dropout": said }));
  const months = fc.array(fc.uniqueArray(one, { selector: (said) => said.finding, maxLength: 3 }), { maxLength: 6 });
  fc.assert(
    fc.property(months, (lists) => {
      let state: AnomalyState = initial;
      for (const found of lists) {
        const said = month(state, found);
        const turned = month(state, found.toReversed());
        assert.equal(said.raised, turned.raised);
        assert.deepEqual(month(said.state, found).drafts, []);
        assert.equal(Object.keys(said.state.open).length, found.length - said.answered);
        state = said.state;
        const [no] = Object.keys(state.open);
        if (no !== undefined && state.count % 2 === 0) state = answered(state, Number(no), "wrong");
      }
    }),
  );
});
