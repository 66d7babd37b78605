import type { FastifyReply, FastifyRequest } from "fastify";
import { Problem } from "#kernel/problem.ts";
import { Errand } from "#platform/db/errand.ts";

/** Typing ahead gives up one short question after the other: these are cheaper to answer than to end. */
const PATIENCE_MS = 500;

/**
 * Answers, and ends what is read for a question (GET) whose asker has gone: a page that was left, a connection that
 * broke, a file half fetched. What is sent (POST) is carried out to its end, whoever still listens.
 */
export function whileWaitedFor<T>(request: FastifyRequest, { raw }: FastifyReply, work: () => T): T {
  if (request.method !== "GET") return work();
  const errand = new Errand();
  raw.once("close", () => {
    if (raw.writableFinished) return;
    setTimeout(() => errand.stop(new Problem("http.gone", {}, 499)), PATIENCE_MS).unref();
  });
  return errand.run(work);
}
