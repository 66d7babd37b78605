import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { type Browser, signedIn } from "#test/accounts.ts";
import { type Cast, cast, places, server } from "#test/cast.ts";
import type { Boundaries, BoundaryPreview } from "./words.ts";

/* Boundaries from the page: another area's first, then what a file would change, and that it is taken whole or not at all. */

let people: Cast;
let app: FastifyInstance;
let admin: Browser;
let officer: Browser;

before(async () => {
  people = await cast();
  app = await server(people);
  admin = (await signedIn(people, app, { login: "admin-county", kind: "system_admin", area: places.county })).at;
  officer = (await signedIn(people, app, { login: "county", kind: "county", area: places.county })).at;
});
after(async () => {
  await app.close();
  await people.close();
});

const square = [[[116, 23], [117, 23], [117, 24], [116, 23]]]; // prettier-ignore
const fileOf = (codes: readonly string[], more: object = {}): string =>
  JSON.stringify({
    type: "FeatureCollection", ...more, features: codes.map((code) => ({ type: "Feature", properties: { code }, geometry: { type: "Polygon", coordinates: square } })),
  }); // prettier-ignore

async function send(by: Browser, url: string, content: string): Promise<{ status: number; code: string; body: unknown }> {
  const cookie = [...by.jar].map(([name, value]) => `${name}=${value}`).join("; ");
  const payload = `--x\r\ncontent-disposition: form-data; name="file"; filename="map.geojson"\r\n\r\n${content}\r\n--x--\r\n`;
  const answer = await app.inject({ method: "POST", url, headers: { cookie, "content-type": "multipart/form-data; boundary=x" }, payload });
  const body: unknown = answer.json();
  return { status: answer.statusCode, code: (body as { code?: string }).code ?? "", body };
} // prettier-ignore

const path = `/api/area/units/${places.county}/boundaries`;
const loadedIn = async (area: string): Promise<number> => ((await officer.get(`/api/area/units/${area}/boundaries`)).body as Boundaries).lower.length; // prettier-ignore
const both = [places.east, places.south];

test("an officer loads none, and an administrator none of elsewhere; the database says so, too", async () => {
  assert.equal((await send(officer, path, fileOf(both))).code, "account.not_permitted");
  for (const url of ["/api/area/units/440305/boundaries", "/api/area/units/0/boundaries"])
    for (const end of ["", "/check"]) {
      const refused = await send(admin, url + end, fileOf(["440305001"]));
      assert.deepEqual([refused.status, refused.code], [404, "area.unknown"], url + end);
    }
  const { pool } = people.tonghu.ground;
  const insert = "insert into area_boundary (area, features, loaded_at) values ('445281', '[]', now())";
  await assert.rejects(pool.query(insert), { code: "42501" });
});

test("what a file would change is said first; then it takes the place of what is there, with who and when", async () => {
  const first = (await send(admin, `${path}/check`, fileOf(both, { 审图号: "粤S(2024)001号" }))).body as BoundaryPreview;
  assert.deepEqual([first.drawn, first.before, first.approval, first.points, first.missing.length], [2, null, "粤S(2024)001号", 8, first.of - 2]);
  assert.equal(await loadedIn(places.county), 0, "looking changes nothing");
  assert.equal((await send(admin, `${path}?source=${encodeURIComponent("省厅")}`, fileOf(both))).status, 200);
  const next = (await send(admin, `${path}/check`, fileOf([places.east]))).body as BoundaryPreview;
  assert.deepEqual(next.lost.map(({ code }) => code), [places.south]);
  assert.deepEqual([next.before?.codes, next.before?.approval, next.before?.source, next.before?.loadedBy], [both.toSorted(), null, "省厅", "测试admin-county"]);
  const refused = await send(admin, path, fileOf([places.east, "440305001"]));
  assert.deepEqual([refused.status, refused.code], [422, "area.boundary_foreign"]);
  assert.equal(await loadedIn(places.county), 2, "a file that is refused leaves what was there");
  assert.equal((await send(admin, path, fileOf([places.east]))).status, 200);
  assert.equal(await loadedIn(places.county), 1);
}); // prettier-ignore

test("what is no file, or too much of one, is refused with its reason", async () => {
  assert.equal((await admin.post(path, {})).code, "area.boundaries_missing");
  assert.equal((await send(admin, path, "PK")).code, "area.boundaries_unreadable");
  assert.equal((await send(admin, path, " ".repeat(8 * 1024 * 1024 + 1))).code, "area.boundaries_large");
});
