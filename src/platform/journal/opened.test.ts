import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { newId } from "#kernel/id.ts";
import { testVault } from "#test/vault.ts";
import type { Place } from "#platform/crypto/vault.ts";
import type { Machine } from "./chain.ts";
import { type Cell, openCells } from "./opened.ts";

/* What is remembered of opened cells: never a name too few for it, and nothing of a key that was destroyed. */

/** As many as the vault remembers (platform/crypto/vault.ts). */
const REMEMBERED = 50_000;
const unasked = (): never => assert.fail("the keys are known");

test("a full memory loses no cell of the list that is being opened; a destroyed key takes what it opened along", async () => {
  const vault = await testVault(randomBytes(32));
  const machine = { vault } as Machine;
  const [old, other, fresh] = [newId(), newId(), newId()];
  const keyFor = (id: string) => vault.keyOf(vault.newKey(id).fresh ?? "", id);
  const keys = new Map([old, other, fresh].map((id) => [id, keyFor(id)]));
  const cell = (childId: string, no = 0): Cell => {
    const place: Place = ["task", childId, String(no)];
    const key = keys.get(childId) ?? assert.fail();
    return { childId, place, sealed: vault.seal(key, place, JSON.stringify(`${childId} ${no}`)) };
  };
  const show = ({ childId, place, sealed }: Cell): unknown =>
    vault.show(keys.get(childId) ?? assert.fail(), place, sealed ?? assert.fail());
  const first = cell(old);
  show(first);
  for (let n = 1; n < REMEMBERED; n += 1) show(cell(other, n));
  const list = [cell(fresh), first];
  assert.deepEqual(await openCells(machine, unasked, list), [`${fresh} 0`, `${old} 0`]);

  const [shown] = list;
  const remembered = (): unknown => vault.shown(shown?.place ?? assert.fail(), shown?.sealed ?? assert.fail());
  assert.equal(remembered(), `${fresh} 0`);
  vault.forget(fresh);
  assert.equal(remembered(), undefined);
});
