import { createHash } from "node:crypto";
import type pg from "pg";
import type { Facts } from "#engines/rules/catalogue.ts";
import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { Problem } from "#kernel/problem.ts";
import type { AreaCode } from "#kernel/scope.ts";
import * as anomaly from "#capabilities/anomaly/index.ts";
import * as attachment from "#capabilities/attachment/index.ts";
import { areaPath, areaPaths } from "#capabilities/area/index.ts";
import { childrenWithin } from "#capabilities/caselist/index.ts";
import { ownStates } from "#capabilities/concern/index.ts";
import * as notice from "#capabilities/notice/index.ts";
import * as declaration from "#capabilities/declaration/index.ts";
import type { Decision } from "#capabilities/policy/decide.ts";
import {
  areaCodes,
  fileOf,
  isNumber,
  isSealed,
  isSensitive,
  maskedValues,
  valuesOf,
  withoutSealed,
} from "#capabilities/registry/index.ts";
import * as referral from "#capabilities/referral/index.ts";
import * as training from "#capabilities/training/index.ts";
import { kinds } from "#capabilities/visit/words.ts";
import { inScope } from "#platform/db/scope.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import { entriesOf } from "#platform/journal/store.ts";
import { anomalyAreas, keptAnomalies, saidIn } from "./anomalies.ts";
import type { BoxKey } from "./box.ts";
import { listSalvage } from "./salvage.ts";
import { seqsOf } from "./store.ts";
import { type AskVillage, FILES_MOST, KEPT_SHAPE, type KeptFile, type OwnMatters, type Village } from "./words.ts";

/** The policy as far as a phone is told of it. */
export interface VillagePolicy {
  readonly ref: string;
  readonly reads: ReadonlySet<string>;
  readonly levels: readonly { readonly id: string }[];
  readonly grounds: readonly { readonly id: string; readonly level: string }[];
  readonly groundFacts: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface VillageWorld extends training.TrainingWorld {
  readonly pool: pg.Pool;
  readonly policyOf: (area: AreaCode, day: Day) => VillagePolicy;
  readonly evidenceFrom: (area: AreaCode, day: Day) => NonNullable<Village["evidence"]>;
  readonly explain: (area: AreaCode, facts: Facts, day: Day) => Decision;
  /** Whether a category's kind or a ground is drawn from sealed facts alone. */
  readonly isSealedItem: (item: string) => boolean;
  readonly boxKey: BoxKey;
}

/** Digits of a village's code: a phone holds one village and no more. */
const VILLAGE = 12;
const VISITS_SHOWN = 5;

/** The gravest level that a finding leads to, by its fact. */
function findingsOf({ levels, grounds, groundFacts }: VillagePolicy): Record<string, string> {
  const rank = new Map(levels.map((level, n) => [level.id, n]));
  const found: Record<string, string> = {};
  for (const { id, level } of grounds) {
    for (const key of groundFacts.get(id) ?? []) {
      const held = found[key];
      if (!key.startsWith("risk.") || (held !== undefined && (rank.get(held) ?? 99) <= (rank.get(level) ?? 99)))
        continue;
      found[key] = level;
    }
  }
  return found;
}

/** Nothing sealed lies on a phone, whoever its director is: not the facts, nor what is drawn from them. */
const openFacts = (subject: Subject): ReturnType<typeof fileOf>["facts"] =>
  Object.fromEntries(Object.entries(fileOf(subject).facts).filter(([key]) => !isSealed(key)));

function explained(world: VillageWorld, subject: Subject, day: Day): Decision {
  const decision = world.explain(subject.area, valuesOf(openFacts(subject)), day);
  return withoutSealed(decision, (word) => isSealed(word) || world.isSealedItem(word));
}

/** Time alone may have changed what is said of a child since the phone asked last. */
const turned = (world: VillageWorld, subject: Subject, since: Day, day: Day): boolean => {
  const { changesOn } = explained(world, subject, since);
  return changesOn !== null && changesOn <= day;
};

/** Files that the phone does not hold as they stand: by (file, number), whatever the clocks say. */
async function staleOf(
  world: VillageWorld,
  actor: Actor,
  ask: AskVillage,
  ids: readonly Id[],
  day: Day,
  policy: string,
): Promise<Id[]> {
  const whole = ask.policy !== policy || (ask.shape ?? KEPT_SHAPE) !== KEPT_SHAPE;
  const { seqs, subjects } = await inScope(world.pool, actor.scope, async (db) => ({
    seqs: await seqsOf(db, ids),
    subjects: ask.day === null || ask.day >= day ? undefined : await world.journal.find(db, ids),
  }), { readOnly: true }); // prettier-ignore
  return ids.filter((id) => {
    const seq = seqs.get(id);
    if (seq === undefined) return false;
    if (whole || ask.have[id] !== seq) return true;
    const subject = subjects?.get(id);
    return subject !== undefined && ask.day !== null && turned(world, subject, ask.day, day);
  });
}

async function visitsOf(world: VillageWorld, actor: Actor, subject: Subject): Promise<KeptFile["visits"]> {
  const scope = { ...actor.scope, child: subject.id };
  const { machine } = world.journal;
  const entries = await inScope(world.pool, scope, (db) => entriesOf(db, machine, subject), { readOnly: true });
  return entries
    .filter((entry) => entry.kind === kinds.recorded)
    .slice(-VISITS_SHOWN)
    .toReversed()
    .map(({ seq, body }) => {
      const text = (key: string): string => (typeof body[key] === "string" ? body[key] : "");
      return {
        seq,
        day: text("day"),
        kind: text("kind"),
        visitor: text("visitor"),
        spokeWith: text("spokeWith"),
        note: text("note"),
      };
    });
}

type Photos = Awaited<ReturnType<typeof attachment.photosOf>>;

/** A file with what a visit needs of it: opened for that purpose, and kept so in the traces; nothing sealed. */
async function keptFile(
  world: VillageWorld,
  actor: Actor,
  subject: Subject,
  day: Day,
  photos: Photos,
): Promise<KeptFile> {
  const facts = openFacts(subject);
  const masked = maskedValues(facts);
  const shown = Object.entries(facts).map(([key, known]) => [
    key,
    isNumber(key) ? { ...known, value: masked[key] } : known,
  ]);
  const found = keptAnomalies(anomaly.anomaliesOf(subject));
  const names = await areaPaths(world.pool, [...areaCodes(facts), ...anomalyAreas(found)], day);
  const { onCase: _onCase, reports: _reports, withdrawn, ...file } = fileOf(subject);
  const left = Object.entries(withdrawn ?? {}).filter(([key]) => !isSealed(key));
  const hidden = (word: string): boolean => isSealed(word) || world.isSealedItem(word);
  const registry = { ...file, facts: Object.fromEntries(shown), withdrawn: Object.fromEntries(left) };
  // these and no more: what retention keeps of a file tells of sealed facts, and a request names who asked
  const { grade, visit, task, entrustment } = withoutSealed(subject.state, hidden);
  const state = { registry, grade, visit, task, entrustment, anomaly: found };
  return {
    childId: subject.id,
    area: subject.area,
    areaPath: await areaPath(world.pool, subject.area, day),
    seq: subject.seq,
    state: state as unknown as KeptFile["state"],
    decision: { ...explained(world, subject, day) },
    visits: await visitsOf(world, actor, subject),
    photos: photos.flatMap(({ childId, id, day: on }) => (childId === subject.id ? [{ id, day: on }] : [])),
    checks: referral
      .toCheck(referral.referralsOf(subject))
      .map((one) => ({ ...one, owner: anomaly.ownerName(one.department) })),
    areas: Object.fromEntries([...names].map(([code, path]) => [code, path.join("")])),
  };
}

/** Whom an answer shows: children of the village, those whom a parent declared, and those of whom a list says that they live here. */
export const shownIn = ({ files, own }: Village): string[] => [
  ...files.map(({ childId }) => childId),
  ...(own?.declarations ?? []).map(({ id }) => id),
  ...(own?.listed ?? []).map(({ id }) => id),
];

/** Sensitive facts that an answer opens. */
export const openedIn = ({ files, own }: Village): string[] => [
  ...new Set([
    ...files
      .flatMap(({ state }) => [...Object.keys(state.registry.facts), ...saidIn(state.anomaly)])
      .filter(isSensitive),
    ...declaration.openedOf(own?.declarations ?? []),
    ...anomaly.openedIn(own?.listed ?? []),
  ]),
];

/** What is for the worker, where the phone does not hold it as it is: a month of notices is not sent each quarter of an hour. */
async function ownMatters(world: VillageWorld, actor: Actor, held: string | undefined): Promise<OwnMatters | null> {
  const { lines: declarations, count: declared } = await declaration.waiting(world, actor, undefined, true);
  const matters = { notices: await notice.own(world, actor), declarations, declared, training: await training.own(world, actor), listed: await anomaly.ownListed(world, actor) };
  const mark = createHash("sha256").update(JSON.stringify(matters)).digest("base64url").slice(0, 22);
  return mark === held ? null : { mark, ...matters };
} // prettier-ignore

/** What has changed in the director's own village since the phone asked last. Errors: sync.village_only. */
export async function village(world: VillageWorld, actor: Actor, ask: AskVillage): Promise<Village> {
  if (actor.area.length !== VILLAGE) throw new Problem("sync.village_only");
  const day = today(world.clock);
  const policy = world.policyOf(actor.area, day);
  const ids = await inScope(world.pool, actor.scope, (db) => childrenWithin(db, actor.scope, day), { readOnly: true });
  const stale = await staleOf(world, actor, ask, ids, day, policy.ref);
  const part = stale.slice(0, FILES_MOST);
  const { subjects, photos } = await inScope(world.pool, actor.scope, async (db) => ({
    subjects: await world.journal.find(db, part),
    photos: await attachment.photosOf(db, part),
  }), { readOnly: true }); // prettier-ignore
  const here = new Set(ids);
  return {
    now: world.clock.now().toISOString(),
    day,
    files: await Promise.all([...subjects.values()].map((subject) => keptFile(world, actor, subject, day, photos))),
    more: stale.length > part.length,
    gone: Object.keys(ask.have).filter((id) => !here.has(id)),
    policy: policy.ref,
    shape: KEPT_SHAPE,
    evidence: world.evidenceFrom(actor.area, day),
    asked: [...policy.reads],
    // those that somebody can decide about: one that does not open would be announced for ever
    salvaged: (await listSalvage(world, actor)).length,
    key: world.boxKey.point,
    findings: findingsOf(policy),
    concerns: await ownStates(world, actor),
    own: await ownMatters(world, actor, ask.own),
  };
}
