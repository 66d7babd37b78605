import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import fc from "fast-check";
import type { FastifyInstance } from "fastify";
import { serverOf } from "../../src/composition.ts";
import { browser, type Browser, signedIn } from "../accounts.ts";
import { type Cast, cast, places } from "../cast.ts";
import { requestOf } from "./requests.ts";
import { bodyOf, type Schema } from "./schemas.ts";
import { type Target, targetMaker } from "./targets.ts";

/*
 * Ten thousand bodies, made from the operations' own schemas, right in most places and wrong in some (trials 2 and 13):
 * whatever comes, the answer is an answer or a problem of the house, and never a 500.
 */

const BODIES = 10_000;
const SEED = 20_241_129;

let people: Cast;
let app: FastifyInstance;
let folder: string;
let target: Target;
const by = new Map<string, Browser>();

interface Operation {
  readonly name: string;
  readonly permission: string | undefined;
  readonly schema: Schema;
}
let operations: Operation[] = [];

type Described = Record<string, Record<string, { "x-permission"?: string; requestBody?: { content: Record<string, { schema: Schema }> } }>>; // prettier-ignore

before(async () => {
  people = await cast();
  folder = mkdtempSync(join(tmpdir(), "tonghu-fuzz-"));
  app = await serverOf(people.tonghu, folder, "silent");
  const { whole } = targetMaker(people, folder);
  target = await whole({ area: places.eastVillage, otherArea: "445281001002" });
  const { paths } = (await browser(app).get("/openapi.json")).body as { paths: Described };
  operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { requestBody, "x-permission": permission }]) => {
      const schema = requestBody?.content["application/json"]?.schema;
      return schema ? [{ name: `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ":$1")}`, permission, schema }] : [];
    }),
  ); // prettier-ignore
  for (const kind of ["county", "city", "supervisor", "security_admin", "audit_admin"] as const) {
    const area = {
      county: places.county,
      city: "4452",
      supervisor: places.east,
      security_admin: "0",
      audit_admin: "0",
    }[kind];
    by.set(kind, (await signedIn(people, app, { login: `fuzz-${kind}`, kind, area })).at);
  }
});
after(async () => {
  await app.close();
  await people.close();
  rmSync(folder, { recursive: true, force: true });
});

const senders: Readonly<Record<string, string>> = {
  "visit.record": "supervisor", "grade.propose": "supervisor", "account.approve": "security_admin", "account.reset_factor": "security_admin", "trace.answer": "audit_admin",
  // a session that opens a screen ends: nobody else sends with it
  "display.open": "city",
}; // prettier-ignore

/** Sign-in computes a password's hash each time, and is slowed: a few of its bodies do. */
const isCostly = ({ name }: Operation): boolean =>
  /sign-in|sessions$|account\/devices$|second-factor|password/.test(name);

async function sendRaw(operation: Operation, payload: string): Promise<{ status: number; text: string }> {
  const { method, url } = requestOf(operation.name, target);
  const sender = by.get(senders[operation.permission ?? ""] ?? "county");
  const cookie = [...(sender?.jar ?? [])].map(([name, value]) => `${name}=${value}`).join("; ");
  const headers = { cookie, "content-type": "application/json" };
  const answer = await app.inject({ method, url, headers, payload, remoteAddress: "192.0.2.77" });
  return { status: answer.statusCode, text: answer.body };
}

/** An answer of the house: done, or a problem with a code and a Chinese sentence, that quotes nothing of what was sent. */
function faultOf({ status, text }: { status: number; text: string }): string | undefined {
  if (status >= 500 && status !== 503) return `${status}`;
  if (status < 400) return undefined;
  const problem = JSON.parse(text) as { code?: string; detail?: string; status?: number };
  const told = /^[a-z]+\.[a-z_]+$/.test(problem.code ?? "") && /\p{Script=Han}/u.test(problem.detail ?? "");
  return told && problem.status === status ? undefined : `not a problem: ${text}`;
}

test("ten thousand bodies: an answer or a problem each, and never a 500", async () => {
  assert.ok(operations.length > 25, `${operations.length} operations take a body`);
  const cheap = operations.filter((one) => !isCostly(one));
  const costly = operations.filter(isCostly);
  let done = 0;
  const met = new Map<number, number>();
  const faults: string[] = [];
  const run = async (operation: Operation, bodies: number): Promise<void> => {
    for (const body of fc.sample(bodyOf(operation.schema), { numRuns: bodies, seed: SEED })) {
      const payload = JSON.stringify(body) ?? "";
      const answer = await sendRaw(operation, payload);
      const fault = faultOf(answer);
      if (fault !== undefined) faults.push(`${operation.name} ${payload.slice(0, 300)} -> ${fault.slice(0, 200)}`);
      met.set(answer.status, (met.get(answer.status) ?? 0) + 1);
      done += 1;
    }
  };
  for (const operation of costly) await run(operation, 40);
  const each = Math.ceil((BODIES - done) / cheap.length);
  const waiting = [...cheap];
  const lane = async (): Promise<void> => {
    for (let next = waiting.pop(); next; next = waiting.pop()) await run(next, each);
  };
  await Promise.all(Array.from({ length: 6 }, lane));
  assert.deepEqual(faults.slice(0, 10), [], `${faults.length} of ${done}`);
  assert.ok(done >= BODIES, `${done}`);
  for (const status of [200, 400, 422]) assert.ok((met.get(status) ?? 0) > 50, JSON.stringify([...met]));
});

const hostile: readonly (readonly [string, string])[] = [
  ["nothing", ""],
  ["no JSON", "{"],
  ["a list", "[]"],
  ["null", "null"],
  ["a number", "7"],
  ["a text", '"x"'],
  ["a nest of lists", "[".repeat(50_000)],
  ["a nest of objects", '{"a":'.repeat(50_000)],
  ["a number without end", '{"id":1e400}'],
  ["a key twice", '{"id":"a","id":"b"}'],
  ["NUL", '{"id":"\\u0000"}'],
  ["half a pair", '{"id":"\\ud800"}'],
  ["half a pair in a key", '{"\\ud800":1}'],
  ["the prototype", '{"__proto__":{"post":"county"}}'],
  ["the constructor", '{"constructor":{"prototype":{"post":"county"}}}'],
  ["a comment", '{"id":1}//'],
  ["a mark of byte order", "\ufeff{}"],
  ["two values", "{}{}"],
  ["a megabyte of blanks and more", `${" ".repeat(1_100_000)}{}`],
];

test("hostile JSON is 4xx at every operation that takes a body", async () => {
  for (const operation of operations) {
    for (const [what, payload] of hostile) {
      const answer = await sendRaw(operation, payload);
      assert.ok(answer.status >= 400 && answer.status < 500, `${operation.name}, ${what}: ${answer.status} ${answer.text}`);
      assert.equal(faultOf(answer), undefined, `${operation.name}, ${what}`);
    }
  }
  assert.equal(({} as { post?: string }).post, undefined, "no prototype was touched");
}); // prettier-ignore

test("other kinds of content are 415, compressed ones too, at every operation that takes a body", async () => {
  const kinds = ["text/plain", "application/x-www-form-urlencoded", "text/xml", "application/json+x", "multipart/form-data", "application/octet-stream", ""]; // prettier-ignore
  for (const operation of operations) {
    const { method, url, body } = requestOf(operation.name, target);
    const cookie = [...(by.get("county")?.jar ?? [])].map(([name, value]) => `${name}=${value}`).join("; ");
    for (const kind of kinds) {
      const headers = { cookie, "content-type": kind };
      const answer = await app.inject({ method, url, headers, payload: JSON.stringify(body ?? {}) });
      assert.ok([400, 403, 415].includes(answer.statusCode), `${operation.name} ${kind}: ${answer.statusCode} ${answer.body}`);
    }
  }
}); // prettier-ignore
