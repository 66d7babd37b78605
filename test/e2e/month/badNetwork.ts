import { createServer, type IncomingMessage, request as ask, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/*
 * A network between a phone and the server that does what networks in the mountains do: a call is cut before it arrives,
 * on its way, or after the server has committed; or it is slow, or somebody answers 503. Real sockets on both sides.
 */

export interface BadNetwork {
  readonly base: string;
  /** Three of ten calls are cut, and some of the others slow or answered by 503. */
  bad: boolean;
  /** Where calls go: a server that was started anew stands elsewhere. */
  upstream: string;
  /** What was done to how many calls. */
  readonly done: Record<What, number>;
  close(): Promise<void>;
}

type What = "passed" | "before" | "during" | "after" | "busy" | "slow";

/** The same chances in each run (mulberry32). */
export function chancesOf(seed: number): () => number {
  let at = seed;
  return () => {
    at = (at + 0x6d2b79f5) | 0;
    let t = Math.imul(at ^ (at >>> 15), 1 | at);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function whatOf(chance: number): What {
  if (chance < 0.1) return "before";
  if (chance < 0.2) return "during";
  if (chance < 0.3) return "after";
  if (chance < 0.35) return "busy";
  return chance < 0.45 ? "slow" : "passed";
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** What a phone brings and takes; who somebody is has its own tests. */
const carries = /^\/api\/(?:sync|attachment)\//;
const SLOW_MS = 400;

export async function badNetwork(upstream: string, chance: () => number): Promise<BadNetwork> {
  const done: BadNetwork["done"] = { passed: 0, before: 0, during: 0, after: 0, busy: 0, slow: 0 };
  const network = { bad: false, upstream };

  /** Half of what was said: the server hears the rest never. */
  function halfSent({ method, url, headers }: IncomingMessage, body: Buffer): void {
    const out = ask(new URL(url ?? "/", network.upstream), { method, headers });
    out.on("error", () => undefined);
    out.write(body.subarray(0, Math.floor(body.length / 2)));
    setTimeout(() => out.destroy(), 20);
  }

  const answered = ({ method, url, headers }: IncomingMessage, body: Buffer): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const out = ask(new URL(url ?? "/", network.upstream), { method, headers }, resolve);
      out.on("error", reject);
      out.end(body);
    });

  async function carry(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const what = network.bad && carries.test(request.url ?? "") ? whatOf(chance()) : "passed";
    done[what] += 1;
    if (what === "before") return void request.socket.destroy();
    const body = await bodyOf(request);
    if (what === "during") {
      halfSent(request, body);
      return void request.socket.destroy();
    }
    if (what === "busy") {
      response
        .writeHead(503, { "content-type": "application/problem+json" })
        .end('{"code":"db.busy","detail":"系统正忙"}');
      return;
    }
    if (what === "slow") await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
    const answer = await answered(request, body);
    const whole = await bodyOf(answer);
    if (what === "after") request.socket.destroy();
    else response.writeHead(answer.statusCode ?? 502, answer.headers).end(whole);
  }

  const server = createServer((request, response) => {
    carry(request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(network, { base, done, close });
}
