import type { FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import type { Actor } from "#kernel/actor.ts";
import type { Id } from "#kernel/id.ts";
import type { Looks } from "./looks.ts";

/** What a route says of itself, before its handler: OpenAPI and the permission check are views of it. */
export interface RouteSpec<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, O extends z.ZodType> {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Fastify's form: /registry/children/:childId. */
  readonly path: string;
  /** `<capability>.<verb>`, or null for a page that anybody may open. */
  readonly permission: string | null;
  readonly summary: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** Shape of the answer: documentation, and checked in tests; hot lists are not parsed again on their way out. */
  readonly output?: O;
  /** What it shows of children, which is kept before it leaves; or why it shows none (test/looks.test.ts). */
  readonly looks?: Looks<Out<P>, Out<Q>, Out<O>, Out<B>>;
  /** Of these, those that tell of a child who is elsewhere: each is kept as an attempt. */
  readonly attempts?: readonly string[];
  /** Which kind of department's key opens it, besides a session of the permission's posts (docs/decisions/0048). */
  readonly key?: string;
  /** No session opens it: the key alone. */
  readonly sessionless?: true;
  /** Codes of the problems that it may answer with. */
  readonly refusals?: readonly string[];
  /** The session is not asked for: who calls is told by something else, also where the session has ended. */
  readonly stranger?: true;
  /** Another site sends people here: the identity provider's. */
  readonly arrival?: true;
  /** An upload: the body is a stream of parts that the handler reads itself. */
  readonly upload?: boolean;
  /** The body is bytes of `application/octet-stream`, which the handler reads from the request. */
  readonly bytes?: true;
}

export interface Call<P, Q, B> {
  readonly actor: Actor;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** Keeps that a file speaks of these children, before they are written into it; other answers are read by `looks`. */
  readonly saw: (children: readonly Id[]) => Promise<void>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

type Out<T> = T extends z.ZodType ? z.output<T> : undefined;

/** A route as the server mounts it: types of spec and handler are already joined. */
export interface Route {
  readonly spec: RouteSpec<z.ZodType, z.ZodType, z.ZodType, z.ZodType>;
  readonly handle: (call: Call<never, never, never>) => Promise<unknown>;
}

/** Curried, so that the spec's literals keep their types while the handler is inferred from them. */
export const route =
  <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, O extends z.ZodType>(spec: RouteSpec<P, Q, B, O>) =>
  (handle: (call: Call<Out<P>, Out<Q>, Out<B>>) => Promise<unknown>): Route => ({
    spec,
    handle,
  });
