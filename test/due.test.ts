import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { newId } from "#kernel/id.ts";
import { type Caller, cast, type Cast, enter, leftBehind, places, seqOf, server } from "./cast.ts";

/* Due lists without any nightly job: only the clock moves between these tests. */

let people: Cast;
let app: FastifyInstance;

before(async () => {
  people = await cast("2024-07-01T01:00:00.000Z");
  app = await server(people);
});
after(async () => {
  await app.close();
  await people.close();
});

interface Due {
  childId: string;
  level: string;
  dueOn: string;
  state: string;
  daysLate: number;
  wants: string;
  climbedTo: string | null;
  director: string | null;
}

let n = 0;
const register = async (director: Caller, facts: Record<string, unknown> = {}): Promise<string> => {
  n += 1;
  const childId = newId();
  const answer = await director.post("/api/registry/children", {
    id: newId(),
    childId,
    area: places.eastVillage,
    facts: { ...leftBehind, name: `到期${n}`, ...facts },
  });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return childId;
};
const list = async (caller: Caller, when = "all", more = ""): Promise<Due[]> =>
  ((await caller.get(`/api/caselist/due?when=${when}${more}`)).body as { lines: Due[] }).lines;

test("red first and at once, then by day; overdue climbs to the supervisor and the county", async () => {
  const director = await enter(people, app, "director", places.eastVillage);
  const green = await register(director);
  const yellow = await register(director, { "risk.dropout": "suspected" });
  const red = await register(director, { "risk.violence": "suspected" });
  const due = await list(director, "all");
  assert.deepEqual(due.map((one) => one.childId), [red, yellow, green]); // prettier-ignore
  assert.deepEqual([due[0]?.dueOn, due[0]?.state, due[0]?.wants], ["2024-07-01", "today", "home_visit"]);
  assert.equal(due[2]?.wants, "contact"); // green: contact monthly, home visit every three months
  assert.ok(due.every((one) => one.director === "演示director"));

  people.clock.set("2024-07-01T16:00:00.000Z"); // midnight in Shanghai
  assert.equal((await list(await enter(people, app, "director", places.eastVillage), "overdue"))[0]?.childId, red);
  people.clock.set("2024-08-20T01:00:00.000Z");
  const late = await list(await enter(people, app, "supervisor", places.east), "overdue");
  assert.deepEqual(late.map((one) => [one.childId, one.climbedTo !== null]), [[red, true], [yellow, true], [green, true]]); // prettier-ignore
  const county = await list(await enter(people, app, "county", places.county), "overdue", "&climbed=county");
  assert.ok(county.length > 0 && county.every((one) => one.climbedTo === "county"));

  const again = await enter(people, app, "director", places.eastVillage);
  await again.post(`/api/visit/children/${yellow}/visits`, { id: newId(), kind: "home_visit", form: "puning@1" });
  await again.post(`/api/visit/children/${red}/visits`, { id: newId(), kind: "home_visit", form: "puning@1" });
  const followed = (await list(again, "next")).find((one) => one.childId === red);
  assert.equal(followed?.dueOn, "2024-09-20"); // a red child is never visited less often than a yellow one
  const rest = await list(again, "overdue");
  assert.deepEqual(rest.map((one) => one.childId), [green]); // prettier-ignore
  assert.equal((await list(again, "next")).find((one) => one.childId === yellow)?.dueOn, "2024-09-20");
  await again.post(`/api/visit/children/${green}/visits`, { id: newId(), kind: "contact", form: "puning@1" });
  assert.equal((await list(again, "all")).find((one) => one.childId === green)?.wants, "contact"); // home visit due 10-01 comes later
  people.clock.set("2024-07-01T01:00:00.000Z");
});

test("a child of fifteen falls off the list on the sixteenth birthday, by the calendar alone", async () => {
  people.clock.set("2024-07-01T01:00:00.000Z");
  const director = await enter(people, app, "director", places.eastVillage);
  const child = await register(director, { birthDate: "2008-07-20", "risk.dropout": "none" });
  const page = async (caller: Caller) =>
    ((await caller.get("/api/caselist/children?level=green")).body as { lines: { childId: string }[] }).lines;
  assert.ok((await page(director)).some((line) => line.childId === child));
  people.clock.set("2024-07-20T01:00:00.000Z");
  assert.ok(
    !(await page(await enter(people, app, "director", places.eastVillage))).some((line) => line.childId === child),
  );
  people.clock.set("2024-07-01T01:00:00.000Z");
});

test("a proposal waits for the township; its panel decides, and the decision expires", async () => {
  people.clock.set("2024-07-01T01:00:00.000Z");
  const director = await enter(people, app, "director", places.eastVillage);
  const supervisor = await enter(people, app, "supervisor", places.east);
  const child = await register(director);
  await director.post(`/api/grade/children/${child}/proposals`, {
    id: newId(),
    level: "yellow",
    reason: "祖母近来卧床，照护情况复杂",
  });
  const waiting = (await supervisor.get("/api/caselist/children?proposed=yes")).body as {
    lines: { childId: string; proposed: string }[];
  };
  assert.deepEqual(waiting.lines.map((line) => [line.childId, line.proposed]), [[child, "yellow"]]); // prettier-ignore
  assert.equal(
    (
      await director.post(`/api/grade/children/${child}/decisions`, {
        id: newId(),
        seq: 1,
        level: "yellow",
        reason: "评估确认",
        members: ["甲"],
      })
    ).status,
    403,
  );
  const decided = await supervisor.post(`/api/grade/children/${child}/decisions`, {
    id: newId(),
    seq: await seqOf(supervisor, child),
    level: "yellow",
    reason: "评估确认",
    members: ["甲", "乙"],
  });
  assert.equal(decided.status, 200, JSON.stringify(decided.body));
  const level = async (caller: Caller) =>
    (
      (await caller.get("/api/caselist/children?name=到期")).body as { lines: { childId: string; level: string }[] }
    ).lines.find((line) => line.childId === child)?.level;
  assert.equal(await level(supervisor), "yellow");
  people.clock.set("2025-01-01T01:00:00.000Z"); // six months later
  assert.equal(await level(await enter(people, app, "supervisor", places.east)), "green");
});

test("a file that moves is counted once, and keeps its history", async () => {
  people.clock.set("2024-07-01T01:00:00.000Z");
  const county = await enter(people, app, "county", places.county);
  const director = await enter(people, app, "director", places.eastVillage);
  const south = await enter(people, app, "director", places.southVillage);
  const child = await register(director);
  await director.post(`/api/visit/children/${child}/visits`, { id: newId(), kind: "home_visit", form: "puning@1" });
  const moved = await county.post(`/api/registry/children/${child}/move`, {
    id: newId(),
    seq: await seqOf(county, child),
    area: places.southVillage,
    reason: "随祖母居住",
  });
  assert.equal(moved.status, 200, JSON.stringify(moved.body));
  assert.equal((await director.get(`/api/registry/children/${child}`)).status, 404);
  const entries = (await south.get(`/api/registry/children/${child}/entries`)).body as { area: string }[];
  assert.deepEqual([...new Set(entries.map((entry) => entry.area))], [places.eastVillage, places.southVillage]);
  const lines = ((await county.get("/api/caselist/children?name=到期")).body as { lines: { childId: string }[] }).lines;
  assert.equal(lines.filter((line) => line.childId === child).length, 1);
});

test("fifty transfers and fifty approvals at once: one wins, the others are told that the file went on", async () => {
  const director = await enter(people, app, "director", places.eastVillage);
  const supervisor = await enter(people, app, "supervisor", places.east);
  const county = await enter(people, app, "county", places.county);
  const statuses = (answers: { status: number }[]) => [200, 409].map((code) => answers.filter((one) => one.status === code).length); // prettier-ignore
  const problems = (answers: { body: unknown }[]) => new Set(answers.flatMap(({ body }) => (body as { code?: string }).code ?? [])); // prettier-ignore
  const moving = await register(director);
  let seq = await seqOf(county, moving);
  const moves = Array.from({ length: 50 }, (_, at) =>
    county.post(`/api/registry/children/${moving}/move`, {
      id: newId(), seq, area: at % 2 === 0 ? places.southVillage : places.south, reason: "随祖母居住",
    })); // prettier-ignore
  const moved = await Promise.all(moves);
  assert.deepEqual(statuses(moved), [1, 49]);
  assert.deepEqual([...problems(moved)], ["journal.stale"]);

  const child = await register(director);
  await director.post(`/api/grade/children/${child}/proposals`, { id: newId(), level: "yellow", reason: "情形复杂" });
  seq = await seqOf(supervisor, child);
  const decisions = Array.from({ length: 50 }, (_, at) =>
    supervisor.post(`/api/grade/children/${child}/decisions`, {
      id: newId(), seq, level: at % 2 === 0 ? "yellow" : "blue", reason: "评估确认", members: ["甲"],
    })); // prettier-ignore
  const decided = await Promise.all(decisions);
  assert.deepEqual(statuses(decided), [1, 49]);
  const late = await supervisor.post(`/api/grade/children/${child}/rejections`, { id: newId(), seq, reason: "不采纳" });
  assert.deepEqual([late.status, (late.body as { code: string }).code], [409, "journal.stale"]);
});
