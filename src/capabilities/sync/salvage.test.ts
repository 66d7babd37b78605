import assert from "node:assert/strict";
import { createCipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { type Browser, browser, person, signedIn } from "#test/accounts.ts";
import { type Cast, cast, leftBehind, places, server } from "#test/cast.ts";
import { newId } from "#kernel/id.ts";
import { erase } from "#platform/journal/erase.ts";
import { boxKeyOf } from "./box.ts";
import { forgetSalvage } from "./salvage.ts";
import type { ConcernShown } from "#capabilities/concern/words.ts";
import type { Box, Salvaged, SalvagedCommand, Village } from "./words.ts";

/* A phone that may not work any more gives up what it held; the village's present director decides (trial 22). */

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

const visitOf = (childId: string, note: string) => ({
  operation: "visit.record", childId, name: "田小一", at: "2024-07-01T01:00:00.000Z", needs: [],
  body: { kind: "home_visit", form: "puning@1", day: "2024-07-01", note },
}); // prettier-ignore

const notesOf = async (by: Browser, childId: string): Promise<(readonly [unknown, unknown])[]> =>
  ((await by.get(`/api/registry/children/${childId}/entries`)).body as { kind: string; body: Record<string, unknown> }[])
    .filter((entry) => entry.kind === "visit.recorded")
    .map(({ body }) => [body["note"], body["visitor"]] as const); // prettier-ignore

test("a phone in use gives nothing up, and a browser that is none is not heard", async () => {
  const { phone } = await director("yong");
  const probe = { boxes: [], rest: 0, locked: false };
  assert.equal((await phone.post("/api/sync/salvage", probe)).code, "sync.not_over");
  assert.equal((await browser(app).post("/api/sync/salvage", probe)).code, "account.device_unknown");
});

test("a phone that was taken out of use hands over what it held, once, and is told to forget everything", async () => {
  const former = await director("zhang");
  const next = await director("li");
  const childId = await registered(former.phone, "田小一");
  const { key } = await villageOf(former);
  const boxes = ["甲", "乙"].map((note) => {
    const id = newId();
    return { id, box: closed(key, id, visitOf(childId, note)) };
  });
  const removed = await supervisor.remove(`/api/account/devices/${former.deviceId}`);
  assert.equal(removed.status, 204);
  const refused = await former.phone.post("/api/registry/children", {});
  assert.equal(refused.code, "account.device_revoked", "it writes nothing any more");

  for (const turn of [1, 2]) {
    const answer = await former.phone.post("/api/sync/salvage", { boxes, rest: 0, locked: false });
    assert.equal(answer.status, 200, `turn ${turn}`);
    assert.deepEqual((answer.body as Salvaged).kept, boxes.map(({ id }) => id)); // prettier-ignore
    assert.match(String(answer.headers["clear-site-data"]), /storage/);
  }
  const more = await former.phone.post("/api/sync/salvage", { boxes: [], rest: 3, locked: false });
  assert.equal(more.headers["clear-site-data"], undefined, "not before all is safe");

  assert.equal((await villageOf(next)).salvaged, 2);
  const lines = (await next.phone.get("/api/sync/salvaged")).body as SalvagedCommand[];
  assert.deepEqual(lines.map((line) => [line.name, line.person, line.body["note"]]), [["田小一", "测试zhang", "甲"], ["田小一", "测试zhang", "乙"]]); // prettier-ignore
  const [first, second] = lines;
  for (const status of [200, 404])
    assert.equal((await next.phone.post(`/api/sync/salvaged/${first?.id}/take`)).status, status);
  assert.equal((await next.phone.post(`/api/sync/salvaged/${second?.id}/dismiss`)).status, 204);
  assert.deepEqual(await notesOf(next.phone, childId), [["甲", "测试zhang"]]);
  assert.equal((await villageOf(next)).salvaged, 0);
  const { rows } = await people.database.db.owner.query("select from sync_salvage where child_id = $1 and sealed is not null", [childId]); // prettier-ignore
  assert.equal(rows.length, 0, "what is decided keeps nothing of what it held");
});

test("of a yes and a no at the same moment the outcome says what is in the file", async () => {
  const former = await director("gao");
  const next = await director("lin");
  const childId = await registered(former.phone, "田小六");
  const { key } = await villageOf(former);
  const boxes = Array.from({ length: 6 }, (_, n) => {
    const id = newId();
    return { id, box: closed(key, id, visitOf(childId, `第${n}条`)) };
  });
  await supervisor.remove(`/api/account/devices/${former.deviceId}`);
  await former.phone.post("/api/sync/salvage", { boxes, rest: 0, locked: false });
  for (const { id } of boxes) {
    const [taken, dismissed] = await Promise.all(
      ["take", "dismiss"].map((word) => next.phone.post(`/api/sync/salvaged/${id}/${word}`)),
    );
    const { rows } = await people.database.db.owner.query("select outcome from sync_salvage where id = $1", [id]);
    assert.equal(rows[0]?.outcome, taken?.status === 200 ? "taken" : "dismissed");
    assert.ok(taken?.status === 200 || dismissed?.status === 204);
  }
  const { rows } = await people.database.db.owner.query("select outcome from sync_salvage where child_id = $1 and outcome = 'taken'", [childId]); // prettier-ignore
  assert.equal((await notesOf(next.phone, childId)).length, rows.length);
});

test("what is sealed in a former phone's record is shown to nobody, and goes into the file with it", async () => {
  const former = await director("mi");
  const next = await director("fu");
  const childId = await registered(former.phone, "田小三");
  const { key } = await villageOf(former);
  const id = newId();
  const found = { "risk.sexualAbuse": "suspected", "school.name": "某校" };
  const visit = visitOf(childId, "见面");
  const box = closed(key, id, { ...visit, body: { ...visit.body, facts: found } });
  await supervisor.remove(`/api/account/devices/${former.deviceId}`);
  await former.phone.post("/api/sync/salvage", { boxes: [{ id, box }], rest: 0, locked: false });
  const listed = await next.phone.get("/api/sync/salvaged");
  assert.deepEqual((listed.body as SalvagedCommand[])[0]?.body["facts"], { "school.name": "某校" });
  assert.equal((await next.phone.post(`/api/sync/salvaged/${id}/take`)).status, 200);
  const { rows } = await people.database.db.owner.query("select level from caselist where child_id = $1 and from_day <= '2024-07-01' and to_day > '2024-07-01'", [childId]); // prettier-ignore
  assert.equal(rows[0]?.level, "red");
});

test("erasing a child's file reaches what a former phone gave up about it, also what was kept before it named its child, and what comes later", async () => {
  const former = await director("hua");
  const { owner } = people.database.db;
  const [erasedChild, other] = [await registered(former.phone, "田小四"), await registered(former.phone, "田小五")];
  const { key } = await villageOf(former);
  const boxOf = (childId: string) => {
    const id = newId();
    return { id, box: closed(key, id, visitOf(childId, "还没送出")) };
  };
  await supervisor.remove(`/api/account/devices/${former.deviceId}`);
  const give = (boxes: unknown) => former.phone.post("/api/sync/salvage", { boxes, rest: 0, locked: false });
  assert.equal((await give([boxOf(erasedChild), boxOf(erasedChild), boxOf(other)])).status, 200);
  await owner.query("update sync_salvage set child_id = null where id = (select id from sync_salvage where child_id = $1 limit 1)", [erasedChild]); // prettier-ignore
  const { clock, identitySecret } = people.tonghu.ground;
  await forgetSalvage(owner, boxKeyOf(identitySecret), erasedChild);
  const { machine, projections } = people.tonghu;
  await erase({ owner, machine, projections, clock }, { actor: people.county, commandId: newId(), subjectId: erasedChild, reason: "测试" }); // prettier-ignore
  assert.equal((await give([boxOf(erasedChild)])).status, 200, "the phone may forget it");
  const { rows } = await owner.query("select child_id as child from sync_salvage where outcome is null and person_id = $1", [former.personId]); // prettier-ignore
  assert.deepEqual(rows, [{ child: other }]);
  await owner.query("delete from sync_salvage where outcome is null");
});

test("what had arrived before is not doubled, and a box for another id or another house does not open", async () => {
  const former = await director("wang");
  const next = await director("zhao");
  const childId = await registered(former.phone, "田小二");
  const { key } = await villageOf(former);
  const content = visitOf(childId, "已到");
  const { name: _name, ...command } = content;
  const id = newId();
  await former.phone.post("/api/sync/batches", { personId: former.personId, area: places.eastVillage, sentAt: content.at, unsent: 1, commands: [{ ...command, id }] }); // prettier-ignore
  const swapped = newId();
  const [foreign, half] = [newId(), newId()];
  const boxes = [
    { id: half, box: closed(key, half, { ...content, begun: true }) },
    { id, box: closed(key, id, content) },
    { id: swapped, box: closed(key, id, content) },
    { id: foreign, box: closed(boxKeyOf(randomBytes(32)).point, foreign, content) },
  ];
  await supervisor.remove(`/api/account/devices/${former.deviceId}`);
  await former.phone.post("/api/sync/salvage", { boxes, rest: 0, locked: false });
  const lines = (await next.phone.get("/api/sync/salvaged")).body as SalvagedCommand[];
  assert.equal((await villageOf(next)).salvaged, lines.length, "what does not open is announced to nobody");
  assert.deepEqual(new Set(lines.map((line) => line.begun ?? line.id)), new Set([true, id]));
  assert.equal((await next.phone.post(`/api/sync/salvaged/${half}/take`)).code, "sync.only_begun");
  assert.equal((await next.phone.post(`/api/sync/salvaged/${id}/take`)).status, 200);
  assert.deepEqual(await notesOf(next.phone, childId), [["已到", "测试wang"]]);
});

test("a village that went to somebody else: the phone is told to whom", async () => {
  const former = await director("sun");
  await director("qian");
  await people.database.db.owner.query("update account_post set to_day = '2024-07-01', side = null where person_id = $1", [former.personId]); // prettier-ignore
  const answer = await former.phone.post("/api/sync/salvage", { boxes: [], rest: 0, locked: false });
  const { over, handedTo } = answer.body as Salvaged;
  assert.equal(over, "post");
  assert.match(handedTo ?? "", /qian/);
  assert.equal(answer.headers["clear-site-data"], undefined);
});

test("a picture that does not open is told as that, and waits for the director's word", async () => {
  const [former, next] = [await director("feng"), await director("chu")];
  const childId = await registered(former.phone, "田小九");
  const { key } = await villageOf(former);
  const visit = newId();
  const id = newId();
  const file = { key: "AAAA", iv: "AAAA", size: 10, sha256: "0".repeat(64) };
  const body = { kind: "photo", of: visit, day: "2024-07-01", sha256: file.sha256 };
  const content = { operation: "attachment.add", childId, name: "田小九", at: "2024-07-01T01:00:00.000Z", needs: [visit], body, file }; // prettier-ignore
  const boxes = [{ id, box: closed(key, id, content), file: randomBytes(40).toString("base64") }];
  await supervisor.remove(`/api/account/devices/${former.deviceId}`);
  const kept = await former.phone.post("/api/sync/salvage", { boxes, rest: 0, locked: false });
  assert.equal(kept.status, 200, JSON.stringify(kept.body));
  const taken = await next.phone.post(`/api/sync/salvaged/${id}/take`);
  assert.deepEqual([taken.status, (taken.body as { code: string }).code], [409, "sync.file_damaged"]);
  assert.equal((await next.phone.post(`/api/sync/salvaged/${id}/dismiss`)).status, 204);
});

test("a child in danger that a former phone had to report goes to whoever handles it at once, and to nobody's judgement", async () => {
  const former = await director("bao");
  const next = await director("jie");
  const { key } = await villageOf(former);
  const [id, more] = [newId(), newId()];
  const made = { name: "田小危", at: "2024-07-01T01:00:00.000Z" };
  const boxes = [
    { id, box: closed(key, id, { ...made, operation: "concern.report", childId: id, needs: [], body: { name: "田小危", situation: "violence" } }) },
    { id: more, box: closed(key, more, { ...made, operation: "concern.supplement", childId: id, needs: [id], body: { place: "村口" } }) },
  ];
  await supervisor.remove(`/api/account/devices/${former.deviceId}`);
  for (const turn of [1, 2])
    assert.deepEqual(((await former.phone.post("/api/sync/salvage", { boxes, rest: 1, locked: false })).body as Salvaged).kept, [id, more], `turn ${turn}`);
  assert.ok(!JSON.stringify((await next.phone.get("/api/sync/salvaged")).body).includes("田小危"));
  assert.equal((await supervisor.post(`/api/concern/reports/${id}/receive`, { id: newId() })).status, 200);
  const shown = (await supervisor.get(`/api/concern/reports/${id}?purpose=protection`)).body as ConcernShown;
  assert.deepEqual([shown.content?.name, shown.content?.supplements[0]?.place, shown.content?.reporter?.name], ["田小危", "村口", "测试bao"]);
}); // prettier-ignore

test("a declaration that was confirmed on a former phone is of that day: what was found since stays", async () => {
  const [former, next] = [await director("lan"), await director("yue")];
  const childId = newId();
  const registering = { id: newId(), childId, area: places.eastVillage, day: "2024-06-01", facts: { ...leftBehind, name: "田小岚" } }; // prettier-ignore
  assert.equal((await former.phone.post("/api/registry/children", registering)).status, 200);
  const declarationId = newId();
  const payload = { id: declarationId, secret: "4081632640815263", area: places.eastVillage, who: "mother", parent: { name: leftBehind["mother.name"], phone: "13900139000" }, child: { name: "田小岚" }, since: "2024-06-20", place: "东莞市", carer: { name: "王五", phone: "13800138000" } }; // prettier-ignore
  const declared = await app.inject({ method: "POST", url: "/api/declaration/public/declarations", payload });
  assert.equal(declared.statusCode, 200, declared.body);
  const facts = { "carer.name": "陈奶奶", "carer.phone": "13600136000" };
  assert.equal((await next.phone.post(`/api/registry/children/${childId}/facts`, { id: newId(), day: "2024-06-29", source: "visit", facts })).status, 200); // prettier-ignore
  const { key } = await villageOf(former);
  const id = newId();
  const content = { operation: "declaration.confirm", childId, name: "田小岚", at: "2024-06-27T02:00:00.000Z", needs: [], body: { declarationId, day: "2024-06-27" } }; // prettier-ignore
  await supervisor.remove(`/api/account/devices/${former.deviceId}`);
  await former.phone.post("/api/sync/salvage", { boxes: [{ id, box: closed(key, id, content) }], rest: 0, locked: false }); // prettier-ignore
  assert.equal((await next.phone.post(`/api/sync/salvaged/${id}/take`)).status, 200);
  const { state } = (await villageOf(next)).files.find((file) => file.childId === childId) ?? {};
  const held = state?.registry.facts ?? {};
  assert.deepEqual([held["carer.name"]?.value, held["carer.phone"]?.value, held["mother.away.since"]?.value], ["陈奶奶", "13600136000", "2024-06-20"]); // prettier-ignore
});
