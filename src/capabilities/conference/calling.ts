import { YES } from "#engines/rules/answer.ts";
import type { FactValue } from "#engines/rules/catalogue.ts";
import { type Actor, isDepartment } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { derivedId, type Id } from "#kernel/id.ts";
import { conflict, Problem } from "#kernel/problem.ts";
import type { Purpose } from "#kernel/purpose.ts";
import { countyOf, within } from "#kernel/scope.ts";
import { areaPath } from "#capabilities/area/index.ts";
import { ownerName } from "#capabilities/comparison/index.ts";
import { fieldTitles, givenFacts, giveWithin, sendingPurpose } from "#capabilities/export/index.ts";
import type { Policy } from "#capabilities/policy/index.ts";
import { factsInWords, openedOf } from "#capabilities/referral/index.ts";
import { fileOf, findFile, keepingOf, unsealedValues } from "#capabilities/registry/index.ts";
import { requireReadable } from "#capabilities/retention/decide.ts";
import type { Receipt } from "#platform/journal/journal.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { requireSeen } from "#platform/journal/seen.ts";
import { callConference, getConference, type Invited, openOf } from "./decide.ts";
import { inviteLater } from "./inviting.ts";
import { conferencesOf } from "./project.ts";
import type { CallConference, ConferenceOffer, InviteLater, Inviting } from "./words.ts";
import { type ConferenceWorld, presentOf } from "./world.ts";

/* Whom a conference may have, what each of them would see, and the calling of it. */

const factsOf = (subject: Subject): Readonly<Record<string, FactValue>> => unsealedValues(fileOf(subject).facts);

type Invitee = Policy["conference"]["invited"][number];
const fieldsOf = ({ purpose }: Pick<Invitee, "purpose">): readonly string[] =>
  sendingPurpose(purpose ?? "")?.fields ?? [];

/** Whom the policy lets invite, those first to whom the file's own findings go. Errors: registry.not_found. */
export async function offer(world: ConferenceWorld, actor: Actor, childId: Id, purpose: Purpose | null): Promise<ConferenceOffer> {
  const subject = await findFile(world, actor, childId);
  const day = today(world.clock);
  const { conference, referrals } = world.policyFor(subject.area, day);
  const facts = factsOf(subject);
  const words = new Map((await factsInWords(world, facts, purpose !== null)).map((fact) => [fact.key, fact]));
  const concerned = new Set(referrals.filter((route) => route.proposed(facts, day) === YES).map(({ department }) => department));
  const invitees = conference.invited.map((one) => {
    const keys = fieldsOf(one);
    const fields = keys.flatMap((key) => words.get(key) ?? []);
    const lacking = fieldTitles(keys.filter((key) => !words.has(key)));
    return { department: one.id, title: one.title, clause: one.clause, proposed: concerned.has(one.id), fields, lacking };
  });
  const { terms, clause } = conference;
  return {
    seq: subject.seq, clause, termsClause: terms.clause, answer: terms.answer, review: terms.review,
    reviewOn: presentOf(world, actor, subject).within(terms.review, terms, "9999-12-31").due,
    invitees: invitees.toSorted((a, b) => Number(b.proposed) - Number(a.proposed)), open: openOf(conferencesOf(subject)),
    opened: openedOf([...new Set(invitees.flatMap(({ fields }) => fields))]),
  };
} // prettier-ignore

/** Errors: conference.invitee_unknown where the policy does not know this invitee. */
function inviteeOf({ conference }: Policy, { department }: Inviting): Invitee {
  const found = conference.invited.find(({ id }) => id === department);
  if (!found) throw new Problem("conference.invitee_unknown", { department });
  return found;
}

interface Giving {
  readonly subject: Subject;
  readonly policy: Policy;
  /** The county's name, before its department's. */
  readonly where: string;
}

/**
 * What one department gets: each giving stands in the ledger with the entries, under a number of its own. Errors:
 * conference.nothing_to_give, export.fields_beyond; journal.id_reused (409) where something was given under this id.
 */
async function given(db: Queryable, world: ConferenceWorld, actor: Actor, command: { readonly id: Id }, inviting: Inviting, { subject, policy, where }: Giving): Promise<Invited> {
  const { id: department, title, purpose } = inviteeOf(policy, inviting);
  if (!isDepartment(department) || purpose === undefined) return { department, title, number: null, facts: {} };
  const facts = givenFacts(givenFacts(factsOf(subject), fieldsOf({ purpose })), inviting.fields);
  if (inviting.fields.length === 0) throw new Problem("conference.nothing_to_give");
  // the township: a ledger that names the village of one child would say too much
  const area = subject.area.slice(0, 9);
  const gave = await giveWithin(db, world, actor, {
    id: derivedId(command.id, policy.conference.invited.findIndex(({ id }) => id === department) + 1), purpose, department,
    recipient: `${where}${ownerName(department)}`, fields: inviting.fields, children: [facts], means: "platform",
    area: within(actor.scope, area) ? area : subject.area, agreement: { title: policy.conference.clause, from: policy.from, to: policy.to },
  });
  if (Object.keys(facts).length === 0) throw new Problem("conference.nothing_to_give");
  if (!gave) throw conflict("journal.id_reused");
  return { department, title, number: gave.number, facts };
} // prettier-ignore

const named = (policy: Policy, inviting: Inviting): Invited => {
  const { id: department, title } = inviteeOf(policy, inviting);
  return { department, title, number: null, facts: {} };
};

/** A file that has moved keeps the departments of where it was called: those of elsewhere are of the next one. Errors: conference.moved_away (409). */
function requireSamePlace(subject: Subject, no: number): void {
  const { to } = getConference(conferencesOf(subject), no);
  if (countyOf(to) !== countyOf(subject.area)) throw conflict("conference.moved_away");
}

/**
 * Calls a conference from a child's file. What leaves is what the caller saw: of another version of the file nothing goes.
 * Errors: journal.not_found (404), journal.stale, registry.file_closed (409), those of callConference and of given.
 */
export async function call(world: ConferenceWorld, actor: Actor, childId: Id, command: CallConference): Promise<Receipt> {
  const county = countyOf((await findFile(world, actor, childId)).area);
  const where = (await areaPath(world.pool, county, today(world.clock))).slice(-1).join("");
  return world.journal.decide(
    { actor, commandId: command.id, content: { operation: "conference.call", command } },
    childId,
    async (subject, db) => {
      requireReadable(keepingOf(subject), actor, world.clock.now());
      requireSeen(subject, command.seq);
      const policy = world.policyFor(subject.area, today(world.clock));
      const { clause, terms } = policy.conference;
      const decide = (invited: readonly Invited[]) =>
        callConference(conferencesOf(subject), command, { clause, terms, to: subject.area, invited }, presentOf(world, actor, subject));
      decide(command.invited.map((one) => named(policy, one))); // refused before anything is written down as given
      const invited: Invited[] = [];
      for (const one of command.invited) invited.push(await given(db, world, actor, command, one, { subject, policy, where }));
      return decide(invited);
    },
  );
} // prettier-ignore

/**
 * Invites one more department before the meeting. Errors: journal.not_found (404), journal.stale (409), those of inviteLater and of given.
 */
export async function invite(world: ConferenceWorld, actor: Actor, childId: Id, no: number, command: InviteLater): Promise<Receipt> {
  const county = countyOf((await findFile(world, actor, childId)).area);
  const where = (await areaPath(world.pool, county, today(world.clock))).slice(-1).join("");
  return world.journal.decide(
    { actor, commandId: command.id, content: { operation: "conference.invite", command, no } },
    childId,
    async (subject, db) => {
      requireReadable(keepingOf(subject), actor, world.clock.now());
      requireSeen(subject, command.seq);
      requireSamePlace(subject, no);
      const policy = world.policyFor(subject.area, today(world.clock));
      const decide = (one: Invited) => inviteLater(conferencesOf(subject), no, one, presentOf(world, actor, subject));
      decide(named(policy, command)); // refused before anything is written down as given
      return decide(await given(db, world, actor, command, command, { subject, policy, where }));
    },
  );
} // prettier-ignore
