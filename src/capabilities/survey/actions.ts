import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { type Id, newId } from "#kernel/id.ts";
import { isProblem, notFound } from "#kernel/problem.ts";
import type { Log } from "#platform/db/log.ts";
import { inScope } from "#platform/db/scope.ts";
import { saveWorkbook } from "#platform/files/index.ts";
import type { SentFile } from "#platform/http/upload.ts";
import { importSurvey, type SurveyWorld } from "./intake.ts";
import { patiently } from "./patience.ts";
import { returnedWorkbook } from "./returned.ts";
import { beginImport, findImport, finishImport, listImports, saveProgress } from "./store.ts";
import { keepUpload, readable, removeUpload, returnedFile, uploadedFile, type UploadFolder } from "./uploads.ts";
import type { ImportRow } from "./words.ts";

export interface UploadWorld extends SurveyWorld, UploadFolder {}

const cancelled = new Set<Id>();

const withRow = <T>(world: UploadWorld, actor: Actor, work: Parameters<typeof inScope<T>>[2]): Promise<T> =>
  inScope(world.pool, actor.scope, work);

/** Stores the upload and begins to read it; answers at once. What became of it is asked for by its id. */
export async function startImport(world: UploadWorld, actor: Actor, file: SentFile, log: Log): Promise<ImportRow> {
  const id = newId();
  const sha256 = await keepUpload(world, id, file);
  const startedAt = world.clock.now().toISOString();
  const { area, personId: actorId, name } = actor;
  const fresh = { id, area, actorId, actor: name, fileName: file.name, sha256, startedAt };
  try {
    await withRow(world, actor, (db) => beginImport(db, fresh));
  } catch (thrown) {
    await removeUpload(world, id);
    throw thrown;
  }
  void run(world, actor, id, log);
  return getImport(world, actor, id);
}

/** Never throws: however it ends, the import's row says so, and the upload is gone: the returned workbook holds all of it. */
async function run(world: UploadWorld, actor: Actor, id: Id, log: Log): Promise<void> {
  const end = await attempt(world, actor, id, log);
  cancelled.delete(id);
  await removeUpload(world, id).catch((err: unknown) => log.error({ import: id, err }, "an upload stays on disk"));
  const at = world.clock.now().toISOString();
  const finish = () => withRow(world, actor, (db) => finishImport(db, id, { ...end, at }));
  await patiently(finish).catch((err: unknown) => log.error({ import: id, err }, "an import's end is not stored"));
}

type End = { status: ImportRow["status"]; problem: string | null; detail: string | null };

async function attempt(world: UploadWorld, actor: Actor, id: Id, log: Log): Promise<End> {
  try {
    const file = readable(world, uploadedFile(world, id));
    const done = await importSurvey(world, actor, file, {
      onProgress: (progress) => withRow(world, actor, (db) => saveProgress(db, id, progress)),
      cancelled: () => cancelled.has(id),
    });
    await withRow(world, actor, (db) => saveProgress(db, id, done.progress));
    if (done.cancelled) return { status: "cancelled", problem: null, detail: null };
    await saveWorkbook(
      returnedFile(world, id),
      await returnedWorkbook(file, { today: today(world.clock) }, done.results.of),
      { mode: 0o600, seal: world.files.seal },
    );
    return { status: "done", problem: done.unread === null ? null : "survey.columns_unread", detail: done.unread };
  } catch (thrown) {
    if (!isProblem(thrown) || thrown.status >= 500) log.error({ import: id, err: thrown }, "an import failed");
    const code = isProblem(thrown) ? thrown.code : "survey.failed";
    return { status: "failed", problem: code, detail: world.sentence(code, isProblem(thrown) ? thrown.data : {}) };
  }
}

export async function getImport(world: UploadWorld, actor: Actor, id: Id): Promise<ImportRow> {
  const row = await withRow(world, actor, (db) => findImport(db, id));
  if (!row) throw notFound("survey.import_not_found");
  return row;
}

export const recentImports = (world: UploadWorld, actor: Actor): Promise<ImportRow[]> =>
  withRow(world, actor, listImports);

/** Stops between two batches; what is in, is in. */
export async function cancelImport(world: UploadWorld, actor: Actor, id: Id): Promise<ImportRow> {
  const row = await getImport(world, actor, id);
  if (row.status === "running") cancelled.add(id);
  return row;
}
