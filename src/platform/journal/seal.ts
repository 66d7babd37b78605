import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";
import { createReadStream, createWriteStream, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Problem } from "#kernel/problem.ts";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "./queryable.ts";
import type { Fault } from "./verify.ts";

/*
 * A seal is a list of the heads of all chains at a moment, signed, to be kept outside the database (another machine,
 * paper of the digest). Whoever rewrites a chain whole, snapshot included, or removes a file without a trace, cannot
 * rewrite the seal: `tonghu verify --against` names the first file that is not what it was.
 *
 * Format: one line per subject, "subject seq hash" in the order of subjects, then one line of JSON with the moment, the
 * count, the SHA-256 of all lines before it, the Ed25519 public key and the signature over moment, count and digest.
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

interface Foot {
  readonly at: string;
  readonly subjects: number;
  readonly digest: string;
  readonly publicKey: string;
  readonly signature: string;
}

const signed = (foot: Pick<Foot, "at" | "subjects" | "digest">): Buffer =>
  Buffer.from(`tonghu-seal\n${foot.at}\n${foot.subjects}\n${foot.digest}`);

/** The installation's signing key, made once, in `<folder>/seal.key` (mode 0600). */
function sealKey(folder: string): KeyObject {
  const file = join(folder, "seal.key");
  mkdirSync(folder, { recursive: true });
  try {
    const { privateKey } = generateKeyPairSync("ed25519");
    writeFileSync(file, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600, flag: "wx" });
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== "EEXIST") throw thrown;
  }
  return createPrivateKey(readFileSync(file));
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

/** Writes a seal of the journal's present heads. As owner. Returns what was sealed. */
export async function writeSeal(
  owner: Queryable,
  file: string,
  keyFolder: string,
  at: string,
): Promise<{ subjects: number; digest: string }> {
  const key = sealKey(keyFolder);
  const digest = createHash("sha256");
  let subjects = 0;
  const lines = async function* (): AsyncGenerator<string> {
    for await (const line of headLines(owner)) {
      digest.update(line);
      subjects += 1;
      yield line;
    }
    const body = { at, subjects, digest: digest.digest("hex") };
    const publicKey = createPublicKey(key).export({ type: "spki", format: "der" }).toString("base64");
    sealed = { ...body, publicKey, signature: sign(null, signed(body), key).toString("base64") };
    yield `${JSON.stringify(sealed)}\n`;
  };
  let sealed: Foot | undefined;
  await pipeline(Readable.from(lines()), createWriteStream(file, { mode: 0o600 }));
  return { subjects, digest: (sealed as Foot | undefined)?.digest ?? "" };
}

/** Errors: seal.broken where the file is not what was signed. */
function requireWhole(foot: Foot | undefined, subjects: number, digest: string): Foot {
  const whole =
    foot !== undefined &&
    foot.subjects === subjects &&
    foot.digest === digest &&
    verify(
      null,
      signed(foot),
      createPublicKey({ key: Buffer.from(foot.publicKey, "base64"), type: "spki", format: "der" }),
      Buffer.from(foot.signature, "base64"),
    );
  if (!whole) throw new Problem("seal.broken");
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

/**
 * Holds the journal against a seal: each sealed head must still be in its chain. As owner.
 * Errors: seal.broken, before anything is said about the journal.
 */
export async function compareWithSeal(
  owner: Queryable,
  file: string,
): Promise<{ at: string; subjects: number; publicKey: string; faults: Fault[] }> {
  const digest = createHash("sha256");
  const faults: Fault[] = [];
  let heads: Head[] = [];
  let subjects = 0;
  let foot: Foot | undefined;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    if (line.startsWith("{")) {
      foot = JSON.parse(line) as Foot;
      break;
    }
    digest.update(`${line}\n`);
    subjects += 1;
    const [subject = "", seq = "", hash = ""] = line.split(" ");
    heads.push([subject, Number(seq), hash]);
    if (heads.length < BATCH) continue;
    faults.push(...(await compare(owner, heads)));
    heads = [];
  }
  const whole = requireWhole(foot, subjects, digest.digest("hex"));
  faults.push(...(await compare(owner, heads)));
  return { at: whole.at, subjects, publicKey: whole.publicKey, faults };
}
