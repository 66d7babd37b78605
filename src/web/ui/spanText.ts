import { lengthOf } from "#kernel/length.ts";

const numerals = ["零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十"];
const units = { days: "天", months: "个月", years: "年" } as const;

/** A length of time as a policy writes it, in Chinese: 两个月, 12个月, 10天. */
export function spanText(every: string): string {
  const { n, unit } = lengthOf(every);
  return `${numerals[n] ?? n}${units[unit]}`;
}

/** How often: 立即, 每月, 每三个月. */
export function everyText(every: string): string {
  const { n, unit } = lengthOf(every);
  if (n === 0) return "立即";
  if (n === 1) return { days: "每天", months: "每月", years: "每年" }[unit];
  return `每${spanText(every)}`;
}
