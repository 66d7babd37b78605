import { Input } from "antd";
import { useState } from "react";
import { newId } from "#kernel/id.ts";
import { useSend } from "../app/load.ts";
import { Field } from "../parts/Field.tsx";
import { CommandForm } from "../parts/CommandForm.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import type { FormProps } from "../registry/ActionDrawer.tsx";

const forms = {
  seal: {
    word: "封存档案",
    said: "档案已封存",
    note: "封存后档案不再出现在任何名单中，只有县、市级可以写明用途和原因后打开；可以解除封存。",
  },
  unseal: { word: "解除封存", said: "已解除封存", note: "解除后档案回到已结案名单，可以恢复建档。" },
} as const;

function ReasonForm({ file, stored, what }: FormProps & { readonly what: keyof typeof forms }) {
  const { word, said, note } = forms[what];
  const [reason, setReason] = useState("");
  const { sending, refusal, send } = useSend(newId);
  const isReasoned = reason.trim().length >= 4;
  const act = async (): Promise<void> => {
    if (await send(`/api/retention/children/${file.childId}/${what}`, { reason: reason.trim() })) stored(said);
  };
  return (
    <CommandForm submit={act}>
      <p className="muted">{note}</p>
      <Field title="原因" required>
        {(id) => <Input id={id} maxLength={300} value={reason} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      <FormFoot
        refusal={refusal}
        sending={sending}
        disabled={!isReasoned}
        word={word}
        note={stillWanted({ 原因: isReasoned })}
      />
    </CommandForm>
  );
}

export const SealForm = (props: FormProps) => <ReasonForm {...props} what="seal" />;
export const UnsealForm = (props: FormProps) => <ReasonForm {...props} what="unseal" />;
