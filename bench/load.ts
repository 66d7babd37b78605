/*
 * The load: a process of its own that sends a bounded list of requests over kept-alive connections, each sending the
 * next one when its answer is whole. Bare sockets, so that the measuring costs little beside what is measured.
 */
import { connect, type Socket } from "node:net";
import { once } from "node:events";
import { buffer } from "node:stream/consumers";

export interface Sent {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly cookie: string;
  readonly body?: unknown;
}

export interface Work {
  readonly port: number;
  readonly connections: number;
  /** Sent in turn, from the first again where there are more than these to send. */
  readonly requests: readonly Sent[];
  readonly count: number;
}

export interface Done {
  readonly seconds: number;
  readonly refused: number;
  /** Of the last answer. */
  readonly bytes: number;
  readonly example: string;
}

function written({ method, path, cookie, body }: Sent): Buffer {
  const payload = body === undefined ? "" : JSON.stringify(body);
  const head = [`${method} ${path} HTTP/1.1`, "host: 127.0.0.1", `cookie: ${cookie}`];
  if (payload) head.push("content-type: application/json", `content-length: ${Buffer.byteLength(payload)}`);
  return Buffer.from(`${head.join("\r\n")}\r\n\r\n${payload}`);
}

/** Reads one answer: both servers say its length or send it in chunks. */
async function read(socket: Socket): Promise<{ ok: boolean; bytes: number; body: string }> {
  let held: Buffer = Buffer.alloc(0);
  for (;;) {
    const [piece] = (await once(socket, "data")) as [Buffer];
    held = held.length === 0 ? piece : Buffer.concat([held, piece]);
    const end = held.indexOf("\r\n\r\n");
    if (end < 0) continue;
    const head = held.toString("latin1", 0, end).toLowerCase();
    const length = /content-length: (\d+)/.exec(head)?.[1];
    const whole =
      length === undefined
        ? held.subarray(-5).equals(Buffer.from("0\r\n\r\n"))
        : held.length >= end + 4 + Number(length);
    if (whole)
      return {
        ok: head.startsWith("http/1.1 200"),
        bytes: held.length - end - 4,
        body: held.toString("utf8", end + 4),
      };
  }
}

async function run(work: Work): Promise<Done> {
  const messages = work.requests.map(written);
  const sockets = Array.from({ length: work.connections }, () => connect(work.port, "127.0.0.1").setNoDelay(true));
  await Promise.all(sockets.map((socket) => once(socket, "connect")));
  let [next, refused, bytes, example] = [0, 0, 0, ""];
  const began = performance.now();
  const turns = sockets.map(async (socket) => {
    while (next < work.count) {
      const message = messages[next++ % messages.length];
      if (!message) return;
      const answer = read(socket);
      socket.write(message);
      const { ok, bytes: length, body } = await answer;
      bytes = length;
      if (!ok) [refused, example] = [refused + 1, body.slice(0, 300)];
    }
  });
  await Promise.all(turns);
  const seconds = (performance.now() - began) / 1000;
  for (const socket of sockets) socket.destroy();
  return { seconds, refused, bytes, example };
}

if (import.meta.main) {
  const work = JSON.parse((await buffer(process.stdin)).toString()) as Work;
  process.stdout.write(JSON.stringify(await run(work)));
}
