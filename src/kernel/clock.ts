import { type Day, dayOf } from "./day.ts";

/** The present, passed in everywhere: SQL never asks for now() (databases.md, rule 9). */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still: tests, rehearsals and --as-of. */
export const fixedClock = (iso: string): Clock => ({ now: () => new Date(iso) });

export const today = (clock: Clock): Day => dayOf(clock.now());
