import type { FastifyRequest } from "fastify";

/** Where a log goes, line by line. */
export interface LogStream {
  write(line: string): void;
}

/** By its route alone: what somebody typed into an address may be a name or a number of a child. */
const named = ({ id, method, routeOptions, ip }: FastifyRequest): Record<string, unknown> => ({
  id, method, route: routeOptions?.url ?? "(none)", remoteAddress: ip,
}); // prettier-ignore

/** A log at any level holds ids and codes, no address as it came, no header and no cookie, of a plugin neither. */
export const logging = (level = "warn", stream: LogStream = process.stdout) => ({
  level,
  redact: { paths: ["headers", "*.headers", "*.*.headers", "*.cookie", "*.idNo", "*.idNumber"], remove: true },
  serializers: { req: named },
  stream,
});
