import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { Problem } from "#kernel/problem.ts";
import { type CloseTask, kinds, type OpenTask } from "./words.ts";

/** A task of one child's file: number within the file, never reused. */
export interface Task {
  readonly no: number;
  readonly title: string;
  readonly solution: string;
  readonly owner: string;
  readonly opened: Day;
  readonly due: Day | null;
}

export interface TaskState {
  readonly count: number;
  readonly open: Readonly<Record<string, Task>>;
}

export const initial: TaskState = { count: 0, open: {} };

export function evolve(state: TaskState, entry: { kind: string; body: Record<string, unknown> }): TaskState {
  if (entry.kind === kinds.opened) {
    const no = state.count + 1;
    const task = { ...(entry.body as unknown as Omit<Task, "no">), no };
    return { count: no, open: { ...state.open, [String(no)]: task } };
  }
  if (entry.kind === kinds.closed) {
    const { [String(entry.body["no"])]: _closed, ...open } = state.open;
    return { ...state, open };
  }
  return state;
}

interface Drafted {
  readonly kind: string;
  readonly body: Record<string, unknown>;
}

type Wanted = Pick<OpenTask, "title" | "solution" | "owner" | "due">;

/** Handed out together with others: under which command. */
export const openTogether = (wanted: Wanted, day: Day, finder: string, batch: Id): Drafted => {
  const { kind, body } = openTask(wanted, day, finder);
  return { kind, body: { ...body, batch } };
};

/** A problem found becomes a task with an owner, a day and a solution (粤民发〔2024〕32号 五8). */
export const openTask = (wanted: Wanted, day: Day, finder: string): Drafted => ({
  kind: kinds.opened,
  body: {
    title: wanted.title,
    solution: wanted.solution,
    owner: wanted.owner || finder,
    opened: day,
    due: wanted.due ?? null,
  },
});

export function closeTask(
  state: TaskState,
  no: number,
  command: Omit<CloseTask, "id">,
  present: { today: Day },
): Drafted[] {
  const task = state.open[String(no)];
  if (!task)
    throw new Problem(
      no >= 1 && no <= state.count ? "task.closed" : "task.not_found",
      { no },
      no <= state.count ? 409 : 404,
    );
  const day = command.day ?? present.today;
  if (day > present.today || day < task.opened) throw new Problem("task.day_wrong", { day });
  return [{ kind: kinds.closed, body: { no, title: task.title, day, outcome: command.outcome } }];
}
