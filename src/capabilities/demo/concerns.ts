import type { Actor } from "#kernel/actor.ts";
import { fixedClock, today } from "#kernel/clock.ts";
import { subtree } from "#kernel/scope.ts";
import { close, handle, receive, report, tell } from "#capabilities/concern/index.ts";
import { openJournal } from "#platform/journal/journal.ts";
import type { DemoWorld } from "./actions.ts";
import { shift } from "./days.ts";
import type { Village } from "./making.ts";
import { idOf, Random } from "./random.ts";

/* Mandatory reports of the past year, each received, handled, told and closed, so that the board shows how long they waited. */

const reports = [
  { situation: "violence", note: "孩子手臂上有几道新伤，说是挨了打", handling: "visited", done: "当天到家看过，与监护人谈话，已请派出所到场", told: "已到家中核实，孩子现由奶奶照看，会继续跟进。" },
  { situation: "", note: "六岁的孩子夜里一个人在家，大人去镇上打工没回来", handling: "guardian", done: "已联系上父亲，当晚由姑姑接走照看", told: "孩子已由亲属接走照看，父亲答应本周回来。" },
  { situation: "abandoned", note: "孩子被放在村口的小店，家里人一直没有来接", handling: "placed", done: "已联系家里亲属，先在亲属家住下", told: "孩子已安置在亲属家，正在查找其父母。" },
  { situation: "violence", note: "邻居说夜里听见打骂声", handling: "police", done: "已报警，民警到场后训诫", told: "民警已到场处理，情况已记下，会上门回访。" },
] as const; // prettier-ignore

/** About this many in a year, in a county of the sample. */
const COUNT = 26;

const minutesOn = (iso: string, minutes: number): string => new Date(Date.parse(iso) + minutes * 60_000).toISOString();

/** As if it had been done then: the moment of the record is what the times are counted from. */
const at = (world: DemoWorld, iso: string): DemoWorld => {
  const clock = fixedClock(iso);
  const { machine, projections } = world.journal;
  return { ...world, clock, journal: openJournal(world.pool, clock, machine, projections) };
};

const within = (actor: Actor): Actor => ({ ...actor, scope: subtree(actor.area) });

/** By the commands of whoever does it: the village's director reports, the township's supervisor does the rest. */
export async function seedConcerns(world: DemoWorld, people: ReadonlyMap<string, Actor>, seed: number, villages: readonly Village[]): Promise<void> {
  const random = new Random(seed, 43);
  const day = today(world.clock);
  for (let n = 0; n < COUNT; n += 1) {
    const said = reports[n % reports.length] ?? reports[0];
    const village = villages[random.between(0, villages.length - 1)];
    const director = people.get(village?.code ?? "");
    const supervisor = people.get(village?.code.slice(0, 9) ?? "");
    if (!director || !supervisor) continue;
    const came = minutesOn(`${shift(day, -random.between(4, 330))}T00:00:00.000Z`, random.between(0, 900));
    const received = minutesOn(came, random.between(3, 95));
    const handled = minutesOn(received, random.between(25, 420));
    const told = minutesOn(handled, random.between(60, 1500));
    const id = idOf(random, day);
    const next = (): { readonly id: string } => ({ id: idOf(random, day) });
    await report(at(world, came), within(director), { id, name: "", situation: said.situation, note: said.note });
    const by = within(supervisor);
    await receive(at(world, received), by, id, next());
    await handle(at(world, handled), by, id, { ...next(), handling: said.handling, note: said.done, number: "" });
    await tell(at(world, told), by, id, { ...next(), words: said.told });
    await close(at(world, told), by, id, { ...next(), finding: "confirmed", reason: "已核实并处置，列入重点走访" });
  }
} // prettier-ignore
