import type { Id } from "#kernel/id.ts";
import { Problem } from "#kernel/problem.ts";
import { sql } from "#platform/db/sql.ts";
import type { Change, Projection, Subject } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type { FileState } from "./decide.ts";
import { identityFacts, type IdentityKeys, identityKeys } from "./identity.ts";

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

async function takeExclusive(db: Queryable, claims: readonly Claim[]): Promise<Map<Id, Id | null>> {
  const taken = new Map<Id, Id | null>();
  const digests = claims.map((claim) => claim.keys.exclusive);
  const values = [digests, claims.map((claim) => claim.subject.id), claims.map((claim) => claim.subject.area)];
  const { rowCount } = await db.query({ name: "registry.claim", text: claimKeys, values });
  if (rowCount === claims.length) return taken;
  const holders = await findHolders(db, digests);
  for (const claim of claims) {
    const holder = holders.get(claim.keys.exclusive) ?? null;
    if (holder !== claim.subject.id) taken.set(claim.subject.id, holder);
  }
  return taken;
}

/** The same person, once with and once without a number: one of the two files lacks what the other brings. */
async function meetPersons(db: Queryable, claims: readonly Claim[], taken: Map<Id, Id | null>): Promise<void> {
  const others = await findPersons(db, claims.map((claim) => claim.keys.person)); // prettier-ignore
  for (const { subject, keys } of claims) {
    const other = others
      .get(keys.person)
      ?.find((file) => file.childId !== subject.id && !(file.numbered && keys.numbered));
    if (other) taken.set(subject.id, other.childId);
  }
  const rows = claims.map(({ subject, keys }) => [keys.person, subject.id, subject.area, keys.numbered] as const);
  const values = [0, 1, 2, 3].map((column) => rows.map((row) => row[column]));
  await db.query({ name: "registry.person", text: insertPersons, values });
}

/** Takes the keys of these files; answers those that somebody else holds (databases.md, rule 2). */
export async function claimIdentities(db: Queryable, subjects: readonly Subject[], secret: Buffer): Promise<Taken> {
  const claims = subjects.map((subject) => ({
    subject,
    keys: identityKeys(subject.state["registry"] as FileState, secret),
  }));
  const taken = await takeExclusive(db, claims);
  await meetPersons(db, claims, taken);
  return taken;
}

/** True where a step may have changed who the file says the child is, or where. */
const touchesIdentity = (change: Change): boolean =>
  change.before === null ||
  change.before.area !== change.after.area ||
  change.entries.some((entry) => {
    const facts = entry.body["facts"] as Record<string, unknown> | undefined;
    return facts !== undefined && identityFacts.some((key) => Object.hasOwn(facts, key));
  });

/** Errors: registry.duplicate {childId} within the scope, registry.duplicate_elsewhere outside it (both 409). */
export function identityProjection(secret: Buffer): Projection {
  return {
    name: "registry.identity",
    tables: ["registry_identity", "registry_person"],
    of: "state",
    project: async (db, changes) => {
      const touched = changes.filter(touchesIdentity).map((change) => change.after);
      if (touched.length === 0) return;
      const settled = changes
        .filter((change) => change.before !== null && touchesIdentity(change))
        .map((change) => change.after.id);
      if (settled.length > 0) {
        await db.query({ name: "registry.release", text: releaseKeys, values: [settled] });
        await db.query({ name: "registry.releasePersons", text: releasePersons, values: [settled] });
      }
      const taken = await claimIdentities(db, touched, secret);
      for (const [, holder] of taken) {
        if (holder === null) throw new Problem("registry.duplicate_elsewhere", {}, 409);
        throw new Problem("registry.duplicate", { childId: holder }, 409);
      }
    },
  };
}
