import { Button, Input, Radio } from "antd";
import { useState } from "react";
import type { RecognitionOffer, RecognitionShown } from "#capabilities/recognition/words.ts";
import { newId } from "#kernel/id.ts";
import { useSend } from "../app/load.ts";
import { useMay } from "../app/session.ts";
import { CommandForm } from "../parts/CommandForm.tsx";
import { Field } from "../parts/Field.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { Says } from "./AskForm.tsx";

interface Acting {
  readonly one: RecognitionShown;
  readonly offer: RecognitionOffer | undefined;
  readonly done: (said: string) => void;
}

const pathOf = ({ childId, no }: RecognitionShown, step: string): string =>
  `/api/recognition/children/${childId}/${no}/${step}`;

const steps = {
  verify: { yes: "符合条件，报县级确认", no: "不符合条件，报县级决定", word: "提交查验结论", said: "已报县级民政部门" },
  confirm: { yes: "确认认定", no: "不予认定", word: "作出决定", said: "已作出决定" },
} as const;

function Judge({ one, offer, done, step }: Acting & { readonly step: keyof typeof steps }) {
  const [eligible, setEligible] = useState<boolean>();
  const [reason, setReason] = useState("");
  const { sending, refusal, send } = useSend(newId);
  const still = stillWanted({ 结论: eligible !== undefined, 理由: reason.trim().length >= 2 });
  const { yes, no, word, said } = steps[step];
  const save = async (): Promise<void> => {
    if (await send(pathOf(one, step), { eligible, reason: reason.trim() })) done(said);
  };
  return (
    <CommandForm submit={save}>
      {offer && <Says offer={offer} />}
      <Field title="结论" required>
        {(id) => (
          <Radio.Group
            id={id}
            className="verdicts"
            value={eligible}
            options={[
              { value: true, label: yes },
              { value: false, label: no },
            ]}
            onChange={(event) => setEligible(event.target.value as boolean)}
          />
        )}
      </Field>
      <Field title="理由" required hint="以部门信息比对为主，写明依据的材料；不予认定的，这段话书面告知申请人">
        {(id) => <Input.TextArea id={id} rows={3} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      <FormFoot refusal={refusal} sending={sending} disabled={still !== undefined} word={word} note={still} />
    </CommandForm>
  );
} // prettier-ignore

function Withdraw({ one, done }: Acting) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const { sending, refusal, send } = useSend(newId);
  if (!open)
    return (
      <div className="referral-buttons">
        <Button onClick={() => setOpen(true)}>撤回申请</Button>
      </div>
    );
  const able = reason.trim().length >= 2;
  const save = async (): Promise<void> => {
    if (await send(pathOf(one, "withdraw"), { reason: reason.trim() })) done("已撤回");
  };
  return (
    <CommandForm submit={save}>
      <Field title="撤回的理由" required>
        {(id) => <Input.TextArea id={id} rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      <FormFoot refusal={refusal} sending={sending} disabled={!able} danger word="撤回" note={stillWanted({ 撤回的理由: able })} />
    </CommandForm>
  );
} // prettier-ignore

/** What this post may do next with an application. */
export function JudgeForm(props: Acting) {
  const may = useMay();
  const { stage, waits } = props.one;
  return (
    <>
      {waits !== "none" && may("recognition.withdraw") && <Withdraw {...props} />}
      {stage === "asked" && may("recognition.verify") && <Judge {...props} step="verify" />}
      {stage === "verified" && may("recognition.confirm") && <Judge {...props} step="confirm" />}
    </>
  );
}
