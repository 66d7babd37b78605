import { z } from "zod";
import { purposeAsked, Ticket } from "#capabilities/export/index.ts";
import { refusals as slipRefusals, slipBack, type SlipBackWorld } from "#capabilities/slip/index.ts";
import { SlipTaken, TakeSlip } from "#capabilities/slip/words.ts";
import { Stored, stored } from "#capabilities/registry/index.ts";
import { type Route, route } from "#platform/http/route.ts";
import { check, close, counts, list, ofChild, offers, ofToday, send, withdraw } from "./actions.ts";
import { accept, answer, giveBack, inbox, inboxToday, open, receive } from "./inbox.ts";
import { originLines } from "./origin.ts";
import {
  AcceptReferral, AnswerReferral, AreaQuery, CheckReferral, ChildParam, EndReferral, InboxPage, InboxQuery, OpeningQuery, Origins, OriginsQuery, ReferralCounts,
  ReferralParam, ReferralShown, ReferralsPage, ReferralsQuery, ReferralToday, ReturnReferral, RoutesOffered, SendReferral, StepReferral,
} from "./words.ts"; // prettier-ignore
import { perform, slip, takeInbox, type WorkbookWorld } from "./workbook.ts";
import type { ReferralWorld } from "./world.ts";

type RoutesWorld = WorkbookWorld & SlipBackWorld;

const counted = { none: "counts alone" } as const;
const step = ["journal.not_found", "referral.unknown", "referral.not_now"];

const reading = (world: ReferralWorld): Route[] => [
  route({
    method: "GET", path: "/api/referral/list", permission: "referral.read", summary: "部门转介（未办结的按发出先后，最早的在前）", looks: { kind: "list", of: (page) => page.lines.map((line) => line.childId) },
    query: ReferralsQuery, output: ReferralsPage, refusals: ["area.unknown"],
  })(({ actor, query }) => list(world, actor, query)),
  route({
    method: "GET", path: "/api/referral/counts", permission: "referral.read", summary: "未办结转介的分布", looks: counted, query: AreaQuery, output: ReferralCounts, refusals: ["area.unknown"],
  })(({ actor, query }) => counts(world, actor, query.area)),
  route({ method: "GET", path: "/api/referral/today", permission: "referral.read", summary: "今日要办的转介", looks: counted, query: AreaQuery, output: ReferralToday, refusals: ["area.unknown"] })(({ actor, query }) => ofToday(world, actor, query.area)),
  route({
    method: "GET", path: "/api/referral/origins", permission: "referral.read", summary: "由任务或异常数据发出的转介", looks: { kind: "list", of: ({ children }) => children, asksFor: ({ query }) => query.ids }, query: OriginsQuery, output: Origins,
  })(({ actor, query }) => originLines(world, actor, query)),
  route({
    method: "GET", path: "/api/referral/children/:childId", permission: "referral.read", summary: "一名儿童的转介及经过", looks: { kind: "file" }, params: ChildParam, output: z.array(ReferralShown),
    refusals: ["registry.not_found"],
  })(({ actor, params }) => ofChild(world, actor, params.childId)),
  route({
    method: "GET", path: "/api/referral/children/:childId/routes", permission: "referral.send", summary: "可以转介的部门，及将提供的信息", params: ChildParam, query: OpeningQuery, output: RoutesOffered,
    looks: { kind: "file", purpose: ({ query }) => query.purpose ?? null, fields: (_call, shown) => shown.opened }, refusals: ["registry.not_found"],
  })(({ actor, params, query }) => offers(world, actor, params.childId, query.purpose ?? null)),
]; // prettier-ignore

const writing = (world: ReferralWorld): Route[] => [
  route({
    method: "POST", path: "/api/referral/children/:childId", permission: "referral.send", summary: "转介部门", params: ChildParam, body: SendReferral, output: Stored,
    refusals: ["registry.not_found", "journal.not_found", "journal.stale", "journal.id_reused", "registry.file_closed", "referral.route_unknown", "referral.open_already", "referral.nothing_to_give", "referral.search_wrong", "referral.search_not_lost", "referral.origin_unknown", "referral.origin_over", "referral.unknown", "referral.not_now", "export.fields_beyond"],
  })(async ({ actor, params, body }) => stored(await send(world, actor, params.childId, body))),
  route({
    method: "POST", path: "/api/referral/children/:childId/:no/check", permission: "referral.check", summary: "回访核实办理结果", params: ReferralParam, body: CheckReferral, output: Stored, refusals: [...step, "referral.answered_since", "referral.search_back_since", "referral.origin_unknown"],
  })(async ({ actor, params, body }) => stored(await check(world, actor, params.childId, params.no, body))),
  route({
    method: "POST", path: "/api/referral/children/:childId/:no/close", permission: "referral.send", summary: "部门退回的转介结束办理", params: ReferralParam, body: EndReferral, output: Stored, refusals: step,
  })(async ({ actor, params, body }) => stored(await close(world, actor, params.childId, params.no, body))),
  route({
    method: "POST", path: "/api/referral/children/:childId/:no/withdraw", permission: "referral.send", summary: "撤回转介", params: ReferralParam, body: EndReferral, output: Stored, refusals: step,
  })(async ({ actor, params, body }) => stored(await withdraw(world, actor, params.childId, params.no, body))),
]; // prettier-ignore

const offline = (world: RoutesWorld): Route[] => [
  route({
    method: "POST", path: "/api/referral/inbox/file", permission: "referral.inbox", summary: "生成待办表（xlsx），供离线办理", looks: { kind: "export", purpose: purposeAsked, personal: ["name"] },
    body: TakeSlip, output: Ticket, refusals: ["account.fresh_factor_needed", "export.id_taken", "db.disk_full"],
  })(({ actor, body, request, saw }) => takeInbox(world, actor, saw, { ...body, address: request.ip })),
  route({
    method: "POST", path: "/api/referral/inbox/workbook", permission: "referral.answer", summary: "交回填好的待办表", looks: { none: "each line is an entry of its file" }, upload: true, output: SlipTaken, refusals: slipRefusals,
  })(({ actor, request, reply }) => slipBack(world, { actor, request, reply }, { slip, perform: perform(world, actor) })),
]; // prettier-ignore

const answered = ["referral.unknown", "referral.not_now"];
const searched = [
  ...answered,
  "referral.day_wrong",
  "referral.day_before_lost",
  "referral.earlier_case",
  "referral.search_unanswered",
  "referral.search_too_early",
];

const department = (world: ReferralWorld): Route[] => [
  route({
    method: "GET", path: "/api/referral/inbox", permission: "referral.inbox", key: "referrals", summary: "转介给本部门的儿童（待办的按收到先后，最早的在前）", looks: { kind: "list", of: (page) => page.lines.map((line) => line.childId) },
    query: InboxQuery, output: InboxPage,
  })(({ actor, query }) => inbox(world, actor, query)),
  route({ method: "GET", path: "/api/referral/inbox/today", permission: "referral.inbox", key: "referrals", summary: "今日等本部门办理的转介", looks: counted, output: ReferralToday })(({ actor }) => inboxToday(world, actor)),
  route({
    method: "GET", path: "/api/referral/inbox/:childId/:no", permission: "referral.inbox", key: "referrals", summary: "转介给本部门的一名儿童，及提供的信息", params: ReferralParam, output: ReferralShown,
    looks: { kind: "file", purpose: () => "referral", fields: (_call, shown) => shown.opened }, refusals: ["referral.unknown"],
  })(({ actor, params }) => open(world, actor, params.childId, params.no)),
  route({
    method: "POST", path: "/api/referral/inbox/:childId/:no/receive", permission: "referral.answer", key: "referrals", summary: "签收转介", params: ReferralParam, body: StepReferral, output: Stored, refusals: answered,
  })(async ({ actor, params, body }) => stored(await receive(world, actor, params.childId, params.no, body))),
  route({
    method: "POST", path: "/api/referral/inbox/:childId/:no/accept", permission: "referral.answer", key: "referrals", summary: "受理转介", params: ReferralParam, body: AcceptReferral, output: Stored, refusals: searched,
  })(async ({ actor, params, body }) => stored(await accept(world, actor, params.childId, params.no, body))),
  route({
    method: "POST", path: "/api/referral/inbox/:childId/:no/return", permission: "referral.answer", key: "referrals", summary: "退回转介并说明理由", params: ReferralParam, body: ReturnReferral, output: Stored, refusals: answered,
  })(async ({ actor, params, body }) => stored(await giveBack(world, actor, params.childId, params.no, body))),
  route({
    method: "POST", path: "/api/referral/inbox/:childId/:no/answer", permission: "referral.answer", key: "referrals", summary: "反馈办理结果", params: ReferralParam, body: AnswerReferral, output: Stored, refusals: searched,
  })(async ({ actor, params, body }) => stored(await answer(world, actor, params.childId, params.no, body))),
]; // prettier-ignore

export const routes = (world: RoutesWorld): Route[] => [
  ...offline(world),
  ...reading(world),
  ...writing(world),
  ...department(world),
];
