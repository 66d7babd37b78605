import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import compress, { type FastifyCompressOptions } from "@fastify/compress";
import cookie from "@fastify/cookie";
import multipart from "@fastify/multipart";
import type { Actor } from "#kernel/actor.ts";
import type { KeepLook } from "#kernel/look.ts";
import { Problem } from "#kernel/problem.ts";
import { readJson } from "./json.ts";
import { type Crowd, type Gate, gateOf, usualCrowd } from "./crowd.ts";
import { refuse, refuseConnection } from "./framework.ts";
import { headersOf } from "./headers.ts";
import { logging, type LogStream } from "./logging.ts";
import { callerByKey, type IdentifyKey, type TellKeyRefused, toldRefused } from "./keys.ts";
import { keepAnswer, keepAttempt, keepSeen } from "./looks.ts";
import { refuseForeignOrigin } from "./origin.ts";
import { keepPace, type Pace, slowestPace } from "./pace.ts";
import { type InputPlace, inputProblem, type Labels, type Sentences } from "./problem.ts";
import { limiterOf, type Rates } from "./rates.ts";
import type { Call, Route } from "./route.ts";
import { refuseUnstorable } from "./stored.ts";
import { UPLOAD_LIMIT } from "./upload.ts";
import { whileWaitedFor } from "./waiting.ts";

export interface ServerParts {
  readonly routes: readonly Route[];
  readonly sentences: Sentences;
  readonly labels: Labels;
  /** Who is calling: undefined where nobody is signed in. */
  readonly identify: (request: FastifyRequest) => Promise<Actor | undefined>;
  /** Who is calling by a department's key; without it no key opens anything. */
  readonly identifyKey?: IdentifyKey;
  readonly tellKeyRefused?: TellKeyRefused;
  /** Whether a post may use a permission. */
  readonly allows: (actor: Actor, permission: string) => boolean;
  /** Keeps each look at a child before the answer leaves. */
  readonly keep: KeepLook;
  readonly bodyLimit?: number;
  readonly logLevel?: string;
  /** Where the log goes; standard output where nothing is said. */
  readonly logStream?: LogStream;
  /** Addresses of the reverse proxy, separated by commas, whose word on the client's address is taken. */
  readonly trustProxy?: string | undefined;
  /** Behind TLS: browsers are told to come by it alone. */
  readonly secure?: boolean;
  /** Requests by session and by address; without it as many as come. */
  readonly rates?: Rates | undefined;
  readonly crowd?: Crowd;
  readonly pace?: Pace;
}

const nobody = {
  personId: "",
  name: "",
  post: "system",
  area: "",
  scope: { lo: ":", hi: ":" },
} as const satisfies Actor;

function parsed({ spec }: Route, value: unknown, where: InputPlace["where"]): unknown {
  const schema = spec[where];
  if (!schema) return undefined;
  const result = schema.safeParse(value);
  if (!result.success) throw inputProblem(result.error, value, { where, of: operationOf(spec.path) });
  return result.data;
}

/** "conference.decline" of /api/conference/inbox/:childId/:no/decline: whose field it is, and of what. */
function operationOf(path: string): string | undefined {
  const [capability, ...rest] = /^\/api\/(.+)$/.exec(path)?.[1]?.split("/") ?? [];
  const step = rest.findLast((part) => !part.startsWith(":"));
  return step === undefined ? capability : `${capability}.${step}`;
}

async function callOf(
  parts: ServerParts,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Call<never, never, never>> {
  refuseForeignOrigin(request, route.spec.arrival === true || !route.spec.path.startsWith("/api/"));
  refuseUnstorable(request.params);
  refuseUnstorable(request.query);
  const { spec } = route;
  const byKey = await callerByKey(parts.identifyKey, route, request);
  const actor = byKey ?? (spec.stranger ? undefined : await parts.identify(request));
  if (spec.permission !== null) {
    if (!actor) throw new Problem(spec.sessionless ? "sharing.key_needed" : "account.not_signed_in", {}, 401);
    if (!byKey && !parts.allows(actor, spec.permission)) {
      const refusal = new Problem("account.not_permitted", {}, 403);
      await keepAttempt(
        parts.keep,
        spec,
        { actor, params: request.params, query: undefined, body: undefined, request },
        refusal,
      );
      throw refusal;
    }
  }
  const asked = await toldRefused(parts.tellKeyRefused, byKey, route, request, async () => ({
    params: parsed(route, request.params, "params") as never,
    query: parsed(route, request.query, "query") as never,
    body: (spec.upload ? undefined : parsed(route, request.body, "body")) as never,
  }));
  const call: Call<never, never, never> = {
    ...asked,
    actor: actor ?? nobody,
    saw: (children) => keepSeen(parts.keep, spec, call, children),
    request,
    reply,
  };
  return call;
}

function mount(app: FastifyInstance, parts: ServerParts, gate: Gate, route: Route): void {
  const kind = route.spec.upload ? "uploads" : "requests";
  app.route({
    method: route.spec.method,
    url: route.spec.path,
    handler: async (request, reply) => {
      const answer = await whileWaitedFor(request, reply, () =>
        gate.through(kind, async () => {
          const call = await callOf(parts, route, request, reply);
          const work = () => keepAnswer(parts.keep, route.spec, call, () => route.handle(call));
          return toldRefused(parts.tellKeyRefused, call.actor, route, request, work);
        }),
      );
      if (reply.sent || reply.raw.headersSent) return reply;
      if (answer === undefined) return reply.code(204).send();
      return reply.send(answer);
    },
  });
}

function secured(reply: FastifyReply, headers: Readonly<Record<string, string>>): FastifyReply {
  for (const [name, value] of Object.entries(headers)) if (!reply.hasHeader(name)) reply.header(name, value);
  if (!reply.hasHeader("cache-control")) reply.header("cache-control", "no-store");
  return reply;
}

/** Nobody takes the server from the others: not by number, not by haste, not by slowness. */
function bounded(app: FastifyInstance, parts: ServerParts): Gate {
  keepPace(app.server, parts.pace ?? slowestPace); // before the gate: it hears of those alone who are let in
  const gate = gateOf(parts.crowd ?? usualCrowd, app.server);
  const limit = parts.rates && limiterOf(parts.rates);
  app.addHook("onRequest", async (request) => {
    gate.requireRoom();
    limit?.(request);
  });
  return gate;
}

/**
 * Answers travel compressed where the caller takes it (docs/decisions/0038-compressed-answers.md). What is sent to the
 * server is never unpacked: a body has the size that it says.
 */
const squeezing: FastifyCompressOptions = {
  globalDecompression: false,
  encodings: ["gzip"],
  threshold: 1400, // below, it fits one packet as it is
  zlibOptions: { level: 4 },
};

/** The HTTP server over a table of routes. It is not yet listening. */
export async function createServer(parts: ServerParts): Promise<FastifyInstance> {
  const headers = headersOf(parts.secure === true);
  const app = Fastify({
    logger: logging(parts.logLevel, parts.logStream),
    bodyLimit: parts.bodyLimit ?? 1_000_000,
    connectionTimeout: 30_000,
    // Headers within a quarter of a minute; a body as long as it keeps pace (pace.ts), an upload from a village too.
    http: { headersTimeout: 15_000, connectionsCheckingInterval: 5_000 },
    requestTimeout: 600_000,
    forceCloseConnections: "idle",
    ...(parts.trustProxy && { trustProxy: parts.trustProxy }),
    routerOptions: { maxParamLength: 100 },
    frameworkErrors: (thrown, request, reply) => void refuse(parts, thrown, request, secured(reply, headers)),
    clientErrorHandler: (thrown, socket) => refuseConnection(parts, thrown, socket),
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (_request, body, done) => {
    try {
      done(null, body.length === 0 ? undefined : readJson(body as Buffer));
    } catch (thrown) {
      done(thrown as Error);
    }
  });
  app.addContentTypeParser("application/octet-stream", { parseAs: "buffer" }, (_request, body, done) =>
    done(null, body),
  );
  await app.register(compress, squeezing);
  await app.register(cookie);
  await app.register(multipart, { limits: { files: 1, fileSize: UPLOAD_LIMIT, fields: 10 } });
  app.addHook("onSend", async (_request, reply) => void secured(reply, headers));
  app.setErrorHandler((thrown, request, reply) => refuse(parts, thrown, request, reply));
  app.setNotFoundHandler((request, reply) => refuse(parts, new Problem("http.not_found", {}, 404), request, reply));
  const gate = bounded(app, parts);
  for (const route of parts.routes) mount(app, parts, gate, route);
  return app;
}
