import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { type Id, newId } from "#kernel/id.ts";
import { notFound, Problem } from "#kernel/problem.ts";
import { subtree } from "#kernel/scope.ts";
import { areaPath } from "#capabilities/area/index.ts";
import { departmentNames } from "#capabilities/account/words.ts";
import { fieldTitles, givenFacts, giveWithin } from "#capabilities/export/index.ts";
import { fileOf, keepingOf, unsealedValues } from "#capabilities/registry/index.ts";
import { inScope } from "#platform/db/scope.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { type Grant, standingOf } from "./decide.ts";
import { filesShared, insertCall, sharingOf } from "./store.ts";
import type { DataPage, DataQuery } from "./words.ts";
import type { SharingWorld } from "./world.ts";

interface Reading {
  readonly world: SharingWorld;
  readonly actor: Actor;
  readonly grantId: Id;
  readonly grant: Grant;
  /** The office by its own name: 普宁市教育部门. */
  readonly recipient: string;
}

/** Nothing of a file that is sealed, erased or ended is given (个人信息保护法 47). */
const isGiven = (subject: Subject): boolean =>
  keepingOf(subject).sealed === undefined &&
  keepingOf(subject).deleted === undefined &&
  fileOf(subject).status === "open";

/**
 * The grant as it stands in this transaction: one that was stopped a moment ago gives nothing.
 * Errors: sharing.key_stopped, sharing.key_expired, sharing.key_not_here (403) for another item's.
 */
async function grantNow({ journal, clock }: SharingWorld, db: Queryable, grantId: Id, item: string): Promise<Grant> {
  const subject = (await journal.find(db, [grantId])).get(grantId);
  const grant = subject && sharingOf(subject).grant;
  const standing = grant && standingOf(grant, today(clock));
  if (standing === "expired") throw new Problem("sharing.key_expired", { until: grant?.until }, 403);
  if (!grant || standing !== "granted") throw new Problem("sharing.key_stopped", {}, 403);
  if (grant.item !== item) throw new Problem("sharing.key_not_here", {}, 403);
  return grant;
}

/** The agreement that a giving names: what was asked for and granted, with its days (网络数据安全管理条例 12). */
const agreementOf = ({ title, day, until, edition }: Grant) => ({
  title: `数据共享授权“${title}”（目录${edition}）`,
  from: day,
  to: until,
});

/** What leaves, in the ledger of givings; undefined for a page of nobody. */
async function givenTo(db: Queryable, reading: Reading, children: readonly Record<string, unknown>[]): Promise<string | null> {
  const { world, actor, grant, grantId, recipient } = reading;
  if (children.length === 0) return null;
  const given = await giveWithin(db, world, { ...actor, scope: subtree(grant.area) }, {
    id: newId(), purpose: grant.giving ?? "", department: grant.department, recipient, fields: Object.keys(grant.fields), children,
    means: "key", area: grant.area, agreement: agreementOf(grant),
  });
  if (!given) throw new Error(`sharing: ${grantId} gave twice under one new id`);
  return given.number;
} // prettier-ignore

async function pageOf(db: Queryable, reading: Reading, query: DataQuery): Promise<DataPage> {
  const { world, grant, grantId } = reading;
  const ledger = grant.ledger === "any" ? null : grant.ledger;
  const ids = await filesShared(db, subtree(grant.area), today(world.clock), ledger, query.after ?? null, query.limit + 1); // prettier-ignore
  const shown = ids.slice(0, query.limit);
  const files = await world.journal.find(db, shown);
  const fields = Object.keys(grant.fields);
  const lines = shown.flatMap((id) => {
    const subject = files.get(id);
    if (!subject || !isGiven(subject)) return [];
    return [{ id, facts: givenFacts(unsealedValues(fileOf(subject).facts), fields) }];
  });
  const number = await givenTo(db, reading, lines.map(({ facts }) => facts)); // prettier-ignore
  const titles = fieldTitles(fields);
  return {
    item: grant.item, grant: grantId, number, lines, next: ids.length > query.limit ? (shown.at(-1) ?? null) : null,
    fields: fields.map((key, n) => ({ key, title: titles[n] ?? key })),
  };
} // prettier-ignore

/**
 * A page of what a grant gives: children, ledger of givings and call are one transaction, so that nothing is given that
 * neither knows. Errors: sharing.key_needed (401), sharing.key_stopped, sharing.key_not_here (403).
 */
export async function readData(
  world: SharingWorld,
  actor: Actor,
  { item, query, address }: { readonly item: string; readonly query: DataQuery; readonly address: string },
): Promise<DataPage> {
  const grantId = actor.keyOf;
  if (grantId === undefined) throw new Problem("sharing.key_needed", {}, 401);
  if (actor.department === undefined) throw notFound("sharing.unknown");
  const county = actor.area.slice(0, 6);
  const where = (await areaPath(world.pool, county, today(world.clock))).slice(-1).join("");
  const recipient = `${where}${departmentNames[actor.department]}`;
  return inScope(world.pool, subtree(actor.area), async (db) => {
    const grant = await grantNow(world, db, grantId, item);
    const page = await pageOf(db, { world, actor, grantId, grant, recipient }, query);
    await insertCall(db, {
      id: newId(), grantId, area: grant.area, department: grant.department, at: world.clock.now().toISOString(), operation: "data",
      answer: "ok", rows: page.lines.length, fields: page.lines.length === 0 ? [] : Object.keys(grant.fields), number: page.number, address,
    }); // prettier-ignore
    return page;
  });
}
