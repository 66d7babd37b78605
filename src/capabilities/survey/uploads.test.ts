import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { Readable } from "node:stream";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import { childrenOf } from "#capabilities/area/index.ts";
import { silentLog } from "#platform/db/log.ts";
import { writeWorkbook } from "#platform/files/index.ts";
import { type Caller, type Cast, cast, enter, places, takeAlong } from "../../../test/cast.ts";
import { ownFolder } from "../../../test/folder.ts";
import { newId } from "#kernel/id.ts";
import { sentence, serverOf } from "../../composition.ts";
import { startImport } from "./actions.ts";
import { closeOrphans } from "./store.ts";
import { surveyTemplate } from "./template.ts";
import { tidyUploads } from "./uploads.ts";
import type { ImportRow } from "./words.ts";

let people: Cast;
let app: FastifyInstance;
let supervisor: Caller;
const folder = join(ownFolder("uploads"), "uploads");

before(async () => {
  people = await cast();
  app = await serverOf(people.tonghu, folder, "silent");
  supervisor = await enter(people, app, "supervisor", places.east);
});
after(async () => {
  await app.close();
  await people.close();
});

const BOUNDARY = "xyz";
const form = (content: string | Buffer, name = 'filename="a.csv"', end = `\r\n--${BOUNDARY}--\r\n`): Buffer =>
  Buffer.concat([
    Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; ${name}\r\n\r\n`),
    Buffer.from(content),
    Buffer.from(end),
  ]);

const twoFiles = (one: string, other: string): Buffer =>
  Buffer.concat([form(one, 'filename="a.csv"', "\r\n"), form(other, 'filename="b.csv"')]);

const send = (payload: Buffer | string, type = `multipart/form-data; boundary=${BOUNDARY}`) =>
  app.inject({
    method: "POST",
    url: "/api/survey/imports",
    payload,
    headers: { cookie: supervisor.cookie, "content-type": type },
  });

async function ended(id: string): Promise<ImportRow> {
  for (let n = 0; n < 100; n += 1) {
    const row = (await supervisor.get(`/api/survey/imports/${id}`)).body as ImportRow;
    if (row.status !== "running") return row;
    await pause(50);
  }
  throw new Error("the import did not end");
}

const lying = (): string[] => {
  try {
    return readdirSync(folder).filter((name) => name !== "exports");
  } catch {
    return [];
  }
};

test("broken forms are refused in words, and leave no file behind", async () => {
  const table: [string, number, string, Buffer | string, string?][] = [
    ["no boundary", 400, "survey.upload_broken", form("x"), "multipart/form-data"],
    ["an empty boundary", 400, "survey.upload_broken", form("x"), "multipart/form-data; boundary="],
    ["garbage", 400, "survey.upload_broken", "garbage"],
    ["cut short within the file", 400, "survey.upload_broken", form("姓名", 'filename="a.csv"', "")],
    ["cut short within the head", 400, "survey.upload_broken", form("").subarray(0, 30)],
    ["a reserved field", 400, "survey.upload_broken", Buffer.from(form("x").toString().replace('"file"', '"__proto__"'))],
    ["no file", 400, "survey.no_file", form("x", 'x="1"')],
    ["JSON", 400, "survey.no_file", "{}", "application/json"],
    ["two files", 400, "survey.two_files", twoFiles("姓名,村\n", "姓名,村\n")],
    ["two large files", 400, "survey.two_files", twoFiles("x".repeat(300_000), "y".repeat(300_000))],
    ["larger than the limit", 413, "survey.upload_too_large", form(Buffer.alloc(64_000_001, 0x61))],
  ]; // prettier-ignore
  for (const [what, status, code, payload, type] of table) {
    const answer = await send(payload, type);
    const problem = answer.json<{ code: string; detail: string }>();
    assert.deepEqual([answer.statusCode, problem.code], [status, code], `${what}: ${answer.body}`);
    assert.match(problem.detail, /\p{Script=Han}/u, what);
    if (status === 413) assert.match(problem.detail, /64 MB/);
  }
  assert.deepEqual(lying(), []);
});

async function port(): Promise<number> {
  if (!app.server.listening) await app.listen({ port: 0, host: "127.0.0.1" });
  const address = app.server.address();
  assert.ok(typeof address === "object" && address !== null);
  return address.port;
}

/** One upload over a connection that is kept, and the next request on it: their answers, and how long both took. */
async function uploadThenAsk(cookie: string, body: Buffer): Promise<{ statuses: number[]; ms: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const at = await port();
  const began = performance.now();
  const ask = (method: string, path: string, payload?: Buffer): Promise<number> =>
    new Promise((resolve, reject) => {
      const headers = { cookie, ...(payload && { "content-type": `multipart/form-data; boundary=${BOUNDARY}`, "content-length": payload.length }) }; // prettier-ignore
      const sent = request({ host: "127.0.0.1", port: at, method, path, agent, headers }, (answer) => {
        answer.resume().on("end", () => resolve(answer.statusCode ?? 0));
      });
      sent.on("error", reject).end(payload);
    });
  const statuses = [await ask("POST", "/api/survey/imports", body), await ask("GET", "/api/account/me")];
  agent.destroy();
  return { statuses, ms: performance.now() - began };
}

/** The server has ten seconds of patience for the rest: who waits for their end waits each time, a busy machine does not. */
async function answeredAtOnce(cookie: string, body: Buffer, expected: readonly number[], what: string): Promise<void> {
  const PATIENCE_MS = 8_000;
  let least = Infinity;
  for (let n = 0; n < 4 && least > PATIENCE_MS; n += 1) {
    const { statuses, ms } = await uploadThenAsk(cookie, body);
    assert.deepEqual(statuses, expected, what);
    least = Math.min(least, ms);
  }
  assert.ok(least < PATIENCE_MS, `${what}: ${least} ms`);
}

test("after an upload that is refused in the middle the next request is answered at once", async () => {
  const director = await enter(people, app, "director", places.eastVillage);
  const big = form(Buffer.alloc(3_000_000, 0x61));
  const writable = folder;
  const table: [string, string, Buffer, number, number][] = [
    ["too large", supervisor.cookie, form(Buffer.alloc(64_000_001, 0x61)), 413, 200],
    ["not permitted", director.cookie, big, 403, 200],
    ["not signed in", "", big, 401, 401],
    ["two files", supervisor.cookie, twoFiles("x", "y".repeat(3_000_000)), 400, 200],
  ];
  for (const [what, cookie, body, refused, next] of table) {
    await answeredAtOnce(cookie, body, [refused, next], what);
  }
  // a disk that takes nothing: the folder is a file
  rmSync(writable, { recursive: true, force: true });
  writeFileSync(writable, "");
  await answeredAtOnce(supervisor.cookie, big, [500, 200], "a disk that takes nothing");
  rmSync(writable);
});

test("an upload that its sender breaks off leaves no file", async () => {
  const socket = connect(await port(), "127.0.0.1");
  socket.write(
    `POST /api/survey/imports HTTP/1.1\r\nhost: x\r\ncookie: ${supervisor.cookie}\r\ncontent-type: multipart/form-data; boundary=${BOUNDARY}\r\ncontent-length: 1000000\r\n\r\n`,
  );
  socket.write(form("x".repeat(100_000), 'filename="a.csv"', ""));
  for (let n = 0; n < 100 && lying().length === 0; n += 1) await pause(20);
  assert.equal(lying().length, 1, "the upload had begun");
  socket.destroy();
  for (let n = 0; n < 100 && lying().length > 0; n += 1) await pause(20);
  assert.deepEqual(lying(), []);
});

test("names are cleaned; a finished import keeps the returned workbook alone, for this program's eyes", async () => {
  const parts: Uint8Array[] = [];
  for await (const part of writeWorkbook(surveyTemplate({}))) parts.push(part);
  const names: [string, string][] = [
    ["filename*=UTF-8''%E6%91%B8%00%E6%8E%92%01.xlsx", "摸排.xlsx"],
    ["filename*=UTF-8''%E2%80%AE%E8%A1%A8.xlsx", "表.xlsx"],
    ['filename="\u0001"', "未命名"],
    ["filename*=UTF-8''" + "%F0%A0%AE%B7".repeat(300), "𠮷".repeat(200)],
  ];
  for (const [sent, kept] of names) {
    const answer = await send(form(Buffer.concat(parts), sent));
    assert.equal(answer.statusCode, 200, answer.body);
    const { id, fileName } = answer.json<ImportRow>();
    assert.equal(fileName, kept);
    const row = await ended(id);
    assert.deepEqual(lying().filter((name) => name.endsWith(".upload")), []); // prettier-ignore
    if (row.status !== "done") {
      assert.match(row.detail ?? "", /\p{Script=Han}/u);
      continue;
    }
    assert.equal(statSync(join(folder, `${id}.returned.xlsx`)).mode & 0o777, 0o600);
  }
});

test("a workbook comes back for ninety days, and then says that it is gone", async () => {
  const csv = "姓名,村（居）,身份证号,性别,出生日期\n张三,不存在村,,男,2015-01-01\n";
  const { id } = (await send(form(csv))).json<ImportRow>();
  const row = await ended(id);
  assert.equal(row.status, "done", JSON.stringify(row));
  const file = join(folder, `${id}.returned.xlsx`);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  const { ticket, answer: fetched } = await takeAlong(
    app,
    supervisor,
    `/api/survey/imports/${id}/returned`,
    "verification",
  );
  assert.match(ticket.name, /^导入结果-.*\.xlsx$/);
  assert.equal(fetched.statusCode, 200);
  assert.equal(fetched.rawPayload.subarray(0, 2).toString(), "PK");
  const now = new Date();
  await tidyUploads({ folder }, now, false);
  assert.ok(lying().includes(`${id}.returned.xlsx`));
  await tidyUploads({ folder }, new Date(now.getTime() + 91 * 86_400_000), true);
  assert.deepEqual(lying(), []);
  const gone = await supervisor.post(`/api/survey/imports/${id}/returned`, { id: newId(), purpose: "verification" });
  assert.deepEqual([gone.status, (gone.body as { code: string }).code], [404, "survey.not_returned"]);
});

test("at start nothing is left of stopped imports; while running, only what is older than a day goes", async () => {
  const own = ownFolder("tidy");
  const put = (name: string, daysAgo: number): void => {
    writeFileSync(join(own, name), "");
    const at = new Date(Date.now() - daysAgo * 86_400_000);
    utimesSync(join(own, name), at, at);
  };
  put("a.upload", 0.5);
  put("b.upload", 2);
  put("c.returned.xlsx.77.part", 2);
  put("d.returned.xlsx", 89);
  put("e.returned.xlsx", 91);
  put("note.txt", 400);
  mkdirSync(join(own, "f.upload"));
  await tidyUploads({ folder: own }, new Date(), true);
  assert.deepEqual(readdirSync(own).toSorted(), ["a.upload", "d.returned.xlsx", "f.upload", "note.txt"]);
  await tidyUploads({ folder: own }, new Date(), false);
  assert.deepEqual(readdirSync(own).toSorted(), ["d.returned.xlsx", "f.upload", "note.txt"]);
  await tidyUploads({ folder: join(own, "missing") }, new Date(), false);
});

test("an import that a stopped server left says so in words", async () => {
  const { owner } = people.database.db;
  const { id } = (await send(form("姓名,村（居）\n张三,不存在村\n"))).json<ImportRow>();
  await ended(id);
  await owner.query("update survey_import set status = 'running', detail = null where id = $1", [id]);
  await closeOrphans(owner, new Date().toISOString());
  const row = (await supervisor.get(`/api/survey/imports/${id}`)).body as ImportRow;
  assert.deepEqual([row.status, row.problem], ["failed", "survey.interrupted"]);
  assert.match(row.detail ?? "", /再次上传/);
});

test("an import that ends on a bug is logged, says that it failed, and leaves nothing on disk, nor ever had in clear", async () => {
  const { tonghu } = people;
  const bug = new Error("a bug");
  const seen: Buffer[] = [];
  const batch = (): Promise<never> => {
    seen.push(...lying().map((name) => readFileSync(join(folder, name))));
    return Promise.reject(bug);
  };
  const journal: typeof tonghu.journal = { ...tonghu.journal, batch };
  const { pool, clock } = tonghu.ground;
  const world = { pool, clock, journal, folder, files: tonghu.ground.vault.files, sentence };
  const said: object[] = [];
  const log = { ...silentLog, error: (data: object) => void said.push(data) };
  const [village] = await childrenOf(people.database.db.owner, places.east, "2024-07-01");
  const csv = `姓名,村（居）,性别,出生日期\n张三,${village?.name},男,2015-01-01\n`;
  const content = Object.assign(Readable.from([Buffer.from(csv)]), { truncated: false });
  const { id } = await startImport(world, people.eastSupervisor, { name: "a.csv", content }, log);
  const row = await ended(id);
  assert.deepEqual([row.status, row.problem], ["failed", "survey.failed"]);
  assert.deepEqual(said, [{ import: id, err: bug }]);
  assert.ok(seen.length > 0 && seen.every((bytes) => bytes.toString("latin1", 0, 11) === "TONGHU-FILE"));
  assert.deepEqual(seen.filter((bytes) => bytes.includes("张三")), [], "while it was read it lay encrypted"); // prettier-ignore
  assert.deepEqual(lying().filter((name) => name.includes(id)), []); // prettier-ignore
});
