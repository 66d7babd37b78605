import { useState } from "react";
import { newId } from "#kernel/id.ts";
import { useSend } from "../app/load.ts";
import { CommandForm } from "../parts/CommandForm.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { ReasonInput } from "../parts/ReasonInput.tsx";
import type { ConcernFormProps } from "./NextStep.tsx";

/** 反馈 (未成年人保护法 11): what the reporter reads on the phone or at the desk, and no more than that. */
export function TellForm({ concern, done }: ConcernFormProps) {
  const [words, setWords] = useState("");
  const { sending, refusal, send } = useSend(newId);
  const able = words.trim().length >= 4;
  const tell = async (): Promise<void> => {
    if (!(await send(`/api/concern/reports/${concern.id}/tell`, { words: words.trim() }))) return;
    setWords("");
    done("已反馈给报告人");
  };
  return (
    <CommandForm submit={tell}>
      <p className="muted">
        报告人会在手机上原样读到。不要写隐私和案情细节；代人登记的报告，请另用电话等方式告知本人，再在这里记下。
      </p>
      <ReasonInput
        title="告诉报告人什么"
        hint="如：孩子已经安全，派出所正在办理，谢谢您"
        required
        value={words}
        onChange={setWords}
      />
      <FormFoot
        refusal={refusal}
        sending={sending}
        disabled={!able}
        word="反馈"
        note={stillWanted({ 反馈内容: able })}
      />
    </CommandForm>
  );
}
