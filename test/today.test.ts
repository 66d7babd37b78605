import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { newId } from "#kernel/id.ts";
import type { OverduePage, Summary } from "#capabilities/caselist/words.ts";
import { type Caller, type Cast, cast, enter, leftBehind, places, server } from "./cast.ts";

/* What a post has to do now: red children nobody has intervened for, what is overdue by village, tasks by their days. */

let people: Cast;
let app: FastifyInstance;
let director: Caller;

before(async () => {
  people = await cast("2024-07-01T01:00:00.000Z");
  app = await server(people);
  director = await enter(people, app, "director", places.eastVillage);
});
after(async () => {
  await app.close();
  await people.close();
});

const sent = async (caller: Caller, url: string, body: Record<string, unknown>): Promise<void> => {
  const answer = await caller.post(url, { id: newId(), ...body });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
};
async function register(caller: Caller, area: string, facts: Record<string, unknown>): Promise<string> {
  const childId = newId();
  await sent(caller, "/api/registry/children", { childId, area, facts: { ...leftBehind, ...facts } });
  return childId;
}
const summaryOf = async (caller: Caller): Promise<Summary> =>
  (await caller.get("/api/caselist/summary")).body as Summary;
const awaiting = async (caller: Caller): Promise<string[]> =>
  ((await caller.get("/api/caselist/children?awaiting=yes")).body as { lines: { childId: string }[] }).lines.map(
    (line) => line.childId,
  );
const overdue = async (caller: Caller, more = ""): Promise<OverduePage> =>
  (await caller.get(`/api/caselist/overdue${more}`)).body as OverduePage;

test("another area's overdue villages do not exist", async () => {
  const answer = await director.get(`/api/caselist/overdue?area=${places.southVillage}`);
  assert.deepEqual([answer.status, (answer.body as { code: string }).code], [404, "area.unknown"]);
  assert.equal((await director.get("/api/caselist/overdue?after=x")).status, 400);
});

test("a red child waits until an intervention is reported, and again when a new red ground is found", async () => {
  const child = await register(director, places.eastVillage, { name: "红一", "risk.violence": "suspected" });
  await register(director, places.eastVillage, { name: "绿一" });
  assert.deepEqual([(await summaryOf(director)).awaiting, await awaiting(director)], [1, [child]]);
  const neighbour = await enter(people, app, "director", places.southVillage);
  assert.deepEqual([(await summaryOf(neighbour)).awaiting, await awaiting(neighbour)], [0, []]);

  const facts = `/api/registry/children/${child}/facts`;
  await sent(director, facts, { facts: { "measure.intervened": "2024-07-01" } });
  assert.deepEqual([(await summaryOf(director)).awaiting, await awaiting(director)], [0, []]);
  const [line] = ((await director.get(`/api/caselist/lines?ids=${child}`)).body as { intervened: boolean }[]) ?? [];
  assert.equal(line?.intervened, true);

  people.clock.set("2024-07-05T01:00:00.000Z");
  const supervisor = await enter(people, app, "supervisor", places.east);
  await sent(supervisor, facts, { facts: { "risk.selfHarm": "suspected" } });
  assert.deepEqual(await awaiting(supervisor), [child]);
  await sent(supervisor, facts, { facts: { "measure.intervened": "2024-07-05" } });
  assert.deepEqual(await awaiting(supervisor), []);
  await sent(supervisor, facts, { source: "correction", facts: { "measure.intervened": null } });
  assert.deepEqual(await awaiting(supervisor), [child]);
});

test("what is overdue stands village by village with its director, in the order of the areas", async () => {
  people.clock.set("2024-08-20T01:00:00.000Z");
  const neighbour = await enter(people, app, "director", places.southVillage);
  await register(neighbour, places.southVillage, { name: "南一" });
  people.clock.set("2024-10-20T01:00:00.000Z");
  const county = await enter(people, app, "county", places.county);
  const whole = await overdue(county);
  assert.deepEqual(
    whole.lines.map(({ area, overdue: late, gravest }) => [area, late, gravest]),
    [[places.eastVillage, 2, 1], [places.southVillage, 1, 0]],
  ); // prettier-ignore
  assert.equal(whole.lines[0]?.director, "演示director");
  assert.ok((whole.lines[0]?.since ?? "") < "2024-08-20");
  const first = await overdue(county, "?limit=1");
  assert.deepEqual([first.lines, first.next], [whole.lines.slice(0, 1), places.eastVillage]);
  assert.deepEqual(await overdue(county, `?limit=1&after=${first.next}`), {
    lines: whole.lines.slice(1),
    next: null,
  });
  const east = await enter(people, app, "supervisor", places.east);
  assert.deepEqual((await overdue(east)).lines, whole.lines.slice(0, 1));
});

test("tasks are counted by their days: late, within the week, all", async () => {
  people.clock.set("2024-11-01T01:00:00.000Z");
  const east = await enter(people, app, "director", places.eastVillage);
  const child = await register(east, places.eastVillage, { name: "任务童", "guardian.name": "任务监护" });
  for (const due of ["2024-11-02", "2024-11-03", "2024-11-09", "2024-11-10", undefined])
    await sent(east, `/api/task/children/${child}/tasks`, { title: "缺少户口", ...(due !== undefined && { due }) });
  people.clock.set("2024-11-03T01:00:00.000Z");
  const again = await enter(people, app, "supervisor", places.east);
  const { openTasks, lateTasks, weekTasks } = await summaryOf(again);
  assert.deepEqual([openTasks, lateTasks, weekTasks], [5, 1, 2]);
});
