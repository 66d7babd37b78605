import { access } from "node:fs/promises";
import type { Actor } from "#kernel/actor.ts";
import type { Id } from "#kernel/id.ts";
import { notFound } from "#kernel/problem.ts";
import { type ExportWorld, makeExport, type TakeAlong, type Ticket } from "#capabilities/export/index.ts";
import { watermarkedWorkbook } from "#platform/files/index.ts";
import { getImport, type UploadWorld } from "./actions.ts";
import { readable, returnedFile } from "./uploads.ts";

/** The name under which a clerk gets the workbook back. */
export const returnedName = (uploaded: string): string => `导入结果-${uploaded.replace(/\.\w+$/, "")}.xlsx`;

/**
 * Makes the workbook that goes back, with the watermark of whoever takes it along; each row of it speaks of a child.
 * Errors: survey.import_not_found, survey.not_returned (404); those of makeExport.
 */
export async function takeReturned(
  world: UploadWorld & ExportWorld,
  actor: Actor,
  importId: Id,
  taking: TakeAlong & { readonly address: string },
): Promise<Ticket> {
  const row = await getImport(world, actor, importId);
  const path = returnedFile(world, row.id);
  const isThere = row.status === "done" && (await access(path).then(() => true).catch(() => false)); // prettier-ignore
  if (!isThere) throw notFound("survey.not_returned");
  const taken = { ...taking, area: row.area, kind: "survey", name: returnedName(row.fileName) } as const;
  return makeExport(world, actor, taken, async (watermark, save) => {
    await save(watermarkedWorkbook(readable(world, path), watermark));
    return row.read;
  });
}
