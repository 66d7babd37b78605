import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import * as grade from "#capabilities/grade/index.ts";
import * as registry from "#capabilities/registry/index.ts";
import * as task from "#capabilities/task/index.ts";
import * as visit from "#capabilities/visit/index.ts";
import type { Actor } from "#kernel/actor.ts";
import { addDays } from "#kernel/day.ts";
import { newId } from "#kernel/id.ts";
import { isProblem } from "#kernel/problem.ts";
import { type Cast, cast, leftBehind, places } from "../../../test/cast.ts";
import { dumpViews } from "../../../test/views.ts";
import { renewViews } from "../../commands/renew.ts";
import { rebuild } from "./rebuild.ts";
import { verify } from "./verify.ts";

/* House rule: views can be dropped and rebuilt from the journal, and come back equal, to the row. */

let people: Cast;
before(async () => {
  people = await cast();
});
after(() => people.close());

type Step = (world: ReturnType<typeof worldOf>, childId: string) => Promise<unknown>;
const worldOf = () => ({
  knowsForm: () => true,
  ...people.tonghu.evidence,
  ...people.tonghu.ground,
  journal: people.tonghu.journal,
  policyFor: people.tonghu.gradingFor,
});

const facts = fc.constantFrom<Record<string, unknown>>(
  { "risk.dropout": "suspected" }, { "risk.dropout": "none" }, { "risk.maltreatment": "confirmed" }, { "measure.intervened": "2024-07-02" },
  { "father.away.state": "home" }, { "mother.status": ["imprisoned"] }, { "household.assistance": ["minimum_living"] },
  { "guardian.name": "另一监护人" }, { name: "改名童" }, { birthDate: "2008-07-20" }, { "disability.kind": "mental", "disability.level": 3 }, { "father.name": null },
); // prettier-ignore

const county = () => people.county;
const visitOf = (kind: "home_visit" | "contact", changed: Record<string, unknown>, problems: number): Step => (world, childId) =>
  visit.record(world, county(), childId, {
    id: newId(), kind, form: "puning@1", facts: changed, spokeWith: "", note: "",
    problems: Array.from({ length: problems }, (_, n) => ({ title: `问题${n}`, solution: "", owner: "" })),
  }); // prettier-ignore

const step: fc.Arbitrary<Step> = fc.oneof(
  facts.map((changed): Step => (world, childId) => registry.record(world, county(), childId, { id: newId(), source: "visit", facts: changed })),
  fc.tuple(fc.constantFrom("home_visit" as const, "contact" as const), facts, fc.nat({ max: 2 })).map(([kind, changed, n]) => visitOf(kind, changed, n)),
  fc.constantFrom(places.eastVillage, places.southVillage, places.south).map(
    (area): Step => (world, childId) => registry.move(world, county(), childId, { id: newId(), area, reason: "随亲属居住" }),
  ),
  fc.constantFrom("red", "yellow", "blue").map(
    (level): Step => (world, childId) => grade.decidePanel(world, county(), childId, { id: newId(), level, reason: "评估", members: ["甲"] }),
  ),
  fc.constant<Step>((world, childId) => grade.propose(world, county(), childId, { id: newId(), level: "yellow", reason: "情形复杂" })),
  fc.constant<Step>((world, childId) => task.close(world, county(), childId, 1, { id: newId(), outcome: "已解决" })),
  fc.constantFrom("moved_away", "died", "grown_up", "entered_by_mistake", "duplicate").map(
    (reason): Step => (world, childId) => registry.close(world, county(), childId, { id: newId(), reason }),
  ),
  fc.constant<Step>((world, childId) => registry.reopen(world, county(), childId, { id: newId(), reason: "返回" })),
); // prettier-ignore

/** A refusal is an answer, not a failure of the test. */
const answered = async (work: Promise<unknown>): Promise<void> => {
  await work.catch((thrown: unknown) => {
    if (!isProblem(thrown)) throw thrown;
  });
};

test("views come back equal to the row after random histories", async () => {
  let n = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 20 }), step), { minLength: 1, maxLength: 25 }),
      async (steps) => {
        people.clock.set("2024-07-01T02:00:00.000Z");
        const world = worldOf();
        const children = [newId(), newId(), newId()];
        for (const childId of children) {
          n += 1;
          const command = {
            id: newId(),
            childId,
            area: places.eastVillage,
            source: "registration" as const,
            facts: { ...leftBehind, name: `童${n}` },
          };
          await registry.register(world, people.county, command);
        }
        let day = "2024-07-01";
        for (const [which, days, run] of steps) {
          day = addDays(day, days);
          people.clock.set(`${day}T03:00:00.000Z`);
          await answered(run(world, children[which] ?? ""));
        }
        const { owner } = people.database.db;
        const was = await dumpViews(owner, people.tonghu.machine);
        await rebuild(owner, people.tonghu.machine, people.tonghu.projections);
        assert.deepEqual(await dumpViews(owner, people.tonghu.machine), was);
        const client = await owner.connect();
        const verdict = await verify(client, people.tonghu.machine).finally(() => client.release());
        assert.deepEqual(verdict.faults, []);
        assert.ok(was["caselist"]?.length);
      },
    ),
    { numRuns: 15 },
  );
});

test("what was let in live is let in by a rebuild: files that did not see each other, keys given back and taken again", async () => {
  const world = worldOf();
  const enter = async (actor: Actor, area: string, told: object): Promise<string> => {
    const childId = newId();
    const command = { id: newId(), childId, area, source: "registration" as const, facts: { ...leftBehind, ...told } };
    await registry.register(world, actor, command);
    return childId;
  };
  const { eastSupervisor, southSupervisor, county: chief } = people;
  // the same person in two townships, once with a number: neither supervisor sees the other file
  await enter(southSupervisor, places.southVillage, { name: "两地童" });
  await enter(eastSupervisor, places.eastVillage, { name: "两地童", idNumber: "99010120140501004X" });
  const left = await enter(chief, places.eastVillage, { name: "离开童" });
  await registry.close(world, chief, left, { id: newId(), reason: "moved_away" });
  await enter(chief, places.southVillage, { name: "离开童" });
  const dead = await enter(chief, places.eastVillage, { name: "亡故童" });
  await registry.close(world, chief, dead, { id: newId(), reason: "died" });
  const back = await enter(chief, places.eastVillage, { name: "返回童" });
  await registry.close(world, chief, back, { id: newId(), reason: "duplicate" });
  await registry.reopen(world, chief, back, { id: newId(), reason: "并非重复" });

  const { owner } = people.database.db;
  const was = await dumpViews(owner, people.tonghu.machine);
  await rebuild(owner, people.tonghu.machine, people.tonghu.projections);
  assert.deepEqual(await dumpViews(owner, people.tonghu.machine), was);
  const holding = (child: string): number => was["registry_identity"]?.filter((row) => row.includes(child)).length ?? 0;
  assert.deepEqual([left, dead, back].map(holding), [0, 1, 1]);
});

test("after an upgrade the views of an older program are written anew at once, or it is said that this has to be done", async () => {
  const { owner } = people.database.db;
  const { machine, projections } = people.tonghu;
  const faults = async (): Promise<number> => {
    const client = await owner.connect();
    return (await verify(client, machine).finally(() => client.release())).faults.length;
  };
  const said: string[] = [];
  const renew = (most: number) => renewViews({ err: (text) => void said.push(text) }, { owner, machine, projections }, most); // prettier-ignore
  const { rows } = await owner.query<{ id: string }>("select subject_id as id from journal_snapshot where child_id is not null limit 1"); // prettier-ignore
  await owner.query("update journal_snapshot set sealed = (select sealed from journal_snapshot where subject_id <> $1 limit 1), state = (select state from journal_snapshot where subject_id <> $1 limit 1) where subject_id = $1", [rows[0]?.id]); // prettier-ignore
  assert.equal(await faults(), 1, "as an older program's fold");
  await owner.query("delete from migrations.owed");
  await renew(1000);
  await owner.query("insert into migrations.owed values ('views')"); // as migrations leave it, until it is done
  await renew(1);
  assert.equal(await faults(), 1);
  assert.match(said.join("\n"), /tonghu rebuild/);
  await renew(1000);
  assert.deepEqual([await faults(), (await owner.query("select from migrations.owed")).rowCount], [0, 0]);
});
