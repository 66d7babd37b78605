import type { Id } from "#kernel/id.ts";
import { sql } from "#platform/db/sql.ts";
import { movedFiles, type Projection, type Subject } from "#platform/journal/ledger.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type { AttachmentKind, AttachmentLine, SentPhoto } from "./words.ts";

/** Tables that hold what a file shows beside the journal: they go with it when it is erased. */
export const contents = ["attachment_file", "attachment_part"] as const;

const readParts = sql`
  select at, size, sealed from attachment_part where child_id = $1 and id = $2 order by at`;

export interface Part {
  readonly at: number;
  readonly size: number;
  readonly sealed: Buffer;
}

export const partsOf = async (db: Queryable, childId: Id, id: Id): Promise<Part[]> =>
  (await db.query<Part>({ name: "attachment.parts", text: readParts, values: [childId, id] })).rows;

const sumParts = sql`
  select coalesce(sum(size) filter (where id = $2), 0)::int as here, coalesce(sum(size), 0)::int as all
  from attachment_part where child_id = $1`;

/** How many bytes lie here of one attachment, and of all that are on their way to this child's file. */
export async function arrivedOf(db: Queryable, childId: Id, id: Id): Promise<{ here: number; all: number }> {
  const { rows } = await db.query<{ here: number; all: number }>({
    name: "attachment.arrived",
    text: sumParts,
    values: [childId, id],
  });
  return rows[0] ?? { here: 0, all: 0 };
}

const insertPart = sql`
  insert into attachment_part (child_id, id, at, area, size, sealed, received_at) values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (child_id, id, at) do nothing`;

/** False where somebody has sent this part at the same moment. */
export async function putPart(
  db: Queryable,
  { id: childId, area }: Subject,
  id: Id,
  part: Part,
  now: Date,
): Promise<boolean> {
  const values = [childId, id, part.at, area, part.size, part.sealed, now.toISOString()];
  return (await db.query({ name: "attachment.put_part", text: insertPart, values })).rowCount === 1;
}

const removeParts = sql`delete from attachment_part where child_id = $1 and (id = $2 or received_at < $3)`;

/** The parts of one, and all of this child's that nobody went on with since. */
export async function dropParts(db: Queryable, childId: Id, id: Id | null, since: Date): Promise<void> {
  const values = [childId, id, since.toISOString()];
  await db.query({ name: "attachment.drop_parts", text: removeParts, values });
}

const insertFile = sql`
  insert into attachment_file (child_id, id, seq, area, kind, of_command, day, size, sealed)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

export interface FileRow extends Omit<AttachmentLine, "bytes"> {
  readonly size: number;
  readonly sealed: Buffer;
}

/** Beside its entry, in the entry's own transaction. */
export async function putFile(db: Queryable, { id: childId, area, seq }: Subject, row: FileRow): Promise<void> {
  const { id, kind, of, day, size, sealed } = row;
  const values = [childId, id, seq + 1, area, kind, of, day, size, sealed];
  await db.query({ name: "attachment.put", text: insertFile, values });
}

const readLines = sql`
  select id, kind, of_command as of, day, size as bytes from attachment_file where child_id = $1 order by seq desc`;

export const linesOf = async (db: Queryable, childId: Id): Promise<AttachmentLine[]> =>
  (await db.query<AttachmentLine>({ name: "attachment.lines", text: readLines, values: [childId] })).rows;

const readPhotos = sql`
  select child_id as "childId", id, day from attachment_file where child_id = any ($1::uuid[]) and kind = 'photo' order by seq desc`;

/** That there are photos of these children, the newest first; a signature stays with what it signs. */
export async function photosOf(db: Queryable, ids: readonly Id[]): Promise<(SentPhoto & { readonly childId: Id })[]> {
  const { rows } = await db.query<SentPhoto & { childId: Id }>({
    name: "attachment.photos",
    text: readPhotos,
    values: [ids],
  });
  return rows;
}

const readFile = sql`select kind, sealed from attachment_file where child_id = $1 and id = $2`;

export async function findFileRow(
  db: Queryable,
  childId: Id,
  id: Id,
): Promise<{ readonly kind: AttachmentKind; readonly sealed: Buffer } | undefined> {
  const { rows } = await db.query<{ kind: AttachmentKind; sealed: Buffer }>({
    name: "attachment.read",
    text: readFile,
    values: [childId, id],
  });
  return rows[0];
}

const removeFile = sql`delete from attachment_file where child_id = $1 and id = $2 returning kind`;

/** Undefined where there was none. */
export async function dropFile(db: Queryable, childId: Id, id: Id): Promise<AttachmentKind | undefined> {
  const values = [childId, id];
  const { rows } = await db.query<{ kind: AttachmentKind }>({ name: "attachment.drop", text: removeFile, values });
  return rows[0]?.kind;
}

const carryFiles = sql`
  update attachment_file t set area = n.area from unnest($1::uuid[], $2::text[]) as n (child_id, area)
  where t.child_id = n.child_id`;
const carryParts = sql`
  update attachment_part t set area = n.area from unnest($1::uuid[], $2::text[]) as n (child_id, area)
  where t.child_id = n.child_id`;

/** No view: its rows are kept, and follow a file that moves. */
export const attachmentProjection: Projection = {
  name: "attachment.carry",
  tables: [],
  of: "state",
  project: async (db, changes) => {
    const [, children, , areas] = movedFiles(changes);
    if (!children?.length) return;
    await db.query({ name: "attachment.carry", text: carryFiles, values: [children, areas] });
    await db.query({ name: "attachment.carry_parts", text: carryParts, values: [children, areas] });
  },
};
