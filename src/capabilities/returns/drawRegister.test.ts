import assert from "node:assert/strict";
import { after, before, suite, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import ExcelJS from "exceljs";
import type { FastifyInstance } from "fastify";
import type { Actor } from "#kernel/actor.ts";
import { newId } from "#kernel/id.ts";
import { checkCharacter } from "#kernel/idNumber.ts";
import { seedDemo } from "#capabilities/demo/index.ts";
import { move, record, register } from "#capabilities/registry/index.ts";
import { writeWorkbook } from "#platform/files/index.ts";
import { type Caller, type Cast, cast, enter, leftBehind, places, server, takeAlong } from "#test/cast.ts";
import { drawRegister } from "./drawRegister.ts";

const idNumber = `11010520140501002${checkCharacter("11010520140501002")}`;

let people: Cast;
let app: FastifyInstance;
let county: Caller;
let east: Caller;
let eastChild: string;

const world = () => ({ ...people.tonghu.ground, journal: people.tonghu.journal, policyFor: people.tonghu.policyFor });
/** Whom the workbook shows is kept where the route says it (test/looks.test.ts). */
const untold = async (): Promise<void> => undefined;

/** Turns the clock; sessions end with the day. */
async function standAt(iso: string): Promise<void> {
  people.clock.set(iso);
  county = await enter(people, app, "county", places.county);
  east = await enter(people, app, "supervisor", places.east);
}

/** Two children of 流沙东 and 流沙南 from July on; the first is found at risk on the 10th and moves on the 20th. */
before(async () => {
  people = await cast("2024-07-01T02:00:00.000Z", { poolSize: 2 });
  app = await server(people);
  const enrol = async (actor: Actor, name: string, facts: Record<string, unknown> = {}): Promise<string> => {
    const command = { id: newId(), childId: newId(), area: actor.area, facts: { ...leftBehind, ...facts, name } };
    await register(world(), actor, { ...command, source: "registration" });
    return command.childId;
  };
  await enrol(people.southDirector, "南童", { "hukou.area": "110101001001", "mother.phone": "06632221234" });
  eastChild = await enrol(people.eastDirector, "东童", { idKind: "resident", idNumber });
  await enrol(people.eastDirector, "欧=SUM(A1)", {
    "father.away.since": "2024-06-20",
    "mother.away.since": "2024-06-20",
  });
  people.clock.set("2024-07-10T02:00:00.000Z");
  const risk = { id: newId(), facts: { "risk.dropout": "suspected" }, source: "visit" } as const;
  await record(world(), people.eastDirector, eastChild, risk);
  await standAt("2024-07-20T02:00:00.000Z");
  await move(world(), people.county, eastChild, { id: newId(), area: places.southVillage, reason: "随祖母迁居" });
});
after(async () => {
  await app.close();
  await people.close();
});

const path = (query: string, id = "puning-annex-2"): string => `/api/returns/annex/${id}/file?${query}`;

async function sheetOf(caller: Caller, query: string): Promise<ExcelJS.Worksheet> {
  const { answer } = await takeAlong(app, caller, path(query));
  assert.equal(answer.statusCode, 200, answer.body.slice(0, 300));
  const bytes = answer.rawPayload;
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer);
  const [sheet] = workbook.worksheets;
  assert.ok(sheet);
  return sheet;
}

type Line = Readonly<Record<string, string | number | Date | null>>;

/** The children's lines by the titles of their columns: heads stand in row 4, three rows of notes at the end. */
async function linesOf(caller: Caller, query: string): Promise<Line[]> {
  const sheet = await sheetOf(caller, query);
  const rows = (sheet.getRows(4, sheet.rowCount - 6) ?? []).map((row) => (row.values as Line[string][]).slice(1));
  const [heads = [], ...lines] = rows;
  return lines.map((line) => Object.fromEntries(heads.map((head, i) => [String(head), line[i] ?? null])));
}

const brief = (lines: readonly Line[]): unknown[] =>
  lines.map((line) => [line["序号"], line["姓名"], line["备注（风险等级）"]]);

suite("who may have a register", () => {
  const refused: [string, () => Caller, string, number, string][] = [
    ["the neighbouring township's", () => east, path(`area=${places.south}`), 404, "area.unknown"],
    ["one village's next door", () => east, path(`area=${places.southVillage}`), 404, "area.unknown"],
    ["the county's, for a township", () => east, path(`area=${places.county}`), 404, "area.unknown"],
    ["one that no policy has", () => county, path("asOf=2024-07-20", "puning-annex-9"), 404, "returns.unknown"],
    ["a return, which is none", () => county, path("asOf=2024-07-20", "puning-annex-1"), 404, "returns.unknown"],
    ["an id that is none", () => county, path("", "%27"), 400, "http.input_invalid"],
    ["no area", () => county, path("area=44528100"), 400, "http.input_invalid"],
    ["no day", () => county, path("asOf=2024-02-30"), 400, "http.input_invalid"],
    ["a frozen one, which files cannot be", () => county, path("frozen=yes"), 400, "http.input_invalid"],
  ];
  for (const [what, caller, url, status, code] of refused)
    test(`${what} → ${status} ${code}`, async () => {
      const answer = await caller().post(url, { id: newId(), purpose: "reporting" });
      assert.deepEqual([answer.status, (answer.body as { code: string }).code], [status, code]);
    });

  test("a director → 403, nobody → 401", async () => {
    const director = await enter(people, app, "director", places.eastVillage);
    const body = { id: newId(), purpose: "reporting" };
    assert.equal((await director.post(path(""), body)).status, 403);
    assert.equal((await app.inject({ method: "POST", url: path(""), payload: body })).statusCode, 401);
  });
});

suite("附件2 over HTTP", () => {
  test("on the first day: the served by village, and who is away for ten days only is not among them", async () => {
    assert.deepEqual(brief(await linesOf(county, "asOf=2024-07-05")), [
      [1, "东童", "低风险（绿色）"],
      [2, "南童", "低风险（绿色）"],
    ]);
  });

  test("on a day before there was any file: a form without a line", async () => {
    assert.deepEqual(await linesOf(county, "asOf=2024-06-30"), []);
  });

  test("each day has the level of that day, under the note that the facts are of today", async () => {
    assert.deepEqual(brief(await linesOf(county, "asOf=2024-07-10")), [
      [1, "东童", "中高风险（黄色）"],
      [2, "南童", "低风险（绿色）"],
    ]);
    const sheet = await sheetOf(county, "asOf=2024-07-10");
    assert.match(
      sheet.getCell(`A${sheet.rowCount - 1}`).text,
      /^数据时点：2024年7月10日.*其他信息为生成时的最新记录。$/u,
    );
  });

  test("whose file has moved out of the township since keeps the line of that day, without a fact", async () => {
    const [line, ...more] = await linesOf(east, "asOf=2024-07-10");
    assert.deepEqual(more, []);
    assert.deepEqual(
      Object.values(line ?? {}).filter((value) => value !== null),
      [1, "（档案已迁出）", "中高风险（黄色）"],
    );
    assert.deepEqual(await linesOf(east, "asOf=2024-07-20"), []);
  });

  test("areas have names, days are days, telephones keep their nought, numbers leave whole with a purpose", async () => {
    const lines = await linesOf(county, "asOf=2024-07-20");
    const [south, eastern] = [
      lines.find((line) => line["姓名"] === "南童"),
      lines.find((line) => line["姓名"] === "东童"),
    ];
    assert.match(String(eastern?.["户籍所在地"]), /^广东省揭阳市普宁市$/u);
    assert.equal(south?.["户籍所在地"], "110101001001"); // its division is not loaded here
    assert.deepEqual(south?.["出生日期"], new Date("2014-05-01T00:00:00Z"));
    assert.equal(south?.["母亲电话"], "06632221234");
    assert.equal(eastern?.["公民身份证号码"], idNumber);
  });

  test("a name with a formula in it is a name, once its child is served", async () => {
    await standAt("2024-09-25T02:00:00.000Z");
    const lines = await linesOf(east, "");
    assert.deepEqual(brief(lines), [[1, "欧=SUM(A1)", "低风险（绿色）"]]);
  });

  test("the download has its name and kind", async () => {
    const { ticket, answer } = await takeAlong(app, county, path("asOf=2024-07-10"));
    const { headers } = answer;
    assert.match(String(headers["content-type"]), /spreadsheetml\.sheet$/);
    assert.equal(ticket.name, "普宁市农村留守儿童和困境儿童排查表-2024-07-10.xlsx");
    assert.ok(String(headers["content-disposition"]).endsWith(encodeURIComponent(ticket.name)));
  });
});

suite("a register longer than a batch", () => {
  const asOf = "2026-11-01";
  before(async () => {
    await standAt("2026-11-01T02:00:00.000Z");
    const seeding = {
      ...world(),
      gradingFor: people.tonghu.gradingFor,
      calendar: people.tonghu.calendar,
      owner: people.database.db.owner,
    };
    await seedDemo(seeding, { area: places.county, children: 900, seed: 7, visits: false });
  });

  test("lists as many children in each level as 附件1 of the day counts, none twice", async () => {
    const lines = await linesOf(county, `asOf=${asOf}`);
    assert.ok(lines.length > 520, `${lines.length}`);
    assert.deepEqual(lines.map((line) => line["序号"]), lines.map((_, i) => i + 1)); // prettier-ignore
    const annex1 = (await county.get(`/api/returns/puning-annex-1?asOf=${asOf}`)).body as {
      total: { count: number };
      subtotals: { title: string; count: number }[];
    };
    assert.equal(lines.length, annex1.total.count);
    assert.equal(annex1.subtotals.length, 4);
    for (const { title, count } of annex1.subtotals) {
      const level = title.replace("等级", "");
      assert.equal(lines.filter((line) => line["备注（风险等级）"] === level).length, count, level);
    }
    const numbers = lines.flatMap((line) => line["公民身份证号码"] ?? []).map(String);
    assert.ok(numbers.length > 400, `${numbers.length}`);
    assert.ok(numbers.every((number) => !number.includes("*")));
  });

  test("a disk that is full in the middle gives the connection back, also many times over", async () => {
    const { pool } = people.tonghu.ground;
    for (let i = 0; i < 6; i++) {
      const wanted = { id: "puning-annex-2", area: places.county, asOf };
      const drawn = await drawRegister(world(), people.county, wanted, untold);
      const full = drawn.write(async (plan) => {
        let bytes = 0;
        for await (const piece of writeWorkbook(plan)) if ((bytes += piece.length) > 10_000) throw new Error("full");
      });
      await assert.rejects(full, /full/);
    }
    const patience = Date.now() + 10_000;
    while (pool.idleCount < pool.totalCount && Date.now() < patience) await pause(20);
    assert.equal(pool.idleCount, pool.totalCount);
    assert.equal(pool.waitingCount, 0);
    assert.equal((await county.get("/api/caselist/summary")).status, 200);
  });

  test("without a watermark nobody gets a whole number, not even the machine itself", async () => {
    const consoleActor: Actor = { ...people.county, post: "system" };
    const drawn = await drawRegister(
      world(),
      consoleActor,
      { id: "puning-annex-2", area: places.county, asOf },
      untold,
    );
    const numbers: string[] = [];
    const count = await drawn.write(async ({ sheets }) => {
      const rows = sheets[0]?.rows;
      assert.ok(typeof rows === "function");
      for await (const { cells } of rows()) {
        const values = cells.map((cell) =>
          typeof cell === "object" && cell && "content" in cell ? cell.content : cell,
        );
        numbers.push(...values.filter((value) => typeof value === "string" && /^\d{17}[\dX]$/.test(value)).map(String));
      }
    });
    assert.ok(count > 520);
    assert.deepEqual(numbers, []);
  });
});
