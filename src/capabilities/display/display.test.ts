import type { FastifyInstance } from "fastify";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as registry from "#capabilities/registry/index.ts";
import { newId } from "#kernel/id.ts";
import { type Browser, browser, person, signedIn, wait } from "../../../test/accounts.ts";
import { type Cast, cast, leftBehind, places, server } from "../../../test/cast.ts";
import type { ScreenFigures, ScreenLine } from "./words.ts";

/* A wall's screen over HTTP on a real database: what it may read, and how it ends. */

let people: Cast;
let app: FastifyInstance;
let officer: Browser;
const name = "测试童墙";

before(async () => {
  people = await cast();
  app = await server(people);
  const command = { id: newId(), childId: newId(), area: places.eastVillage, source: "registration" as const, facts: { ...leftBehind, name } }; // prettier-ignore
  await registry.register({ ...people.tonghu.ground, journal: people.tonghu.journal }, people.eastDirector, command);
  officer = (await signedIn(people, app, { login: "wall-list", kind: "county", area: places.county })).at;
});
after(async () => {
  await app.close();
  await people.close();
});

const screens = "/api/display/screens";
let made = 0;
/** A browser that an officer of the county turned into a screen. */
async function screen(more: object = {}): Promise<{ at: Browser; id: string; personId: string }> {
  made += 1;
  const { at, personId } = await signedIn(people, app, { login: `wall-${made}`, kind: "county", area: places.county });
  const id = newId();
  const answer = await at.post(screens, { id, name: "一楼大厅", days: 7, ...more });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return { at, id, personId };
}
const figuresOf = async (at: Browser): Promise<string> => {
  const { status, code } = await at.get("/api/display/figures");
  return `${status} ${code}`.trim();
};

test("who may not open a screen, and where none may hang", async () => {
  const supervisor = await signedIn(people, app, { login: "wall-s", kind: "supervisor", area: places.east });
  const body = { id: newId(), name: "大厅", days: 1 };
  assert.equal((await supervisor.at.post(screens, body)).code, "account.not_permitted");
  assert.equal((await officer.post(screens, { ...body, area: "440305" })).code, "area.unknown");
  assert.equal((await officer.post(screens, { ...body, area: places.east })).code, "display.area_small");
  wait(people, 16 * 60);
  assert.equal((await officer.post(screens, body)).code, "account.fresh_factor_needed");
  assert.equal(await figuresOf(officer), "403 display.not_open");
});

test("the browser that becomes a screen is signed in no more, and its cookie opens nothing but its figures", async () => {
  const { at } = await screen();
  assert.deepEqual([...at.jar.keys()].filter((key) => key === "tonghu_session"), []); // prettier-ignore
  for (const url of [
    "/api/account/me",
    "/api/caselist/board",
    "/api/caselist/children",
    "/api/registry/facts",
    screens,
  ])
    assert.equal((await at.get(url)).status, 401, url);
  const { status, body } = await at.get("/api/display/figures");
  assert.equal(status, 200);
  const shown = body as ScreenFigures;
  assert.equal(shown.place, "普宁市");
  assert.equal(shown.children, 1);
  assert.deepEqual(shown.areas.map((one) => one.name).slice(0, 2), ["流沙东街道", "流沙南街道"]);
  const text = JSON.stringify(body);
  for (const word of [name, "留守", "困境", places.east, "byLevel", "categor"]) assert.ok(!text.includes(word), word);
});

test("a session's token is no screen's, and a screen's no session's", async () => {
  const { at } = await screen();
  const token = at.jar.get("tonghu_screen") ?? "";
  const other = browser(app);
  other.jar.set("tonghu_session", token);
  assert.equal((await other.get("/api/account/me")).status, 401);
  const signed = await signedIn(people, app, { login: "wall-token", kind: "county", area: places.county });
  other.jar.set("tonghu_screen", signed.at.jar.get("tonghu_session") ?? "");
  assert.equal(await figuresOf(other), "403 display.not_open");
});

test("it goes dark when its days are over, when it is ended there, or by an officer of its area", async () => {
  const { at, id } = await screen({ days: 1 });
  const listed = (await (await signedIn(people, app, { login: "wall-reader", kind: "city", area: "4452" })).at.get(screens)).body as ScreenLine[]; // prettier-ignore
  const line = listed.find((one) => one.id === id);
  assert.deepEqual([line?.name, line?.areaName, line?.seenOn], ["一楼大厅", "普宁市", null]);
  const elsewhere = await signedIn(people, app, { login: "wall-far", kind: "county", area: "440305" });
  assert.equal((await elsewhere.at.remove(`${screens}/${id}`)).code, "display.unknown");
  assert.equal(await figuresOf(at), "200");
  const near = await signedIn(people, app, { login: "wall-near", kind: "county", area: places.county });
  assert.equal((await near.at.remove(`${screens}/${id}`)).status, 204);
  assert.equal((await near.at.remove(`${screens}/${id}`)).code, "display.unknown");
  assert.equal(await figuresOf(at), "403 display.not_open");
  const [short, left] = [await screen({ days: 1 }), await screen({ days: 90 })];
  assert.equal((await left.at.remove("/api/display/own")).status, 204);
  assert.deepEqual([await figuresOf(short.at), await figuresOf(left.at)], ["200", "403 display.not_open"]);
  wait(people, 86_400);
  assert.equal(await figuresOf(short.at), "403 display.not_open");
});

test("the post that it stands on is over: so is the screen", async () => {
  const { at, personId } = await screen();
  await person(people, "wall-heir", "county", places.county);
  assert.equal(await figuresOf(at), "200");
  const put = (area: string) => people.database.db.owner.query("update account_post set area = $2 where person_id = $1", [personId, area]); // prettier-ignore
  await put("440305");
  assert.equal(await figuresOf(at), "403 display.not_open", "a post elsewhere opens nothing here");
  await put(places.county);
  await people.database.db.owner.query("update account_post set to_day = '2024-01-02' where person_id = $1", [
    personId,
  ]);
  assert.equal(await figuresOf(at), "403 display.not_open");
});

test("one browser is one screen: opened anew, what it was before has ended", async () => {
  const { at } = await screen();
  const token = at.jar.get("tonghu_screen") ?? "";
  const again = await signedIn(people, app, { login: "wall-again", kind: "county", area: places.county });
  again.at.jar.set("tonghu_screen", token);
  assert.equal((await again.at.post(screens, { id: newId(), name: "大厅", days: 7 })).status, 200);
  assert.notEqual(again.at.jar.get("tonghu_screen"), token);
  assert.deepEqual([await figuresOf(at), await figuresOf(again.at)], ["403 display.not_open", "200"]);
});
