import { Readable } from "node:stream";
import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { conflict, isProblem, Problem } from "#kernel/problem.ts";
import { nation, subtree } from "#kernel/scope.ts";
import { holdsPost } from "#capabilities/account/index.ts";
import type { Log } from "#platform/db/log.ts";
import { inScope } from "#platform/db/scope.ts";
import type { SentFile } from "#platform/http/upload.ts";
import { startList } from "./actions.ts";
import { fetchAnswer } from "./fetching.ts";
import { csvFromAnswer } from "./reading.ts";
import { itemOf } from "./run.ts";
import { eventOf, getSource, nextOn, sealedAt, showSources, type SourceWorld } from "./sources.ts";
import { claimSource, listDue, noteEvent, releaseSource, type Source } from "./sourceStore.ts";
import type { ListShown, Sources } from "./words.ts";

/* A list is fetched, and goes the same way as one that was uploaded: held in doubt, lines refused, findings raised. */

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** After so many hours it is tried again; after the last one its next day is waited for. */
const AGAIN = [1, 4, 12, 24, 24] as const;
/** Nobody fetches for longer; a server that was killed while it did leaves it to the next one. */
const BUSY = 15 * MINUTE;

const keyOf = ({ sealer }: SourceWorld, { id, secret }: Source): string | null => {
  if (secret === null) return null;
  try {
    return sealer.open(secret, sealedAt(id)).toString();
  } catch {
    throw new Problem("comparison.source_key_lost"); // after a restore under another identity key
  }
};

/** With the post of whoever set it a source ends, until somebody who holds one sets it anew. Errors: comparison.source_holder_gone (403). */
async function requireHolder({ pool, clock }: SourceWorld, { holderPost }: Source): Promise<void> {
  if (holderPost !== null && !(await holdsPost(pool, holderPost, today(clock))))
    throw new Problem("comparison.source_holder_gone", {}, 403);
}

/** The list goes out in the name of whoever answers for its source. */
const senderOf = ({ holderId, holder, area, holderPost }: Source): Actor => ({
  personId: holderId, name: `${holder}（接口取数）`, post: "county", area, scope: subtree(area), ...(holderPost !== null && { postId: holderPost }),
}); // prettier-ignore

async function fetchList(world: SourceWorld, source: Source, log: Log): Promise<ListShown> {
  await requireHolder(world, source);
  const { area, kind, url, header, form, rowsAt } = source;
  const { title } = itemOf(world, area, kind);
  const answer = await fetchAnswer(world.hosts, { url, header, key: keyOf(world, source) });
  const content = form === "json" ? await csvFromAnswer(answer, rowsAt) : answer;
  const file: SentFile = { name: `${title}（接口）`, content: Readable.from([content]) };
  return startList(world, senderOf(source), { kind, day: today(world.clock), area }, file, log, new URL(url).host);
}

/** Fetches one, and writes down what came of it. Never throws but where another one is at it. Errors: comparison.source_busy (409). */
export async function pullOne(world: SourceWorld, { id, area }: Pick<Source, "id" | "area">, by: string, log: Log, dueOn: Day | null = null): Promise<void> {
  const now = world.clock.now().getTime();
  const at = (ms: number): string => new Date(ms).toISOString();
  const scope = subtree(area);
  const source = await inScope(world.pool, scope, (db) => claimSource(db, id, at(now), at(now + BUSY), dueOn));
  if (!source) throw conflict("comparison.source_busy");
  const end = async (came: { listId: Id } | { problem: string; data: Readonly<Record<string, unknown>> }): Promise<void> => {
    const later = world.clock.now().getTime();
    const tries = source.retryAt === null ? 0 : source.tries; // on its next day it begins anew
    const hours = "problem" in came ? AGAIN[tries] : undefined;
    const next = {
      busyUntil: at(later + MINUTE), // who asks again and again does not make us a stream of requests
      retryAt: hours === undefined ? null : at(later + hours * HOUR),
      tries: "problem" in came ? tries + 1 : 0,
      nextOn: nextOn(today(world.clock), source.dayOfMonth),
    };
    await inScope(world.pool, scope, async (db) => {
      await releaseSource(db, source, next);
      await noteEvent(db, source.area, { ...eventOf(world, source, "problem" in came ? "failed" : "fetched", by), ...came });
    });
  };
  try {
    await end({ listId: (await fetchList(world, source, log)).id });
  } catch (thrown) {
    if (!isProblem(thrown)) log.error({ source: source.id, err: thrown }, "a list could not be fetched");
    await end(isProblem(thrown) ? { problem: thrown.code, data: thrown.data } : { problem: "comparison.source_failed", data: {} });
  }
} // prettier-ignore

/** Fetches now, whatever its day is. Errors: comparison.source_unknown (404), comparison.source_busy (409). */
export async function pullNow(world: SourceWorld, actor: Actor, kind: string, log: Log): Promise<Sources> {
  await pullOne(world, await getSource(world, actor, kind), actor.name, log);
  return showSources(world, actor);
}

/** All whose day has come, one after the other. */
export async function pullDue(world: SourceWorld, log: Log): Promise<void> {
  const now = world.clock.now().toISOString();
  const due = await inScope(world.pool, nation, (db) => listDue(db, now, today(world.clock)), { readOnly: true });
  for (const source of due)
    await pullOne(world, source, "定时取数", log, today(world.clock)).catch((err: unknown) => {
      if (!isProblem(err)) log.error({ source: source.id, err }, "what came of a fetched list is not stored");
    });
}
