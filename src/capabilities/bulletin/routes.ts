import { z } from "zod";
import { purposeAsked, Ticket } from "#capabilities/export/index.ts";
import { refusals as slipRefusals, slipBack, type SlipBackWorld } from "#capabilities/slip/index.ts";
import { SlipTaken, TakeSlip } from "#capabilities/slip/words.ts";
import { isSensitive, Stored, stored } from "#capabilities/registry/index.ts";
import { type Route, route } from "#platform/http/route.ts";
import { amend, check, compose, drop, goOn, sendBack, submit, urge, withdraw } from "./actions.ts";
import { help, inbox, openInbox, receive, told } from "./inbox.ts";
import { recallOne } from "./recalling.ts";
import { linesShown, listed, offers, ofChild, opened } from "./reading.ts";
import { ofToday } from "./today.ts";
import {
  AmendBulletin, BulletinOpened, BulletinShown, BulletinsPage, BulletinsQuery, BulletinToday, ChildParam, ComposeBulletin, EndBulletin,
  HelpBulletin, InboxQuery, LineParam, LinesPage, LinesQuery, ListParam, Offered, OpeningQuery, StepBulletin, TellShown, ToldPage, UrgeBulletin,
} from "./words.ts"; // prettier-ignore
import { perform, slip, takeList, type WorkbookWorld } from "./workbook.ts";
import type { BulletinWorld } from "./world.ts";

type RoutesWorld = WorkbookWorld & SlipBackWorld;

const lists = "/api/bulletin/lists";
const one = `${lists}/:listId` as const;
const child = "/api/bulletin/children/:childId";
const received = "/api/bulletin/inbox";
const nobody = { none: "lists and counts; no child is named" } as const;
const step = ["journal.not_found", "bulletin.unknown", "bulletin.other_office", "bulletin.not_now"];

const reading = (world: BulletinWorld): Route[] => [
  route({ method: "GET", path: "/api/bulletin/today", permission: "bulletin.list", summary: "名单通报的到期、逾期和待办", looks: nobody, output: BulletinToday })(({ actor }) => ofToday(world, actor)),
  route({
    method: "GET", path: lists, permission: "bulletin.list", summary: "本地区的通报名单（新的在前）", looks: nobody, query: BulletinsQuery, output: BulletinsPage, refusals: ["area.unknown"],
  })(({ actor, query }) => listed(world, actor, query)),
  route({ method: "GET", path: one, permission: "bulletin.list", summary: "一份通报名单及人数", looks: nobody, params: ListParam, output: BulletinOpened, refusals: ["bulletin.unknown"] })(({ actor, params }) => opened(world, actor, params.listId)),
  route({
    method: "GET", path: `${one}/lines`, permission: "bulletin.list", summary: "通报名单上的儿童（等级高的在前）", params: ListParam, query: LinesQuery, output: LinesPage,
    looks: { kind: "list", of: (page) => page.lines.map((line) => line.childId) }, refusals: ["bulletin.unknown"],
  })(({ actor, params, query }) => linesShown(world, actor, params.listId, query)),
  route({
    method: "GET", path: child, permission: "bulletin.read", summary: "一名儿童的通报记录", looks: { kind: "file" }, params: ChildParam, output: z.array(TellShown), refusals: ["registry.not_found"],
  })(({ actor, params }) => ofChild(world, actor, params.childId)),
  route({
    method: "GET", path: `${child}/offers`, permission: "bulletin.compose", summary: "可以紧急通报的部门，及将提供的信息", params: ChildParam, query: OpeningQuery, output: Offered,
    looks: { kind: "file", purpose: ({ query }) => query.purpose ?? null, fields: (_call, shown) => shown.opened }, refusals: ["registry.not_found"],
  })(({ actor, params, query }) => offers(world, actor, params.childId, query.purpose ?? null)),
]; // prettier-ignore

const nameless = ["bulletin.reason_names", "bulletin.reason_private"];
const putting = ["bulletin.item_unknown", "bulletin.not_for_department"];

const writing = (world: BulletinWorld): Route[] => [
  route({ method: "POST", path: lists, permission: "bulletin.compose", summary: "拟定通报名单", body: ComposeBulletin, output: Stored, refusals: [...putting, "bulletin.open_already", "journal.id_taken"] })(
    async ({ actor, body }) => stored(await compose(world, actor, body)),
  ),
  route({
    method: "POST", path: child, permission: "bulletin.compose", summary: "紧急通报一名儿童", params: ChildParam, body: UrgeBulletin, output: Stored,
    refusals: [...putting, "registry.not_found", "journal.stale", "registry.file_closed", "bulletin.no_level", "journal.id_taken", "journal.id_reused"],
  })(async ({ actor, params, body }) => stored(await urge(world, actor, params.childId, body))),
  route({
    method: "POST", path: `${one}/children/:childId`, permission: "bulletin.compose", summary: "名单上增减一名儿童并说明理由", params: LineParam, body: AmendBulletin, output: Stored,
    refusals: [...step, "bulletin.not_composer", "bulletin.not_on_list", "registry.file_closed", "bulletin.no_level", "bulletin.level_not_meant", ...putting],
  })(async ({ actor, params, body }) => stored(await amend(world, actor, params.listId, params.childId, body))),
  route({
    method: "POST", path: `${one}/children/:childId/recall`, permission: "bulletin.check", summary: "从已发送的名单撤回一名儿童并说明理由", params: LineParam, body: EndBulletin, output: Stored,
    refusals: ["bulletin.unknown", "bulletin.other_office", "bulletin.not_now", "bulletin.urgent_whole", "bulletin.recalled"],
  })(async ({ actor, params, body }) => stored(await recallOne(world, actor, params.listId, params.childId, body))),
  route({ method: "POST", path: `${one}/submit`, permission: "bulletin.compose", summary: "提交名单复核", params: ListParam, body: StepBulletin, output: Stored, refusals: [...step, "bulletin.not_composer"] })(
    async ({ actor, params, body }) => stored(await submit(world, actor, params.listId, body)),
  ),
  route({ method: "POST", path: `${one}/return`, permission: "bulletin.check", summary: "复核退回名单", params: ListParam, body: EndBulletin, output: Stored, refusals: [...step, ...nameless, "bulletin.own_list"] })(
    async ({ actor, params, body }) => stored(await sendBack(world, actor, params.listId, body)),
  ),
  route({ method: "POST", path: `${one}/check`, permission: "bulletin.check", summary: "复核通过并发送名单", params: ListParam, body: StepBulletin, output: Stored, refusals: [...step, "bulletin.own_list", "journal.id_reused"] })(
    async ({ actor, params, body }) => stored(await check(world, actor, params.listId, body)),
  ),
  route({ method: "POST", path: `${one}/continue`, permission: "bulletin.check", summary: "继续没有发送完的名单", params: ListParam, body: StepBulletin, output: Stored, refusals: [...step, "journal.id_reused"] })(
    async ({ actor, params, body }) => stored(await goOn(world, actor, params.listId, body)),
  ),
  route({ method: "POST", path: `${one}/withdraw`, permission: "bulletin.check", summary: "撤回已发送的名单", params: ListParam, body: EndBulletin, output: Stored, refusals: [...step, ...nameless] })(
    async ({ actor, params, body }) => stored(await withdraw(world, actor, params.listId, body)),
  ),
  route({ method: "POST", path: `${one}/drop`, permission: "bulletin.compose", summary: "作废没有发送的名单", params: ListParam, body: EndBulletin, output: Stored, refusals: [...step, ...nameless] })(
    async ({ actor, params, body }) => stored(await drop(world, actor, params.listId, body)),
  ),
]; // prettier-ignore

/** What a department reads of lists is open to it: they were sent to be worked with. */
const openedOn = ({ lines }: ToldPage): string[] => [
  ...new Set(lines.flatMap(({ facts }) => facts.flatMap(({ key }) => (isSensitive(key) ? [key] : [])))),
];

const department = (world: BulletinWorld): Route[] => [
  route({ method: "GET", path: received, permission: "bulletin.inbox", key: "bulletins", summary: "通报给本部门的名单（新的在前）", looks: nobody, query: InboxQuery, output: BulletinsPage })(({ actor, query }) => inbox(world, actor, query)),
  route({ method: "GET", path: `${received}/:listId`, permission: "bulletin.inbox", key: "bulletins", summary: "通报给本部门的一份名单", looks: nobody, params: ListParam, output: BulletinShown, refusals: ["bulletin.unknown"] })(({ actor, params }) => openInbox(world, actor, params.listId)),
  route({
    method: "GET", path: `${received}/:listId/lines`, permission: "bulletin.inbox", key: "bulletins", summary: "通报给本部门的儿童，及提供的信息", params: ListParam, query: InboxQuery, output: ToldPage,
    looks: { kind: "list", of: (page) => page.lines.map((line) => line.childId), purpose: () => "referral", fields: (_call, page) => openedOn(page) }, refusals: ["bulletin.unknown"],
  })(({ actor, params, query }) => told(world, actor, params.listId, query)),
  route({ method: "POST", path: `${received}/:listId/receive`, permission: "bulletin.help", key: "bulletins", summary: "签收名单", params: ListParam, body: StepBulletin, output: Stored, refusals: ["bulletin.unknown", "bulletin.not_now"] })(
    async ({ actor, params, body }) => stored(await receive(world, actor, params.listId, body)),
  ),
  route({
    method: "POST", path: `${received}/:listId/children/:childId`, permission: "bulletin.help", key: "bulletins", summary: "反馈对一名儿童的帮扶", params: LineParam, body: HelpBulletin, output: Stored,
    refusals: ["bulletin.unknown", "bulletin.recalled", "bulletin.helps_full", "bulletin.day_wrong", "bulletin.before_told", "bulletin.closed_before"],
  })(async ({ actor, params, body }) => stored(await help(world, actor, params.listId, params.childId, body))),
]; // prettier-ignore

const offline = (world: RoutesWorld): Route[] => [
  route({
    method: "POST", path: `${received}/:listId/file`, permission: "bulletin.inbox", summary: "生成帮扶反馈表（xlsx），供离线填写", looks: { kind: "export", purpose: purposeAsked, personal: ["name"] },
    params: ListParam, body: TakeSlip, output: Ticket, refusals: ["bulletin.unknown", "bulletin.not_now", "account.fresh_factor_needed", "export.id_taken", "db.disk_full"],
  })(({ actor, params, body, request, saw }) => takeList(world, actor, saw, { ...body, listId: params.listId, address: request.ip })),
  route({
    method: "POST", path: `${received}/workbook`, permission: "bulletin.help", summary: "交回填好的帮扶反馈表", looks: { none: "each line is an entry of its file" }, upload: true, output: SlipTaken,
    refusals: slipRefusals,
  })(({ actor, request, reply }) => slipBack(world, { actor, request, reply }, { slip, perform: perform(world, actor) })),
]; // prettier-ignore

export const routes = (world: RoutesWorld): Route[] => [
  ...reading(world),
  ...writing(world),
  ...department(world),
  ...offline(world),
];
