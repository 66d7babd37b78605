import type { Delay } from "./settings.ts";

/** How often somebody failed, and when last. */
export interface Failures {
  readonly failures: number;
  readonly lastAt: Date;
}

/** Seconds to wait after so many failures: none at first, then doubling up to the most. */
export function delaySeconds(failures: number, delay: Delay): number {
  const over = failures - delay.free;
  if (over < 0) return 0;
  return Math.min(delay.firstSeconds * 2 ** Math.min(over, 30), delay.mostSeconds);
}

/**
 * Seconds until the next attempt counts; 0 where it may be made now. An attempt before its time is refused unread and
 * is no failure of its own: whoever keeps knocking does not make the wait longer.
 */
export function secondsToWait(met: Failures | undefined, delay: Delay, now: Date): number {
  if (!met) return 0;
  // a server whose clock was set back must not wait until its old future comes
  const last = Math.min(met.lastAt.getTime(), now.getTime());
  const until = last + delaySeconds(met.failures, delay) * 1000;
  return Math.max(0, Math.ceil((until - now.getTime()) / 1000));
}

/** The counter after one more attempt; old failures are forgotten. */
export function withOneMore(met: Failures | undefined, now: Date, forgetHours: number): Failures {
  const stale = !met || now.getTime() - met.lastAt.getTime() > forgetHours * 3_600_000;
  return { failures: stale ? 1 : met.failures + 1, lastAt: now };
}
