import { useState } from "react";
import { newId } from "#kernel/id.ts";
import { useSend } from "../app/load.ts";
import { DayInput } from "../parts/DayInput.tsx";
import { Field } from "../parts/Field.tsx";
import { CommandForm } from "../parts/CommandForm.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { ReasonInput } from "../parts/ReasonInput.tsx";
import type { FormProps } from "./ActionDrawer.tsx";

/** A child with the gravest level is intervened for at once (粤民发〔2024〕32号 三1); what was done is said here. */
export function IntervenedForm({ file, stored }: FormProps) {
  const [day, setDay] = useState<string | null>(file.day);
  const [reason, setReason] = useState("");
  const { sending, refusal, send } = useSend(newId);
  const save = async (): Promise<void> => {
    const body = { facts: { "measure.intervened": day }, ...(reason.trim() !== "" && { reason: reason.trim() }) };
    if (await send(`/api/registry/children/${file.childId}/facts`, body)) stored("介入已登记");
  };
  return (
    <CommandForm submit={save}>
      <p className="muted">
        高风险儿童要立即介入。登记后不再列为“高风险未介入”；以后又发现新的高风险情形，会重新列出。
      </p>
      <Field title="介入日期" required>
        {(id) => <DayInput id={id} value={day} onChange={setDay} offerToday />}
      </Field>
      <ReasonInput
        title="做了什么"
        hint="可不填，如：会同派出所上门，儿童已临时安置"
        max={200}
        value={reason}
        onChange={setReason}
      />
      <FormFoot
        refusal={refusal}
        sending={sending}
        disabled={day === null}
        word="登记介入"
        note={stillWanted({ 介入日期: day !== null })}
      />
    </CommandForm>
  );
}
