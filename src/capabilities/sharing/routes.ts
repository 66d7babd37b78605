import { purposeAsked, TakeAlong, Ticket } from "#capabilities/export/index.ts";
import type { ExportWorld } from "#capabilities/export/index.ts";
import { Stored, stored } from "#capabilities/registry/index.ts";
import { type Route, route } from "#platform/http/route.ts";
import { ask, drawKey, grant, refuse, stop } from "./actions.ts";
import { readData } from "./data.ts";
import { areasOf, calls, catalogue, listed } from "./reading.ts";
import { takeStatement } from "./statement.ts";
import {
  AreasShown, AskSharing, CallsPage, CallsQuery, CatalogueShown, DataPage, DataQuery, DrawKey, DrawnKey, GrantParam, GrantSharing, GrantsShown,
  ItemParam, RefuseSharing, StopSharing, YearQuery,
} from "./words.ts"; // prettier-ignore
import type { SharingWorld } from "./world.ts";

const nobody = { none: "grants and counts; no child is named" } as const;
const one = "/api/sharing/grants/:grantId" as const;

const reading = (world: SharingWorld): Route[] => [
  route({ method: "GET", path: "/api/sharing/catalogue", permission: "sharing.read", summary: "数据共享目录（一本账）和审批规则", looks: nobody, output: CatalogueShown })(
    async ({ actor }) => catalogue(world, actor),
  ),
  route({ method: "GET", path: "/api/sharing/grants", permission: "sharing.read", summary: "数据共享的申请和授权（待审批的在前）", looks: nobody, output: GrantsShown })(({ actor }) => listed(world, actor)),
  route({ method: "GET", path: "/api/sharing/areas", permission: "sharing.ask", summary: "可以申请的范围（本单位辖区及其下级）", looks: nobody, output: AreasShown })(({ actor }) => areasOf(world, actor)),
  route({
    method: "GET", path: `${one}/calls`, permission: "sharing.read", summary: "一项授权的调用记录", looks: nobody, params: GrantParam, query: CallsQuery, output: CallsPage, refusals: ["sharing.unknown"],
  })(({ actor, params, query }) => calls(world, actor, params.grantId, query)),
]; // prettier-ignore

const deciding = ["sharing.unknown", "journal.not_found", "sharing.not_yours", "sharing.decided"];

const writing = (world: SharingWorld): Route[] => [
  route({
    method: "POST", path: "/api/sharing/grants", permission: "sharing.ask", summary: "申请数据共享（符合规则的当即授权）", body: AskSharing, output: Stored,
    refusals: ["area.unknown", "sharing.item_unknown", "sharing.not_for_department", "sharing.fields_wrong", "sharing.term_too_long", "sharing.area_whole", "sharing.purpose_unknown", "sharing.in_force", "sharing.already_asked", "journal.id_taken"],
  })(async ({ actor, body }) => stored(await ask(world, actor, body))),
  route({
    method: "POST", path: `${one}/grant`, permission: "sharing.decide", summary: "同意共享", params: GrantParam, body: GrantSharing, output: Stored, refusals: [...deciding, "sharing.in_force", "sharing.already_asked"],
  })(async ({ actor, params, body }) => stored(await grant(world, actor, params.grantId, body))),
  route({
    method: "POST", path: `${one}/refuse`, permission: "sharing.decide", summary: "不予共享并说明理由", params: GrantParam, body: RefuseSharing, output: Stored, refusals: deciding,
  })(async ({ actor, params, body }) => stored(await refuse(world, actor, params.grantId, body))),
  route({
    method: "POST", path: `${one}/stop`, permission: "sharing.stop", summary: "停用授权（密钥即时失效）", params: GrantParam, body: StopSharing, output: Stored,
    refusals: ["sharing.unknown", "journal.not_found", "sharing.not_in_force"],
  })(async ({ actor, params, body }) => stored(await stop(world, actor, params.grantId, body))),
  route({
    method: "POST", path: `${one}/key`, permission: "sharing.ask", summary: "领取密钥（只显示一次，原密钥作废）", looks: nobody, params: GrantParam, body: DrawKey, output: DrawnKey,
    refusals: ["sharing.unknown", "journal.not_found", "sharing.not_in_force", "sharing.key_drawn"],
  })(({ actor, params, body }) => drawKey(world, actor, params.grantId, body)),
]; // prettier-ignore

const leaving = (world: SharingWorld & ExportWorld): Route[] => [
  route({
    method: "POST", path: "/api/sharing/statement", permission: "sharing.state", summary: "生成数据共享年度对账表（xlsx）", looks: { kind: "export", purpose: purposeAsked }, query: YearQuery, body: TakeAlong, output: Ticket,
    refusals: ["sharing.year_not_begun", "account.fresh_factor_needed", "export.id_taken", "db.disk_full"],
  })(({ actor, query, body, request }) => takeStatement(world, actor, query.year, { ...body, address: request.ip })),
  route({
    method: "GET", path: "/api/sharing/data/:item", permission: "sharing.fetch", key: "data", sessionless: true, summary: "凭密钥读取共享数据", params: ItemParam, query: DataQuery, output: DataPage,
    looks: { kind: "list", of: (page) => page.lines.map(({ id }) => id), fields: (_call, page) => page.fields.map(({ key }) => key), purpose: () => "verification" },
    refusals: ["sharing.key_unknown", "sharing.key_stopped", "sharing.key_expired", "sharing.key_not_here", "sharing.key_holder_gone", "sharing.key_too_many"],
  })(({ actor, params, query, request }) => readData(world, actor, { item: params.item, query, address: request.ip })),
]; // prettier-ignore

export const routes = (world: SharingWorld & ExportWorld): Route[] => [
  ...reading(world),
  ...writing(world),
  ...leaving(world),
];
