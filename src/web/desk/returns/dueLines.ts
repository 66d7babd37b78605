import type { Awaited, DueAnswer, DueLine } from "#capabilities/returns/words.ts";
import { addDays, type Day } from "#kernel/day.ts";
import { unitNames } from "#capabilities/policy/zh.ts";
import { longDay, shortDay } from "../../ui/dayText.ts";
import { linkTo } from "../app/route.ts";

/* What 今日 tells of reports, and in which words; every due day stands on the page of its own. */

/** What is longer late stands there alone: it would hide what can still be mended. */
const LATE_DAYS = 366;
const SOON_DAYS = 90;
/** What those below send is told of when it is near: before that all of them lack it. */
const AWAITED_SOON_DAYS = 30;
const TOLD_DAYS = 7;

export interface Told {
  readonly lines: readonly DueLine[];
  readonly awaited: readonly Awaited[];
  /** So many that are late for more than a year. */
  readonly older: number;
}

/** Late ones first, then what is near or at least the next one, then what was said in these days and may be taken back. */
export function toldToday({ lines, awaited }: DueAnswer, today: Day): Told {
  const open = lines.filter(({ handed }) => handed === null);
  const late = open.filter(({ days }) => days < 0);
  const coming = open.filter(({ days }) => days >= 0);
  const near = coming.filter(({ days }) => days <= SOON_DAYS);
  const said = lines.filter(({ handed }) => handed !== null && handed.day >= addDays(today, -TOLD_DAYS));
  const shown = late.filter(({ days }) => days >= -LATE_DAYS);
  return {
    lines: [...shown, ...(near.length > 0 ? near : coming.slice(0, 1)), ...said],
    awaited: awaited.filter(({ missing, days }) => missing.length > 0 && days <= AWAITED_SOON_DAYS),
    older: late.length - shown.length,
  };
}

/** Until a day, or since. */
export const daysText = (days: number): string =>
  days < 0 ? `逾期${-days}天` : days === 0 ? "今天到期" : `还有${days}天`;

/** Where it goes: 10月16日前报县级民政部门. A title or clause of the pack mostly says itself that its day is a local one. */
export function whenText({ due, to, local, title, clause }: DueLine): string {
  const where = to !== null ? `报${unitNames[to] ?? "上级部门"}` : "完成";
  const said = `${title}${clause}`.includes("本地设定");
  return `${longDay(due)}前${where}${local && !said ? "（日期为本地设定）" : ""}`;
}

/** What goes nowhere is done, not reported. */
export const doneWord = ({ to }: Pick<DueLine, "to">): string => (to === null ? "已完成" : "已报送");

export function handedText({ handed, to }: Pick<DueLine, "handed" | "to">, today: Day): string {
  if (handed === null) return "";
  const { day, by, note } = handed;
  return `${shortDay(day, today)}${doneWord({ to })}，${by}登记${note === "" ? "" : `：${note}`}`;
}

export const takenBackText = ({ day, by, reason }: NonNullable<DueLine["takenBack"]>, today: Day): string =>
  `${shortDay(day, today)}${by}撤回了登记：${reason}`;

export const keyOf = ({ item, due }: { readonly item: string; readonly due: Day }): string => `${item} ${due}`;

/** To the table of that day where there is one, else to the list of all of them. */
export const lineLink = ({ returns: [table], due, days }: DueLine, area: string | undefined): string =>
  table === undefined
    ? linkTo("returns/due", { area })
    : linkTo(`returns/${table.id}`, { area, asOf: days < 0 ? due : undefined });
