import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Actor } from "#kernel/actor.ts";
import { type Id, newId } from "#kernel/id.ts";
import { checkCharacter } from "#kernel/idNumber.ts";
import { isProblem } from "#kernel/problem.ts";
import { inScope } from "#platform/db/scope.ts";
import { type Cast, cast, leftBehind, places } from "../../../test/cast.ts";
import { entriesIn } from "../../../test/entries.ts";
import { close, record, register, reopen } from "./actions.ts";
import { evolve, initial, registerChild } from "./decide.ts";
import { identityKeys } from "./identity.ts";
import { takeInAll } from "./intake.ts";
import { type Claim, claimIdentities } from "./store.ts";
import type { CloseReason } from "./words.ts";

let people: Cast;
before(async () => {
  people = await cast(undefined, { poolSize: 12 });
});
after(() => people.close());

/** A number of nobody: the region 990101 was never given out. */
const number = (order: number): string => {
  const first = `99010120140501${String(order * 2).padStart(3, "0")}`;
  return first + checkCharacter(first);
};
const world = () => ({ ...people.tonghu.ground, journal: people.tonghu.journal });
const enter = async (
  facts: object,
  area: string = places.eastVillage,
  actor: Actor = people.county,
  another = false,
): Promise<Id> => {
  const [id, childId, source] = [newId(), newId(), "registration" as const];
  await register(world(), actor, { id, childId, area, source, facts: { ...leftBehind, ...facts }, another });
  return childId;
};
const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "stored",
    (thrown: unknown) => {
      if (!isProblem(thrown)) throw thrown;
      return thrown.code;
    },
  );
const count = async (query: string, values: unknown[] = []): Promise<number> => {
  const { rows } = await people.database.db.owner.query(`select count(*)::int as n from ${query}`, values);
  return rows[0]?.n as number;
};

test("a child registered twice at once, with and without a number, is stored once", async () => {
  const pairs = Array.from({ length: 12 }, (_, n) => n);
  const told = await Promise.all(
    pairs.flatMap((n) => {
      const name = `同时${n}`;
      return [refusal(enter({ name, idNumber: number(n) })), refusal(enter({ name }))];
    }),
  );
  for (const n of pairs) assert.deepEqual(told.slice(2 * n, 2 * n + 2).toSorted(), ["registry.duplicate", "stored"]); // prettier-ignore
  const registered = (await entriesIn(people)).filter((entry) => entry.kind === "registry.child_registered");
  const names = registered.map((entry) => String((entry.body["facts"] as Record<string, unknown>)["name"]));
  assert.equal(names.filter((name) => name.startsWith("同时")).length, 12);
});

test("a refused row leaves no trace of a child who has no file", async () => {
  await enter({ name: "他镇童", idNumber: number(101) }, places.southVillage);
  const { journal, ground } = people.tonghu;
  const intake = {
    journal,
    today: "2024-07-01",
    occurredAt: "2024-07-01T02:00:00.000Z",
    source: "survey" as const,
  };
  const row = (facts: object) => ({
    area: places.eastVillage,
    day: "2024-07-01",
    facts: { ...leftBehind, name: "他镇童", ...facts },
  });
  const rows = [row({ idNumber: number(101), "guardian.name": "另一人" }), row({ name: "旁边童" })];
  const outcomes = await takeInAll(ground.pool, intake, people.eastSupervisor, rows);
  assert.deepEqual(
    outcomes.map((one) => (one.kind === "refused" ? one.problem.code : one.kind)),
    ["registry.duplicate_elsewhere", "registered"],
  );
  for (const table of ["registry_person", "registry_identity"]) {
    assert.equal(await count(`${table} t where not exists (select from entry e where e.child_id = t.child_id)`), 0);
  }
});

test("a claim that is refused for the person takes no number, also within one batch", async () => {
  const claim = (facts: object): Claim => {
    const command = { area: places.eastVillage, source: "survey" as const, facts: { ...leftBehind, ...facts } };
    const state = registerChild(initial, command, { today: "2024-07-01" }).reduce(evolve, initial);
    const keys = identityKeys(state, people.tonghu.ground.vault.digest);
    return { childId: newId(), area: places.eastVillage, keys, another: false };
  };
  const held = await enter({ name: "未带号" });
  const [met, first, second] = [
    claim({ name: "未带号", idNumber: number(201) }),
    claim({ name: "同批", idNumber: number(202) }),
    claim({ name: "同批" }),
  ];
  await inScope(people.tonghu.ground.pool, people.county.scope, async (db) => {
    const taken = await claimIdentities(db, [met, first, second]);
    const by = (childId: Id) => ({ code: "registry.duplicate", childId });
    assert.deepEqual([...taken], [[met.childId, by(held)], [second.childId, by(first.childId)]]); // prettier-ignore
    for (const table of ["registry_identity", "registry_person"]) {
      const { rows } = await db.query(`select child_id from ${table} where child_id = any($1::uuid[])`, [
        [met.childId, first.childId, second.childId],
      ]);
      assert.deepEqual(rows.map((row) => row.child_id), [first.childId], table); // prettier-ignore
    }
  });
});

test("a child under another spelling, or whose number stands under another kind, is the same child", async () => {
  await enter({ name: "阿依·古丽" });
  await enter({ name: "号码童", idNumber: number(301), idKind: "other" });
  for (const name of ["阿依•古丽", "阿依・ 古丽"]) assert.equal(await refusal(enter({ name })), "registry.duplicate"); // prettier-ignore
  const idNumber = number(301).replace(/^990101/, "９９０１０１ ");
  assert.equal(await refusal(enter({ name: "号码童二", idNumber })), "registry.duplicate"); // prettier-ignore
});

test("the same name, birth date and guardian under another number is asked about, and let in when it is said to be another", async () => {
  const held = await enter({ name: "同名童", idNumber: number(461) });
  const met = await enter({ name: "同名童", idNumber: number(462) }).catch((thrown: unknown) => thrown);
  assert.ok(isProblem(met));
  assert.deepEqual([met.code, met.status, met.data], ["registry.same_person", 409, { childId: held }]);
  const other = await enter({ name: "同名童", idNumber: number(462) }, places.eastVillage, people.county, true);
  assert.equal(await refusal(enter({ name: "同名童", idNumber: number(461) })), "registry.duplicate");
  assert.equal(await refusal(enter({ name: "同名童" }, places.eastVillage, people.county, true)), "registry.duplicate");
  // what happens to either file later is nobody's second registration
  await record(world(), people.county, other, { id: newId(), source: "visit", facts: { "father.name": "改父" } });
  await closeAs(held, "duplicate");
  assert.equal(await refusal(open(held)), "stored");
  assert.equal(await refusal(enter({ name: "同名童", idNumber: number(463), "guardian.name": "别家" })), "stored");
});

test("the same name under two numbers at once: one is stored, the other asked about", async () => {
  for (let n = 0; n < 6; n += 1) {
    const name = `同时同名${n}`;
    const told = await Promise.all([470, 480].map((order) => refusal(enter({ name, idNumber: number(order + n) }))));
    assert.deepEqual(told.toSorted(), ["registry.same_person", "stored"]);
  }
});

const closeAs = (childId: Id, reason: CloseReason) => close(world(), people.county, childId, { id: newId(), reason });
const open = (childId: Id) => reopen(world(), people.county, childId, { id: newId(), reason: "返回" });

test("a file closed as a mistake, twice or gone gives the child free; one whose child died or grew up does not", async () => {
  const table = { moved_away: "stored", entered_by_mistake: "stored", duplicate: "stored", died: "registry.duplicate", grown_up: "registry.duplicate" } as const; // prettier-ignore
  for (const [n, [reason, outcome]] of Object.entries(table).entries()) {
    const facts = { name: `结案${reason}`, idNumber: number(400 + n) };
    await closeAs(await enter(facts), reason as CloseReason);
    assert.equal(await refusal(enter(facts, places.southVillage)), outcome, reason); // prettier-ignore
    assert.equal(await refusal(enter({ name: facts.name })), "registry.duplicate", `${reason}, without the number`); // prettier-ignore
  }
});

test("a reopened file takes the child back, and is refused where somebody took it meanwhile", async () => {
  const facts = { name: "恢复童", idNumber: number(450) };
  const first = await enter(facts);
  await closeAs(first, "duplicate");
  const second = await enter(facts);
  assert.equal(await refusal(open(first)), "registry.duplicate");
  await closeAs(second, "entered_by_mistake");
  assert.equal(await refusal(open(first)), "stored");
  assert.equal(await refusal(open(second)), "registry.duplicate");
  await record(world(), people.county, first, { id: newId(), source: "correction", facts: { name: "改名后" } });
  assert.equal(await refusal(enter({ name: "恢复童" })), "stored");
});
