import assert from "node:assert/strict";
import { createCipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { type Browser, browser, person, signedIn, signIn } from "#test/accounts.ts";
import { type Cast, cast, leftBehind, places, server } from "#test/cast.ts";
import { newId } from "#kernel/id.ts";
import type { Box, Salvaged, Village } from "./words.ts";

/* Whose work it is that a phone gives up without anybody in: the server's note of who kept a village on it, never its own word. */

let people: Cast;
let app: FastifyInstance;
let supervisor: Browser;

before(async () => {
  people = await cast();
  app = await server(people);
  supervisor = (await signedIn(people, app, { login: "dong", kind: "supervisor", area: places.east })).at;
});
after(async () => {
  await app.close();
  await people.close();
});

interface Director {
  readonly personId: string;
  readonly deviceId: string;
  readonly phone: Browser;
}

/** A director of the east village with an enrolled phone. */
async function director(login: string): Promise<Director> {
  const personId = await person(people, login, "director", places.eastVillage);
  const { rows } = await people.database.db.owner.query<{ id: string }>("select id from account_post where person_id = $1", [personId]); // prettier-ignore
  const made = await supervisor.post("/api/account/device-codes", { postId: rows[0]?.id });
  const phone = browser(app);
  const enrolled = await phone.post("/api/account/devices", { code: (made.body as { code: string }).code, name: login }); // prettier-ignore
  assert.equal(enrolled.status, 200, JSON.stringify(enrolled.body));
  const [mine] = (await phone.get("/api/account/devices")).body as { deviceId: string }[];
  return { personId, deviceId: mine?.deviceId ?? "", phone };
}

async function registered(by: Browser, name: string): Promise<string> {
  const childId = newId();
  const command = { id: newId(), childId, area: places.eastVillage, facts: { ...leftBehind, name } };
  assert.equal((await by.post("/api/registry/children", command)).status, 200);
  return childId;
}
/** As the phone closes it (src/web/phone/sync/box.ts). */
function closed(house: string, id: string, content: unknown): Box {
  const pair = createECDH("prime256v1");
  const point = pair.generateKeys();
  const shared = pair.computeSecret(Buffer.from(house, "base64"));
  const key = Buffer.from(hkdfSync("sha256", shared, point, "tonghu salvage box", 32));
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(id));
  const text = Buffer.concat([cipher.update(JSON.stringify(content)), cipher.final(), cipher.getAuthTag()]);
  return { point: point.toString("base64"), iv: iv.toString("base64"), text: text.toString("base64") };
}

const villageOf = async ({ phone, personId }: Director): Promise<Village> =>
  (await phone.post("/api/sync/village", { personId, area: places.eastVillage, have: {}, day: null, policy: null, unsent: 0 })).body as Village; // prettier-ignore

const boxOf = ({ key }: Village, id: string, childId: string): Box =>
  closed(key, id, {
    operation: "visit.record", childId, name: "田小冒", at: "2024-07-01T01:00:00.000Z", needs: [],
    body: { kind: "home_visit", form: "puning@1", day: "2024-07-01", note: "接手后" },
  }); // prettier-ignore

const endPost = ({ personId }: Director): Promise<unknown> =>
  people.database.db.owner.query("update account_post set to_day = '2024-07-01', side = null where person_id = $1", [personId]); // prettier-ignore

test("what a phone gives up under the name of somebody who never was in on it is refused and not kept", async () => {
  const [holder, other] = [await director("feng"), await director("chu")];
  const [id, childId] = [newId(), await registered(other.phone, "田小冒")];
  const box = boxOf(await villageOf(other), id, childId);
  await endPost(other);
  await supervisor.remove(`/api/account/devices/${holder.deviceId}`);
  const give = (personId: string) => holder.phone.post("/api/sync/salvage", { boxes: [{ id, box }], rest: 1, locked: false, personId }); // prettier-ignore
  assert.equal((await give(other.personId)).code, "account.device_unknown");
  assert.equal((await people.database.db.owner.query("select from sync_salvage where id = $1", [id])).rows.length, 0);
  assert.deepEqual(((await give(holder.personId)).body as Salvaged).kept, [id], "under its own it is");
});

test("a phone that was passed on with its village goes by whoever keeps it now, until it is taken out of use", async () => {
  const [former, next] = [await director("shen"), await director("han")];
  const { owner } = people.database.db;
  const ask = ({ personId }: Director, more = {}) => former.phone.post("/api/sync/salvage", { boxes: [], rest: 1, locked: false, personId, ...more });
  await endPost(former);
  assert.equal((await ask(next)).code, "account.device_unknown", "who never was in on it");
  assert.equal((await signIn(former.phone, "han")).status, 200);
  const onFormer = { ...next, phone: former.phone };
  for (const turn of [onFormer, onFormer]) await villageOf(turn);
  const noted = await owner.query("select body from account_event where kind = 'account.device_kept' and person_id = $1", [next.personId]); // prettier-ignore
  assert.deepEqual(noted.rows, [{ body: { deviceId: former.deviceId } }], "noted once, by the server");
  assert.equal((await ask(next)).status, 409, "not over for the one who has the village");
  for (const keeper of [former, next])
    assert.equal((await ask(keeper, { area: places.southVillage })).code, "account.device_unknown", "of another village it says nothing");
  const [id, childId] = [newId(), await registered(next.phone, "田小传")];
  const box = boxOf(await villageOf(next), id, childId);
  await endPost(next);
  assert.equal(((await ask(next, { boxes: [{ id, box }] })).body as Salvaged).over, "post");
  const { rows } = await owner.query("select person from sync_salvage where id = $1", [id]);
  assert.deepEqual(rows, [{ person: "测试han" }], "the work is that of whoever made it");
  await supervisor.remove(`/api/account/devices/${former.deviceId}`);
  assert.equal(((await ask(next)).body as Salvaged).over, "revoked");
}); // prettier-ignore
