import { z } from "zod";
import { Ticket } from "#capabilities/export/index.ts";
import { Stored, stored } from "#capabilities/registry/index.ts";
import { type Route, route } from "#platform/http/route.ts";
import { complete, decide, draw, list, make, requestsOf, type RightsWorld, take, withdraw } from "./actions.ts";
import { sensitiveGiven } from "./summary.ts";
import {
  ChildParam,
  DecideRequest,
  CompleteRequest,
  MakeRequest,
  RequestParam,
  RequestShown,
  RequestsPage,
  RequestsQuery,
  Summary,
  TakeSummary,
  WithdrawRequest,
} from "./words.ts";

const reading = (world: RightsWorld): Route[] => [
  route({
    method: "GET", path: "/api/rights/requests", permission: "rights.read", summary: "监护人的申请", looks: { kind: "list", of: (page) => page.lines.map((line) => line.childId) },
    query: RequestsQuery, output: RequestsPage, refusals: ["area.unknown"],
  })(({ actor, query }) => list(world, actor, query)),
  route({
    method: "GET", path: "/api/rights/children/:childId/requests", permission: "rights.read", summary: "一名儿童的申请及办理经过", looks: { kind: "file" },
    params: ChildParam, output: z.array(RequestShown), refusals: ["registry.not_found"],
  })(({ actor, params }) => requestsOf(world, actor, params.childId)),
  route({
    method: "GET", path: "/api/rights/children/:childId/requests/:no/summary", permission: "rights.complete", summary: "向申请人交付的个人信息摘要", looks: { kind: "export", purpose: () => "rights", fields: (_call, answer) => answer.opened },
    params: RequestParam, output: Summary, refusals: ["registry.not_found", "retention.file_sealed", "rights.request_unknown", "rights.not_granted", "rights.request_ended"],
  })(({ actor, params }) => draw(world, actor, params.childId, params.no)),
  route({
    method: "POST", path: "/api/rights/children/:childId/requests/:no/file", permission: "rights.complete", summary: "生成摘要文件（xlsx），供申请人带走", looks: { kind: "export", purpose: () => "rights", fields: () => sensitiveGiven },
    params: RequestParam, body: TakeSummary, output: Ticket,
    refusals: ["registry.not_found", "retention.file_sealed", "rights.request_unknown", "rights.not_granted", "rights.request_ended", "account.fresh_factor_needed", "export.id_taken"],
  })(({ actor, params, body, request }) => take(world, actor, params.childId, params.no, { ...body, address: request.ip })),
]; // prettier-ignore

const writing = (world: RightsWorld): Route[] => [
  route({
    method: "POST", path: "/api/rights/children/:childId/requests", permission: "rights.receive", summary: "登记监护人的申请", params: ChildParam, body: MakeRequest, output: Stored,
    refusals: ["journal.not_found", "rights.proof_unfit", "rights.day_wrong"],
  })(async ({ actor, params, body }) => stored(await make(world, actor, params.childId, body))),
  route({
    method: "POST", path: "/api/rights/children/:childId/requests/:no/decide", permission: "rights.decide", summary: "对申请作出决定", params: RequestParam, body: DecideRequest, output: Stored,
    refusals: ["journal.not_found", "rights.request_unknown", "rights.request_decided", "rights.request_ended"],
  })(async ({ actor, params, body }) => stored(await decide(world, actor, params.childId, params.no, body))),
  route({
    method: "POST", path: "/api/rights/children/:childId/requests/:no/complete", permission: "rights.complete", summary: "登记交付、更正或封存，办结申请", params: RequestParam, body: CompleteRequest, output: Stored,
    refusals: ["journal.not_found", "rights.request_unknown", "rights.request_ended", "rights.not_granted", "rights.summary_changed", "rights.not_corrected_yet", "rights.not_sealed_yet"],
  })(async ({ actor, params, body }) => stored(await complete(world, actor, params.childId, params.no, body))),
  route({
    method: "POST", path: "/api/rights/children/:childId/requests/:no/withdraw", permission: "rights.receive", summary: "申请人撤回申请", params: RequestParam, body: WithdrawRequest, output: Stored,
    refusals: ["journal.not_found", "rights.request_unknown", "rights.request_ended"],
  })(async ({ actor, params, body }) => stored(await withdraw(world, actor, params.childId, params.no, body))),
]; // prettier-ignore

export const routes = (world: RightsWorld): Route[] => [...reading(world), ...writing(world)];
