import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { Id } from "#kernel/id.ts";
import { notFound, Problem } from "#kernel/problem.ts";
import { subtree } from "#kernel/scope.ts";
import { areaPaths } from "#capabilities/area/index.ts";
import { fileOf } from "#capabilities/registry/index.ts";
import { readInScope } from "#platform/db/scope.ts";
import { pageOf, readCursor } from "#platform/http/page.ts";
import type { Receipt } from "#platform/journal/journal.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import { openFiles } from "./actions.ts";
import {
  acceptReferral, answerReferral, getReferral, type Present, receiveReferral, type Referral, type ReferralState, returnReferral,
} from "./decide.ts"; // prettier-ignore
import { shownReferral } from "./shown.ts";
import { countToday, findSent, listInbox, referralsOf } from "./store.ts";
import type {
  AcceptReferral, AnswerReferral, InboxPage, InboxQuery, ReferralLine, ReferralShown, ReferralToday, ReturnReferral, StepReferral,
} from "./words.ts"; // prettier-ignore
import { isAtRest, presentOf, type ReferralWorld, titled } from "./world.ts";

/*
 * The department's side. Row security shows it the lines that were sent to it and nothing of a file; what was sent is read
 * from the file in the file's own area, and only of a line that was found in the department's own scope first
 * (docs/decisions/0036).
 */

const ownOf = (actor: Actor): string => actor.department ?? "civil_affairs";

/** The name that was sent; within civil affairs, which is sent nothing, the file's own. */
const nameSent = (subject: Subject | undefined, { facts, department }: Referral): string => {
  const held = department === "civil_affairs" ? subject && fileOf(subject).facts["name"]?.value : facts["name"];
  return typeof held === "string" ? held : "";
};

/** What waits for this department, urgent ones and then the oldest first; or what it has done. */
export async function inbox(world: ReferralWorld, actor: Actor, query: InboxQuery): Promise<InboxPage> {
  const after = readCursor(query.after, "number", "day", "id", "number");
  const wanted = { open: query.open === "yes", when: query.when, today: today(world.clock) };
  const rows = await readInScope(world.pool, actor.scope, (db) =>
    listInbox(db, ownOf(actor), actor.scope, wanted, after, query.limit + 1),
  );
  const { lines, next } = pageOf(rows, query.limit, (line) => [
    line.urgent ? 0 : 1,
    line.sentOn,
    line.childId,
    line.no,
  ]);
  return { lines: await named(world, lines.map((line) => titled(world, line))), next }; // prettier-ignore
}

/** What of it waits, and how urgently: of the same department as the list, also where the county answers for civil affairs. */
export const inboxToday = (world: ReferralWorld, actor: Actor): Promise<ReferralToday> =>
  readInScope(world.pool, actor.scope, (db) =>
    countToday(db, { ...actor.scope, department: ownOf(actor) }, today(world.clock)),
  );

async function named(world: ReferralWorld, lines: readonly ReferralLine[]): Promise<InboxPage["lines"]> {
  if (lines.length === 0) return [];
  const areas = lines.map(({ area }) => area);
  const files = await openFiles(world, areas, lines.map(({ childId }) => childId)); // prettier-ignore
  const sent = lines.map((line) => {
    const subject = files.get(line.childId);
    const one = subject && !isAtRest(subject) ? referralsOf(subject)[String(line.no)] : undefined;
    return { line, name: one ? nameSent(subject, one) : "", to: one?.to.slice(0, 9) ?? "" };
  });
  const towns = [...new Set(sent.map(({ to }) => to))].filter((to) => to !== "");
  const paths = await areaPaths(world.pool, towns, today(world.clock));
  return sent.map(({ line, name, to }) => ({ ...line, area: to, name, place: paths.get(to)?.at(-1) ?? "" }));
}

/** Where the file lies, for whom it was sent to. Errors: referral.unknown (404). */
async function placeSent(world: ReferralWorld, actor: Actor, childId: Id, no: number): Promise<string> {
  const area = await readInScope(world.pool, actor.scope, (db) => findSent(db, childId, no, ownOf(actor)));
  if (area === undefined) throw notFound("referral.unknown");
  return area;
}

/** One referral with what was sent. Errors: referral.unknown (404). */
export async function open(world: ReferralWorld, actor: Actor, childId: Id, no: number): Promise<ReferralShown> {
  const area = await placeSent(world, actor, childId, no);
  const subject = (await openFiles(world, [area], [childId])).get(childId);
  if (!subject || isAtRest(subject)) throw notFound("referral.unknown");
  const referral = getReferral(referralsOf(subject), no);
  return shownReferral(world, childId, no, referral, nameSent(subject, referral), true);
}

const answering =
  <C extends { readonly id: Id }>(
    operation: string,
    decide: (state: ReferralState, no: number, command: C, present: Present) => ReturnType<typeof answerReferral>,
  ) =>
  async (world: ReferralWorld, actor: Actor, childId: Id, no: number, command: C): Promise<Receipt> => {
    const scope = subtree(await placeSent(world, actor, childId, no));
    const commanded = { actor: { ...actor, scope }, commandId: command.id, content: { operation, command, no } };
    return world.journal.decide(commanded, childId, (subject) => {
      if (isAtRest(subject)) throw notFound("referral.unknown");
      return decide(referralsOf(subject), no, command, presentOf(world, actor));
    });
  };

/** Each: errors referral.unknown (404), referral.not_now (409). */
export const receive = answering<StepReferral>("referral.receive", (state, no, _command, present) => receiveReferral(state, no, present)); // prettier-ignore
export const accept = answering<AcceptReferral>("referral.accept", (state, no, command, present) => acceptReferral(state, no, present, command)); // prettier-ignore
export const giveBack = answering<ReturnReferral>("referral.return", (state, no, { reason }, present) => returnReferral(state, no, reason, present)); // prettier-ignore
export const answer = answering<AnswerReferral>("referral.answer", (state, no, { result, findings }, present) => answerReferral(state, no, result, present, findings)); // prettier-ignore

/** A search for parents has its day and an answer for each: a line has no cells for them. Errors: referral.search_on_page. */
function withoutSearch(state: ReferralState, no: number): ReferralState {
  if (getReferral(state, no).search) throw new Problem("referral.search_on_page");
  return state;
}

/** The same by a line of the workbook. Errors: those above, referral.search_on_page. */
export const acceptLine = answering<StepReferral>("referral.accept", (state, no, _command, present) => acceptReferral(withoutSearch(state, no), no, present)); // prettier-ignore
export const answerLine = answering<AnswerReferral>("referral.answer", (state, no, { result }, present) => answerReferral(withoutSearch(state, no), no, result, present)); // prettier-ignore
