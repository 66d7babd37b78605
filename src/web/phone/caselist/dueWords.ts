import { ageOn, type Day } from "#kernel/day.ts";
import type { CaseLine, DueLine } from "#capabilities/caselist/words.ts";
import { agoText, dayText } from "../days.ts";
import type { PolicyShown } from "../session.ts";

export const windows = [
  { state: "overdue", word: "逾期" },
  { state: "today", word: "今天" },
  { state: "week", word: "本周" },
  { state: "later", word: "以后" },
] as const;
export type Window = (typeof windows)[number]["state"];

/** What a visit is called in the village. */
export const kindWords = { home_visit: "入户走访", contact: "电话联系" } as const;

const sexes: Readonly<Record<string, string>> = { male: "男", female: "女" };

/** 女，9岁 */
export const whoText = (line: Pick<CaseLine, "sex" | "birthDate">, today: Day): string =>
  [sexes[line.sex ?? ""], `${ageOn(line.birthDate, today)}岁`].filter((part) => part !== undefined).join("，");

/** How far behind, or when it is due. */
export function dueText(line: Pick<DueLine, "state" | "daysLate" | "dueOn" | "wants">, today: Day): string {
  const what = line.wants === "home_visit" ? "该入户" : "该联系";
  if (line.state === "overdue") return `${what}，已过${line.daysLate}天`;
  if (line.state === "today") return `今天${what}`;
  return `${dayText(line.dueOn ?? today, today)}前${what}`;
}

const titleOf = (items: readonly { readonly id: string; readonly title: string }[], id: string): string[] =>
  items.filter((item) => item.id === id).map((item) => item.title);

/** Why the child is on the list: the grounds of the colour, else what kind of care the child is in. */
export function whyText(line: Pick<CaseLine, "grounds" | "suspected" | "categories">, policy: PolicyShown): string {
  const grounds = line.grounds.flatMap((id) => titleOf(policy.grounds, id));
  const suspected = line.suspected.flatMap((id) => titleOf(policy.grounds, id)).map((title) => `${title}（疑似）`);
  const reasons = [...grounds, ...suspected];
  if (reasons.length > 0) return reasons.join("；");
  const counted = policy.categories.filter(({ ledger }) => ledger !== "statistics"); // a figure, not a kind of care
  return line.categories.flatMap((id) => titleOf(counted, id)).join("、");
}

export function lastText(line: Pick<CaseLine, "lastHome" | "lastContact">, today: Day): string {
  const last = line.lastContact ?? line.lastHome;
  return last === null ? "还没有走访过" : `上次：${agoText(last, today)}`;
}

/** The first tab that has somebody in it. */
export const firstWindow = (lines: readonly Pick<DueLine, "state">[]): Window =>
  windows.find(({ state }) => lines.some((line) => line.state === state))?.state ?? "today";

/** Children of the gravest level who are due within the week: they stand above everybody, whatever tab is open. */
export const urgent = <Line extends Pick<DueLine, "state" | "level">>(
  lines: readonly Line[],
  gravest: string | undefined,
): Line[] => lines.filter((line) => line.level === gravest && line.state !== "later");

/** A line as one says it to somebody: who, of which colour, what is due, and why. */
export const spokenText = (
  line: Pick<
    DueLine,
    | "name"
    | "sex"
    | "birthDate"
    | "level"
    | "state"
    | "daysLate"
    | "dueOn"
    | "wants"
    | "grounds"
    | "suspected"
    | "categories"
  >,
  policy: PolicyShown,
  today: Day,
): string => {
  const level = policy.levels.find((one) => one.id === line.level)?.word;
  return [line.name, whoText(line, today), level, dueText(line, today), whyText(line, policy)]
    .filter((part) => part !== undefined && part !== "")
    .join("，");
};
