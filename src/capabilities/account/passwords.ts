import { argon2, randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { Problem } from "#kernel/problem.ts";
import { normalPassword } from "./strength.ts";

/*
 * Passwords as argon2id in the PHC form, which holds its own parameters: `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`.
 * 19 MiB, two passes, one lane (OWASP Password Storage); raise them here, and each password is written anew at its next
 * use (docs/decisions/0017).
 */
export interface Cost {
  /** KiB */
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

export const presentCost: Cost = { memory: 19_456, passes: 2, parallelism: 1 };

const derive = promisify(argon2);
const form = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{22,86})\$([A-Za-z0-9+/]{43})$/;

const AT_ONCE = 4;
const WAITING = 40;
let running = 0;
const queue: (() => void)[] = [];

/** Each takes 19 MiB and a processor: a flood of sign-ins must not take the machine. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (queue.length >= WAITING) throw new Problem("account.busy", { retryAfter: 5 }, 503);
    await new Promise<void>((resolve) => queue.push(resolve));
  } else running += 1;
  try {
    return await work();
  } finally {
    const next = queue.shift();
    if (next) next();
    else running -= 1;
  }
}

const digestOf = (password: string, salt: Buffer, cost: Cost): Promise<Buffer> =>
  inTurn(() => derive("argon2id", { message: normalPassword(password), nonce: salt, tagLength: 32, ...cost }));

const unpadded = (bytes: Buffer): string => bytes.toString("base64").replaceAll("=", "");

const written = (salt: Buffer, digest: Buffer, { memory, passes, parallelism }: Cost): string =>
  `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(digest)}`;

/** The text that is kept of a password. */
export async function hashPassword(password: string, cost: Cost = presentCost): Promise<string> {
  const salt = randomBytes(16);
  return written(salt, await digestOf(password, salt, cost), cost);
}

interface Kept {
  readonly cost: Cost;
  readonly salt: Buffer;
  readonly digest: Buffer;
}

function read(phc: string): Kept {
  const parts = form.exec(phc);
  if (!parts) throw new Error("a kept password has a form of its own");
  const [, memory, passes, parallelism, salt = "", digest = ""] = parts;
  return {
    cost: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    salt: Buffer.from(salt, "base64"),
    digest: Buffer.from(digest, "base64"),
  };
}

/** Compared to nobody's password where there is none, so that an unknown name takes as long as a known one. */
const nobodys = written(randomBytes(16), randomBytes(32), presentCost);

/** Whether it is the password; `undefined` takes the same time and is never right. */
export async function verifyPassword(password: string, phc: string | undefined): Promise<boolean> {
  const kept = read(phc ?? nobodys);
  const digest = await digestOf(password, kept.salt, kept.cost);
  return timingSafeEqual(digest, kept.digest) && phc !== undefined;
}

/** True where it was kept under other parameters than today's. */
export function isOutdated(phc: string, cost: Cost = presentCost): boolean {
  const kept = read(phc).cost;
  return kept.memory !== cost.memory || kept.passes !== cost.passes || kept.parallelism !== cost.parallelism;
}

const letters = "abcdefghjkmnpqrstuvwxyz23456789";

/** A password that is read aloud or typed once: 20 letters without look-alikes in four groups, 99 bits. */
export function drawPassword(): string {
  const group = (): string => Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join("");
  return [group(), group(), group(), group()].join("-");
}
