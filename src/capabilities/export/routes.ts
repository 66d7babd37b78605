import { attachment } from "#platform/http/attachment.ts";
import { type Route, route } from "#platform/http/route.ts";
import { fetchExport, type FetchWorld, listExports, listSendings, originsOf } from "./actions.ts";
import { findMaking, listMakings, stopMaking } from "./makings.ts";
import { fieldTitles } from "./decide.ts";
import { sendingPurposes } from "./sendingPurposes.ts";
import {
  ExportParam, ExportsPage, ExportsQuery, MakingLine, MakingsPage, MakingsQuery, OriginQuery, Origins, SendingRules, SendingsPage, SendingsQuery,
} from "./words.ts"; // prettier-ignore

const ledger = { none: "the ledger holds nothing of a child" } as const;

export const routes = (world: FetchWorld): Route[] => [
  route({
    method: "GET", path: "/api/export/exports", permission: "export.read", summary: "导出记录", looks: ledger, query: ExportsQuery, output: ExportsPage,
  })(({ actor, query }) => listExports(world, actor, query)),
  route({
    method: "GET", path: "/api/export/exports/:id/file", permission: "export.fetch", summary: "下载已生成的导出文件", params: ExportParam,
    looks: { none: "whom it shows was kept when it was made; each fetch is a row of export_fetch" },
    refusals: ["account.fresh_factor_needed", "export.not_found", "export.expired"],
  })(async ({ actor, params, request, reply }) => {
    const { name, content } = await fetchExport(world, actor, params.id, request.ip);
    return attachment(reply, name, content);
  }),
  route({
    method: "GET", path: "/api/export/makings", permission: "export.read", summary: "正在生成的和没有生成的导出文件", looks: ledger, query: MakingsQuery, output: MakingsPage,
  })(({ actor, query }) => listMakings(world, actor, query)),
  route({
    method: "GET", path: "/api/export/makings/:id", permission: "export.fetch", summary: "本人的导出文件生成到哪里", looks: ledger, params: ExportParam, output: MakingLine.nullable(),
  })(({ actor, params }) => findMaking(world, actor, params.id)),
  route({
    method: "POST", path: "/api/export/makings/:id/stop", permission: "export.fetch", summary: "停止生成本人的导出文件", looks: ledger, params: ExportParam, output: MakingLine, refusals: ["export.not_found"],
  })(({ actor, params }) => stopMaking(world, actor, params.id)),
  route({
    method: "GET", path: "/api/export/origin", permission: "export.trace", summary: "文件从哪里导出（按编号或内容摘要）", looks: ledger, query: OriginQuery, output: Origins,
    refusals: ["export.nothing_asked"],
  })(({ actor, query }) => originsOf(world, actor, query)),
  route({
    method: "GET", path: "/api/export/sendings", permission: "export.read", summary: "向部门提供信息的记录", looks: ledger, query: SendingsQuery, output: SendingsPage,
  })(({ actor, query }) => listSendings(world, actor, query)),
  route({
    method: "GET", path: "/api/export/rules", permission: "export.read", summary: "向部门提供信息的用途和内容", looks: ledger, output: SendingRules,
  })(async () =>
    sendingPurposes.map(({ id, zh, clause, departments, fields }) => ({ purpose: id, title: zh, clause, departments: [...departments], fields: fieldTitles(fields) })),
  ),
]; // prettier-ignore
