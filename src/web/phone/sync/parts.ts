import type { Village } from "#capabilities/sync/words.ts";
import { type Files, ownOf, sinceOf, type VillageShown } from "./kept.ts";

/*
 * A village that comes in parts. When the day, the policy or the shape of a kept file has changed, every file may have to be explained anew, and
 * the first part already says the new ones: a file that has not come since counts as not held, so that it comes too,
 * also where the phone loses the signal between two parts.
 */

/** What a part leaves known as it stands: undefined where that is every file. */
export function cameWith(
  before: VillageShown | undefined,
  { more, day, policy, shape, files }: Village,
): readonly string[] | undefined {
  if (!more || before === undefined) return undefined;
  const here = files.map(({ childId }) => childId);
  if (before.day !== day || before.policy !== policy || before.shape !== shape) return here;
  return before.came && [...before.came, ...here];
}

/** The numbers of the files that the phone says it holds. */
export function heldSeqs(files: Files, village: VillageShown | undefined): Record<string, number> {
  const came = village?.came && new Set(village.came);
  return Object.fromEntries([...files].filter(([id]) => came?.has(id) ?? true).map(([id, { seq }]) => [id, seq]));
}

/** The village as the server says it now, beside what was held of it. `phoneNow`: the phone's clock at that moment. */
export function shownOf(village: Village, held: VillageShown | undefined, phoneNow: number): VillageShown {
  const { day, policy, asked, findings, salvaged, concerns, own, key, now, more } = village;
  const came = cameWith(held, village);
  return {
    salvaged,
    key,
    day,
    policy,
    ...sinceOf(village),
    asked,
    findings,
    concerns,
    ...ownOf(own, held),
    whole: !more || (held?.whole ?? false),
    metAt: now,
    ahead: Date.parse(now) - phoneNow,
    ...(came && { came }),
  };
}
