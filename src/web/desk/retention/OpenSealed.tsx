import { Input, Select } from "antd";
import { useState } from "react";
import { newId } from "#kernel/id.ts";
import { type Purpose, purposes } from "#kernel/purpose.ts";
import { OPEN_MINUTES } from "#capabilities/retention/words.ts";
import { purposeNames } from "#capabilities/trace/zh.ts";
import { useSend } from "../app/load.ts";
import { Field } from "../parts/Field.tsx";
import { CommandForm } from "../parts/CommandForm.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { Card } from "../parts/Page.tsx";

const options = purposes.map((value) => ({ value, label: purposeNames[value] }));

/** A sealed file asks what it is opened for, and why: both stand in its own history. */
export function OpenSealed({ childId, opened }: { readonly childId: string; readonly opened: () => void }) {
  const [purpose, setPurpose] = useState<Purpose | null>(null);
  const [reason, setReason] = useState("");
  const { sending, refusal, send } = useSend(newId);
  const open = async (): Promise<void> => {
    if (await send(`/api/retention/children/${childId}/open`, { purpose, reason: reason.trim() })) opened();
  };
  const isReasoned = reason.trim().length >= 4;
  return (
    <Card title="这份档案已经封存" note={`写明用途和原因后打开，${OPEN_MINUTES} 分钟内有效，只对您本人；原因记入档案`}>
      <CommandForm submit={open}>
        <Field title="用途" required>
          {(id) => (
            <Select
              id={id}
              aria-label="用途"
              placeholder="请选择"
              options={options}
              value={purpose}
              onChange={setPurpose}
            />
          )}
        </Field>
        <Field title="原因" required>
          {(id) => (
            <Input
              id={id}
              maxLength={300}
              value={reason}
              placeholder="如：信访件〔2026〕12号核实"
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <FormFoot
          refusal={refusal}
          sending={sending}
          disabled={purpose === null || !isReasoned}
          word="打开档案"
          note={stillWanted({ 用途: purpose !== null, 原因: isReasoned })}
        />
      </CommandForm>
    </Card>
  );
}
