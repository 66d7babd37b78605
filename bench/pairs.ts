import { newId } from "#kernel/id.ts";
import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Line, median, rounded, spread } from "./figures.ts";
import type { Ground } from "./ground.ts";
import type { Sent, Work } from "./load.ts";
import { processorSeconds } from "./processor.ts";
import { load, type Server, startReference, startTonghu } from "./processes.ts";

/** Both servers over one database, and one person signed in to both with one token. */
export interface Pair {
  readonly ours: Server;
  readonly reference: Server;
  readonly dataDir: string;
}

export async function withPair<T>(ground: Ground, work: (pair: Pair) => Promise<T>, traced = true): Promise<T> {
  const started: Server[] = [];
  try {
    const ours = await startTonghu(ground, traced);
    started.push(ours);
    const reference = await startReference(ground);
    started.push(reference);
    return await work({ ours, reference, dataDir: ground.dataDir });
  } finally {
    for (const server of started) await server.stop();
  }
}

export const makeReferenceTables = async ({ database }: Ground): Promise<void> => {
  await database.owner.query(readFileSync(join(import.meta.dirname, "reference.sql"), "utf8"));
};

/** Signs the made-up holder of a post in, at both servers; answers the cookie. */
export async function signIn({ database }: Ground, kind: string, area: string): Promise<string> {
  const token = newId();
  const digest = hash("sha256", token, "base64url");
  const [from, to] = [new Date(), new Date(Date.now() + 6 * 3_600_000)];
  const post = "select $1, person_id, kind, area, $2, $3 from account_post where kind = $4 and area = $5";
  const { rowCount } = await database.owner.query(
    `insert into account_session (digest, person_id, kind, area, created_at, expires_at) ${post}`,
    [digest, from, to, kind, area],
  );
  if (rowCount !== 1) throw new Error(`no ${kind} of ${area}`);
  await database.owner.query(
    "insert into reference.session select digest, person_id, area, expires_at from account_session where digest = $1",
    [digest],
  );
  return `tonghu_session=${token}`;
}

export interface Duel {
  readonly connections: number;
  readonly count: number;
  readonly rounds: number;
  /** The requests of one round: writes need fresh ones each time. */
  readonly ours: (round: number) => readonly Sent[];
  readonly reference: (round: number) => readonly Sent[];
}

/** One way of answering, over the rounds. */
interface Side {
  readonly perSecond: number[];
  /** Milliseconds of processor time per request: the server's and the database's. */
  readonly processor: number[];
  bytes: number;
}

export interface Outcome {
  readonly ours: Side;
  readonly reference: Side;
}

async function turn(server: Server, dataDir: string, work: Omit<Work, "port">, side: Side | undefined): Promise<void> {
  const before = processorSeconds(server.pid, dataDir);
  const done = await load({ ...work, port: server.port });
  const used = processorSeconds(server.pid, dataDir) - before;
  if (done.refused > work.count / 100)
    throw new Error(`${done.refused} of ${work.count} were refused: ${done.example}`);
  if (!side) return;
  side.perSecond.push(work.count / done.seconds);
  side.processor.push((used * 1000) / work.count);
  side.bytes = done.bytes;
}

/** Alternating rounds, so that what else runs on the machine hits both; the first round warms up and does not count. */
export async function duel(pair: Pair, { connections, count, rounds, ours, reference }: Duel): Promise<Outcome> {
  const outcome: Outcome = {
    ours: { perSecond: [], processor: [], bytes: 0 },
    reference: { perSecond: [], processor: [], bytes: 0 },
  };
  for (let round = 0; round <= rounds; round += 1) {
    const common = { connections, count };
    const counts = round > 0;
    await turn(pair.ours, pair.dataDir, { ...common, requests: ours(round) }, counts ? outcome.ours : undefined);
    await turn(
      pair.reference,
      pair.dataDir,
      { ...common, requests: reference(round) },
      counts ? outcome.reference : undefined,
    );
  }
  return outcome;
}

const ratios = (above: readonly number[], below: readonly number[]): number[] =>
  above.map((value, n) => value / (below[n] ?? NaN));

/** An outcome as columns of a table. */
export function columns({ ours, reference }: Outcome): Line {
  return {
    "Tonghu per s": spread(ours.perSecond),
    "reference per s": spread(reference.perSecond),
    "times slower": spread(ratios(reference.perSecond, ours.perSecond)),
    "processor ms": `${rounded(median(ours.processor))} / ${rounded(median(reference.processor))}`,
    "times the processor": spread(ratios(ours.processor, reference.processor)),
  };
}
