import { z } from "zod";
import { type Route, route } from "#platform/http/route.ts";
import { changePassword, choosePost, endSessions, listSessions } from "../own.ts";
import { beginFactor, confirmFactor, dropFactor, renewRecoveryCodes, showFactor } from "../ownFactor.ts";
import { ownDevices, revoke } from "../phones.ts";
import type { Session } from "../sessions.ts";
import { me } from "../shown.ts";
import { type AccountWorld, actorOf, requireWhole } from "../world.ts";
import { ChangePassword, ChoosePost, DeviceLine, DeviceParam, Enrolment, FactorCode, Me, RecoveryCodes, SessionLine, SessionParam } from "../words.ts"; // prettier-ignore

/* One's own account: whoever is signed in, under whatever post, also with a session that is only half. */

const shown = (world: AccountWorld, session: Session): Promise<Me> =>
  me(world, actorOf(session, world.clock.now()), session);

const NONE = "account.not_signed_in";

export const ownRoutes = (world: AccountWorld): Route[] => [
  route({
    method: "PUT", path: "/api/account/password", permission: null, summary: "修改自己的密码", body: ChangePassword, output: Me,
    refusals: [NONE, "account.current_password_wrong", "account.password_short", "account.password_plain", "account.password_common", "account.password_used_before", "account.login_taken"],
  })(async ({ actor, body, request, reply }) => shown(world, await changePassword(world, actor, request, reply, body))),
  route({ method: "POST", path: "/api/account/second-factor", permission: null, summary: "开始绑定动态口令", output: Enrolment, refusals: [NONE, "account.fresh_factor_needed"] })(
    ({ actor, request }) => beginFactor(world, actor, request),
  ),
  route({ method: "POST", path: "/api/account/second-factor/confirm", permission: null, summary: "用第一个口令完成绑定", body: FactorCode, output: RecoveryCodes, refusals: [NONE, "account.factor_wrong"] })(
    ({ actor, body, request, reply }) => confirmFactor(world, actor, request, reply, body.code),
  ),
  route({ method: "POST", path: "/api/account/second-factor/check", permission: null, summary: "验证动态口令", body: FactorCode, output: Me, refusals: [NONE, "account.factor_wrong", "account.too_many_attempts"] })(
    async ({ actor, body, request, reply }) => shown(world, await showFactor(world, actor, request, reply, body.code)),
  ),
  route({ method: "POST", path: "/api/account/second-factor/recovery-codes", permission: null, summary: "重新生成恢复码", output: RecoveryCodes, refusals: [NONE, "account.fresh_factor_needed"] })(
    ({ actor }) => renewRecoveryCodes(world, actor),
  ),
  route({ method: "DELETE", path: "/api/account/second-factor", permission: null, summary: "取消动态口令（岗位不要求时）", refusals: [NONE, "account.factor_required"] })(
    ({ actor }) => dropFactor(world, actor),
  ),
  route({ method: "POST", path: "/api/account/post", permission: null, summary: "切换岗位", body: ChoosePost, output: Me, refusals: [NONE, "account.no_post"] })(
    async ({ actor, body, request, reply }) => shown(world, await choosePost(world, actor, request, reply, body.postId)),
  ),
  route({ method: "GET", path: "/api/account/sessions", permission: null, summary: "我的登录", output: z.array(SessionLine), refusals: [NONE] })(
    ({ actor, request }) => listSessions(world, actor, request),
  ),
  route({ method: "DELETE", path: "/api/account/sessions", permission: null, summary: "结束我的其他登录", refusals: [NONE] })(
    ({ actor, request }) => endSessions(world, actor, request),
  ),
  route({ method: "DELETE", path: "/api/account/sessions/:session", permission: null, summary: "结束我的一个登录", params: SessionParam, refusals: [NONE, "account.session_unknown"] })(
    ({ actor, params, request }) => endSessions(world, actor, request, params.session),
  ),
  route({ method: "GET", path: "/api/account/devices", permission: null, summary: "我的手机", output: z.array(DeviceLine), refusals: [NONE] })(
    async ({ actor }) => {
      requireWhole(actor);
      return ownDevices(world, actor);
    },
  ),
  route({ method: "DELETE", path: "/api/account/devices/:deviceId", permission: null, summary: "停用手机（自己的，或辖区内的）", params: DeviceParam, refusals: [NONE, "account.device_unknown"] })(
    async ({ actor, params }) => {
      requireWhole(actor);
      return revoke(world, actor, params.deviceId, world.permissionsOf(actor.post).includes("account.enrol_device"));
    },
  ),
]; // prettier-ignore
