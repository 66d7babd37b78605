import { Stored, stored } from "#capabilities/registry/index.ts";
import { type Route, route } from "#platform/http/route.ts";
import { list, type NoticeWorld, own, read, remind, send, show, withdraw } from "./actions.ts";
import {
  NoticeParam, NoticeSent, NoticeShown, NoticesPage, NoticesQuery, OwnNotices, ReadNotice, RemindNotice, SendNotice, WithdrawNotice,
} from "./words.ts"; // prettier-ignore

const notices = "/api/notice/notices";
const one = `${notices}/:noticeId` as const;

export const routes = (world: NoticeWorld): Route[] => [
  route({
    method: "GET", path: "/api/notice/mine", permission: "notice.open", summary: "收到的通知", output: OwnNotices, looks: { kind: "list", of: (lines) => lines.flatMap(({ childIds }) => childIds) },
  })(({ actor }) => own(world, actor)),
  route({
    method: "POST", path: `${one}/read`, permission: "notice.read", summary: "通知已读回执", params: NoticeParam, body: ReadNotice, output: Stored, refusals: ["notice.unknown", "journal.id_taken"],
  })(async ({ actor, params, body }) => stored(await read(world, actor, params.noticeId, body))),
  route({
    method: "GET", path: notices, permission: "notice.write", summary: "本单位发出的通知", query: NoticesQuery, output: NoticesPage, looks: { none: "workers and counts alone" },
  })(({ actor, query }) => list(world, actor, query)),
  route({
    method: "POST", path: notices, permission: "notice.write", summary: "发通知，或提醒所选儿童的儿童主任", body: SendNotice, output: NoticeSent, looks: { none: "a command, which the journal keeps" },
    refusals: ["area.unknown", "journal.not_found", "journal.id_taken", "notice.nobody", "notice.unreached", "notice.day_wrong", "notice.post_above", "notice.id_number", "notice.mobile", "notice.names_child"], attempts: ["journal.not_found"],
  })(async ({ actor, body }) => {
    const { subject, repeated } = await send(world, actor, body);
    return { id: subject.id, repeated };
  }),
  route({
    method: "GET", path: one, permission: "notice.write", summary: "一份通知和已读情况", params: NoticeParam, output: NoticeShown, looks: { kind: "list", of: ({ childIds }) => childIds }, refusals: ["notice.unknown"],
  })(({ actor, params }) => show(world, actor, params.noticeId)),
  route({
    method: "POST", path: `${one}/remind`, permission: "notice.write", summary: "提醒还没有看的人", params: NoticeParam, body: RemindNotice, output: Stored, refusals: ["journal.not_found", "notice.unknown", "notice.other_office", "notice.reminded", "notice.withdrawn"],
  })(async ({ actor, params, body }) => stored(await remind(world, actor, params.noticeId, body))),
  route({
    method: "POST", path: `${one}/withdraw`, permission: "notice.write", summary: "撤回通知", params: NoticeParam, body: WithdrawNotice, output: Stored, refusals: ["journal.not_found", "notice.unknown", "notice.other_office", "notice.withdrawn", "notice.id_number", "notice.mobile"],
  })(async ({ actor, params, body }) => stored(await withdraw(world, actor, params.noticeId, body))),
]; // prettier-ignore
