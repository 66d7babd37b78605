import type { FastifyRequest } from "fastify";
import type { Actor } from "#kernel/actor.ts";
import { Problem } from "#kernel/problem.ts";
import type { Route } from "./route.ts";

/**
 * Who calls by a department's key, which opens one kind of operation (docs/decisions/0048).
 * Errors: 401 for a key that is none, 403 for one that opens nothing here, 429 for one that calls too often.
 */
export type IdentifyKey = (key: string, operation: string, address: string) => Promise<Actor>;

const bearer = /^bearer +(\S{1,200})$/i;

/** Another scheme is a proxy's own business. */
export const keyOf = ({ headers }: Pick<FastifyRequest, "headers">): string | undefined =>
  bearer.exec(headers.authorization ?? "")?.[1];

/**
 * The caller where a key was brought; undefined where none was. A session that comes along counts nothing then, and no
 * operation takes a key whose route line does not say so. Errors: sharing.key_not_here (403), those of `identify`.
 */
export async function callerByKey(
  identify: IdentifyKey | undefined,
  { spec }: Route,
  request: FastifyRequest,
): Promise<Actor | undefined> {
  const key = spec.path.startsWith("/api/") ? keyOf(request) : undefined;
  if (key === undefined) return undefined;
  if (spec.key === undefined || !identify) throw new Problem("sharing.key_not_here", {}, 403);
  return identify(key, spec.key, request.ip);
}
