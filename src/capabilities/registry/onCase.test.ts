import type { FastifyInstance } from "fastify";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newId } from "#kernel/id.ts";
import { type Caller, type Cast, cast, enter, leftBehind, places, seqOf, server } from "../../../test/cast.ts";

/*
 * A sealed field opens for the people on the case alone, or by a broken seal that is told: no post is on a case by itself,
 * nobody takes one for themselves, and nobody learns by writing whether there is anything (docs/decisions/0028).
 */

let people: Cast;
let app: FastifyInstance;
let director: Caller;
let supervisor: Caller;
let county: Caller;
let colleague: Caller;
before(async () => {
  people = await cast();
  app = await server(people);
  director = await enter(people, app, "director", places.eastVillage);
  supervisor = await enter(people, app, "supervisor", places.east);
  county = await enter(people, app, "county", places.county);
  colleague = await enter(people, app, "county", places.county);
});
after(async () => {
  await app.close();
  await people.close();
});

interface Shown {
  readonly facts: readonly { key: string; text: string }[];
  readonly onCase: boolean;
  readonly seq: number;
  readonly caseTeam: readonly { personId: string }[];
  readonly reports: readonly { text: string }[];
}

const registered = async (by: Caller, facts: object): Promise<string> => {
  const childId = newId();
  const body = { id: newId(), childId, area: places.eastVillage, facts: { ...leftBehind, ...facts } };
  const answer = await by.post("/api/registry/children", body);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return childId;
};
const fileOf = async (by: Caller, childId: string, query = "?purpose=protection"): Promise<Shown> =>
  (await by.get(`/api/registry/children/${childId}${query}`)).body as Shown;
const textOf = (file: Shown, key: string): string | undefined => file.facts.find((one) => one.key === key)?.text;
const record = (by: Caller, childId: string, facts: object) =>
  by.post(`/api/registry/children/${childId}/facts`, { id: newId(), facts });
const who = async (by: Caller): Promise<string> =>
  ((await by.get("/api/account/me")).body as { personId: string }).personId;
const name = async (by: Caller, childId: string, named: readonly string[]) =>
  by.post(`/api/registry/children/${childId}/case`, { id: newId(), seq: await seqOf(by, childId), people: named, reason: "牵头办理" }); // prettier-ignore
const titlesOf = async (by: Caller, childId: string): Promise<string[]> =>
  ((await by.get(`/api/registry/children/${childId}/entries`)).body as { kind: string }[]).map(({ kind }) => kind);

test("a county officer is on no case by the post: takes none, is named by another, or breaks the seal and answers for it to another", async () => {
  const childId = await registered(director, { name: "县里看不见", "risk.sexualAbuse": "confirmed" });
  assert.equal(textOf(await fileOf(county, childId), "risk.sexualAbuse"), undefined);
  const own = await name(county, childId, [await who(director), await who(county)]);
  assert.deepEqual([own.status, (own.body as { code: string }).code], [403, "registry.own_case"]);

  const path = `/api/registry/children/${childId}/break-seal`;
  const broken = await county.post(path, { id: newId(), purpose: "protection", reason: "接到报案，需立即处置" });
  assert.equal(textOf(broken.body as Shown, "risk.sexualAbuse"), "是");
  assert.equal(textOf(await fileOf(county, childId), "risk.sexualAbuse"), undefined, "once");
  const { lines } = (await county.get("/api/trace/alerts?open=yes")).body as { lines: { id: string; childId: string }[] }; // prettier-ignore
  const alert = lines.find((line) => line.childId === childId);
  const answer = (by: Caller) => by.post(`/api/trace/alerts/${alert?.id}/answer`, { outcome: "justified", reason: "已核实，处置正当" }); // prettier-ignore
  assert.equal(((await answer(county)).body as { code: string }).code, "trace.own_alert");
  assert.equal((await answer(colleague)).status, 200);

  assert.equal((await name(colleague, childId, [await who(director), await who(county)])).status, 200);
  assert.equal(textOf(await fileOf(county, childId), "risk.sexualAbuse"), "是");
  assert.equal((await name(county, childId, [await who(county)])).status, 200, "who is on the case may say who stays");
  assert.equal((await fileOf(director, childId)).onCase, false);
});

test("whoever adds to what is sealed does not get to see it, and learns nothing by what the file does", async () => {
  const [held, empty] = [
    await registered(director, { name: "已有封存", "health.hiv": true }),
    await registered(director, { name: "没有封存" }),
  ];
  for (const facts of [{ "health.hiv": false }, { "risk.sexualAbuse": "none" }, { "adoption.state": "none" }]) {
    const earlier = [await seqOf(supervisor, held), await seqOf(supervisor, empty)];
    for (const childId of [held, empty]) assert.equal((await record(supervisor, childId, facts)).status, 200);
    const later = [await seqOf(supervisor, held), await seqOf(supervisor, empty)];
    assert.deepEqual(later.map((seq, n) => seq - (earlier[n] ?? 0)), [1, 1], JSON.stringify(facts)); // prettier-ignore
  }
  assert.equal((await record(supervisor, held, { "risk.sexualAbuse": "suspected" })).status, 200);
  assert.deepEqual([(await fileOf(supervisor, held)).onCase, textOf(await fileOf(supervisor, held), "health.hiv")], [false, undefined]); // prettier-ignore
  const seen = await fileOf(director, held);
  assert.deepEqual([textOf(seen, "health.hiv"), textOf(seen, "risk.sexualAbuse")], ["是", "疑似"]);
});

test("that people were named, or a seal broken, is told to the case and to the county alone", async () => {
  const childId = await registered(director, { name: "经过", "risk.sexualAbuse": "suspected" });
  assert.equal((await name(county, childId, [await who(director)])).status, 200, "the same people: no entry");
  assert.equal((await name(county, childId, [await who(director), await who(supervisor)])).status, 200);
  const outsider = await enter(people, app, "supervisor", places.east);
  const broken = { id: newId(), purpose: "protection", reason: "学校来电，需立即安置" };
  assert.equal((await outsider.post(`/api/registry/children/${childId}/break-seal`, broken)).status, 200);
  const about = (kinds: readonly string[]) => kinds.filter((kind) => /case_named|seal_broken/.test(kind)).length;
  assert.equal(about(await titlesOf(outsider, childId)), 0);
  for (const by of [county, director, supervisor]) assert.equal(about(await titlesOf(by, childId)), 2);
  assert.deepEqual((await fileOf(outsider, childId)).caseTeam, []);
  assert.equal((await fileOf(colleague, childId)).caseTeam.length, 2);
});

test("whom the county names is asked of posts without a second connection: a used-up pool does not wait for itself", async () => {
  const childId = await registered(director, { name: "连接用尽" });
  const person = await who(supervisor);
  const { pool } = people.database.db;
  const held = await Promise.all(Array.from({ length: (pool.options.max ?? 10) - 1 }, () => pool.connect()));
  try {
    assert.equal((await name(county, childId, [person])).status, 200);
  } finally {
    for (const client of held) client.release();
  }
});

test("an adoption and who reported are sealed like the rest; each report is kept, none mixed with another", async () => {
  const childId = await registered(director, { name: "收养童", "adoption.state": "adopted", "adoption.since": "2020-05-06" });
  const first = { "reporter.name": "线人甲", "reporter.phone": "13711112222", "reporter.relation": "neighbour" };
  assert.equal((await record(director, childId, first)).status, 200);
  // somebody who sees nothing of it brings another report, and the same one again
  for (const given of [{ "reporter.name": "线人乙", "reporter.relation": "school" }, first]) {
    const earlier = await seqOf(supervisor, childId);
    assert.equal((await record(supervisor, childId, given)).status, 200);
    assert.equal(await seqOf(supervisor, childId), earlier + 1);
  }
  for (const by of [supervisor, county]) {
    const seen = JSON.stringify([
      await fileOf(by, childId),
      (await by.get(`/api/registry/children/${childId}/entries`)).body,
      (await by.get(`/api/caselist/lines?ids=${childId}`)).body,
    ]);
    assert.deepEqual(seen.match(/adoption|reporter|线人|1371111|2020-05-06/g), null);
  }
  const seen = await fileOf(director, childId);
  assert.deepEqual(seen.reports.map(({ text }) => text), ["线人甲，13711112222，邻居、群众", "线人乙，学校、幼儿园人员", "线人甲，13711112222，邻居、群众"]);
  assert.deepEqual([textOf(seen, "adoption.state"), textOf(seen, "reporter.name")], ["已被收养", "线人甲"]);
  const masked = await fileOf(director, childId, "");
  assert.deepEqual([textOf(masked, "reporter.phone"), masked.reports], ["***", []], "not even its ends");
  // a phone that is put right is no other report's
  assert.equal((await record(director, childId, { "reporter.phone": "13711112223" })).status, 200);
  assert.equal(textOf(await fileOf(director, childId), "reporter.name"), "线人甲");
  assert.equal((await record(supervisor, childId, { "adoption.state": "none", "reporter.phone": null })).status, 200);
  assert.deepEqual([textOf(await fileOf(director, childId), "adoption.state"), textOf(await fileOf(director, childId), "reporter.phone")], ["已被收养", "13711112223"]);
}); // prettier-ignore

test("behind a line of a return nobody is named for a sealed fact; behind a level everybody is", async () => {
  const childId = await registered(director, { name: "数字背后", "risk.sexualAbuse": "confirmed" });
  const open = await registered(director, { name: "公开情形", "risk.violence": "confirmed" });
  const behind = async (row: string, which: string) => {
    const url = `/api/returns/puning-annex-1/children?row=${row}&which=${which}&area=${places.eastVillage}&limit=500`;
    const body = (await county.get(url)).body as { count: number; hidden: number; children: { childId: string }[] };
    return { ...body, ids: body.children.map((child) => child.childId) };
  };
  const [row, level, all] = [
    await behind("red-1", "row"),
    await behind("red", "subtotal"),
    await behind("total", "total"),
  ];
  assert.ok(row.ids.includes(open) && !row.ids.includes(childId));
  assert.equal(row.count, row.ids.length + row.hidden);
  assert.ok(row.hidden >= 1);
  for (const figure of [level, all]) {
    assert.ok(figure.ids.includes(childId) && figure.ids.includes(open));
    assert.equal(figure.hidden, 0);
  }
});

test("no trace says which sealed fact a child has, whatever it was opened by", async () => {
  const childId = await registered(director, { name: "痕迹无名", "risk.sexualAbuse": "suspected", "health.hiv": true });
  for (const url of [`/api/visit/children/${childId}/form`, `/api/registry/children/${childId}?purpose=protection`]) {
    assert.equal((await director.get(url)).status, 200);
  }
  const broken = { id: newId(), purpose: "protection", reason: "学校来电，需立即安置" };
  assert.equal((await supervisor.post(`/api/registry/children/${childId}/break-seal`, broken)).status, 200);
  const { rows } = await people.database.db.owner.query<{ fields: string[] }>(
    "select fields from trace_fresh where children = array[$1::uuid] and kind = 'file'",
    [childId],
  );
  const fields = rows.flatMap((row) => row.fields);
  assert.equal(fields.filter((field) => field === "sealed").length, 3);
  assert.ok(!fields.some((field) => /sexualAbuse|hiv|adoption|reporter/.test(field)));
});
