import { useState } from "react";
import { newId } from "#kernel/id.ts";
import { useSend } from "../app/load.ts";
import { CommandForm } from "../parts/CommandForm.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import type { FormProps } from "../registry/ActionDrawer.tsx";
import { noProblem, problemBody, ProblemFields } from "./ProblemFields.tsx";

export function TaskForm({ file, stored }: FormProps) {
  const [problem, setProblem] = useState(noProblem);
  const { sending, refusal, send } = useSend(newId);
  const open = async (): Promise<void> => {
    if (await send(`/api/task/children/${file.childId}/tasks`, problemBody(problem))) stored("问题已登记为任务");
  };
  return (
    <CommandForm submit={open}>
      <ProblemFields value={problem} onChange={setProblem} />
      <FormFoot
        refusal={refusal}
        sending={sending}
        disabled={problem.title.trim().length < 2}
        word="登记问题"
        note={stillWanted({ 问题: problem.title.trim().length >= 2 })}
      />
    </CommandForm>
  );
}
