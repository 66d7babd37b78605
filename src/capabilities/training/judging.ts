import type { Day } from "#kernel/day.ts";
import { Problem } from "#kernel/problem.ts";
import type { Course, CourseShown, TakeExam, TrainingRule, TrainingState, WrongAnswer } from "./words.ts";

/* An exam is judged here alone, on the server: a phone has the questions and never the answers. */

export interface Judged {
  readonly right: number;
  readonly of: number;
  readonly passed: boolean;
  /** With the right answers: what is told of them is `told`. */
  readonly wrong: readonly WrongAnswer[];
}

/** Errors: training.unanswered; training.answer_unknown for one that is no option. */
export function judgeExam({ questions, pass, pages }: Course, answers: TakeExam["answers"]): Judged {
  const wrong = questions.flatMap(({ id, text, options, answer, page, why }): WrongAnswer[] => {
    const given = answers[id];
    if (given === undefined) throw new Problem("training.unanswered");
    const chosen = options[given - 1];
    if (chosen === undefined) throw new Problem("training.answer_unknown");
    if (given === answer) return [];
    const where = page === undefined ? null : (pages[page - 1]?.title ?? null);
    return [{ text, chosen, page: where, right: options[answer - 1] ?? null, why: why === "" ? null : why }];
  });
  const right = questions.length - wrong.length;
  return { right, of: questions.length, passed: right >= pass, wrong };
}

/** Whoever has not passed reads the page again instead of learning the letter: the next attempt is about the same questions. */
export const told = (wrong: readonly WrongAnswer[], passed: boolean): WrongAnswer[] =>
  wrong.map((one) => (passed ? one : { ...one, right: null, why: null }));

/** What goes to a phone: by what it names, so that a new field stays here until somebody says otherwise. */
export const shown = ({ id, title, pass, exam, pages, questions }: Course): CourseShown => ({
  id, title, pass, exam, pages,
  questions: questions.map((one) => ({ id: one.id, text: one.text, options: one.options })),
}); // prettier-ignore

/** Offered in and below its place, until the day when it was retired. */
export const isOffered = ({ area, retired }: Course, at: string, day: Day): boolean =>
  at.startsWith(area) && (retired === undefined || day < retired);

/** An exam that was passed, by its course; null is one of a session, for which its office stands. */
export type Passed = string | null;

/**
 * Whether what was passed is the exam that a rule asks: of a course that the rule names, or else of one that was marked when it was
 * taken and is of the place of the post. Retired since or gone from the file it still counts: nobody unlearns by an edit.
 */
export function isExamOf(
  { examBy }: TrainingRule,
  courses: readonly Course[],
  at: string,
): (passed: Passed) => boolean {
  const elsewhere = new Set(courses.flatMap(({ id, area }) => (at.startsWith(area) ? [] : [id])));
  return (passed) => passed === null || (examBy?.includes(passed) ?? !elsewhere.has(passed));
}

/** What is known of somebody under a post: which exams were ever passed, the day of what counts for a year, where and since when. */
export interface Standing {
  readonly area: string;
  readonly examined: readonly Passed[];
  readonly last: Day | null;
  readonly fromDay: Day;
}

/** 初任须考核合格 comes before 每年一次; a year is that of the calendar. */
export function trainingState(rule: TrainingRule | undefined, { area, examined, last, fromDay }: Standing, courses: readonly Course[], today: Day): TrainingState {
  if (!rule) return "none";
  const isNew = rule.newFrom === undefined || fromDay >= rule.newFrom;
  if (rule.exam && isNew && !examined.some(isExamOf(rule, courses, area))) return "exam";
  if (!rule.yearly) return "done";
  return last !== null && last.slice(0, 4) === today.slice(0, 4) ? "done" : "due";
} // prettier-ignore
