import { randomBytes } from "node:crypto";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type { Sealer } from "./sealing.ts";
import { digestOf } from "./tokens.ts";
import { stepOf } from "./totp.ts";

/* The second factor of a person: its secret, sealed; the last step that was used; the codes for a lost phone. */

const readFactor = sql`
  select sealed, pending, confirmed_at as "confirmedAt", last_step as "lastStep" from account_factor where person_id = $1`;
const writePending = sql`
  insert into account_factor (person_id, pending) values ($1, $2) on conflict (person_id) do update set pending = excluded.pending`;
const confirm = sql`
  update account_factor set sealed = pending, pending = null, confirmed_at = $2, last_step = $3
  where person_id = $1 and pending = $4`;
const useStep = sql`
  update account_factor set last_step = $2 where person_id = $1 and sealed is not null and (last_step is null or last_step < $2)`;
const removeFactor = sql`delete from account_factor where person_id = $1`;
const removeCodes = sql`delete from account_recovery where person_id = $1`;
const insertCodes = sql`insert into account_recovery (person_id, digest) select $1, unnest($2::text[])`;
const useCode = sql`update account_recovery set used_at = $3 where person_id = $1 and digest = $2 and used_at is null`;

export interface Factor {
  readonly sealed: string | null;
  readonly pending: string | null;
  readonly confirmedAt: string | null;
  readonly lastStep: number | null;
}

export const factorOf = async (db: Queryable, personId: string): Promise<Factor | undefined> =>
  (await db.query<Factor>(readFactor, [personId])).rows[0];

export const isEnrolled = async (db: Queryable, personId: string): Promise<boolean> =>
  ((await factorOf(db, personId))?.confirmedAt ?? null) !== null;

/** Whose it is and what for, bound into the seal. */
const contextOf = (personId: string): string => `totp:${personId}`;

const opened = (sealer: Sealer, personId: string, text: string): string =>
  sealer.open(Buffer.from(text, "base64url"), contextOf(personId)).toString();

/** Keeps a secret that is not in force before a code from it is shown. */
export const keepPending = async (db: Queryable, sealer: Sealer, personId: string, secret: string): Promise<void> => {
  const sealed = sealer.seal(Buffer.from(secret), contextOf(personId)).toString("base64url");
  await db.query(writePending, [personId, sealed]);
};

/** Puts the pending secret into force with its first code. */
export async function confirmPending(
  db: Queryable,
  sealer: Sealer,
  personId: string,
  code: string,
  now: Date,
): Promise<boolean> {
  const pending = (await factorOf(db, personId))?.pending;
  if (!pending) return false;
  const step = stepOf(opened(sealer, personId, pending), code, now);
  if (step === undefined) return false;
  return (await db.query(confirm, [personId, now.toISOString(), step, pending])).rowCount === 1;
}

/** Whether the code is right, and uses it up: of two that come with the same one, one is refused. */
export async function useFactor(
  db: Queryable,
  sealer: Sealer,
  personId: string,
  code: string,
  now: Date,
): Promise<"code" | "recovery" | undefined> {
  const plain = code.replace(/\s/g, "");
  if (/^\d{6}$/.test(plain)) {
    const sealed = (await factorOf(db, personId))?.sealed;
    const step = sealed ? stepOf(opened(sealer, personId, sealed), plain, now) : undefined;
    const used = step !== undefined && (await db.query(useStep, [personId, step])).rowCount === 1;
    return used ? "code" : undefined;
  }
  const digest = recoveryDigest(plain);
  return (await db.query(useCode, [personId, digest, now.toISOString()])).rowCount === 1 ? "recovery" : undefined;
}

const letters = "abcdefghjkmnpqrstuvwxyz234567890";
const CODES = 10;

const drawCode = (): string => {
  const text = Array.from(randomBytes(16), (byte) => letters[byte % 32]).join("");
  return text.replace(/(.{4})(?=.)/g, "$1-");
};

const recoveryDigest = (code: string): string => digestOf(code.toLowerCase().replaceAll("-", ""));

/** Ten new codes of 80 bits, each good once; the old ones are void. Only digests stay. */
export async function drawRecoveryCodes(db: Queryable, personId: string): Promise<string[]> {
  const codes = Array.from({ length: CODES }, drawCode);
  await db.query(removeCodes, [personId]);
  await db.query(insertCodes, [personId, codes.map(recoveryDigest)]);
  return codes;
}

export const forgetFactor = async (db: Queryable, personId: string): Promise<void> => {
  await db.query(removeCodes, [personId]);
  await db.query(removeFactor, [personId]);
};
