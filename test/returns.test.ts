import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { newId } from "#kernel/id.ts";
import { trackedSince } from "#capabilities/grade/tracked.ts";
import { type Caller, type Cast, cast, enter, leftBehind, places, seqOf, server, takeAlong } from "./cast.ts";

/* 附件1 from the record: as of any day, frozen as it was known, each figure opening to its children. */

let people: Cast;
let app: FastifyInstance;
let county: Caller;
let director: Caller;

before(async () => {
  people = await cast("2024-07-01T01:00:00.000Z");
  app = await server(people);
  await turn("2024-07-01T01:00:00.000Z");
});
/** Another moment; sessions of the old one may have ended. */
async function turn(iso: string): Promise<void> {
  people.clock.set(iso);
  county = await enter(people, app, "county", places.county);
  director = await enter(people, app, "director", places.eastVillage);
}
after(async () => {
  await app.close();
  await people.close();
});

interface Return {
  rows: { id: string; count: number; ofWhich: { count: number } }[];
  subtotals: { level: string; count: number }[];
  total: { count: number };
  notes: string[];
  checks: { ok: boolean; formula: string }[];
}

const quarterly = { id: "green", rhythms: [{ kind: "home_visit", every: "3 months" }] };

let n = 0;
async function register(facts: Record<string, unknown>, day = "2024-07-01"): Promise<string> {
  n += 1;
  const childId = newId();
  const command = {
    id: newId(),
    childId,
    area: places.eastVillage,
    day,
    facts: { ...leftBehind, name: `报表${n}`, ...facts },
  };
  const answer = await director.post("/api/registry/children", command);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return childId;
}

const draw = async (asOf: string, more = ""): Promise<Return> => {
  const answer = await county.get(`/api/returns/puning-annex-1?asOf=${asOf}${more}`);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  const drawn = answer.body as Return;
  assert.deepEqual(drawn.checks.filter((check) => !check.ok), []); // prettier-ignore
  return drawn;
};
const row = (drawn: Return, id: string): [number, number] => {
  const found = drawn.rows.find((one) => one.id === id);
  return [found?.count ?? -1, found?.ofWhich.count ?? -1];
};
const behind = async (asOf: string, id: string, which: string): Promise<string[]> => {
  const answer = await county.get(`/api/returns/puning-annex-1/children?asOf=${asOf}&row=${id}&which=${which}`);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return (answer.body as { children: { childId: string }[] }).children.map((child) => child.childId).toSorted();
};

test("figures, their 其中 lines, and the children behind them", async () => {
  const green = await register({ "household.assistance": ["minimum_living"] });
  const harmed = await register({ "risk.maltreatment": "suspected" });
  const helped = await register({ "risk.maltreatment": "confirmed", "measure.intervened": "2024-06-30" });
  const two = await register({ "risk.dropout": "suspected", "risk.mentalIllness": "suspected" });
  const drawn = await draw("2024-07-01");
  assert.deepEqual(row(drawn, "red-1"), [2, 1]);
  assert.deepEqual(row(drawn, "yellow-4"), [1, 0]);
  assert.deepEqual(row(drawn, "yellow-6"), [1, 0]); // 严重心理疾病 has no row of its own
  assert.deepEqual(row(drawn, "green-1"), [1, 0]);
  assert.deepEqual(drawn.subtotals.map((one) => one.count), [2, 1, 0, 1]); // prettier-ignore
  assert.equal(drawn.total.count, 4);
  assert.ok(
    drawn.notes.some((note) => note.includes("严重心理疾病")),
    drawn.notes.join("\n"),
  );
  assert.deepEqual(await behind("2024-07-01", "red-1", "row"), [harmed, helped].toSorted());
  assert.deepEqual(await behind("2024-07-01", "red-1", "ofWhich"), [helped]);
  assert.deepEqual(await behind("2024-07-01", "yellow", "subtotal"), [two]);
  assert.deepEqual(await behind("2024-07-01", "total", "total"), [green, harmed, helped, two].toSorted());
});

test("定期介入跟踪 comes from the visits themselves", async () => {
  const child = await register({ recognised: ["orphan"], "measure.secured": "2024-06-01" });
  assert.deepEqual(row(await draw("2024-07-01"), "blue-1"), [1, 0]);
  await director.post(`/api/visit/children/${child}/visits`, { id: newId(), kind: "home_visit", form: "puning@1" });
  assert.deepEqual(row(await draw("2024-07-01"), "blue-1"), [1, 1]);
  assert.deepEqual(row(await draw("2024-09-01"), "blue-1"), [1, 1]);
  assert.deepEqual(row(await draw("2024-09-02"), "blue-1"), [1, 0]);
});

test("three months after 30 September are over on 30 December, in the return as in the due list", async () => {
  const child = await register({ "household.assistance": ["minimum_living"] });
  await turn("2024-09-30T01:00:00.000Z");
  await director.post(`/api/visit/children/${child}/visits`, { id: newId(), kind: "home_visit", form: "puning@1" });
  const keys = async (asOf: string) => behind(asOf, "green-1", "row");
  assert.ok((await keys("2024-12-30")).includes(child));
  const cutoffs = ["2024-12-30", "2024-12-31"].map((day) => trackedSince([quarterly], day).cutoffs[0]);
  assert.deepEqual(cutoffs, ["2024-09-30", "2024-10-01"]);
  await turn("2024-07-01T01:00:00.000Z");
});

test("a late fact of before the pack's first day counts nobody twice and rewrites no day", async () => {
  await turn("2024-08-01T01:00:00.000Z");
  const had = (await draw("2024-07-05")).total.count;
  const child = await register({ "household.assistance": ["minimum_living"] }, "2024-06-22");
  const record = (day: string, facts: Record<string, unknown>) =>
    director.post(`/api/registry/children/${child}/facts`, { id: newId(), day, facts });
  assert.equal((await record("2024-07-10", { "risk.psychBehaviour": "confirmed" })).status, 200);
  assert.equal((await record("2024-06-01", { ethnicity: "汉族", "household.income": ["work"], recognised: ["orphan"] })).status, 200); // prettier-ignore
  assert.equal((await draw("2024-07-05")).total.count, had + 1);
  assert.equal((await behind("2024-06-21", "total", "total")).includes(child), false);
  assert.equal((await behind("2024-07-12", "total", "total")).filter((id) => id === child).length, 1);
  await turn("2024-07-01T01:00:00.000Z");
});

test("as of any day, without a nightly job: nobody before the survey, nobody after the sixteenth birthday", async () => {
  assert.equal((await draw("2024-06-30")).total.count, 0);
  const was = (await draw("2024-07-01")).total.count;
  await register({ birthDate: "2008-07-10" });
  assert.equal((await draw("2024-07-09")).total.count, was + 1);
  assert.equal((await draw("2024-07-10")).total.count, was);
});

test("a frozen return does not change with what is learnt later", async () => {
  const was = (await draw("2024-07-01")).total.count;
  await turn("2024-07-02T01:00:00.000Z");
  await register({}, "2024-07-01");
  assert.equal((await draw("2024-07-01")).total.count, was + 1);
  assert.equal((await draw("2024-07-01", "&frozen=yes")).total.count, was);
  await turn("2024-07-01T01:00:00.000Z");
});

test("a township's own table counts its own children; the neighbour's is empty, the county's neighbour does not exist", async () => {
  const neighbour = await enter(people, app, "supervisor", places.south);
  const own = (await neighbour.get("/api/returns/puning-annex-1?asOf=2024-07-01")).body as Return;
  assert.equal(own.total.count, 0);
  assert.equal((await neighbour.get(`/api/returns/puning-annex-1?asOf=2024-07-01&area=${places.east}`)).status, 404);
  assert.equal((await county.get("/api/returns/no-such?asOf=2024-07-01")).status, 404);
  assert.equal(
    (await county.get("/api/returns/puning-annex-1/children?asOf=2024-07-01&row=red-99&which=row")).status,
    404,
  );
});

test("workbook, PDF, page and JSON come out whole", async () => {
  for (const [format, magic] of [
    ["xlsx", "PK"],
    ["pdf", "%PDF"],
    ["html", "<!"],
    ["json", "{"],
  ] as const) {
    const { answer } = await takeAlong(app, county, `/api/returns/puning-annex-1/file/${format}?asOf=2024-07-01`);
    assert.equal(answer.statusCode, 200, answer.body.slice(0, 300));
    assert.ok(answer.rawPayload.subarray(0, 4).toString("latin1").startsWith(magic), format);
    assert.match(String(answer.headers["content-disposition"]), /filename\*=UTF-8''/);
  }
});

test("a figure says how many of its children cannot be opened: moved away; a closed file still opens", async () => {
  const [staying, closing, leaving] = [await register({}), await register({}), await register({})];
  await turn("2024-07-03T01:00:00.000Z");
  const { body: closed, status } = await county.post(`/api/registry/children/${closing}/close`, { id: newId(), reason: "moved_away" }); // prettier-ignore
  assert.equal(status, 200, JSON.stringify(closed));
  const moved = await county.post(`/api/registry/children/${leaving}/move`, { id: newId(), seq: await seqOf(county, leaving), area: places.southVillage, reason: "随父母搬家" }); // prettier-ignore
  assert.equal(moved.status, 200, JSON.stringify(moved.body));
  const figure = async (reader: Caller, more = "") => {
    const answer = await reader.get(
      `/api/returns/puning-annex-1/children?asOf=2024-07-01&row=total&which=total${more}`,
    );
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    const { count, hidden, children } = answer.body as {
      count: number;
      hidden: number;
      children: { childId: string }[];
    };
    return { count, hidden, ids: children.map((child) => child.childId) };
  };
  const east = await figure(await enter(people, app, "supervisor", places.east));
  assert.equal(east.hidden, 1);
  assert.equal(east.count, east.ids.length + 1);
  assert.deepEqual([staying, closing, leaving].map((id) => east.ids.includes(id)), [true, true, false]); // prettier-ignore
  const last = await figure(await enter(people, app, "supervisor", places.east), `&limit=1&offset=${east.count}`);
  assert.deepEqual([last.hidden, last.ids], [1, []]);
  const all = await figure(county, `&area=${places.east}`);
  assert.deepEqual([all.count, all.hidden], [east.count, 0]);
  assert.ok(all.ids.includes(leaving));
});

test("定期介入跟踪 goes with a child that moves: the townships add up to the county", async () => {
  const child = await register({ recognised: ["orphan"], "measure.secured": "2024-06-01" });
  await turn("2024-07-02T01:00:00.000Z");
  await director.post(`/api/visit/children/${child}/visits`, { id: newId(), kind: "home_visit", form: "puning@1" });
  await turn("2024-07-05T01:00:00.000Z");
  await county.post(`/api/registry/children/${child}/move`, {
    id: newId(),
    seq: await seqOf(county, child),
    area: places.southVillage,
    reason: "搬家",
  });
  const south = await enter(people, app, "supervisor", places.south);
  const tracked = async (reader: Caller, asOf: string, area: string) => {
    const answer = await reader.get(`/api/returns/puning-annex-1?asOf=${asOf}&area=${area}`);
    return row(answer.body as Return, "blue-1");
  };
  assert.deepEqual(await tracked(south, "2024-07-22", places.south), [1, 1]);
  const whole = await tracked(county, "2024-07-22", places.county);
  const parts = [await tracked(county, "2024-07-22", places.east), await tracked(county, "2024-07-22", places.south)];
  assert.deepEqual(whole, [parts.reduce((sum, [all]) => sum + all, 0), parts.reduce((sum, [, which]) => sum + which, 0)]); // prettier-ignore
  assert.deepEqual(await tracked(south, "2024-07-04", places.south), [0, 0]);
  await turn("2024-07-01T01:00:00.000Z");
});

test("a statement over an area is planned for that area each time, however often it was asked", async () => {
  for (let asked = 0; asked < 8; asked += 1) {
    await draw("2024-07-01");
    await behind("2024-07-01", "total", "total");
  }
  const connections = people.tonghu.ground.pool.totalCount;
  assert.ok(connections > 0);
  const clients = await Promise.all(Array.from({ length: connections }, () => people.tonghu.ground.pool.connect()));
  try {
    for (const client of clients) {
      const { rows } = await client.query("select statement from pg_prepared_statements where generic_plans > 0");
      const overAreas = rows.filter((prepared: { statement: string }) => prepared.statement.includes("s.area >= $2"));
      assert.deepEqual(overAreas, []);
    }
  } finally {
    for (const client of clients) client.release();
  }
});
