import type { Id } from "#kernel/id.ts";
import { readIdNumber } from "#kernel/idNumber.ts";
import { sql } from "#platform/db/sql.ts";
import { turned } from "#platform/journal/column.ts";
import type { Change, Projecting, Projection, Subject } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { together } from "#platform/journal/together.ts";
import type { FileState } from "./decide.ts";
import { catalogue } from "./facts.ts";
import { alike, holdsKeys, numberDigests } from "./identity.ts";

/*
 * Numbers by which somebody who calls, or stands at the desk, is known: the id numbers and telephones of those who look
 * after a child. They lie in the index as keyed digests alone, within the child's area. What is sealed (who reported) is
 * in no index.
 */

/** The child's own id number has a table of its own, which keeps it with one file (store.ts). */
const contactFacts: readonly string[] = catalogue
  .filter(({ key, cls }) => cls === "sensitive" && key !== "idNumber" && /(?:^|\.)(?:idNumber|phone)$/.test(key))
  .map(({ key }) => key);

const MOBILE = /^(?:(?:00)?86)?(1\d{10})$/;

/** One spelling for a number however it is typed: in groups, with the country before it, of the first generation. */
function plainContact(text: string): string {
  const plain = alike(text).replace(/[^0-9A-Z]/g, "");
  const mobile = MOBILE.exec(plain)?.[1];
  if (mobile !== undefined) return mobile;
  const reading = readIdNumber(plain);
  return reading.ok ? reading.id.number : plain;
}

const isMobile = (plain: string): boolean => /^1\d{10}$/.test(plain);

type Digest = (text: string) => string;
const contactDigest = (plain: string, digest: Digest): string => digest(["contact", plain].join("\n"));

/**
 * Every digest that a typed number may be held under: the child's own, or of somebody around the child.
 * Errors: registry.id_number_wrong {fault} for an id number that cannot be one.
 */
export function soughtDigests(typed: string, digest: Digest): string[] {
  const plain = plainContact(typed);
  const contact = contactDigest(plain, digest);
  return isMobile(plain) ? [contact] : [...numberDigests(typed, digest), contact];
}

const found = sql`
  select child_id as "childId" from registry_identity where digest = any($1::text[])
  union select child_id from registry_contact where digest = any($1::text[])
  order by 1 limit $2`;

/** Files that hold one of these digests, as far as this scope sees. */
export async function findByDigests(db: Queryable, digests: readonly string[], most: number): Promise<Id[]> {
  const { rows } = await db.query<{ childId: Id }>(found, [digests, most]);
  return rows.map(({ childId }) => childId);
}

const sharing = sql`
  select o.child_id as "childId", count(*) from registry_contact m join registry_contact o on o.digest = m.digest and o.child_id <> m.child_id
  where m.child_id = $1 group by o.child_id order by count(*) desc, o.child_id limit $2`;

/** Other files with a number of the same people, those that share most of them first, as far as this scope sees. */
export async function findSharing(db: Queryable, childId: Id, most: number): Promise<Id[]> {
  const { rows } = await db.query<{ childId: Id }>({
    name: "registry.sharing",
    text: sharing,
    values: [childId, most],
  });
  return rows.map((row) => row.childId);
}

const put = sql`
  insert into registry_contact (digest, child_id, area)
  select * from unnest($1::text[], $2::uuid[], $3::text[]) on conflict (digest, child_id) do nothing`;
const drop = sql`delete from registry_contact where child_id = any($1::uuid[])`;

const fileOf = ({ state }: Subject): FileState => state["registry"] as FileState;

function rowsOf(subject: Subject, { vault }: Projecting): string[][] {
  const held = contactFacts.flatMap((key) => fileOf(subject).facts[key]?.value ?? []);
  const plain = new Set(held.map((value) => plainContact(String(value))).filter((text) => text !== ""));
  return [...plain].map((text) => [contactDigest(text, vault.digest), subject.id, subject.area]);
}

/** True where a step may have changed a number, where the file is, or whether it holds anything. */
const touches = ({ before, after, entries }: Change): boolean =>
  before === null ||
  before.area !== after.area ||
  holdsKeys(fileOf(before)) !== holdsKeys(fileOf(after)) ||
  entries.some(({ body }) =>
    contactFacts.some((key) => Object.hasOwn((body["facts"] as object | undefined) ?? {}, key)),
  );

export const contactProjection: Projection = {
  name: "registry.contact",
  tables: ["registry_contact"],
  of: "state",
  project: async (db, changes, how) => {
    const touched = changes.filter(touches);
    const known = how.rebuilding ? [] : touched.flatMap(({ before }) => before?.id ?? []);
    const rows = touched.flatMap(({ after }) => (holdsKeys(fileOf(after)) ? rowsOf(after, how) : []));
    const ask = (name: string, text: string, values: unknown[]): Promise<void> =>
      db.query({ name, text, values }).then(() => undefined);
    await together([
      ...(known.length > 0 ? [ask("registry.dropContacts", drop, [known])] : []),
      ...(rows.length > 0 ? [ask("registry.contacts", put, turned(rows))] : []),
    ]);
  },
};
