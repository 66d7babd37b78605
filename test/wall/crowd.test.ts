import assert from "node:assert/strict";
import { connect, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { newId } from "#kernel/id.ts";
import { serverOf, type ServerLimits } from "../../src/composition.ts";
import { type Cast, cast, enter, leftBehind, places } from "../cast.ts";

/*
 * Trials 14 and 15: slow senders and slow readers are cut while healthy requests go on; five hundred at once are answered
 * or told to come back, and nobody is hung up on; a session that asks too often waits. Over real sockets.
 */

let people: Cast;
const open: FastifyInstance[] = [];
before(async () => {
  people = await cast();
});
after(async () => {
  for (const app of open) await app.close();
  await people.close();
});

interface Listening {
  readonly port: number;
  readonly cookie: string;
  readonly base: string;
}

async function listening(limits: ServerLimits, logged: string[] = []): Promise<Listening> {
  const logStream = { write: (line: string) => void logged.push(line) };
  const app = await serverOf(people.tonghu, "", "warn", { ...limits, logStream });
  open.push(app);
  const { cookie } = await enter(people, app, "director", places.eastVillage);
  const base = await app.listen({ port: 0, host: "127.0.0.1" });
  return { port: Number(new URL(base).port), cookie, base };
}

interface Told {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly ms: number;
}

async function ask({ base, cookie }: Listening, path = "/api/caselist/children"): Promise<Told> {
  const start = performance.now();
  const answer = await fetch(base + path, { headers: { cookie } });
  await answer.arrayBuffer();
  return { status: answer.status, retryAfter: answer.headers.get("retry-after"), ms: performance.now() - start };
}

/** A connection that says something and listens; `closed` when the other side has hung up. */
function speaker(port: number, first: string): { socket: Socket; closed: Promise<number> } {
  const start = performance.now();
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  socket.write(first);
  const closed = new Promise<number>((resolve) => socket.once("close", () => resolve(performance.now() - start)));
  return { socket, closed };
}

const quick = { everyMs: 100, bytes: 50, patience: 3 };
const post = (at: Listening): string =>
  `POST /api/registry/children HTTP/1.1\r\nhost: 127.0.0.1:${at.port}\r\ncookie: ${at.cookie}\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n`;

/** The slowest of a hundred healthy requests, one after the other, while something goes on. */
async function slowest(at: Listening, times: number): Promise<number> {
  let worst = 0;
  for (let n = 0; n < times; n += 1) {
    const { status, ms } = await ask(at);
    assert.equal(status, 200);
    worst = Math.max(worst, ms);
  }
  return worst;
}

/**
 * A machine that does other things is slow by itself: what ten requests took just before says by how much, and it may
 * begin to do them in between. Whoever is held up by somebody slow waits until that one is cut, or for ever.
 */
const usual = async (at: Listening): Promise<number> => Math.max(5_000, 10 * (await slowest(at, 10)));

/** Long enough for any machine: only a connection that is never cut waits for it. */
const CUT_MS = 60_000;

async function notCut(speakers: readonly { readonly closed: Promise<number> }[]): Promise<number> {
  const late = new AbortController();
  const ends = speakers.map(({ closed }) => Promise.race([closed, pause(CUT_MS, Infinity, { signal: late.signal }).catch(() => Infinity)])); // prettier-ignore
  const left = (await Promise.all(ends)).filter((ms) => ms === Infinity).length;
  late.abort();
  return left;
}

test("two hundred slow senders are cut, and meanwhile whoever asks is answered as before", async () => {
  const logged: string[] = [];
  const at = await listening({ pace: quick }, logged);
  const most = await usual(at);
  const slow = Array.from({ length: 200 }, () => speaker(at.port, post(at)));
  const drip = setInterval(() => slow.forEach(({ socket }) => socket.writable && socket.write(" ")), 50);
  try {
    assert.ok((await slowest(at, 40)) < most);
    assert.equal(await notCut(slow), 0, "all were cut");
    assert.deepEqual(logged, [], "and the log blames no database for it");
  } finally {
    clearInterval(drip);
    slow.forEach(({ socket }) => socket.destroy());
  }
});

test("a sender that keeps pace is heard to its end", async () => {
  const at = await listening({ pace: quick });
  const asked = { id: newId(), childId: newId(), area: places.eastVillage, facts: { ...leftBehind, name: "慢慢来" } };
  const body = Buffer.from(JSON.stringify(asked));
  const { socket, closed } = speaker(at.port, post(at).replace("100000", String(body.length)).replace("\r\ncontent-type", "\r\nconnection: close\r\ncontent-type")); // prettier-ignore
  const heard: Buffer[] = [];
  socket.on("data", (piece: Buffer) => heard.push(piece));
  for (let sent = 0; sent < body.length; sent += 60) {
    socket.write(body.subarray(sent, sent + 60));
    await pause(60);
  }
  await closed;
  assert.match(Buffer.concat(heard).toString(), /^HTTP\/1\.1 200 /);
});

test("readers who take nothing are cut", async () => {
  const at = await listening({ pace: quick });
  const most = await usual(at);
  const request = `GET /openapi.json HTTP/1.1\r\nhost: 127.0.0.1:${at.port}\r\n\r\n`;
  const slow = Array.from({ length: 6 }, () => {
    // Sixteen answers of some hundred kilobytes: more than any buffer between us holds.
    const one = speaker(at.port, request.repeat(16));
    one.socket.pause();
    return one;
  });
  try {
    assert.ok((await slowest(at, 20)) < most);
    await pause(1_500);
    for (const { socket } of slow) socket.resume(); // what still lies in between comes, and then the end
    assert.equal(await notCut(slow), 0, "all were cut");
  } finally {
    slow.forEach(({ socket }) => socket.destroy());
  }
});

test("five hundred connections at once: each is answered or told to come back in seconds, and then all is well", async () => {
  // few places: an idle machine answers five hundred before thirty of them are inside together
  const logged: string[] = [];
  const at = await listening({ crowd: { requests: 4, uploads: 4, connections: 2_000 } }, logged);
  const most = await usual(at);
  const told = await Promise.all(Array.from({ length: 500 }, () => ask(at)));
  const busy = told.filter(({ status }) => status === 503);
  assert.ok(told.every(({ status }) => status === 200 || status === 503), JSON.stringify([...new Set(told.map(({ status }) => status))])); // prettier-ignore
  assert.ok(busy.length > 0, "some were too many");
  assert.ok(busy.every(({ retryAfter }) => Number(retryAfter) > 0));
  assert.ok(told.some(({ status }) => status === 200));
  assert.equal(logged.length, busy.length, "each is a line in the log");
  assert.ok(logged.every((line) => line.includes('"http.busy"') && !line.includes("stack") && line.length < 400), logged[0]); // prettier-ignore
  assert.ok((await slowest(at, 20)) < most, "healthy again");
});

test("more silent connections than there is room for: they give way, and whoever asks on a new one is answered", async () => {
  const at = await listening({ crowd: { requests: 32, uploads: 4, connections: 50 } });
  const silent = Array.from({ length: 60 }, () =>
    speaker(at.port, "GET /api/caselist/due HTTP/1.1\r\nhost: x\r\nx-slow: "),
  );
  await Promise.race(silent.map(({ closed }) => closed));
  const told = await Promise.all(Array.from({ length: 20 }, () => ask(at)));
  assert.deepEqual([...new Set(told.map(({ status }) => status))], [200]);
  silent.forEach(({ socket }) => socket.destroy());
});

test("a session that asks too often is told how long to wait, others are not", async () => {
  const rates = { session: { burst: 20, perSecond: 0.05 }, address: { burst: 1_000, perSecond: 1 } };
  const at = await listening({ rates });
  const told = await Promise.all(Array.from({ length: 60 }, () => ask(at)));
  const waiting = told.filter(({ status }) => status === 429);
  assert.ok(waiting.length >= 35 && waiting.every(({ retryAfter }) => Number(retryAfter) >= 1), `${waiting.length}`);
  assert.equal((await ask({ ...at, cookie: "" }, "/api/account/ways")).status, 200);
});
