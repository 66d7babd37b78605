import assert from "node:assert/strict";
import { test } from "node:test";
import { likelyFirst, mustReport, opensReport } from "./found.ts";

const situation = (id: string, facts: readonly string[]) => ({ id, title: id, text: id, clause: "", facts });
const situations = [situation("violence", ["risk.violence"]), situation("abandoned", ["risk.livingAlone"])];

test("what must be reported at once opens the report when it is found, and not again when it is said more surely", () => {
  const opens = (key: string, before: unknown, value: unknown): boolean => opensReport(situations, key, before, value);
  assert.ok(opens("risk.violence", undefined, "suspected"));
  assert.ok(opens("risk.violence", "none", "confirmed"));
  assert.ok(!opens("risk.violence", "suspected", "confirmed"));
  assert.ok(!opens("risk.violence", "suspected", "none"));
  assert.ok(!opens("risk.dropout", "none", "confirmed"), "grave enough for a colour, and for no report");
});

test("the way to the report stays in sight while anything of it is found; a phone without the policy has none", () => {
  assert.ok(mustReport(situations, { "risk.livingAlone": "suspected" }));
  assert.ok(!mustReport(situations, { "risk.livingAlone": "none", "risk.dropout": "confirmed" }));
  assert.ok(!mustReport(undefined, { "risk.livingAlone": "suspected" }));
});

test("the situation that was found comes first, none is left out", () => {
  const ids = likelyFirst(situations, { "risk.livingAlone": "confirmed" }).map(({ id }) => id);
  assert.deepEqual(ids, ["abandoned", "violence"]);
  assert.deepEqual(likelyFirst(situations, {}), situations);
});
