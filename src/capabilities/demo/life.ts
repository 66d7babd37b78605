import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { numberOf, shift } from "./days.ts";
import type { Facts, Village } from "./making.ts";
import { drawGiven, drawSurname } from "./names.ts";
import { drawProblem, drawTerm, type Found } from "./problems.ts";
import type { DemoChild } from "./population.ts";
import { idOf, Random } from "./random.ts";
import { needsIntervention } from "./risks.ts";
import { drawPlot, type Plot } from "./plot.ts";
import { type DemoVisit, drawVisits, paceOf } from "./visits.ts";

/** What happened to a child after it was found. `no`: the task's number in the file. */
export type Happening =
  | (DemoVisit & { readonly facts: Facts; readonly problem: (Found & { readonly due: Day }) | null })
  | { readonly kind: "task_closed"; readonly no: number; readonly outcome: string }
  | { readonly kind: "proposed" | "rejected"; readonly level: string; readonly reason: string }
  | { readonly kind: "panel"; readonly level: string; readonly reason: string; readonly members: readonly string[] }
  | { readonly kind: "moved"; readonly to: string; readonly reason: string }
  | { readonly kind: "closed"; readonly reason: "moved_away" | "died" | "duplicate" };

export interface LifeEvent {
  /** The command's own. */
  readonly id: Id;
  readonly day: Day;
  /** Where the file lies on that day: whose director it is. */
  readonly area: string;
  readonly who: "director" | "supervisor";
  readonly happening: Happening;
}

/** What stands around a child: what the policy says of it, and where it may move. */
export interface Care {
  readonly today: Day;
  /** By the policy, on that day; null: nobody visits. */
  readonly level: string | null;
  /** The gravest first. */
  readonly levels: readonly {
    readonly id: string;
    readonly rhythms: readonly { readonly kind: string; readonly every: string }[];
  }[];
  /** Other villages of the township. */
  readonly neighbours: readonly Village[];
}

/** A number from an id: a life is a function of the child alone. */
const seedOf = (id: Id): number => Number.parseInt(id.slice(-8), 16);

interface Dated {
  readonly day: Day;
  readonly who: LifeEvent["who"];
  readonly happening: Happening;
}

/** What the first visit got going, by what the file still lacks. */
function drawMeasures(random: Random, facts: Facts, day: Day): Facts {
  const taken: Facts = {};
  const take = (measure: string, needed: boolean, probability: number): void => {
    if (needed && facts[measure] === undefined && random.chance(probability)) taken[measure] = day;
  };
  take("measure.intervened", needsIntervention(facts), 0.75);
  take("measure.resumed", facts["school.state"] === "dropout", 0.4);
  take("measure.secured", facts["recognised"] !== undefined || facts["disability.kind"] !== undefined, 0.25);
  return taken;
}

/** Visits with what they found and got going, and the ends of what they found. */
function* careOf(random: Random, child: DemoChild, care: Care, plot: Plot, level: string): Generator<Dated> {
  const held = care.levels.find(({ id }) => id === level);
  if (!held) return;
  const pace = paceOf(held);
  const visits = drawVisits(random, child.day, care.today, pace);
  const unsolved = plot.kind === "unsolved" ? visits.findLast((visit) => visit.day < shift(care.today, -9)) : undefined;
  const first = visits.find((visit) => visit.kind === "home_visit");
  let tasks = 0;
  for (const visit of visits) {
    const who = pace.atOnce && random.chance(0.25) ? "supervisor" : "director";
    const facts = visit === first ? drawMeasures(random, child.facts, visit.day) : {};
    const finds = visit === unsolved || (visit.kind === "home_visit" && plot.kind !== "closed" && random.chance(0.06));
    if (!finds) {
      yield { day: visit.day, who, happening: { ...visit, facts, problem: null } };
      continue;
    }
    tasks += 1;
    const found = drawProblem(random, child.facts);
    const term = drawTerm(random, visit.day, care.today);
    const due = visit === unsolved ? shift(visit.day, 7) : term.due;
    yield { day: visit.day, who, happening: { ...visit, facts, problem: { ...found, due } } };
    if (term.closed === null || visit === unsolved) continue;
    yield { day: term.closed, who: "director", happening: { kind: "task_closed", no: tasks, outcome: found.outcome } };
  }
}

const personName = (random: Random): string => drawSurname(random) + drawGiven(random, "female", "parent");

/** The turns of a life: a proposal with what became of it, a move, the end of a file. */
function* turnsOf(random: Random, plot: Plot, care: Care): Generator<Dated> {
  if ("level" in plot) {
    const { level, reason } = plot;
    yield { day: plot.proposed, who: "director", happening: { kind: "proposed", level, reason } };
    if (plot.kind === "rejected")
      yield {
        day: plot.met,
        who: "supervisor",
        happening: { kind: "rejected", level, reason: "经评估，现有照护能够满足需要" },
      };
    if (plot.kind === "panel") {
      const members = Array.from({ length: 3 }, () => personName(random));
      const finding = `${reason}，经村（居）委会、学校、社工共同评估`;
      yield { day: plot.met, who: "supervisor", happening: { kind: "panel", level, reason: finding, members } };
    }
  }
  if (plot.kind === "moved" && care.neighbours.length > 0) {
    const to = random.pick(care.neighbours).code;
    yield { day: plot.day, who: "supervisor", happening: { kind: "moved", to, reason: "随照护人搬到本镇另一村居住" } };
  }
  if (plot.kind === "closed")
    yield { day: plot.day, who: "supervisor", happening: { kind: "closed", reason: plot.reason } };
}

/** On one day a visit comes before what follows from it. */
const inOrder = (events: readonly Dated[]): Dated[] =>
  events
    .map((event, n) => ({ event, n }))
    .toSorted((a, b) => numberOf(a.event.day) - numberOf(b.event.day) || a.n - b.n)
    .map(({ event }) => event);

/** A child's life from the day it was found to today, in the order of its days: a function of child and care alone. */
export function drawLife(child: DemoChild, care: Care): LifeEvent[] {
  const random = new Random(seedOf(child.childId), numberOf(child.day));
  if (care.level === null) return [];
  const plot = drawPlot(random, child, { today: care.today, level: care.level, levels: care.levels });
  const level = plot.kind === "panel" && plot.stands ? plot.level : care.level;
  const dated = inOrder([...careOf(random, child, care, plot, level), ...turnsOf(random, plot, care)]);
  const last = plot.kind === "closed" ? plot.day : care.today;
  let { area } = child;
  return dated
    .filter(
      ({ day, happening }) => day < last || happening.kind === "closed" || (plot.kind !== "closed" && day === last),
    )
    .map(({ day, who, happening }) => {
      const event: LifeEvent = { id: idOf(random, day), day, area, who, happening };
      if (happening.kind === "moved") area = happening.to;
      return event;
    });
}
