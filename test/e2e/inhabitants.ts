import { addPeople, markSynthetic } from "#capabilities/account/index.ts";
import * as registry from "#capabilities/registry/index.ts";
import type { Department, PostKind } from "#kernel/actor.ts";
import { newId } from "#kernel/id.ts";
import { leftBehind, places } from "../cast.ts";
import type { Site } from "./site.ts";

interface Post {
  readonly name: string;
  readonly kind: PostKind;
  readonly area: string;
  readonly department?: Department;
}

/**
 * People of the demonstration whom one enters as, and left-behind children of the east village by their names, each with
 * what else is known. Answers the children's ids, in the same order.
 */
export async function inhabit(
  { people }: Site,
  posts: readonly Post[],
  children: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {},
): Promise<string[]> {
  const { owner } = people.database.db;
  await markSynthetic(owner);
  await addPeople(owner, posts, { demo: true, day: "2024-01-01" });
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  const ids: string[] = [];
  for (const [name, more] of Object.entries(children)) {
    const childId = newId();
    const facts = { ...leftBehind, name, "guardian.name": `${name}祖母`, ...more };
    await registry.register(world, people.eastDirector, { id: newId(), childId, area: places.eastVillage, source: "registration", facts }); // prettier-ignore
    ids.push(childId);
  }
  return ids;
}
