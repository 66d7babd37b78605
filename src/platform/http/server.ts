import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import cookie from "@fastify/cookie";
import multipart from "@fastify/multipart";
import type { z } from "zod";
import type { Actor } from "#kernel/actor.ts";
import type { KeepLook } from "#kernel/look.ts";
import { Problem } from "#kernel/problem.ts";
import { readJson } from "./json.ts";
import { refuse, refuseConnection } from "./framework.ts";
import { keepAnswer, keepAttempt, keepSeen } from "./looks.ts";
import { inputProblem, type Sentences } from "./problem.ts";
import type { Call, Route } from "./route.ts";
import { refuseUnstorable } from "./stored.ts";
import { UPLOAD_LIMIT } from "./upload.ts";

export interface ServerParts {
  readonly routes: readonly Route[];
  readonly sentences: Sentences;
  readonly labels: (key: string) => string | undefined;
  /** Who is calling: undefined where nobody is signed in. */
  readonly identify: (request: FastifyRequest) => Promise<Actor | undefined>;
  /** Whether a post may use a permission. */
  readonly allows: (actor: Actor, permission: string) => boolean;
  /** Keeps each look at a child before the answer leaves. */
  readonly keep: KeepLook;
  readonly bodyLimit?: number;
  readonly logLevel?: string;
  /** Addresses of the reverse proxy, separated by commas, whose word on the client's address is taken. */
  readonly trustProxy?: string | undefined;
}

const nobody = {
  personId: "",
  name: "",
  post: "system",
  area: "",
  scope: { lo: ":", hi: ":" },
} as const satisfies Actor;

/** Pages of other origins may not act in a signed-in person's name: same-site cookie, JSON only, and the Origin's own word. */
function refuseForeignOrigin(request: FastifyRequest): void {
  const origin = request.headers.origin;
  if (request.method === "GET" || request.method === "HEAD" || origin === undefined) return;
  let host: string | undefined;
  try {
    host = new URL(origin).host;
  } catch {
    host = undefined;
  }
  if (host !== request.headers.host) throw new Problem("http.forbidden_origin", {}, 403);
}

function parsed(schema: z.ZodType | undefined, value: unknown, where: "body" | "query" | "params"): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(value);
  if (!result.success) throw inputProblem(result.error, where);
  return result.data;
}

async function callOf(
  parts: ServerParts,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Call<never, never, never>> {
  refuseForeignOrigin(request);
  refuseUnstorable(request.params);
  refuseUnstorable(request.query);
  const { spec } = route;
  const actor = await parts.identify(request);
  if (spec.permission !== null) {
    if (!actor) throw new Problem("account.not_signed_in", {}, 401);
    if (!parts.allows(actor, spec.permission)) {
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
  const call: Call<never, never, never> = {
    actor: actor ?? nobody,
    params: parsed(spec.params, request.params, "params") as never,
    query: parsed(spec.query, request.query, "query") as never,
    body: (spec.upload ? undefined : parsed(spec.body, request.body, "body")) as never,
    saw: (children) => keepSeen(parts.keep, spec, call, children),
    request,
    reply,
  };
  return call;
}

function mount(app: FastifyInstance, parts: ServerParts, route: Route): void {
  app.route({
    method: route.spec.method,
    url: route.spec.path,
    handler: async (request, reply) => {
      const call = await callOf(parts, route, request, reply);
      const answer = await keepAnswer(parts.keep, route.spec, call, () => route.handle(call));
      if (reply.sent || reply.raw.headersSent) return reply;
      if (answer === undefined) return reply.code(204).send();
      return reply.send(answer);
    },
  });
}

const security: Readonly<Record<string, string>> = {
  "content-security-policy":
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; script-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
};

function secured(reply: FastifyReply): FastifyReply {
  for (const [name, value] of Object.entries(security)) if (!reply.hasHeader(name)) reply.header(name, value);
  if (!reply.hasHeader("cache-control")) reply.header("cache-control", "no-store");
  return reply;
}

/** The HTTP server over a table of routes. It is not yet listening. */
export async function createServer(parts: ServerParts): Promise<FastifyInstance> {
  const app = Fastify({
    logger: { level: parts.logLevel ?? "warn", redact: ["req.headers.cookie", "*.idNo", "*.idNumber"] },
    bodyLimit: parts.bodyLimit ?? 1_000_000,
    connectionTimeout: 30_000,
    requestTimeout: 60_000,
    forceCloseConnections: "idle",
    ...(parts.trustProxy && { trustProxy: parts.trustProxy }),
    routerOptions: { maxParamLength: 100 },
    frameworkErrors: (thrown, request, reply) => void refuse(parts, thrown, request, secured(reply)),
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
  await app.register(cookie);
  await app.register(multipart, { limits: { files: 1, fileSize: UPLOAD_LIMIT, fields: 10 } });
  app.addHook("onSend", async (_request, reply) => void secured(reply));
  app.setErrorHandler((thrown, request, reply) => refuse(parts, thrown, request, reply));
  app.setNotFoundHandler((request, reply) => refuse(parts, new Problem("http.not_found", {}, 404), request, reply));
  for (const route of parts.routes) mount(app, parts, route);
  return app;
}
