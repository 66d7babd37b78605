import assert from "node:assert/strict";
import type { FastifyInstance } from "fastify";
import { after, before, test } from "node:test";
import { addPeople } from "#capabilities/account/index.ts";
import { defaultFolder } from "#capabilities/policy/index.ts";
import { newId } from "#kernel/id.ts";
import { subtree } from "#kernel/scope.ts";
import { inScope } from "#platform/db/scope.ts";
import { type Cell, readRows } from "#platform/files/index.ts";
import { rebuild } from "#platform/journal/rebuild.ts";
import { type Caller, type Cast, cast, enter, places, server, takeAlong } from "../../../test/cast.ts";
import { dumpViews } from "../../../test/views.ts";
import { openTraining, readTraining } from "./courses.ts";
import type { Coverage, OwnTraining, Session, TrainingFile, TrainingPerson } from "./words.ts";

/* Courses, exams and sessions, and what a county sees of them, over HTTP on a real database. */

let people: Cast;
let app: FastifyInstance;
let director: Caller;
let supervisor: Caller;
let south: Caller;
let county: Caller;
/** A director of some days, by the sample's rule a new one. */
let newcomer: string;

before(async () => {
  people = await cast();
  app = await server(people);
  director = await enter(people, app, "director", places.eastVillage);
  supervisor = await enter(people, app, "supervisor", places.east);
  south = await enter(people, app, "supervisor", places.south);
  county = await enter(people, app, "county", places.county);
  const begun = [{ name: "新主任", kind: "director", area: places.southVillage }] as const;
  [newcomer = ""] = await addPeople(people.database.db.owner, begun, { demo: true, day: "2024-06-20" });
});
after(() => people.close());

type Answer = Promise<{ status: number; body: unknown }>;
const said = async (answer: Answer): Promise<string> => {
  const { status, body } = await answer;
  return `${status} ${(body as { code?: string }).code ?? ""}`.trim();
};
const got = async <T>(answer: Answer): Promise<T> => {
  const { status, body } = await answer;
  assert.equal(status, 200, JSON.stringify(body));
  return body as T;
};
const mine = (): Promise<OwnTraining> => got(director.get("/api/training/mine"));
const idOf = async (of: Caller): Promise<string> =>
  (await got<{ personId: string }>(of.get("/api/account/me"))).personId;
const wrong = { q1: 1, q2: 1, q3: 1, q4: 2 };
const right = { q1: 2, q2: 2, q3: 2, q4: 1 };
const exam = (answers: object, id = newId()) =>
  said(director.post("/api/training/exams", { id, courseId: "example-1", answers }));
const session = (of: Caller, more: object = {}) =>
  said(
    of.post("/api/training/sessions", {
      id: newId(),
      title: "集中培训",
      day: "2024-07-01",
      people: [newcomer],
      ...more,
    }),
  );
const stateOf = async (id: string): Promise<string> =>
  (await got<TrainingFile>(county.get(`/api/training/people/${id}`))).state;

test("what lies elsewhere is nowhere: no person, no session, no figures", async () => {
  const id = await idOf(director);
  assert.equal(await said(south.get(`/api/training/people/${id}`)), "404 training.person_unknown");
  assert.equal(await session(south, { people: [id] }), "404 training.people_unknown");
  assert.equal(await said(south.get(`/api/training/coverage?area=${places.east}`)), "404 area.unknown");
  assert.equal(await said(south.get(`/api/training/sessions?area=${places.east}`)), "404 area.unknown");
  assert.equal(await said(director.get("/api/training/coverage")), "403 account.not_permitted");
});

test("no answer is on the phone before its sheet is judged; what was wrong comes back, what is right after passing", async () => {
  const first = await mine();
  assert.deepEqual([first.state, first.courses.length], ["due", 1]);
  assert.ok(!/"answer"|"why"|不发聊天群。"/.test(JSON.stringify(first)));
  assert.equal(await exam({ q1: 2 }), "422 training.unanswered");
  assert.equal(await exam({ ...right, q2: 6 }), "422 training.answer_unknown");
  assert.equal(await exam(wrong), "200");
  const [failed] = (await mine()).records;
  assert.deepEqual([failed?.passed, failed?.right, failed?.wrong.length], [false, 0, 4]);
  assert.deepEqual(
    [failed?.wrong[0]?.page, failed?.wrong[0]?.right, failed?.wrong[0]?.why],
    ["发现危险怎么办", null, null],
  );
  assert.equal((await mine()).state, "due");
  const id = newId();
  for (const _ of [1, 2]) assert.equal(await exam({ ...right, q1: 1 }, id), "200");
  const { state, records } = await mine();
  assert.deepEqual(
    [state, records.map((one) => [one.passed, one.right])],
    [
      "done",
      [
        [true, 3],
        [false, 0],
      ],
    ],
  );
  assert.equal(records[0]?.wrong[0]?.right, "马上报告、报警");
});

test("the county counts against all of them; a new one who has not passed shows as such until the exam of a session", async () => {
  const { whole, areas, rules } = await got<Coverage>(county.get("/api/training/coverage"));
  assert.deepEqual(whole, { area: places.county, people: 2, done: 1, due: 0, exam: 1 });
  const figures = areas.map(({ area, done, people: all }) => [area, done, all]);
  assert.deepEqual(figures, [[places.east, 1, 1], [places.south, 0, 1]]); // prettier-ignore
  assert.equal(rules.length, 1);
  const missing = await got<TrainingPerson[]>(county.get("/api/training/people?state=exam"));
  assert.deepEqual(
    missing.map(({ name, area }) => [name, area]),
    [["新主任", places.southVillage]],
  );
  assert.equal(await session(south), "200");
  assert.equal(await stateOf(newcomer), "exam");
  assert.equal(await session(south, { examined: [newcomer] }), "200");
  assert.equal(await stateOf(newcomer), "done");
});

test("a session that was written down wrongly counts for nobody any more, and its office alone or one above takes it back", async () => {
  const [last] = (await got<Session[]>(south.get("/api/training/sessions"))).filter((one) => one.examined > 0);
  const address = `/api/training/sessions/${last?.id}/withdraw`;
  const kept = () => ({ id: newId(), reason: "人登记错了" });
  assert.equal(await said(supervisor.post(address, kept())), "404 journal.not_found");
  assert.equal(await said(county.post(address, kept())), "200");
  assert.equal(await said(south.post(address, kept())), "409 training.session_withdrawn");
  assert.equal(await stateOf(newcomer), "exam");
  const listed = await got<Session[]>(south.get("/api/training/sessions"));
  assert.equal(listed.find(({ id }) => id === last?.id)?.withdrawnWhy, "人登记错了");
  const own = await idOf(supervisor);
  assert.equal(await session(supervisor, { people: [own] }), "422 training.own_attendance");
});

test("the workbook says the figures and, by name, who is missing, of one's own area alone", async () => {
  const { answer } = await takeAlong(app, south, "/api/training/coverage/file");
  const told = (cell: Cell): string => (cell.kind === "text" ? cell.text : cell.kind === "number" ? cell.raw : cell.kind === "date" ? (cell.day ?? "") : "");
  const sheet = async (name: string): Promise<string> =>
    (await Array.fromAsync(readRows(answer.rawPayload, { sheets: (one) => one === name }))).map(({ cells }) => cells.map(told).join("|")).join("\n");
  assert.match(await sheet("分地区"), /\n合计\|1\|0\|0\|1\|0%/);
  assert.match(await sheet("未完成名单"), /\|新主任\|儿童主任\|2024-06-20\|初任未考核合格\|/);
  const elsewhere = { id: newId(), purpose: "reporting" };
  assert.equal(await said(south.post(`/api/training/coverage/file?area=${places.east}`, elsewhere)), "404 area.unknown");
}); // prettier-ignore

test("a department sees nothing of it", async () => {
  const police = { ...subtree(places.county), department: "police" };
  const seen = await inScope(people.database.db.pool, police, (db) => db.query("select 1 from training_record"));
  assert.equal(seen.rowCount, 0);
});

test("a phone brings a sheet once; one that comes late is of its own day, and overwrites nothing that is newer", async () => {
  const { personId, area } = await got<{ personId: string; area: string }>(director.get("/api/account/me"));
  const now = "2024-07-01T02:00:00.000Z";
  const sheet = (at: string, answers: object) => {
    const id = newId();
    return { id, operation: "training.take", childId: id, at, needs: [], body: { courseId: "example-1", answers } };
  };
  const send = (commands: object[]) =>
    got<{ answers: { kind: string; repeated?: boolean }[] }>(
      director.post("/api/sync/batches", { personId, area, sentAt: now, unsent: 1, commands }),
    );
  const late = sheet("2023-12-20T02:00:00.000Z", wrong);
  for (const repeated of [false, true]) {
    const [answer] = (await send([late])).answers;
    assert.deepEqual([answer?.kind, answer?.repeated], ["receipt", repeated]);
  }
  const ask = { personId, area, have: {}, day: null, policy: null, unsent: 0 };
  const { own } = await got<{ own: { training: OwnTraining } }>(director.post("/api/sync/village", ask));
  const { state, records } = own.training;
  assert.deepEqual(
    [state, records.map(({ day, passed }) => [day, passed])],
    [
      "done",
      [
        ["2024-07-01", true],
        ["2024-07-01", false],
        ["2023-12-20", false],
      ],
    ],
  );
});

test("a sheet of another place's course, or made after its course was retired, is refused; one of before is judged", async () => {
  const [course] = people.tonghu.training.courses;
  assert.ok(course);
  const written = people.tonghu.training.courses as unknown as object[];
  written[0] = { ...course, area: "46" };
  assert.equal(await exam(right), "404 training.course_unknown");
  written[0] = { ...course, retired: "2024-07-01" };
  assert.deepEqual((await mine()).courses, []);
  assert.equal(await exam(right), "404 training.course_unknown");
  const { personId, area } = await got<{ personId: string; area: string }>(director.get("/api/account/me"));
  const sheet = (at: string) => {
    const id = newId();
    return { id, operation: "training.take", childId: id, at, needs: [], body: { courseId: course.id, answers: right } };
  };
  const commands = [sheet("2024-06-30T02:00:00.000Z"), sheet("2024-07-01T01:00:00.000Z")];
  const batch = { personId, area, sentAt: "2024-07-01T02:00:00.000Z", unsent: 2, commands };
  const { answers } = await got<{ answers: { kind: string }[] }>(director.post("/api/sync/batches", batch));
  assert.deepEqual(answers.map(({ kind }) => kind), ["receipt", "refused"]);
  written[0] = course;
}); // prettier-ignore

test("a course that is no exam trains, and leaves a new one unexamined", async () => {
  const { rules, courses } = people.tonghu.training;
  const [course, at] = [courses[0], rules.findIndex(({ id }) => id === "example-puning")];
  const rule = rules[at];
  assert.ok(course && rule);
  const [writtenCourses, writtenRules] = [courses, rules] as unknown as [object[], object[]];
  const { newFrom: _newFrom, ...everybody } = rule;
  writtenRules[at] = { ...everybody, examBy: ["other-1"] };
  assert.equal((await mine()).state, "exam", "of what was passed nothing is named by the rule");
  writtenCourses[0] = { ...course, id: "other-1", exam: false };
  assert.equal(await said(director.post("/api/training/exams", { id: newId(), courseId: "other-1", answers: right })), "200");
  assert.deepEqual([(await mine()).state, (await mine()).records[0]?.examined], ["exam", false]);
  writtenCourses[0] = { ...course, id: "other-1", exam: true };
  assert.equal(await said(director.post("/api/training/exams", { id: newId(), courseId: "other-1", answers: right })), "200");
  assert.equal((await mine()).state, "done");
  [writtenCourses[0], writtenRules[at]] = [course, rule];
}); // prettier-ignore

test("rules and courses as they are shipped can be read; a right answer that is no option cannot", async () => {
  const shipped = await openTraining(defaultFolder);
  assert.equal(
    shipped.courses.every(({ example }) => example),
    true,
  );
  const [course] = shipped.courses;
  const [question] = course?.questions ?? [];
  const bad = { ...shipped, courses: [{ ...course, questions: [{ ...question, answer: 6 }], pass: 1 }] };
  assert.throws(() => readTraining(bad), { code: "training.courses_invalid" });
  const unexamined = { ...shipped, rules: shipped.rules.map((rule) => ({ ...rule, examBy: ["no-such"] })) };
  assert.throws(() => readTraining(unexamined), { code: "training.courses_invalid" });
});

test("the views come back from the journal as they were", async () => {
  const { owner } = people.database.db;
  const stood = await dumpViews(owner);
  await rebuild(owner, people.tonghu.machine, people.tonghu.projections);
  const back = await dumpViews(owner);
  for (const table of ["training_record", "training_session"] as const) {
    assert.ok((stood[table]?.length ?? 0) > 1, table);
    assert.deepEqual(back[table], stood[table]);
  }
}); // prettier-ignore
