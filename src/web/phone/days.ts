import { type Day, daysBetween } from "#kernel/day.ts";

const weekdays = ["日", "一", "二", "三", "四", "五", "六"] as const;

/** 11月21日; the year only where it is another. */
export function dayText(day: Day, today: Day): string {
  const [year = "", month = "", date = ""] = day.split("-");
  const short = `${Number(month)}月${Number(date)}日`;
  return year === today.slice(0, 4) ? short : `${year}年${short}`;
}

export const weekdayText = (day: Day): string => `星期${weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? ""}`;

/** How long ago a day was, as one says it. */
export function agoText(day: Day, today: Day): string {
  const days = daysBetween(day, today);
  if (days <= 0) return "今天";
  if (days === 1) return "昨天";
  if (days < 60) return `${days}天前`;
  return days < 730 ? `${Math.floor(days / 30.4)}个月前` : `${Math.floor(days / 365.25)}年前`;
}

/** A length as policies write it ("2 months"), in words. */
export function everyText(every: string): string {
  const [count = "", unit = ""] = every.split(" ");
  const n = Number(count);
  if (n === 0) return "马上";
  if (unit === "days") return n === 7 ? "每周" : `每${n}天`;
  if (unit === "years") return n === 1 ? "每年" : `每${n}年`;
  return n === 1 ? "每月" : `每${n}个月`;
}
