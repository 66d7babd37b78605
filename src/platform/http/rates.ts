import { hash } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { Problem } from "#kernel/problem.ts";

/** How many requests may come at once, and how many a second after that. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

export interface Rates {
  /** One session: a person at work, or a phone that sends what it gathered offline. */
  readonly session: Rate;
  /** One network: an office of fifty people stands behind one address. */
  readonly address: Rate;
}

/** A page of the desk asks for ten things, a phone after a week offline for some hundreds. */
export const workingRates: Rates = {
  session: { burst: 1_000, perSecond: 50 },
  address: { burst: 5_000, perSecond: 500 },
};

interface Bucket {
  left: number;
  at: number;
}

/** Buckets are forgotten when they are full again: looked through when there are so many, and then half of them at most stay. */
const KEPT_MAX = 20_000;

/** Buckets of tokens by key; `now` in milliseconds, of a clock that never jumps. */
export function bucketsOf(rate: Rate, now: () => number = () => performance.now()) {
  const buckets = new Map<string, Bucket>();
  const filled = (bucket: Bucket, at: number): number =>
    Math.min(rate.burst, bucket.left + ((at - bucket.at) / 1000) * rate.perSecond);
  const forgetFull = (at: number): void => {
    for (const [key, bucket] of buckets) if (filled(bucket, at) >= rate.burst) buckets.delete(key);
    // More callers than we can tell apart, all of them at work: the oldest begin anew. To half, or a flood of made-up
    // addresses would have all of them looked through at each request.
    for (const key of buckets.keys()) if (buckets.size > KEPT_MAX / 2) buckets.delete(key); else break; // prettier-ignore
  };
  /** 0 where it may go on; else the seconds to wait. */
  const take = (key: string): number => {
    const at = now();
    const bucket = buckets.get(key) ?? { left: rate.burst, at };
    const left = filled(bucket, at);
    buckets.delete(key);
    buckets.set(key, { left: left < 1 ? left : left - 1, at });
    if (buckets.size > KEPT_MAX) forgetFull(at);
    return left < 1 ? Math.ceil((1 - left) / rate.perSecond) : 0;
  };
  return { take, size: () => buckets.size };
}

const token = /(?:^|;\s*)(?:__Host-)?tonghu_session=([\w-]{20,100})/;

/**
 * Asked before anything else is done for a request: by address, and by the session that it says it has. A made-up
 * session has a bucket of its own and gains nothing by it, for the address's is asked, too.
 * Errors: http.too_many (429) with retryAfter.
 */
export function limiterOf(rates: Rates, now?: () => number): (request: FastifyRequest) => void {
  const [addresses, sessions] = [bucketsOf(rates.address, now), bucketsOf(rates.session, now)];
  return (request) => {
    const session = token.exec(request.headers.cookie ?? "")?.[1];
    const waits = [addresses.take(request.ip)];
    if (session !== undefined) waits.push(sessions.take(hash("sha256", session, "base64url")));
    const retryAfter = Math.max(...waits);
    if (retryAfter > 0) throw new Problem("http.too_many", { retryAfter }, 429);
  };
}
