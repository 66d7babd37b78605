import { Button } from "antd";
import { useState } from "react";
import type { OriginLine, Origins } from "#capabilities/referral/words.ts";
import { shortDay } from "../../ui/dayText.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { useMay } from "../app/session.ts";
import { useReread } from "../app/useReread.ts";
import { DueDay } from "../caselist/columns.tsx";
import { Card } from "../parts/Page.tsx";
import { Unread } from "../parts/states.tsx";
import { ReferredFrom } from "../referral/useOrigins.tsx";
import type { ChildFileData, FileTask } from "../registry/file.ts";
import { Closing } from "./Closing.tsx";

interface Listed {
  readonly file: ChildFileData;
  readonly done: () => void;
  /** Sends what a task is about to a department. */
  readonly refer: (no: number) => void;
}

function One({ task, file, done, refer, line }: Listed & { readonly task: FileTask; readonly line: OriginLine | undefined }) {
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
      {line && <ReferredFrom line={line} />}
      {!closing && (
        <span className="acts">
          {may("task.close") && (
            <Button size="small" onClick={() => setClosing(true)}>
              办结
            </Button>
          )}
          {may("referral.send") && file.status === "open" && (
            <Button size="small" onClick={() => refer(task.no)}>
              转介
            </Button>
          )}
        </span>
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
} // prettier-ignore

/** Problems found and not closed yet. */
export function FileTasks(props: Listed) {
  const { file } = props;
  const tasks = Object.values(file.tasks?.open ?? {});
  const wanted = useMay()("referral.read") && tasks.length > 0;
  const lines = useLoad<Origins>(
    wanted ? address("/api/referral/origins", { kind: "task", ids: file.childId }) : undefined,
  );
  const [first] = useState(file.seq);
  useReread(file.seq - first, lines);
  return (
    <Card title="未办结任务" note={tasks.length > 0 ? `${tasks.length}件` : undefined}>
      {tasks.length === 0 && <p className="muted">没有未办结的任务。</p>}
      <Unread of={lines} what="已经发出的转介" />
      <ul className="file-tasks">
        {tasks.map((task) => (
          <One
            key={task.no}
            {...props}
            task={task}
            line={lines.data?.lines.find(({ origin }) => origin.no === task.no)}
          />
        ))}
      </ul>
    </Card>
  );
}
