import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { type Id, newId } from "#kernel/id.ts";
import { isProblem, notFound, Problem } from "#kernel/problem.ts";
import { inScope } from "#platform/db/scope.ts";
import { saveWorkbook } from "#platform/files/index.ts";
import { importSurvey, type SurveyWorld } from "./intake.ts";
import { returnedWorkbook } from "./returned.ts";
import { beginImport, findImport, finishImport, listImports, saveProgress } from "./store.ts";
import type { ImportRow } from "./words.ts";

export interface UploadWorld extends SurveyWorld {
  /** Where uploads lie: they hold children's data and are readable by this program alone. */
  readonly folder: string;
}

export const uploadedFile = (world: UploadWorld, id: Id): string => join(world.folder, `${id}.upload`);
export const returnedFile = (world: UploadWorld, id: Id): string => join(world.folder, `${id}.returned.xlsx`);

const cancelled = new Set<Id>();

/** Keeps an upload whole on disk, with the digest of its content. */
async function keep(world: UploadWorld, id: Id, content: Readable & { truncated?: boolean }): Promise<string> {
  await mkdir(world.folder, { recursive: true, mode: 0o700 });
  const digest = createHash("sha256");
  content.on("data", (chunk: Buffer) => digest.update(chunk));
  const file = uploadedFile(world, id);
  await pipeline(content, createWriteStream(file, { mode: 0o600 }));
  if (content.truncated) {
    await rm(file, { force: true });
    throw new Problem("files.too_large", {}, 413);
  }
  return digest.digest("hex");
}

const withRow = <T>(world: UploadWorld, actor: Actor, work: Parameters<typeof inScope<T>>[2]): Promise<T> =>
  inScope(world.pool, actor.scope, work);

/** Stores the upload and begins to read it; answers at once. What became of it is asked for by its id. */
export async function startImport(
  world: UploadWorld,
  actor: Actor,
  fileName: string,
  content: Readable,
): Promise<ImportRow> {
  const id = newId();
  const sha256 = await keep(world, id, content);
  const startedAt = world.clock.now().toISOString();
  const fresh = {
    id,
    area: actor.area,
    actorId: actor.personId,
    actor: actor.name,
    fileName: fileName.slice(0, 200),
    sha256,
    startedAt,
  };
  await withRow(world, actor, (db) => beginImport(db, fresh));
  void run(world, actor, id);
  return getImport(world, actor, id);
}

/** Never throws: however it ends, the import's row says so. */
async function run(world: UploadWorld, actor: Actor, id: Id): Promise<void> {
  const end = await attempt(world, actor, id);
  cancelled.delete(id);
  const at = world.clock.now().toISOString();
  await withRow(world, actor, (db) => finishImport(db, id, { ...end, at })).catch(() => undefined);
}

type End = { status: ImportRow["status"]; problem: string | null; detail: string | null };

async function attempt(world: UploadWorld, actor: Actor, id: Id): Promise<End> {
  try {
    const file = uploadedFile(world, id);
    const done = await importSurvey(world, actor, file, {
      onProgress: (progress) => withRow(world, actor, (db) => saveProgress(db, id, progress)),
      cancelled: () => cancelled.has(id),
    });
    await withRow(world, actor, (db) => saveProgress(db, id, done.progress));
    if (done.cancelled) return { status: "cancelled", problem: null, detail: null };
    await saveWorkbook(
      returnedFile(world, id),
      await returnedWorkbook(file, { today: today(world.clock) }, done.results.of),
    );
    return { status: "done", problem: null, detail: null };
  } catch (thrown) {
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
