import type { Id } from "#kernel/id.ts";
import { Problem } from "#kernel/problem.ts";
import { holdKeys } from "#platform/db/locks.ts";
import { sql } from "#platform/db/sql.ts";
import type { Change, Projection, Subject } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type { FileState } from "./decide.ts";
import { holdsKeys, identityFacts, type IdentityKeys, identityKeys, personLock } from "./identity.ts";

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

interface Claim {
  readonly subject: Subject;
  readonly keys: IdentityKeys;
}

/** What a claim met: the other file where it lies within the scope, null where it does not exist for this actor. */
export type Taken = ReadonlyMap<Id, Id | null>;

/** Who holds these exclusive digests, as far as this scope sees. */
export async function findHolders(db: Queryable, digests: readonly string[]): Promise<Map<string, Id>> {
  const { rows } = await db.query({ name: "registry.holders", text: whoHolds, values: [digests] });
  return new Map(rows.map((row) => [row.digest as string, row.child_id as Id]));
}

/** Files of the same person, as far as this scope sees: digest → files. */
export async function findPersons(
  db: Queryable,
  digests: readonly string[],
): Promise<Map<string, { childId: Id; numbered: boolean }[]>> {
  const { rows } = await db.query({ name: "registry.persons", text: samePerson, values: [digests] });
  const found = new Map<string, { childId: Id; numbered: boolean }[]>();
  for (const row of rows) {
    const list = found.get(row.digest as string) ?? [];
    list.push({ childId: row.child_id as Id, numbered: row.numbered as boolean });
    found.set(row.digest as string, list);
  }
  return found;
}

const claimOf = (subject: Subject, secret: Buffer): Claim => ({
  subject,
  keys: identityKeys(subject.state["registry"] as FileState, secret),
});

/** The same person, once with and once without a number: one of the two files lacks what the other brings. */
async function meetPersons(db: Queryable, claims: readonly Claim[], taken: Map<Id, Id | null>): Promise<Claim[]> {
  const known = await findPersons(db, claims.map((claim) => claim.keys.person)); // prettier-ignore
  return claims.filter(({ subject, keys }) => {
    const files = known.get(keys.person) ?? [];
    const other = files.find((file) => file.childId !== subject.id && !(file.numbered && keys.numbered));
    if (other) taken.set(subject.id, other.childId);
    // the next one in this batch meets this one
    else known.set(keys.person, [...files, { childId: subject.id, numbered: keys.numbered }]);
    return !other;
  });
}

const columnsOf = (claims: readonly Claim[], key: "exclusive" | "person"): unknown[] => [
  claims.map((claim) => claim.keys[key]),
  claims.map((claim) => claim.subject.id),
  claims.map((claim) => claim.subject.area),
];

async function takeExclusive(db: Queryable, claims: readonly Claim[], taken: Map<Id, Id | null>): Promise<Claim[]> {
  const values = columnsOf(claims, "exclusive");
  const { rowCount } = await db.query({ name: "registry.claim", text: claimKeys, values });
  if (rowCount === claims.length) return [...claims];
  const holders = await findHolders(db, claims.map((claim) => claim.keys.exclusive)); // prettier-ignore
  return claims.filter(({ subject, keys }) => {
    const holder = holders.get(keys.exclusive) ?? null;
    if (holder !== subject.id) taken.set(subject.id, holder);
    return holder === subject.id;
  });
}

async function writePersons(db: Queryable, claims: readonly Claim[]): Promise<void> {
  const values = [...columnsOf(claims, "person"), claims.map((claim) => claim.keys.numbered)];
  await db.query({ name: "registry.person", text: insertPersons, values });
}

/** Takes the keys of these files; answers those that somebody else holds, and nothing is written of them (databases.md, rule 2). */
export async function claimIdentities(db: Queryable, subjects: readonly Subject[], secret: Buffer): Promise<Taken> {
  const claims = subjects.map((subject) => claimOf(subject, secret));
  const taken = new Map<Id, Id | null>();
  // whoever looks for a person holds that person until the commit, so that nobody registers it in between
  await holdKeys(db, claims.map((claim) => personLock(claim.keys))); // prettier-ignore
  const lone = await meetPersons(db, claims, taken);
  await writePersons(db, await takeExclusive(db, lone, taken));
  return taken;
}

/** In a rebuild: every file that stands in the journal was let in once, on what its writer could see then. */
async function restoreIdentities(db: Queryable, subjects: readonly Subject[], secret: Buffer): Promise<void> {
  const claims = subjects.map((subject) => claimOf(subject, secret));
  await db.query({ name: "registry.claim", text: claimKeys, values: columnsOf(claims, "exclusive") });
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

async function release(db: Queryable, ids: readonly Id[]): Promise<void> {
  if (ids.length === 0) return;
  await db.query({ name: "registry.release", text: releaseKeys, values: [ids] });
  await db.query({ name: "registry.releasePersons", text: releasePersons, values: [ids] });
}

/** Errors: registry.duplicate {childId} within the scope, registry.duplicate_elsewhere outside it (both 409). */
export function identityProjection(secret: Buffer): Projection {
  return {
    name: "registry.identity",
    tables: ["registry_identity", "registry_person"],
    of: "state",
    project: async (db, changes, { rebuilding }) => {
      const touched = changes.filter(touchesIdentity);
      const claiming = touched.map((change) => change.after).filter(holds);
      if (rebuilding) return restoreIdentities(db, claiming, secret);
      await release(db, touched.flatMap((change) => change.before?.id ?? [])); // prettier-ignore
      if (claiming.length === 0) return;
      for (const [, holder] of await claimIdentities(db, claiming, secret)) {
        if (holder === null) throw new Problem("registry.duplicate_elsewhere", {}, 409);
        throw new Problem("registry.duplicate", { childId: holder }, 409);
      }
    },
  };
}
