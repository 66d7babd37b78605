import { type Actor, isDepartment } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import type { Id } from "#kernel/id.ts";
import { notFound } from "#kernel/problem.ts";
import { areaPath, areaPaths, childrenOf } from "#capabilities/area/index.ts";
import { departmentNames, postNames } from "#capabilities/account/words.ts";
import { factByKey } from "#capabilities/registry/facts.ts";
import { fieldTitles } from "#capabilities/export/index.ts";
import { inScope } from "#platform/db/scope.ts";
import type { Subject } from "#platform/journal/ledger.ts";
import type { Item } from "./catalogueWords.ts";
import { type Grant, standingOf } from "./decide.ts";
import { findGrant, type GrantRow, listCalls, listGrants, sharingOf, type Used, usedBetween } from "./store.ts";
import type { AreasShown, CallsPage, CallsQuery, CatalogueShown, GrantShown, ItemShown } from "./words.ts";
import type { SharingWorld } from "./world.ts";
import { conditionNames, history } from "./zh.ts";

const fieldsShown = (fields: Readonly<Record<string, string>>): ItemShown["fields"] => {
  // as the catalogue of facts has them: the journal keeps keys by the alphabet
  const keys = [...factByKey.keys()].filter((key) => Object.hasOwn(fields, key));
  const titles = fieldTitles(keys);
  return keys.map((key, n) => ({ key, title: titles[n] ?? key, cls: fields[key] ?? "sensitive" }));
};

const itemShown = (item: Item): ItemShown => ({
  id: item.id, title: item.title, means: item.means, departments: [...item.departments],
  departmentNames: item.departments.map((one) => departmentNames[one]), share: item.share, steward: item.steward, basis: item.basis,
  purposes: item.purposes, fields: fieldsShown(item.means === "data" ? item.fields : {}), months: item.months, rate: item.rate,
}); // prettier-ignore

/** The catalogue: whole, or for a department what it may ask for. */
export function catalogue({ catalogue: { edition, rules, items } }: SharingWorld, { department }: Actor): CatalogueShown {
  const own = (item: Item): boolean => department === undefined || item.departments.includes(department);
  return {
    edition,
    rules: rules.map(({ id, title, grants, clause, when }) => ({ id, title, grants, clause, when: when.map((one) => conditionNames[one]) })),
    items: items.filter(own).map(itemShown),
  };
} // prettier-ignore

/** Where the office that asks may ask for: the whole of its area first, then what lies right below it. */
export async function areasOf({ pool, clock }: SharingWorld, { area }: Actor): Promise<AreasShown> {
  const day = today(clock);
  const [own, below] = await Promise.all([
    areaPath(pool, area, day),
    area.length < 12 ? childrenOf(pool, area, day) : [],
  ]);
  return [{ code: area, name: own.slice(-2).join("") }, ...below.map(({ code, name }) => ({ code, name }))];
}

const stepsOf = ({ asker, day, note, steps, judged }: Grant): GrantShown["steps"] => [
  { title: history["sharing.asked"] ?? "", on: day, by: asker.name, text: note },
  ...steps.map(({ kind, day: on, by, text }) => {
    const isRule = kind === "sharing.granted" && by === "";
    return { title: history[kind] ?? kind, on, by: isRule ? "规则" : by, text: isRule ? judged.title : text };
  }),
];

function grantShown(id: Id, grant: Grant, place: string, used: Used | undefined, day: string): GrantShown {
  const { item, title, means, steward, department, area, purposeTitle, note, edition, basis, rate, months, asker, until, judged } = grant;
  return {
    id, item, title, means, steward, department, departmentName: departmentNames[department], area, areaName: place, purposeTitle, note,
    fields: fieldsShown(grant.fields), edition, basis, rate, months, standing: standingOf(grant, day), until,
    judged: { ...judged, unmet: judged.unmet.map((one) => conditionNames[one as keyof typeof conditionNames]) },
    asker: { ...asker, post: isDepartment(department) ? departmentNames[department] : postNames[asker.post as "department"] },
    askedOn: grant.day, keyedOn: grant.key?.day ?? null, calls: used?.calls ?? 0, rows: used?.rows ?? 0, calledAt: used?.calledAt ?? null,
    steps: stepsOf(grant),
  };
} // prettier-ignore

/** Subjects of grants, read each in its own area: a department's scope shows no journal. */
export async function openGrants(world: SharingWorld, rows: readonly GrantRow[]): Promise<ReadonlyMap<Id, Subject>> {
  const areas = rows.map(({ area }) => area).toSorted();
  const [lo, hi] = [areas.at(0), areas.at(-1)];
  if (lo === undefined || hi === undefined) return new Map();
  const ids = rows.map(({ id }) => id);
  return inScope(world.pool, { lo, hi: `${hi}:` }, (db) => world.journal.find(db, ids), { readOnly: true });
}

const ever = ["2000-01-01T00:00:00Z", "2999-01-01T00:00:00Z"] as const;

/** Requests and grants of one's area, or of one's own department: those that wait for a person first. */
export async function listed(world: SharingWorld, actor: Actor): Promise<GrantShown[]> {
  const [rows, used] = await inScope(world.pool, actor.scope, async (db) => {
    const found = await listGrants(db);
    return [found, await usedBetween(db, found.map(({ id }) => id), ...ever)] as const;
  }, { readOnly: true }); // prettier-ignore
  const [subjects, places] = await Promise.all([
    openGrants(world, rows),
    areaPaths(world.pool, [...new Set(rows.map(({ area }) => area))], today(world.clock)),
  ]);
  return rows.flatMap(({ id, area }) => {
    const subject = subjects.get(id);
    const grant = subject && sharingOf(subject).grant;
    const place = places.get(area)?.slice(-2).join("") ?? area;
    return grant ? [grantShown(id, grant, place, used.get(id), today(world.clock))] : [];
  });
}

/** The calls of a grant, the newest first. Errors: sharing.unknown (404). */
export async function calls(world: SharingWorld, actor: Actor, grantId: Id, query: CallsQuery): Promise<CallsPage> {
  const found = await inScope(world.pool, actor.scope, async (db) => {
    if (!(await findGrant(db, grantId))) throw notFound("sharing.unknown");
    return listCalls(db, grantId, query.after ?? null, query.limit + 1);
  }, { readOnly: true }); // prettier-ignore
  const lines = found.slice(0, query.limit).map((line) => ({ ...line, fields: fieldTitles(line.fields) }));
  return { lines, next: found.length > query.limit ? (lines.at(-1)?.id ?? null) : null };
}
