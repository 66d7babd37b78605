import type { Day } from "#kernel/day.ts";
import { Problem } from "#kernel/problem.ts";
import type { AreaCode } from "#kernel/scope.ts";
import type { Policy } from "./decide.ts";
import type { Shelf } from "./shelf.ts";

/** The policy of an area on a day, remembered: packs do not change while a program runs. */
export function rememberedPolicies(shelf: Shelf): (area: AreaCode, day: Day) => Policy {
  const known = new Map<string, Policy>();
  return (code, day) => {
    const key = `${code}|${day}`;
    const held = known.get(key);
    if (held) return held;
    const policy = shelf.policyFor(code, day);
    if (!policy) throw new Problem("policy.none", { area: code, day });
    if (known.size > 50_000) known.clear();
    known.set(key, policy);
    return policy;
  };
}
