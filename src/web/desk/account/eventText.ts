import type { EventLine } from "#capabilities/account/words.ts";
import { eventNames } from "#capabilities/account/zh.ts";

export const eventWord = (kind: string): string => eventNames[kind] ?? "其他";

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
