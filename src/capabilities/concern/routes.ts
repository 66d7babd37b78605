import { Arrived, OpenQuery, PartQuery } from "#capabilities/attachment/words.ts";
import { Stored, stored } from "#capabilities/registry/index.ts";
import { type Route, route } from "#platform/http/route.ts";
import {
  close, type ConcernWorld, handle, identify, join, receive, report, supplement, tell, transfer,
} from "./actions.ts"; // prettier-ignore
import { lookUp, publicAreas, publicPolicy, type PublicWorld, receivePublic, receiveSealed } from "./publicly.ts";
import { arrived, attach, openPicture, takePart, withdraw } from "./pictures.ts";
import { about, counts, figures, list, openedIn, own, show } from "./reading.ts";
import { ReportSealed } from "./sealedWords.ts";
import {
  AreaQuery, AttachPicture, ChildConcerns, ChildParam, CloseConcern, ConcernCounts, ConcernFigures, ConcernParam, ConcernShown, ConcernsPage,
  ConcernsQuery, FiguresQuery, HandleConcern, IdentifyConcern, JoinConcern, OpeningQuery, OwnConcerns, PictureParam, ReceiveConcern,
  LookedUp, LookUpConcern, PublicAreaParam, PublicAreas, PublicPolicy, PublicPolicyQuery, PublicReceipt,
  ReportConcern, ReportPublicly, SupplementConcern, TellConcern, TransferConcern, WithdrawPicture,
} from "./words.ts"; // prettier-ignore

const none = { none: "the journal keeps what it brings" } as const;
const reports = "/api/concern/reports";
const one = `${reports}/:concernId` as const;

const reporting = (world: ConcernWorld): Route[] => [
  route({
    method: "POST", path: reports, permission: "concern.report", summary: "强制报告", body: ReportConcern, output: Stored, refusals: ["area.unknown", "journal.id_taken"],
  })(async ({ actor, body }) => stored(await report(world, actor, body))),
  route({
    method: "POST", path: `${one}/supplements`, permission: "concern.supplement", summary: "报告人补充情况", params: ConcernParam, body: SupplementConcern, output: Stored, refusals: ["concern.unknown"],
  })(async ({ actor, params, body }) => stored(await supplement(world, actor, params.concernId, body))),
  route({
    method: "GET", path: `${one}/uploads/:id`, permission: "concern.attach", summary: "强制报告的照片传到哪里了", params: PictureParam, output: Arrived, looks: none, refusals: ["concern.unknown"],
  })(({ actor, params }) => arrived(world, actor, params.concernId, params.id)),
  route({
    method: "POST", path: `${one}/uploads/:id`, permission: "concern.attach", summary: "接着传强制报告照片的一段", bytes: true, params: PictureParam, query: PartQuery, output: Arrived, looks: none, refusals: ["concern.unknown", "attachment.part_wrong", "attachment.too_large", "attachment.too_much"],
  })(({ actor, params, query, request }) => takePart(world, actor, params.concernId, params.id, query.at, Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0))),
  route({
    method: "POST", path: `${one}/pictures`, permission: "concern.attach", summary: "把传完的照片附到强制报告", params: ConcernParam, body: AttachPicture, output: Stored, refusals: ["concern.unknown", "concern.too_many_pictures", "attachment.incomplete", "attachment.not_an_image"],
  })(async ({ actor, params, body }) => stored(await attach(world, actor, params.concernId, body))),
  route({
    method: "POST", path: `${one}/pictures/:id/withdraw`, permission: "concern.attach", summary: "撤回强制报告的一张照片（内容删除，理由留下）", params: PictureParam, body: WithdrawPicture, output: Stored, refusals: ["concern.unknown", "concern.closed", "concern.not_on_case", "concern.received_withdraw", "concern.picture_unknown", "attachment.not_found"],
  })(async ({ actor, params, body }) => stored(await withdraw(world, actor, params.concernId, params.id, body))),
  route({
    method: "GET", path: "/api/concern/own", permission: "concern.report", summary: "本人报告的办理情况和反馈", output: OwnConcerns, looks: { none: "one's own reports: whoever reads traces would read who reported what" },
  })(({ actor }) => own(world, actor)),
]; // prettier-ignore

const reading = (world: ConcernWorld): Route[] => [
  route({
    method: "GET", path: reports, permission: "concern.handle", summary: "强制报告列表", query: ConcernsQuery, output: ConcernsPage, looks: { kind: "list", of: (page) => page.lines.map(({ id }) => id) }, refusals: ["area.unknown"],
  })(({ actor, query }) => list(world, actor, query)),
  route({
    method: "GET", path: "/api/concern/counts", permission: "concern.handle", summary: "待受理、办理中的强制报告", query: AreaQuery, output: ConcernCounts, looks: { none: "counts alone" }, refusals: ["area.unknown"],
  })(({ actor, query }) => counts(world, actor, query.area)),
  route({
    method: "GET", path: "/api/concern/figures", permission: "concern.read_figures", summary: "从收到报告到受理、处置的时间", query: FiguresQuery, output: ConcernFigures, looks: { none: "figures alone" }, refusals: ["area.unknown"],
  })(({ actor, query }) => figures(world, actor, query)),
  route({
    method: "GET", path: one, permission: "concern.handle", summary: "一份强制报告", params: ConcernParam, query: OpeningQuery, output: ConcernShown,
    looks: { kind: "file", of: (answer) => [answer.id, ...(answer.content?.childId ? [answer.content.childId] : [])], purpose: ({ query }) => query.purpose ?? null, fields: (_call, answer) => openedIn(answer) },
    refusals: ["concern.unknown"],
  })(({ actor, params, query }) => show(world, actor, params.concernId, query.purpose ?? null)),
  route({
    method: "GET", path: `${one}/pictures/:id/file`, permission: "concern.handle", summary: "打开强制报告的一张照片（须说明目的）", params: PictureParam, query: OpenQuery,
    looks: { kind: "file", fields: ({ params }) => [`concern.picture:${params.id}`], of: (_answer, { params }) => [params.concernId], purpose: ({ query }) => query.purpose },
    refusals: ["concern.unknown", "concern.picture_unknown", "attachment.not_found"],
  })(async ({ actor, params, reply }) => {
    const { type, bytes } = await openPicture(world, actor, params.concernId, params.id);
    void reply.type(type);
    return bytes;
  }),
  route({
    method: "GET", path: "/api/concern/children/:childId/reports", permission: "concern.handle", summary: "关于一名儿童的强制报告", params: ChildParam, output: ChildConcerns, looks: { kind: "file" }, refusals: ["registry.not_found"],
  })(({ actor, params }) => about(world, actor, params.childId)),
]; // prettier-ignore

const handling = (world: ConcernWorld): Route[] => [
  route({
    method: "POST", path: `${one}/receive`, permission: "concern.handle", summary: "受理强制报告", params: ConcernParam, body: ReceiveConcern, output: Stored, refusals: ["journal.not_found", "concern.unknown", "concern.received", "concern.closed"],
  })(async ({ actor, params, body }) => stored(await receive(world, actor, params.concernId, body))),
  route({
    method: "POST", path: `${one}/join`, permission: "concern.handle", summary: "参与办理强制报告", params: ConcernParam, body: JoinConcern, output: Stored, refusals: ["journal.not_found", "concern.unknown", "concern.not_received"],
  })(async ({ actor, params, body }) => stored(await join(world, actor, params.concernId, body))),
  route({
    method: "POST", path: `${one}/steps`, permission: "concern.handle", summary: "登记处置", params: ConcernParam, body: HandleConcern, output: Stored, refusals: ["journal.not_found", "concern.unknown", "concern.not_on_case", "concern.closed", "concern.day_wrong"],
  })(async ({ actor, params, body }) => stored(await handle(world, actor, params.concernId, body))),
  route({
    method: "POST", path: `${one}/identify`, permission: "concern.handle", summary: "查明儿童身份", params: ConcernParam, body: IdentifyConcern, output: Stored, refusals: ["journal.not_found", "concern.unknown", "concern.not_on_case", "concern.closed", "registry.not_found"],
  })(async ({ actor, params, body }) => stored(await identify(world, actor, params.concernId, body))),
  route({
    method: "POST", path: `${one}/transfer`, permission: "concern.handle", summary: "移送强制报告", params: ConcernParam, body: TransferConcern, output: Stored, refusals: ["journal.not_found", "concern.unknown", "concern.not_on_case", "concern.closed", "concern.same_area", "area.unknown", "area.not_a_village"],
  })(async ({ actor, params, body }) => stored(await transfer(world, actor, params.concernId, body))),
  route({
    method: "POST", path: `${one}/tell`, permission: "concern.handle", summary: "向报告人反馈处理结果", params: ConcernParam, body: TellConcern, output: Stored, refusals: ["journal.not_found", "concern.unknown", "concern.not_on_case", "concern.closed"],
  })(async ({ actor, params, body }) => stored(await tell(world, actor, params.concernId, body))),
  route({
    method: "POST", path: `${one}/close`, permission: "concern.handle", summary: "办结强制报告", params: ConcernParam, body: CloseConcern, output: Stored, refusals: ["journal.not_found", "concern.unknown", "concern.not_on_case", "concern.closed", "concern.not_handled", "concern.not_told", "concern.not_public", "concern.spam_second"],
  })(async ({ actor, params, body }) => stored(await close(world, actor, params.concernId, body))),
]; // prettier-ignore

const open = "/api/concern/public";

/** Of the public page: nobody is signed in, and a session that somebody has is not asked for. */
const publicly = (world: PublicWorld): Route[] => [
  route({
    method: "GET", path: `${open}/policy`, permission: null, stranger: true, summary: "公众网页：报告的情形、报告人、求助电话", query: PublicPolicyQuery, output: PublicPolicy, refusals: ["policy.none"],
  })(({ query }) => publicPolicy(world, query.area)),
  route({
    method: "GET", path: `${open}/areas/:code`, permission: null, stranger: true, summary: "公众网页：有人接收报告的下级地区", params: PublicAreaParam, output: PublicAreas,
  })(({ params }) => publicAreas(world, params.code)),
  route({
    method: "POST", path: `${open}/reports`, permission: null, stranger: true, summary: "公众网页：报告孩子有危险", body: ReportPublicly, output: PublicReceipt, refusals: ["area.unknown", "concern.not_served", "concern.nothing_said", "concern.too_many", "journal.id_taken", "journal.id_reused"],
  })(({ body, request }) => receivePublic(world, body, request.ip)),
  route({
    method: "POST", path: `${open}/sealed`, permission: null, stranger: true, summary: "手机上没有登录、没有信号时封存的报告", body: ReportSealed, output: PublicReceipt, refusals: ["concern.box_closed", "area.unknown", "concern.not_served", "concern.nothing_said", "concern.too_many", "journal.id_taken", "journal.id_reused"],
  })(({ body, request }) => receiveSealed(world, body, request.ip)),
  route({
    method: "POST", path: `${open}/look-ups`, permission: null, stranger: true, summary: "公众网页：凭编号和查询码查报告的办理情况", body: LookUpConcern, output: LookedUp, refusals: ["concern.receipt_unknown", "concern.too_many"],
  })(({ body, request }) => lookUp(world, body, request.ip)),
]; // prettier-ignore

export const routes = (world: PublicWorld): Route[] => [
  ...publicly(world),
  ...reporting(world),
  ...reading(world),
  ...handling(world),
];
