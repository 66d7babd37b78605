import { Button, Segmented } from "antd";
import { useState } from "react";
import type { ConcernShown } from "#capabilities/concern/words.ts";
import { newId } from "#kernel/id.ts";
import { useSend } from "../app/load.ts";
import { Card } from "../parts/Page.tsx";
import { CommandForm } from "../parts/CommandForm.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { ReasonInput } from "../parts/ReasonInput.tsx";
import { Refused } from "../parts/states.tsx";
import { CloseForm } from "./CloseForm.tsx";
import { HandleForm } from "./HandleForm.tsx";
import { IdentifyForm, TransferForm } from "./PlaceForms.tsx";
import { RecordForm } from "./RecordForm.tsx";
import { TellForm } from "./TellForm.tsx";

/** What every form of a report is given. */
export interface ConcernFormProps {
  readonly concern: ConcernShown;
  readonly done: (said: string) => void;
}

/** The first thing that anybody does with a report, and one press. */
function Receive({ concern, done }: ConcernFormProps) {
  const { sending, refusal, send } = useSend(newId);
  const receive = async (): Promise<void> => {
    if (await send(`/api/concern/reports/${concern.id}/receive`, {})) done("已受理，请马上处置");
  };
  return (
    <Card title="受理">
      <p>受理后显示内容，并由您办理。紧急的，先电话通知公安机关。</p>
      <Button type="primary" danger size="large" block loading={sending} onClick={() => void receive()}>
        受理这份报告
      </Button>
      <Refused refusal={refusal} />
    </Card>
  );
}

/** Somebody else is on it: who takes part says why, and it stays. */
function Join({ concern, done }: ConcernFormProps) {
  const [reason, setReason] = useState("");
  const { sending, refusal, send } = useSend(newId);
  const able = reason.trim().length >= 4;
  const join = async (): Promise<void> => {
    if (await send(`/api/concern/reports/${concern.id}/join`, { reason: reason.trim() })) done("已参与办理");
  };
  return (
    <Card title="参与办理">
      <CommandForm submit={join}>
        <ReasonInput required max={300} value={reason} onChange={setReason} hint="如：县里督办；经办人休假，由我接办" />
        <FormFoot
          refusal={refusal}
          sending={sending}
          disabled={!able}
          word="参与办理"
          note={stillWanted({ 理由: able })}
        />
      </CommandForm>
    </Card>
  );
}

const forms = [
  { value: "handle", label: "登记处置", form: HandleForm },
  { value: "tell", label: "反馈", form: TellForm },
  { value: "record", label: "记入档案", form: RecordForm },
  { value: "identify", label: "查明身份", form: IdentifyForm },
  { value: "transfer", label: "移送", form: TransferForm },
  { value: "close", label: "办结", form: CloseForm },
] as const;

/** What may be done with a report as it stands. */
export function NextStep({ concern, done }: ConcernFormProps) {
  const [name, setName] = useState<string>("handle");
  if (concern.closedAt !== null && concern.onCase) return null;
  if (concern.receivedAt === null && concern.closedAt === null) return <Receive concern={concern} done={done} />;
  if (!concern.onCase) return <Join concern={concern} done={done} />;
  const Form = (forms.find(({ value }) => value === name) ?? forms[0]).form;
  return (
    <Card title="下一步">
      <Segmented
        aria-label="下一步"
        className="concern-forms"
        options={forms.map(({ value, label }) => ({ value, label }))}
        value={name}
        onChange={setName}
      />
      <Form key={name} concern={concern} done={done} />
    </Card>
  );
}
