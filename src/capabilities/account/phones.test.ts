import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { type Browser, browser, person, signedIn, signIn, wait } from "#test/accounts.ts";
import { type Cast, cast, places, server } from "#test/cast.ts";

/* A phone is enrolled by a picture, once, and revoked at once (trials 6 and 22). */

let people: Cast;
let app: FastifyInstance;
let supervisor: Browser;
let neighbour: Browser;
before(async () => {
  people = await cast();
  app = await server(people);
  supervisor = (await signedIn(people, app, { login: "dong", kind: "supervisor", area: places.east })).at;
  neighbour = (await signedIn(people, app, { login: "nan", kind: "supervisor", area: places.south })).at;
});
after(async () => {
  await app.close();
  await people.close();
});

const postOf = async (personId: string): Promise<string> => {
  const { rows } = await people.database.db.owner.query<{ id: string }>("select id from account_post where person_id = $1", [personId]); // prettier-ignore
  return rows[0]?.id ?? "";
};
const director = async (login: string): Promise<{ personId: string; postId: string }> => {
  const personId = await person(people, login, "director", places.eastVillage);
  return { personId, postId: await postOf(personId) };
};
const codeFor = async (postId: string): Promise<string> => {
  const made = await supervisor.post("/api/account/device-codes", { postId });
  assert.equal(made.status, 200, JSON.stringify(made.body));
  return (made.body as { code: string }).code;
};
const enrolled = async (postId: string): Promise<{ phone: Browser; deviceId: string }> => {
  const phone = browser(app, "203.0.113.200");
  const answer = await phone.post("/api/account/devices", { code: await codeFor(postId), name: "红米 12" });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  const [mine] = (await phone.get("/api/account/devices")).body as { deviceId: string }[];
  return { phone, deviceId: mine?.deviceId ?? "" };
};

test("nobody but the supervisor of the place shows a code, and only for whom needs no second factor", async () => {
  const { personId, postId } = await director("zhuren");
  assert.equal((await neighbour.post("/api/account/device-codes", { postId })).code, "account.post_unknown");
  const { phone } = await enrolled(postId);
  assert.equal((await phone.post("/api/account/device-codes", { postId })).code, "account.not_permitted");
  const own = (await supervisor.get("/api/account/me")).body as { postId: string };
  assert.equal((await supervisor.post("/api/account/device-codes", { postId: own.postId })).code, "account.device_not_for_post"); // prettier-ignore
  const colleague = await postOf(await person(people, "tongshi", "supervisor", places.east));
  assert.equal((await supervisor.post("/api/account/device-codes", { postId: colleague })).code, "account.device_not_for_post"); // prettier-ignore
  await people.database.db.owner.query("update account_post set to_day = '2024-07-01', side = null where person_id = $1", [personId]); // prettier-ignore
  assert.equal((await supervisor.post("/api/account/device-codes", { postId })).code, "account.device_not_for_post");
});

test("a code counts once, for ten minutes, and a later one voids it", async () => {
  const { postId } = await director("once");
  const code = await codeFor(postId);
  const both = await Promise.all([1, 2].map((n) => browser(app, `203.0.113.21${n}`).post("/api/account/devices", { code, name: `手机${n}` }))); // prettier-ignore
  assert.deepEqual(
    both.map((answer) => answer.status).toSorted((a, b) => a - b),
    [200, 403],
  );
  const [first, second] = [await codeFor(postId), await codeFor(postId)];
  assert.equal(
    (await browser(app).post("/api/account/devices", { code: first, name: "旧" })).code,
    "account.code_wrong",
  );
  wait(people, 601);
  assert.equal(
    (await browser(app).post("/api/account/devices", { code: second, name: "迟" })).code,
    "account.code_wrong",
  );
});

test("the picture holds the phone's page with the code behind the #", async () => {
  const { postId } = await director("picture");
  const made = (await supervisor.post("/api/account/device-codes", { postId })).body as {
    svg: string;
    expiresAt: string;
  };
  assert.match(made.svg, /^<svg /);
  assert.equal(Date.parse(made.expiresAt) - people.clock.now().getTime(), 600_000);
});

test("a phone's session lasts for days, and says the day of its last contact, not where", async () => {
  const { postId } = await director("lasting");
  const { phone } = await enrolled(postId);
  wait(people, 6 * 86_400);
  const me = (await phone.get("/api/account/me")).body as { device: string; post: string };
  assert.deepEqual([me.device, me.post], ["红米 12", "director"]);
  assert.equal((await signIn(supervisor, "dong")).status, 200, "the desk's session is long over");
  const [line] = (await supervisor.get("/api/account/area-devices")).body as Record<string, unknown>[]; // prettier-ignore
  assert.equal(line?.["seenOn"], "2024-07-07");
  assert.deepEqual(Object.keys(line ?? {}).toSorted(), ["area", "deviceId", "enrolledAt", "name", "personName", "postName", "revokedAt", "seenOn"]); // prettier-ignore
});

test("a lost phone is out at its next request, and is told why", async () => {
  const { postId } = await director("robbed");
  await signIn(neighbour, "nan");
  const { phone, deviceId } = await enrolled(postId);
  assert.equal((await neighbour.remove(`/api/account/devices/${deviceId}`)).code, "account.device_unknown");
  assert.equal((await supervisor.remove(`/api/account/devices/${deviceId}`)).status, 204);
  for (const url of ["/api/account/me", "/api/caselist/due", "/api/visit/children/x/form"]) {
    const answer = await phone.get(url);
    assert.deepEqual([answer.status, answer.code], [401, "account.device_revoked"], url);
  }
  assert.equal((await phone.post("/api/registry/children", {})).code, "account.device_revoked");
  assert.equal((await supervisor.remove(`/api/account/devices/${deviceId}`)).code, "account.device_revoked_before");
  const list = (await supervisor.get("/api/account/area-devices")).body as { deviceId: string; revokedAt: string | null }[]; // prettier-ignore
  assert.notEqual(list.find((line) => line.deviceId === deviceId)?.revokedAt, null);
});

test("one's own phone can be taken out of use from the desk", async () => {
  const { postId } = await director("self");
  const { phone, deviceId } = await enrolled(postId);
  const desk = browser(app, "203.0.113.201");
  await desk.post("/api/account/sign-in", { login: "self", password: "Qing-Shui-He-37" });
  assert.equal((await desk.remove(`/api/account/devices/${deviceId}`)).status, 204);
  assert.equal((await phone.get("/api/account/me")).code, "account.device_revoked");
  assert.equal((await desk.get("/api/account/me")).status, 200);
});

test("signing in on a phone that is enrolled makes a phone's session again", async () => {
  const { postId } = await director("return");
  const { phone } = await enrolled(postId);
  await phone.remove("/api/account/session");
  const back = await phone.post("/api/account/sign-in", { login: "return", password: "Qing-Shui-He-37" });
  assert.equal((back.body as { device: string }).device, "红米 12");
  const others = await phone.post("/api/account/sign-in", { login: "dong", password: "Qing-Shui-He-37" });
  assert.equal((others.body as { device: string | null }).device, null, "somebody else on it is not the device's");
});
