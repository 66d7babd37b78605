import type pg from "pg";
import type { FastifyInstance } from "fastify";
import { type Actor, type PostKind } from "#kernel/actor.ts";
import type { Clock } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import { Problem } from "#kernel/problem.ts";
import type { AreaCode } from "#kernel/scope.ts";
import { factReader } from "#engines/rules/read-facts.ts";
import * as account from "#capabilities/account/index.ts";
import * as area from "#capabilities/area/index.ts";
import * as caselist from "#capabilities/caselist/index.ts";
import * as grade from "#capabilities/grade/index.ts";
import * as packs from "#capabilities/policy/index.ts";
import { openShelf, type Policy, type Shelf } from "#capabilities/policy/index.ts";
import { catalogue, factByKey } from "#capabilities/registry/facts.ts";
import * as registry from "#capabilities/registry/index.ts";
import { readValue } from "#capabilities/registry/values.ts";
import * as returns from "#capabilities/returns/index.ts";
import * as survey from "#capabilities/survey/index.ts";
import * as task from "#capabilities/task/index.ts";
import * as visit from "#capabilities/visit/index.ts";
import { openapi } from "#platform/http/openapi.ts";
import { problemJson, sentences as httpSentences, type Sentences } from "#platform/http/problem.ts";
import { type Route, route } from "#platform/http/route.ts";
import { createServer } from "#platform/http/server.ts";
import { problems as dbProblems } from "#platform/db/zh.ts";
import { problems as fileProblems } from "#platform/files/index.ts";
import type { Machine } from "#platform/journal/chain.ts";
import { type Journal, openJournal } from "#platform/journal/journal.ts";
import type { Projection } from "#platform/journal/ledger.ts";

/** What a whole Tonghu stands on: tests make one over their own database and clock. */
export interface Ground {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly identitySecret: Buffer;
  readonly policyFolder: string;
}

export interface Tonghu {
  readonly ground: Ground;
  readonly shelf: Shelf;
  readonly journal: Journal;
  readonly machine: Machine;
  readonly projections: readonly Projection[];
  readonly policyFor: (area: AreaCode, day: Day) => Policy;
  readonly gradingFor: grade.PolicyFor;
  /** uploads: where survey workbooks lie. */
  readonly routes: (uploads: string) => readonly Route[];
}

const history = { ...registry.history, ...grade.history, ...visit.history, ...task.history };

const sentences: Sentences = {
  ...httpSentences, ...dbProblems, ...fileProblems, ...survey.problems, ...returns.problems, ...account.problems, ...area.problems, ...registry.problems, ...grade.problems, ...visit.problems, ...task.problems, ...packs.problems,
}; // prettier-ignore

const labels = (key: string): string | undefined => factByKey.get(key)?.zh;

/** A refusal as a sentence for a person. */
export const sentence = (code: string, data: Readonly<Record<string, unknown>>): string =>
  problemJson(new Problem(code, data), sentences, labels).detail;

const permissions: Readonly<Record<string, readonly PostKind[]>> = {
  "area.read": ["director", "supervisor", "county", "city", "province"],
  ...registry.permissions, ...grade.permissions, ...visit.permissions, ...task.permissions, ...caselist.permissions,
  ...survey.permissions, ...returns.permissions, ...packs.permissions,
}; // prettier-ignore

export const permissionsOf = (post: PostKind): string[] =>
  Object.entries(permissions).flatMap(([permission, posts]) => (posts.includes(post) ? [permission] : []));

const allows = (actor: Actor, permission: string): boolean => permissions[permission]?.includes(actor.post) ?? false;

/** The policy of an area on a day, remembered: packs do not change while a program runs. */
function rememberedPolicies(shelf: Shelf): (area: AreaCode, day: Day) => Policy {
  const known = new Map<string, Policy>();
  return (code, day) => {
    const key = `${code}|${day}`;
    const held = known.get(key);
    if (held) return held;
    const policy = shelf.policyFor(code, day);
    if (!policy) throw new Problem("policy.none", { area: code, day });
    if (known.size > 50_000) known.clear();
    known.set(key, policy);
    return policy;
  };
}

/** Joins the capabilities over one database. The order of projections is the order in which views are written. */
export async function compose(ground: Ground): Promise<Tonghu> {
  const shelf = await openShelf(ground.policyFolder, catalogue, factReader(catalogue, readValue, "policy"));
  const policyFor = rememberedPolicies(shelf);
  const gradingFor = grade.gradingBy({ policyFor, turnsAfter: (code, day) => shelf.turnsAfter(code, day) });
  const machine: Machine = {
    folds: [registry.fold, grade.fold, visit.fold, task.fold],
    reactions: [grade.gradeReaction(gradingFor)],
  };
  const projections = [
    registry.identityProjection(ground.identitySecret), grade.standingProjection, visit.visitProjection, task.taskProjection, caselist.caselistProjection,
  ]; // prettier-ignore
  const journal = openJournal(ground.pool, ground.clock, machine, projections);
  const parts = { ground, shelf, journal, machine, projections, policyFor, gradingFor };
  return { ...parts, routes: (uploads) => routesOf(parts, uploads) };
}

function routesOf(parts: Omit<Tonghu, "routes">, uploads: string): Route[] {
  const { pool, clock } = parts.ground;
  const world = { pool, clock, journal: parts.journal };
  const routes = [
    ...account.routes(accountWorld(parts.ground)),
    ...area.routes(world),
    ...registry.routes({ ...world, history, namesOf: (ids) => account.namesOf(pool, ids), explain: (subject, day) => parts.policyFor(subject.area, day).decide(registry.valuesOf(registry.fileOf(subject).facts), day) }),
    ...grade.routes({ ...world, policyFor: parts.gradingFor }),
    ...visit.routes({ ...world, askedBy: (code, day) => { const policy = parts.policyFor(code, day); return { ref: policy.ref, facts: policy.reads }; } }),
    ...task.routes(world),
    ...caselist.routes({
      ...world,
      levelsOf: (code, day) => parts.policyFor(code, day).levels.map(({ id, title, word, shape }) => ({ id, title, word, shape })),
      escalationOf: (code, day) => parts.policyFor(code, day).escalation.map(({ after, to }) => ({ after, to })),
    }),
    ...packs.routes({ clock, policyFor: parts.policyFor }),
    ...survey.routes({ ...world, secret: parts.ground.identitySecret, folder: uploads, sentence }),
    ...returns.routes({ ...world, policyFor: parts.policyFor }),
  ]; // prettier-ignore
  const meta = [
    route({ method: "GET", path: "/healthz", permission: null, summary: "服务是否可用" })(async () => {
      await pool.query("select 1");
      return { ok: true };
    }),
    route({ method: "GET", path: "/openapi.json", permission: null, summary: "接口说明" })(async () =>
      openapi(routes, "0.1.0"),
    ),
  ];
  return [...routes, ...meta];
}

const accountWorld = (ground: Ground): account.AccountWorld => ({
  pool: ground.pool, clock: ground.clock, permissionsOf, secure: process.env["TONGHU_SECURE_COOKIE"] === "1",
}); // prettier-ignore

/** The HTTP server of a Tonghu, not yet listening. */
export const serverOf = (tonghu: Tonghu, uploads: string, logLevel = "warn"): Promise<FastifyInstance> =>
  createServer({
    routes: tonghu.routes(uploads),
    sentences,
    labels,
    identify: account.identify(accountWorld(tonghu.ground)),
    allows,
    logLevel,
  });
