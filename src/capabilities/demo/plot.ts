import { addMonths, type Day } from "#kernel/day.ts";
import { shift } from "./days.ts";
import type { DemoChild } from "./population.ts";
import { type Random, weighted } from "./random.ts";

interface Proposed {
  readonly level: string;
  readonly reason: string;
  /** When the director proposed it. */
  readonly proposed: Day;
}

/** What is told of a child beside its visits; of most, nothing. */
export type Plot =
  | { readonly kind: "usual" | "unsolved" }
  | (Proposed & { readonly kind: "proposed" })
  | (Proposed & { readonly kind: "rejected"; readonly met: Day })
  | (Proposed & { readonly kind: "panel"; readonly met: Day; readonly stands: boolean })
  | { readonly kind: "moved"; readonly day: Day }
  | { readonly kind: "closed"; readonly day: Day; readonly reason: "moved_away" | "died" | "duplicate" };

type Wish = Plot["kind"] | "panel_over";

const draw = weighted<Wish>([
  ["usual", 974],
  ["proposed", 5],
  ["rejected", 3],
  ["panel", 4],
  ["panel_over", 3],
  ["moved", 5],
  ["closed", 6],
]);

/** Each occurs in the smallest population too: cases that show who somebody is on paper show these besides. */
const shown: Readonly<Record<string, Wish>> = {
  "identity.no_number": "proposed",
  "identity.no_hukou": "panel",
  "identity.passport": "panel_over",
  "identity.hmt_83": "rejected",
  "identity.leap_day": "unsolved",
  "name.compound": "moved",
  "name.one_character": "closed",
};

const reasons = [
  "照护人近期住院，家中无人替换，情形复杂难以判断",
  "父母离异后监护责任不清，孩子情绪波动大",
  "多次走访未见照护人，邻居反映孩子常独自在家",
  "近期与同学冲突增多，学校建议关注",
];

interface Graded {
  readonly today: Day;
  readonly level: string;
  /** The gravest first. */
  readonly levels: readonly { readonly id: string }[];
}

/** Another level than the present one, and never the gravest: that one the facts themselves decide. */
function drawLevel(random: Random, { level, levels }: Graded): string | undefined {
  const at = levels.findIndex(({ id }) => id === level);
  if (at < 2) return undefined;
  return levels[at > 2 && random.chance(0.4) ? at - 2 : at - 1]?.id;
}

const closings = weighted([
  ["moved_away", 82],
  ["duplicate", 12],
  ["died", 6],
] as const);

/** How long a panel's decision stands in 普宁 and in Guangdong. */
const STANDS_MONTHS = 6;

/** A day on which the panel met, `from` to `to` days ago; undefined where the child had not been found by then. */
function metOn(random: Random, child: DemoChild, today: Day, from: number, to: number): Day | undefined {
  const day = shift(today, -random.between(from, to));
  return shift(day, -12) > child.day ? day : undefined;
}

function decided(random: Random, child: DemoChild, wish: Wish, graded: Graded): Plot {
  const { today } = graded;
  const level = drawLevel(random, graded);
  if (level === undefined) return { kind: "usual" };
  const reason = random.pick(reasons);
  if (wish === "proposed") {
    const day = shift(today, -random.between(0, 18));
    return { kind: "proposed", level, reason, proposed: day > child.day ? day : today };
  }
  const met = wish === "panel_over" ? metOn(random, child, today, 200, 330) : metOn(random, child, today, 15, 150);
  if (met === undefined) return { kind: "usual" };
  const proposed = shift(met, -random.between(2, 10));
  if (wish === "rejected") return { kind: "rejected", level, reason, proposed, met };
  return { kind: "panel", level, reason, proposed, met, stands: addMonths(met, STANDS_MONTHS) > today };
}

/** What is told of a child that has a level. */
export function drawPlot(random: Random, child: DemoChild, graded: Graded): Plot {
  const drawn = draw(random);
  const wish = (child.caseId === undefined ? undefined : shown[child.caseId]) ?? (child.caseId ? "usual" : drawn);
  if (wish === "usual" || wish === "unsolved") return { kind: wish };
  if (wish !== "moved" && wish !== "closed") return decided(random, child, wish, graded);
  const earliest = shift(graded.today, -200);
  const day = shift(graded.today, -random.between(1, 190));
  const first = shift(child.day > earliest ? child.day : earliest, 1);
  const then = day > first ? day : first;
  if (then > graded.today) return { kind: "usual" };
  return wish === "moved" ? { kind: "moved", day: then } : { kind: "closed", day: then, reason: closings(random) };
}
