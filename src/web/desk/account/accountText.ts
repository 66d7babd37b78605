import type { Post } from "#capabilities/account/words.ts";
import { longDay } from "../../ui/dayText.ts";

/** "2024年7月1日起" or with its last day; toDay is the first day on which the post is no longer held. */
export const spanOf = (post: Pick<Post, "fromDay" | "toDay">): string =>
  post.toDay === null ? `${longDay(post.fromDay)}起` : `${longDay(post.fromDay)}至${longDay(post.toDay)}止`;

const china = new Intl.DateTimeFormat("zh-CN", {
  timeZone: "Asia/Shanghai", year: "numeric", month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false,
}); // prettier-ignore

/** A moment as an office in China reads it, whatever the computer's own clock is set to. */
export const momentText = (iso: string): string => china.format(new Date(iso));

const browsers: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger/, "微信"],
  [/Edg\//, "微软浏览器"],
  [/360SE|QIHU/i, "360浏览器"],
  [/QQBrowser/, "QQ浏览器"],
  [/Firefox\//, "火狐浏览器"],
  [/Chrome\//, "谷歌内核浏览器"],
  [/Safari\//, "苹果浏览器"],
];
const machines: readonly (readonly [RegExp, string])[] = [
  [/OpenHarmony|HarmonyOS/, "鸿蒙设备"],
  [/Android/, "安卓手机"],
  [/iPhone|iPad/, "苹果手机"],
  [/Mac OS X/, "苹果电脑"],
  [/Windows|Linux|X11/, "电脑"],
];

/** Which browser on which kind of machine, in words: enough to know one's own again. */
export function browserOf(agent: string | null): string {
  const of = (names: readonly (readonly [RegExp, string])[]): string | undefined =>
    names.find(([shape]) => shape.test(agent ?? ""))?.[1];
  return [of(machines), of(browsers)].filter((word) => word !== undefined).join("，") || "不明设备";
}

/** toDay itself no longer counts. */
export const isOver = (post: Pick<Post, "status" | "toDay">, today: string): boolean =>
  post.status === "refused" || (post.toDay !== null && post.toDay <= today);

/** What keeps a post from being in force today; undefined where nothing does. */
export function statusWord(post: Pick<Post, "status" | "fromDay" | "toDay">, today: string): string | undefined {
  if (post.status === "refused") return "未批准";
  if (post.status === "pending") return "待审批";
  if (isOver(post, today)) return "已结束";
  return post.fromDay > today ? "未到任" : undefined;
}
