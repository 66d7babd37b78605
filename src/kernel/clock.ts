import { type Day, dayOf } from "./day.ts";

/** The present, passed in everywhere: SQL never asks for now() (databases.md, rule 9). */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still: tests, rehearsals and --as-of. */
export const fixedClock = (iso: string): Clock => ({ now: () => new Date(iso) });

export const today = (clock: Clock): Day => dayOf(clock.now());

const YEARS_MS = 5 * 366 * 86_400_000;

/**
 * When a phone made something: its distance from the sending by the phone's clock, before now by the server's. A clock that
 * is wrong by years is wrong at both moments.
 */
export function madeAt(sentAt: string, at: string, now: Date): string {
  const age = Date.parse(sentAt) - Date.parse(at);
  const past = Math.min(Math.max(age, 0), YEARS_MS);
  return new Date(now.getTime() - past).toISOString();
}
