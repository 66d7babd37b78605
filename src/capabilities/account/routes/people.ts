import { z } from "zod";
import { type Route, route } from "#platform/http/route.ts";
import { appoint, end, passOn, judge } from "../appoint.ts";
import { eventsWithin } from "../events.ts";
import {
  add,
  close,
  endSessionsOf,
  givePassword,
  inviteAgain,
  peopleWithin,
  pendingWithin,
  resetFactor,
} from "../people.ts";
import { devicesInArea, makeCode } from "../phones.ts";
import type { AccountWorld } from "../world.ts";
import {
  AddPerson, AppointPerson, ClosePerson, DeviceCode, DeviceLine, EndPost, Events, EventsQuery, GivePassword, PassOn,
  Invitation, MakeDeviceCode, PendingPost, People, PeopleQuery, PersonAdded, PersonParam, PostAnswer, PostParam, Reason,
} from "../words.ts"; // prettier-ignore

/* The people and posts of an area: whoever appoints, approves, enrols and audits. What lies elsewhere is 404. */

const PERSON = ["account.person_unknown", "account.not_manageable", "account.own_account"];
const POST = ["account.post_unknown", "account.own_post", "account.not_appointable"];
const APPOINTING = [
  "account.not_appointable",
  "account.post_level",
  "account.post_held",
  "account.posts_incompatible",
  "area.unknown",
];

export const peopleRoutes = (world: AccountWorld): Route[] => [
  route({ method: "GET", path: "/api/account/people", permission: "account.list_people", summary: "辖区人员与岗位", query: PeopleQuery, output: People })(
    ({ actor, query }) => peopleWithin(world, actor, query),
  ),
  route({ method: "POST", path: "/api/account/people", permission: "account.manage_people", summary: "登记人员并任命第一个岗位", body: AddPerson, output: PersonAdded, refusals: ["account.person_known", "account.login_taken", ...APPOINTING] })(
    ({ actor, body }) => add(world, actor, body),
  ),
  route({ method: "POST", path: "/api/account/people/:personId/invitation", permission: "account.manage_people", summary: "重新发放一次性登录码", params: PersonParam, output: Invitation, refusals: PERSON })(
    ({ actor, params }) => inviteAgain(world, actor, params.personId),
  ),
  route({ method: "PUT", path: "/api/account/people/:personId/password", permission: "account.manage_people", summary: "设置初始密码（本人须立即修改）", params: PersonParam, body: GivePassword, refusals: PERSON })(
    ({ actor, params, body }) => givePassword(world, actor, params.personId, body.password),
  ),
  route({ method: "DELETE", path: "/api/account/people/:personId/sessions", permission: "account.manage_people", summary: "结束其所有登录", params: PersonParam, refusals: PERSON })(
    ({ actor, params }) => endSessionsOf(world, actor, params.personId),
  ),
  route({ method: "POST", path: "/api/account/people/:personId/close", permission: "account.manage_people", summary: "注销账号", params: PersonParam, body: ClosePerson, refusals: [...PERSON, "account.would_be_vacant"] })(
    ({ actor, params, body }) => close(world, actor, params.personId, body),
  ),
  route({ method: "POST", path: "/api/account/people/:personId/second-factor/reset", permission: "account.reset_factor", summary: "解除其动态口令", params: PersonParam, body: Reason, refusals: ["account.person_unknown", "account.own_account"] })(
    ({ actor, params, body }) => resetFactor(world, actor, params.personId, body.reason),
  ),
  route({ method: "POST", path: "/api/account/posts", permission: "account.appoint", summary: "任命岗位（含代理）", body: AppointPerson, output: PostAnswer, refusals: ["account.person_unknown", "account.own_post", ...APPOINTING] })(
    ({ actor, body }) => appoint(world, actor, body),
  ),
  route({ method: "GET", path: "/api/account/posts/pending", permission: "account.approve", summary: "待审批的任职", output: z.array(PendingPost) })(
    ({ actor }) => pendingWithin(world, actor),
  ),
  route({ method: "POST", path: "/api/account/posts/:postId/approve", permission: "account.approve", summary: "批准任职", params: PostParam, refusals: [...POST, "account.post_not_pending"] })(
    ({ actor, params }) => judge(world, actor, params.postId, true),
  ),
  route({ method: "POST", path: "/api/account/posts/:postId/refuse", permission: "account.approve", summary: "不批准任职", params: PostParam, body: Reason, refusals: [...POST, "account.post_not_pending"] })(
    ({ actor, params, body }) => judge(world, actor, params.postId, false, body.reason),
  ),
  route({ method: "POST", path: "/api/account/posts/:postId/end", permission: "account.appoint", summary: "终止任职", params: PostParam, body: EndPost, refusals: [...POST, "account.post_ended", "account.would_be_vacant"] })(
    ({ actor, params, body }) => end(world, actor, params.postId, body),
  ),
  route({ method: "POST", path: "/api/account/posts/:postId/handover", permission: "account.appoint", summary: "交接岗位", params: PostParam, body: PassOn, output: PostAnswer, refusals: [...POST, "account.post_ended", "account.person_unknown"] })(
    ({ actor, params, body }) => passOn(world, actor, params.postId, body),
  ),
  route({ method: "POST", path: "/api/account/device-codes", permission: "account.enrol_device", summary: "出示绑定手机的二维码", body: MakeDeviceCode, output: DeviceCode, refusals: ["account.post_unknown", "account.device_not_for_post"] })(
    ({ actor, body, request }) => makeCode(world, actor, body.postId, `${request.protocol}://${request.host}`),
  ),
  route({ method: "GET", path: "/api/account/area-devices", permission: "account.enrol_device", summary: "辖区内的手机", output: z.array(DeviceLine) })(
    ({ actor }) => devicesInArea(world, actor),
  ),
  route({ method: "GET", path: "/api/account/events", permission: "account.read_events", summary: "账号与任职的历史", query: EventsQuery, output: Events })(
    async ({ actor, query }) => {
      const rows = await eventsWithin(world.pool, { ...actor.scope, placeless: actor.area === "0" }, query);
      return { events: rows.slice(0, 100), next: rows.length > 100 ? (rows[99]?.id ?? null) : null };
    },
  ),
]; // prettier-ignore
