import type { FastifyReply, FastifyRequest } from "fastify";
import type { Actor } from "#kernel/actor.ts";
import { conflict, notFound, Problem } from "#kernel/problem.ts";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { changing } from "./changing.ts";
import { enter } from "./enter.ts";
import { record } from "./events.ts";
import { loginKey } from "./login.ts";
import type { Flow, Provider, Subject } from "./provider.ts";
import type { Session } from "./sessions.ts";
import { forgiveCode, passCodeGate } from "./signIn.ts";
import { digestOf, drawToken } from "./tokens.ts";
import { type AccountWorld, readCookie, requireWhole, writeCookie } from "./world.ts";

/* Single sign-on: the way to the provider and back, and whose account a subject is. No account is made on the way. */

const FLOW_SECONDS = 600;

const insertFlow = sql`insert into account_flow (digest, nonce, verifier, person_id, expires_at) values ($1, $2, $3, $4, $5)`;
const dropFlows = sql`delete from account_flow where expires_at < $1`;
const takeFlow = sql`
  delete from account_flow where digest = $1 and expires_at > $2 returning nonce, verifier, person_id as "personId"`;
const bySubject = sql`
  select s.person_id as "personId", p.closed_at as "closedAt" from account_subject s join account_person p on p.id = s.person_id
  where s.issuer = $1 and s.subject = $2`;
const byLogin = sql`
  select l.person_id as "personId" from account_login l join account_person p on p.id = l.person_id
  where l.key = $1 and p.closed_at is null
    and not exists (select 1 from account_subject s where s.person_id = l.person_id and s.issuer = $2)`;
const insertSubject = sql`
  insert into account_subject (issuer, subject, person_id, linked_at) values ($1, $2, $3, $4) on conflict do nothing`;

function theProvider(world: AccountWorld): Provider {
  if (!world.provider) throw notFound("http.not_found");
  return world.provider;
}

/** The flow belongs to this browser (its cookie) and to this request (the state): neither alone finds it. */
const flowDigest = (cookie: string, state: string): string => digestOf(`${cookie}\n${state}`);

/** Sends the browser to the provider, slowed where nobody comes back; `linking` where somebody signed in adds it to their account. */
export async function beginProvider(
  world: AccountWorld,
  actor: Actor,
  request: FastifyRequest,
  reply: FastifyReply,
  linking: boolean,
): Promise<string> {
  const provider = theProvider(world);
  if (linking) requireWhole(actor);
  await passCodeGate(world, request);
  const { url, flow } = await provider.begin();
  const [cookie, now] = [drawToken(), world.clock.now()];
  const expires = new Date(now.getTime() + FLOW_SECONDS * 1000).toISOString();
  await world.pool.query(dropFlows, [now.toISOString()]);
  await world.pool.query(insertFlow, [
    flowDigest(cookie, flow.state),
    flow.nonce,
    flow.verifier,
    linking ? actor.personId : null,
    expires,
  ]);
  writeCookie(world, reply, "tonghu_flow", cookie, FLOW_SECONDS);
  return url;
}

type KeptFlow = Pick<Flow, "nonce" | "verifier"> & { readonly personId: string | null };

async function flowOf(world: AccountWorld, request: FastifyRequest, state: string): Promise<KeptFlow> {
  const cookie = readCookie(world, request, "tonghu_flow");
  const digest = cookie === undefined ? "" : flowDigest(cookie, state);
  const { rows } = await world.pool.query<KeptFlow>(takeFlow, [digest, world.clock.now().toISOString()]);
  if (!rows[0]) throw new Problem("account.provider_flow_unknown", {}, 403);
  return rows[0];
}

async function link(
  db: Queryable,
  world: AccountWorld,
  subject: Subject,
  personId: string,
  how: string,
): Promise<void> {
  const now = world.clock.now();
  const { rowCount } = await db.query(insertSubject, [subject.issuer, subject.subject, personId, now.toISOString()]);
  if (rowCount !== 1) throw conflict("account.subject_taken");
  await record(
    db,
    { kind: "account.subject_linked", personId, actorId: personId, body: { issuer: subject.issuer, how } },
    now,
  );
}

/** Whose account it is: by the link, or by the login claim the first time. Errors: account.subject_unknown (403). */
const personOf = (world: AccountWorld, subject: Subject): Promise<string> =>
  changing(world.pool, async (db) => {
    const found = (
      await db.query<{ personId: string; closedAt: string | null }>(bySubject, [subject.issuer, subject.subject])
    ).rows[0];
    if (found && found.closedAt === null) return found.personId;
    if (found || subject.login === undefined) throw new Problem("account.subject_unknown", {}, 403);
    const named = (await db.query<{ personId: string }>(byLogin, [loginKey(subject.login), subject.issuer])).rows[0];
    if (!named) throw new Problem("account.subject_unknown", {}, 403);
    await link(db, world, subject, named.personId, "login");
    return named.personId;
  });

/** The way back: a session, or a link for whoever set out to make one. */
export async function finishProvider(
  world: AccountWorld,
  actor: Actor,
  request: FastifyRequest,
  reply: FastifyReply,
  query: URLSearchParams,
): Promise<Session | "linked"> {
  const provider = theProvider(world);
  const state = query.get("state") ?? "";
  const flow = await flowOf(world, request, state);
  writeCookie(world, reply, "tonghu_flow", "", 0);
  const subject = await provider.finish(query, { state, nonce: flow.nonce, verifier: flow.verifier });
  await forgiveCode(world, request);
  if (flow.personId !== null) {
    requireWhole(actor);
    if (actor.personId !== flow.personId) throw new Problem("account.provider_flow_unknown", {}, 403);
    await changing(world.pool, (db) => link(db, world, subject, actor.personId, "self"));
    return "linked";
  }
  const personId = await personOf(world, subject);
  return enter(world, request, reply, {
    personId,
    by: "provider",
    ...(subject.factorShown && { factorAt: world.clock.now() }),
  });
}
