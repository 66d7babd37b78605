import { Button } from "antd";
import { useState } from "react";
import { shortDay } from "../../ui/dayText.ts";
import { useMay } from "../app/session.ts";
import { DueDay } from "../caselist/columns.tsx";
import { Card } from "../parts/Page.tsx";
import type { ChildFileData, FileTask } from "../registry/file.ts";
import { Closing } from "./Closing.tsx";

function One({
  task,
  file,
  done,
}: {
  readonly task: FileTask;
  readonly file: ChildFileData;
  readonly done: () => void;
}) {
  const [closing, setClosing] = useState(false);
  const may = useMay();
  return (
    <li>
      <b>{task.title}</b>
      {task.solution !== "" && <p>{task.solution}</p>}
      <small className="muted">
        {task.owner}，{shortDay(task.opened, file.day)}发现
        {task.due !== null && (
          <>
            ，时限 <DueDay due={task.due} today={file.day} />
          </>
        )}
      </small>
      {may("task.close") && !closing && (
        <Button size="small" onClick={() => setClosing(true)}>
          办结
        </Button>
      )}
      {closing && (
        <Closing
          path={`/api/task/children/${file.childId}/tasks/${task.no}/close`}
          done={done}
          cancel={() => setClosing(false)}
        />
      )}
    </li>
  );
}

/** Problems found and not closed yet. */
export function FileTasks({ file, done }: { readonly file: ChildFileData; readonly done: () => void }) {
  const tasks = Object.values(file.tasks?.open ?? {});
  return (
    <Card title="未办结任务" note={tasks.length > 0 ? `${tasks.length}件` : undefined}>
      {tasks.length === 0 && <p className="muted">没有未办结的任务。</p>}
      <ul className="file-tasks">
        {tasks.map((task) => (
          <One key={task.no} task={task} file={file} done={done} />
        ))}
      </ul>
    </Card>
  );
}
