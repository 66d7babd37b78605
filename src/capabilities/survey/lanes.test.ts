import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { Lanes } from "./lanes.ts";

test("so many pieces at a time, and all of them before the end", async () => {
  const lanes = new Lanes(2);
  let [running, most, done] = [0, 0, 0];
  const piece = async (): Promise<void> => {
    running += 1;
    most = Math.max(most, running);
    await pause(3);
    running -= 1;
    done += 1;
  };
  for (let n = 0; n < 7; n += 1) await lanes.begin(piece);
  await lanes.end();
  assert.deepEqual([most, running, done], [2, 0, 7]);
});

test("a failure lets end what has begun, and is thrown once, where the next piece is handed in", async () => {
  const lanes = new Lanes(2);
  const bug = new Error("a bug");
  let ended = false;
  await lanes.begin(async () => {
    await pause(20);
    ended = true;
  });
  await lanes.begin(() => Promise.reject(bug));
  let begun = false;
  await assert.rejects(
    lanes.begin(async () => void (begun = true)),
    bug,
  );
  await lanes.end();
  assert.deepEqual([ended, begun], [true, false]);
});

test("the failure of the last piece is thrown at the end", async () => {
  const lanes = new Lanes(2);
  const bug = new Error("a bug");
  await lanes.begin(() => pause(2).then(() => Promise.reject(bug)));
  await assert.rejects(lanes.end(), bug);
});
