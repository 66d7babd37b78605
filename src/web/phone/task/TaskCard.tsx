/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import type { Task as OpenTask } from "#capabilities/task/decide.ts";
import type { Day } from "#kernel/day.ts";
import { dayText } from "../days.ts";
import { Field } from "../parts/Field.tsx";
import { useSession } from "../session.ts";
import { useBegun, useDraft } from "../useDraft.ts";
import { useSending } from "../useSending.ts";
import { text } from "../language/text.ts";

export type Task = OpenTask;

const draftOf = (childId: string, { no }: Task): string => `task.${childId}.${no}`;

function CloseForm({ childId, task, closed }: { childId: string; task: Task; closed: () => void }) {
  const { held, put, drop } = useDraft(draftOf(childId, task), { outcome: "" });
  const { outcome } = held;
  const sending = useSending(() => {
    drop();
    closed();
  });
  const close = (event: Event): void => {
    event.preventDefault();
    sending.send(`/api/task/children/${childId}/tasks/${task.no}/close`, { outcome: outcome.trim() });
  };
  return (
    <form class="stack" onSubmit={close}>
      <fieldset class="stack" disabled={sending.frozen}>
        <Field
          label={text("task.how")}
          hint={text("task.how_hint")}
          value={outcome}
          lines
          max={500}
          onInput={(typed) => put({ outcome: typed })}
        />
      </fieldset>
      {sending.fault !== undefined && (
        <p class="fault" role="alert">
          {sending.fault}
        </p>
      )}
      <button type="submit" class="btn main" disabled={sending.busy || outcome.trim().length < 2}>
        {text("task.done")}
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
  const [closing, setClosing] = useState(useBegun(draftOf(childId, task)));
  const late = task.due !== null && task.due < today;
  return (
    <div class="stack">
      <p class="strong">{task.title}</p>
      {task.solution !== "" && <p>{text("task.solution", { solution: task.solution })}</p>}
      <p class="soft">{text("task.who", { owner: task.owner, day: dayText(task.opened, today) })}</p>
      {task.due !== null && (
        <p class={late ? "late" : ""}>{text(late ? "task.late" : "task.due", { day: dayText(task.due, today) })}</p>
      )}
      {closing && <CloseForm childId={childId} task={task} closed={closed} />}
      {!closing && me.permissions.includes("task.close") && (
        <button type="button" class="btn" onClick={() => setClosing(true)}>
          {text("task.say")}
        </button>
      )}
    </div>
  );
}
