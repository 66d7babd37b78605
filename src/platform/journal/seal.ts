import { createHash, createPublicKey, sign, verify } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { canonical } from "#kernel/canonical.ts";
import { isId } from "#kernel/id.ts";
import { Problem } from "#kernel/problem.ts";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "./queryable.ts";
import { publicKeyText, sealKey } from "./sealKey.ts";
import type { Fault } from "./verify.ts";

/*
 * A seal is a list of the heads of all chains at a moment, signed, to be kept outside the database (another machine,
 * paper of the digest). Whoever rewrites a chain whole, snapshot included, or removes a file without a trace, cannot
 * rewrite the seal: `tonghu verify --against` names the first file that is not what it was. The key that a seal carries
 * says only who claims to have signed it: it is held against one that the reader trusts, which came another way.
 *
 * Format: one line per subject, "subject seq hash" in the order of subjects, then one line of JSON with the moment, the
 * count, the SHA-256 of all lines before it, what other chains of the database say of their heads (`beside`), the Ed25519
 * public key and the signature over moment, count, digest and those.
 */

const headsAfter = sql`
  select distinct on (subject_id) subject_id, seq, hash from entry
  where subject_id > $1::uuid and subject_id <= $2::uuid order by subject_id, seq desc`;

const nextSubject = sql`
  select max(subject_id::text) as last from (
    select subject_id from journal_snapshot where subject_id > $1::uuid order by subject_id limit $2
  ) page`;

const hashesOf = sql`
  select e.subject_id, e.seq, e.hash from entry e
  join unnest($1::uuid[], $2::int[]) as w (subject_id, seq) on w.subject_id = e.subject_id and w.seq = e.seq`;

const BATCH = 2000;
const FIRST = "00000000-0000-0000-0000-000000000000";
const LAST = "ffffffff-ffff-ffff-ffff-ffffffffffff";

const Foot = z.object({
  at: z.iso.datetime(),
  subjects: z.int().nonnegative(),
  digest: z.string(),
  /** Name of another chain → its head, as that chain writes it. Seals of before there were others have none. */
  beside: z.record(z.string(), z.string()).optional(),
  publicKey: z.string(),
  signature: z.string(),
});
type Foot = z.infer<typeof Foot>;

function signed({ at, subjects, digest, beside }: Pick<Foot, "at" | "subjects" | "digest" | "beside">): Buffer {
  const text = `tonghu-seal\n${at}\n${subjects}\n${digest}`;
  return Buffer.from(beside === undefined ? text : `${text}\n${canonical(beside)}`);
}

async function* headLines(owner: Queryable): AsyncGenerator<string> {
  let after = FIRST;
  for (;;) {
    const { rows: pages } = await owner.query<{ last: string | null }>(nextSubject, [after, BATCH]);
    const upTo = pages[0]?.last ?? LAST;
    const { rows } = await owner.query<{ subject_id: string; seq: number; hash: string }>(headsAfter, [after, upTo]);
    for (const row of rows) yield `${row.subject_id} ${row.seq} ${row.hash}\n`;
    if (upTo === LAST) return;
    after = upTo;
  }
}

/** Errors: what the file system said about the file, as `code`. */
const refusedBySystem = (code: "seal.unreadable" | "seal.unwritable", file: string) => (thrown: unknown) => {
  const reason = (thrown as NodeJS.ErrnoException).code;
  throw typeof reason === "string" && /^E[A-Z]+$/.test(reason) ? new Problem(code, { file, reason }) : thrown;
};

export interface Sealed {
  readonly subjects: number;
  readonly digest: string;
  /** To be kept apart from the seal: what `--public-key` takes. */
  readonly publicKey: string;
}

/**
 * Writes a seal of the journal's present heads. As owner. Returns what was sealed.
 * Errors: seal.unwritable, seal.key_malformed.
 */
export async function writeSeal(
  owner: Queryable,
  file: string,
  keyFolder: string,
  at: string,
  beside?: Readonly<Record<string, string>>,
): Promise<Sealed> {
  const key = sealKey(keyFolder);
  const publicKey = publicKeyText(key);
  const digest = createHash("sha256");
  let [subjects, sum] = [0, ""];
  const lines = async function* (): AsyncGenerator<string> {
    for await (const line of headLines(owner)) {
      digest.update(line);
      subjects += 1;
      yield line;
    }
    sum = digest.digest("hex");
    const body = { at, subjects, digest: sum, ...(beside && { beside }) };
    const foot: Foot = { ...body, publicKey, signature: sign(null, signed(body), key).toString("base64") };
    yield `${JSON.stringify(foot)}\n`;
  };
  await pipeline(Readable.from(lines()), createWriteStream(file, { mode: 0o600 })).catch(
    refusedBySystem("seal.unwritable", file),
  );
  return { subjects, digest: sum, publicKey };
}

/** Errors: seal.untrusted where another key signed; seal.broken where the file is not what was signed. */
function requireWhole(foot: Foot | undefined, subjects: number, digest: string, trusted: string): Foot {
  if (!foot) throw new Problem("seal.broken");
  if (foot.publicKey !== trusted) throw new Problem("seal.untrusted", { publicKey: foot.publicKey.slice(0, 200) });
  const key = createPublicKey({ key: Buffer.from(trusted, "base64"), type: "spki", format: "der" });
  const sound = verify(null, signed(foot), key, Buffer.from(foot.signature, "base64"));
  if (!sound || foot.subjects !== subjects || foot.digest !== digest) throw new Problem("seal.broken");
  return foot;
}

type Head = readonly [subject: string, seq: number, hash: string];

async function compare(owner: Queryable, heads: readonly Head[]): Promise<Fault[]> {
  const { rows } = await owner.query<{ subject_id: string; seq: number; hash: string }>(hashesOf, [
    heads.map((head) => head[0]),
    heads.map((head) => head[1]),
  ]);
  const held = new Map(rows.map((row) => [row.subject_id, row.hash]));
  return heads
    .filter((head) => held.get(head[0]) !== head[2])
    .map((head): Fault => ({ subjectId: head[0], seq: head[1], what: held.has(head[0]) ? "changed" : "tail" }));
}

const headLine = /^(\S{36}) ([1-9]\d{0,8}) ([0-9a-f]{64})$/;

/** Errors: seal.broken where the line is not one that writeSeal writes. */
function readHead(line: string): Head {
  const [, subject = "", seq = "", hash = ""] = headLine.exec(line) ?? [];
  if (!isId(subject)) throw new Problem("seal.broken");
  return [subject, Number(seq), hash];
}

function readFoot(line: string): Foot {
  try {
    return Foot.parse(JSON.parse(line));
  } catch {
    throw new Problem("seal.broken");
  }
}

/** The lines of a seal: its heads, then its foot, and nothing after it. */
async function* readSeal(file: string): AsyncGenerator<string> {
  const input = createReadStream(file);
  // readline does not hand on what the stream below it meets
  const failed = new Promise<never>((_, reject) => input.once("error", reject));
  failed.catch(() => undefined);
  const opened = new Promise<void>((resolve) => input.once("open", () => resolve()));
  await Promise.race([opened, failed]);
  const reader = createInterface({ input });
  try {
    yield* reader;
    if (input.errored) throw input.errored;
  } finally {
    reader.close();
    input.destroy();
  }
}

export interface Compared {
  readonly at: string;
  readonly subjects: number;
  readonly publicKey: string;
  /** Heads of other chains, for whoever keeps those. */
  readonly beside: Readonly<Record<string, string>>;
  readonly faults: Fault[];
}

/**
 * Holds the journal against a seal: each sealed head must still be in its chain. As owner. `trusted` is the public key
 * whose seals count (base64 of its SPKI), never the one that the file itself names.
 * Errors, before anything is said about the journal: seal.unreadable, seal.untrusted, seal.broken.
 */
export async function compareWithSeal(owner: Queryable, file: string, trusted: string): Promise<Compared> {
  const digest = createHash("sha256");
  const faults: Fault[] = [];
  let heads: Head[] = [];
  let subjects = 0;
  let foot: Foot | undefined;
  const take = async (line: string): Promise<void> => {
    if (foot) throw new Problem("seal.broken");
    if (line.startsWith("{")) {
      foot = readFoot(line);
      return;
    }
    heads.push(readHead(line));
    digest.update(`${line}\n`);
    subjects += 1;
    if (heads.length < BATCH) return;
    faults.push(...(await compare(owner, heads)));
    heads = [];
  };
  try {
    for await (const line of readSeal(file)) await take(line);
  } catch (thrown) {
    refusedBySystem("seal.unreadable", file)(thrown);
  }
  const whole = requireWhole(foot, subjects, digest.digest("hex"), trusted);
  faults.push(...(await compare(owner, heads)));
  return { at: whole.at, subjects, publicKey: whole.publicKey, beside: whole.beside ?? {}, faults };
}
