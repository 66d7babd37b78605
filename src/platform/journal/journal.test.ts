import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type pg from "pg";
import * as task from "#capabilities/task/index.ts";
import * as registry from "#capabilities/registry/index.ts";
import * as visit from "#capabilities/visit/index.ts";
import { newId } from "#kernel/id.ts";
import { isProblem, Problem } from "#kernel/problem.ts";
import { inScope } from "#platform/db/scope.ts";
import { type Cast, cast, leftBehind, places } from "../../../test/cast.ts";
import { compose } from "../../composition.ts";

/* Two writers of one subject, a crash between any two statements, a repeated command, one out of order. */

let people: Cast;
before(async () => {
  people = await cast(undefined, { poolSize: 20 });
});
after(() => people.close());

const worldOf = ({ evidence, ground, journal }: Cast["tonghu"]) => ({ knowsForm: () => true, ...evidence, ...ground, journal }); // prettier-ignore
const world = () => worldOf(people.tonghu);
let n = 0;
const registration = (more: Record<string, unknown> = {}) => {
  n += 1;
  const facts = { ...leftBehind, name: `写入${n}`, ...more };
  return { id: newId(), childId: newId(), area: places.eastVillage, source: "registration" as const, facts };
};
const visitCommand = () => ({
  id: newId(),
  kind: "contact" as const,
  form: "puning@1",
  facts: {},
  spokeWith: "",
  note: "",
  problems: [],
});

const seqs = async (childId: string): Promise<number[]> =>
  (
    await people.database.db.owner.query("select seq from entry where subject_id = $1 order by seq", [childId])
  ).rows.map((row) => row.seq);

test("a command sent thirty times at once is stored once", async () => {
  const command = registration();
  const receipts = await Promise.all(
    Array.from({ length: 30 }, () => registry.register(world(), people.eastDirector, command)),
  );
  assert.equal(receipts.filter((receipt) => !receipt.repeated).length, 1);
  assert.deepEqual(await seqs(command.childId), [1, 2]);
});

test("fifty different writers of one file: each is there, in one unbroken order", async () => {
  const command = registration();
  await registry.register(world(), people.eastDirector, command);
  await Promise.all(
    Array.from({ length: 50 }, () => visit.record(world(), people.eastDirector, command.childId, visitCommand())),
  );
  assert.deepEqual(await seqs(command.childId), Array.from({ length: 52 }, (_, i) => i + 1)); // prettier-ignore
});

test("the same person entered by fifty at once becomes one file", async () => {
  const facts = registration({ idNumber: "99010119491231002X" }).facts;
  const person = { ...facts, idNumber: undefined, name: "同一人" };
  const answers = await Promise.allSettled(
    Array.from({ length: 50 }, () =>
      registry.register(world(), people.eastDirector, { ...registration(), facts: person }),
    ),
  );
  assert.equal(answers.filter((answer) => answer.status === "fulfilled").length, 1);
  for (const answer of answers) {
    if (answer.status === "rejected")
      assert.ok(isProblem(answer.reason) && answer.reason.code === "registry.duplicate", String(answer.reason));
  }
});

test("a duplicate outside the scope is refused without saying where it is", async () => {
  const mine = registration();
  await registry.register(world(), people.eastDirector, mine);
  const theirs = { ...registration(), area: places.southVillage, facts: mine.facts };
  await assert.rejects(
    registry.register(world(), people.southDirector, theirs),
    (thrown) =>
      isProblem(thrown) && thrown.code === "registry.duplicate_elsewhere" && Object.keys(thrown.data).length === 0,
  );
});

/**
 * A pool whose connection dies at the k-th statement: before the server sees it, or after the server has done it and
 * before the answer arrives.
 */
function dying(pool: pg.Pool, at: number, when: "before" | "after"): { pool: pg.Pool; died: () => boolean } {
  let count = 0;
  let dead = false;
  const connect = async (): Promise<pg.PoolClient> => {
    const client = await pool.connect();
    const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>;
    const wounded = async (...args: unknown[]): Promise<unknown> => {
      count += 1;
      if (count !== at || dead) return query(...args);
      dead = true;
      if (when === "after") await query(...args);
      await query("select pg_terminate_backend(pg_backend_pid())").catch(() => undefined);
      throw Object.assign(new Error("Connection terminated unexpectedly"), { code: undefined });
    };
    return new Proxy(client, { get: (target, key) => (key === "query" ? wounded : bound(target, key)) });
  };
  return { pool: { connect } as unknown as pg.Pool, died: () => dead };
}

const bound = (target: object, key: string | symbol): unknown => {
  const value: unknown = Reflect.get(target, key);
  return typeof value === "function" ? (value as (...args: unknown[]) => unknown).bind(target) : value;
};

for (const when of ["before", "after"] as const) {
  test(`the connection dies ${when} any statement of a visit: the command again, and it is there exactly once`, async () => {
    const command = registration();
    await registry.register(world(), people.eastDirector, command);
    let expected = 2;
    for (let at = 1; ; at += 1) {
      const wounded = dying(people.database.db.pool, at, when);
      const tonghu = await compose({ ...people.tonghu.ground, pool: wounded.pool });
      const broken = worldOf(tonghu);
      const recorded = { ...visitCommand(), problems: [{ title: "漏水", solution: "修", owner: "" }] };
      await visit.record(broken, people.eastDirector, command.childId, recorded).catch((thrown: unknown) => {
        assert.ok(isProblem(thrown) && thrown.status === 503, String(thrown));
      });
      await visit.record(world(), people.eastDirector, command.childId, recorded);
      expected += 2;
      assert.equal((await seqs(command.childId)).length, expected, `statement ${at}`);
      const rows = await people.database.db.owner.query(
        "select count(*)::int as n from visit_record where child_id = $1",
        [command.childId],
      );
      assert.equal(rows.rows[0].n, at);
      if (!wounded.died()) break;
      assert.ok(at < 40);
    }
  });
}

test("what happened is never later than the server's own time, and order is by arrival", async () => {
  const command = registration();
  await registry.register(world(), people.eastDirector, command);
  const { journal } = people.tonghu;
  const say = (occurredAt: string) =>
    journal.decide(
      { actor: people.eastDirector, commandId: newId(), content: occurredAt, occurredAt },
      command.childId,
      () => [{ kind: "visit.recorded", body: { day: "2024-06-30", kind: "contact", visitor: "李" } }],
    );
  await say("2027-07-01T00:00:00.000Z");
  await say("2021-01-01T00:00:00.000Z");
  const { rows } = await people.database.db.owner.query(
    "select occurred_at as at from entry where subject_id = $1 and kind = 'visit.recorded' order by seq",
    [command.childId],
  );
  assert.deepEqual(rows.map((row) => row.at), ["2024-07-01T02:00:00.000Z", "2021-01-01T00:00:00.000Z"]); // prettier-ignore
});

const refusedWith = (code: string) => (thrown: unknown) =>
  isProblem(thrown) && thrown.code === code && thrown.status === 409 && Object.keys(thrown.data).length === 0;
const registered = async () => {
  const command = registration();
  await registry.register(world(), people.eastDirector, command);
  return command.childId;
};
const told = async (childId: string, facts: Record<string, unknown>, id = newId()) => {
  const command = { id, source: "visit" as const, facts };
  return registry.record(world(), people.eastDirector, childId, command);
};
const schoolOf = async (childId: string): Promise<unknown> => {
  const { pool } = people.tonghu.ground;
  const found = await inScope(pool, people.county.scope, (db) => people.tonghu.journal.find(db, [childId]));
  const subject = found.get(childId);
  return subject && registry.fileOf(subject).facts["school.name"]?.value;
};

test("thirty equal closes at once: all are answered, one is stored", async () => {
  const childId = await registered();
  const command = { id: newId(), reason: "moved_away" as const };
  const receipts = await Promise.all(
    Array.from({ length: 30 }, () => registry.close(world(), people.eastDirector, childId, command)),
  );
  assert.equal(receipts.filter((receipt) => !receipt.repeated).length, 1);
  const { rows } = await people.database.db.owner.query(
    "select count(*)::int as n from entry where subject_id = $1 and kind = 'registry.file_closed'",
    [childId],
  );
  assert.equal(rows[0].n, 1);
});

test("ten equal closes of a task at once: all are answered, one is stored", async () => {
  const childId = await registered();
  await visit.record(world(), people.eastDirector, childId, {
    ...visitCommand(),
    problems: [{ title: "漏水", solution: "修", owner: "" }],
  });
  const command = { id: newId(), outcome: "已修" };
  const receipts = await Promise.all(
    Array.from({ length: 10 }, () => task.close(world(), people.eastDirector, childId, 1, command)),
  );
  assert.equal(receipts.filter((receipt) => !receipt.repeated).length, 1);
});

test("a command that changed nothing is remembered: sent again, it does not undo what came in between", async () => {
  const childId = await registered();
  await told(childId, { "school.name": "一小" });
  const same = newId();
  const first = await told(childId, { "school.name": "一小" }, same);
  assert.deepEqual([first.repeated, first.entries], [false, 0]);
  await told(childId, { "school.name": "二小" });
  const again = await told(childId, { "school.name": "一小" }, same);
  assert.deepEqual([again.repeated, again.entries], [true, 0]);
  assert.equal(await schoolOf(childId), "二小");
  await assert.rejects(told(childId, { "school.name": "三小" }, same), refusedWith("journal.id_reused"));
});

test("a command that changed nothing, sent twenty times while others write, is never applied late", async () => {
  const childId = await registered();
  await told(childId, { "school.name": "一小" });
  const same = newId();
  await told(childId, { "school.name": "一小" }, same);
  await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      i % 4 === 0 ? told(childId, { "school.name": `他校${i}` }) : told(childId, { "school.name": "一小" }, same),
    ),
  );
  assert.match(String(await schoolOf(childId)), /^他校/);
});

test("an id that comes with another body, or for another operation, is refused and nothing is stored", async () => {
  const childId = await registered();
  const id = newId();
  await told(childId, { "school.name": "一小" }, id);
  const was = await seqs(childId);
  await assert.rejects(told(childId, { "school.name": "二小" }, id), refusedWith("journal.id_reused"));
  await assert.rejects(
    registry.close(world(), people.eastDirector, childId, { id, reason: "moved_away" }),
    refusedWith("journal.id_reused"),
  );
  await assert.rejects(
    visit.record(world(), people.eastDirector, childId, { ...visitCommand(), id }),
    refusedWith("journal.id_reused"),
  );
  assert.deepEqual(await seqs(childId), was);
  const command = registration();
  await registry.register(world(), people.eastDirector, command);
  await assert.rejects(
    registry.register(world(), people.eastDirector, { ...command, facts: { ...command.facts, name: "别名" } }),
    refusedWith("journal.id_reused"),
  );
});

test("the same id for another child is another command", async () => {
  const [one, other] = [await registered(), await registered()];
  const id = newId();
  assert.equal((await told(one, { "school.name": "一小" }, id)).entries, 1);
  const receipt = await told(other, { "school.name": "一小" }, id);
  assert.deepEqual([receipt.repeated, receipt.entries], [false, 1]);
});

test("closing another task with the same id is refused", async () => {
  const childId = await registered();
  const problems = ["漏水", "断电"].map((title) => ({ title, solution: "", owner: "" }));
  await visit.record(world(), people.eastDirector, childId, { ...visitCommand(), problems });
  const command = { id: newId(), outcome: "已修" };
  await task.close(world(), people.eastDirector, childId, 1, command);
  await assert.rejects(task.close(world(), people.eastDirector, childId, 2, command), refusedWith("journal.id_reused"));
});

test("a file's id that is taken is refused in the same words, here and in another town", async () => {
  const mine = registration();
  await registry.register(world(), people.eastDirector, mine);
  const theirs = { ...registration(), childId: mine.childId, area: places.southVillage };
  await assert.rejects(registry.register(world(), people.southDirector, theirs), refusedWith("journal.id_taken"));
  await assert.rejects(
    registry.register(world(), people.eastDirector, { ...registration(), childId: mine.childId }),
    refusedWith("journal.id_taken"),
  );
  assert.deepEqual(await seqs(mine.childId), [1, 2]);
});

test("a registration that its own twin overtakes while it is being decided is answered as repeated", async () => {
  const command = registration();
  const { journal } = people.tonghu;
  const content = { operation: "registry.register", command };
  const commanded = { actor: people.eastDirector, commandId: command.id, content };
  const seed = { id: command.childId, childId: command.childId, area: command.area };
  const receipt = await journal.create(commanded, seed, async () => {
    await registry.register(world(), people.eastDirector, command);
    throw new Problem("registry.duplicate", {}, 409);
  });
  assert.equal(receipt.repeated, true);
  assert.deepEqual(await seqs(command.childId), [1, 2]);
});
