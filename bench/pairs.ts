import { newId } from "#kernel/id.ts";
import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { median, spread } from "./figures.ts";
import type { Ground } from "./ground.ts";
import type { Sent, Work } from "./load.ts";
import { load, type Server, startReference, startTonghu } from "./processes.ts";

/** Both servers over one database, and one person signed in to both with one token. */
export interface Pair {
  readonly ours: Server;
  readonly reference: Server;
}

export async function withPair<T>(ground: Ground, work: (pair: Pair) => Promise<T>): Promise<T> {
  const started: Server[] = [];
  try {
    const ours = await startTonghu(ground);
    started.push(ours);
    const reference = await startReference(ground);
    started.push(reference);
    return await work({ ours, reference });
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

export interface Outcome {
  readonly ours: string;
  readonly reference: string;
  readonly ratio: number;
  readonly ratios: string;
  readonly bytes: readonly [number, number];
}

async function timed(work: Work): Promise<{ perSecond: number; bytes: number }> {
  const done = await load(work);
  if (done.refused > work.count / 100) throw new Error(`${done.refused} of ${work.count} were refused: ${done.example}`);
  return { perSecond: work.count / done.seconds, bytes: done.bytes };
}

/** Alternating rounds, so that what else runs on the machine hits both; the first round warms up and does not count. */
export async function duel(pair: Pair, { connections, count, rounds, ours, reference }: Duel): Promise<Outcome> {
  const [own, bare, ratios]: [number[], number[], number[]] = [[], [], []];
  let bytes: [number, number] = [0, 0];
  for (let round = 0; round <= rounds; round += 1) {
    const common = { connections, count };
    const a = await timed({ ...common, port: pair.ours.port, requests: ours(round) });
    const b = await timed({ ...common, port: pair.reference.port, requests: reference(round) });
    if (round === 0) continue;
    own.push(a.perSecond);
    bare.push(b.perSecond);
    ratios.push(b.perSecond / a.perSecond);
    bytes = [a.bytes, b.bytes];
  }
  return { ours: spread(own), reference: spread(bare), ratio: median(ratios), ratios: spread(ratios), bytes };
}
