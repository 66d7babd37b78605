import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { type Id, newId } from "#kernel/id.ts";
import { subtree } from "#kernel/scope.ts";
import { addPeople, demoPeopleOf } from "#capabilities/account/index.ts";
import * as bulletin from "#capabilities/bulletin/index.ts";
import type { HelpKind } from "#capabilities/bulletin/words.ts";
import type { DemoWorld } from "./actions.ts";
import { shift } from "./days.ts";
import { drawGiven, drawSurname } from "./names.ts";
import { idOf, Random } from "./random.ts";

/** A list of the sample: how many days ago it was made, how far it came, and what came back. */
interface Made {
  readonly ago: number;
  readonly department: "youth_league" | "women_federation" | "disabled_federation";
  readonly far: "submitted" | "sent" | "received";
  readonly helps?: readonly (readonly [ago: number, kind: HelpKind, what: string, by: string])[];
}

/** One whose next is due within the month, one that is answered, one that waits for a second person. */
const made: readonly Made[] = [
  { ago: 165, department: "youth_league", far: "received" },
  {
    ago: 8,
    department: "women_federation",
    far: "received",
    helps: [
      [5, "visit", "上门看望，送去学习用品，陪孩子聊了聊学校的事", "示例巾帼志愿队"],
      [4, "study", "安排大学生志愿者每周辅导功课", "示例“爱心妈妈”结对组"],
      [2, "material", "发放秋冬衣物一套", "示例妇女儿童之家"],
    ],
  },
  { ago: 150, department: "disabled_federation", far: "received" },
  { ago: 1, department: "disabled_federation", far: "submitted" },
];

/** A second officer of the county: whoever composes a list does not check it. */
async function secondOf(world: DemoWorld, seed: number, county: Actor): Promise<Actor> {
  const random = new Random(seed, 43);
  const name = drawSurname(random) + drawGiven(random, "female", "parent");
  const held = (await demoPeopleOf(world.owner, [county.area])).find((one) => one.kind === "county" && one.personId !== county.personId);
  if (held) return { ...county, personId: held.personId, name: held.name };
  const [personId = ""] = await addPeople(world.owner, [{ name, kind: "county", area: county.area }], { demo: true, day: "2020-01-01" });
  return { ...county, personId, name };
} // prettier-ignore

/** Help given for the first children of a list, as its department tells it. */
async function seedHelps(world: bulletin.BulletinWorld, officer: Actor, listId: Id, { helps = [] }: Made, random: Random): Promise<void> {
  const { lines } = await bulletin.told(world, officer, listId, { limit: helps.length || 1 });
  for (const [n, [ago, kind, what, by]] of helps.entries()) {
    const childId = lines[n]?.childId;
    const then = { ...world, clock: back(world, ago) };
    const on = today(then.clock);
    if (childId !== undefined) await bulletin.help(then, officer, listId, childId, { id: idOf(random, on), kind, what, by, on });
  }
} // prettier-ignore

const back = ({ clock }: Pick<DemoWorld, "clock">, days: number) => ({
  now: () => new Date(clock.now().getTime() - days * 86_400_000),
});

/** The county's lists to its departments, each as far as it came, by the decisions of a command. */
export async function seedBulletins(
  world: DemoWorld,
  seed: number,
  county: Actor | undefined,
  officers: ReadonlyMap<string, Actor>,
): Promise<void> {
  if (!county) return;
  const composer = { ...county, scope: subtree(county.area) };
  const checker = await secondOf(world, seed, composer);
  const items = world.policyFor(county.area, today(world.clock)).bulletins.filter(({ from }) => from === "county");
  const random = new Random(seed, 42);
  for (const one of made) {
    const { ago, department, far } = one;
    const item = items.find(({ to }) => to.some((each) => each.department === department));
    const officer = officers.get(department);
    if (!item || !officer) continue;
    const then = { ...world, clock: back(world, ago) };
    const listId = idOf(random, shift(today(world.clock), -ago));
    await bulletin.compose(then, composer, { id: listId, item: item.id, department });
    await bulletin.submit(then, composer, listId, { id: newId() });
    if (far === "submitted") continue;
    await bulletin.check(then, checker, listId, { id: newId() });
    const receiver = { ...officer, scope: { ...subtree(officer.area), department } };
    await bulletin.receive({ ...world, clock: back(world, ago - 1) }, receiver, listId, { id: newId() });
    await seedHelps(world, receiver, listId, one, random);
  }
}
