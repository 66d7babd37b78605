import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newId } from "#kernel/id.ts";
import { factByKey } from "#capabilities/registry/facts.ts";
import * as registry from "#capabilities/registry/index.ts";
import { type Caller, type Cast, cast, enter, leftBehind, places, server } from "../../../test/cast.ts";
import type { LevelChanges } from "./words.ts";

let people: Cast;
let supervisor: Caller;
let south: Caller;
before(async () => {
  people = await cast();
  const app = await server(people);
  supervisor = await enter(people, app, "supervisor", places.east);
  south = await enter(people, app, "supervisor", places.south);
});
after(() => people.close());

async function registered(facts: object): Promise<string> {
  const childId = newId();
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  await registry.register(world, people.eastDirector, {
    id: newId(), childId, area: places.eastVillage, source: "registration", facts: { ...leftBehind, name: `变动${childId.slice(-6)}`, ...facts },
  });
  return childId;
} // prettier-ignore

const changesOf = async (id: string): Promise<LevelChanges> =>
  (await supervisor.get(`/api/grade/children/${id}/changes`)).body as LevelChanges;

test("what would raise and lower the level, by the rules in force; a neighbour is told nothing", async () => {
  const id = await registered({ "risk.violence": "confirmed" });
  const { level, changes } = await changesOf(id);
  assert.equal(level, "red");
  assert.ok(
    changes.some(({ fact, value, level: then }) => fact === "risk.violence" && value === "none" && then !== "red"),
  );
  assert.equal((await south.get(`/api/grade/children/${id}/changes`)).status, 404);
});

test("what is sealed is neither spoken of nor told by what is left out; sensitive facts only where a reason names them", async () => {
  const shown = await changesOf(await registered({ "risk.violence": "confirmed", "risk.sexualAbuse": "confirmed" }));
  assert.deepEqual(shown, await changesOf(await registered({ "risk.violence": "confirmed" })));
  const classes = new Set(shown.changes.map(({ fact }) => factByKey.get(fact)?.cls));
  assert.ok(!classes.has("sealed") && shown.changes.length > 0, [...classes].join());
});
