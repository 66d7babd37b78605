import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import { learnLanguages } from "#test/language.ts";
import { command, deliver, freshId } from "./command.ts";

learnLanguages();

/* What a phone meets on its way: only the server's own receipt is a receipt. */

const json = (response: ServerResponse, status: number, body: unknown, type = "application/json"): void => {
  response.writeHead(status, { "content-type": type }).end(JSON.stringify(body));
};

const answers: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => void>> = {
  "/stored": (_request, response) => json(response, 200, { childId: "c", seq: 3, repeated: false }),
  "/portal": (_request, response) => response.writeHead(200, { "content-type": "text/html" }).end("<h1>请先登录无线网</h1>"),
  "/portal-json": (_request, response) => json(response, 200, { login: "please" }),
  "/refused": (_request, response) => json(response, 409, { code: "visit.child_closed", detail: "已经结案" }, "application/problem+json"),
  "/broken": (_request, response) => json(response, 503, { code: "db.away", detail: "数据库没有开" }, "application/problem+json"),
  "/garbled": (_request, response) => response.writeHead(200, { "content-type": "application/json" }).end('{"childId": "c", '),
  "/cut": (request) => request.socket.destroy(),
}; // prettier-ignore

let server: Server;
let base: string;

before(async () => {
  server = createServer((request, response) => answers[request.url ?? ""]?.(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => server.close());

const sent = async (path: string): Promise<string> => (await deliver(command(base + path, freshId(), {}))).kind;

test("a receipt is a receipt, a refusal a refusal, and everything else is unsure", async () => {
  assert.equal(await sent("/stored"), "ok");
  assert.equal(await sent("/refused"), "refused");
  for (const path of ["/portal", "/portal-json", "/broken", "/garbled", "/cut"]) {
    assert.equal(await sent(path), "unsure", path);
  }
});

test("a refusal is told in the server's own sentence", async () => {
  const answer = await deliver(command(`${base}/refused`, freshId(), {}));
  assert.deepEqual(answer, { kind: "refused", code: "visit.child_closed", sentence: "已经结案" });
});

test("a command keeps its own id whatever its body says", () => {
  const id = freshId();
  assert.equal(command("/x", id, { id: "another", note: "n" }).body.id, id);
});
