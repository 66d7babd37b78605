import { YES } from "#engines/rules/answer.ts";
import type { FactValue } from "#engines/rules/catalogue.ts";
import { type Actor, isDepartment } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { derivedId, type Id } from "#kernel/id.ts";
import { conflict, isProblem, Problem } from "#kernel/problem.ts";
import type { Purpose } from "#kernel/purpose.ts";
import { type AreaCode, countyOf, within } from "#kernel/scope.ts";
import { areaPath } from "#capabilities/area/index.ts";
import { ownerName } from "#capabilities/comparison/index.ts";
import { fieldTitles, givenFacts, giveWithin, sendingPurpose } from "#capabilities/export/index.ts";
import type { Policy } from "#capabilities/policy/index.ts";
import { factsInWords, openedOf } from "#capabilities/referral/index.ts";
import { fileOf, findFile, keepingOf, unsealedValues } from "#capabilities/registry/index.ts";
import { requireReadable } from "#capabilities/retention/decide.ts";
import { again, type Receipt } from "#platform/journal/journal.ts";
import type { Drafted, Subject } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { requireSeen } from "#platform/journal/seen.ts";
import { callConference, type ConferenceState, getConference, type Invited, type Meeting, openOf } from "./decide.ts";
import { inviteLater, joinable } from "./inviting.ts";
import { conferencesOf } from "./project.ts";
import { nameOf, requireOwnWords, requireUnnamed } from "./sitting.ts";
import type { AnotherChild, CallConference, ConferenceOffer, InviteLater, Inviting, JoinMeeting } from "./words.ts";
import { type ConferenceWorld, presentOf, requireAskedTwice } from "./world.ts";

/* Whom a conference may have, what each of them would see, and the calling of it. */

const factsOf = (subject: Subject): Readonly<Record<string, FactValue>> => unsealedValues(fileOf(subject).facts);

type Invitee = Policy["conference"]["invited"][number];
const fieldsOf = ({ purpose }: Pick<Invitee, "purpose">): readonly string[] =>
  sendingPurpose(purpose ?? "")?.fields ?? [];

const isHeld = (state: ConferenceState): boolean => state[String(openOf(state))]?.stage === "held";

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
    invitees: invitees.toSorted((a, b) => Number(b.proposed) - Number(a.proposed)), open: openOf(conferencesOf(subject)), held: isHeld(conferencesOf(subject)),
    opened: openedOf([...new Set(invitees.flatMap(({ fields }) => fields))]),
  };
} // prettier-ignore

/** Errors: conference.invitee_unknown where the policy does not know this invitee. */
function inviteeOf({ conference }: Policy, { department }: Inviting): Invitee {
  const found = conference.invited.find(({ id }) => id === department);
  if (!found) throw new Problem("conference.invitee_unknown", { department });
  return found;
}

/** Numbers of givings of one child's before those of the next. */
const MOST_INVITEES = 100;

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
async function given(db: Queryable, world: ConferenceWorld, actor: Actor, command: { readonly id: Id; readonly at?: number }, inviting: Inviting, { subject, policy, where }: Giving): Promise<Invited> {
  const { id: department, title, purpose } = inviteeOf(policy, inviting);
  if (!isDepartment(department) || purpose === undefined) return { department, title, number: null, facts: {} };
  const facts = givenFacts(givenFacts(factsOf(subject), fieldsOf({ purpose })), inviting.fields);
  if (inviting.fields.length === 0) throw new Problem("conference.nothing_to_give");
  // the township: a ledger that names the village of one child would say too much
  const area = subject.area.slice(0, 9);
  const gave = await giveWithin(db, world, actor, {
    id: derivedId(command.id, (command.at ?? 0) * MOST_INVITEES + policy.conference.invited.findIndex(({ id }) => id === department) + 1), purpose, department,
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

/** One child of a meeting that is called: the place among them makes the ids of its givings. */
interface Called extends Omit<AnotherChild, "childId"> {
  readonly id: Id;
  readonly at: number;
}

/** What of the meeting goes into this child's file, and what each department is given of it. */
async function partOf(db: Queryable, world: ConferenceWorld, actor: Actor, subject: Subject, meeting: Meeting & { readonly sitting: Id }, called: Called, where: string): Promise<readonly Drafted[]> {
  requireReadable(keepingOf(subject), actor, world.clock.now());
  requireSeen(subject, called.seq);
  const policy = world.policyFor(subject.area, today(world.clock));
  const { clause, terms } = policy.conference;
  const { sitting, ...asked } = meeting;
  const decide = (invited: readonly Invited[]) =>
    callConference(conferencesOf(subject), { ...asked, instead: called.instead, review: called.review }, { clause, terms, to: subject.area, sitting, invited }, presentOf(world, actor, subject));
  decide(called.invited.map((one) => named(policy, one))); // refused before anything is written down as given
  const invited: Invited[] = [];
  for (const one of called.invited) invited.push(await given(db, world, actor, called, one, { subject, policy, where }));
  return decide(invited);
} // prettier-ignore

/** Whose part is refused: the caller knows which of the children is meant. */
async function saying<T>(at: number, work: () => Promise<T> | T): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (at > 0 && isProblem(thrown)) throw new Problem(thrown.code, { ...thrown.data, child: at + 1 }, thrown.status);
    throw thrown;
  }
}

const whereOf = async (world: ConferenceWorld, area: AreaCode): Promise<string> =>
  (await areaPath(world.pool, countyOf(area), today(world.clock))).slice(-1).join("");

/**
 * Calls a conference from a child's file, with further children of one's own area: all of them or none. What leaves of each is
 * what the caller saw: of another version of a file nothing goes. Errors: journal.not_found, registry.not_found (404), journal.stale,
 * registry.file_closed, conference.rest_day (409), conference.child_twice, conference.names_another, those of callConference and of given.
 */
export async function call(world: ConferenceWorld, actor: Actor, childId: Id, command: CallConference): Promise<Receipt> {
  const { id, others = [], reason, day, time, place, way } = command;
  const all = [{ ...command, childId }, ...others];
  if (new Set(all.map((one) => one.childId)).size !== all.length) throw new Problem("conference.child_twice");
  const files = [];
  for (const [at, one] of all.entries()) files.push(await saying(at, () => findFile(world, actor, one.childId)));
  const names = files.map(nameOf);
  if (others.length > 0) requireUnnamed("", names, { reason, place });
  for (const [at, one] of all.entries()) requireUnnamed(names[at] ?? "", names.filter((_, n) => n !== at), { review: one.review });
  const where = await whereOf(world, files[0]?.area ?? actor.area);
  const asked = all.map((one) => ({ id: one.childId, commandId: id }));
  return again(() => world.journal.atOnce(actor, asked, async (decide, db) => {
    const receipts: Receipt[] = [];
    for (const [at, one] of all.entries())
      receipts.push(await saying(at, () => decide({ actor, commandId: id, content: { operation: "conference.call", command } }, one.childId, async (subject) => {
        const drafts = await partOf(db, world, actor, subject, { reason, day, time, place, way, sitting: id }, { ...one, id, at }, where);
        requireAskedTwice(world, command);
        return drafts;
      })));
    return receipts[0] as Receipt;
  }));
} // prettier-ignore

/**
 * One child more at a meeting before it is held: on its day and in its place, with materials of its own. Errors: as call;
 * conference.alone, conference.not_now (409); conference.day_wrong where its day is over.
 */
export async function join(world: ConferenceWorld, actor: Actor, childId: Id, no: number, command: JoinMeeting): Promise<Receipt> {
  const { id, reason } = command;
  const [base, other] = [await findFile(world, actor, childId), await findFile(world, actor, command.childId)];
  if (base.id === other.id) throw new Problem("conference.child_twice");
  await requireOwnWords(world, actor, { childId, no }, { reason }, true);
  requireUnnamed("", [nameOf(base), nameOf(other)], { reason });
  const where = await whereOf(world, other.area);
  const commanding = { actor, commandId: id, content: { operation: "conference.join", command, no, childId } };
  const asked = [childId, command.childId].map((one) => ({ id: one, commandId: id }));
  return again(() => world.journal.atOnce(actor, asked, async (decide, db) => {
    let meeting: (Meeting & { readonly sitting: Id }) | undefined;
    await decide(commanding, childId, (subject) => {
      requireReadable(keepingOf(subject), actor, world.clock.now());
      meeting = { ...joinable(conferencesOf(subject), no, presentOf(world, actor, subject)), reason };
      return [];
    });
    return decide(commanding, command.childId, (subject) => {
      if (!meeting) throw new Error("conference.join: the meeting is known and the child is not");
      requireUnnamed("", [nameOf(base), nameOf(other)], { place: meeting.place });
      return partOf(db, world, actor, subject, meeting, { ...command, at: 0 }, where);
    });
  }));
} // prettier-ignore

/**
 * Invites one more department before the meeting. Errors: journal.not_found (404), journal.stale (409), those of inviteLater and of given.
 */
export async function invite(world: ConferenceWorld, actor: Actor, childId: Id, no: number, command: InviteLater): Promise<Receipt> {
  const where = await whereOf(world, (await findFile(world, actor, childId)).area);
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
