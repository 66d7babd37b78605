import type pg from "pg";
import type { FactValue } from "#engines/rules/catalogue.ts";
import { today, type Clock } from "#kernel/clock.ts";
import type { Id } from "#kernel/id.ts";
import { areaPaths } from "#capabilities/area/index.ts";
import { factByKey } from "#capabilities/registry/facts.ts";
import { isSensitive, maskedText, valueText } from "#capabilities/registry/index.ts";
import { type Referral, waitsFor } from "./decide.ts";
import type { ReferralShown, SentFact } from "./words.ts";
import { history } from "./zh.ts";

type Where = { readonly pool: pg.Pool; readonly clock: Clock };

const isAreaFact = (key: string): boolean => factByKey.get(key)?.type === "area";

/** Facts in words, in the order of the catalogue; sensitive ones by their ends where nobody opened them. */
export async function factsInWords(
  { pool, clock }: Where,
  facts: Readonly<Record<string, FactValue>>,
  opened: boolean,
): Promise<SentFact[]> {
  const codes = Object.entries(facts).flatMap(([key, value]) => (isAreaFact(key) ? [String(value)] : []));
  const paths = await areaPaths(pool, codes, today(clock));
  const areas = new Map([...paths].map(([code, path]) => [code, path.join("")]));
  return [...factByKey.values()].flatMap(({ key, zh }) => {
    const value = facts[key];
    if (value === undefined) return [];
    const masked = isSensitive(key) && !opened;
    return [{ key, label: zh, masked, text: masked ? maskedText(key, value) : valueText(key, value, areas) }];
  });
}

/** What a trace names of the facts that were opened. */
export const openedOf = (facts: readonly SentFact[]): string[] =>
  facts.filter(({ key, masked }) => isSensitive(key) && !masked).map(({ key }) => key);

export async function shownReferral(
  world: Where,
  childId: Id,
  no: number,
  referral: Referral,
  name: string,
  opened: boolean,
): Promise<ReferralShown> {
  const facts = await factsInWords(world, referral.facts, opened);
  const { route, title, department, clause, terms, urgent, stage, note, day, sender, number, limit, outcome, steps } = referral;
  return {
    childId, no, name, route, title, department, clause, termsClause: terms.clause, urgent, stage, waits: waitsFor(stage), outcome, note, sentOn: day,
    sender, number, due: limit?.due ?? null, climbsOn: limit?.climbsOn ?? null, assumed: [...(limit?.assumed ?? [])], facts,
    opened: openedOf(facts),
    steps: steps.map(({ kind, day: on, by, text }) => ({ title: history[kind] ?? "", on, by, text })),
  };
} // prettier-ignore
