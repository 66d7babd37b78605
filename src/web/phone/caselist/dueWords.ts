import { ageOn, type Day } from "#kernel/day.ts";
import type { CaseLine, DueLine } from "#capabilities/caselist/words.ts";
import { agoText, dayText } from "../days.ts";
import type { PolicyShown } from "../session.ts";
import { joined, listed, text, word } from "../language/text.ts";

export const windows = ["overdue", "today", "week", "later"] as const;
export type Window = (typeof windows)[number];

export const kinds = ["home_visit", "contact"] as const;

/** What a visit is called in the village. */
export const kindText = (kind: (typeof kinds)[number]): string => text(`kind.${kind}`);

/** 女，9岁 */
export function whoText({ sex, birthDate }: Pick<CaseLine, "sex" | "birthDate">, today: Day): string {
  const age = text("who.age", { n: ageOn(birthDate, today) });
  return sex === "male" || sex === "female" ? joined([text(`sex.${sex}`), age]) : age;
}

/** How far behind, or when it is due. */
export function dueText(line: Pick<DueLine, "state" | "daysLate" | "dueOn" | "wants">, today: Day): string {
  const kind = line.wants;
  if (line.state === "overdue") return text("due.overdue", { kind, n: line.daysLate });
  if (line.state === "today") return text("due.today", { kind });
  return text("due.before", { kind, day: dayText(line.dueOn ?? today, today) });
}

const titleOf = (items: readonly { readonly id: string; readonly title: string }[], id: string): string[] =>
  items.filter((item) => item.id === id).map((item) => item.title);

/** Why the child is on the list: the grounds of the colour, else what kind of care the child is in. */
export function whyText(line: Pick<CaseLine, "grounds" | "suspected" | "categories">, policy: PolicyShown): string {
  const grounds = line.grounds.flatMap((id) => titleOf(policy.grounds, id));
  const doubted = line.suspected.flatMap((id) => titleOf(policy.grounds, id));
  const suspected = doubted.map((title) => text("why.suspected", { title }));
  const reasons = [...grounds, ...suspected];
  if (reasons.length > 0) return reasons.join(text("join.reasons"));
  const counted = policy.categories.filter(({ ledger }) => ledger !== "statistics"); // a figure, not a kind of care
  return listed(line.categories.flatMap((id) => titleOf(counted, id)));
}

export function lastText(line: Pick<CaseLine, "lastHome" | "lastContact">, today: Day): string {
  const last = line.lastContact ?? line.lastHome;
  return last === null ? text("last.none") : text("last.was", { ago: agoText(last, today) });
}

/** The first tab that has somebody in it. */
export const firstWindow = (lines: readonly Pick<DueLine, "state">[]): Window =>
  windows.find((state) => lines.some((line) => line.state === state)) ?? "today";

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
  const parts = [line.name, whoText(line, today), level && word(level), dueText(line, today), whyText(line, policy)];
  return joined(parts.filter((part): part is string => part !== undefined && part !== ""));
};
