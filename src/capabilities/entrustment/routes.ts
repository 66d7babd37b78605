import { purposeAsked, TakeAlong, Ticket } from "#capabilities/export/index.ts";
import { Stored, stored } from "#capabilities/registry/index.ts";
import { type Route, route } from "#platform/http/route.ts";
import { doubt, end, keep, make, sign } from "./actions.ts";
import { counts, list, ofChild } from "./reading.ts";
import { type TakingWorld, takeList } from "./workbook.ts";
import {
  ChildEntrustments, ChildParam, CountsQuery, DoubtCarer, EndEntrustment, EntrustmentCounts, EntrustmentsPage, FileQuery, KeepCarer, ListQuery,
  MakeEntrustment, OpeningQuery, SignEntrustment,
} from "./words.ts"; // prettier-ignore

const onFile = ["journal.not_found", "registry.not_found", "registry.file_closed", "entrustment.day_wrong"];

const reading = (world: TakingWorld): Route[] => [
  route({
    method: "GET", path: "/api/entrustment/list", permission: "entrustment.read", summary: "委托照护（还没有签、待补签、快到期、照护人不能胜任）", looks: { kind: "list", of: (page) => page.lines.map((line) => line.childId) },
    query: ListQuery, output: EntrustmentsPage, refusals: ["area.unknown"],
  })(({ actor, query }) => list(world, actor, query)),
  route({
    method: "GET", path: "/api/entrustment/counts", permission: "entrustment.read", summary: "委托照护的人数", looks: { none: "counts alone" }, query: CountsQuery, output: EntrustmentCounts, refusals: ["area.unknown"],
  })(({ actor, query }) => counts(world, actor, query.area)),
  route({
    method: "GET", path: "/api/entrustment/children/:childId", permission: "entrustment.read", summary: "一名儿童的委托照护书", params: ChildParam, query: OpeningQuery, output: ChildEntrustments,
    looks: { kind: "file", purpose: ({ query }) => query.purpose ?? null, fields: (_call, shown) => shown.opened }, refusals: ["registry.not_found"],
  })(({ actor, params, query }) => ofChild(world, actor, params.childId, query.purpose ?? null)),
  route({
    method: "POST", path: "/api/entrustment/file", permission: "entrustment.read", summary: "生成委托照护清单（xlsx）", looks: { kind: "export", purpose: purposeAsked, personal: ["name"] },
    query: FileQuery, body: TakeAlong, output: Ticket, refusals: ["account.fresh_factor_needed", "export.id_taken", "db.disk_full", "area.unknown"],
  })(({ actor, query, body, request, saw }) => takeList(world, actor, saw, query, { ...body, address: request.ip })),
]; // prettier-ignore

const made = [
  "entrustment.not_asked", "entrustment.carer_excluded", "entrustment.signer_missing", "entrustment.signature_missing", "entrustment.excuse_missing",
  "entrustment.no_entruster", "entrustment.newer", "entrustment.term_wrong", "entrustment.term_past_childhood", "entrustment.reason_missing",
]; // prettier-ignore

export const routes = (world: TakingWorld): Route[] => [
  ...reading(world),
  route({
    method: "POST", path: "/api/entrustment/children/:childId/agreements", permission: "entrustment.make", summary: "签订委托照护书", params: ChildParam, body: MakeEntrustment, output: Stored, refusals: [...onFile, ...made],
  })(async ({ actor, params, body }) => stored(await make(world, actor, params.childId, body))),
  route({
    method: "POST", path: "/api/entrustment/children/:childId/signatures", permission: "entrustment.sign", summary: "委托照护书补签", params: ChildParam, body: SignEntrustment, output: Stored,
    refusals: [...onFile, "entrustment.none", "entrustment.newer", "entrustment.not_waiting"],
  })(async ({ actor, params, body }) => stored(await sign(world, actor, params.childId, body))),
  route({
    method: "POST", path: "/api/entrustment/children/:childId/end", permission: "entrustment.end", summary: "终止委托照护书并说明原因", params: ChildParam, body: EndEntrustment, output: Stored, refusals: [...onFile, "entrustment.none", "entrustment.newer"],
  })(async ({ actor, params, body }) => stored(await end(world, actor, params.childId, body))),
  route({
    method: "POST", path: "/api/entrustment/children/:childId/doubts", permission: "entrustment.doubt", summary: "登记照护人不能胜任", params: ChildParam, body: DoubtCarer, output: Stored, refusals: [...onFile, "entrustment.doubted"],
  })(async ({ actor, params, body }) => stored(await doubt(world, actor, params.childId, body))),
  route({
    method: "POST", path: "/api/entrustment/children/:childId/keep", permission: "entrustment.keep", summary: "经帮助督促，仍由原照护人照护", params: ChildParam, body: KeepCarer, output: Stored, refusals: [...onFile, "entrustment.not_doubted"],
  })(async ({ actor, params, body }) => stored(await keep(world, actor, params.childId, body))),
]; // prettier-ignore
