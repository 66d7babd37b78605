import { z } from "zod";
import { readHouseFile } from "#capabilities/policy/index.ts";
import { Problem } from "#kernel/problem.ts";
import { Course, TrainingRule } from "./words.ts";

const Training = z.strictObject({ version: z.literal(1), rules: z.array(TrainingRule), courses: z.array(Course) });
export type Training = z.infer<typeof Training>;

/** What only the whole of a course tells: a right answer that is not among the options, a mark that nobody reaches; of a rule, an exam that is none. */
function faultOf({ rules, courses }: Training): string | undefined {
  const exams = new Set(courses.flatMap(({ id, exam }) => (exam ? [id] : [])));
  const unknown = rules.find(({ examBy = [] }) => examBy.some((id) => !exams.has(id)));
  if (unknown) return `rules.${unknown.id}.examBy`;
  const double = courses.find(({ id }, n) => courses.findIndex((one) => one.id === id) !== n);
  if (double) return `courses.${double.id}`;
  const bad = courses.find(
    ({ questions, pass, pages }) =>
      pass > questions.length ||
      new Set(questions.map(({ id }) => id)).size !== questions.length ||
      questions.some(({ answer, options, page }) => answer > options.length || (page ?? 0) > pages.length),
  );
  return bad && `courses.${bad.id}`;
}

/** Errors: training.courses_invalid { path } (503). */
export function readTraining(value: unknown): Training {
  const read = Training.safeParse(value);
  const path = read.success ? faultOf(read.data) : (read.error.issues[0]?.path.join(".") ?? "");
  if (!read.success || path !== undefined) throw new Problem("training.courses_invalid", { path }, 503);
  return read.data;
}

const name = "training.yaml";

/**
 * The rules and courses of an installation: those beside its policies, or those of the house where it has none of its own.
 * Errors: training.courses_invalid (503): the program does not start.
 */
export const openTraining = async (folder: string): Promise<Training> =>
  readTraining(await readHouseFile(folder, name, () => new Problem("training.courses_invalid", { path: name }, 503)));
