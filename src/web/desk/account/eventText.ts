import type { EventLine } from "#capabilities/account/words.ts";

const kinds: Readonly<Record<string, string>> = {
  "account.person_added": "登记人员",
  "account.person_closed": "注销账号",
  "account.post_appointed": "任命",
  "account.post_approved": "批准任职",
  "account.post_refused": "不批准任职",
  "account.post_ended": "终止任职",
  "account.post_handed_over": "交接岗位",
  "account.invited": "发放登录码",
  "account.password_changed": "修改密码",
  "account.password_given": "由他人设置密码",
  "account.factor_enrolled": "绑定动态口令",
  "account.factor_reset": "解除动态口令",
  "account.recovery_codes_drawn": "重新生成恢复码",
  "account.recovery_code_used": "使用恢复码",
  "account.device_code_made": "出示绑定手机的二维码",
  "account.device_enrolled": "绑定手机",
  "account.device_revoked": "停用手机",
  "account.subject_linked": "绑定统一身份",
  "account.signed_in": "登录",
  "account.sign_in_refused": "登录失败",
  "account.sessions_ended": "结束登录",
};

export const eventWord = (kind: string): string => kinds[kind] ?? "其他";

const ways: Readonly<Record<string, string>> = {
  password: "凭密码",
  invitation: "凭一次性登录码",
  provider: "统一身份认证",
  device: "用绑定的手机",
  demo: "演示",
  self: "本人办理",
};

const said = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

/** What the entry says beyond its kind: the reason first, then the way, the phone's name, and a place left vacant. */
export function eventNote({ body }: Pick<EventLine, "body">): string {
  const parts = [said(body["reason"]), ways[said(body["by"]) ?? ""], said(body["name"]), body["vacant"] === true ? "暂时空缺" : undefined]; // prettier-ignore
  return parts.filter((part) => part !== undefined).join("；");
}
