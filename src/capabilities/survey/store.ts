import type { Id } from "#kernel/id.ts";
import { sql } from "#platform/db/sql.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import type { Progress } from "./intake.ts";
import type { ImportRow } from "./words.ts";
import { problems } from "./zh.ts";

const columns = `id, area, actor, file_name as "fileName", status, rows_read as "read", registered, updated, unchanged, refused,
  problem, detail, started_at as "startedAt", finished_at as "finishedAt"`;

const insertImport = sql`
  insert into survey_import (id, area, actor_id, actor, file_name, sha256, status, rows_read, registered, updated,
    unchanged, refused, started_at)
  values ($1, $2, $3, $4, $5, $6, 'running', 0, 0, 0, 0, 0, $7)`;

const progressImport = sql`
  update survey_import set rows_read = $2, registered = $3, updated = $4, unchanged = $5, refused = $6 where id = $1`;

const endImport = sql`update survey_import set status = $2, problem = $3, detail = $4, finished_at = $5 where id = $1`;

const oneImport = sql`select ${columns} from survey_import where id = $1`;
const lastImports = sql`select ${columns} from survey_import order by started_at desc limit 50`;
const orphaned = sql`
  update survey_import set status = 'failed', problem = 'survey.interrupted', detail = $2, finished_at = $1
  where status = 'running'`;

export interface NewImport {
  readonly id: Id;
  readonly area: string;
  readonly actorId: Id;
  readonly actor: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly startedAt: string;
}

export const beginImport = async (db: Queryable, fresh: NewImport): Promise<void> => {
  const { id, area, actorId, actor, fileName, sha256, startedAt } = fresh;
  await db.query(insertImport, [id, area, actorId, actor, fileName, sha256, startedAt]);
};

export const saveProgress = async (db: Queryable, id: Id, at: Readonly<Progress>): Promise<void> => {
  await db.query(progressImport, [id, at.read, at.registered, at.updated, at.unchanged, at.refused]);
};

export const finishImport = async (
  db: Queryable,
  id: Id,
  end: { status: ImportRow["status"]; problem: string | null; detail: string | null; at: string },
): Promise<void> => {
  await db.query(endImport, [id, end.status, end.problem, end.detail, end.at]);
};

export const findImport = async (db: Queryable, id: Id): Promise<ImportRow | undefined> =>
  (await db.query<ImportRow>(oneImport, [id])).rows[0];

export const listImports = async (db: Queryable): Promise<ImportRow[]> => (await db.query<ImportRow>(lastImports)).rows;

/** Imports that a stopped server left running: the same file again brings the rest. As owner, at start. */
export const closeOrphans = async (owner: Queryable, at: string): Promise<void> => {
  await owner.query(orphaned, [at, problems["survey.interrupted"]]);
};
