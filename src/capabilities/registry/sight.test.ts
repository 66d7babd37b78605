import type { FastifyInstance } from "fastify";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { newId } from "#kernel/id.ts";
import { type Caller, type Cast, cast, enter, leftBehind, places, seqOf, server } from "../../../test/cast.ts";

/* Who sees what of a file, over HTTP: masked without a purpose, sealed for the people on the case, a broken seal told at once. */

let people: Cast;
let app: FastifyInstance;
let director: Caller;
let supervisor: Caller;
let neighbour: Caller;
let county: Caller;
before(async () => {
  people = await cast();
  app = await server(people);
  director = await enter(people, app, "director", places.eastVillage);
  supervisor = await enter(people, app, "supervisor", places.east);
  neighbour = await enter(people, app, "supervisor", places.south);
  county = await enter(people, app, "county", places.county);
});
after(async () => {
  await app.close();
  await people.close();
});

const secrets = {
  idNumber: "99010120140501004X",
  "guardian.phone": "13812345678",
  "residence.address": "流沙大道九巷七号",
  "health.illness": "地中海贫血",
};

async function registered(by: Caller, facts: object): Promise<string> {
  const childId = newId();
  const body = { id: newId(), childId, area: places.eastVillage, facts: { ...leftBehind, ...facts } };
  const { sex: _sex, birthDate: _day, ...rest } = body.facts as Record<string, unknown>;
  const given = "idNumber" in facts ? rest : body.facts;
  const answer = await by.post("/api/registry/children", { ...body, facts: given });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return childId;
}

interface Shown {
  readonly facts: readonly { key: string; value: unknown; text: string; masked: boolean }[];
  readonly opened: readonly string[];
  readonly onCase: boolean;
}
const fileOf = async (by: Caller, childId: string, query = ""): Promise<Shown> =>
  (await by.get(`/api/registry/children/${childId}${query}`)).body as Shown;
const textOf = (file: Shown, key: string): string | undefined => file.facts.find((one) => one.key === key)?.text;
const whole = async (by: Caller, childId: string, query = ""): Promise<string> =>
  JSON.stringify([
    (await by.get(`/api/registry/children/${childId}${query}`)).body,
    (await by.get(`/api/registry/children/${childId}/entries`)).body,
  ]);

test("another area's file does not exist, whatever the purpose and the reason", async () => {
  const childId = await registered(director, { name: "邻镇看不见" });
  const path = `/api/registry/children/${childId}`;
  assert.equal((await neighbour.get(`${path}?purpose=visit`)).status, 404);
  const broken = { id: newId(), purpose: "protection", reason: "想看一看这份档案" };
  assert.equal((await neighbour.post(`${path}/break-seal`, broken)).status, 404);
  assert.equal(
    (await people.database.db.owner.query("select 1 from trace_alert where rule = 'break_glass'")).rowCount,
    0,
  );
});

test("sensitive values are masked everywhere until a purpose opens them, and the trace keeps which and what for", async () => {
  const childId = await registered(director, { name: "遮住童", ...secrets });
  const unopened = await whole(supervisor, childId);
  for (const value of Object.values(secrets)) assert.ok(!unopened.includes(value), value);
  const masked = await fileOf(supervisor, childId);
  assert.equal(textOf(masked, "idNumber"), "990101********004X");
  assert.equal(textOf(masked, "guardian.phone"), "138****5678");
  assert.equal(textOf(masked, "residence.address"), "***");
  assert.deepEqual(masked.opened, []);

  const opened = await fileOf(supervisor, childId, "?purpose=assistance");
  for (const [key, value] of Object.entries(secrets)) assert.equal(textOf(opened, key), value);
  const { rows } = await people.database.db.owner.query<{ fields: string[]; purpose: string | null }>(
    "select fields, purpose from trace_fresh where children = array[$1::uuid] and route like 'GET /api/registry/children/:childId' and purpose is not null",
    [childId],
  );
  assert.deepEqual(rows, [{ fields: opened.opened, purpose: "assistance" }]);
  assert.deepEqual([...opened.opened].toSorted(), Object.keys(secrets).toSorted());
  assert.equal((await supervisor.get(`/api/registry/children/${childId}?purpose=curiosity`)).status, 400);
});

test("a number that the file holds is found by its digest, in any spelling; half a number finds nothing", async () => {
  const again = { ...leftBehind, name: "另一人", "guardian.name": "别人" };
  const number = secrets.idNumber.toLowerCase();
  const { sex: _sex, birthDate: _day, ...facts } = again;
  const command = { id: newId(), childId: newId(), area: places.eastVillage, facts: { ...facts, idNumber: number } };
  const answer = await director.post("/api/registry/children", command);
  assert.deepEqual([answer.status, (answer.body as { code: string }).code], [409, "registry.duplicate"]);
});

test("what is sealed is there for whoever entered it first, with a purpose, and for nobody else by their post", async () => {
  const childId = await registered(director, { name: "封存童", "risk.sexualAbuse": "suspected", "health.hiv": true });
  for (const caller of [supervisor, county]) {
    for (const query of ["", "?purpose=protection"]) {
      const seen = await whole(caller, childId, query);
      // the policies' own titles name both, whoever reads them
      assert.deepEqual(seen.match(/sexualAbuse|health\.hiv|\.hiv|"遭受性侵害"|"艾滋病病毒感染"/g), null);
    }
    assert.equal((await fileOf(caller, childId)).onCase, false);
  }
  const masked = await fileOf(director, childId);
  assert.deepEqual([masked.onCase, textOf(masked, "risk.sexualAbuse")], [true, "***"]);
  const opened = await fileOf(director, childId, "?purpose=protection");
  assert.equal(textOf(opened, "risk.sexualAbuse"), "疑似");
  assert.deepEqual(opened.opened, ["sealed"], "the trace says that it was opened, and not what there was");
  const list = JSON.stringify((await county.get("/api/caselist/children?limit=200")).body);
  assert.ok(list.includes("封存童") && !/hiv/.test(list) && !/"s\./.test(list));
});

test("a child who is served through a sealed fact alone is not betrayed by category, ground, history or search", async () => {
  const childId = await registered(director, { name: "牵连童", "school.name": "某校" });
  const sealing = { id: newId(), source: "department", facts: { "health.hiv": true } };
  assert.equal((await county.post(`/api/registry/children/${childId}/facts`, sealing)).status, 200);
  const told = async (by: Caller): Promise<string> =>
    JSON.stringify([
      // what the policy says of every category is there, answered on what the reader sees
      { ...((await by.get(`/api/registry/children/${childId}?purpose=visit`)).body as object), decision: null },
      (await by.get(`/api/registry/children/${childId}/entries`)).body,
      (await by.get(`/api/caselist/lines?ids=${childId}`)).body,
    ]);
  const said = await told(director);
  assert.equal(said.match(/"[a-z_]+\.orphan|health\.hiv|veiled|"s\./)?.[0], undefined);
  const found = async (by: Caller): Promise<boolean> =>
    JSON.stringify((await by.get("/api/caselist/children?category=at_risk.orphan&limit=200")).body).includes(childId);
  assert.deepEqual([await found(director), await found(supervisor), await found(county)], [false, false, false]);
  assert.match(
    JSON.stringify((await county.get(`/api/registry/children/${childId}?purpose=protection`)).body),
    /"at_risk\.orphan"/,
  );
  const { rows } = await people.database.db.owner.query(
    "select categories, grounds from caselist where child_id = $1",
    [childId],
  );
  assert.ok(rows.length > 0 && !JSON.stringify(rows).includes("orphan"));
});

test("who does not see a sealed finding cannot take it back, may make it graver, and loses no visit over it", async () => {
  const childId = await registered(county, { name: "不可收回", "risk.sexualAbuse": "suspected" });
  const say = (value: string) =>
    director.post(`/api/registry/children/${childId}/facts`, {
      id: newId(),
      source: "visit",
      facts: { "risk.sexualAbuse": value, "school.name": `某校${value}` },
    });
  const held = async () => textOf(await fileOf(county, childId, "?purpose=protection"), "risk.sexualAbuse");
  assert.equal((await say("none")).status, 200);
  assert.equal(await held(), "疑似");
  const form = (await director.get(`/api/visit/children/${childId}/form`)).body as {
    questions: { key: string; last: unknown }[];
  };
  assert.equal(form.questions.find((one) => one.key === "risk.sexualAbuse")?.last, null);
  assert.equal((await say("confirmed")).status, 200);
  assert.equal(await held(), "是");
  assert.equal(textOf(await fileOf(county, childId), "school.name"), "某校confirmed");
});

test("the county names who is on the case; a person of another township cannot be named", async () => {
  const childId = await registered(county, { name: "指定童", "risk.sexualAbuse": "confirmed" });
  const who = async (caller: Caller): Promise<string> =>
    ((await caller.get("/api/account/me")).body as { personId: string }).personId;
  const name = async (person: string) => ({
    id: newId(),
    seq: await seqOf(county, childId),
    people: [person],
    reason: "牵头办理",
  });
  const path = `/api/registry/children/${childId}/case`;
  assert.equal((await supervisor.post(path, await name(await who(supervisor)))).status, 403);
  const far = await county.post(path, await name(await who(neighbour)));
  assert.equal((far.body as { code: string }).code, "registry.person_unknown");
  assert.equal((await county.post(path, await name(await who(supervisor)))).status, 200);
  assert.equal(textOf(await fileOf(supervisor, childId, "?purpose=protection"), "risk.sexualAbuse"), "是");
  assert.equal((await fileOf(director, childId)).onCase, false);
});

test("a broken seal opens at once, stays in the file with its reason, and the county is told in the same step", async () => {
  const childId = await registered(county, { name: "紧急童", "risk.sexualAbuse": "confirmed" });
  const path = `/api/registry/children/${childId}/break-seal`;
  assert.equal((await supervisor.post(path, { id: newId(), purpose: "protection", reason: "急" })).status, 400);
  const command = { id: newId(), purpose: "protection", reason: "学校来电，儿童今晚不敢回家" };
  const answers = await Promise.all([supervisor.post(path, command), supervisor.post(path, command)]);
  for (const answer of answers) assert.equal(textOf(answer.body as Shown, "risk.sexualAbuse"), "是");
  assert.equal(textOf(await fileOf(supervisor, childId, "?purpose=protection"), "risk.sexualAbuse"), undefined, "once");

  const alerts = (await county.get("/api/trace/alerts?open=yes")).body as {
    lines: { id: string; rule: string; childId: string; text: string }[];
  };
  const mine = alerts.lines.filter((line) => line.childId === childId);
  assert.equal(mine.length, 1, "the same command sent twice tells once");
  assert.match(mine[0]?.text ?? "", /紧急查阅了封存信息（目的：应急处置、监护保护）/);
  const answered = { outcome: "justified", reason: "已核实，处置正当" };
  assert.equal((await county.post(`/api/trace/alerts/${mine[0]?.id}/answer`, answered)).status, 200);
  const entries = (await county.get(`/api/registry/children/${childId}/entries`)).body as {
    kind: string;
    body: object;
  }[];
  const kept = entries.find((entry) => entry.kind === "registry.seal_broken");
  assert.deepEqual(kept?.body, { purpose: "protection", reason: command.reason });
});

test("the command that broke a seal opens nothing for somebody else, nor for its own sender later on", async () => {
  const childId = await registered(county, { name: "重放童", "risk.sexualAbuse": "confirmed" });
  const path = `/api/registry/children/${childId}/break-seal`;
  const command = { id: newId(), purpose: "protection", reason: "学校来电，儿童今晚不敢回家" };
  assert.equal((await supervisor.post(path, command)).status, 200);
  const replayed = await director.post(path, command);
  assert.deepEqual([replayed.status, (replayed.body as { code: string }).code], [409, "registry.seal_closed"]);
  people.clock.set(new Date(people.clock.now().getTime() + 11 * 60_000).toISOString());
  assert.equal((await supervisor.post(path, command)).status, 409);
  assert.equal((await supervisor.post(path, { ...command, id: newId() })).status, 200);
});

test("the time line of whoever is not on the case holds no entry that tells of one", async () => {
  const childId = await registered(director, { name: "无痕童", "school.name": "某校" });
  const path = `/api/registry/children/${childId}`;
  const sealing = { id: newId(), source: "department", facts: { "health.hiv": true } };
  assert.equal((await county.post(`${path}/facts`, sealing)).status, 200);
  const broken = { id: newId(), purpose: "protection", reason: "学校来电，儿童今晚不敢回家" };
  assert.equal((await supervisor.post(`${path}/break-seal`, broken)).status, 200);
  const kindsFor = async (by: Caller): Promise<string[]> =>
    ((await by.get(`${path}/entries`)).body as { kind: string }[]).map(({ kind }) => kind);
  const told = (kinds: readonly string[]) => kinds.filter((kind) => /facts_recorded|seal_broken/.test(kind));
  assert.deepEqual(told(await kindsFor(director)), []);
  assert.deepEqual(told(await kindsFor(county)), ["registry.facts_recorded", "registry.seal_broken"]);
});
