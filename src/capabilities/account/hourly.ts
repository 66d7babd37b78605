import { bucketsOf } from "#platform/http/rates.ts";
import { networkOf } from "./counters.ts";
import type { Settings } from "./settings.ts";

/*
 * What one network may send to the public page in an hour. Behind one address there may be a school or a whole village:
 * numbers are generous, are settings, and whoever is over them is given the telephone.
 */

export type PublicKind = keyof Settings["publicPerHour"];
/** 0 where it may go on; else the seconds to wait. */
export type Hourly = (kind: PublicKind, address: string) => Promise<number>;

/** Counted in this process alone; a changed setting holds at once, with full buckets. */
export function hourlyOf(settings: () => Promise<Settings>, now?: () => number): Hourly {
  const held = new Map<PublicKind, { readonly limit: number; readonly take: (key: string) => number }>();
  return async (kind, address) => {
    const limit = (await settings()).publicPerHour[kind];
    const known = held.get(kind);
    const buckets = known?.limit === limit ? known : { limit, ...bucketsOf({ burst: limit, perSecond: limit / 3600 }, now) };
    held.set(kind, buckets);
    return buckets.take(networkOf(address));
  };
} // prettier-ignore
