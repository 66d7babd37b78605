import type { Id } from "#kernel/id.ts";
import { conflict } from "#kernel/problem.ts";
import type { AreaCode } from "#kernel/scope.ts";
import { holdKeys } from "#platform/db/locks.ts";
import { sql } from "#platform/db/sql.ts";
import { column } from "#platform/journal/column.ts";
import type { Change, Projecting, Projection, Subject } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { together } from "#platform/journal/together.ts";
import type { FileState } from "./decide.ts";
import { holdsKeys, identityFacts, type IdentityKeys, identityKeys, personLock } from "./identity.ts";
import { kinds } from "./words.ts";

const readWasIn = sql`select from entry where subject_id = $1 and area = $2 limit 1`;

/** Whether something was entered into a file while it was in an area, as far as the scope sees. */
export const wasIn = async (db: Queryable, childId: Id, area: AreaCode): Promise<boolean> =>
  (await db.query(readWasIn, [childId, area])).rows.length > 0;

const claimKeys = sql`
  insert into registry_identity (digest, child_id, area)
  select * from unnest($1::text[], $2::uuid[], $3::text[])
  on conflict (digest) do nothing
  returning digest`;

const insertPersons = sql`
  insert into registry_person (digest, child_id, area, numbered)
  select * from unnest($1::text[], $2::uuid[], $3::text[], $4::boolean[])
  on conflict (digest, child_id) do nothing`;

const whoHolds = sql`select digest, child_id from registry_identity where digest = any($1::text[])`;

const samePerson = sql`select digest, child_id, numbered from registry_person where digest = any($1::text[])`;

const releaseKeys = sql`delete from registry_identity where child_id = any($1::uuid[])`;
const releasePersons = sql`delete from registry_person where child_id = any($1::uuid[])`;

/** Who wants which keys. */
export interface Claim {
  readonly childId: Id;
  readonly area: AreaCode;
  readonly keys: IdentityKeys;
  /** Known to be another child than those of the same name, birth date and guardian under other numbers. */
  readonly another: boolean;
}

/** What a claim met: the other file where it lies within the scope, null where it does not exist for this actor. */
export interface Met {
  readonly code: "registry.duplicate" | "registry.duplicate_elsewhere" | "registry.same_person";
  readonly childId: Id | null;
}

export type Taken = ReadonlyMap<Id, Met>;

const heldBy = (childId: Id | null): Met => ({
  code: childId === null ? "registry.duplicate_elsewhere" : "registry.duplicate",
  childId,
});

/** Who holds these exclusive digests, as far as this scope sees. */
export async function findHolders(db: Queryable, digests: readonly string[]): Promise<Map<string, Id>> {
  const { rows } = await db.query({ name: "registry.holders", text: whoHolds, values: [column(digests)] });
  return new Map(rows.map((row) => [row.digest as string, row.child_id as Id]));
}

/** Files of the same person: digest → files. */
type Persons = Map<string, PersonFile[]>;

interface PersonFile {
  readonly childId: Id;
  readonly numbered: boolean;
}

/** As far as this scope sees. */
export async function findPersons(db: Queryable, digests: readonly string[]): Promise<Persons> {
  const { rows } = await db.query({ name: "registry.persons", text: samePerson, values: [column(digests)] });
  const found: Persons = new Map();
  for (const row of rows) {
    const list = found.get(row.digest as string) ?? [];
    list.push({ childId: row.child_id as Id, numbered: row.numbered as boolean });
    found.set(row.digest as string, list);
  }
  return found;
}

const claimOf = (subject: Subject, { vault }: Projecting, another: boolean): Claim => ({
  childId: subject.id,
  area: subject.area,
  keys: identityKeys(subject.state["registry"] as FileState, vault.digest),
  another,
});

/**
 * The same person, once with and once without a number: one of the two files lacks what the other brings. Under two
 * numbers it may be two children, or one whose number was misread: whoever registers has to say so (`another`).
 */
function metPerson({ childId, keys, another }: Claim, files: readonly PersonFile[]): Met | undefined {
  const others = files.filter((file) => file.childId !== childId);
  const one = others.find((file) => !(file.numbered && keys.numbered));
  if (one) return heldBy(one.childId);
  const [alike] = another ? [] : others;
  return alike && { code: "registry.same_person", childId: alike.childId };
}

function meetPersons(claims: readonly Claim[], known: Persons, taken: Map<Id, Met>): Claim[] {
  return claims.filter((claim) => {
    const { childId, keys } = claim;
    const files = known.get(keys.person) ?? [];
    const met = metPerson(claim, files);
    if (met) taken.set(childId, met);
    // the next one in this batch meets this one
    else known.set(keys.person, [...files, { childId, numbered: keys.numbered }]);
    return !met;
  });
}

/** Of the same name, and holding the very number: no other child, but this one, registered a moment ago. */
async function meetNumbers(db: Queryable, claims: readonly Claim[], taken: Map<Id, Met>): Promise<void> {
  const alike = claims.filter(({ childId }) => taken.get(childId)?.code === "registry.same_person");
  if (alike.length === 0) return;
  const holders = await findHolders(db, alike.map((claim) => claim.keys.exclusive)); // prettier-ignore
  for (const { childId, keys } of alike) {
    const holder = holders.get(keys.exclusive);
    if (holder !== undefined && holder !== childId) taken.set(childId, heldBy(holder));
  }
}

const columnsOf = (claims: readonly Claim[], key: "exclusive" | "person"): unknown[] => [
  column(claims.map((claim) => claim.keys[key])),
  column(claims.map((claim) => claim.childId)),
  column(claims.map((claim) => claim.area)),
];

async function insertClaims(db: Queryable, claims: readonly Claim[]): Promise<number> {
  const values = columnsOf(claims, "exclusive");
  const { rowCount } = await db.query({ name: "registry.claim", text: claimKeys, values });
  return rowCount ?? 0;
}

/** Those of the claims that hold their key, where some key was held by somebody. */
async function meetHolders(db: Queryable, claims: readonly Claim[], taken: Map<Id, Met>): Promise<Claim[]> {
  const holders = await findHolders(db, claims.map((claim) => claim.keys.exclusive)); // prettier-ignore
  return claims.filter(({ childId, keys }) => {
    const holder = holders.get(keys.exclusive) ?? null;
    if (holder !== childId) taken.set(childId, heldBy(holder));
    return holder === childId;
  });
}

async function writePersons(db: Queryable, claims: readonly Claim[]): Promise<void> {
  const values = [...columnsOf(claims, "person"), column(claims.map((claim) => claim.keys.numbered))];
  await db.query({ name: "registry.person", text: insertPersons, values });
}

/** Whoever looks for a person holds that person until the commit, so that nobody registers it in between. */
const holdPersons = (db: Queryable, claims: readonly Claim[]): Promise<void> =>
  holdKeys(db, claims.map((claim) => personLock(claim.keys))); // prettier-ignore

const personsOf = (db: Queryable, claims: readonly Claim[]): Promise<Persons> =>
  findPersons(db, claims.map((claim) => claim.keys.person)); // prettier-ignore

/** Takes the keys of these files; answers those that somebody else holds, and nothing is written of them (databases.md, rule 2). */
export async function claimIdentities(db: Queryable, claims: readonly Claim[]): Promise<Taken> {
  const taken = new Map<Id, Met>();
  const [, known] = await Promise.all([holdPersons(db, claims), personsOf(db, claims)]);
  const lone = meetPersons(claims, known, taken);
  await meetNumbers(db, claims, taken);
  const mine = (await insertClaims(db, lone)) === lone.length ? lone : await meetHolders(db, lone, taken);
  await writePersons(db, mine);
  return taken;
}

/**
 * The same, all or none: whoever is refused rolls back, so that no statement waits for another's answer. `released`: files
 * whose keys are settled anew.
 */
async function settleIdentities(db: Queryable, released: readonly Id[], claims: readonly Claim[]): Promise<Taken> {
  const taken = new Map<Id, Met>();
  let [known, inserted]: [Persons, number] = [new Map(), 0];
  const claiming = [
    () => holdPersons(db, claims),
    () => personsOf(db, claims).then((found) => void (known = found)),
    () => insertClaims(db, claims).then((count) => void (inserted = count)),
    () => writePersons(db, claims),
  ];
  await together([...release(db, released), ...(claims.length > 0 ? claiming.map((send) => send()) : [])]);
  meetPersons(claims, known, taken);
  await meetNumbers(db, claims, taken);
  if (taken.size === 0 && inserted < claims.length) await meetHolders(db, claims, taken);
  return taken;
}

/** In a rebuild: every file that stands in the journal was let in once, on what its writer could see then. */
async function restoreIdentities(db: Queryable, subjects: readonly Subject[], how: Projecting): Promise<void> {
  const claims = subjects.map((subject) => claimOf(subject, how, true));
  await insertClaims(db, claims);
  await writePersons(db, claims);
}

const holds = (subject: Subject): boolean => holdsKeys(subject.state["registry"] as FileState);

/** True where a step may have changed who the file says the child is, or where, or whether it holds that at all. */
const touchesIdentity = (change: Change): boolean =>
  change.before === null ||
  change.before.area !== change.after.area ||
  holds(change.before) !== holds(change.after) ||
  change.entries.some((entry) => {
    const facts = entry.body["facts"] as Record<string, unknown> | undefined;
    return facts !== undefined && identityFacts.some((key) => Object.hasOwn(facts, key));
  });

const release = (db: Queryable, ids: readonly Id[]): Promise<void>[] =>
  ids.length === 0
    ? []
    : [
        db.query({ name: "registry.release", text: releaseKeys, values: [ids] }).then(() => undefined),
        db.query({ name: "registry.releasePersons", text: releasePersons, values: [ids] }).then(() => undefined),
      ];

/** Only who registers a child is asked; a file that is there was let in once, or has been put right since. */
const isKnownAnother = ({ before, entries }: Change): boolean =>
  before !== null || entries.some((entry) => entry.kind === kinds.registered && entry.body["another"] === true);

/**
 * Errors (409): registry.duplicate {childId} within the scope, registry.duplicate_elsewhere outside it;
 * registry.same_person {childId} for a registration that does not say that it is another child.
 */
export const identityProjection: Projection = {
  name: "registry.identity",
  tables: ["registry_identity", "registry_person"],
  of: "state",
  project: async (db, changes, how) => {
    const touched = changes.filter((change) => !how.claimed?.has(change.after.id) && touchesIdentity(change));
    const claiming = touched.filter((change) => holds(change.after));
    if (how.rebuilding) return restoreIdentities(db, claiming.map((change) => change.after), how); // prettier-ignore
    const released = touched.flatMap((change) => change.before?.id ?? []);
    const claims = claiming.map((change) => claimOf(change.after, how, isKnownAnother(change)));
    for (const [, { code, childId }] of await settleIdentities(db, released, claims)) {
      throw conflict(code, childId === null ? {} : { childId });
    }
  },
};
