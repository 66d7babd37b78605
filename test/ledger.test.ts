import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { type Cell, readRows } from "#platform/files/index.ts";
import { ledgerOrders, type CaseLine, type LedgerCount, type LedgerPage } from "#capabilities/caselist/words.ts";
import { compare } from "#capabilities/anomaly/index.ts";
import { newId } from "#kernel/id.ts";
import { type Caller, type Cast, cast, enter, leftBehind, places, server, takeAlong } from "./cast.ts";

/* The ledger as officers ask for it: filters, orders, spellings, counts, and the file of what the page shows. */

let people: Cast;
let app: FastifyInstance;
let county: Caller;
let supervisor: Caller;

before(async () => {
  people = await cast("2024-07-01T01:00:00.000Z");
  app = await server(people);
  const east = await enter(people, app, "director", places.eastVillage);
  const south = await enter(people, app, "director", places.southVillage);
  await register(east, places.eastVillage, "曾小满", { birthDate: "2012-02-29", "guardianship.state": "poor" });
  const dropout = await register(east, places.eastVillage, "林小雨", { birthDate: "2010-07-01", "risk.dropout": "suspected" });
  await register(east, places.eastVillage, "陈一", { birthDate: "2010-07-02", "risk.violence": "suspected" });
  const visited = await register(south, places.southVillage, "吕布", { birthDate: "2018-01-01", "guardianship.state": "good" });
  await sent(south, `/api/visit/children/${visited}/visits`, { kind: "home_visit", form: "puning@1" });
  await flag(dropout);
  people.clock.set("2024-08-15T01:00:00.000Z");
  county = await enter(people, app, "county", places.county);
  supervisor = await enter(people, app, "supervisor", places.east);
}); // prettier-ignore
after(async () => {
  await app.close();
  await people.close();
});

async function sent(caller: Caller, url: string, body: Record<string, unknown>): Promise<void> {
  const answer = await caller.post(url, { id: newId(), ...body });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
}
async function register(caller: Caller, area: string, name: string, facts: Record<string, unknown>): Promise<string> {
  const childId = newId();
  const own = { ...leftBehind, name, "guardian.name": `${name}祖母`, ...facts };
  await sent(caller, "/api/registry/children", { childId, area, facts: own });
  return childId;
}
/** The education department's list says something of a child that nobody has verified. */
async function flag(childId: string): Promise<void> {
  const list = newId();
  const raised = { comparison: "school_dropouts", title: "辍学名单", department: "education", finding: "differs", clause: "条款", list, listDay: "2024-06-01", row: 1, probability: 1, words: "", facts: {}, day: "2024-07-01", due: "2024-08-01" } as const;
  const { drafts } = compare({ count: 0, open: {}, answered: {} }, "school_dropouts", [raised], { day: "2024-07-01", list });
  await people.tonghu.journal.decide({ actor: people.county, commandId: newId(), content: {} }, childId, () => drafts);
} // prettier-ignore
const page = async (caller: Caller, query: string): Promise<LedgerPage> => {
  const answer = await caller.get(`/api/caselist/children?${query}`);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body as LedgerPage;
};
const names = async (query: string, caller = county): Promise<string[]> =>
  (await page(caller, query)).lines.map((line) => line.name);

test("another township's children are in no page, count or file, whatever is asked", async () => {
  for (const query of ["", "sort=area", "name=lvbu", "name=吕", "guardianship=good", "sort=-age"])
    assert.ok(!(await names(query, supervisor)).includes("吕布"), query);
  const counted = (await supervisor.get("/api/caselist/count")).body as LedgerCount;
  assert.deepEqual(counted, { count: 3, more: false });
  for (const url of [`/api/caselist/count?area=${places.south}`, `/api/caselist/children?area=${places.south}`])
    assert.equal((await supervisor.get(url)).status, 404);
  const asked = { id: newId(), purpose: "visit" };
  const file = await supervisor.post(`/api/caselist/file?columns=name&area=${places.south}`, asked);
  assert.equal(file.status, 404);
  const director = await enter(people, app, "director", places.eastVillage);
  assert.equal((await director.post("/api/caselist/file?columns=name", asked)).status, 403);
});

const filters: readonly (readonly [query: string, found: readonly string[]])[] = [
  ["level=red", ["陈一"]],
  ["guardianship=poor", ["曾小满"]],
  ["guardianship=none", ["陈一", "林小雨"]],
  ["when=overdue", ["陈一", "林小雨", "曾小满", "吕布"]],
  ["when=today", []],
  ["unvisited=never", ["陈一", "林小雨", "曾小满"]],
  ["unvisited=30", ["陈一", "林小雨", "曾小满", "吕布"]],
  ["unvisited=60", ["陈一", "林小雨", "曾小满"]],
  ["ageFrom=14", ["陈一", "林小雨"]],
  ["ageFrom=6&ageTo=12", ["曾小满", "吕布"]],
  ["ageTo=5", []],
  ["awaiting=yes", ["陈一"]],
  ["flagged=any", ["林小雨"]],
  ["flagged=education", ["林小雨"]],
  ["flagged=police", []],
  ["name=zengx", ["曾小满"]],
  ["name=xm", ["曾小满"]],
  ["name=xiao", ["林小雨", "曾小满"]],
  ["name=lv", ["吕布"]],
  ["name=小", ["林小雨", "曾小满"]],
  ["name=lin&level=red", []],
];
for (const [query, found] of filters) {
  test(`${query}: ${found.join("、") || "nobody"}; each alone where its id is asked for too`, async () => {
    const { lines } = await page(county, query);
    assert.deepEqual(lines.map((line) => line.name), found); // prettier-ignore
    for (const { childId, name } of lines) assert.deepEqual(await names(`${query}&ids=${childId}`), [name]);
    if (query.includes("name=")) return;
    const counted = (await county.get(`/api/caselist/count?${query}`)).body;
    assert.deepEqual(counted, { count: found.length, more: false });
  });
}

test("born on 29 February, a child turns older on 1 March, in the filter as on the page", async () => {
  people.clock.set("2025-02-28T01:00:00.000Z");
  const then = await enter(people, app, "county", places.county);
  assert.ok((await names("ageTo=12", then)).includes("曾小满"));
  people.clock.set("2025-03-01T01:00:00.000Z");
  const since = await enter(people, app, "county", places.county);
  assert.ok(!(await names("ageTo=12", since)).includes("曾小满"));
  assert.ok((await names("ageFrom=13&ageTo=13", since)).includes("曾小满"));
  people.clock.set("2024-08-15T01:00:00.000Z");
});

const placed: Readonly<Record<(typeof ledgerOrders)[number], (line: CaseLine) => string>> = {
  level: (line) => String(line.rank).padStart(2, "0"),
  area: (line) => `${line.area} ${String(line.rank).padStart(2, "0")}`,
  due: (line) => line.dueOn ?? "9999", "-due": (line) => line.dueOn ?? "9999",
  visited: (line) => line.lastHome ?? "0001", "-visited": (line) => line.lastHome ?? "0001",
  age: (line) => line.birthDate, "-age": (line) => line.birthDate,
}; // prettier-ignore

for (const sort of ledgerOrders) {
  test(`sort=${sort}: in its order, and pages of any size make up the whole`, async () => {
    const caller = await enter(people, app, "county", places.county);
    const whole = (await page(caller, `sort=${sort}`)).lines;
    const keys = whole.map(placed[sort]);
    const down = sort === "age" || (sort.startsWith("-") && sort !== "-age");
    assert.deepEqual(keys, down ? keys.toSorted().toReversed() : keys.toSorted());
    for (const limit of [1, 3]) {
      const read: CaseLine[] = [];
      for (let next: string | null = ""; next !== null;) {
        const more: LedgerPage = await page(
          caller,
          `sort=${sort}&limit=${limit}${next === "" ? "" : `&after=${next}`}`,
        );
        read.push(...more.lines);
        next = more.next;
      }
      assert.deepEqual(read, whole);
    }
    const wrong = await caller.get(`/api/caselist/children?sort=${sort}&after=0_0`);
    assert.equal(wrong.status, 400);
  });
}

test("the file has the columns that were asked for, in that order, with a line for each child on the page", async () => {
  const caller = await enter(people, app, "county", places.county);
  const query = "sort=age&unvisited=60&columns=name,age,level,grounds,guardianship,lastHome,intervened,area";
  const { answer } = await takeAlong(app, caller, `/api/caselist/file?${query}`);
  const said = (cell: Cell): string =>
    cell.kind === "text" ? cell.text : cell.kind === "number" ? cell.raw : cell.kind === "date" ? (cell.day ?? "") : "";
  const read = await Array.fromAsync(readRows(answer.rawPayload));
  const rows = read.map(({ cells }) => cells.map(said));
  const text = rows.map((row) => row.join("|"));
  assert.match(text[1] ?? "", /^序号\|姓名\|年龄\|等级\|情形\|监护情况\|上次入户\|已介入\|村（社区）/);
  assert.match(text[2] ?? "", /^1\|曾小满\|12\|低风险（绿色）\|\|差\|从未\|\|流沙东街道玉环居委会/);
  assert.match(text[3] ?? "", /^2\|陈一\|14\|高风险（红色）\|（疑似）.+\|未评估\|从未\|否\|/);
  assert.match(text[4] ?? "", /^3\|林小雨\|14\|/);
  assert.equal(rows.filter((row) => /^\d+$/.test(row[0] ?? "")).length, 3);
  assert.match(text.join("\n"), /数据时点：2024-08-15　政策：普民〔2024〕35号（第1版）/);
});
