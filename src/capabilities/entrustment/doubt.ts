import type { FactValue } from "#engines/rules/catalogue.ts";
import { addDays, type Day } from "#kernel/day.ts";
import { openTask } from "#capabilities/task/decide.ts";

/* When a carer is found unable, and what has to be done then (粤民发〔2024〕32号 五5; 未成年人保护法 43). */

interface Rule {
  readonly id: string;
  readonly fact: string;
  readonly in: readonly string[];
  readonly title: string;
}

type Facts = Readonly<Record<string, { readonly value: FactValue } | undefined>>;

/** Which of the policy's doubts the file itself gives rise to. */
export const doubtsIn = (facts: Facts, rules: readonly Rule[]): readonly Rule[] =>
  rules.filter((rule) => {
    const value = facts[rule.fact]?.value;
    return typeof value === "string" && rule.in.includes(value);
  });

interface Terms {
  readonly tellParents: number;
  readonly chooseCarer: number;
  readonly tellSchool: number;
}

const titles = {
  parents: "告知父母：照护人可能不能胜任",
  carer: "帮助父母重新选择照护人，或督促照护人尽责",
  school: "把委托照护情况书面告知学校、幼儿园",
} as const;
const solutions = {
  parents: "告知父亲、母亲或其他监护人。办结时写明：谁告知的、告知了谁、哪一天、怎样告知的（未成年人保护法 43）",
  carer: "另选照护人的，重新签订委托照护书；仍由原照护人照护的，写明怎样帮助、督促",
  school: "办结时写明：告知了哪所学校、哪一天（未成年人保护法 23）",
} as const;

type Task = ReturnType<typeof openTask>;

const task = (what: keyof typeof titles, day: Day, days: number, owner: string): Task =>
  openTask({ title: titles[what], solution: solutions[what], owner, due: addDays(day, days) }, day, owner);

/** The parents are told, and another carer is chosen: each is somebody's, with a day. */
export const tasksOfDoubt = (terms: Terms, day: Day, owner: string): Task[] => [
  task("parents", day, terms.tellParents, owner),
  task("carer", day, terms.chooseCarer, owner),
];

export const taskOfSchool = (terms: Terms, day: Day, owner: string): Task =>
  task("school", day, terms.tellSchool, owner);
