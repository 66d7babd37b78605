import { type Day, fromDayNumber } from "#kernel/day.ts";

/*
 * Number formats that a file names by number only (ECMA-376 part 1, 18.8.30). 27-36 and 50-58 differ by language; in
 * zh-CN, which is what WPS and a Chinese Excel write, all but 32-35 and 55-56 show a day (yyyy"年"m"月"d"日" and so on).
 */
const builtin: Readonly<Record<number, string>> = {
  0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
  14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
  22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"',
  32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
  37: "#,##0 ;(#,##0)", 38: "#,##0 ;[Red](#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;[Red](#,##0.00)",
  45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
  50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: '上午/下午h"时"mm"分"',
  56: '上午/下午h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}; // prettier-ignore

export const builtinFormat = (id: number): string => builtin[id] ?? "General";

/**
 * True where a format shows a calendar day: it names a year or a day of the month outside quotes, brackets and
 * escapes. A format of hours and minutes alone is no day.
 */
export function showsDay(format: string): boolean {
  const [first = ""] = format.split(";", 1);
  const bare = first.replace(/"[^"]*"?|\[[^\]]*\]?|\\.|_.|\*./g, "").toLowerCase();
  if (bare === "general" || bare === "@") return false;
  return /[yde]/.test(bare.replace(/general/g, "").replace(/[0#?]e[+-]/g, ""));
}

const EPOCH_1900 = 25_569; // serial of 1970-01-01
const EPOCH_1904 = 24_107;

/** A survey names the same few thousand days a million times, and a day's text is dear to make. */
const days = new Map<number, Day>();
const DAYS_KEPT = 40_000; // a century

function dayText(dayNumber: number): Day {
  const known = days.get(dayNumber);
  if (known !== undefined) return known;
  if (days.size >= DAYS_KEPT) days.clear();
  const day = fromDayNumber(dayNumber);
  days.set(dayNumber, day);
  return day;
}

/**
 * The day of a serial number; a time of day is cut off. In the 1900 system serial 60 is a 29th of February that there
 * never was, and the days before it stand one lower (ECMA-376 part 1, 18.17.4.1). Undefined outside 1900..2199.
 */
export function dayOfSerial(serial: number, date1904: boolean): Day | undefined {
  const whole = Math.floor(serial);
  if (!Number.isFinite(whole) || whole < (date1904 ? 0 : 1) || whole > 109_573) return undefined;
  if (date1904) return dayText(whole - EPOCH_1904);
  if (whole === 60) return undefined;
  return dayText(whole - EPOCH_1900 + (whole < 60 ? 1 : 0));
}

/** The serial of a day in the 1900 system, for writing. */
export const serialOfDay = (dayNumber: number): number => {
  const serial = dayNumber + EPOCH_1900;
  return serial <= 60 ? serial - 1 : serial;
};
