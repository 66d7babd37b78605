import type pg from "pg";
import type { FactValue } from "#engines/rules/catalogue.ts";
import { today, type Clock } from "#kernel/clock.ts";
import type { Id } from "#kernel/id.ts";
import { ownerName } from "#capabilities/anomaly/index.ts";
import { areaPaths } from "#capabilities/area/index.ts";
import { factByKey } from "#capabilities/registry/facts.ts";
import { isSensitive, maskedText, valueText } from "#capabilities/registry/index.ts";
import { type Referral, waitsFor } from "./decide.ts";
import { parents, type ReferralShown, type SearchShown, type SentFact } from "./words.ts";
import type { Search } from "./search.ts";
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

/** `names`: what else is known of the parents, where the file itself is read: what was sent is gone once it has ended. */
function shownSearch(search: Search, facts: readonly SentFact[], names: Names): SearchShown {
  const { clause, months, registeredOn, registration, missingFrom, findings } = search;
  const textOf = (key: string): string => facts.find((fact) => fact.key === key)?.text ?? "";
  return {
    clause, months, registeredOn, registration, missingFrom,
    parents: search.parents.map((who) => ({
      who, title: parents[who], name: textOf(`${who}.name`) || (names[who] ?? ""), idNumber: textOf(`${who}.idNumber`),
      found: findings.find((one) => one.who === who)?.found ?? null,
    })),
  };
} // prettier-ignore

export type Names = Readonly<Record<string, string>>;

export async function shownReferral(
  world: Where,
  childId: Id,
  no: number,
  referral: Referral,
  name: string,
  opened: boolean,
  names: Names = {},
): Promise<ReferralShown> {
  const facts = await factsInWords(world, referral.facts, opened);
  const { route, title, department, clause, terms, urgent, stage, note, day, sender, number, limit, outcome, steps, search } = referral;
  return {
    childId, no, name, route, title, department, owner: ownerName(department), clause, termsClause: terms.clause, urgent, stage, waits: waitsFor(stage), outcome, note, sentOn: day,
    sender, number, due: limit?.due ?? null, climbsOn: limit?.climbsOn ?? null, assumed: [...(limit?.assumed ?? [])], facts,
    search: search ? shownSearch(search, facts, names) : null, origin: null, opened: openedOf(facts),
    steps: steps.map(({ kind, day: on, by, text }) => ({ title: history[kind] ?? "", on, by, text })),
  };
} // prettier-ignore
