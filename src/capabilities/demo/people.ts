import type pg from "pg";
import type { Actor, Department, PostKind } from "#kernel/actor.ts";
import type { Day } from "#kernel/day.ts";
import { nation } from "#kernel/scope.ts";
import { addPeople, demoPeopleOf, type PersonPost } from "#capabilities/account/index.ts";
import type { Village } from "./making.ts";
import { drawGiven, drawSurname } from "./names.ts";
import { Random } from "./random.ts";

/** What lies within a county. */
export interface Units {
  readonly townships: readonly Village[];
  readonly villages: readonly Village[];
}

/** One village in forty has had its director for some weeks alone. */
const isNew = ({ kind }: { readonly kind: PostKind }, n: number): boolean => kind === "director" && n % 40 === 39;

/**
 * One made-up person per post: a director per village, a supervisor per township, and officers of the county, the city
 * and the province above it. Answers them by the area of their post.
 */
export async function seedPeople(
  owner: pg.Pool,
  { area, seed, newSince }: { readonly area: string; readonly seed: number; readonly newSince: Day },
  { townships, villages }: Units,
): Promise<Map<string, Actor>> {
  const random = new Random(seed, 7);
  const named = (kind: PostKind, code: string): Omit<PersonPost, "personId"> => {
    const sex = random.chance(0.7) ? "female" : "male";
    return { name: drawSurname(random) + drawGiven(random, sex, "parent"), kind, area: code };
  };
  const posts = [
    named("city", area.slice(0, 4)),
    named("county", area),
    ...townships.map((unit) => named("supervisor", unit.code)),
    ...villages.map((unit) => named("director", unit.code)),
    named("province", area.slice(0, 2)),
  ];
  const all = await demoPeopleOf(owner, posts.map((post) => post.area)); // prettier-ignore
  await seedOfficers(owner, { area, seed }, all);
  const held = all.filter(({ kind }) => kind !== "department");
  const fresh = posts.filter((post) => !held.some((other) => other.area === post.area));
  const people = [...held];
  for (const [begun, day] of [[false, "2020-01-01"], [true, newSince]] as const) {
    const those = fresh.filter((post, n) => isNew(post, n) === begun);
    const ids = await addPeople(owner, those, { demo: true, day });
    people.push(...those.map((post, n) => ({ ...post, personId: ids[n] ?? "" })));
  } // prettier-ignore
  return new Map(people.map(({ kind: post, ...person }) => [person.area, { ...person, post, scope: nation }]));
}

/** The county's officers of the sample, by their department. */
export async function officersOf(owner: pg.Pool, area: string): Promise<Map<string, Actor>> {
  const held = (await demoPeopleOf(owner, [area])).filter(({ kind }) => kind === "department");
  return new Map(
    held.map(({ kind: post, department, ...person }) => [
      department ?? "",
      { ...person, post, scope: nation, ...(department && { department }) },
    ]),
  );
}

/** Departments that bring lists in the sample (粤民发〔2024〕32号 四). */
const officers: readonly Department[] = [
  "education", "police", "medical_insurance", "disabled_federation", "health", "justice", "human_resources", "housing",
  "procuratorate", "court", "youth_league", "women_federation",
]; // prettier-ignore

/** One officer of each department of the county. */
async function seedOfficers(
  owner: pg.Pool,
  { area, seed }: { readonly area: string; readonly seed: number },
  held: readonly PersonPost[],
): Promise<void> {
  const random = new Random(seed, 8);
  const named = officers.map((department): Omit<PersonPost, "personId"> => ({
    name: drawSurname(random) + drawGiven(random, random.chance(0.5) ? "female" : "male", "parent"),
    kind: "department",
    area,
    department,
  })); // prettier-ignore
  const fresh = named.filter(({ department }) => !held.some((other) => other.department === department && other.area === area));
  await addPeople(owner, fresh, { demo: true, day: "2020-01-01" });
} // prettier-ignore
