import type { FastifyInstance } from "fastify";
import { randomBytes } from "node:crypto";
import { defaultFolder } from "#capabilities/policy/index.ts";
import { addPeople, markSynthetic } from "#capabilities/account/index.ts";
import type { Ticket } from "#capabilities/export/index.ts";
import type { Actor, PostKind } from "#kernel/actor.ts";
import { newId } from "#kernel/id.ts";
import type { Purpose } from "#kernel/purpose.ts";
import type { SuiteName } from "#platform/crypto/suite.ts";
import { subtree } from "#kernel/scope.ts";
import { compose, serverOf, type Tonghu } from "../src/composition.ts";
import { testDatabase, type TestDatabase } from "./database.ts";
import { ownFolder } from "./folder.ts";
import { places } from "./places.ts";
import { testVault } from "./vault.ts";

export { leftBehind, places } from "./places.ts";

/* The people of the tests: officers and directors of two townships that are neighbours. */

/** A clock that the test turns by hand. */
export interface HandClock {
  now(): Date;
  set(iso: string): void;
}

export const handClock = (iso: string): HandClock => {
  let at = new Date(iso);
  return {
    now: () => at,
    set: (next) => {
      at = new Date(next);
    },
  };
};

const person = (name: string, post: PostKind, area: string): Actor => ({
  personId: newId(),
  name,
  post,
  area,
  scope: subtree(area),
});

export interface Cast {
  readonly database: TestDatabase;
  readonly tonghu: Tonghu;
  readonly clock: HandClock;
  readonly county: Actor;
  readonly eastSupervisor: Actor;
  readonly southSupervisor: Actor;
  readonly eastDirector: Actor;
  readonly southDirector: Actor;
  close(): Promise<void>;
}

/** A whole Tonghu on a real database with one real county, standing at a moment. */
export async function cast(
  now = "2024-07-01T02:00:00.000Z",
  options: {
    readonly poolSize?: number;
    readonly suite?: SuiteName;
    /** False: composed without the owner's connections, as nothing that deletes. */
    readonly owning?: boolean;
    /** Packs other than the house's own. */
    readonly policyFolder?: string;
  } = {},
): Promise<Cast> {
  const database = await testDatabase({ ...options, county: places.county });
  const { owner, pool } = database.db;
  const clock = handClock(now);
  const identitySecret = randomBytes(32);
  const vault = await testVault(identitySecret, options.suite);
  const tonghu = await compose({
    pool,
    clock,
    identitySecret,
    vault,
    policyFolder: options.policyFolder ?? defaultFolder,
    ...(options.owning !== false && { owner }),
  });
  return {
    database,
    tonghu,
    clock,
    county: person("县级陈", "county", places.county),
    eastSupervisor: person("督导员林", "supervisor", places.east),
    southSupervisor: person("督导员黄", "supervisor", places.south),
    eastDirector: person("主任李", "director", places.eastVillage),
    southDirector: person("主任王", "director", places.southVillage),
    close: () => database.close(),
  };
}

/** A signed-in caller over the real server, without a socket. */
export interface Caller {
  readonly cookie: string;
  get(url: string): Promise<{ status: number; body: unknown }>;
  post(url: string, body: unknown): Promise<{ status: number; body: unknown }>;
}

export async function enter(people: Cast, app: FastifyInstance, post: PostKind, area: string): Promise<Caller> {
  const { owner } = people.database.db;
  await markSynthetic(owner);
  const [personId] = await addPeople(owner, [{ name: `演示${post}`, kind: post, area }], {
    demo: true,
    day: "2024-01-01",
  });
  const opened = await app.inject({ method: "POST", url: "/api/account/demo-sessions", payload: { personId } });
  const cookie = opened.cookies.map((one) => `${one.name}=${one.value}`).join("; ");
  const call = async (method: "GET" | "POST", url: string, payload?: unknown) => {
    const headers = { cookie, ...(payload !== undefined && { "content-type": "application/json" }) };
    const answer = await app.inject({
      method,
      url,
      headers,
      ...(payload !== undefined && { payload: JSON.stringify(payload) }),
    });
    return { status: answer.statusCode, body: answer.body === "" ? undefined : answer.json<unknown>() };
  };
  return { cookie, get: (url) => call("GET", url), post: (url, body) => call("POST", url, body) };
}

/** A file that a caller had made and fetched, as officers do on the desk. */
export async function takeAlong(
  app: FastifyInstance,
  caller: Caller,
  url: string,
  purpose: Purpose = "reporting",
): Promise<{ ticket: Ticket; answer: Awaited<ReturnType<FastifyInstance["inject"]>> }> {
  const made = await caller.post(url, { id: newId(), purpose });
  if (made.status !== 200) throw new Error(`${url}: ${JSON.stringify(made.body)}`);
  const ticket = made.body as Ticket;
  return { ticket, answer: await app.inject({ url: ticket.link, headers: { cookie: caller.cookie } }) };
}

/** The number of a file's last entry, as its page shows it. */
export const seqOf = async (caller: Caller, childId: string): Promise<number> =>
  ((await caller.get(`/api/registry/children/${childId}`)).body as { seq: number }).seq;

/** The real server over the cast's database; uploads lie in a folder of their own. */
export const server = (people: Cast): Promise<FastifyInstance> =>
  serverOf(people.tonghu, ownFolder("uploads"), "silent");
