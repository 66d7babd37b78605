import assert from "node:assert/strict";
import type { FastifyInstance } from "fastify";
import { Secret, TOTP } from "otpauth";
import { setPassword, takeLogin } from "#capabilities/account/credentials.ts";
import { addPeople } from "#capabilities/account/index.ts";
import { hashPassword } from "#capabilities/account/passwords.ts";
import type { Department, PostKind } from "#kernel/actor.ts";
import { newId } from "#kernel/id.ts";
import type { Cast } from "./cast.ts";

/* Real people of the tests, who sign in by password; and browsers that keep their cookies. */

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** The problem's code, or "". */
  readonly code: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

export interface Browser {
  readonly jar: Map<string, string>;
  get(url: string): Promise<Answer>;
  post(url: string, body?: unknown): Promise<Answer>;
  put(url: string, body: unknown): Promise<Answer>;
  remove(url: string): Promise<Answer>;
}

type Method = "GET" | "POST" | "PUT" | "DELETE";

/** A browser of its own at an address. */
export function browser(app: FastifyInstance, address = "192.0.2.1"): Browser {
  const jar = new Map<string, string>();
  const call = async (method: Method, url: string, body?: unknown): Promise<Answer> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await app.inject({
      method, url, remoteAddress: address,
      headers: { ...(cookie !== "" && { cookie }), ...(body !== undefined && { "content-type": Buffer.isBuffer(body) ? "application/octet-stream" : "application/json" }) },
      ...(body !== undefined && { payload: Buffer.isBuffer(body) ? body : JSON.stringify(body) }),
    }); // prettier-ignore
    for (const { name, value, maxAge } of answer.cookies) if (value === "" || maxAge === 0) jar.delete(name); else jar.set(name, value); // prettier-ignore
    const isJson = String(answer.headers["content-type"]).includes("json");
    const read: unknown = isJson ? answer.json() : answer.body;
    const code = isJson && answer.statusCode >= 400 ? (read as { code: string }).code : "";
    return { status: answer.statusCode, body: read, code, headers: answer.headers };
  };
  return {
    jar,
    get: (url) => call("GET", url),
    post: (url, body) => call("POST", url, body),
    put: (url, body) => call("PUT", url, body),
    remove: (url) => call("DELETE", url),
  };
}

export const PASSWORD = "Qing-Shui-He-37";

/** A real person with one post, a login and a password that is PASSWORD. */
export async function person(
  people: Cast,
  login: string,
  kind: PostKind,
  area: string,
  department?: Department,
): Promise<string> {
  const { owner } = people.database.db;
  const post = { name: `测试${login}`, kind, area, ...(department && { department }) };
  const [personId = ""] = await addPeople(owner, [post], { demo: false, day: "2024-01-01" });
  await takeLogin(owner, personId, login);
  await setPassword(owner, personId, await hashPassword(PASSWORD), people.clock.now(), false);
  return personId;
}

export const signIn = (at: Browser, login: string, password = PASSWORD): Promise<Answer> =>
  at.post("/api/account/sign-in", { login, password });

/** The code that an authenticator shows at the cast's moment. */
export const codeAt = (secret: string, now: Date): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now.getTime() });

/** Sets up the second factor of a session that waits for it; answers the secret. */
export async function enrolFactor(people: Cast, at: Browser): Promise<string> {
  const { secret } = (await at.post("/api/account/second-factor")).body as { secret: string };
  const done = await at.post("/api/account/second-factor/confirm", { code: codeAt(secret, people.clock.now()) });
  if (done.status !== 200) throw new Error(`enrolment: ${JSON.stringify(done.body)}`);
  return secret;
}

/** Lets time pass. */
export const wait = (people: Cast, seconds: number): void =>
  people.clock.set(new Date(people.clock.now().getTime() + seconds * 1000).toISOString());

/** Somebody signed in wholly, with a second factor where the post asks for one. */
export async function signedIn(
  people: Cast,
  app: FastifyInstance,
  who: { readonly login: string; readonly kind: PostKind; readonly area: string; readonly department?: Department },
): Promise<{ at: Browser; personId: string; secret: string }> {
  const personId = await person(people, who.login, who.kind, who.area, who.department);
  const at = browser(app, `198.51.100.${Math.floor(Math.random() * 250) + 1}`);
  const answer = await signIn(at, who.login);
  const { needs } = answer.body as { needs: string[] };
  const secret = needs.includes("enrolment") ? await enrolFactor(people, at) : "";
  return { at, personId, secret };
}

/**
 * How often the first of two works was the quicker one, of `pairs` taken by turns: near a half where they take the same
 * time, on a busy machine too.
 */
export async function quickerShare(
  pairs: number,
  first: (n: number) => Promise<unknown>,
  second: (n: number) => Promise<unknown>,
): Promise<number> {
  const timed = async (work: (n: number) => Promise<unknown>, n: number): Promise<number> => {
    const start = performance.now();
    await work(n);
    return performance.now() - start;
  };
  let quicker = 0;
  for (let n = 0; n < pairs; n += 1) {
    const inTurn = n % 2 === 0;
    const earlier = await timed(inTurn ? first : second, n);
    const later = await timed(inTurn ? second : first, n);
    if (inTurn ? earlier < later : later < earlier) quicker += 1;
  }
  return quicker / pairs;
}

/** The post that a person is given first, as a command says it. */
export const post = (kind: string, area: string, more: object = {}): object => ({
  kind,
  area,
  reason: "任命",
  ...more,
});

/** Somebody new, as a command says it. */
export const adding = (login: string, first: object): object => ({
  name: "新主任",
  id: newId(),
  login,
  post: first,
});

export interface Added {
  readonly personId: string;
  readonly postId: string;
  readonly code: string;
  readonly status: string;
}

/** Adds somebody with a first post over HTTP, which must be allowed. */
export async function add(by: Browser, login: string, first: object): Promise<Added> {
  const answer = await by.post("/api/account/people", adding(login, first));
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body as Added;
}
