import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import type { z } from "zod";
import { newId } from "#kernel/id.ts";
import { checkCharacter } from "#kernel/idNumber.ts";
import { type Caller, type Cast, cast, enter, leftBehind, places, server } from "../../../test/cast.ts";
import { Catalogue, ChildFile, FileEntries } from "./answers.ts";

let people: Cast;
let app: FastifyInstance;
let director: Caller;
before(async () => {
  people = await cast();
  app = await server(people);
  director = await enter(people, app, "director", places.eastVillage);
});
after(async () => {
  await app.close();
  await people.close();
});

const registered = async (facts: object, more: object = {}) => {
  const childId = newId();
  const command = { id: newId(), childId, area: places.eastVillage, facts: { ...leftBehind, ...facts }, ...more };
  const { status, body } = await director.post("/api/registry/children", command);
  return { childId, status, body: body as { code?: string; detail?: string; childId?: string } };
};

test("what the registry answers is what it says that it answers: nothing else, and nothing left out", async () => {
  const { childId } = await registered({});
  const table: [string, z.ZodType][] = [
    ["/api/registry/facts", Catalogue],
    [`/api/registry/children/${childId}`, ChildFile],
    [`/api/registry/children/${childId}/entries`, FileEntries],
  ];
  for (const [path, schema] of table) {
    const { status, body } = await director.get(path);
    assert.equal(status, 200);
    assert.deepEqual(schema.parse(body), body, path);
  }
  const { paths } = (await director.get("/openapi.json")).body as { paths: Record<string, { get?: { responses: object } }> }; // prettier-ignore
  for (const path of ["facts", "children/{childId}", "children/{childId}/entries"])
    assert.match(
      JSON.stringify(paths[`/api/registry/${path}`]?.get?.responses),
      /"application\/json":\{"schema"/,
      path,
    );
});

test("a namesake is asked about in words, and let in when it is said to be another child", async () => {
  const [one, two] = ["99010120140501002", "99010120140501004"].map((first) => ({
    name: "同名同姓",
    idNumber: first + checkCharacter(first),
  }));
  const first = await registered(one ?? {});
  const met = await registered(two ?? {});
  assert.deepEqual([met.status, met.body.code, met.body.childId], [409, "registry.same_person", first.childId]);
  assert.match(met.body.detail ?? "", /同名、同出生日期、同监护人.*确认不是同一人/u);
  assert.equal((await registered(two ?? {}, { another: true })).status, 200);
});

test("each wrong name has a sentence of its own", async () => {
  const table: [string, RegExp][] = [
    ["", /不能是空白/],
    ["张\t三", /看不见的控制字符/],
    ["欧".repeat(41), /超过 40 个字/],
    ["12345", /不像姓名/],
    ["=1+1", /不像姓名/],
    ["无", /这不是姓名/],
  ];
  for (const [name, say] of table) {
    const { status, body } = await registered({ name });
    assert.equal(status, 422, name);
    assert.match(body.detail ?? "", say);
    assert.doesNotMatch(body.detail ?? "", /200 字/);
  }
  const elsewhere = await registered({ "residence.area": places.southVillage });
  assert.deepEqual([elsewhere.status, elsewhere.body.code], [422, "registry.residence_contradicts"]);
  assert.match(elsewhere.body.detail ?? "", /^“现居住地”与建档的村（社区）不是同一处/u);
});

test("a name of emoji, of rare characters, of one and of forty is stored and shown as it was written", async () => {
  for (const name of ["张👧", "👩‍👩‍👧", "𠮷㛃", "张", "𠮷".repeat(40), "阿依•古丽", "x\u0302y"]) {
    const { childId, status } = await registered({ name });
    assert.equal(status, 200, name);
    const { facts } = (await director.get(`/api/registry/children/${childId}`)).body as z.infer<typeof ChildFile>;
    assert.equal(facts.find((fact) => fact.key === "name")?.value, name);
  }
});

test("two who edit at once: what one put otherwise is asked about, what nobody else touched is not; the time line says from what", async () => {
  const { childId } = await registered({ name: "林同改", birthDate: "2014-02-03", "school.name": "甲校" });
  const path = `/api/registry/children/${childId}`;
  const { seq } = (await director.get(path)).body as { seq: number };
  const save = (facts: object, seen: number | undefined, source = "registration") =>
    director.post(`${path}/facts`, { id: newId(), facts, source, ...(seen !== undefined && { seq: seen }) });
  assert.equal((await save({ "school.name": "乙校" }, seq)).status, 200);
  assert.equal((await save({ "school.grade": "三年级" }, seq)).status, 200, "another field of an older page");
  const late = await save({ "school.name": "丙校", "school.grade": "三年级" }, seq);
  const { code, keys, labels, seq: now } = late.body as { code: string; keys: string[]; labels: string; seq: number };
  assert.deepEqual([late.status, code, keys, labels], [409, "registry.changed_meanwhile", ["school.name"], "就读学校"]);
  assert.equal((await save({ "school.name": "丙校" }, now, "correction")).status, 200, "having looked");
  assert.equal((await save({ "school.name": "丁校" }, undefined)).status, 200, "who tells of no page, as a phone");
  const entries = (await director.get(`${path}/entries`)).body as z.infer<typeof FileEntries>;
  const schools = entries.filter(({ body }) => Object.keys(body["facts"] ?? {}).includes("school.name"));
  assert.deepEqual(schools.map(({ was }) => was), [{}, { "school.name": "甲校" }, { "school.name": "乙校" }, { "school.name": "丙校" }]);
}); // prettier-ignore

test("of a number the time line tells what it was by its ends", async () => {
  const { childId } = await registered({ name: "林号改", birthDate: "2014-02-04", "guardian.phone": "13812345678" });
  const path = `/api/registry/children/${childId}`;
  await director.post(`${path}/facts`, { id: newId(), facts: { "guardian.phone": "13900001111" }, source: "correction" });
  const entries = (await director.get(`${path}/entries`)).body as z.infer<typeof FileEntries>;
  const was = String(entries.at(-1)?.was["guardian.phone"] ?? entries.find(({ was: one }) => "guardian.phone" in one)?.was["guardian.phone"]);
  assert.ok(was.includes("*") && !was.includes("13812345678"), was);
}); // prettier-ignore
