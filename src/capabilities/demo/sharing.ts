import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { subtree } from "#kernel/scope.ts";
import { defaultFolder } from "#capabilities/policy/index.ts";
import * as sharing from "#capabilities/sharing/index.ts";
import type { DemoWorld } from "./actions.ts";
import { idOf, Random } from "./random.ts";

const steps = { grant: sharing.grant, refuse: sharing.refuse, stop: sharing.stop };

/** A request of the sample: how many days ago, and what the county said to it, where a person was asked. */
interface Made {
  readonly ago: number;
  readonly department: string;
  readonly item: string;
  readonly purpose: string;
  readonly note: string;
  readonly fields: readonly string[];
  readonly said?: readonly [keyof typeof steps, string];
}

const made: readonly Made[] = [
  { ago: 40, department: "education", item: "enrolment", purpose: "roll", note: "与学籍系统比对，排查未在校儿童", fields: ["name", "birthDate", "residence.area", "school.name"] },
  { ago: 33, department: "medical_insurance", item: "insurance", purpose: "insured", note: "核对参保，落实资助参保", fields: ["name", "idNumber", "insurance.medical"], said: ["grant", "用途、字段与职责相符，同意"] },
  { ago: 20, department: "police", item: "residence", purpose: "other", note: "社区人口底数摸排", fields: ["name", "idNumber", "residence.area"], said: ["refuse", "与目录所列用途不符，请按具体事项另行申请"] },
  { ago: 12, department: "health", item: "health", purpose: "vaccination", note: "核对预防接种", fields: ["name", "birthDate"], said: ["stop", "系统改造，暂停使用"] },
  { ago: 2, department: "disabled_federation", item: "disability", purpose: "certificate", note: "核对残疾人证，安排康复救助", fields: ["name", "idNumber", "disability.kind", "disability.level"] },
  { ago: 1, department: "education", item: "referrals", purpose: "answering", note: "在教育局协同系统中签收、答复转介", fields: [] },
]; // prettier-ignore

/** Requests of the county's departments, each as far as it came, by the decisions of a command. No key is drawn: it would be nobody's. */
export async function seedSharing(
  world: DemoWorld,
  seed: number,
  county: Actor | undefined,
  officers: ReadonlyMap<string, Actor>,
): Promise<void> {
  const random = new Random(seed, 41);
  const catalogue = await sharing.openCatalogue(defaultFolder);
  for (const { ago, department, said, ...asked } of made) {
    const officer = officers.get(department);
    if (!officer || !county) continue;
    const clock = { now: () => new Date(world.clock.now().getTime() - ago * 86_400_000) };
    const then = { ...world, clock, catalogue };
    const id = idOf(random, today(clock));
    const command = { id, ...asked, fields: [...asked.fields], months: 12 };
    await sharing.ask(then, { ...officer, scope: subtree(officer.area) }, command);
    if (said) await steps[said[0]](then, { ...county, scope: subtree(county.area) }, id, { id: idOf(random, today(clock)), reason: said[1] }); // prettier-ignore
  }
}
