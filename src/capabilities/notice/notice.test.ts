import assert from "node:assert/strict";
import type { FastifyInstance } from "fastify";
import { after, before, test } from "node:test";
import type { Village } from "#capabilities/sync/words.ts";
import { newId } from "#kernel/id.ts";
import { subtree } from "#kernel/scope.ts";
import { inScope } from "#platform/db/scope.ts";
import { rebuild } from "#platform/journal/rebuild.ts";
import { type Caller, type Cast, cast, enter, leftBehind, places, server } from "../../../test/cast.ts";
import { dumpViews } from "../../../test/views.ts";
import type { NoticeShown, NoticesPage, OwnNotice } from "./words.ts";

/* A notice from the office to the village and its receipts, over HTTP on a real database. */

let people: Cast;
let app: FastifyInstance;
let director: Caller;
let supervisor: Caller;
let county: Caller;
let south: Caller;
let southDirector: Caller;
const childId = newId();

before(async () => {
  people = await cast(undefined, { poolSize: 1 }); // one connection: no two statements of one name
  app = await server(people);
  director = await enter(people, app, "director", places.eastVillage);
  supervisor = await enter(people, app, "supervisor", places.east);
  county = await enter(people, app, "county", places.county);
  south = await enter(people, app, "supervisor", places.south);
  southDirector = await enter(people, app, "director", places.southVillage);
  const facts = { ...leftBehind, name: "田小一" };
  const made = await director.post("/api/registry/children", { id: newId(), childId, area: places.eastVillage, facts });
  assert.equal(made.status, 200);
});
after(() => people.close());

type Answer = Promise<{ status: number; body: unknown }>;
const said = async (answer: Answer): Promise<string> => {
  const { status, body } = await answer;
  return `${status} ${(body as { code?: string }).code ?? ""}`.trim();
};
const got = async <T>(answer: Answer): Promise<T> => {
  const { status, body } = await answer;
  assert.equal(status, 200, JSON.stringify(body));
  return body as T;
};
const notices = "/api/notice/notices";
const at = (id: string, ...more: string[]): string => [notices, id, ...more].join("/");
const words = { title: "暑期安全", words: "请逐户提醒防溺水。", posts: ["director"], readBy: "2024-07-05" };
const sent = async (from: Caller, more: object = {}): Promise<string> => {
  const id = newId();
  assert.equal(await said(from.post(notices, { id, ...words, ...more })), "200");
  return id;
};
const mine = async (of: Caller): Promise<OwnNotice[]> => got(of.get("/api/notice/mine"));
const heldBy = async (of: Caller, id: string): Promise<OwnNotice | undefined> => (await mine(of)).find((one) => one.id === id); // prettier-ignore

test("what lies elsewhere is nowhere: not to read, to see, to remind, to write to", async () => {
  const id = await sent(supervisor);
  assert.equal(await said(southDirector.post(at(id, "read"), { id: newId() })), "404 notice.unknown");
  assert.equal(await heldBy(southDirector, id), undefined);
  assert.equal(await said(south.get(at(id))), "404 notice.unknown");
  assert.equal(await said(south.post(at(id, "remind"), { id: newId() })), "404 journal.not_found");
  assert.equal(
    await said(south.post(notices, { id: newId(), ...words, areas: [places.eastVillage] })),
    "404 area.unknown",
  );
  assert.equal(
    await said(south.post(notices, { id: newId(), ...words, childIds: [childId] })),
    "404 journal.not_found",
  );
  assert.equal(await said(director.post(notices, { id: newId(), ...words })), "403 account.not_permitted");
  assert.equal(await said(director.get(at(id))), "403 account.not_permitted");
  const police = { ...subtree(places.county), department: "police" };
  const seen = await inScope(people.database.db.pool, police, (db) =>
    db.query("select 1 from notice_item union all select 1 from notice_child"),
  );
  assert.equal(seen.rowCount, 0);
});

test("a child's data, a post above and a place without such people are refused, and say why", async () => {
  const refused = (more: object) => said(supervisor.post(notices, { id: newId(), ...words, ...more }));
  assert.equal(await refused({ words: "445281201405011234 这个孩子" }), "422 notice.id_number");
  assert.equal(await refused({ words: "奶奶电话 13812345678" }), "422 notice.mobile");
  assert.equal(await refused({ childIds: [childId], words: "请看田小一" }), "422 notice.names_child");
  assert.equal(await refused({ posts: ["county"], areas: [places.east] }), "422 notice.nobody");
  assert.equal(await refused({ posts: ["supervisor"] }), "422 notice.post_above");
  const nobody = { id: newId(), ...words, posts: ["city"] };
  assert.equal(await said(county.post(notices, nobody)), "422 notice.nobody");
});

test("read once by whoever it is for; its sender sees who has and who has not; the same twice is one", async () => {
  const id = newId();
  assert.equal(await said(county.post(notices, { id, ...words, posts: ["director", "supervisor"] })), "200");
  assert.equal(await said(county.post(notices, { id, ...words, posts: ["director", "supervisor"] })), "200");
  assert.equal((await heldBy(director, id))?.readAt, null);
  assert.equal((await heldBy(supervisor, id))?.words, words.words);
  const receipt = { id: newId() };
  for (const _ of [1, 2]) assert.equal(await said(director.post(at(id, "read"), receipt)), "200");
  assert.equal(await said(director.post(at(id, "read"), { id: newId() })), "200");
  assert.notEqual((await heldBy(director, id))?.readAt, null);
  const shown = await got<NoticeShown>(county.get(at(id)));
  assert.deepEqual([shown.people, shown.read, shown.readers.length], [4, 1, 4]);
  assert.deepEqual(
    shown.readers.map(({ area, readAt }) => [area, readAt !== null]),
    [[places.east, false], [places.south, false], [places.southVillage, false], [places.eastVillage, true]].toSorted(
      ([a, x], [b, y]) => Number(x) - Number(y) || (String(a) < String(b) ? -1 : 1),
    ),
  );
  const { lines } = await got<NoticesPage>(county.get(notices));
  assert.deepEqual([lines[0]?.id, lines[0]?.people, lines[0]?.read], [id, 4, 1]);
  assert.equal((await got<NoticesPage>(supervisor.get(notices))).lines.some((line) => line.id === id), false);
}); // prettier-ignore

test("reminded once a day by the office that wrote it, withdrawn with a reason: its words leave the readers", async () => {
  const id = await sent(supervisor);
  assert.equal(await said(county.post(at(id, "remind"), { id: newId() })), "403 notice.other_office");
  assert.equal(await said(supervisor.post(at(id, "remind"), { id: newId() })), "200");
  assert.equal(await said(supervisor.post(at(id, "remind"), { id: newId() })), "409 notice.reminded");
  assert.notEqual((await heldBy(director, id))?.remindedAt, null);
  const reason = "日期写错了";
  assert.equal(await said(supervisor.post(at(id, "withdraw"), { id: newId(), reason })), "200");
  const held = await heldBy(director, id);
  assert.deepEqual([held?.words, held?.withdrawnWhy], ["", reason]);
  assert.equal(await said(director.post(at(id, "read"), { id: newId() })), "200", "read before it was withdrawn");
});

test("of marked children each director is told which are of the own village, by id alone", async () => {
  const id = await sent(supervisor, { childIds: [childId], posts: ["director"] });
  assert.deepEqual((await heldBy(director, id))?.childIds, [childId]);
  const { rows } = await people.database.db.owner.query("select body::text as body from entry where subject_id = $1", [id]); // prettier-ignore
  assert.doesNotMatch(JSON.stringify(rows), /田小一/);
  const elsewhere = await inScope(people.database.db.pool, subtree(places.southVillage), (db) =>
    db.query("select 1 from notice_child where notice_id = $1", [id]),
  );
  assert.equal(elsewhere.rowCount, 0);
});

test("a notice about children whose village has no director, or is not known, is refused with the place and not half sent", async () => {
  const facts = { ...leftBehind, name: "田小二" };
  const unplaced = newId();
  assert.equal(await said(supervisor.post("/api/registry/children", { id: newId(), childId: unplaced, area: places.east, facts })), "200");
  const { status, body } = await supervisor.post(notices, { id: newId(), ...words, childIds: [childId, unplaced] });
  const { code, detail } = body as { code: string; detail: string };
  assert.deepEqual([status, code], [422, "notice.unreached"]);
  assert.match(detail, /流沙东街道/);
}); // prettier-ignore

test("a phone brings its receipt by the outbox, once; it is sent what is new, and nothing where nothing is", async () => {
  const id = await sent(supervisor);
  const { personId, area } = await got<{ personId: string; area: string }>(director.get("/api/account/me"));
  const ask = (own?: string) =>
    got<Village>(director.post("/api/sync/village", { personId, area, have: {}, day: null, policy: null, unsent: 0, ...(own && { own }) })); // prettier-ignore
  const { own } = await ask();
  assert.equal(own?.notices.find((one) => one.id === id)?.readAt, null);
  assert.equal((await ask(own?.mark)).own, null);
  const now = "2024-07-01T02:00:00.000Z";
  const receipt = { id: newId(), operation: "notice.read", childId: id, at: now, needs: [], body: {} };
  const other = { ...receipt, id: newId(), childId: newId() };
  const batch = { personId, area, sentAt: now, unsent: 2, commands: [receipt, other] };
  for (const repeated of [false, true]) {
    const { answers } = await got<{ answers: { kind: string; repeated?: boolean; code?: string }[] }>(director.post("/api/sync/batches", batch)); // prettier-ignore
    assert.deepEqual(answers.map((one) => [one.kind, one.repeated ?? one.code]), [["receipt", repeated], ["refused", "notice.unknown"]]); // prettier-ignore
  }
  assert.notEqual((await ask(own?.mark)).own?.notices.find((one) => one.id === id)?.readAt, null);
});

test("the views come back from the journal as they were", async () => {
  const id = await sent(supervisor);
  assert.equal(await said(supervisor.post(at(id, "remind"), { id: newId() })), "200");
  people.clock.set("2024-07-02T02:00:00.000Z");
  const next = await enter(people, app, "supervisor", places.east); // a session ends with its day
  assert.equal(await said(next.post(at(id, "remind"), { id: newId() })), "200");
  assert.equal((await got<NoticeShown>(next.get(at(id)))).reminders, 2);
  const { owner } = people.database.db;
  const stood = await dumpViews(owner);
  await rebuild(owner, people.tonghu.machine, people.tonghu.projections);
  const again = await dumpViews(owner);
  for (const view of ["notice_item", "notice_reading", "notice_child"]) {
    assert.ok((stood[view]?.length ?? 0) > 0, view);
    assert.deepEqual(again[view], stood[view]);
  }
});
