import { PublicReceipt } from "#capabilities/concern/words.ts";
import { Stored, stored } from "#capabilities/registry/index.ts";
import { type Route, route } from "#platform/http/route.ts";
import {
  confirm, type DeclarationWorld, lookUp, openedOf, receiveDeclaration, refuse, show, transfer, waiting,
} from "./actions.ts"; // prettier-ignore
import {
  AreaQuery, ConfirmDeclaration, DeclarationLookedUp, DeclarationParam, DeclareLeaving, LookUpDeclaration, OpeningQuery, RefuseDeclaration, TransferDeclaration, WaitingDeclaration, WaitingDeclarations,
} from "./words.ts"; // prettier-ignore

const open = "/api/declaration/public";

export const routes = (world: DeclarationWorld): Route[] => [
  route({
    method: "POST", path: `${open}/declarations`, permission: null, stranger: true, summary: "公众网页：外出务工父母报备", body: DeclareLeaving, output: PublicReceipt,
    refusals: ["area.unknown", "area.not_a_village", "declaration.not_served", "declaration.village_full", "concern.too_many", "declaration.phone_wrong", "declaration.id_number_wrong", "declaration.day_wrong", "registry.fact_invalid", "journal.id_taken", "journal.id_reused"],
  })(({ body, request }) => receiveDeclaration(world, body, request.ip)),
  route({
    method: "POST", path: `${open}/look-ups`, permission: null, stranger: true, summary: "公众网页：凭编号和查询码查报备的结果", body: LookUpDeclaration, output: DeclarationLookedUp, refusals: ["concern.receipt_unknown", "concern.too_many"],
  })(({ body, request }) => lookUp(world, body, request.ip)),
  route({
    method: "GET", path: "/api/declaration/waiting", permission: "declaration.read", summary: "待确认的外出务工报备", query: AreaQuery, output: WaitingDeclarations, looks: { kind: "list", of: ({ lines }) => lines.map(({ id }) => id) }, refusals: ["area.unknown"],
  })(({ actor, query }) => waiting(world, actor, query.area)),
  route({
    method: "GET", path: "/api/declaration/declarations/:declarationId", permission: "declaration.read", summary: "一份待确认的报备", params: DeclarationParam, query: OpeningQuery, output: WaitingDeclaration, refusals: ["declaration.unknown", "declaration.settled"],
    looks: { kind: "file", of: ({ id }) => [id], purpose: ({ query }) => query.purpose ?? null, fields: ({ query }, shown) => (query.purpose ? openedOf([shown]) : []) },
  })(({ actor, params, query }) => show(world, actor, params.declarationId, query.purpose ?? null)),
  route({
    method: "POST", path: "/api/declaration/transfers", permission: "declaration.transfer", summary: "转交报备", body: TransferDeclaration, output: Stored, refusals: ["declaration.unknown", "declaration.settled", "declaration.handed_on", "declaration.same_area", "area.unknown", "area.not_a_village"],
  })(async ({ actor, body }) => stored(await transfer(world, actor, body))),
  route({
    method: "POST", path: "/api/declaration/confirmations", permission: "declaration.confirm", summary: "确认报备，记入档案", body: ConfirmDeclaration, output: Stored, refusals: ["declaration.unknown", "declaration.settled", "declaration.handed_on", "registry.not_found", "registry.file_closed", "journal.stale"],
  })(async ({ actor, body }) => stored(await confirm(world, actor, body))),
  route({
    method: "POST", path: "/api/declaration/refusals", permission: "declaration.refuse", summary: "退回报备", body: RefuseDeclaration, output: Stored, refusals: ["declaration.unknown", "declaration.settled", "declaration.handed_on"],
  })(async ({ actor, body }) => stored(await refuse(world, actor, body))),
]; // prettier-ignore
