import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { conflict, notFound, Problem } from "#kernel/problem.ts";
import { privateIn } from "#capabilities/notice/decide.ts";
import { judgeExam } from "./judging.ts";
import { type Course, type HoldSession, kinds, type TakeExam, type TrainingRule } from "./words.ts";

export { isOffered, judgeExam, type Judged, shown, type Standing, told, trainingState } from "./judging.ts";

/** Of a session whether it still counts. An exam stands for itself: nothing is decided on what came before. */
export interface TrainingNow {
  readonly session?: "held" | "withdrawn";
}
export const initial: TrainingNow = {};

export function evolve(state: TrainingNow, { kind }: { readonly kind: string }): TrainingNow {
  if (kind === kinds.held) return { session: "held" };
  return kind === kinds.withdrawn ? { session: "withdrawn" } : state;
}

interface By {
  readonly id: Id;
  readonly name: string;
}
/** As it is shown; whose id it is stands in the entry. */
const named = ({ name }: By) => ({ name });

interface Drafted {
  readonly kind: string;
  readonly body: Record<string, unknown>;
}

/** Each attempt is kept, also one that fails. Errors: training.course_unknown (404); those of judgeExam. */
export function takeExam(course: Course | undefined, { answers }: Pick<TakeExam, "answers">, by: By, day: Day): Drafted[] {
  if (!course) throw notFound("training.course_unknown");
  const { right, of, passed, wrong } = judgeExam(course, answers);
  const kept = Object.fromEntries(course.questions.map(({ id }) => [id, answers[id]]));
  return [{ kind: kinds.taken, body: { courseId: course.id, title: course.title, exam: course.exam, answers: kept, right, of, passed, wrong, day, by: named(by) } }];
} // prettier-ignore

/** Somebody who was at a session, and where their post is. */
export interface Attendant {
  readonly id: Id;
  readonly area: string;
  readonly examined?: boolean;
}

/** A training file says nothing of a child. Errors: training.private. */
function requireNothingPrivate(text: string): void {
  if (privateIn(text)) throw new Problem("training.private");
}

/**
 * Errors: training.day_wrong; training.own_attendance: nobody writes down their own; training.people_unknown (404) where one of them
 * holds no post in the area; training.examined_absent; training.private.
 */
export function holdSession(command: Omit<HoldSession, "id">, there: readonly Attendant[], { today, by }: { today: Day; by: By }): Drafted[] {
  const { title, day, note } = command;
  const [people, examined] = [new Set(command.people), new Set(command.examined)];
  if (day > today) throw new Problem("training.day_wrong", { day });
  if (people.has(by.id)) throw new Problem("training.own_attendance");
  if ([...examined].some((id) => !people.has(id))) throw new Problem("training.examined_absent");
  requireNothingPrivate(`${title}\n${note}`);
  const known = new Map(there.map((one) => [one.id, one]));
  const attendants = [...people].flatMap((id) => known.get(id) ?? []);
  if (attendants.length !== people.size) throw notFound("training.people_unknown");
  const written = attendants.map(({ id, area }) => ({ id, area, ...(examined.has(id) && { examined: true }) }));
  return [{ kind: kinds.held, body: { title, day, people: written, note, by: named(by) } }];
} // prettier-ignore

/** Errors: training.session_unknown (404), training.session_withdrawn (409), training.private. */
export function withdrawSession({ session }: TrainingNow, reason: string, by: By, day: Day): Drafted[] {
  if (session === undefined) throw notFound("training.session_unknown");
  if (session === "withdrawn") throw conflict("training.session_withdrawn");
  requireNothingPrivate(reason);
  return [{ kind: kinds.withdrawn, body: { reason, day, by: named(by) } }];
}

/** The first rule of a place and post; none where no document asks. */
export const ruleFor = (rules: readonly TrainingRule[], post: string, area: string): TrainingRule | undefined =>
  rules.find((rule) => area.startsWith(rule.area) && rule.posts.some((one) => one === post));
