import { Board } from "#engines/rules/board.ts";
import { Book } from "#engines/rules/book.ts";
import type { Facts, FactSpec } from "#engines/rules/catalogue.ts";
import type { Fault } from "#engines/rules/fault.ts";
import { Places } from "#engines/rules/place.ts";
import { dayAt } from "#engines/rules/stamp.ts";
import type { Day } from "#kernel/day.ts";
import { Problem } from "#kernel/problem.ts";
import type { Decision, Span } from "./decision.ts";
import { explainCategories, explainGrade, plainNoOf, type Reasons, type Scene } from "./explain.ts";
import { inherit, type Whole } from "./inherit.ts";
import { type Comparison, readComparisons } from "./comparisons.ts";
import { readRules, type Rules } from "./questions.ts";
import { readReferrals, type ReferralRoute } from "./referrals.ts";
import { advanceToChange, spansFrom } from "./standing.ts";
import { factsBehind, factsNamed } from "./reads.ts";
import type { Pack, Rhythm } from "./words.ts";
import { wording } from "./zh.ts";

export type { CategoryAnswer, Decision, Grade, GroundAnswer, KindAnswer, Span } from "./decision.ts";
export type { Reasons } from "./explain.ts";

/** A policy ready to decide: pure, the same on phone and server. Not to be asked from within one of its own answers. */
export interface Policy extends Omit<Whole, "pack" | "define" | "lists" | "comparisons" | "referrals"> {
  /** Lists that are held against the ledger, with their conditions ready to be asked. */
  readonly comparisons: readonly Comparison[];
  /** Which finding goes to which department, with its condition ready to be asked. */
  readonly referrals: readonly ReferralRoute[];
  /** `puning@1`. */
  readonly ref: string;
  readonly id: string;
  readonly title: string;
  readonly document: string;
  readonly area: string;
  readonly from: Day;
  /** First day without effect; null: open. */
  readonly to: Day | null;
  readonly rules: Rules;
  /** The facts that its conditions name. */
  readonly reads: ReadonlySet<string>;
  /** The facts that each ground stands on, by the ground's id. */
  readonly groundFacts: ReadonlyMap<string, ReadonlySet<string>>;
  /** The facts that each kind of a category stands on, by "category.kind". */
  readonly kindFacts: ReadonlyMap<string, ReadonlySet<string>>;
  /** Answers for one child on one day, with reasons. facts: flat, of their types (readFacts). */
  decide(facts: Facts, asOf: Day, reasons?: Reasons): Decision;
  /** The answers from a day on, until time changes nothing more: the first span begins on `from`. */
  timeline(facts: Facts, from: Day): Span[];
  /** The earliest day after asOf on which an answer may change with the same facts: never later than it does. */
  border(facts: Facts, asOf: Day): Day | null;
}

/** Reads a policy's conditions; a policy with faults is null. chain: the pack, its parent, its parent's parent … */
export function compile(
  chain: readonly Pack[],
  catalogue: readonly FactSpec[],
  places = new Places(),
): { policy: Policy | null; faults: readonly Fault[] } {
  const whole = inherit(chain);
  const setting = { catalogue, wording, places, define: whole.define, lists: whole.lists };
  const book = new Book(setting);
  const rules = readRules(whole, book);
  const known = new Set(catalogue.map((spec) => spec.key));
  const { comparisons, faults: strange } = readComparisons(whole.comparisons, setting);
  const { referrals, faults: odd } = readReferrals(whole.referrals, setting);
  const faults = [...book.faults.list, ...strange, ...odd];
  const asked = { comparisons, referrals };
  return { policy: faults.length === 0 ? { ...policyOf(whole, rules, book, known), ...asked } : null, faults };
}

/** As compile. Errors: Problem policy.faulty {id, faults}. */
export function compilePolicy(chain: readonly Pack[], catalogue: readonly FactSpec[], places?: Places): Policy {
  const { policy, faults } = compile(chain, catalogue, places);
  if (!policy) throw new Problem("policy.faulty", { id: chain[0]?.id ?? "", faults });
  return policy;
}

const none: readonly Rhythm[] = [];

function policyOf(
  whole: Whole,
  rules: Rules,
  book: Book,
  known: ReadonlySet<string>,
): Omit<Policy, "comparisons" | "referrals"> {
  const { pack, define, lists: _, comparisons: _lists, referrals: _routes, ...rest } = whole;
  const ref = `${pack.id}@${pack.version}`;
  const [frame, board] = [book.frame(), new Board(rules.questions)];
  const plainNo = rules.categories.map(plainNoOf);
  const rhythms = new Map(whole.levels.map((level) => [level.id, level.rhythms]));
  const ask = (facts: Facts, day: Day): void => {
    frame.load(facts, day);
    board.askAll(frame);
  };
  const decide = (facts: Facts, asOf: Day, reasons: Reasons = "all"): Decision => {
    ask(facts, asOf);
    const scene: Scene = { frame, board, rules, reasons, missing: [] };
    const categories = explainCategories(scene, plainNo);
    const grade = explainGrade(scene);
    return {
      policy: ref,
      asOf,
      categories,
      grade,
      rhythms: rhythms.get(grade.level ?? "") ?? none,
      missing: scene.missing,
      changesOn: advanceToChange(frame, board, rules),
    };
  };
  return {
    ref,
    id: pack.id,
    title: pack.title,
    document: pack.document,
    area: pack.area,
    from: pack.from,
    to: pack.to ?? null,
    rules,
    reads: factsNamed([whole.categories, whole.grounds, define], known),
    groundFacts: new Map(whole.grounds.map((ground) => [ground.id, factsBehind(ground, define, known)])),
    kindFacts: new Map(
      rules.categories.flatMap(({ kinds }) => kinds.map(({ name, kind }) => [name, factsBehind(kind, define, known)])),
    ),
    ...rest,
    decide,
    timeline(facts, from) {
      ask(facts, from);
      return spansFrom(frame, board, rules);
    },
    border(facts, asOf) {
      ask(facts, asOf);
      return dayAt(board.border());
    },
  };
}
