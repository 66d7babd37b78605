/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import type { Task as OpenTask } from "#capabilities/task/decide.ts";
import type { Day } from "#kernel/day.ts";
import { dayText } from "../days.ts";
import { Field } from "../parts/Field.tsx";
import { useSession } from "../session.ts";
import { useSending } from "../useSending.ts";

export type Task = OpenTask;

function CloseForm({ childId, task, closed }: { childId: string; task: Task; closed: () => void }) {
  const [outcome, setOutcome] = useState("");
  const sending = useSending(closed);
  const close = (event: Event): void => {
    event.preventDefault();
    sending.send(`/api/task/children/${childId}/tasks/${task.no}/close`, { outcome: outcome.trim() });
  };
  return (
    <form class="stack" onSubmit={close}>
      <fieldset class="stack" disabled={sending.frozen}>
        <Field
          label="办得怎么样？"
          hint="比如：学校已接回，昨天开始上课"
          value={outcome}
          lines
          max={500}
          onInput={setOutcome}
        />
      </fieldset>
      {sending.fault !== undefined && (
        <p class="fault" role="alert">
          {sending.fault}
        </p>
      )}
      <button type="submit" class="btn main" disabled={sending.busy || outcome.trim().length < 2}>
        办完了
      </button>
    </form>
  );
}

/** A problem found: what is done about it, by whom, until when; closed with what came of it. */
export function TaskCard({
  childId,
  task,
  today,
  closed,
}: {
  childId: string;
  task: Task;
  today: Day;
  closed: () => void;
}) {
  const { me } = useSession();
  const [closing, setClosing] = useState(false);
  const late = task.due !== null && task.due < today;
  return (
    <div class="stack">
      <p class="strong">{task.title}</p>
      {task.solution !== "" && <p>办法：{task.solution}</p>}
      <p class="soft">
        {task.owner}负责，{dayText(task.opened, today)}发现
      </p>
      {task.due !== null && (
        <p class={late ? "late" : ""}>
          {dayText(task.due, today)}前办完{late && "，已经过期"}
        </p>
      )}
      {closing && <CloseForm childId={childId} task={task} closed={closed} />}
      {!closing && me.permissions.includes("task.close") && (
        <button type="button" class="btn" onClick={() => setClosing(true)}>
          说说办得怎么样
        </button>
      )}
    </div>
  );
}
