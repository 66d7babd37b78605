import type pg from "pg";
import type { Clock } from "#kernel/clock.ts";
import { newId } from "#kernel/id.ts";
import type { KeepLook, Look } from "#kernel/look.ts";
import { Problem } from "#kernel/problem.ts";
import { problemOf, withoutValues } from "#platform/db/problems.ts";
import { keptAsked } from "./asked.ts";
import { lookDigest, type TraceKeys } from "./digest.ts";
import { insertLooks, type Signed } from "./store.ts";
import type { KeptLook } from "./words.ts";

/** Rows of one statement: beyond it the next statement begins. */
const TOGETHER = 200;

interface Waiting {
  readonly row: Signed;
  readonly kept: () => void;
  readonly failed: (thrown: unknown) => void;
}

/** A look as a row. Strings that came from outside are bounded: a row of a trace is no place to fill. */
function rowOf(look: Look, keys: TraceKeys, now: Date): Signed {
  const row: KeptLook = {
    id: newId(),
    at: now.toISOString(),
    personId: look.actor.personId,
    post: look.actor.post,
    area: look.actor.area,
    session: look.actor.sessionId ?? null,
    deviceId: look.actor.deviceId ?? null,
    address: look.address?.slice(0, 60) ?? null,
    route: look.route,
    kind: look.kind,
    children: [...new Set(look.children)],
    fields: [...look.fields],
    purpose: look.purpose?.slice(0, 60) ?? null,
    asked: keptAsked(keys.search, look.asked, look.personal, look.actor.name),
    answer: look.answer,
    deputyFor: look.actor.deputyFor ?? null,
  };
  return { ...row, digest: lookDigest(keys.seal, row) };
}

function unavailable(thrown: unknown): Problem {
  const problem = new Problem("trace.unavailable", { retryAfter: 5 }, 503);
  problem.cause = problemOf(thrown) ?? withoutValues(thrown);
  return problem;
}

/**
 * Keeps looks as they come. Those that come while a statement is on its way go together in the next one: under load a
 * commit serves many readers, and a single reader waits for no other. A statement that the database refuses is taken
 * apart, so that nobody's row can keep another's from being kept; one that it cannot answer fails for all at once.
 */
export function lookWriter(pool: pg.Pool, clock: Clock, keys: TraceKeys): KeepLook {
  let queue: Waiting[] = [];
  let writing = false;

  const write = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      await insertLooks(pool, batch.map((one) => one.row)); // prettier-ignore
      for (const one of batch) one.kept();
    } catch (thrown) {
      const hopeless = batch.length === 1 || problemOf(thrown) !== undefined;
      if (hopeless) for (const one of batch) one.failed(unavailable(thrown));
      else for (const one of batch) await write([one]);
    }
  };

  const drain = async (): Promise<void> => {
    writing = true;
    while (queue.length > 0) {
      const batch = queue.slice(0, TOGETHER);
      queue = queue.slice(TOGETHER);
      await write(batch);
    }
    writing = false;
  };

  return (look) =>
    new Promise((kept, failed) => {
      queue.push({ row: rowOf(look, keys, clock.now()), kept, failed });
      if (!writing) void drain();
    });
}
