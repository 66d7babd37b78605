import assert from "node:assert/strict";
import { test } from "node:test";
import { kinds as fileKinds } from "#capabilities/registry/words.ts";
import { reasonOf } from "./decide.ts";
import { kinds } from "./kinds.ts";
import { undoneFacts } from "./undone.ts";

/* What a file goes back to when an answer is replaced, read from its entries. */

type Told = Parameters<typeof undoneFacts>[0][number];
type Facts = Readonly<Record<string, unknown>>;
const title = "名单";

const told = (...parts: readonly Omit<Told, "seq">[]): Told[] => parts.map((part, n) => ({ seq: n + 1, ...part }));
const registered = (facts: Facts) => ({
  kind: fileKinds.registered,
  command: "digest",
  body: { day: "2024-06-01", source: "registration", facts },
});
const verified = (no: number, note: string) => ({
  kind: kinds.verified,
  command: "digest",
  body: { no, title, note },
});
const recorded = (facts: Facts, reason?: string, command: string | null = null, source = "correction") => ({
  kind: fileKinds.recorded,
  command,
  body: { day: "2024-07-01", source, facts, ...(reason && { reason }) },
});
const given = (no: number, facts: Facts, note = `第${no}条`) => [
  verified(no, note),
  recorded(facts, reasonOf({ title }, note)),
];

test("what an answer changed goes back, of this anomaly alone", () => {
  const entries = told(registered({ a: 1 }), ...given(1, { a: 2, b: 3 }), ...given(2, { c: 4 }));
  assert.deepEqual(undoneFacts(entries, 1), { standing: { a: 1, b: null }, displaced: {} });
  assert.deepEqual(undoneFacts(entries, 2), { standing: { c: null }, displaced: {} });
  assert.deepEqual(undoneFacts(entries, 3), { standing: {}, displaced: {} });
});

test("what came right after an answer without being its own is somebody else's", () => {
  const visit = told(registered({ a: 1 }), verified(1, "问过"), recorded({ a: 2 }, undefined, "digest"));
  const intake = told(registered({ a: 1 }), verified(1, "问过"), recorded({ a: 2 }));
  for (const entries of [visit, intake]) assert.deepEqual(undoneFacts(entries, 1), { standing: {}, displaced: {} });
});

test("what somebody else changed since stays; an answer after that goes back to it, and no further", () => {
  const since = [registered({ a: 1 }), ...given(1, { a: 2 }), recorded({ a: 5 }, undefined, "digest")];
  assert.deepEqual(undoneFacts(told(...since), 1), { standing: {}, displaced: { a: 1 } });
  assert.deepEqual(undoneFacts(told(...since, ...given(1, { a: 6 }, "再问")), 1), {
    standing: { a: 5 },
    displaced: {},
  });
});

test("an entry that changed nothing has nothing to take back", () => {
  const early = { ...recorded({ a: 2 }, reasonOf({ title }, "问过"), null, "department") };
  const late = { ...early, body: { ...early.body, day: "2024-05-01" } };
  assert.deepEqual(undoneFacts(told(registered({ a: 1 }), verified(1, "问过"), late), 1), {
    standing: {},
    displaced: {},
  });
});
