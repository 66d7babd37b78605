import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { type Cell, listSheets, readRows } from "#platform/files/index.ts";
import { monthEnds } from "#capabilities/caselist/trend.ts";
import type { Board, LedgerPage, Summary, Trend } from "#capabilities/caselist/words.ts";
import { newId } from "#kernel/id.ts";
import { type Caller, type Cast, cast, enter, leftBehind, places, server, takeAlong } from "./cast.ts";

/* The numbers behind the pictures: what the lists count, area by area, and of nobody's own area but one's own. */

let people: Cast;
let app: FastifyInstance;

before(async () => {
  people = await cast("2024-07-01T01:00:00.000Z");
  app = await server(people);
  const east = await enter(people, app, "director", places.eastVillage);
  const south = await enter(people, app, "director", places.southVillage);
  const red = await register(east, places.eastVillage, { "risk.violence": "suspected" });
  await register(east, places.eastVillage, {});
  await register(south, places.southVillage, {});
  await sent(east, `/api/visit/children/${red}/visits`, { kind: "home_visit", form: "puning@1" });
  await sent(east, `/api/visit/children/${red}/visits`, { kind: "contact", form: "puning@1" });
  people.clock.set("2024-08-15T01:00:00.000Z");
});
after(async () => {
  await app.close();
  await people.close();
});

async function sent(caller: Caller, url: string, body: Record<string, unknown>): Promise<void> {
  const answer = await caller.post(url, { id: newId(), ...body });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
}
async function register(caller: Caller, area: string, facts: Record<string, unknown>): Promise<string> {
  const childId = newId();
  const own = {
    ...leftBehind,
    name: `图景${childId.slice(-4)}`,
    "guardian.name": `祖母${childId.slice(-4)}`,
    ...facts,
  };
  await sent(caller, "/api/registry/children", { childId, area, facts: own });
  return childId;
}
const boardOf = async (caller: Caller, area?: string): Promise<Board> => {
  const answer = await caller.get(`/api/caselist/board${area === undefined ? "" : `?area=${area}`}`);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body as Board;
};

test("another township's board does not exist, nor its file; a director takes none along", async () => {
  const supervisor = await enter(people, app, "supervisor", places.east);
  const taken = { id: newId(), purpose: "reporting" };
  assert.equal((await supervisor.get(`/api/caselist/board?area=${places.south}`)).status, 404);
  assert.equal((await supervisor.post(`/api/caselist/board/file?area=${places.south}`, taken)).status, 404);
  const director = await enter(people, app, "director", places.eastVillage);
  assert.equal((await director.post("/api/caselist/board/file", taken)).status, 403);
  assert.equal((await boardOf(supervisor)).children, 2);
});

test("an area's numbers are those of its lower areas together, down to the village", async () => {
  const county = await enter(people, app, "county", places.county);
  const whole = await boardOf(county);
  assert.deepEqual([whole.children, whole.graded, whole.byLevel["red"], whole.byLevel["green"]], [3, 3, 1, 2]);
  assert.deepEqual([whole.villages, whole.directed], [2, 2]);
  const sum = (pick: (row: Board["areas"][number]) => number): number =>
    whole.areas.reduce((n, row) => n + pick(row), 0);
  assert.deepEqual([sum((row) => row.children), sum((row) => row.overdue), sum((row) => row.byLevel["red"] ?? 0)], [3, whole.overdue, 1]); // prettier-ignore
  const codes = whole.areas.map((row) => row.area);
  assert.deepEqual(codes, codes.toSorted());
  const village = await boardOf(county, places.eastVillage);
  assert.deepEqual([village.children, village.areas], [2, []]);
  assert.ok(whole.categories.some(({ title, count }) => title.includes("留守") && count === 3));
});

test("visits stand in the month they were made in; what falls due in its month, what is late in this one", async () => {
  const county = await enter(people, app, "county", places.county);
  const { months, overdue } = await boardOf(county);
  assert.equal(months.length, 14);
  assert.deepEqual([months[0]?.month, months[11]?.month, months[13]?.month], ["2023-09", "2024-08", "2024-10"]);
  assert.deepEqual(months.find(({ month }) => month === "2024-07"), { month: "2024-07", homeVisits: 1, contacts: 1, due: null }); // prettier-ignore
  const august = months[11]?.due ?? 0;
  assert.ok(august >= overdue && overdue === 3, `${august} ${overdue}`);
});

test("a year of months, each as of its end: who had which colour then, and who was visited in time", async () => {
  assert.deepEqual(monthEnds("2024-02-29").slice(-3), ["2023-12-31", "2024-01-31", "2024-02-29"]);
  assert.equal(monthEnds("2024-03-31")[0], "2023-04-30");
  const county = await enter(people, app, "county", places.county);
  const trendOf = async (caller: Caller, area = ""): Promise<Trend["months"]> =>
    ((await caller.get(`/api/caselist/board/trend${area && `?area=${area}`}`)).body as Trend).months;
  const months = await trendOf(county);
  assert.deepEqual(months.map(({ day }) => day).slice(-3), ["2024-06-30", "2024-07-31", "2024-08-15"]);
  const { byLevel } = await boardOf(county);
  const counted = months.map((one) => [one.graded, one.byLevel["red"], one.byLevel["green"], one.inTime]);
  // registered on 1 July; the one home visit, of that day, is in time for red until the first of August
  assert.deepEqual(counted.slice(-3), [[0, 0, 0, 0], [3, 1, 2, 1], [3, 1, 2, 0]]); // prettier-ignore
  assert.deepEqual(
    [byLevel["red"], byLevel["green"]],
    [months.at(-1)?.byLevel["red"], months.at(-1)?.byLevel["green"]],
  );
  assert.deepEqual((await trendOf(county, places.south)).at(-1)?.graded, 1);
  const supervisor = await enter(people, app, "supervisor", places.east);
  assert.equal((await supervisor.get(`/api/caselist/board/trend?area=${places.south}`)).status, 404);
  const province = await enter(people, app, "province", "44");
  // another way to count, and the same numbers
  for (const wide of [await trendOf(province), await trendOf(province, places.county.slice(0, 4))])
    assert.deepEqual(wide.map(({ graded, inTime }) => [graded, inTime]), months.map(({ graded, inTime }) => [graded, inTime])); // prettier-ignore
});

const said = (cell: Cell): string => (cell.kind === "text" ? cell.text : cell.kind === "number" ? cell.raw : "");

test("the file says the same numbers as the page, sheet by sheet", async () => {
  const county = await enter(people, app, "county", places.county);
  const { ticket, answer } = await takeAlong(app, county, "/api/caselist/board/file");
  assert.match(ticket.name, /^普宁市图景-2024-08-15\.xlsx$/);
  const sheets = (await listSheets(answer.rawPayload)).map(({ name }) => name);
  assert.deepEqual(sheets, ["各地区", "各类别", "各月走访", "近十二个月", "儿童主任配备", "强制报告从收到到办理"]);
  const rows = (await Array.fromAsync(readRows(answer.rawPayload))).map(({ cells }) => cells.map(said));
  assert.deepEqual(rows[1], ["合计", "3", "1", "0", "0", "2", "3", "3"]);
});

test("a child whose village is not known yet is in the sum, in a row of its own, and in no village", async () => {
  const supervisor = await enter(people, app, "supervisor", places.east);
  const own = await register(supervisor, places.east, { "residence.area": places.east });
  const board = await boardOf(supervisor);
  assert.deepEqual([board.children, board.villages, board.directed], [3, 1, 1]);
  const { areas, overdue } = (await supervisor.get("/api/caselist/summary")).body as Summary;
  for (const rows of [board.areas, areas]) {
    assert.deepEqual([rows.at(-1)?.area, rows.at(-1)?.name, rows.at(-1)?.children], [places.east, "本级（未落实到下级）", 1]);
    const sum = (of: "children" | "overdue"): number => rows.reduce((n, row) => n + row[of], 0);
    assert.deepEqual([sum("children"), sum("overdue")], [3, overdue]);
  }
  const listed = (await supervisor.get(`/api/caselist/children?area=${places.east}&direct=yes`)).body as LedgerPage;
  assert.deepEqual(listed.lines.map(({ childId }) => childId), [own], "the number opens to the children behind it");
  const { answer } = await takeAlong(app, supervisor, "/api/caselist/board/file");
  const text = (cell: Cell): string => (cell.kind === "text" ? cell.text : cell.kind === "number" ? cell.raw : "");
  const rows = (await Array.fromAsync(readRows(answer.rawPayload))).filter(({ sheet }) => sheet === "各地区");
  const counts = rows.slice(1).map(({ cells }) => [text(cells[0] as Cell), Number(text(cells[1] as Cell))] as const);
  assert.deepEqual(counts.at(-1), ["本级（未落实到下级）", 1]);
  const [[, all] = ["", 0], ...parts] = counts;
  assert.equal(parts.reduce((sum, [, count]) => sum + count, 0), all);
}); // prettier-ignore

test("how long reports took is told to the city by counties, and stands in the workbook; a village's director is not told", async () => {
  const director = await enter(people, app, "director", places.eastVillage);
  const id = newId();
  assert.equal((await director.post("/api/concern/reports", { id, situation: "violence" })).status, 200);
  const county = await enter(people, app, "county", places.county);
  people.clock.set("2024-08-15T02:30:00.000Z");
  assert.equal((await county.post(`/api/concern/reports/${id}/receive`, { id: newId() })).status, 200);
  const year = "from=2023-08-15&to=2024-08-15";
  const city = await enter(people, app, "city", "4452");
  assert.deepEqual((await city.get(`/api/concern/figures?${year}`)).body, [
    { area: places.county, reports: 1, received: 1, toReceive: 90, handled: 0, toHandle: null },
  ]);
  assert.equal((await director.get(`/api/concern/figures?${year}`)).status, 403);
  const { answer } = await takeAlong(app, county, "/api/caselist/board/file");
  const rows = (await Array.fromAsync(readRows(answer.rawPayload, { sheets: (name) => name === "强制报告从收到到办理" }))).map(({ cells }) => cells.map(said)); // prettier-ignore
  assert.deepEqual(rows[1], ["流沙东街道", "1", "1", "90", "0"]);
});
