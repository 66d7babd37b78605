import assert from "node:assert/strict";
import { test } from "node:test";
import { Problem } from "#kernel/problem.ts";
import { patiently } from "./patience.ts";

test("the end of an import waits for its database, however long that is away", async () => {
  const waited: number[] = [];
  let tries = 0;
  await patiently(
    async () => {
      tries += 1;
      if (tries < 500) throw new Problem("db.unavailable", {}, 503);
    },
    async (milliseconds) => void waited.push(milliseconds),
  );
  assert.equal(tries, 500);
  assert.deepEqual(waited.slice(0, 5), [1_000, 10_000, 60_000, 60_000, 60_000]);
});

test("what does not pass by itself is thrown at once", async () => {
  const never = () => Promise.reject(new Error("must not wait"));
  for (const thrown of [new Error("a bug"), new Problem("journal.stale", {}, 409)]) {
    await assert.rejects(
      patiently(() => Promise.reject(thrown), never),
      thrown,
    );
  }
});
