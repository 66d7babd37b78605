import assert from "node:assert/strict";
import { test } from "node:test";
import type { KeptFile, Village } from "#capabilities/sync/words.ts";
import type { VillageShown } from "./kept.ts";
import { cameWith, heldSeqs } from "./parts.ts";

/* A village of more files than one answer holds, under a new policy: each comes anew, also where the signal goes between. */

const PART = 40;
const ids = Array.from({ length: 100 }, (_, n) => `child-${n}`);
const fileOf = (childId: string): KeptFile => ({ childId, seq: 1 }) as KeptFile;

/** What the server holds for stale (capabilities/sync/village.ts): another policy, or a number that is not had. */
function answered(
  have: Readonly<Record<string, number>>,
  asked: Pick<Village, "day" | "policy">,
  now: Pick<Village, "day" | "policy">,
): Village {
  const stale = ids.filter((id) => asked.policy !== now.policy || have[id] === undefined);
  return { ...now, files: stale.slice(0, PART).map(fileOf), more: stale.length > PART } as unknown as Village;
}

const old = { day: "2024-07-01", policy: "puning@1" };
const fresh = { day: "2024-07-02", policy: "puning@2" };
const files = new Map(ids.map((id) => [id, fileOf(id)]));

test("every file comes once under the new policy, and then all are held again", () => {
  let shown = old as VillageShown;
  const met: string[] = [];
  for (let more = true; more;) {
    const village = answered(heldSeqs(files, shown), shown, fresh);
    met.push(...village.files.map(({ childId }) => childId));
    const came = cameWith(shown, village);
    // as it is kept on the disk between two parts
    shown = JSON.parse(JSON.stringify({ ...fresh, came })) as VillageShown;
    ({ more } = village);
  }
  assert.deepEqual(met, ids);
  assert.equal(shown.came, undefined);
  assert.equal(Object.keys(heldSeqs(files, shown)).length, ids.length);
});

test("a kept file that holds more than before comes once anew, part by part", () => {
  const part = { ...old, shape: 1, files: [fileOf("child-1")], more: true } as unknown as Village;
  assert.deepEqual(cameWith(old as VillageShown, part), ["child-1"]);
  const next = { ...part, files: [fileOf("child-2")] };
  assert.deepEqual(cameWith({ ...old, shape: 1, came: ["child-1"] } as unknown as VillageShown, next), [
    "child-1",
    "child-2",
  ]);
});

test("a first village, and parts under the same day and policy, are held as they come", () => {
  const part = { ...old, files: [fileOf("child-1")], more: true } as unknown as Village;
  assert.equal(cameWith(undefined, part), undefined);
  assert.equal(cameWith(old as VillageShown, part), undefined);
  assert.deepEqual(cameWith({ ...old, came: ["child-0"] } as unknown as VillageShown, part), ["child-0", "child-1"]);
});
