import { useState } from "react";
import type { BulletinLine, BulletinOpened } from "#capabilities/bulletin/words.ts";
import { newId } from "#kernel/id.ts";
import { useSend } from "../app/load.ts";
import { CommandForm } from "../parts/CommandForm.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { ReasonInput } from "../parts/ReasonInput.tsx";
import { departmentText } from "./dueText.ts";

interface Recalling {
  readonly of: BulletinOpened;
  readonly line: BulletinLine;
  readonly done: (said: string) => void;
}

/** Takes one child back from the department that was told of it. */
export function RecallForm({ of, line, done }: Recalling) {
  const [reason, setReason] = useState("");
  const { sending, refusal, send } = useSend(newId);
  const able = reason.trim().length >= 2;
  const to = departmentText(of.department);
  const save = async (): Promise<void> => {
    if (await send(`/api/bulletin/lists/${of.id}/children/${line.childId}/recall`, { reason: reason.trim() })) done(`已撤回：${line.name}`);
  };
  return (
    <CommandForm submit={save}>
      <p className="said">
        {line.name}　{line.levelTitle}　{line.place}
      </p>
      <p className="muted">
        {to}不再看到该儿童的信息，本单位以前向其通报的也一并撤回；之前下载的反馈表不能再取。发送记录和已反馈的帮扶仍然保留。
      </p>
      <ReasonInput title="撤回的理由" hint="收到名单的部门会看到；记入该儿童档案" required value={reason} onChange={setReason} />
      <FormFoot refusal={refusal} sending={sending} disabled={!able} word="撤回这名儿童" note={stillWanted({ 撤回的理由: able })} danger />
    </CommandForm>
  );
} // prettier-ignore
