import type { FactValue } from "#engines/rules/catalogue.ts";
import { addDays, addMonths, type Day } from "#kernel/day.ts";
import { conflict, Problem } from "#kernel/problem.ts";
import type { Finding, Parent } from "./words.ts";

/*
 * 失联父母查找 (民发〔2020〕125号; 北碚民发〔2021〕1号 五(三)): the police search for a child's parent who is out of contact;
 * whoever is still missing after the term, counted from the day on which they registered it, is so by a receipt.
 */

export interface Search {
  readonly parents: readonly Parent[];
  /** The term, as the policy said when it was asked for. */
  readonly months: number;
  readonly clause: string;
  /** Since when the file says that they are out of contact: the later of two; none registers a search before it. */
  readonly lostSince?: Day | null;
  /** 登记受理之日, and the number that the police keep it under; null until they have taken it on. */
  readonly registeredOn: Day | null;
  readonly registration: string;
  /** The first day on which somebody may be said to be missing by a receipt. */
  readonly missingFrom: Day | null;
  readonly findings: readonly Finding[];
}

/** What stands in the file of a parent: of one who is not searched for nothing leaves. */
const isOf = (who: Parent, key: string): boolean => key.startsWith(`${who}.`);
const others = (parents: readonly Parent[]): Parent[] =>
  (["father", "mother"] as const).filter((who) => !parents.includes(who));

/** Fields that say something of a parent who is not searched for. */
export const beyondSearch = (parents: readonly Parent[], fields: readonly string[]): string[] =>
  fields.filter((key) => others(parents).some((who) => isOf(who, key)));

export const askSearch = (
  parents: readonly Parent[],
  { months, clause }: { readonly months: number; readonly clause: string },
  lostSince: Day | null = null,
): Search => ({
  parents,
  months,
  clause,
  lostSince,
  registeredOn: null,
  registration: "",
  missingFrom: null,
  findings: [],
});

/**
 * The police have registered it: 登记受理超过六个月 (民发〔2020〕125号) is over on the day after the corresponding one. A day before
 * they were asked is that of an earlier case, which has its number. Errors: referral.day_wrong where the day is still to
 * come; referral.day_before_lost where nobody was out of contact yet; referral.earlier_case.
 */
export function registerSearch(
  search: Search,
  { on, registration }: { readonly on: Day; readonly registration: string },
  { asked, today }: { readonly asked: Day; readonly today: Day },
): Search {
  if (on > today) throw new Problem("referral.day_wrong", { day: on });
  if (search.lostSince && on < search.lostSince) throw new Problem("referral.day_before_lost", { day: on });
  if (on < asked && registration.trim() === "") throw new Problem("referral.earlier_case", { day: asked });
  return { ...search, registeredOn: on, registration, missingFrom: addDays(addMonths(on, search.months), 1) };
}

/**
 * Each parent is answered for. Errors: referral.search_unanswered; referral.search_too_early (409) where somebody is said
 * to be missing before the term is over.
 */
export function answerSearch(search: Search, findings: readonly Finding[], today: Day): Search {
  const told = search.parents.flatMap((who) => findings.find((one) => one.who === who) ?? []);
  if (told.length !== search.parents.length || findings.length !== told.length)
    throw new Problem("referral.search_unanswered");
  const early = search.missingFrom === null || today < search.missingFrom;
  if (early && told.some(({ found }) => !found))
    throw conflict("referral.search_too_early", { day: search.missingFrom });
  return { ...search, findings: told };
}

type Facts = Readonly<Record<string, FactValue | undefined>>;

const statusOf = (facts: Facts, who: Parent): readonly string[] => {
  const held = facts[`${who}.status`];
  return Array.isArray(held) ? (held as readonly string[]).filter((code) => code !== "none") : [];
};

/** Whom the file says to be out of contact: they are offered to be searched for. */
export const lostIn = (facts: Facts): Parent[] =>
  (["father", "mother"] as const).filter((who) =>
    statusOf(facts, who).some((code) => code === "lost_contact" || code === "unfound"),
  );

/** The later of the days since when they are out of contact, as far as the file knows them. */
export const lostSinceOf = (whom: readonly Parent[], facts: Facts): Day | null =>
  whom
    .flatMap((who) => {
      const since = facts[`${who}.lostContact.since`];
      return typeof since === "string" ? [since] : [];
    })
    .toSorted()
    .at(-1) ?? null;

/**
 * Only of whom the file says so it is known to nobody where they are: of another one nothing leaves, and none is made
 * missing. Errors: referral.search_not_lost.
 */
export function requireLost(whom: readonly Parent[], facts: Facts): void {
  const lost = lostIn(facts);
  const beside = whom.filter((who) => !lost.includes(who));
  if (beside.length > 0) throw new Problem("referral.search_not_lost", { parents: beside });
}

/**
 * Whoever has been heard of since, as the file says by now, is not made missing by a receipt. Errors:
 * referral.search_back_since (409).
 */
export function requireStillLost(findings: readonly Finding[], facts: Facts): void {
  const lost = lostIn(facts);
  const back = findings.flatMap(({ who, found }) => (found || lost.includes(who) ? [] : [who]));
  if (back.length > 0) throw conflict("referral.search_back_since", { parents: back });
}

/**
 * What an answer that was checked makes of the file: who is missing is out of contact, by the receipt; who was found is so no
 * more. What else a found parent is in, the check says in words and whoever has looked records.
 */
export function factsAfterSearch(findings: readonly Finding[], facts: Facts): Record<string, FactValue | null> {
  const changes: Record<string, FactValue | null> = {};
  for (const { who, found } of findings) {
    const held = statusOf(facts, who);
    if (!found) {
      changes[`${who}.status`] = [...new Set([...held, "lost_contact"])];
      continue;
    }
    const left = held.filter((code) => code !== "lost_contact" && code !== "unfound");
    changes[`${who}.status`] = left.length > 0 ? left : ["none"];
    if (facts[`${who}.lostContact.since`] !== undefined) changes[`${who}.lostContact.since`] = null;
  }
  return changes;
}
