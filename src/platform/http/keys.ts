import type { FastifyRequest } from "fastify";
import type { Actor } from "#kernel/actor.ts";
import { isProblem, Problem } from "#kernel/problem.ts";
import type { Route } from "./route.ts";

/**
 * Who calls by a department's key, which opens one kind of operation (docs/decisions/0048).
 * Errors: 401 for a key that is none, 403 for one that opens nothing here, 429 for one that calls too often.
 */
export type IdentifyKey = (key: string, operation: string, address: string) => Promise<Actor>;

/** Keeps what a known key was refused for after it was let in: a page too large, another item, something that is not there. */
export type TellKeyRefused = (caller: Actor, operation: string, code: string, address: string) => Promise<void>;

/** An operation that no grant opens. */
export const ELSEWHERE = "elsewhere";

const bearer = /^bearer +(\S{1,200})$/i;

/** Another scheme is a proxy's own business. */
export const keyOf = ({ headers }: Pick<FastifyRequest, "headers">): string | undefined =>
  bearer.exec(headers.authorization ?? "")?.[1];

/**
 * The caller where a key was brought; undefined where none was. A session that comes along counts nothing then, and no
 * operation takes a key whose route line does not say so: tried all the same, it stands in the key's log. Errors: sharing.key_not_here (403), those of `identify`.
 */
export async function callerByKey(
  identify: IdentifyKey | undefined,
  { spec }: Route,
  request: FastifyRequest,
): Promise<Actor | undefined> {
  const key = spec.path.startsWith("/api/") ? keyOf(request) : undefined;
  if (key === undefined) return undefined;
  if (spec.key !== undefined && identify) return identify(key, spec.key, request.ip);
  await identify?.(key, ELSEWHERE, request.ip).catch((thrown: unknown) => {
    if (!isProblem(thrown)) throw thrown;
  });
  throw new Problem("sharing.key_not_here", {}, 403);
}

/** Does the work of a call; what a key is refused in it is told, and refused. */
export async function toldRefused<T>(
  tell: TellKeyRefused | undefined,
  caller: Actor | undefined,
  { spec }: Pick<Route, "spec">,
  request: FastifyRequest,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (tell && caller?.keyOf !== undefined && spec.key !== undefined && isProblem(thrown))
      await tell(caller, spec.key, thrown.code, request.ip);
    throw thrown;
  }
}
