import { type Day, daysBetween, dayNumber, isDay } from "#kernel/day.ts";

const weekdays = "日一二三四五六";

const parts = (day: Day): [number, number, number] => [
  Number(day.slice(0, 4)),
  Number(day.slice(5, 7)),
  Number(day.slice(8, 10)),
];

/** 星期六. */
export const weekdayText = (day: Day): string => `星期${weekdays.charAt((((dayNumber(day) + 4) % 7) + 7) % 7)}`;

/** 2026年11月21日. */
export function longDay(day: Day): string {
  const [y, m, d] = parts(day);
  return `${y}年${m}月${d}日`;
}

/** 11月21日 within the year of `today`, else with its year. */
export function shortDay(day: Day, today: Day): string {
  const [y, m, d] = parts(day);
  return day.slice(0, 4) === today.slice(0, 4) ? `${m}月${d}日` : `${y}年${m}月${d}日`;
}

/** Where a due day stands: 已逾期9天, 今天, 明天, 6天后, 11月21日. */
export function dueText(due: Day, today: Day): string {
  const left = daysBetween(today, due);
  if (left < 0) return `已逾期${-left}天`;
  if (left === 0) return "今天";
  if (left === 1) return "明天";
  return left <= 14 ? `${left}天后` : shortDay(due, today);
}

/** 2026年11月21日 23:05 in China, of an ISO instant. */
export function minuteText(instant: string): string {
  const shanghai = new Date(Date.parse(instant) + 8 * 3_600_000).toISOString();
  return `${longDay(shanghai.slice(0, 10))} ${shanghai.slice(11, 16)}`;
}

const halfWidth = (text: string): string =>
  text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));

const pad = (text: string): string => text.padStart(2, "0");

/** A day as people type it (20140501, 2014.5.1, 2014年5月1日, 2014/05/01); undefined where it is none. */
export function readDay(text: string): Day | undefined {
  const plain = halfWidth(text).trim();
  const found = /^(\d{4})(\d{2})(\d{2})$/.exec(plain) ?? /^(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})\s?日?$/.exec(plain);
  if (!found) return undefined;
  const day = `${found[1]}-${pad(found[2] ?? "")}-${pad(found[3] ?? "")}`;
  return isDay(day) ? day : undefined;
}
