import type { FactValue } from "#engines/rules/catalogue.ts";
import { YES } from "#engines/rules/answer.ts";
import { type Actor, isDepartment } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { Id } from "#kernel/id.ts";
import { conflict, notFound, Problem } from "#kernel/problem.ts";
import type { Purpose } from "#kernel/purpose.ts";
import { type AreaCode, countyOf, type Scope, subtree, within } from "#kernel/scope.ts";
import { areaPath } from "#capabilities/area/index.ts";
import { ownerName } from "#capabilities/comparison/index.ts";
import { fieldTitles, givenFacts, giveWithin, sendingPurpose } from "#capabilities/export/index.ts";
import type { Policy, ReferralRoute } from "#capabilities/policy/index.ts";
import { fileOf, findFile, keepingOf, recordFacts, unsealedValues } from "#capabilities/registry/index.ts";
import { requireReadable } from "#capabilities/retention/decide.ts";
import { inScope, readInScope } from "#platform/db/scope.ts";
import { pageOf, readCursor } from "#platform/http/page.ts";
import type { Receipt } from "#platform/journal/journal.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { requireSeen } from "#platform/journal/seen.ts";
import {
  checkReferral, closeReferral, openOf, type Present, type ReferralState, sendReferral, withdrawReferral,
} from "./decide.ts"; // prettier-ignore
import { closingOrigin, originOf, originShown } from "./origin.ts";
import {
  askSearch, beyondSearch, factsAfterSearch, lostIn, lostSinceOf, requireLost, requireStillLost,
} from "./search.ts"; // prettier-ignore
import { factsInWords, type Names, openedOf, shownReferral } from "./shown.ts";
import { countReferrals, countToday, listReferrals, referralsOf } from "./store.ts";
import type {
  CheckReferral, EndReferral, ReferralCount, ReferralShown, ReferralsPage, ReferralsQuery, ReferralToday, RouteOffered,
  RoutesOffered, SendReferral,
} from "./words.ts"; // prettier-ignore
import { type CheckingWorld, presentOf, type ReferralWorld, titled } from "./world.ts";

/** Errors: area.unknown (404) outside one's own. */
function scopeAsked(actor: Actor, area: AreaCode | undefined): Scope {
  if (area === undefined) return actor.scope;
  if (!within(actor.scope, area)) throw notFound("area.unknown", { codes: [area] });
  return subtree(area);
}

/** Open ones the oldest first, ended ones the newest first. */
export async function list(world: ReferralWorld, actor: Actor, query: ReferralsQuery): Promise<ReferralsPage> {
  const scope = scopeAsked(actor, query.area);
  const after = readCursor(query.after, "day", "id", "number");
  const { waits, stage, department, when, limit } = query;
  const wanted = { open: query.open === "yes", waits, stage, department, when, today: today(world.clock) };
  const rows = await readInScope(world.pool, actor.scope, (db) => listReferrals(db, scope, wanted, after, limit + 1));
  const { lines, next } = pageOf(rows, limit, (line) => [line.sentOn, line.childId, line.no]);
  return { lines: lines.map((line) => titled(world, line)), next };
}

const NEXT_LEVEL: Readonly<Record<number, number>> = { 1: 2, 2: 4, 4: 6, 6: 9, 9: 12, 12: 12 };

/** Open ones by the next lower level: how many wait for whom, and since when the oldest. */
export function counts(world: ReferralWorld, actor: Actor, area: AreaCode | undefined): Promise<ReferralCount[]> {
  const scope = scopeAsked(actor, area);
  const digits = NEXT_LEVEL[(area ?? actor.area).length] ?? 12;
  return readInScope(world.pool, actor.scope, (db) => countReferrals(db, scope, digits, today(world.clock)));
}

/** What waits today: for us, or for the department that asks. */
export function ofToday(world: ReferralWorld, actor: Actor, area: AreaCode | undefined): Promise<ReferralToday> {
  const scope = scopeAsked(actor, area);
  return readInScope(world.pool, actor.scope, (db) => countToday(db, scope, today(world.clock)));
}

type Drafted = ReturnType<typeof checkReferral>[number];

const nameIn = (subject: Subject): string => String(fileOf(subject).facts["name"]?.value ?? "");

const parentNames = (subject: Subject): Names =>
  Object.fromEntries(
    ["father", "mother"].map((who) => [who, String(fileOf(subject).facts[`${who}.name`]?.value ?? "")]),
  );

/** All referrals of one child, the newest first, each with its life; what was sent stays masked here. Errors: registry.not_found. */
export async function ofChild(world: ReferralWorld, actor: Actor, childId: Id): Promise<ReferralShown[]> {
  const subject = await findFile(world, actor, childId);
  const all = Object.entries(referralsOf(subject)).toReversed();
  const names = parentNames(subject);
  return Promise.all(
    all.map(async ([no, one]) => {
      const shown = await shownReferral(world, childId, Number(no), one, nameIn(subject), false, names);
      return { ...shown, origin: originShown(subject, one) };
    }),
  );
}

/** What a route may give of these facts: nothing within civil affairs, which reads the file itself. */
const givable = (route: ReferralRoute, facts: Readonly<Record<string, FactValue>>): Record<string, FactValue> =>
  givenFacts(facts, sendingPurpose(route.purpose ?? "")?.fields ?? []);

const openedFacts = (subject: Subject): Readonly<Record<string, FactValue>> => unsealedValues(fileOf(subject).facts);

/**
 * The routes of the child's area, those that its file proposes first, each with exactly what would leave the house.
 * Errors: registry.not_found.
 */
export async function offers(
  world: ReferralWorld,
  actor: Actor,
  childId: Id,
  purpose: Purpose | null,
): Promise<RoutesOffered> {
  const subject = await findFile(world, actor, childId);
  const day = today(world.clock);
  const facts = openedFacts(subject);
  const words = new Map((await factsInWords(world, facts, purpose !== null)).map((fact) => [fact.key, fact]));
  const state = referralsOf(subject);
  const offered = world.policyFor(subject.area, day).referrals.map((route): RouteOffered => {
    const keys = sendingPurpose(route.purpose ?? "")?.fields ?? [];
    const { id, title, department, clause, urgent = false, terms, search } = route;
    return {
      search: search ? { ...search, lost: lostIn(facts) } : null,
      id, title, department, clause, urgent, terms, proposed: route.proposed(facts, day) === YES, open: openOf(state, id),
      fields: keys.flatMap((key) => words.get(key) ?? []), lacking: fieldTitles(keys.filter((key) => !words.has(key))),
    };
  }); // prettier-ignore
  const opened = openedOf([...new Set(offered.flatMap(({ fields }) => fields))]);
  return { seq: subject.seq, opened, routes: offered.toSorted((a, b) => Number(b.proposed) - Number(a.proposed)) };
}

/** Errors: referral.search_wrong where a search names nobody, or fields of somebody who is not searched for; referral.search_not_lost. */
function searchOf({ search }: ReferralRoute, { search: whom, fields }: SendReferral, facts: Readonly<Record<string, FactValue>>) {
  if ((search === undefined) !== (whom === undefined)) throw new Problem("referral.search_wrong");
  if (!search || !whom) return {};
  if (beyondSearch(whom, fields).length > 0) throw new Problem("referral.search_wrong");
  requireLost(whom, facts);
  return { search: askSearch([...new Set(whom)], search, lostSinceOf(whom, facts)) };
} // prettier-ignore

/** Errors: referral.route_unknown. */
function routeOf(policy: Policy, id: string): ReferralRoute {
  const route = policy.referrals.find((one) => one.id === id);
  if (!route) throw new Problem("referral.route_unknown", { route: id });
  return route;
}

interface Giving {
  readonly route: ReferralRoute;
  readonly policy: Policy;
  readonly subject: Subject;
  readonly recipient: string;
}

/** The giving stands in the ledger with the entry, under one number: the document itself is what fixes it (四(二)). */
async function given(db: Queryable, world: ReferralWorld, actor: Actor, command: SendReferral, { route, policy, subject, recipient }: Giving) {
  const { department, purpose } = route;
  if (!isDepartment(department) || purpose === undefined) return { number: null, facts: {} };
  const facts = givenFacts(givable(route, openedFacts(subject)), command.fields);
  if (Object.keys(facts).length === 0) throw new Problem("referral.nothing_to_give");
  // the township: a ledger that names the village of one child would say too much
  const area = subject.area.slice(0, 9);
  const sending = {
    id: command.id, purpose, department, recipient, fields: command.fields, children: [facts], means: "platform",
    area: within(actor.scope, area) ? area : subject.area, agreement: { title: route.clause, from: policy.from, to: policy.to },
  } as const;
  const gave = await giveWithin(db, world, actor, sending);
  // the id was used for something else: nothing leaves without a row of its own in the ledger of givings
  if (!gave) throw conflict("journal.id_reused");
  return { number: gave.number, facts };
} // prettier-ignore

/**
 * Sends a referral to the department that the area's policy names. What leaves is what the sender saw: of another version of
 * the file nothing goes. Errors: journal.not_found (404), registry.file_closed (409), referral.route_unknown, referral.open_already (409),
 * referral.nothing_to_give, journal.stale (409), export.fields_beyond, those of originOf, journal.id_reused (409) where something was given under this id.
 */
export async function send(world: ReferralWorld, actor: Actor, childId: Id, command: SendReferral): Promise<Receipt> {
  const county = countyOf((await findFile(world, actor, childId)).area);
  const where = (await areaPath(world.pool, county, today(world.clock))).slice(-1).join("");
  return world.journal.decide(
    { actor, commandId: command.id, content: { operation: "referral.send", command } },
    childId,
    async (subject, db) => {
      requireReadable(keepingOf(subject), actor, world.clock.now());
      requireSeen(subject, command.seq);
      if (fileOf(subject).status !== "open") throw conflict("registry.file_closed");
      const policy = world.policyFor(subject.area, today(world.clock));
      const route = routeOf(policy, command.route);
      const { id, title, clause, department, urgent = false, terms } = route;
      const recipient = `${where}${ownerName(department)}`;
      const origin = command.origin && { origin: await originOf(db, world, subject, command.origin) };
      const begun = {
        route: id, title, clause, department, urgent, terms, to: subject.area, note: command.note, ...searchOf(route, command, openedFacts(subject)), ...origin,
      }; // prettier-ignore
      const decide = (gave: { number: string | null; facts: Record<string, FactValue> }) =>
        sendReferral(referralsOf(subject), { ...begun, ...gave }, command.instead, presentOf(world, actor));
      decide({ number: null, facts: {} }); // refused before anything is written down as given
      return decide(await given(db, world, actor, command, { route, policy, subject, recipient }));
    },
  );
}

const commanded =
  <C extends { readonly id: Id }>(
    operation: string,
    decide: (state: ReferralState, no: number, command: C, present: Present) => ReturnType<typeof checkReferral>,
  ) =>
  (world: ReferralWorld, actor: Actor, childId: Id, no: number, command: C): Promise<Receipt> =>
    world.journal.decide(
      { actor, commandId: command.id, content: { operation, command, no } },
      childId,
      (subject) => {
        requireReadable(keepingOf(subject), actor, world.clock.now());
        return decide(referralsOf(subject), no, command, presentOf(world, actor));
      },
    ); // prettier-ignore

/** An answered search that was checked changes the file by an entry of its own, with the department as its source. */
function recorded({ clock }: CheckingWorld, subject: Subject, no: number): readonly Drafted[] {
  const search = referralsOf(subject)[String(no)]?.search;
  const file = fileOf(subject);
  if (!search || file.status !== "open") return [];
  const held = unsealedValues(file.facts);
  requireStillLost(search.findings, held);
  const facts = factsAfterSearch(search.findings, held);
  return recordFacts(file, { facts, source: "department", reason: `失联父母查找情况回执单（第 ${no} 号转介）` }, { today: today(clock) });
} // prettier-ignore

/** Looked at with the child itself. Errors: journal.not_found, referral.unknown (404), referral.not_now, referral.answered_since, referral.search_back_since (409), referral.origin_unknown. */
export const check = (world: CheckingWorld, actor: Actor, childId: Id, no: number, command: CheckReferral, occurredAt?: string): Promise<Receipt> =>
  world.journal.decide(
    { actor, commandId: command.id, content: { operation: "referral.check", command, no }, ...(occurredAt && { occurredAt }) },
    childId,
    (subject) => {
      requireReadable(keepingOf(subject), actor, world.clock.now());
      const drafts = checkReferral(referralsOf(subject), no, command, presentOf(world, actor));
      if (!command.solved) return drafts;
      const closing = command.closeTask ? closingOrigin(subject, no, command.note, today(world.clock)) : [];
      return [...drafts, ...recorded(world, subject, no), ...closing];
    },
  ); // prettier-ignore

/** Each: errors journal.not_found, referral.unknown (404), referral.not_now (409). */
export const close = commanded<EndReferral>("referral.close", (state, no, { reason }, present) => closeReferral(state, no, reason, present)); // prettier-ignore
export const withdraw = commanded<EndReferral>("referral.withdraw", (state, no, { reason }, present) => withdrawReferral(state, no, reason, present)); // prettier-ignore

/** Reads files whose ids another question has given already, wherever they lie now. */
export const openFiles = (world: ReferralWorld, areas: readonly string[], ids: readonly Id[]): Promise<ReadonlyMap<Id, Subject>> => {
  const sorted = areas.toSorted();
  const [lo = "0", hi = "0"] = [sorted.at(0), sorted.at(-1)];
  return inScope(world.pool, { lo, hi: `${hi}:` }, (db) => world.journal.find(db, ids), { readOnly: true });
}; // prettier-ignore
