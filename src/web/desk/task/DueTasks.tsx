import type { OpenTaskRow, OpenTasksPage } from "#capabilities/task/words.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { useReread } from "../app/useReread.ts";
import { DueDay, fileLink } from "../caselist/columns.tsx";
import type { TodayCard } from "../caselist/TodoList.tsx";
import { useLines } from "../caselist/useLines.ts";
import { Card } from "../parts/Page.tsx";
import { Show } from "../parts/states.tsx";
import { useCloseHere } from "./useCloseHere.tsx";

const SHOWN = 5;

function Rows({ tasks, done }: { readonly tasks: readonly OpenTaskRow[]; readonly done: () => void }) {
  const { today } = useMe();
  const lineOf = useLines(tasks.map((task) => task.childId));
  const { button, dialog } = useCloseHere(done);
  return (
    <>
      <ul className="todo todo-tasks">
        {tasks.map((task) => (
          <li key={`${task.childId} ${task.no}`}>
            <a href={fileLink(task)}>
              <span className="todo-who">
                <b>{task.title}</b>
                <small>
                  {lineOf(task.childId)?.name ?? ""}　{task.owner}
                </small>
              </span>
              {task.due === null ? <span className="muted">未定时限</span> : <DueDay due={task.due} today={today} />}
            </a>
            {button(task)}
          </li>
        ))}
      </ul>
      {dialog}
    </>
  );
}

/** Problems whose day comes first; closed on the spot. */
export function DueTasks({
  area,
  turn,
  count,
  done,
}: TodayCard & { readonly count: number; readonly done: () => void }) {
  const tasks = useLoad<OpenTasksPage>(address("/api/task/open", { area, limit: SHOWN }));
  useReread(turn, tasks);
  return (
    <Card
      title="任务"
      note="时限近的在前"
      more={count > SHOWN && <a href={linkTo("tasks", { area })}>全部{count}件</a>}
      flush
    >
      <Show of={tasks} lines={4}>
        {({ lines }) =>
          lines.length === 0 ? <p className="card-quiet">没有未办结的任务。</p> : <Rows tasks={lines} done={done} />
        }
      </Show>
    </Card>
  );
}
