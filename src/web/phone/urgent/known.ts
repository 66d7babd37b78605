import type { PublicPolicy } from "#capabilities/concern/words.ts";
import { ask } from "../server.ts";

/*
 * What anybody may know, kept for when there is no signal: the server's public key, and what must be reported. Nothing of a
 * child or of a person; the area is that in which this phone worked last.
 */

const KEY = "tonghu.public";
const DAY_MS = 86_400_000;

export interface Known {
  readonly key: string;
  readonly situations: PublicPolicy["situations"];
  readonly area: string | null;
  /** What that area is called; none where it was kept before names were. */
  readonly place?: string;
  readonly at: number;
}

export function known(): Known | undefined {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === null ? undefined : (JSON.parse(kept) as Known);
  } catch {
    return undefined;
  }
}

/** An area by its code, and what it is called. */
export interface Place {
  readonly code: string;
  readonly name: string;
}

/**
 * Asks once a day where it can, or at once: `anew`, where what is known was wrong. `person`: where whoever is in works;
 * without anybody what was known stays.
 */
export async function learnKnown(person: Place | undefined, anew = false): Promise<Known | undefined> {
  const before = known();
  const [here, place] = person ? [person.code, person.name] : [before?.area ?? null, before?.place];
  const isFresh = !anew && before?.area === here && before.place === place;
  if (isFresh && Date.now() - before.at < DAY_MS) return before;
  const answer = await ask<PublicPolicy>("GET", `/api/concern/public/policy${here === null ? "" : `?area=${here}`}`);
  if (answer.kind !== "ok" || typeof answer.body.key !== "string") return before;
  const next: Known = {
    key: answer.body.key,
    situations: answer.body.situations,
    area: here,
    ...(place !== undefined && { place }),
    at: Date.now(),
  };
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // for this page only
  }
  return next;
}
