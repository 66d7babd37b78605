import assert from "node:assert/strict";
import { test } from "node:test";
import type { Answer } from "../server.ts";
import { nextOf } from "./next.ts";

/* A report that the server refuses is not sent each minute for ever: its network's other reports would be refused for it. */

const refused = (code: string): Answer<{ number: string }> => ({ kind: "refused", code, sentence: "" });

test("a refusal that will not change stops the sending, one of the place asks for another, a receipt is an end", () => {
  for (const code of ["concern.box_closed", "concern.nothing_said", "journal.id_reused", "journal.id_taken", "http.input_invalid"])
    assert.deepEqual(nextOf(refused(code), 0, 1), { kind: "stuck" }, code);
  for (const code of ["area.unknown", "concern.not_served"]) assert.deepEqual(nextOf(refused(code), 3, 1), { kind: "place" }); // prettier-ignore
  assert.deepEqual(nextOf({ kind: "ok", body: { number: "240701123456" } }, 9, 1), { kind: "arrived", number: "240701123456" }); // prettier-ignore
}); // prettier-ignore

test("what may go later waits longer each time; in a day without an end it is sent a few times an hour", () => {
  const sends = (answer: Answer<{ number: string }>, chance: number): number => {
    let count = 0;
    for (let at = 0; at < 86_400_000; count += 1) {
      const next = nextOf(answer, count, chance);
      assert.ok(next.kind === "later" && next.wait >= 10_000, "not at once");
      at += next.wait;
    }
    return count;
  };
  for (const chance of [0, 0.5, 1]) {
    assert.ok(sends(refused("concern.too_many"), chance) <= 24 * 10);
    assert.ok(sends({ kind: "unsure", sentence: "" }, chance) <= 24 * 25);
  }
  assert.ok(nextOf({ kind: "ok", body: {} } as Answer<{ number: string }>, 0, 1).kind === "later", "a page of somebody else's"); // prettier-ignore
});
