import { App, Button, type GetRef, Input } from "antd";
import { useEffect, useRef, useState } from "react";
import { newId } from "#kernel/id.ts";
import { shortDay } from "../../ui/dayText.ts";
import { useSend } from "../app/load.ts";
import { useMay } from "../app/session.ts";
import { DueDay } from "../caselist/columns.tsx";
import { Card } from "../parts/Page.tsx";
import { Refused } from "../parts/states.tsx";
import type { ChildFileData, FileTask } from "../registry/file.ts";

function Closing({
  path,
  done,
  cancel,
}: {
  readonly path: string;
  readonly done: () => void;
  readonly cancel: () => void;
}) {
  const [outcome, setOutcome] = useState("");
  const field = useRef<GetRef<typeof Input.TextArea>>(null);
  useEffect(() => field.current?.focus(), []);
  const { message } = App.useApp();
  const { sending, refusal, send } = useSend(newId);
  const close = async (): Promise<void> => {
    if (!(await send(path, { outcome: outcome.trim() }))) return;
    void message.success("已办结");
    done();
  };
  return (
    <form
      className="closing"
      onSubmit={(event) => {
        event.preventDefault();
        void close();
      }}
    >
      <Input.TextArea
        ref={field}
        aria-label="办理结果"
        placeholder="办理结果，如：已联系学校，孩子复学"
        maxLength={500}
        autoSize={{ minRows: 2 }}
        value={outcome}
        onChange={(event) => setOutcome(event.target.value)}
      />
      <Refused refusal={refusal} />
      <Button type="primary" htmlType="submit" loading={sending} disabled={outcome.trim().length < 2}>
        办结
      </Button>
      <Button onClick={cancel}>取消</Button>
    </form>
  );
}

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
