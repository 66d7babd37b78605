import assert from "node:assert/strict";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { isProblem } from "#kernel/problem.ts";
import { silentLog } from "#platform/db/log.ts";
import { sentence, serverOf } from "../../composition.ts";
import { type Browser, signedIn } from "../../../test/accounts.ts";
import { type Cast, cast, places } from "../../../test/cast.ts";
import { ownFolder } from "../../../test/folder.ts";
import { csvOf, disabled, endedList, type ListedChild, registerChildren } from "../../../test/lists.ts";
import { tick } from "./clock.ts";
import { fetchAnswer } from "./fetching.ts";
import { hostsOf } from "./hosts.ts";
import { type SourceWorld, sourceWorldOf } from "./sources.ts";
import type { ListShown, ListsToday, SaveSource, Sources } from "./words.ts";

/* A list fetched from a real server, the same way as one that was uploaded. */

let people: Cast;
let app: FastifyInstance;
let world: SourceWorld;
let office: Server;
let base: string;
let children: ListedChild[];
let county: Browser;
let answer: (request: IncomingMessage, reply: ServerResponse) => void;

before(async () => {
  office = createServer((request, reply) => answer(request, reply)).listen(0, "127.0.0.1");
  await once(office, "listening");
  base = `http://127.0.0.1:${(office.address() as AddressInfo).port}`;
  people = await cast();
  const folder = ownFolder("pulling");
  process.env["TONGHU_FETCH_HOSTS"] = base;
  try {
    app = await serverOf(people.tonghu, folder, "silent");
    world = sourceWorldOf(people.tonghu, folder, sentence);
  } finally {
    delete process.env["TONGHU_FETCH_HOSTS"];
  }
  children = await registerChildren(people, 20, (n, id) => (n < 6 ? disabled(id, "limb", 2) : {}));
  county = (await signedIn(people, app, { login: "county", kind: "county", area: places.county })).at;
});
after(async () => {
  await app.close();
  office.close();
  await people.close();
});

const kind = "disability_certificates";
const source: SaveSource = {
  url: "", header: "X-Api-Key", key: "geheim-1", form: "json", rowsAt: "data", dayOfMonth: 5, active: true,
}; // prettier-ignore
const rowsFrom = (from: number): Record<string, string>[] =>
  children.slice(from, 6).map(({ name, id: number, guardian }) => ({ 姓名: name, 身份证号: number, 监护人: guardian }));
const json = (rows: unknown) => (_request: IncomingMessage, reply: ServerResponse) =>
  void reply.end(JSON.stringify({ data: rows }));
const save = async (change: Partial<SaveSource>, at = county) => {
  const { status, body } = await at.put(`/api/comparison/sources/${kind}`, {
    ...source,
    url: `${base}/list?month=all`,
    ...change,
  });
  return [status, (body as { code?: string }).code ?? "ok"];
};
const shown = async (): Promise<Sources["sources"][number]> =>
  ((await county.get("/api/comparison/sources")).body as Sources).sources[0] ?? assert.fail();
const fetched = async (): Promise<Sources["sources"][number]> => {
  await people.database.db.owner.query("update comparison_source set busy_until = null");
  const { status, body } = await county.post(`/api/comparison/sources/${kind}/fetch`);
  assert.equal(status, 200, JSON.stringify(body));
  return (body as Sources).sources[0] ?? assert.fail();
};
const waits = async (): Promise<ListsToday> => (await county.get("/api/comparison/today")).body as ListsToday;

test("a source is set within what the operator allows, by the county alone, and its key is shown to nobody", async () => {
  assert.deepEqual(await save({ url: "https://data.edu.gov.cn/list" }), [422, "comparison.source_host_unknown"]);
  assert.deepEqual(await save({ key: undefined }), [422, "comparison.source_key_wanted"]);
  const other = (await signedIn(people, app, { login: "other", kind: "county", area: "445222" })).at;
  const federation = (await signedIn(people, app, { login: "federation", kind: "department", area: places.county, department: "disabled_federation" })).at;
  assert.equal((await save({}, federation))[0], 403);
  assert.deepEqual(await save({}), [200, "ok"]);
  assert.equal((await other.post(`/api/comparison/sources/${kind}/fetch`)).status, 404);
  assert.deepEqual(((await other.get("/api/comparison/sources")).body as Sources).sources, []);
  const { hasKey, nextOn: on, events } = await shown();
  assert.deepEqual([hasKey, on.slice(8), events.map(({ what }) => what)], [true, "05", ["set"]]);
  assert.ok(!JSON.stringify(await shown()).includes("geheim"));
  const { rows } = await people.database.db.owner.query<{ row: string }>("select s::text as row from comparison_source s");
  assert.ok(!JSON.stringify(rows).includes(Buffer.from("geheim").toString("hex")));
  assert.deepEqual(await save({ key: undefined }), [200, "ok"], "kept as long as it goes to the same place");
}); // prettier-ignore

test("what is fetched is compared like an upload, and says from where it came", async () => {
  const keys: unknown[] = [];
  answer = (request, reply) => {
    keys.push(request.headers["x-api-key"], request.url);
    json(rowsFrom(1))(request, reply);
  };
  const [event] = (await fetched()).events;
  assert.deepEqual([event?.what, event?.problem, keys], ["fetched", null, ["geheim-1", "/list?month=all"]]);
  const list = await endedList(county, event?.listId ?? "");
  assert.deepEqual([list.status, list.read, list.matched, list.raised], ["done", 5, 5, 1], JSON.stringify(list));
  assert.equal(list.fetchedFrom, new URL(base).host);
  assert.equal((await county.post(`/api/comparison/sources/${kind}/fetch`)).code, "comparison.source_busy", "not again at once"); // prettier-ignore
  answer = (_request, reply) => void reply.end(csvOf(rowsFrom(0).map((row) => Object.values(row)), ["姓名", "身份证号", "监护人"])); // prettier-ignore
  assert.deepEqual(await save({ form: "file", key: undefined }), [200, "ok"]);
  const again = await endedList(county, (await fetched()).events[0]?.listId ?? "");
  assert.deepEqual([again.read, again.raised, again.gone], [6, 0, 1], JSON.stringify(again));
  await save({ key: undefined });
});

test("what goes wrong is told with its reason and tried again, and nothing of it is compared", async () => {
  const lists = async (): Promise<number> => ((await county.get("/api/comparison/lists")).body as ListShown[]).length;
  const earlier = await lists();
  const wrongs: [typeof answer, RegExp][] = [
    [(_request, reply) => void reply.writeHead(302, { location: `${base}/other` }).end(), /不跟随转向/],
    [(_request, reply) => void reply.writeHead(401).end("陈嘉怡"), /错误状态 401/],
    [(_request, reply) => void reply.end("<html>"), /不是 JSON/],
    [json({}), /没有找到名单的行/],
    [json([]), /一行也没有/],
    [(_request, reply) => void reply.writeHead(200, { "content-length": "99" }).write("[", () => reply.destroy()), /没有连上/],
  ];
  for (const [how, why] of wrongs) {
    answer = how;
    const { events, retryAt } = await fetched();
    assert.match(events[0]?.problem ?? "", why);
    assert.ok(!JSON.stringify(events).includes("陈嘉怡"));
    assert.equal(events[0]?.what, "failed");
    if (how === wrongs[0]?.[0]) assert.ok(retryAt !== null);
  }
  assert.deepEqual([await lists(), (await waits()).failing, (await shown()).retryAt], [earlier, 1, null], "after five times its next day is waited for");
}); // prettier-ignore

test("on its day it is fetched without anybody asking, again after a failure, and not in the name of somebody who has left", async () => {
  const { owner } = people.database.db;
  const quiet = silentLog;
  await save({ key: undefined });
  answer = (_request, reply) => void reply.writeHead(500).end();
  await tick(world, quiet);
  assert.equal((await shown()).events[0]?.what, "set", "not before its day");
  await owner.query("update comparison_source set next_on = '2024-01-05', busy_until = null");
  await tick(world, quiet);
  const failed = await shown();
  assert.deepEqual(
    [failed.events[0]?.by, failed.events[0]?.what, failed.retryAt !== null],
    ["定时取数", "failed", true],
  );
  await tick(world, quiet);
  assert.equal((await shown()).events.length, failed.events.length, "not before the hour has passed");
  answer = json(rowsFrom(0));
  await owner.query("update comparison_source set retry_at = '2024-01-05', busy_until = null");
  await tick(world, quiet);
  const [event] = (await shown()).events;
  assert.deepEqual([event?.what, (await waits()).failing], ["fetched", 0]);
  await endedList(county, event?.listId ?? "");
  await owner.query("update comparison_source set holder_post = gen_random_uuid()");
  assert.match((await fetched()).events[0]?.problem ?? "", /已不在岗/);
});

test("an answer that is too long or takes too long is cut off; an address of the machine behind a name is not asked", async () => {
  const asked = { url: `${base}/x`, header: null, key: null };
  const how = async (hosts: string, limits: { bytes: number; ms: number }, url = asked.url): Promise<unknown> =>
    fetchAnswer(hostsOf(hosts), { ...asked, url }, limits).catch((thrown: unknown) => isProblem(thrown) && thrown.code);
  answer = (_request, reply) => void reply.end("x".repeat(2000));
  assert.equal(await how(base, { bytes: 1000, ms: 9000 }), "comparison.source_too_large");
  answer = (_request, reply) => void reply.write("["); // and never the rest
  assert.equal(await how(base, { bytes: 1000, ms: 200 }), "comparison.source_slow");
  const port = new URL(base).port;
  assert.equal(await how(`https://0.0.0.0:${port}`, { bytes: 9, ms: 9000 }, `https://0.0.0.0:${port}/`), "comparison.source_address");
  assert.equal(await how(`https://127.0.0.1:${port}`, { bytes: 9, ms: 9000 }, `https://127.0.0.1:${port}/`).then((code) => /source_(?:untrusted|unreachable)/.test(String(code))), true);
}); // prettier-ignore

test("a list in doubt is let go of by the clock after its days, and Today says until when", async () => {
  const { owner } = people.database.db;
  await owner.query("update comparison_list set status = 'held', started_at = now() - interval '29 days' where id = (select id from comparison_list order by started_at desc limit 1)");
  people.clock.set(new Date().toISOString());
  county = (await signedIn(people, app, { login: "later", kind: "county", area: places.county })).at;
  await tick(world, silentLog);
  const { held, dropOn } = await waits();
  assert.deepEqual([held, dropOn !== null], [1, true]);
  people.clock.set(new Date(Date.now() + 2 * 86_400_000).toISOString());
  await tick(world, silentLog);
  const { rows } = await owner.query<{ count: number }>("select count(*)::int as count from comparison_list where status = 'held'");
  assert.deepEqual([rows[0]?.count, readdirSync(join(world.uploads.folder))], [0, []]);
}); // prettier-ignore
