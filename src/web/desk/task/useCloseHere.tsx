import { Button } from "antd";
import { type ReactNode, useState } from "react";
import type { OpenTaskRow } from "#capabilities/task/words.ts";
import { useMay } from "../app/session.ts";
import { FormModal } from "../parts/SideDrawer.tsx";
import { Closing } from "./Closing.tsx";
import "../styles/file.css";

interface CloseHere {
  /** Null where the post closes no task. */
  readonly button: (task: OpenTaskRow) => ReactNode;
  readonly dialog: ReactNode;
}

/** Closes a task from a list. `done`: reads the list anew. */
export function useCloseHere(done: () => void): CloseHere {
  const may = useMay();
  const [task, setTask] = useState<OpenTaskRow>();
  const close = (): void => setTask(undefined);
  const button = (of: OpenTaskRow): ReactNode =>
    may("task.close") ? (
      <Button size="small" onClick={() => setTask(of)}>
        办结
      </Button>
    ) : null;
  const dialog = (
    <FormModal open={task !== undefined} title={task?.title} onCancel={close}>
      {task && (
        <>
          {task.solution !== "" && <p className="muted">解决方案：{task.solution}</p>}
          <Closing
            path={`/api/task/children/${task.childId}/tasks/${task.no}/close`}
            done={() => {
              close();
              done();
            }}
            cancel={close}
          />
        </>
      )}
    </FormModal>
  );
  return { button, dialog };
}
