/** @jsxImportSource preact */
import { AnomaliesWaiting } from "../anomaly/AnomaliesWaiting.tsx";
import { ChecksWaiting } from "../referral/ChecksWaiting.tsx";
import { Reading, Top } from "../parts/Page.tsx";
import { hashOf } from "../hash.ts";
import { getAll } from "../server.ts";
import { useSession } from "../session.ts";
import { useLoaded } from "../useLoaded.ts";
import type { CaseLine } from "#capabilities/caselist/words.ts";
import { type Task, TaskCard } from "./TaskCard.tsx";
import { text } from "../language/text.ts";

interface TaskLine extends Task {
  readonly childId: string;
}

function List({
  tasks,
  names,
  again,
}: {
  tasks: readonly TaskLine[];
  names: ReadonlyMap<string, string>;
  again: () => void;
}) {
  const { me } = useSession();
  if (tasks.length === 0) return <p class="note good">{text("task.none")}</p>;
  return (
    <ul class="plain-list stack">
      {tasks.map((task) => (
        <li key={`${task.childId}-${task.no}`} class="card">
          <a class="name" href={hashOf({ page: "file", childId: task.childId })}>
            {names.get(task.childId) ?? text("task.file")}
          </a>
          <TaskCard childId={task.childId} task={task} today={me.today} closed={again} />
        </li>
      ))}
    </ul>
  );
}

/** 问题: what was found and is not yet solved, the nearest day first. */
export function TasksPage() {
  const tasks = useLoaded<readonly TaskLine[]>("/api/task/open", getAll);
  const children = useLoaded<{ lines: CaseLine[] }>("/api/caselist/children?limit=200");
  const names = new Map(children.state === "here" ? children.value.lines.map((line) => [line.childId, line.name]) : []);
  const again = tasks.state === "loading" ? () => undefined : tasks.again;
  return (
    <main class="page">
      <Top title={text("task.open")} />
      <ChecksWaiting />
      <AnomaliesWaiting />
      <Reading of={tasks}>{(lines) => <List tasks={lines} names={names} again={again} />}</Reading>
    </main>
  );
}
