import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as registry from "#capabilities/registry/index.ts";
import { sealLooks, traceKeys, verifyLooks } from "#capabilities/trace/index.ts";
import { addMonths, dayOf } from "#kernel/day.ts";
import type { Look } from "#kernel/look.ts";
import { newId } from "#kernel/id.ts";
import { lookWriter } from "#capabilities/trace/index.ts";
import { answerOf, populate, type Site, site } from "../../test/site.ts";
import { machine } from "./machine.ts";
import { command, dropTraces } from "./retention.ts";

let here: Site;
let children: string[];
before(async () => {
  here = await site();
  const installation = await here.open();
  children = await populate(installation, 3);
  await installation.close();
});
after(() => here.close());

const told = (): unknown => JSON.parse(here.io.said.at(-1) ?? "null");

test("what is due is counted, in all or in an area", async () => {
  const installation = await here.open();
  const { ground, journal } = installation.tonghu;
  const day = addMonths(dayOf(new Date()), -2);
  const close = { id: newId(), reason: "duplicate" as const, day };
  await registry.close({ ...ground, journal }, machine, children[0] ?? "", close);
  await installation.close();
  assert.equal(await answerOf(command, here.io, {}), "0");
  assert.deepEqual(told(), { seal: 1, sealed: 0, delete: 0, proposed: 0, erase: 0, lists: 0, unregistered: 0 });
  assert.equal(await answerOf(command, here.io, { area: "445281002" }), "0");
  assert.deepEqual(told(), { seal: 0, sealed: 0, delete: 0, proposed: 0, erase: 0, lists: 0, unregistered: 0 });
  assert.equal(await answerOf(command, here.io, { area: "999999" }), "area.unknown");
  assert.equal(await answerOf(command, here.io, { area: "x" }), "cli.usage");
});

test("only traces past their term are given up, by whole months, and the chain still verifies", async () => {
  const installation = await here.open();
  const { ground } = installation.tonghu;
  const keys = traceKeys(ground.identitySecret);
  const look: Look = {
    actor: machine, address: null, route: "GET /x", kind: "file", children: [children[1] ?? ""], fields: [], purpose: null,
    asked: {}, personal: [], answer: "ok",
  }; // prettier-ignore
  const at = (months: number): Promise<void> => {
    const when = new Date(`${addMonths(dayOf(new Date()), -months)}T04:00:00.000Z`);
    return lookWriter(ground.pool, { now: () => when }, keys)(look);
  };
  for (const months of [0, 36, 38]) await at(months);
  await sealLooks({ owner: installation.database.owner, clock: ground.clock, keys });
  assert.equal(await answerOf(dropTraces, here.io, {}), "0");
  assert.deepEqual(told(), { months: [`${addMonths(dayOf(new Date()), -38).slice(0, 7)}-01`] });
  const verdict = await verifyLooks(installation.database.owner, keys);
  assert.deepEqual([verdict.looks, verdict.faults], [2, []]);
  assert.equal(await answerOf(dropTraces, here.io, {}), "0");
  assert.deepEqual(told(), { months: [] });
  await installation.close();
});
