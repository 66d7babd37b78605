import { z } from "zod";
import { purposeAsked, Ticket } from "#capabilities/export/index.ts";
import { refusals as slipRefusals, slipBack, type SlipBackWorld } from "#capabilities/slip/index.ts";
import { SlipTaken, TakeSlip } from "#capabilities/slip/words.ts";
import { Stored, stored } from "#capabilities/registry/index.ts";
import { type Route, route } from "#platform/http/route.ts";
import {
  board,
  cancel,
  correct,
  drop,
  hold,
  leave,
  list,
  move,
  ofChild,
  ofToday,
  renew,
  review,
  uninvite,
} from "./actions.ts";
import { call, invite, join, offer } from "./calling.ts";
import { accept, decline, fulfil, inbox, inboxToday, open, opine } from "./inbox.ts";
import {
  AcceptInvitation, AreaQuery, CallConference, ChildParam, Companion, ConferenceOffer, ConferenceParam, ConferenceShown, ConferencesPage, ConferencesQuery, ConferenceToday, CorrectMinutes,
  DecisionParam, DecisionsPage, DecisionsQuery, DeclineInvitation, EndByReason, FulfilDecision, HoldConference, InvitedPage, InvitedQuery, InvitedShown, InviteLater, JoinMeeting, MoveMeeting,
  OpeningQuery, RenewDecision, ReviewConference, SendOpinion, TakeBack,
} from "./words.ts"; // prettier-ignore
import { companions } from "./sitting.ts";
import { perform, slip, takeDecisions, type WorkbookWorld } from "./workbook.ts";
import type { ConferenceWorld } from "./world.ts";

type RoutesWorld = WorkbookWorld & SlipBackWorld;

const counted = { none: "counts alone" } as const;
const step = [
  "journal.not_found",
  "conference.unknown",
  "conference.not_now",
  "registry.file_closed",
  "conference.names_another",
];
const giving = [
  "registry.not_found",
  "journal.stale",
  "journal.id_reused",
  "conference.invitee_unknown",
  "conference.invited_twice",
  "conference.nothing_to_give",
  "conference.day_wrong",
  "export.fields_beyond",
];
const owning = ["conference.owner_wrong", "conference.due_wrong"];

const reading = (world: ConferenceWorld): Route[] => [
  route({
    method: "GET", path: "/api/conference/list", permission: "conference.read", summary: "个案会商（未结束的按召集先后，最早的在前）", looks: { kind: "list", of: (page) => page.lines.map((line) => line.childId) },
    query: ConferencesQuery, output: ConferencesPage, refusals: ["area.unknown"],
  })(({ actor, query }) => list(world, actor, query)),
  route({
    method: "GET", path: "/api/conference/decisions", permission: "conference.read", summary: "没有落实的会商决定（最早的在前）", looks: { kind: "list", of: (page) => page.lines.map((line) => line.childId) },
    query: DecisionsQuery, output: DecisionsPage, refusals: ["area.unknown"],
  })(({ actor, query }) => board(world, actor, query)),
  route({ method: "GET", path: "/api/conference/today", permission: "conference.read", summary: "今日要办的会商", looks: counted, query: AreaQuery, output: ConferenceToday, refusals: ["area.unknown"] })(({ actor, query }) => ofToday(world, actor, query.area)),
  route({
    method: "GET", path: "/api/conference/children/:childId", permission: "conference.read", summary: "一名儿童的会商、纪要和决定", params: ChildParam, query: OpeningQuery, output: z.array(ConferenceShown),
    looks: { kind: "file", purpose: ({ query }) => query.purpose ?? null, fields: (_call, shown) => [...new Set(shown.flatMap(({ opened }) => opened))] }, refusals: ["registry.not_found"],
  })(({ actor, params, query }) => ofChild(world, actor, params.childId, query.purpose ?? null)),
  route({
    method: "GET", path: "/api/conference/children/:childId/company", permission: "conference.call", summary: "可以一并商定的儿童：同一次会议的和由同样的人照护的", params: ChildParam, output: z.array(Companion),
    looks: { kind: "list", of: (lines) => lines.map((line) => line.childId) }, refusals: ["registry.not_found"],
  })(({ actor, params }) => companions(world, actor, params.childId)),
  route({
    method: "GET", path: "/api/conference/children/:childId/offer", permission: "conference.call", summary: "可以邀请的部门，及将提供的信息", params: ChildParam, query: OpeningQuery, output: ConferenceOffer,
    looks: { kind: "file", purpose: ({ query }) => query.purpose ?? null, fields: (_call, shown) => shown.opened }, refusals: ["registry.not_found"],
  })(({ actor, params, query }) => offer(world, actor, params.childId, query.purpose ?? null)),
]; // prettier-ignore

const writing = (world: ConferenceWorld): Route[] => [
  route({
    method: "POST", path: "/api/conference/children/:childId", permission: "conference.call", summary: "召集个案会商，可以一次会议商定几名儿童的事", params: ChildParam, body: CallConference, output: Stored,
    refusals: [...step, ...giving, "conference.open_already", "conference.review_missing", "conference.child_twice", "conference.rest_day"],
  })(async ({ actor, params, body }) => stored(await call(world, actor, params.childId, body))),
  route({
    method: "POST", path: "/api/conference/children/:childId/:no/minutes", permission: "conference.call", summary: "记会商纪要和决定", params: ConferenceParam, body: HoldConference, output: Stored,
    refusals: [...step, ...owning, "conference.day_wrong", "conference.review_day_wrong"],
  })(async ({ actor, params, body }) => stored(await hold(world, actor, params.childId, { no: params.no }, body))),
  route({
    method: "POST", path: "/api/conference/children/:childId/:no/minutes/correct", permission: "conference.call", summary: "更正会商纪要（原文保留）", params: ConferenceParam, body: CorrectMinutes, output: Stored,
    refusals: [...step, "conference.minutes_changed"],
  })(async ({ actor, params, body }) => stored(await correct(world, actor, params.childId, { no: params.no }, body))),
  route({
    method: "POST", path: "/api/conference/children/:childId/:no/invite", permission: "conference.call", summary: "会前增加邀请一个部门", params: ConferenceParam, body: InviteLater, output: Stored,
    refusals: [...step, ...giving, "conference.moved_away"],
  })(async ({ actor, params, body }) => stored(await invite(world, actor, params.childId, params.no, body))),
  route({
    method: "POST", path: "/api/conference/children/:childId/:no/uninvite", permission: "conference.call", summary: "收回部门还没有打开的邀请", params: ConferenceParam, body: TakeBack, output: Stored,
    refusals: [...step, "conference.not_invited", "conference.opened_already", "conference.owner_uninvited", "conference.nobody_left"],
  })(async ({ actor, params, body }) => stored(await uninvite(world, actor, params.childId, { no: params.no }, body))),
  route({
    method: "POST", path: "/api/conference/children/:childId/:no/move", permission: "conference.call", summary: "会商改期（同一次会议的儿童一并改期）", params: ConferenceParam, body: MoveMeeting, output: Stored,
    refusals: [...step, "conference.day_wrong", "conference.rest_day", "journal.busy"],
  })(async ({ actor, params, body }) => stored(await move(world, actor, params.childId, { no: params.no }, body))),
  route({
    method: "POST", path: "/api/conference/children/:childId/:no/cancel", permission: "conference.call", summary: "取消会商（同一次会议的儿童一并取消）", params: ConferenceParam, body: EndByReason, output: Stored,
    refusals: [...step, "conference.carries_open", "journal.busy"],
  })(async ({ actor, params, body }) => stored(await cancel(world, actor, params.childId, { no: params.no }, body))),
  route({
    method: "POST", path: "/api/conference/children/:childId/:no/leave", permission: "conference.call", summary: "会前把这名儿童从同一次会议中移出", params: ConferenceParam, body: EndByReason, output: Stored,
    refusals: [...step, "conference.carries_open"],
  })(async ({ actor, params, body }) => stored(await leave(world, actor, params.childId, { no: params.no }, body))),
  route({
    method: "POST", path: "/api/conference/children/:childId/:no/join", permission: "conference.call", summary: "会前在同一次会议中增加一名儿童", params: ConferenceParam, body: JoinMeeting, output: Stored,
    refusals: [...step, ...giving, "conference.open_already", "conference.review_missing", "conference.child_twice", "conference.alone"],
  })(async ({ actor, params, body }) => stored(await join(world, actor, params.childId, params.no, body))),
  route({
    method: "POST", path: "/api/conference/children/:childId/:no/review", permission: "conference.call", summary: "评估会商的效果", params: ConferenceParam, body: ReviewConference, output: Stored,
    refusals: [...step, "conference.review_early", "conference.decisions_open", "conference.review_day_wrong"],
  })(async ({ actor, params, body }) => stored(await review(world, actor, params.childId, { no: params.no }, body))),
  route({
    method: "POST", path: "/api/conference/children/:childId/:no/decisions/:nth/renew", permission: "conference.call", summary: "重新交办会商决定", params: DecisionParam, body: RenewDecision, output: Stored,
    refusals: [...step, ...owning, "conference.decision_not_now"],
  })(async ({ actor, params: { childId, ...at }, body }) => stored(await renew(world, actor, childId, at, body))),
  route({
    method: "POST", path: "/api/conference/children/:childId/:no/decisions/:nth/drop", permission: "conference.call", summary: "会商决定不再落实并说明理由", params: DecisionParam, body: EndByReason, output: Stored,
    refusals: [...step, "conference.decision_not_now"],
  })(async ({ actor, params: { childId, ...at }, body }) => stored(await drop(world, actor, childId, at, body))),
]; // prettier-ignore

const offline = (world: RoutesWorld): Route[] => [
  route({
    method: "POST", path: "/api/conference/inbox/file", permission: "conference.inbox", summary: "生成会商决定待办表（xlsx），供离线办理", looks: { kind: "export", purpose: purposeAsked, personal: ["name"] },
    body: TakeSlip, output: Ticket, refusals: ["account.fresh_factor_needed", "export.id_taken", "db.disk_full"],
  })(({ actor, body, request, saw }) => takeDecisions(world, actor, saw, { ...body, address: request.ip })),
  route({
    method: "POST", path: "/api/conference/inbox/workbook", permission: "conference.answer", summary: "交回填好的会商决定待办表", looks: { none: "each line is an entry of its file" }, upload: true, output: SlipTaken, refusals: slipRefusals,
  })(({ actor, request, reply }) => slipBack(world, { actor, request, reply }, { slip, perform: perform(world, actor) })),
]; // prettier-ignore

const answered = ["conference.unknown", "conference.not_now", "conference.names_another", "registry.file_closed"];

const department = (world: ConferenceWorld): Route[] => [
  route({
    method: "GET", path: "/api/conference/inbox", permission: "conference.inbox", key: "conferences", summary: "邀请本部门参加的会商（最早的在前）", looks: { kind: "list", of: (page) => page.lines.map((line) => line.childId) },
    query: InvitedQuery, output: InvitedPage,
  })(({ actor, query }) => inbox(world, actor, query)),
  route({ method: "GET", path: "/api/conference/inbox/today", permission: "conference.inbox", key: "conferences", summary: "今日等本部门回复、落实的会商", looks: counted, output: ConferenceToday })(({ actor }) => inboxToday(world, actor)),
  route({
    method: "GET", path: "/api/conference/inbox/:childId/:no", permission: "conference.inbox", key: "conferences", summary: "邀请本部门参加的一次会商，及提供的材料", params: ConferenceParam, output: InvitedShown,
    looks: { kind: "file", purpose: () => "referral", fields: (_call, shown) => shown.opened }, refusals: ["conference.unknown"],
  })(({ actor, params }) => open(world, actor, params.childId, params.no)),
  route({
    method: "POST", path: "/api/conference/inbox/:childId/:no/accept", permission: "conference.answer", key: "conferences", summary: "回复参加会商", params: ConferenceParam, body: AcceptInvitation, output: Stored, refusals: answered,
  })(async ({ actor, params, body }) => stored(await accept(world, actor, params.childId, { no: params.no }, body))),
  route({
    method: "POST", path: "/api/conference/inbox/:childId/:no/decline", permission: "conference.answer", key: "conferences", summary: "回复不参加会商并说明理由", params: ConferenceParam, body: DeclineInvitation, output: Stored, refusals: answered.slice(0, 3),
  })(async ({ actor, params, body }) => stored(await decline(world, actor, params.childId, { no: params.no }, body))),
  route({
    method: "POST", path: "/api/conference/inbox/:childId/:no/opinion", permission: "conference.answer", key: "conferences", summary: "提交书面意见", params: ConferenceParam, body: SendOpinion, output: Stored, refusals: answered,
  })(async ({ actor, params, body }) => stored(await opine(world, actor, params.childId, { no: params.no }, body))),
  route({
    method: "POST", path: "/api/conference/inbox/:childId/:no/decisions/:nth", permission: "conference.answer", key: "conferences", summary: "反馈会商决定的落实情况", params: DecisionParam, body: FulfilDecision, output: Stored,
    refusals: [...answered.slice(0, 3), "conference.decision_not_now", "conference.decision_renewed"],
  })(async ({ actor, params: { childId, ...at }, body }) => stored(await fulfil(world, actor, childId, at, body))),
]; // prettier-ignore

export const routes = (world: RoutesWorld): Route[] => [
  ...offline(world),
  ...reading(world),
  ...writing(world),
  ...department(world),
];
