import assert from "node:assert/strict";
import { test } from "node:test";
import { carriable, carriedTo, refusedRegistration } from "./carried.ts";
import type { Content, Kept } from "./kept.ts";

let no = 0;
const row = (id: string, part: Partial<Content>, more: Partial<Kept> = {}): Kept => {
  no += 1;
  const content: Content = { operation: "visit.record", childId: "new", name: "李逸", at: "2024-07-01T01:00:00Z", body: {}, ...part }; // prettier-ignore
  return { id, no, needs: ["r"], state: "queued", ...more, content };
};
const refusal = { code: "registry.duplicate", sentence: "已经建档", childId: "old" };
const rows = [
  row("r", { operation: "registry.register" }, { needs: [], state: "refused", refusal }),
  row("v", { body: { note: "家里没人" } }),
  row("p", { operation: "attachment.add", body: { of: "v" } }, { needs: ["v", "r"] }),
  row("t", { operation: "task.close", no: 1 }),
  row("s", { operation: "entrustment.sign" }),
  row("l", { operation: "anomaly.verify", childId: "line", body: { childId: "new", verdict: "right" } }),
  row("o", { childId: "other" }, { needs: [] }),
];

test("what was written on a child whose registration was refused is carried over as it was written; what belongs to that file alone is not", () => {
  assert.equal(refusedRegistration(rows, "new")?.id, "r");
  assert.deepEqual(
    carriable(rows, "new").map(({ id }) => id),
    ["v", "p", "l"],
  );
  const to = { childId: "old", name: "李奕文" };
  const carried = carriable(rows, "new").map((one) => carriedTo(one, "new", to, ["r"]));
  assert.deepEqual(
    carried.map(({ id, needs, state, content: { childId, body } }) => ({ id, needs, state, childId, body })),
    [
      { id: "v", needs: [], state: "queued", childId: "old", body: { note: "家里没人" } },
      { id: "p", needs: ["v"], state: "queued", childId: "old", body: { of: "v" } },
      { id: "l", needs: [], state: "queued", childId: "line", body: { childId: "old", verdict: "right" } },
    ],
  );
});

test("also what was refused when somebody let go of the registration", () => {
  const left = row("v", {}, { state: "refused", refusal: { code: "outbox.needs_gone", sentence: "" } });
  assert.equal(refusedRegistration([left], "new"), undefined);
  const [one] = carriable([left], "new").map((each) => carriedTo(each, "new", { childId: "old", name: "李奕文" }, []));
  assert.deepEqual([one?.state, one?.refusal, one?.content.childId], ["queued", undefined, "old"]);
});
