import type { Socket } from "node:net";
import type { FastifyReply, FastifyRequest } from "fastify";
import { isProblem, Problem } from "#kernel/problem.ts";
import { type Labels, problemJson, type ProblemJson, problemOf, type Sentences } from "./problem.ts";

export interface Wording {
  readonly sentences: Sentences;
  readonly labels: Labels;
}

/** Sends whatever was thrown as RFC 9457; what is a bug goes to the log, not to the reader. */
export function refuse(wording: Wording, thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = hungUp(thrown, request) ?? problemOf(thrown);
  if (problem.status >= 500) log(request, thrown, problem);
  const retryAfter = problem.data["retryAfter"];
  if (typeof retryAfter === "number") reply.header("retry-after", String(retryAfter));
  return reply
    .code(problem.status)
    .type("application/problem+json")
    .send(problemJson(problem, wording.sentences, wording.labels));
}

/** A body that was broken off says ECONNRESET as a database that went away does: it is neither ours nor its fault. */
const hungUp = (thrown: unknown, { raw }: FastifyRequest): Problem | undefined =>
  raw.errored !== null && thrown === raw.errored
    ? new Problem("http.malformed", { reason: "cut_off" }, 400)
    : undefined;

/**
 * A bug is logged whole, with where it was thrown; what the house says by itself (too many at once, a database that is
 * away) is one line: it comes by the thousand, and the place where it is said tells nothing.
 */
function log({ log: to }: FastifyRequest, thrown: unknown, { code, status }: Problem): void {
  if (status !== 500) to.warn({ code, status, reason: reasonOf(thrown) }, "request refused");
  else to.error({ code, err: thrown }, "request failed");
}

/** The database's own code of an error; its message may quote what was stored. */
const reasonOf = (thrown: unknown): string | undefined => {
  const { code } = thrown as { code?: unknown };
  return isProblem(thrown) || typeof code !== "string" ? undefined : code;
};

/** Bytes that are no HTTP never become a request: the answer is written onto the socket as it is. */
export function refuseConnection(wording: Wording, error: Error & { code?: string }, socket: Socket): void {
  if (error.code === "ECONNRESET" || socket.destroyed || !socket.writable) return void socket.destroy();
  const body = connectionProblem(wording, error.code);
  const text = JSON.stringify(body);
  socket.end(
    `HTTP/1.1 ${body.status} ${reasons[body.status] ?? "Bad Request"}\r\ncontent-type: application/problem+json\r\n` +
      `content-length: ${Buffer.byteLength(text)}\r\ncache-control: no-store\r\nconnection: close\r\n\r\n${text}`,
  );
}

const reasons: Readonly<Record<number, string>> = {
  400: "Bad Request",
  408: "Request Timeout",
  431: "Request Header Fields Too Large",
};

function connectionProblem({ sentences, labels }: Wording, code: string | undefined): ProblemJson {
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return problemJson(new Problem("http.too_slow", {}, 408), sentences, labels);
  if (code === "HPE_HEADER_OVERFLOW") return problemJson(new Problem("http.too_large", {}, 431), sentences, labels);
  return problemJson(new Problem("http.malformed", { reason: "not_http" }, 400), sentences, labels);
}
