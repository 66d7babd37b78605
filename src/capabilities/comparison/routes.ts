import { Readable } from "node:stream";
import { z } from "zod";
import { type ExportWorld, purposeAsked, Ticket } from "#capabilities/export/index.ts";
import type { Comparison } from "#capabilities/policy/index.ts";
import { filledSurvey, takeUpload } from "#capabilities/survey/index.ts";
import { writeWorkbook } from "#platform/files/index.ts";
import { attachment } from "#platform/http/attachment.ts";
import { type Route, route } from "#platform/http/route.ts";
import {
  cancelList,
  confirmList,
  mayBring,
  policyOf,
  recentLists,
  showList,
  startList,
  withdrawList,
} from "./actions.ts";
import { columnsOf } from "./columns.ts";
import { decideRow } from "./deciding.ts";
import { ownerName } from "./owners.ts";
import { pullNow } from "./pulling.ts";
import { takeList } from "./returned.ts";
import { rowsOf, seenOn } from "./rows.ts";
import { type ComparisonWorld, itemOf } from "./run.ts";
import { saveSource, showSources, type SourceWorld } from "./sources.ts";
import { listsToday } from "./today.ts";
import {
  Decided, DecideRow, Findings, type Kind, KindParam, Kinds, ListParam, ListShown, ListsToday, ReturnAlong, RowParam, RowsPage, RowsQuery, SaveSource, Sources,
  UploadQuery, WithdrawList,
} from "./words.ts"; // prettier-ignore

const kindOf = (item: Comparison): Kind => ({
  id: item.id,
  title: item.title,
  clause: item.clause,
  department: item.department,
  departmentName: ownerName(item.department),
  of: item.of,
  columns: columnsOf(item).map(({ header }) => header),
  meanings: [
    ...(item.missing ? [{ finding: "missing", clause: item.missing.clause }] : []),
    ...(item.surplus ? [{ finding: "surplus", clause: item.surplus.clause }] : []),
    ...(item.compare?.length ? [{ finding: "differs", clause: item.clause }] : []),
    ...(item.unregistered ? [{ finding: "unregistered", clause: item.unregistered.clause }] : []),
  ],
  limit: item.limit,
});

const counts = { none: "counts alone" } as const;

const lists = (world: ComparisonWorld): Route[] => [
  route({ method: "GET", path: "/api/comparison/kinds", permission: "comparison.upload", key: "lists", summary: "可以提交比对的名单", looks: { none: "a catalogue" }, output: Kinds })(
    async ({ actor }) => policyOf(world, actor.area).comparisons.filter((item) => mayBring(actor, item)).map(kindOf),
  ),
  route({
    method: "GET", path: "/api/comparison/kinds/:kind/template", permission: "comparison.upload", key: "lists", summary: "下载名单模板", looks: { none: "an empty form" }, params: KindParam,
    refusals: ["comparison.kind_unknown"],
  })(async ({ actor, params, reply }) => {
    const item = itemOf(world, actor.area, params.kind);
    return attachment(reply, `${item.title}-模板.xlsx`, Readable.from(writeWorkbook(filledSurvey([], { columns: columnsOf(item) }))));
  }),
  route({
    method: "POST", path: "/api/comparison/lists", permission: "comparison.upload", key: "lists", summary: "提交名单并与台账比对", looks: { none: "the list is kept sealed; each finding is an entry" }, upload: true, query: UploadQuery, output: ListShown,
    refusals: ["comparison.kind_unknown", "comparison.day_wrong", "comparison.day_older", "area.unknown", "survey.no_file", "survey.two_files", "survey.upload_broken", "survey.upload_too_large", "db.disk_full"],
  })(({ actor, query, request, reply }) => takeUpload(request, reply, (file) => startList(world, actor, query, file, request.log))),
  route({ method: "GET", path: "/api/comparison/lists", permission: "comparison.read", key: "lists", summary: "最近的名单", looks: counts, output: z.array(ListShown) })(({ actor }) => recentLists(world, actor)),
  route({ method: "GET", path: "/api/comparison/lists/:id", permission: "comparison.read", key: "lists", summary: "名单的比对进度与结果", looks: counts, params: ListParam, output: Findings, refusals: ["comparison.list_unknown"] })(
    ({ actor, params }) => showList(world, actor, params.id),
  ),
  route({ method: "POST", path: "/api/comparison/lists/:id/cancel", permission: "comparison.upload", key: "lists", summary: "停止比对", looks: counts, params: ListParam, output: ListShown, refusals: ["comparison.list_unknown"] })(
    ({ actor, params }) => cancelList(world, actor, params.id),
  ),
  route({ method: "POST", path: "/api/comparison/lists/:id/confirm", permission: "comparison.upload", key: "lists", summary: "确认名单完整，形成核查任务", looks: counts, params: ListParam, output: ListShown, refusals: ["comparison.list_unknown", "comparison.not_held"] })(
    ({ actor, params, request }) => confirmList(world, actor, params.id, request.log),
  ),
  route({ method: "POST", path: "/api/comparison/lists/:id/withdraw", permission: "comparison.upload", key: "lists", summary: "撤回名单和它形成的核查任务", looks: counts, params: ListParam, body: WithdrawList, output: ListShown, refusals: ["comparison.list_unknown", "comparison.still_running", "comparison.not_ended", "comparison.superseded"] })(
    ({ actor, params, body, request }) => withdrawList(world, actor, params.id, body, request.log),
  ),
]; // prettier-ignore

const rows = (world: ComparisonWorld & ExportWorld): Route[] => [
  route({
    method: "GET", path: "/api/comparison/lists/:id/rows", permission: "comparison.read", key: "lists", summary: "名单中需要再看的行及核实结果", params: ListParam, query: RowsQuery, output: RowsPage,
    looks: { kind: "list", of: seenOn }, refusals: ["comparison.list_unknown"],
  })(({ actor, params, query }) => rowsOf(world, actor, params.id, query)),
  route({
    method: "POST", path: "/api/comparison/lists/:id/rows/:n/decide", permission: "comparison.decide", summary: "确认名单中的一行与一名儿童是否同一人", params: RowParam, body: DecideRow, output: Decided,
    looks: { none: "the row keeps who decided; what follows is an entry" },
    refusals: ["comparison.list_unknown", "comparison.row_unknown", "comparison.row_decided", "comparison.row_superseded", "comparison.row_registered", "comparison.still_running", "comparison.withdrawn"],
  })(({ actor, params, body }) => decideRow(world, actor, params, body)),
  route({
    method: "POST", path: "/api/comparison/lists/:id/returned", permission: "comparison.return", summary: "生成名单核实结果（xlsx）", looks: { kind: "export", purpose: purposeAsked, personal: ["name"] },
    params: ListParam, body: ReturnAlong, output: Ticket,
    refusals: ["comparison.list_unknown", "comparison.still_running", "account.fresh_factor_needed", "export.id_taken", "db.disk_full"],
  })(({ actor, params, body, request, saw }) => takeList(world, actor, params.id, saw, { ...body, address: request.ip })),
]; // prettier-ignore

const sources = (world: SourceWorld): Route[] => [
  route({ method: "GET", path: "/api/comparison/today", permission: "comparison.upload", summary: "等待处理的名单和取数失败的接口", looks: counts, output: ListsToday })(({ actor }) => listsToday(world, actor)),
  route({ method: "GET", path: "/api/comparison/sources", permission: "comparison.source", summary: "部门名单的接口来源", looks: { none: "addresses and times alone" }, output: Sources })(({ actor }) => showSources(world, actor)),
  route({
    method: "PUT", path: "/api/comparison/sources/:kind", permission: "comparison.source", summary: "设置部门名单的接口来源", looks: { none: "an address; each change is kept with its author" }, params: KindParam, body: SaveSource, output: Sources,
    refusals: ["account.fresh_factor_needed", "comparison.kind_unknown", "comparison.source_url_wrong", "comparison.source_host_unknown", "comparison.source_key_wanted", "comparison.source_header_wanted"],
  })(({ actor, params, body }) => saveSource(world, actor, params.kind, body)),
  route({
    method: "POST", path: "/api/comparison/sources/:kind/fetch", permission: "comparison.source", summary: "现在从接口取一次名单", looks: { none: "the list is kept sealed; each finding is an entry" }, params: KindParam, output: Sources,
    refusals: ["comparison.source_unknown", "comparison.source_busy"],
  })(({ actor, params, request }) => pullNow(world, actor, params.kind, request.log)),
]; // prettier-ignore

export const routes = (world: SourceWorld & ExportWorld): Route[] => [
  ...lists(world),
  ...rows(world),
  ...sources(world),
];
