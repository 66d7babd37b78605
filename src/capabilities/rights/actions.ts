import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { addDays, type Day } from "#kernel/day.ts";
import type { Entry } from "#kernel/entry.ts";
import type { Id } from "#kernel/id.ts";
import { endOf, lengthOf } from "#kernel/length.ts";
import { isProblem, notFound } from "#kernel/problem.ts";
import { subtree, within } from "#kernel/scope.ts";
import { type ExportWorld, makeExport, type Ticket } from "#capabilities/export/index.ts";
import { areaPaths } from "#capabilities/area/index.ts";
import { areaCodes, fileOf, findSubject } from "#capabilities/registry/index.ts";
import { kinds as fileEntries } from "#capabilities/registry/words.ts";
import { requireReadable } from "#capabilities/retention/decide.ts";
import { retentionOf, type Rules, shownRules } from "#capabilities/retention/index.ts";
import type { ChildSummary } from "#capabilities/trace/words.ts";
import { writeWorkbook } from "#platform/files/index.ts";
import { inScope } from "#platform/db/scope.ts";
import { pageOf, readCursor } from "#platform/http/page.ts";
import type { Journal, Receipt } from "#platform/journal/journal.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import { entriesOf } from "#platform/journal/store.ts";
import {
  decideRequest,
  type Found,
  grantedRequest,
  completeRequest,
  makeRequest,
  type Present,
  type Request,
  withdrawRequest,
} from "./decide.ts";
import { listRequests, rightsOf } from "./store.ts";
import { contentsOf, drawSummary, summaryPlan } from "./summary.ts";
import {
  type DecideRequest,
  decisions,
  endings,
  kinds,
  type CompleteRequest,
  type MakeRequest,
  proofs,
  relations,
  type RequestShown,
  type RequestsPage,
  type RequestsQuery,
  type Summary,
  type TakeSummary,
  type WithdrawRequest,
} from "./words.ts";

export interface RightsWorld extends ExportWorld {
  readonly journal: Journal;
  readonly rules: Rules;
  /** What the kinds of entries are called, of all capabilities. */
  readonly history: Readonly<Record<string, string>>;
  /** Who looked at the child, up to a day. */
  readonly looksAt: (actor: Actor, childId: Id, to: Day) => Promise<ChildSummary>;
}

const isGone = (subject: Subject): boolean =>
  retentionOf(subject).deleted !== undefined || fileOf(subject).status === "none";

const presentOf = (world: RightsWorld, actor: Actor): Present => ({ today: today(world.clock), name: actor.name });

type Decide = Parameters<Journal["decide"]>[2];

const commanded = (
  world: RightsWorld,
  actor: Actor,
  childId: Id,
  operation: string,
  command: { readonly id: Id; readonly no?: number },
  decide: Decide,
): Promise<Receipt> =>
  world.journal.decide({ actor, commandId: command.id, content: { operation, command } }, childId, (subject, db) => {
    // of a deleted child nothing is left that could be asked for
    if (isGone(subject)) throw notFound("registry.not_found");
    return decide(subject, db);
  });

export const make = (world: RightsWorld, actor: Actor, childId: Id, command: MakeRequest): Promise<Receipt> =>
  commanded(world, actor, childId, "rights.request", command, () => {
    const term = lengthOf(world.rules.answer.within);
    return makeRequest(command, (day) => endOf(day, term), presentOf(world, actor));
  });

export const decide = (
  world: RightsWorld,
  actor: Actor,
  childId: Id,
  no: number,
  command: DecideRequest,
): Promise<Receipt> =>
  commanded(world, actor, childId, "rights.decide", { ...command, no }, (subject) =>
    decideRequest(rightsOf(subject), no, command, presentOf(world, actor)),
  );

export const withdraw = (
  world: RightsWorld,
  actor: Actor,
  childId: Id,
  no: number,
  command: WithdrawRequest,
): Promise<Receipt> =>
  commanded(world, actor, childId, "rights.withdraw", { ...command, no }, (subject) =>
    withdrawRequest(rightsOf(subject), no, command.reason, presentOf(world, actor)),
  );

/** All that the file says, also from before a move. */
const readEntries = (world: RightsWorld, actor: Actor, subject: Subject): Promise<Entry[]> =>
  inScope(world.pool, { ...actor.scope, child: subject.id }, (db) => entriesOf(db, world.journal.machine, subject), {
    readOnly: true,
  });

async function summaryOf(world: RightsWorld, actor: Actor, subject: Subject, request: Request): Promise<Summary> {
  const { pool, rules, history } = world;
  const file = fileOf(subject);
  const entries = await readEntries(world, actor, subject);
  const paths = await areaPaths(pool, areaCodes(file.facts), today(world.clock));
  const areas = new Map([...paths].map(([code, path]) => [code, path.join("")]));
  // up to the eve of the decision: who draws the summary must not change it by looking
  const decided = request.decided?.day ?? today(world.clock);
  const looks = await world.looksAt(actor, subject.id, addDays(decided, -1));
  return drawSummary({ childId: subject.id, day: decided, file, entries, history, areas, looks, rules: shownRules(rules) }); // prettier-ignore
}

/**
 * The summary that a granted request hands over. A guardian is answered about a sealed file, too; whoever answers opens it
 * first, with a reason that the journal keeps (docs/decisions/0022). Errors: registry.not_found, rights.request_unknown
 * (404), retention.file_sealed (403), rights.not_granted, rights.request_ended (409).
 */
export async function draw(world: RightsWorld, actor: Actor, childId: Id, no: number): Promise<Summary> {
  const subject = await subjectOf(world, actor, childId);
  requireReadable(retentionOf(subject), actor, world.clock.now());
  return summaryOf(world, actor, subject, grantedRequest(rightsOf(subject), no));
}

/** The same as a workbook that leaves the house, with its watermark and its row of the ledger. Errors: as draw; those of makeExport. */
export async function take(
  world: RightsWorld,
  actor: Actor,
  childId: Id,
  no: number,
  taking: TakeSummary & { readonly address: string },
): Promise<Ticket> {
  const { area } = await subjectOf(world, actor, childId);
  const summary = await draw(world, actor, childId, no);
  const taken = { ...taking, area, kind: "rights", name: `${summary.title}-${no}.xlsx` } as const;
  return makeExport(world, actor, taken, async (watermark, save) => {
    await save(writeWorkbook({ ...summaryPlan(summary), watermark }));
    return 1;
  });
}

async function subjectOf(world: RightsWorld, actor: Actor, childId: Id): Promise<Subject> {
  const subject = await findSubject(world, actor, childId);
  if (isGone(subject)) throw notFound("registry.not_found");
  return subject;
}

/** Whether the file was corrected by this entry since the request came. */
async function isCorrection(
  world: RightsWorld,
  actor: Actor,
  subject: Subject,
  no: number,
  seq: number,
): Promise<boolean> {
  const entries = await readEntries(world, actor, subject);
  const came = entries.filter((entry) => entry.kind === kinds.made)[no - 1]?.seq ?? Infinity;
  return entries.some((entry) => entry.seq === seq && seq > came && entry.kind === fileEntries.recorded);
}

/** What the file shows of how the request was carried out, before anybody says so. */
async function foundFor(
  world: RightsWorld,
  actor: Actor,
  childId: Id,
  no: number,
  command: CompleteRequest,
): Promise<Omit<Found, "sealed">> {
  const subject = await subjectOf(world, actor, childId);
  const request = grantedRequest(rightsOf(subject), no);
  const asks = request.claim === "consult" || request.claim === "copy";
  const summary = asks ? await summaryOf(world, actor, subject, request) : undefined;
  const { corrected } = command;
  return {
    summary: summary ? { digest: summary.digest, contents: contentsOf(summary) } : null,
    correction: corrected !== undefined && (await isCorrection(world, actor, subject, no, corrected)),
  };
}

/**
 * Says that a request was carried out. What the file shows is read before the file is held: a second connection asked for
 * within the transaction could wait for itself. A command repeated answers as the first time, though the request has ended.
 */
export async function complete(
  world: RightsWorld,
  actor: Actor,
  childId: Id,
  no: number,
  command: CompleteRequest,
): Promise<Receipt> {
  const found = await foundFor(world, actor, childId, no, command).catch((thrown: unknown) => {
    if (!isProblem(thrown)) throw thrown;
    return thrown;
  });
  return commanded(world, actor, childId, "rights.complete", { ...command, no }, (subject) => {
    if (isProblem(found)) throw found;
    const sealed = retentionOf(subject).sealed !== undefined;
    return completeRequest(rightsOf(subject), no, command, { ...found, sealed }, presentOf(world, actor));
  });
}

export async function list(world: RightsWorld, actor: Actor, query: RequestsQuery): Promise<RequestsPage> {
  if (query.area !== undefined && !within(actor.scope, query.area))
    throw notFound("area.unknown", { codes: [query.area] });
  const scope = query.area === undefined ? actor.scope : subtree(query.area);
  const after = readCursor(query.after, "day", "id", "number");
  const rows = await inScope(
    world.pool,
    actor.scope,
    (db) => listRequests(db, scope, query.open === "yes", after, query.limit + 1),
    { readOnly: true },
  );
  return pageOf(rows, query.limit, (line) => [line.due, line.childId, line.no]);
}

const shown = (no: number, request: Request): RequestShown => {
  const { claim, asker, about, due, receivedBy, decided, ended } = request;
  return {
    no, claim, asker, about, due, receivedBy, relation: relations[request.relation], proof: proofs[request.proof], askedOn: request.day,
    decision: decided ? { decision: decisions[decided.decision], reason: decided.reason, clause: decided.clause, on: decided.day, by: decided.decidedBy } : null,
    ending: ended ? { ending: endings[ended.ending], on: ended.day, by: ended.endedBy, note: ended.note, digest: ended.digest, contents: ended.contents } : null,
  };
}; // prettier-ignore

/** All requests about one child, the newest first, each with its whole life. */
export async function requestsOf(world: RightsWorld, actor: Actor, childId: Id): Promise<RequestShown[]> {
  const { requests = {} } = rightsOf(await subjectOf(world, actor, childId));
  return Object.entries(requests)
    .map(([no, request]) => shown(Number(no), request))
    .toReversed();
}
