import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { after, test } from "node:test";
import { WAITING_CONNECTIONS } from "./crowd.ts";
import { guestsOf } from "./guests.ts";

/* Silent and slow connections give way to whoever asks; nobody whom we owe an answer does. Nothing here is timed. */

const open: Server[] = [];
const callers: Socket[] = [];
after(() => {
  for (const socket of callers) socket.destroy();
  for (const server of open) server.close().closeAllConnections();
});

interface House {
  readonly port: number;
  readonly present: () => number;
  /** Ends the answers that were held back. */
  readonly answer: () => void;
  readonly heldBack: () => number;
}

/** A server with places for `most`: what asks for /held is answered later. */
async function house(most: number): Promise<House> {
  const held: (() => void)[] = [];
  const server = createServer((request, response) => {
    const say = (): void => void response.end("said");
    if (request.url === "/held") held.push(say);
    else request.resume().once("end", say);
  });
  const present = guestsOf(server, most);
  open.push(server.listen(0, "127.0.0.1"));
  await once(server, "listening");
  return { port: (server.address() as AddressInfo).port, present, answer: () => held.splice(0).forEach((say) => say()), heldBack: () => held.length }; // prettier-ignore
}

async function caller({ port }: House, words = ""): Promise<Socket> {
  const socket = connect(port, "127.0.0.1").on("error", () => undefined);
  callers.push(socket);
  await once(socket, "connect");
  if (words !== "") socket.write(words);
  return socket;
}

const get = (path: string): string => `GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`;
const slowBody = "POST /slow HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf";
const heard = async (socket: Socket): Promise<string> => String((await once(socket, "data"))[0]);
const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
};

test("where places run out the silent one that came first gives way, and whoever asks is answered", async () => {
  const at = await house(3);
  const silent = [await caller(at), await caller(at), await caller(at)];
  await until(() => at.present() === 3);
  const gone = once(silent[0] as Socket, "close");
  assert.match(await heard(await caller(at, get("/"))), /said/);
  await gone;
  assert.deepEqual(silent.map((socket) => socket.closed), [true, false, false]); // prettier-ignore
});

test("who keeps us waiting in the middle of a request gives way after the silent, who waits for us never", async () => {
  const at = await house(3);
  const waiting = await caller(at, get("/held"));
  const slow = await caller(at, slowBody);
  await until(() => at.heldBack() === 1);
  const silent = await caller(at);
  await until(() => at.present() === 3);
  const first = once(silent, "close");
  const asked = await caller(at, get("/held"));
  await first;
  await until(() => at.heldBack() === 2);
  const second = once(slow, "close");
  const third = await caller(at, get("/held"));
  await second;
  await until(() => at.heldBack() === 3);
  await caller(at);
  await until(() => at.present() === 4); // nobody can give way: it is for the gate to say so
  const answers = Promise.all([waiting, asked, third].map(heard));
  at.answer();
  assert.ok((await answers).every((text) => text.includes("said")));
});

test("a thousand requests in one breath put their sender out, and nobody else waits for them", async () => {
  const at = await house(3);
  const sixteen = await caller(at, get("/held").repeat(16));
  await until(() => at.heldBack() === 16);
  const hasty = await caller(at);
  const gone = once(hasty, "close");
  hasty.write(get("/held").repeat(1_000));
  await gone;
  assert.equal(at.heldBack(), 32, "no more than sixteen of them were heard");
  const answer = heard(sixteen);
  at.answer();
  assert.match(await answer, /said/);
});

test("a busy server's callers wait in the system's line and are not dropped: a thousand connect while nobody listens", async (t) => {
  if (process.platform !== "linux") return t.diagnostic("the line's length is Linux's");
  if (Number(readFileSync("/proc/sys/net/core/somaxconn", "utf8")) < 1_100) return t.diagnostic("this system allows no longer line"); // prettier-ignore
  const code = `const server = require("node:http").createServer().listen({ port: 0, host: "127.0.0.1", backlog: ${WAITING_CONNECTIONS} }, () => console.log(server.address().port));`;
  const child = spawn(process.execPath, ["-e", code], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const port = Number(String((await once(child.stdout, "data"))[0]));
    child.kill("SIGSTOP");
    const sockets = Array.from({ length: 1_000 }, () => connect(port, "127.0.0.1").on("error", () => undefined));
    callers.push(...sockets);
    await Promise.all(sockets.map((socket) => once(socket, "connect")));
  } finally {
    child.kill("SIGKILL");
  }
});
