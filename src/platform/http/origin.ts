import type { FastifyRequest } from "fastify";
import { Problem } from "#kernel/problem.ts";

const hostOf = (origin: string): string | undefined => (URL.canParse(origin) ? new URL(origin).host : undefined);

/** What the browser itself says: "same-site" is a neighbour under one domain, and no page of ours. */
const ours = new Set(["same-origin", "none"]);

/**
 * Pages of other origins may not act in a signed-in person's name, and not look either: a same-site cookie goes along where
 * a foreign page opens a whole address of ours, the look would be kept as this person's, and the length of a compressed
 * answer tells about it to whoever counts bytes on the way (docs/decisions/0038). Besides cookie and bodies of JSON alone it
 * is the browser's own word that counts. Programs send neither header, and have no cookie that somebody else could use.
 * `isOpen`: an address that others may send people to. Errors: http.forbidden_origin (403).
 */
export function refuseForeignOrigin({ method, headers }: FastifyRequest, isOpen: boolean): void {
  if (isOpen && (method === "GET" || method === "HEAD")) return;
  const site = headers["sec-fetch-site"];
  const foreignSite = typeof site === "string" && !ours.has(site);
  const foreignOrigin = headers.origin !== undefined && hostOf(headers.origin) !== headers.host;
  if (foreignSite || foreignOrigin) throw new Problem("http.forbidden_origin", {}, 403);
}
