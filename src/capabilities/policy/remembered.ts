import type { Day } from "#kernel/day.ts";
import type { Asks } from "#kernel/evidence.ts";
import { Problem } from "#kernel/problem.ts";
import type { AreaCode } from "#kernel/scope.ts";
import { asksOf } from "./evidence.ts";
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

/** What of a visit's evidence held on a day and holds from each later turn on; a day without a policy asks for none. */
export function evidenceTurns(shelf: Shelf): {
  readonly evidenceOn: (area: AreaCode, day: Day) => Asks;
  readonly evidenceFrom: (area: AreaCode, day: Day) => (Asks & { readonly from: Day })[];
} {
  const known = new Map<string, Asks>();
  const evidenceOn = (area: AreaCode, day: Day): Asks => {
    const key = `${area}|${day}`;
    const held = known.get(key) ?? asksOf(shelf.policyFor(area, day)?.evidence);
    if (known.size > 50_000) known.clear();
    known.set(key, held);
    return held;
  };
  const evidenceFrom = (area: AreaCode, day: Day) =>
    [day, ...shelf.turnsAfter(area, day)].map((from) => ({ from, ...evidenceOn(area, from) }));
  return { evidenceOn, evidenceFrom };
}
