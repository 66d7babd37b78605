import { answerOf, NO, type Tri, UNKNOWN, YES } from "#engines/rules/answer.ts";
import type { Board } from "#engines/rules/board.ts";
import type { Frame } from "#engines/rules/frame.ts";
import { newStory, type Story } from "#engines/rules/reason.ts";
import type { CategoryAnswer, Grade, GroundAnswer, KindAnswer } from "./decision.ts";
import type { Asked, CategoryRule, GroundRule, Rules } from "./questions.ts";
import { certaintyOf, gradeOf, ledgersOf } from "./standing.ts";
import type { Ledger } from "./words.ts";

/**
 * Which answers come with their reasons. all: every leaf that speaks for the answer. deciding: for a plain no, of several
 * that each suffice the first alone; a yes and an unknown have all of theirs. open: none for a plain no.
 */
export type Reasons = "all" | "deciding" | "open";

/** What an explanation reads. */
export interface Scene {
  readonly frame: Frame;
  readonly board: Board;
  readonly rules: Rules;
  readonly reasons: Reasons;
  /** Gathers every missing fact. */
  readonly missing: string[];
}

const nothing: Story = Object.freeze({ reasons: [], missing: [], told: [], short: true });

/** quiet: what it is missing is not asked for by the decision as a whole. */
function storyOf(asked: Asked, answer: Tri, scene: Scene, quiet = false): Story {
  if (answer === NO && scene.reasons === "open") return nothing;
  const story = newStory(answer === NO && scene.reasons === "deciding");
  asked.condition.tell(scene.frame, story, answer);
  if (answer === UNKNOWN && !quiet)
    for (const fact of story.missing) if (!scene.missing.includes(fact)) scene.missing.push(fact);
  return story;
}

/** What is said, or of a plain no, which most children share, what was said of the child before. */
function saidOnce<Said extends object>({ line }: Asked, scene: Scene, say: () => Said): Said {
  const { board, frame, reasons } = scene;
  return board.at(line) === NO && reasons === "deciding" ? board.said(line, frame, say) : say();
}

type Kind = CategoryRule["kinds"][number];

/** Ledgers that nobody is visited or helped by: no clerk is sent to ask for them alone. */
const quietLedgers: ReadonlySet<Ledger> = new Set(["statistics", "mobile"]);

function explainKind(rule: Kind, scene: Scene, quiet: boolean): KindAnswer {
  const answer = scene.board.at(rule.line);
  const { reasons, missing } = storyOf(rule, answer, scene, quiet);
  const { id, title, clause } = rule.kind;
  return { id, title, answer: answerOf(answer), clause, because: reasons, missing };
}

function explainCategory(rule: CategoryRule, scene: Scene): CategoryAnswer {
  const answer = scene.board.at(rule.line);
  const { id, title, ledger, clause } = rule.category;
  const quiet = quietLedgers.has(ledger);
  const { reasons, missing } = storyOf(rule, answer, scene, quiet);
  const kinds =
    answer === YES ? rule.kinds.map((kind) => saidOnce(kind, scene, () => explainKind(kind, scene, quiet))) : [];
  return { id, title, ledger, answer: answerOf(answer), clause, because: reasons, missing, kinds };
}

/** One answer per category; a plain no without reasons is the same object for every child. */
export const explainCategories = (scene: Scene, plainNo: readonly CategoryAnswer[]): CategoryAnswer[] =>
  scene.rules.categories.map((rule, i) => {
    const plain = scene.reasons === "open" && scene.board.at(rule.line) === NO ? plainNo[i] : undefined;
    return plain ?? saidOnce(rule, scene, () => explainCategory(rule, scene));
  });

export const plainNoOf = ({ category }: CategoryRule): CategoryAnswer => {
  const { id, title, clause, ledger } = category;
  return Object.freeze({ id, title, ledger, answer: "no", clause, because: [], missing: [], kinds: [] });
};

export function explainGrade(scene: Scene): Grade {
  const { board, rules } = scene;
  const { level, served } = gradeOf(board, rules, ledgersOf(board, rules));
  const grounds: GroundAnswer[] = [];
  const unknown: Grade["unknown"][number][] = [];
  for (const rule of rules.grounds) {
    const certainty = certaintyOf(board, rule);
    if (certainty === "unknown") unknown.push(asking(rule, scene));
    else if (certainty !== "no") grounds.push(holding(rule, certainty, scene));
  }
  return { level: level?.id ?? null, title: level?.title ?? null, word: level?.word ?? null, served, grounds, unknown };
}

function holding(rule: GroundRule, certainty: "confirmed" | "suspected", scene: Scene): GroundAnswer {
  const asked = certainty === "suspected" && rule.suspected ? rule.suspected : rule;
  const { id, title, clause, level } = rule.ground;
  return { id, title, level, clause, certainty, because: storyOf(asked, YES, scene).reasons };
}

function asking(rule: GroundRule, scene: Scene): Grade["unknown"][number] {
  const missing = new Set<string>();
  for (const asked of [rule, rule.suspected]) {
    if (asked && scene.board.at(asked.line) === UNKNOWN) {
      for (const fact of storyOf(asked, UNKNOWN, scene).missing) missing.add(fact);
    }
  }
  return { id: rule.ground.id, title: rule.ground.title, missing: [...missing] };
}
