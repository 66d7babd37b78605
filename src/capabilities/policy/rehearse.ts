import type { Facts } from "#engines/rules/catalogue.ts";
import { meanDays, readLength } from "#kernel/length.ts";
import type { Day } from "#kernel/day.ts";
import type { Policy } from "./decide.ts";
import type { Span } from "./decision.ts";

/** One child whom the changed pack would move. */
export interface Moved {
  readonly childId: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly gained: readonly string[];
  readonly lost: readonly string[];
}

/** What a changed pack would do to the present ledger on a day. */
export interface Rehearsal {
  children: number;
  moved: number;
  /** "blue>yellow" → how many; "-" is no level. */
  readonly levels: Map<string, number>;
  /** The same of every child, whether it moves or not. */
  readonly pairs: Map<string, number>;
  readonly gained: Map<string, number>;
  readonly lost: Map<string, number>;
  /** Visits and contacts a month, by kind, as the rhythms ask. */
  readonly before: Map<string, number>;
  readonly after: Map<string, number>;
}

export const emptyRehearsal = (): Rehearsal => ({
  children: 0, moved: 0, levels: new Map(), pairs: new Map(), gained: new Map(), lost: new Map(), before: new Map(), after: new Map(),
}); // prettier-ignore

const MONTH = 30.436_875;

/** How many a month a level asks for; "at once" is asked once, not every month. */
function monthly(policy: Policy, level: string | null, add: (kind: string, times: number) => void): void {
  for (const rhythm of policy.levels.find((one) => one.id === level)?.rhythms ?? []) {
    const length = readLength(rhythm.every);
    if (length && length.n > 0) add(rhythm.kind, MONTH / meanDays(length));
  }
}

const more = (map: Map<string, number>, key: string, by = 1): void => {
  map.set(key, (map.get(key) ?? 0) + by);
};

const onDay = (policy: Policy, facts: Facts, day: Day): Span | undefined => policy.timeline(facts, day)[0];

/** Adds one child to the rehearsal; answers how it would move, or nothing. */
export function rehearseChild(
  sum: Rehearsal,
  child: { id: string; facts: Facts },
  policies: { now: Policy; changed: Policy },
  day: Day,
): Moved | null {
  const [now, after] = [onDay(policies.now, child.facts, day), onDay(policies.changed, child.facts, day)];
  sum.children += 1;
  monthly(policies.now, now?.level ?? null, (kind, times) => more(sum.before, kind, times));
  monthly(policies.changed, after?.level ?? null, (kind, times) => more(sum.after, kind, times));
  const held = new Set(now?.categories);
  const holds = new Set(after?.categories);
  const moved: Moved = {
    childId: child.id,
    from: now?.level ?? null,
    to: after?.level ?? null,
    gained: [...holds].filter((id) => !held.has(id)),
    lost: [...held].filter((id) => !holds.has(id)),
  };
  more(sum.pairs, `${moved.from ?? "-"}>${moved.to ?? "-"}`);
  if (moved.from === moved.to && moved.gained.length === 0 && moved.lost.length === 0) return null;
  sum.moved += 1;
  if (moved.from !== moved.to) more(sum.levels, `${moved.from ?? "-"}>${moved.to ?? "-"}`);
  for (const id of moved.gained) more(sum.gained, id);
  for (const id of moved.lost) more(sum.lost, id);
  return moved;
}
