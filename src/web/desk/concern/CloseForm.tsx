import { Radio } from "antd";
import { useState } from "react";
import { type Finding, findings } from "#capabilities/concern/words.ts";
import { newId } from "#kernel/id.ts";
import { useSend } from "../app/load.ts";
import { Field } from "../parts/Field.tsx";
import { CommandForm } from "../parts/CommandForm.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { ReasonInput } from "../parts/ReasonInput.tsx";
import type { ConcernFormProps } from "./NextStep.tsx";

/** 办结: after something was done and the reporter has heard of it. */
export function CloseForm({ concern, done }: ConcernFormProps) {
  const [finding, setFinding] = useState<Finding>();
  const [reason, setReason] = useState("");
  const { sending, refusal, send } = useSend(newId);
  const close = async (): Promise<void> => {
    if (await send(`/api/concern/reports/${concern.id}/close`, { finding, reason: reason.trim() })) done("已办结");
  };
  const isPublic = concern.content?.receipt !== null;
  const spam = finding === "spam";
  const parts = {
    ...(!spam && { 处置: concern.handledAt !== null, 反馈: concern.toldAt !== null }),
    核实结果: finding !== undefined,
    理由: reason.trim().length >= 4,
  };
  return (
    <CommandForm submit={close}>
      <Field title="核实结果" required>
        {(id) => (
          <Radio.Group
            id={id}
            className="choices"
            value={finding}
            onChange={(event) => setFinding(event.target.value as Finding)}
            options={Object.entries(findings)
              .filter(([value]) => value !== "spam" || isPublic)
              .map(([value, label]) => ({ value, label }))}
          />
        )}
      </Field>
      {spam && (
        <p className="said">
          作为“不是报告”办结，要由没有受理、移送过它的另一名工作人员（同事或者县级）参与办理、看过后提交。
        </p>
      )}
      <ReasonInput
        title="理由"
        hint="如：派出所已立案，孩子由县未保中心照料"
        required
        value={reason}
        onChange={setReason}
      />
      <FormFoot
        refusal={refusal}
        sending={sending}
        disabled={Object.values(parts).includes(false)}
        word="办结"
        note={stillWanted(parts)}
      />
    </CommandForm>
  );
}
