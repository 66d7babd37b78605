import { Readable } from "node:stream";
import { z } from "zod";
import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { idSchema } from "#capabilities/registry/words.ts";
import { type ExportWorld, purposeAsked, TakeAlong, Ticket } from "#capabilities/export/index.ts";
import { childrenOf, getArea } from "#capabilities/area/index.ts";
import { writeWorkbook } from "#platform/files/index.ts";
import { type Route, route } from "#platform/http/route.ts";
import { attachment } from "#platform/http/attachment.ts";
import { cancelImport, getImport, recentImports, startImport, type UploadWorld } from "./actions.ts";
import type { Village } from "./lists.ts";
import { takeReturned } from "./taking.ts";
import { surveyTemplate } from "./template.ts";
import { takeUpload } from "./uploads.ts";
import { ImportRow } from "./words.ts";

const IdParam = z.strictObject({ id: idSchema });

/** The drop-down of a township's villages; a county's own template has none, its villages being too many. */
async function villagesOf(world: UploadWorld, actor: Actor): Promise<Village[]> {
  if (actor.area.length !== 9) return [];
  const units = await childrenOf(world.pool, actor.area, today(world.clock));
  return units.map(({ code, name }) => ({ code, name }));
}

export const routes = (world: UploadWorld & ExportWorld): Route[] => [
  route({ method: "GET", path: "/api/survey/template", permission: "survey.template", summary: "下载摸排表模板", looks: { none: "an empty form" } })(async ({ actor, reply }) => {
    const area = await getArea(world.pool, actor.area, today(world.clock));
    const plan = surveyTemplate({ areaName: area.name, villages: await villagesOf(world, actor) });
    return attachment(reply, `摸排表-${area.name}.xlsx`, Readable.from(writeWorkbook(plan)));
  }),
  route({
    method: "POST", path: "/api/survey/imports", permission: "survey.import", summary: "导入摸排表", looks: { none: "the journal keeps each row" }, upload: true, output: ImportRow,
    refusals: ["survey.no_file", "survey.two_files", "survey.upload_broken", "survey.upload_too_large", "db.disk_full"],
  })(({ actor, request, reply }) => takeUpload(request, reply, (file) => startImport(world, actor, file, request.log))),
  route({ method: "GET", path: "/api/survey/imports", permission: "survey.import", summary: "最近的导入", looks: { none: "counts alone" }, output: z.array(ImportRow) })(
    ({ actor }) => recentImports(world, actor),
  ),
  route({ method: "GET", path: "/api/survey/imports/:id", permission: "survey.import", summary: "导入进度与结果", looks: { none: "counts alone" }, params: IdParam, output: ImportRow })(
    ({ actor, params }) => getImport(world, actor, params.id),
  ),
  route({ method: "POST", path: "/api/survey/imports/:id/cancel", permission: "survey.import", summary: "停止导入", looks: { none: "counts alone" }, params: IdParam, output: ImportRow })(
    ({ actor, params }) => cancelImport(world, actor, params.id),
  ),
  route({
    method: "POST", path: "/api/survey/imports/:id/returned", permission: "survey.import", summary: "生成批注后的摸排表", looks: { kind: "export", purpose: purposeAsked },
    params: IdParam, body: TakeAlong, output: Ticket,
    refusals: ["survey.import_not_found", "survey.not_returned", "account.fresh_factor_needed", "export.id_taken", "db.disk_full"],
  })(({ actor, params, body, request }) => takeReturned(world, actor, params.id, { ...body, address: request.ip })),
]; // prettier-ignore
