import type pg from "pg";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { type Clock, today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import type { KeepLook } from "#kernel/look.ts";
import type { AreaCode } from "#kernel/scope.ts";
import { factReader } from "#engines/rules/read-facts.ts";
import * as account from "#capabilities/account/index.ts";
import * as anomaly from "#capabilities/anomaly/index.ts";
import * as area from "#capabilities/area/index.ts";
import * as attachment from "#capabilities/attachment/index.ts";
import * as bulletin from "#capabilities/bulletin/index.ts";
import * as caselist from "#capabilities/caselist/index.ts";
import * as comparison from "#capabilities/comparison/index.ts";
import * as concern from "#capabilities/concern/index.ts";
import * as conference from "#capabilities/conference/index.ts";
import * as declaration from "#capabilities/declaration/index.ts";
import * as display from "#capabilities/display/index.ts";
import * as entrustment from "#capabilities/entrustment/index.ts";
import * as exporting from "#capabilities/export/index.ts";
import * as grade from "#capabilities/grade/index.ts";
import * as notice from "#capabilities/notice/index.ts";
import * as packs from "#capabilities/policy/index.ts";
import { openCalendar, openShelf, type Policy, type Shelf } from "#capabilities/policy/index.ts";
import { catalogue } from "#capabilities/registry/facts.ts";
import * as recognition from "#capabilities/recognition/index.ts";
import * as referral from "#capabilities/referral/index.ts";
import * as registry from "#capabilities/registry/index.ts";
import { readValue } from "#capabilities/registry/values.ts";
import * as report from "#capabilities/report/index.ts";
import * as retention from "#capabilities/retention/index.ts";
import * as returns from "#capabilities/returns/index.ts";
import * as rights from "#capabilities/rights/index.ts";
import * as sync from "#capabilities/sync/index.ts";
import * as sharing from "#capabilities/sharing/index.ts";
import * as survey from "#capabilities/survey/index.ts";
import * as task from "#capabilities/task/index.ts";
import * as training from "#capabilities/training/index.ts";
import * as trace from "#capabilities/trace/index.ts";
import * as visit from "#capabilities/visit/index.ts";
import { schemaWatch } from "#platform/db/migrate.ts";
import { openapi } from "#platform/http/openapi.ts";
import { type Route, route } from "#platform/http/route.ts";
import { eraseOf } from "./erasing.ts";
import { allows, history, labels, permissions, permissionsOf, sentence, sentences } from "./joined.ts";
import { createServer, type ServerParts } from "#platform/http/server.ts";
import type { Vault } from "#platform/crypto/vault.ts";
import type { Machine } from "#platform/journal/chain.ts";
import { type Journal, openJournal } from "#platform/journal/journal.ts";
import type { Projection, Subject } from "#platform/journal/ledger.ts";
import { countFilesWithin } from "#platform/journal/walk.ts";

const Health = z.strictObject({ ok: z.literal(true) });

export { permissionsOf, sentence } from "./joined.ts";

/** What a whole Tonghu stands on: tests make one over their own database and clock. */
export interface Ground {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly identitySecret: Buffer;
  /** What children's files are sealed with. */
  readonly vault: Vault;
  readonly policyFolder: string;
  /** The owner's connections, which alone may destroy a child's key: without them no file can be deleted. */
  readonly owner?: pg.Pool;
}

export interface Tonghu {
  readonly ground: Ground;
  readonly shelf: Shelf;
  readonly journal: Journal;
  readonly machine: Machine;
  readonly projections: readonly Projection[];
  /** What policies draw from sealed facts alone. */
  readonly isSealedItem: (item: string) => boolean;
  readonly policyFor: (area: AreaCode, day: Day) => Policy;
  readonly evidence: ReturnType<typeof packs.evidenceTurns>;
  /** Which days are worked: what terms in working days are counted with. */
  readonly calendar: referral.ReferralWorld["calendar"];
  readonly training: training.Training;
  /** How long each kind of record is kept. */
  readonly rules: retention.Rules;
  /** What may be shared with departments, and which requests are granted at once. */
  readonly sharingCatalogue: sharing.Catalogue;
  readonly gradingFor: grade.PolicyFor;
  readonly account: account.AccountWorld;
  /** Keeps a look at children's data; nothing of an answer leaves before. */
  readonly keep: KeepLook;
  /** What the yearly audit and the impact assessment are drawn from. */
  readonly report: report.ReportWorld;
  /** uploads: where survey workbooks lie; exports: where files lie that are taken along, by default inside it. */
  readonly routes: (uploads: string, exports?: string) => readonly Route[];
}

/** Kinds and grounds, of all packs, that stand on sealed facts and on nothing else. */
function sealedItems(shelf: Shelf): (item: string) => boolean {
  const all = shelf.ids.flatMap((id) => [...shelf.policy(id).kindFacts, ...shelf.policy(id).groundFacts]);
  const items = new Set(
    all.flatMap(([item, facts]) => (facts.size > 0 && [...facts].every(registry.isSealed) ? [item] : [])),
  );
  return (item) => items.has(item);
}

/** Joins the capabilities over one database. The order of projections is the order in which views are written. */
export async function compose(ground: Ground): Promise<Tonghu> {
  const shelf = await openShelf(ground.policyFolder, catalogue, factReader(catalogue, readValue, "policy"));
  const policyFor = packs.rememberedPolicies(shelf);
  const gradingFor = grade.gradingBy({ policyFor, turnsAfter: (code, day) => shelf.turnsAfter(code, day) });
  const machine: Machine = {
    folds: [
      registry.fold, grade.fold, visit.fold, task.fold, retention.fold, rights.fold, anomaly.fold, referral.fold, recognition.fold, concern.fold, declaration.fold, entrustment.fold, sharing.fold, notice.fold, training.fold, bulletin.fold, conference.fold, returns.fold,
    ],
    reactions: [grade.gradeReaction(gradingFor), entrustment.doubtReaction((code, day) => policyFor(code, day).entrustment)],
    vault: ground.vault,
  }; // prettier-ignore
  const isSealedItem = sealedItems(shelf);
  const projections = [
    registry.identityProjection, registry.contactProjection, grade.standingProjection(isSealedItem), visit.visitProjection, task.taskProjection, caselist.caselistProjection(isSealedItem), retention.retentionProjection, rights.rightsProjection, attachment.attachmentProjection, sync.salvageProjection, anomaly.anomalyProjection, referral.referralProjection, recognition.recognitionProjection, concern.concernProjection, declaration.declarationProjection, sharing.sharingProjection, entrustment.entrustmentProjection, notice.noticeProjection, training.trainingProjection, bulletin.bulletinProjection, bulletin.toldProjection, conference.conferenceProjection, returns.handedProjection,
  ]; // prettier-ignore
  const journal = openJournal(ground.pool, ground.clock, machine, projections);
  const keep = trace.lookWriter(ground.pool, ground.clock, trace.traceKeys(ground.identitySecret));
  const parts = {
    ground, shelf, journal, machine, projections, isSealedItem, policyFor, evidence: packs.evidenceTurns(shelf),
    calendar: await openCalendar(ground.policyFolder), rules: await retention.openRules(ground.policyFolder),
    sharingCatalogue: await sharing.openCatalogue(ground.policyFolder), training: await training.openTraining(ground.policyFolder),
    gradingFor, keep,
    account: accountWorld(ground),
  }; // prettier-ignore
  const whole: Omit<Tonghu, "routes"> = { ...parts, report: reportOf(parts, () => routesOf(whole, "", "")) };
  return { ...whole, routes: (uploads, exports = join(uploads, "exports")) => routesOf(whole, uploads, exports) };
}

type Parts = Omit<Tonghu, "routes">;

/** What a policy calls its levels, categories and grounds. */
function titlesOf({ ref, document, levels, categories, grounds }: Policy): caselist.Titles {
  const by = (items: readonly { readonly id: string; readonly title: string }[]) => {
    const titles = new Map(items.map(({ id, title }) => [id, title]));
    return (id: string): string | undefined => titles.get(id);
  };
  return { ref, pack: packs.packName({ document, ref }), level: by(levels), category: by(categories), ground: by(grounds) }; // prettier-ignore
}

/** What a phone brings is decided by the same actions as what a page sends. */
function syncWorld(
  parts: Parts,
  world: Pick<Ground, "pool" | "clock"> & Pick<Tonghu, "journal" | "calendar"> & Tonghu["evidence"],
): sync.SyncWorld {
  return {
    ...world,
    knowsForm: (code, form) => parts.shelf.knowsRef(code, form),
    entrustmentFor: (code, day) => parts.policyFor(code, day).entrustment,
    policyFor: parts.gradingFor,
    policyOf: parts.policyFor,
    explain: (code, facts, day) => parts.policyFor(code, day).decide(facts, day),
    isSealedItem: parts.isSealedItem,
    permits: allows,
    sentence,
    keep: parts.keep, training: parts.training,
    devices: (actor) => account.devicesInArea(parts.account, actor),
    phoneOf: (request, keeper) => account.phoneOf(parts.account, request, keeper), noteKeeper: (request, actor) => account.noteKeeper(parts.account, request, actor),
    boxKey: sync.boxKeyOf(parts.ground.identitySecret),
    isOutdated: schemaWatch(parts.ground.owner),
  }; // prettier-ignore
}

function routesOf(parts: Parts, uploads: string, exports: string): Route[] {
  const { pool, clock } = parts.ground;
  const world = { pool, clock, journal: parts.journal, files: parts.ground.vault.files, ...parts.evidence };
  const publicly = { identitySecret: parts.ground.identitySecret, hourly: account.hourlyOf(parts.account.settings) };
  const traces: trace.TraceWorld = {
    pool,
    clock,
    keys: trace.traceKeys(parts.ground.identitySecret),
    namesOf: (ids) => account.namesOf(pool, ids),
    requireChild: (actor, childId) => registry.findSubject(world, actor, childId),
  };
  const lists: caselist.CaselistWorld = {
    ...world,
    levelsOf: (code, day) => parts.policyFor(code, day).levels,
    exports,
    titlesOf: (code, day) => titlesOf(parts.policyFor(code, day)),
    escalationOf: (code, day) => parts.policyFor(code, day).escalation,
  };
  const routes = [
    ...account.routes(parts.account),
    ...area.routes(world),
    ...registry.routes({ ...world, history, namesOf: (ids) => account.namesOf(pool, ids), explain: (code, facts, day) => parts.policyFor(code, day).decide(facts, day), isSealedItem: parts.isSealedItem, reachesFile: (people, code) => account.reachArea(pool, people, code, today(clock)), readsEntry: (actor, kind) => rights.readsEntry(allows)(actor, kind) && conference.readsEntry(allows)(actor, kind) && visit.readsEntry(actor, kind), tellSealBroken: (db, told) => trace.raiseBrokenSeal(db, traces.keys, clock.now(), told) }),
    ...grade.routes({ ...world, policyFor: parts.gradingFor, policyAt: parts.policyFor }),
    ...visit.routes({ ...world, knowsForm: (code, form) => parts.shelf.knowsRef(code, form), askedBy: (code, day) => { const policy = parts.policyFor(code, day); return { ref: policy.ref, facts: policy.reads }; } }),
    ...task.routes(world),
    ...attachment.routes(world),
    ...caselist.routes(lists),
    ...display.routes({ pool, clock, account: parts.account, boardOf: (actor, code) => caselist.boardOf(lists, actor, code) }),
    ...packs.routes({ ...world, exports, shelf: parts.shelf, policyFor: parts.policyFor, ...rehearsed(parts, lists) }),
    ...survey.routes({ ...world, folder: uploads, exports, sentence }),
    ...returns.routes({ ...world, policyFor: parts.policyFor, exports }),
    ...exporting.routes({ ...world, exports, holds: bulletin.holds }),
    ...sync.routes(syncWorld(parts, { ...world, calendar: parts.calendar })),
    ...trace.routes(traces),
    ...retention.routes({ ...world, rules: parts.rules, erase: eraseOf(parts) }),
    ...report.routes(parts.report),
    ...anomaly.routes({ ...world, calendar: parts.calendar, listsOf: (code) => parts.policyFor(code, today(clock)).comparisons, titleOf: comparison.titlesOf(clock, parts.policyFor) }),
    ...entrustment.routes({ ...world, exports, entrustmentFor: (code, day) => parts.policyFor(code, day).entrustment }),
    ...notice.routes(world), ...training.routes({ ...world, exports, training: parts.training }),
    ...bulletin.routes({ ...world, exports, identitySecret: parts.ground.identitySecret, policyFor: parts.policyFor, sentence: ({ code, data }) => sentence(code, data) }),
    ...concern.routes({ ...world, concernPolicy: parts.policyFor, ...publicly, boxKey: sync.boxKeyOf(parts.ground.identitySecret) }),
    ...declaration.routes({ ...world, ...publicly }),
    ...sharing.routes({ ...world, exports, catalogue: parts.sharingCatalogue }),
    ...referral.routes({ ...world, exports, identitySecret: parts.ground.identitySecret, calendar: parts.calendar, policyFor: parts.policyFor, sentence: ({ code, data }) => sentence(code, data) }),
    ...conference.routes({ ...world, exports, identitySecret: parts.ground.identitySecret, calendar: parts.calendar, policyFor: parts.policyFor, sentence: ({ code, data }) => sentence(code, data) }), ...recognition.routes({ ...world, calendar: parts.calendar, policyFor: parts.policyFor }),
    ...comparison.routes({ ...comparison.sourceWorldOf(parts, uploads, sentence), exports, files: world.files }),
    ...rights.routes({ ...world, exports, rules: parts.rules, history, looksAt: (actor, childId, to) => trace.summarise(traces, actor, childId, { to }) }),
  ]; // prettier-ignore
  const meta = [
    route({ method: "GET", path: "/healthz", permission: null, summary: "服务是否可用", output: Health })(async () => {
      await pool.query("select 1");
      return { ok: true };
    }),
    // Described once: anybody may ask, and making it takes longer than any list.
    route({ method: "GET", path: "/openapi.json", permission: null, summary: "接口说明" })(async ({ reply }) => {
      void reply.type("application/json; charset=utf-8");
      return (description ??= Buffer.from(JSON.stringify(openapi(all, "0.1.0"))));
    }),
  ];
  let description: Buffer | undefined;
  const all: Route[] = [...routes, ...meta];
  return all;
}

/** Whom a changed pack is rehearsed on: open files, without their sealed facts (docs/decisions/0054). */
const rehearsed = (
  { ground: { pool }, machine }: Parts,
  lists: caselist.CaselistWorld,
): Pick<packs.RehearsalWorld, "countFiles" | "filesOf" | "isSensitive" | "linesOf"> => ({
  isSensitive: registry.isSensitive,
  countFiles: ({ scope }) => countFilesWithin(pool, scope),
  filesOf: ({ scope }) => registry.openFactsWithin(pool, machine, scope),
  linesOf: (actor, ids) => caselist.linesFor(lists, actor, ids),
});

const reportOf = (
  { ground, rules, account: { settings } }: Pick<Tonghu, "ground" | "rules" | "account">,
  routes: () => readonly Route[],
): report.ReportWorld => ({
  pool: ground.pool, clock: ground.clock, vault: ground.vault, rules, catalogue, routes, permissions, settings, history,
}); // prettier-ignore

/** What traces are kept with in the background, as the owner of the database. */
export const keepingOf = (tonghu: Tonghu, owner: pg.Pool): Omit<trace.Keeping, "failed"> => ({
  owner,
  clock: tonghu.ground.clock,
  keys: trace.traceKeys(tonghu.ground.identitySecret),
  names: {
    people: (db, ids) => account.namesOf(db, ids),
    children: async (db, ids) => {
      const found = await tonghu.journal.find(db, ids);
      const nameOf = (subject: Subject): string => String(registry.fileOf(subject).facts["name"]?.value ?? "");
      return new Map([...found].map(([id, subject]) => [id, { name: nameOf(subject), area: subject.area }]));
    },
    share: (db, scope, day, beginning) =>
      caselist.shareOfNames((work) => work(db), { machine: tonghu.machine, scope, day }, beginning),
  },
});

function accountWorld({ pool, clock, identitySecret }: Ground): account.AccountWorld {
  const provider = account.providerOptions(process.env);
  return {
    pool, clock, permissionsOf, secure: process.env["TONGHU_SECURE_COOKIE"] === "1", secret: identitySecret,
    sealer: account.sealerOf(identitySecret), settings: account.rememberedSettings(pool, () => clock.now()),
    provider: provider && account.openProvider(provider),
  }; // prettier-ignore
}

/** How much of a server is for whom; tests and measurements choose. */
export type ServerLimits = Pick<ServerParts, "rates" | "crowd" | "pace" | "logStream">;

/** The HTTP server of a Tonghu, not yet listening. */
export const serverOf = (
  tonghu: Tonghu,
  uploads: string,
  logLevel = "warn",
  { exports, ...limits }: ServerLimits & { readonly exports?: string } = {},
): Promise<FastifyInstance> =>
  createServer({
    ...limits,
    secure: tonghu.account.secure,
    routes: tonghu.routes(uploads, exports),
    sentences,
    labels,
    identify: account.identify(tonghu.account),
    ...sharing.byKey({ ...tonghu.ground, journal: tonghu.journal, catalogue: tonghu.sharingCatalogue }),
    allows,
    keep: tonghu.keep,
    logLevel,
    trustProxy: process.env["TONGHU_TRUST_PROXY"],
  });
