import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { once } from "node:events";
import { after, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { keepPace } from "./pace.ts";

/* Who is waited for: a sender that stops is cut, and not one whose body lies here unread. */

const pace = { everyMs: 40, bytes: 50, patience: 3 };
const open: Server[] = [];
after(() => {
  for (const server of open) {
    server.close();
    server.closeAllConnections();
  }
});

async function answering(read: (request: IncomingMessage) => Promise<number>): Promise<number> {
  const server = createServer((request, response) => {
    void read(request).then((size) => response.end(String(size)), () => undefined); // prettier-ignore
  });
  keepPace(server, pace);
  open.push(server.listen(0, "127.0.0.1"));
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

async function sizeOf(request: IncomingMessage): Promise<number> {
  let size = 0;
  for await (const part of request) size += (part as Buffer).length;
  return size;
}

/** What comes back on one connection until it is closed. */
async function said(port: number, length: number, body: Buffer): Promise<string> {
  const socket = connect(port, "127.0.0.1").on("error", () => undefined);
  const heard: Buffer[] = [];
  socket.on("data", (part: Buffer) => heard.push(part));
  socket.write(`POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: ${length}\r\n\r\n`);
  socket.write(body);
  await once(socket, "close");
  return Buffer.concat(heard).toString();
}

test("a body that came while we were thinking is read to its end", async () => {
  const size = 4_000_000; // more than lies between us while nobody reads
  const port = await answering(async (request) => {
    await pause(600);
    return sizeOf(request);
  });
  assert.match(await said(port, size, Buffer.alloc(size)), new RegExp(`^HTTP/1.1 200[^]*${size}`));
});

test("a sender that stops in the middle is cut", async () => {
  const port = await answering(sizeOf);
  assert.equal(await said(port, 4_000_000, Buffer.alloc(1_000)), "");
});
