import type { FastifyRequest } from "fastify";
import { Problem } from "#kernel/problem.ts";

const hostOf = (origin: string): string | undefined => (URL.canParse(origin) ? new URL(origin).host : undefined);

/** What the browser itself says: "same-site" is a neighbour under one domain, and no page of ours. */
const ours = new Set(["same-origin", "none"]);

/**
 * Pages of other origins may not act in a signed-in person's name: besides a same-site cookie and bodies of JSON alone,
 * by the browser's own word. Programs send neither header, and have no cookie that somebody else could use.
 * Errors: http.forbidden_origin (403).
 */
export function refuseForeignOrigin({ method, headers }: FastifyRequest): void {
  if (method === "GET" || method === "HEAD") return;
  const site = headers["sec-fetch-site"];
  const foreignSite = typeof site === "string" && !ours.has(site);
  const foreignOrigin = headers.origin !== undefined && hostOf(headers.origin) !== headers.host;
  if (foreignSite || foreignOrigin) throw new Problem("http.forbidden_origin", {}, 403);
}
