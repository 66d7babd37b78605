import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import type { FastifyInstance } from "fastify";
import { newId } from "#kernel/id.ts";
import { type Caller, cast, type Cast, enter, leftBehind, places, server } from "#test/cast.ts";
import { verify } from "#platform/journal/verify.ts";
import type { BatchAnswers, SentAnswer } from "./words.ts";

/* A batch in one transaction says and stores what the same commands do one by one, whatever is among them. */

let people: Cast;
let app: FastifyInstance;
let east: Caller;
let owner: { readonly personId: string; readonly area: string };

before(async () => {
  people = await cast("2024-07-01T15:00:00.000Z");
  app = await server(people);
  east = await enter(people, app, "director", places.eastVillage);
  const { personId, area } = (await east.get("/api/account/me")).body as typeof owner;
  owner = { personId, area };
});
after(async () => {
  await app.close();
  await people.close();
});

const FILES = 3;

let named = 0;
async function registered(): Promise<string> {
  const childId = newId();
  named += 1;
  const command = { id: newId(), childId, area: places.eastVillage, facts: { ...leftBehind, name: `一批${named}` } };
  const answer = await east.post("/api/registry/children", command);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return childId;
}

async function send(commands: readonly object[]): Promise<readonly SentAnswer[]> {
  const answer = await east.post("/api/sync/batches", {
    ...owner, sentAt: "2024-07-01T02:00:00.000Z", unsent: commands.length, commands,
  }); // prettier-ignore
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return (answer.body as BatchAnswers).answers;
}

/** A command by what it does, to which file, under which of a few ids: the same id again is a repeat or another command. */
const move = fc.record({
  file: fc.nat(FILES), // the last one is nobody's
  id: fc.nat(9),
  needs: fc.option(fc.nat(9), { nil: undefined, freq: 6 }),
  what: fc.constantFrom("visit", "contact", "dropout", "disputed", "name", "form", "unread", "close", "propose", "record"),
}); // prettier-ignore
type Move = typeof move extends fc.Arbitrary<infer T> ? T : never;

const bodies: Readonly<Record<Move["what"], { readonly operation: string; readonly body: object; readonly no?: number }>> = {
  visit: { operation: "visit.record", body: { kind: "home_visit", form: "puning@1", note: "没有变化" } },
  contact: { operation: "visit.record", body: { kind: "contact", form: "puning@1" } },
  dropout: { operation: "visit.record", body: { kind: "home_visit", form: "puning@1", facts: { "school.state": "dropout" } } },
  disputed: { operation: "visit.record", body: { kind: "home_visit", form: "puning@1", facts: { "school.state": "junior" }, seen: { "school.state": "primary" } } },
  name: { operation: "visit.record", body: { kind: "home_visit", form: "puning@1", facts: { name: "改名" } } },
  form: { operation: "visit.record", body: { kind: "home_visit", form: "nobody@9" } },
  unread: { operation: "visit.record", body: { kind: "party", form: "puning@1" } },
  close: { operation: "task.close", no: 1, body: { outcome: "done", note: "办好了" } },
  propose: { operation: "grade.propose", body: { level: "red", reason: "看着不对" } },
  record: { operation: "registry.record", body: { facts: { "school.state": "primary" } } },
}; // prettier-ignore

let sideNo = 0;
/** A side's own new name, the same for its files: two of them are one child by it, and no file of the other side is. */
const called = (side: string, what: Move["what"]): object =>
  what === "name" ? { ...bodies.name, body: { ...bodies.name.body, facts: { name: `改名${side}` } } } : bodies[what];

const commandOf = (files: readonly string[], ids: readonly string[], { file, id, needs, what }: Move): object => ({
  id: ids[id], childId: files[file], at: "2024-07-01T01:00:00.000Z",
  ...(needs !== undefined && { needs: [ids[needs]] }), ...called(String(sideNo), what),
}); // prettier-ignore

const tables = { grade_standing: "seq, from_day", visit_record: "seq", task_item: "no", caselist: "from_day" };

/** What is stored of these files, without what tells two twins apart: ids, digests and seals. */
async function stored(files: readonly string[]): Promise<unknown[]> {
  const { db } = people.database;
  const found: unknown[] = [];
  for (const file of files.slice(0, FILES)) {
    const entries = (await east.get(`/api/registry/children/${file}/entries`)).body as Record<string, unknown>[];
    const told = JSON.stringify(entries.slice(1).map(({ kind, body }) => [kind, body]));
    found.push(JSON.parse(told.replaceAll(/改名\d+/gu, "改名")));
    for (const [table, order] of Object.entries(tables)) {
      const text = `select to_jsonb(t) - array['child_id','subject_id','id','sealed','ended','area_path'] as row from ${table} t where child_id = $1 order by ${order}`;
      found.push((await db.owner.query<{ row: object }>(text, [file])).rows.map(({ row }) => row));
    }
  }
  return found;
}

const sides = async (moves: readonly Move[]) => {
  sideNo += 1;
  const files = [await registered(), await registered(), await registered(), newId()];
  const ids = Array.from({ length: 10 }, () => newId());
  const commands = moves.map((one) => commandOf(files, ids, one));
  const told = (answers: readonly SentAnswer[]): unknown[] =>
    answers.map((answer) => {
      const { id, ...rest } = answer;
      const childId = "childId" in rest ? files.indexOf(rest.childId ?? "") : -1;
      return { ...rest, id: ids.indexOf(id), childId };
    });
  return { files, commands, told };
};

/** One by one as a phone would: what needs a refused one is not sent. */
async function oneByOne(commands: readonly object[]): Promise<SentAnswer[]> {
  const answers: SentAnswer[] = [];
  const stuck = new Set<string>();
  for (const command of commands as readonly { readonly id: string; readonly needs?: readonly string[] }[]) {
    const held = command.needs?.some((id) => stuck.has(id)) ?? false;
    const [answer] = held ? [{ id: command.id, kind: "held" } as const] : await send([command]);
    if (!answer) throw new Error("an answer for each command");
    if (answer.kind !== "receipt") stuck.add(command.id);
    answers.push(answer);
  }
  return answers;
}

test("good, repeated, refused, conflicting and foreign ones, in any order: the same as one by one", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 2, maxLength: 14 }), async (moves) => {
      const [batch, single] = [await sides(moves), await sides(moves)];
      const answers = [batch.told(await send(batch.commands)), single.told(await oneByOne(single.commands))];
      assert.deepEqual(answers[0], answers[1]);
      assert.deepEqual(await stored(batch.files), await stored(single.files));
    }),
    { numRuns: 20, endOnFailure: true },
  );
  const verdict = await verify(people.database.db.owner, people.tonghu.machine);
  assert.deepEqual(verdict.faults, []);
});

test("fifty visits are one transaction; a run that cannot be written is answered one by one", async () => {
  const [first, second] = [await registered(), await registered()];
  const visits = Array.from({ length: 50 }, (_, n) => ({
    id: newId(), childId: n % 2 === 0 ? first : second, at: "2024-07-01T01:00:00.000Z", ...bodies.visit,
  })); // prettier-ignore
  const { owner: db } = people.database.db;
  assert.ok((await send(visits)).every((one) => one.kind === "receipt" && !one.repeated));
  const text = "select count(distinct xmin::text)::int as n from visit_record where child_id = any($1::uuid[])";
  assert.equal((await db.query<{ n: number }>(text, [[first, second]])).rows[0]?.n, 1);
  assert.ok((await send(visits)).every((one) => one.kind === "receipt" && one.repeated));

  // a database that refuses one of them, for whatever reason: that one is not stored, and spoils no other
  await db.query(`create function planted() returns trigger language plpgsql as
    $$ begin if new.kind = 'contact' then raise exception 'planted'; end if; return new; end $$`);
  await db.query("create trigger planted before insert on visit_record for each row execute function planted()");
  const mixed = [bodies.visit, bodies.contact, bodies.visit].map((body) => ({
    id: newId(), childId: first, at: "2024-07-01T01:00:00.000Z", ...body,
  })); // prettier-ignore
  const kinds = (await send(mixed)).map((one) => (one.kind === "refused" ? one.code : one.kind));
  await db.query("drop trigger planted on visit_record; drop function planted()");
  assert.deepEqual(kinds, ["receipt", "sync.failed", "receipt"]);
});

test("a server whose database was brought up to date under it refuses nothing for that: the next one hears it", async () => {
  const childId = await registered();
  const { owner: database } = people.database.db;
  const visit = () => ({ ...bodies.visit, id: newId(), childId, at: "2024-07-01T01:00:00.000Z" });
  const kindsOf = async (...commands: object[]) =>
    (await send(commands)).map((one) => (one.kind === "refused" ? one.code : one.kind));
  const sent = visit();
  await database.query("alter table visit_record rename column visitor to visitor_of_tomorrow");
  try {
    assert.deepEqual(await kindsOf(visit()), ["sync.failed"], "a fault of its own stops nobody else");
    await database.query("insert into migrations.landed values ('9999_tomorrow', '')");
    assert.deepEqual(await kindsOf(sent, visit()), ["later", "later"]);
  } finally {
    await database.query("alter table visit_record rename column visitor_of_tomorrow to visitor");
    await database.query("delete from migrations.landed where name = '9999_tomorrow'");
  }
  assert.deepEqual(await kindsOf(sent), ["receipt"]);
});

test("what waits about a child who has moved goes to the director of where it lives now, once; nobody else's child is passed on", async () => {
  const [county, south] = [await enter(people, app, "county", places.county), await enter(people, app, "director", places.southVillage)];
  const [childId, foreign] = [await registered(), newId()];
  const theirs = { id: newId(), childId: foreign, area: places.southVillage, facts: { ...leftBehind, name: "南边的" } };
  assert.equal((await south.post("/api/registry/children", theirs)).status, 200);
  const moving = { id: newId(), seq: 2, area: places.southVillage, day: "2024-07-01", reason: "随祖母搬家" };
  const moved = await county.post(`/api/registry/children/${childId}/move`, moving);
  assert.equal(moved.status, 200, JSON.stringify(moved.body));
  const at = "2024-07-01T01:00:00.000Z";
  const id = newId();
  const body = { kind: "home_visit", form: "puning@1", day: "2024-07-01", note: "搬走那天看过", problems: [{ title: "没有冬衣" }] };
  const visit = { id, operation: "visit.record", childId, at, needs: [], body };
  const probe = { ...visit, id: newId(), childId: foreign };
  const codes = (answers: readonly SentAnswer[]) => answers.map((answer) => answer.kind === "refused" && answer.code);
  for (const turn of [1, 2])
    assert.deepEqual(codes(await send([visit, probe])), ["sync.child_moved", "journal.not_found"], `turn ${turn}`);
  const lines = (await south.get("/api/sync/salvaged")).body as { id: string; name: string; body: { note: string } }[];
  assert.deepEqual(lines.map((line) => [line.id, line.body.note]), [[id, "搬走那天看过"]]);
  assert.equal((await south.post(`/api/sync/salvaged/${id}/take`, {})).status, 200);
  const entries = (await south.get(`/api/registry/children/${childId}/entries`)).body as { kind: string; body: { visitor?: string } }[];
  assert.deepEqual(entries.filter((entry) => entry.kind === "visit.recorded").map((entry) => entry.body.visitor), ["演示director"]);
  assert.ok(entries.some((entry) => entry.kind === "task.opened"));
  assert.deepEqual(codes(await send([visit])), ["sync.child_moved"]);
  assert.deepEqual((await south.get("/api/sync/salvaged")).body, []);
}); // prettier-ignore
