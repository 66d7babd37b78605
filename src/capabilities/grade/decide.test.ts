import assert from "node:assert/strict";
import { test } from "node:test";
import type { FileState } from "#capabilities/registry/decide.ts";
import {
  assess,
  decideGrade,
  evolve,
  type GradeState,
  type GradingPolicy,
  initial,
  rejectProposal,
  saysTheSame,
} from "./decide.ts";
import type { Standing } from "./words.ts";

type Ruled = ReturnType<GradingPolicy["timeline"]>[number];

const span = (from: string, to: string | null, level: string | null, more: Partial<Ruled> = {}): Ruled => ({
  from, to, level, served: level !== null, ledgers: [], categories: [], kinds: [], grounds: [], suspected: [], unknown: [], ...more,
}); // prettier-ignore

const grounds: Readonly<Record<string, string>> = { "red.harm": "red", "yellow.dropout": "yellow" };
const policyOf = (spans: (from: string) => Ruled[]): GradingPolicy => ({
  ref: "test@1",
  levels: ["red", "yellow", "blue", "green"].map((id) => ({
    id,
    rhythms: [{ kind: "home_visit", every: "1 months", mode: "rolling" }],
  })),
  panelExpires: "6 months",
  timeline: (_facts, from) => spans(from),
  groundLevel: (ground) => grounds[ground],
});

const panel = (level: string): GradeState => ({
  ...initial,
  panel: { level, reason: "评估", from: "2024-07-01", until: "2025-01-01" },
});
const levels = (spans: readonly Standing[]) => spans.map(({ from, to, level, panel: by }) => [from, to, level, by]);

test("spans come with rank, rhythms of the levels met, and since when the level holds", () => {
  const policy = policyOf((from) => [
    span(from, "2024-09-01", "green"),
    span("2024-09-01", "2024-10-01", "green", { categories: ["x"] }),
    span("2024-10-01", null, null),
  ]);
  const assessed = assess({}, true, initial, policy, "2024-07-01");
  assert.deepEqual(assessed.spans.map(({ rank, since }) => [rank, since]), [[3, "2024-07-01"], [3, "2024-07-01"], [null, "2024-10-01"]]); // prettier-ignore
  assert.deepEqual(Object.keys(assessed.rhythms), ["green"]);
});

test("a level that goes on keeps its first day over a later assessment", () => {
  const policy = policyOf((from) => [span(from, null, "blue")]);
  const first = assess({}, true, initial, policy, "2024-07-01");
  const state = evolve(initial, { kind: "grade.assessed", body: { ...first }, policyRef: "test@1" });
  const later = assess({}, true, state, policyOf((from) => [span(from, null, "blue", { categories: ["new"] })]), "2024-08-01"); // prettier-ignore
  assert.equal(later.spans[0]?.since, "2024-07-01");
  assert.ok(saysTheSame(first, assess({}, true, state, policy, "2024-08-01")));
  assert.ok(!saysTheSame(first, later));
});

test("nothing is rewritten from before the last assessment began", () => {
  const policy = policyOf((from) => [span(from, null, "blue")]);
  const state = evolve(initial, {
    kind: "grade.assessed",
    body: { ...assess({}, true, initial, policy, "2024-07-10") },
    policyRef: null,
  });
  assert.equal(assess({}, true, state, policy, "2024-07-01").from, "2024-07-10");
});

test("a panel stands above the rules while it lasts, never below a confirmed ground", () => {
  const green = policyOf((from) => [span(from, null, "green")]);
  assert.deepEqual(levels(assess({}, true, panel("yellow"), green, "2024-07-01").spans), [
    ["2024-07-01", "2025-01-01", "yellow", true],
    ["2025-01-01", null, "green", false],
  ]);
  const confirmed = policyOf((from) => [span(from, null, "red", { grounds: ["red.harm"] })]);
  assert.equal(assess({}, true, panel("green"), confirmed, "2024-07-01").spans[0]?.level, "red");
  const suspected = policyOf((from) => [span(from, null, "red", { suspected: ["red.harm"] })]);
  assert.equal(assess({}, true, panel("blue"), suspected, "2024-07-01").spans[0]?.level, "blue");
});

test("a panel gives no level to a child that the policy does not serve", () => {
  const nobody = policyOf((from) => [span(from, null, null)]);
  assert.equal(assess({}, true, panel("red"), nobody, "2024-07-01").spans[0]?.level, null);
});

test("a closed file has no level; measures taken travel with every span", () => {
  const policy = policyOf((from) => [span(from, null, "red")]);
  assert.equal(assess({}, false, initial, policy, "2024-07-01").spans[0]?.level, null);
  assert.deepEqual(
    assess({ "measure.intervened": "2024-06-01" }, true, initial, policy, "2024-07-01").spans[0]?.measures,
    ["intervened"],
  );
});

test("a decision runs out by the policy, and settles a proposal", () => {
  const open: FileState = { status: "open", facts: {} };
  const policy = policyOf(() => []);
  const [decided] = decideGrade(open, { level: "yellow", reason: "情形复杂", members: ["甲"] }, policy, {
    today: "2024-08-31",
  });
  assert.equal(decided?.body["until"], "2025-02-28");
  const proposed = evolve(initial, { kind: "grade.proposed", body: { level: "red", reason: "x" }, policyRef: null });
  assert.equal(
    evolve(proposed, { kind: "grade.panel_decided", body: decided?.body ?? {}, policyRef: null }).proposal,
    null,
  );
  assert.throws(
    () => decideGrade(open, { level: "purple", reason: "x", members: ["甲"] }, policy, { today: "2024-08-31" }),
    /grade.level_unknown/,
  );
  assert.throws(
    () =>
      decideGrade({ status: "closed", facts: {} }, { level: "red", reason: "x", members: ["甲"] }, policy, {
        today: "2024-08-31",
      }),
    /file_closed/,
  );
  assert.throws(() => rejectProposal(initial, { reason: "x" }), /grade.no_proposal/);
});
