import type pg from "pg";
import { z } from "zod";
import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import type { Entry } from "#kernel/entry.ts";
import type { Id } from "#kernel/id.ts";
import { notFound } from "#kernel/problem.ts";
import type { Purpose } from "#kernel/purpose.ts";
import type { Facts } from "#engines/rules/catalogue.ts";
import { valuesOf } from "./values.ts";
import type { AreaCode } from "#kernel/scope.ts";
import { areaPath, areaPaths } from "#capabilities/area/index.ts";
import { requireReadable } from "#capabilities/retention/decide.ts";
import { inScope } from "#platform/db/scope.ts";
import { type Route, route } from "#platform/http/route.ts";
import type { Receipt } from "#platform/journal/journal.ts";
import { entriesOf } from "#platform/journal/store.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import {
  close,
  fileOf,
  keepingOf,
  move,
  openSeal,
  putOnCase,
  record,
  register,
  reopen,
  type TellSealBroken,
  type World,
} from "./actions.ts";
import { valuesBefore } from "./changed.ts";
import { Catalogue, ChildFile, FileEntries } from "./answers.ts";
import { isAboutCase, ofCaseAlone, requireAnswerOwed } from "./caseWork.ts";
import { catalogue, groups } from "./facts.ts";
import { isOnCase, isSealed, type Sight, withoutSealed } from "./sealed.ts";
import { areaCodes, openedKeys, readableBody, readableFacts, showFacts, showReports } from "./view.ts";
import {
  BreakSeal,
  CloseFile,
  FileQuery,
  PrintFile,
  idSchema,
  MoveChild,
  NameCase,
  RecordFacts,
  RegisterChild,
  ReopenFile,
} from "./words.ts";

export interface RegistryWorld extends World {
  readonly pool: pg.Pool;
  /** What the kinds of entries are called, of all capabilities. */
  readonly history: Readonly<Record<string, string>>;
  /** Who wrote: names of people by id. */
  readonly namesOf: (personIds: readonly Id[]) => Promise<ReadonlyMap<Id, string>>;
  /** What the policy of an area says of these facts on a day, with reasons. */
  readonly explain: (area: AreaCode, facts: Facts, day: Day) => unknown;
  /** Whether a category's kind or a ground is drawn from sealed facts alone. */
  readonly isSealedItem: (item: string) => boolean;
  /** Whether each of these people has a post that reaches an area. */
  readonly reachesFile: (people: readonly Id[], area: AreaCode) => Promise<boolean>;
  readonly tellSealBroken: TellSealBroken;
  /** Whether the actor may read what stands in an entry of this kind, and not only that there is one. */
  readonly readsEntry: (actor: Actor, kind: string) => boolean;
}

export const Stored = z.object({
  childId: idSchema,
  seq: z.number().int(),
  /** True where the same command had been stored before: nothing was written twice. */
  repeated: z.boolean(),
});

export const stored = (receipt: Receipt): z.infer<typeof Stored> => ({
  childId: receipt.subject.id,
  seq: receipt.subject.seq,
  repeated: receipt.repeated,
});

const ChildParam = z.strictObject({ childId: idSchema });

/** What stands open on the sheet. */
const Printing = z.strictObject({ childId: idSchema, opened: z.array(z.string()) });

/** The present file whether sealed or not: for what speaks about it and not out of it. */
export async function findSubject(
  { pool, journal }: Pick<RegistryWorld, "pool" | "journal">,
  actor: Actor,
  childId: Id,
): Promise<Subject> {
  const found = await inScope(pool, actor.scope, (db) => journal.find(db, [childId]), { readOnly: true });
  const subject = found.get(childId);
  // of an erased file its chain is left: there is no such child
  if (!subject || fileOf(subject).status === "none") throw notFound("registry.not_found");
  return subject;
}

/**
 * The present file, found within the actor's scope; outside it a child does not exist, nor does a sealed file for most.
 * Errors: registry.not_found (404); retention.file_sealed (403) for a post that may open it with a reason.
 */
export async function findFile(
  world: Pick<RegistryWorld, "pool" | "journal" | "clock">,
  actor: Actor,
  childId: Id,
): Promise<Subject> {
  const subject = await findSubject(world, actor, childId);
  requireReadable(keepingOf(subject), actor, world.clock.now());
  return subject;
}

/** What is hidden from whoever is not on the case: sealed facts, and what policies draw from them alone. */
const hiddenFrom =
  (world: RegistryWorld) =>
  (word: string): boolean =>
    isSealed(word) || world.isSealedItem(word);

/** That a file is sealed, and why; not by which marks: they would tell of sealed facts. */
function shownKeeping(subject: Subject): { sealed?: { on: Day; reason: string } } {
  const { sealed } = keepingOf(subject);
  return sealed ? { sealed: { on: sealed.on, reason: sealed.reason } } : {};
}

async function shownFile(world: RegistryWorld, actor: Actor, subject: Subject, sight: Sight): Promise<ChildFile> {
  const state = fileOf(subject);
  const day = today(world.clock);
  const paths = await areaPaths(world.pool, areaCodes(state.facts), day);
  const names = new Map([...paths].map(([code, path]) => [code, path.join("")]));
  const hidden = hiddenFrom(world);
  const seesAll = sight.isOnCase && sight.purpose !== null;
  const seen = <T>(part: T): T => (seesAll ? part : withoutSealed(part, hidden));
  // decided on what they see: a category without a reason would tell that there is one
  const known = Object.fromEntries(Object.entries(valuesOf(state.facts)).filter(([key]) => seesAll || !isSealed(key)));
  const facts = showFacts(state.facts, names, sight);
  return {
    childId: subject.id,
    area: subject.area,
    areaPath: await areaPath(world.pool, subject.area, day),
    status: state.status,
    seq: subject.seq,
    facts,
    purpose: sight.purpose,
    opened: openedKeys(facts),
    onCase: sight.isOnCase,
    // the county sees whom it has named, and by that no more than that there is a case
    caseTeam: sight.isOnCase || actor.post === "county" ? await teamOf(world, state.onCase ?? []) : [],
    reports: showReports(state.reports, sight),
    standing: seen(subject.state["grade"]),
    visit: subject.state["visit"],
    tasks: subject.state["task"],
    retention: shownKeeping(subject),
    decision: seen(world.explain(subject.area, known, day)),
    day,
  } as ChildFile;
}

async function teamOf(world: RegistryWorld, people: readonly Id[]): Promise<ChildFile["caseTeam"]> {
  const names = await world.namesOf(people);
  return people.map((personId) => ({ personId, name: names.get(personId) ?? "" }));
}

async function file(world: RegistryWorld, actor: Actor, childId: Id, purpose: Purpose | null): Promise<ChildFile> {
  const subject = await findFile(world, actor, childId);
  const sight = { purpose, isOnCase: isOnCase(actor, fileOf(subject).onCase) };
  return shownFile(world, actor, subject, sight);
}

/** The entries of a file, also those from before a move. */
const entriesIn = (world: RegistryWorld, actor: Actor, subject: Subject): Promise<readonly Entry[]> =>
  inScope(
    world.pool,
    { ...actor.scope, child: subject.id },
    (db) => entriesOf(db, world.journal.machine, subject),
    { readOnly: true },
  ); // prettier-ignore

/** Opens everything once; who did it and why stays in the file, and the county is told. */
async function brokenSeal(world: RegistryWorld, actor: Actor, childId: Id, command: BreakSeal): Promise<ChildFile> {
  await findFile(world, actor, childId); // a file that is sealed as a whole opens in its own way
  const { subject, repeated } = await openSeal(world, actor, childId, command);
  if (repeated) requireAnswerOwed(await entriesIn(world, actor, subject), actor, command, world.clock.now());
  return shownFile(world, actor, subject, { purpose: command.purpose, isOnCase: true });
}

/** The time line: every entry with its author and source; what tells that something is sealed is for the people on the case. */
async function timeline(world: RegistryWorld, actor: Actor, childId: Id): Promise<unknown> {
  const subject = await findFile(world, actor, childId);
  const entries = await entriesIn(world, actor, subject);
  const hidden = hiddenFrom(world);
  const [onCase, county] = [isOnCase(actor, fileOf(subject).onCase), actor.post === "county"];
  const told = entries.filter((entry) => onCase || (county && isAboutCase(entry)) || !ofCaseAlone(entry, hidden));
  const authors = await world.namesOf([...new Set(told.map((entry) => entry.actorId))]);
  const before = valuesBefore(entries);
  return told.map((entry) => ({
    seq: entry.seq, id: entry.id, kind: entry.kind, title: world.history[entry.kind] ?? entry.kind,
    occurredAt: entry.occurredAt, recordedAt: entry.recordedAt, actorId: entry.actorId, author: authors.get(entry.actorId) ?? null,
    area: entry.area, policy: entry.policyRef, body: world.readsEntry(actor, entry.kind) ? readableBody(entry.body, hidden) : {},
    was: world.readsEntry(actor, entry.kind) ? readableFacts(before.get(entry.seq) ?? {}, hidden) : {},
  })); // prettier-ignore
}

/** The trace of a look that may open sensitive facts: which, and what for. */
const opening = {
  kind: "file",
  fields: (_call: unknown, answer: ChildFile) => answer.opened,
} as const;

const reading = (world: RegistryWorld): Route[] => [
  route({ method: "GET", path: "/api/registry/facts", permission: "registry.read", summary: "信息项目录", looks: { none: "a catalogue" }, output: Catalogue })(async () => ({ facts: catalogue, groups })),
  route({ method: "GET", path: "/api/registry/children/:childId", permission: "registry.read", summary: "一人一档", looks: { ...opening, purpose: ({ query }) => query.purpose ?? null }, params: ChildParam, query: FileQuery, output: ChildFile })(
    ({ actor, params, query }) => file(world, actor, params.childId, query.purpose ?? null),
  ),
  route({
    method: "GET", path: "/api/registry/children/:childId/entries", permission: "registry.read", summary: "档案经过", looks: { kind: "timeline" }, params: ChildParam, output: FileEntries,
  })(({ actor, params }) => timeline(world, actor, params.childId)),
  route({
    method: "POST", path: "/api/registry/children/:childId/printing", permission: "registry.read", summary: "打印一人一档：先记下谁、为什么打印",
    looks: { kind: "print", fields: (_call, answer) => answer.opened, purpose: ({ body }) => body.purpose }, params: ChildParam, body: PrintFile, output: Printing,
  })(async ({ actor, params, body }) => {
    const { childId, opened } = await file(world, actor, params.childId, body.purpose);
    return { childId, opened: [...opened] };
  }),
]; // prettier-ignore

const identityRefusals = [
  "registry.duplicate",
  "registry.duplicate_elsewhere",
  "registry.same_person",
  "registry.id_number_wrong",
  "registry.id_contradicts",
];

/** One child has one file in the whole country, so it must be told; whoever tries numbers is seen (trace, rule `guessing`). */
const attempts = ["registry.duplicate_elsewhere"];

const writing = (world: RegistryWorld): Route[] => [
  route({
    method: "POST", path: "/api/registry/children", permission: "registry.register", summary: "登记儿童", body: RegisterChild, output: Stored, attempts,
    refusals: [...identityRefusals, "registry.name_missing", "registry.birth_date_missing", "registry.not_a_child", "registry.fact_in_future", "registry.day_before_birth", "registry.period_backwards", "registry.residence_contradicts", "registry.area_out_of_scope"],
  })(async ({ actor, body }) => stored(await register(world, actor, body))),
  route({
    method: "POST", path: "/api/registry/children/:childId/facts", permission: "registry.record", summary: "更新信息", params: ChildParam, body: RecordFacts, output: Stored, attempts,
    refusals: [...identityRefusals, "registry.not_found", "registry.file_closed", "registry.changed_meanwhile", "registry.fact_invalid", "registry.fact_in_future", "registry.day_before_birth", "registry.period_backwards", "registry.fact_unknown"],
  })(async ({ actor, params, body }) => stored(await record(world, actor, params.childId, body))),
  route({
    method: "POST", path: "/api/registry/children/:childId/move", permission: "registry.move", summary: "迁移档案", params: ChildParam, body: MoveChild, output: Stored,
  })(async ({ actor, params, body }) => stored(await move(world, actor, params.childId, body))),
  route({
    method: "POST", path: "/api/registry/children/:childId/close", permission: "registry.close", summary: "结案", params: ChildParam, body: CloseFile, output: Stored,
  })(async ({ actor, params, body }) => stored(await close(world, actor, params.childId, body))),
  route({
    method: "POST", path: "/api/registry/children/:childId/reopen", permission: "registry.close", summary: "恢复建档", params: ChildParam, body: ReopenFile, output: Stored,
  })(async ({ actor, params, body }) => stored(await reopen(world, actor, params.childId, body))),
  route({
    method: "POST", path: "/api/registry/children/:childId/case", permission: "registry.name_case", summary: "指定可查阅封存信息的办案人员", params: ChildParam, body: NameCase, output: Stored,
    refusals: ["registry.not_found", "registry.person_unknown", "registry.own_case", "journal.stale"],
  })(async ({ actor, params, body }) => stored(await putOnCase(world, actor, await findSubject(world, actor, params.childId), body))),
  route({
    method: "POST", path: "/api/registry/children/:childId/break-seal", permission: "registry.break_seal", summary: "紧急查阅封存信息（即时通报县级负责人）",
    looks: { ...opening, purpose: ({ body }) => body.purpose }, params: ChildParam, body: BreakSeal, output: ChildFile, refusals: ["registry.not_found", "registry.seal_closed"],
  })(({ actor, params, body }) => brokenSeal(world, actor, params.childId, body)),
]; // prettier-ignore

export const routes = (world: RegistryWorld): Route[] => [...reading(world), ...writing(world)];
