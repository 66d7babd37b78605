import assert from "node:assert/strict";
import { test } from "node:test";
import { evolve as evolveFile, type FileState, initial as noFile, recordFacts } from "#capabilities/registry/decide.ts";
import type { FoldEntry } from "#platform/journal/ledger.ts";
import { evolve, type GradeState, type GradingPolicy, initial } from "./decide.ts";
import { gradeReaction } from "./react.ts";

/** Red on a confirmed danger, green else. */
const policy: GradingPolicy = {
  ref: "test@1",
  levels: ["red", "green"].map((id) => ({ id, rhythms: [] })),
  panelExpires: null,
  timeline: (facts, from) => {
    const level = facts["risk.selfHarm"] === "confirmed" ? "red" : "green";
    return [{ from, to: null, level, served: true, ledgers: [], categories: [], kinds: [], grounds: [], suspected: [], unknown: [] }];
  },
  groundLevel: () => undefined,
  groundFacts: () => new Set(),
}; // prettier-ignore

const react = gradeReaction(() => policy);

const entryOf = (kind: string, body: Record<string, unknown>, day: string): FoldEntry => ({
  seq: 1, id: "", kind, area: "445281001001", occurredAt: `${day}T04:00:00.000Z`, policyRef: "test@1", body,
}); // prettier-ignore

interface Both {
  readonly file: FileState;
  readonly grade: GradeState;
}

/** One entry of the registry on a day, and what follows from it. */
function after({ file, grade }: Both, kind: string, body: Record<string, unknown>, day: string): Both {
  const entry = entryOf(kind, body, day);
  const next = evolveFile(file, entry);
  const entries = react({ before: null, after: { registry: next, grade }, entries: [entry], area: entry.area });
  return { file: next, grade: entries.map((e) => entryOf(e.kind, e.body, day)).reduce(evolve, grade) };
}

const registered = (day: string): Both =>
  after(
    { file: noFile, grade: initial },
    "registry.child_registered",
    { day, source: "registration", facts: { name: "张小雨", birthDate: "2014-05-01", "risk.selfHarm": "none" } },
    day,
  );

const found = (both: Both, value: string, day: string, today = day): Both => {
  const [drafted] = recordFacts(both.file, { source: "visit", day, facts: { "risk.selfHarm": value } }, { today });
  assert.ok(drafted);
  return after(both, drafted.kind, drafted.body, today);
};

const stands = ({ grade }: Both) => grade.assessed?.spans.map((span) => [span.from, span.level]);

test("a file begun under a clock three years ahead: what is found today regrades the child from today", () => {
  const ahead = registered("2027-07-01");
  assert.deepEqual(stands(ahead), [["2027-07-01", "green"]]);
  const today = found(ahead, "confirmed", "2024-07-01");
  assert.deepEqual(stands(today), [["2024-07-01", "red"]]);
  assert.deepEqual(stands(found(today, "none", "2024-07-02")), [["2024-07-02", "green"]]);
});

test("under a right clock no day before the last assessment is rewritten", () => {
  const late = found(registered("2024-07-01"), "confirmed", "2024-06-20", "2024-07-03");
  assert.deepEqual(stands(late), [["2024-07-01", "green"]], "a finding of before that comes late");
  assert.deepEqual(stands(found(registered("2024-07-01"), "confirmed", "2024-07-03")), [["2024-07-03", "red"]]);
});
