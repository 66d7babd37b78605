import assert from "node:assert/strict";
import { test } from "node:test";
import type { FileState } from "#capabilities/registry/decide.ts";
import type { Known } from "#capabilities/registry/values.ts";
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

const grounds: Readonly<Record<string, string>> = { "red.harm": "red", "red.alone": "red", "yellow.dropout": "yellow" };
const policyOf = (spans: (from: string) => Ruled[]): GradingPolicy => ({
  ref: "test@1",
  levels: ["red", "yellow", "blue", "green"].map((id) => ({
    id,
    rhythms: [{ kind: "home_visit", every: "1 months", mode: "rolling" }],
  })),
  panelExpires: "6 months",
  timeline: (_facts, from) => spans(from),
  groundLevel: (ground) => grounds[ground],
  groundFacts: (ground) => new Set(ground === "red.harm" ? ["risk.violence", "risk.sexualAbuse"] : []),
});

const known = (value: string, on = "2024-06-01"): Known => ({ value, on, source: "survey" });
const open: FileState = { status: "open", closed: null, facts: { birthDate: known("2014-05-01") } };
const withFacts = (facts: Record<string, Known>): FileState => ({ ...open, facts: { ...open.facts, ...facts } });

const panel = (level: string, weighed: Record<string, string> = {}): GradeState => ({
  ...initial,
  panel: { level, reason: "评估", weighed, from: "2024-07-01", until: "2025-01-01" },
});

/** Red on any suspicion of harm, confirmed or not; green else. */
const onHarm: GradingPolicy = {
  ...policyOf(() => []),
  timeline: (facts, from) => {
    const said = [facts["risk.violence"], facts["risk.sexualAbuse"]];
    if (said.includes("confirmed")) return [span(from, null, "red", { grounds: ["red.harm"] })];
    if (said.includes("suspected")) return [span(from, null, "red", { suspected: ["red.harm"] })];
    return [span(from, null, "green", { categories: ["left_behind"] })];
  },
};
const levels = (spans: readonly Standing[]) => spans.map(({ from, to, level, panel: by }) => [from, to, level, by]);

test("spans come with rank, rhythms of the levels met, and since when the level holds", () => {
  const policy = policyOf((from) => [
    span(from, "2024-09-01", "green"),
    span("2024-09-01", "2024-10-01", "green", { categories: ["x"] }),
    span("2024-10-01", null, null),
  ]);
  const assessed = assess(open, initial, policy, "2024-07-01");
  assert.deepEqual(assessed.spans.map(({ rank, since }) => [rank, since]), [[3, "2024-07-01"], [3, "2024-07-01"], [null, "2024-10-01"]]); // prettier-ignore
  assert.deepEqual(Object.keys(assessed.rhythms), ["green"]);
});

test("a level that goes on keeps its first day over a later assessment", () => {
  const policy = policyOf((from) => [span(from, null, "blue")]);
  const first = assess(open, initial, policy, "2024-07-01");
  const state = evolve(initial, { kind: "grade.assessed", body: { ...first }, policyRef: "test@1" });
  const later = assess(open, state, policyOf((from) => [span(from, null, "blue", { categories: ["new"] })]), "2024-08-01"); // prettier-ignore
  assert.equal(later.spans[0]?.since, "2024-07-01");
  assert.ok(saysTheSame(first, assess(open, state, policy, "2024-08-01")));
  assert.ok(!saysTheSame(first, later));
});

test("nothing is rewritten from before the last assessment began", () => {
  const policy = policyOf((from) => [span(from, null, "blue")]);
  const state = evolve(initial, {
    kind: "grade.assessed",
    body: { ...assess(open, initial, policy, "2024-07-10") },
    policyRef: null,
  });
  assert.equal(assess(open, state, policy, "2024-07-01").from, "2024-07-10");
});

test("a panel stands above the rules while it lasts, never below a confirmed ground", () => {
  const green = policyOf((from) => [span(from, null, "green")]);
  assert.deepEqual(levels(assess(open, panel("yellow"), green, "2024-07-01").spans), [
    ["2024-07-01", "2025-01-01", "yellow", true],
    ["2025-01-01", null, "green", false],
  ]);
  const confirmed = policyOf((from) => [span(from, null, "red", { grounds: ["red.harm"] })]);
  assert.equal(assess(open, panel("green"), confirmed, "2024-07-01").spans[0]?.level, "red");
});

test("a panel sets aside what was suspected when it met, fact by fact, not what is suspected later", () => {
  const violence = withFacts({ "risk.violence": known("suspected", "2024-06-30") });
  const [decided] = decideGrade(violence, { level: "green", reason: "核实无此事", members: ["甲"] }, onHarm, {
    today: "2024-07-01",
  });
  assert.deepEqual(decided?.body["weighed"], { "risk.violence": "2024-06-30" });
  const level = (file: FileState, weighed: Record<string, string>) =>
    assess(file, panel("green", weighed), onHarm, "2024-07-20").spans[0]?.level;
  const weighed = { "risk.violence": "2024-06-30" };
  assert.equal(level(violence, weighed), "green");
  assert.equal(level(violence, {}), "red");
  // of the same ground, but another fact
  assert.equal(level(withFacts({ ...violence.facts, "risk.sexualAbuse": known("suspected", "2024-07-20") }), weighed), "red"); // prettier-ignore
  // withdrawn since and said anew; or confirmed and suspected again
  assert.equal(level(withFacts({ "risk.violence": known("suspected", "2024-07-20") }), weighed), "red");
  assert.equal(level(withFacts({ "risk.violence": known("confirmed", "2024-07-10") }), weighed), "red");
});

test("a panel weighs what the file said on its day, also where it is entered later", () => {
  const file = withFacts({
    "risk.violence": known("suspected", "2024-06-30"),
    "risk.sexualAbuse": known("suspected", "2024-07-05"),
  });
  const [decided] = decideGrade(file, { level: "green", reason: "核实", members: ["甲"], day: "2024-07-01" }, onHarm, {
    today: "2024-07-10",
  });
  assert.deepEqual(decided?.body["weighed"], { "risk.violence": "2024-06-30" });
});

test("a panel may give a level to a child whom the rules give none, but not past the eighteenth birthday", () => {
  const nobody = policyOf((from) => [span(from, null, null)]);
  const [given] = assess(open, panel("yellow"), nobody, "2024-07-01").spans;
  assert.deepEqual([given?.level, given?.served], ["yellow", true]);
  const nearly = withFacts({ birthDate: known("2006-09-01") });
  assert.deepEqual(levels(assess(nearly, panel("yellow"), nobody, "2024-07-01").spans), [
    ["2024-07-01", "2024-09-01", "yellow", true],
    ["2024-09-01", null, null, false],
  ]);
});

test("a new ground of the level asks again at once; one of a lower level does not", () => {
  const red = (...found: string[]) => policyOf((from) => [span(from, null, "red", { grounds: found })]);
  const state = { ...initial, assessed: assess(open, initial, red("red.harm"), "2024-07-01") };
  const since = (policy: GradingPolicy) => assess(open, state, policy, "2024-08-01").spans[0]?.renewed;
  assert.equal(since(red("red.harm")), "2024-07-01");
  assert.equal(since(red("red.harm", "red.alone")), "2024-08-01");
  assert.equal(since(red("red.harm", "yellow.dropout")), "2024-07-01");
  assert.deepEqual(assess(open, state, red("red.harm", "red.alone"), "2024-08-01").spans[0]?.known, {
    "red.harm": "2024-07-01",
    "red.alone": "2024-08-01",
  });
});

test("a measure counts for the grounds known when it was reported, not for a later one", () => {
  const red = (...found: string[]) => policyOf((from) => [span(from, null, "red", { grounds: found })]);
  const file = withFacts({ "measure.intervened": known("2024-06-20", "2024-07-01") });
  const first = assess(file, initial, red("red.harm"), "2024-07-01");
  assert.deepEqual(first.spans[0]?.measures, ["intervened"]);
  const later = assess(file, { ...initial, assessed: first }, red("red.harm", "red.alone"), "2024-08-01");
  assert.deepEqual(later.spans[0]?.measures, ["*=intervened", "red.harm=intervened"]);
  const panelRed = assess(file, { ...panel("red"), assessed: assess(file, initial, policyOf((from) => [span(from, null, "blue")]), "2024-06-01") }, policyOf((from) => [span(from, null, "blue")]), "2024-07-02"); // prettier-ignore
  assert.deepEqual(panelRed.spans[0]?.measures, [], "reported before the panel's red");
  const again = withFacts({ "measure.intervened": known("2024-08-02", "2024-08-02") });
  const third = assess(again, { ...initial, assessed: later }, red("red.harm", "red.alone"), "2024-08-02");
  assert.deepEqual(third.spans[0]?.measures, ["intervened"]);
});

test("a measure for an old finding does not count for a category that came later", () => {
  const file = withFacts({ "measure.secured": known("2024-07-02", "2024-07-02") });
  const first = assess(file, initial, policyOf((from) => [span(from, null, "red", { grounds: ["red.alone"] })]), "2024-07-02"); // prettier-ignore
  const poor = policyOf((from) => [span(from, null, "green", { categories: ["poor"] })]);
  assert.deepEqual(assess(file, { ...initial, assessed: first }, poor, "2024-12-01").spans[0]?.measures, []);
});

test("a measure reported with a later day counts from that day on", () => {
  const red = policyOf((from) => [span(from, null, "red", { grounds: ["red.alone"] })]);
  const file = withFacts({ "measure.intervened": known("2024-08-01", "2024-07-01") });
  const { spans } = assess(file, initial, red, "2024-07-01");
  assert.deepEqual(spans.map(({ from, measures }) => [from, measures]), [["2024-07-01", []], ["2024-08-01", ["intervened"]]]); // prettier-ignore
});

test("another finding of the same ground is asked for at once, and no measure for the first one counts for it", () => {
  const violence = withFacts({ "risk.violence": known("suspected", "2024-06-30") });
  const helped = withFacts({ ...violence.facts, "measure.intervened": known("2024-07-03", "2024-07-03") });
  const first = assess(helped, initial, onHarm, "2024-07-03");
  assert.deepEqual(first.spans[0]?.measures, ["intervened"]);
  const confirmed = withFacts({ ...helped.facts, "risk.violence": known("confirmed", "2024-07-10") });
  const second = assess(confirmed, { ...initial, assessed: first }, onHarm, "2024-07-10");
  assert.deepEqual([second.spans[0]?.measures, second.spans[0]?.renewed], [["intervened"], "2024-07-03"]);
  const abused = withFacts({ ...confirmed.facts, "risk.sexualAbuse": known("suspected", "2024-08-01") });
  const third = assess(abused, { ...initial, assessed: second }, onHarm, "2024-08-01");
  assert.deepEqual([third.spans[0]?.measures, third.spans[0]?.renewed], [["*=intervened"], "2024-08-01"]);
});

test("a child without a level: a fact that says nothing new writes nothing", () => {
  const nobody = policyOf((from) => [span(from, null, null)]);
  const first = assess(open, initial, nobody, "2024-06-30");
  assert.ok(saysTheSame(first, assess(open, { ...initial, assessed: first }, nobody, "2024-08-01")));
});

test("a file that never was a child's counts on no day", () => {
  const policy = policyOf((from) => [span(from, null, "red")]);
  const state = { ...initial, assessed: assess(open, initial, policy, "2024-07-08") };
  const closed = (reason: FileState["closed"]) =>
    assess({ ...open, status: "closed", closed: reason }, state, policy, "2024-07-20").from;
  assert.equal(closed("duplicate"), "2014-05-01");
  assert.equal(closed("entered_by_mistake"), "2014-05-01");
  assert.equal(closed("moved_away"), "2024-07-20");
});

test("days that are said twice, or not at all, never reach the ledger", () => {
  const twice = policyOf((from) => [span(from, null, "red"), span(from, null, "green")]);
  assert.throws(() => assess(open, initial, twice, "2024-07-01"), /a span begins on/);
  const early = policyOf(() => [span("2024-06-21", null, "red")]);
  assert.throws(() => assess(open, initial, early, "2024-07-01"), /a span begins on/);
  const short = policyOf((from) => [span(from, "2024-08-01", "red")]);
  assert.throws(() => assess(open, initial, short, "2024-07-01"), /nothing is said from/);
});

test("a closed file has no level", () => {
  const policy = policyOf((from) => [span(from, null, "red")]);
  assert.equal(assess({ ...open, status: "closed" }, initial, policy, "2024-07-01").spans[0]?.level, null);
});

test("the panel that met last stands, in whatever order the minutes come in", () => {
  const met = (level: string, from: string) => ({ kind: "grade.panel_decided", body: { level, from, until: null, weighed: {} }, policyRef: null }); // prettier-ignore
  const late = evolve(evolve(initial, met("yellow", "2024-07-10")), met("blue", "2024-07-01"));
  assert.equal(late.panel?.level, "yellow");
  assert.equal(evolve(late, met("green", "2024-07-10")).panel?.level, "green");
});

test("a decision runs out by the policy, and settles a proposal", () => {
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
    () =>
      decideGrade(open, { level: "red", reason: "x", members: ["甲"], day: "2014-04-30" }, policy, {
        today: "2024-08-31",
      }),
    { code: "grade.before_birth" },
  );
  assert.throws(
    () => decideGrade(open, { level: "purple", reason: "x", members: ["甲"] }, policy, { today: "2024-08-31" }),
    /grade.level_unknown/,
  );
  assert.throws(
    () =>
      decideGrade({ ...open, status: "closed" }, { level: "red", reason: "x", members: ["甲"] }, policy, {
        today: "2024-08-31",
      }),
    /file_closed/,
  );
  assert.throws(() => rejectProposal(initial, { reason: "x" }), /grade.no_proposal/);
});
