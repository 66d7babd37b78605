import { Button, Input } from "antd";
import { useState } from "react";
import type { BulletinOpened } from "#capabilities/bulletin/words.ts";
import { newId } from "#kernel/id.ts";
import { useSend } from "../app/load.ts";
import { CommandForm } from "../parts/CommandForm.tsx";
import { Field } from "../parts/Field.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { Refused } from "../parts/states.tsx";
import { departmentText } from "./dueText.ts";

interface Acting {
  readonly of: BulletinOpened;
  readonly done: (said: string) => void;
}

type Reasoned = "return" | "withdraw" | "drop";
const asked: Readonly<Record<Reasoned, { word: string; label: string; hint: string; said: string }>> = {
  return: { word: "退回修改", label: "退回的理由", hint: "拟定人会看到", said: "已退回拟定人" },
  withdraw: { word: "撤回名单", label: "撤回的理由", hint: "收到名单的部门会看到这段话；发送记录仍然保留", said: "已撤回，部门不再看到儿童信息" },
  drop: { word: "作废名单", label: "作废的理由", hint: "没有发送的名单作废后不能恢复，可以重新拟定", said: "已作废" },
}; // prettier-ignore

function ReasonForm({ of, done, step, shut }: Acting & { readonly step: Reasoned; readonly shut: () => void }) {
  const [reason, setReason] = useState("");
  const { sending, refusal, send } = useSend(newId);
  const { word, label, hint, said } = asked[step];
  const able = reason.trim().length >= 2;
  const save = async (): Promise<void> => {
    if (await send(`/api/bulletin/lists/${of.id}/${step}`, { reason: reason.trim() })) done(said);
  };
  return (
    <CommandForm submit={save}>
      <Field title={label} required hint={hint}>
        {(id) => (
          <Input.TextArea id={id} rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        )}
      </Field>
      <FormFoot refusal={refusal} sending={sending} disabled={!able} word={word} note={stillWanted({ [label]: able })} danger />
      <Button onClick={shut}>先不{word.slice(0, 2)}</Button>
    </CommandForm>
  );
} // prettier-ignore

/** What is done with one press, and what it asks first: sending is the second person's. */
const pressed = {
  submit: { word: "提交复核", said: "已提交，等另一人复核" },
  check: { word: "复核通过并发送", said: "已复核" },
  continue: { word: "继续发送", said: "已发送" },
} as const;

/** What may be done with a list as it stands. */
export function BulletinActs({ of, done }: Acting) {
  const [step, setStep] = useState<Reasoned>();
  const { sending, refusal, send } = useSend(newId);
  const press = async (name: keyof typeof pressed): Promise<void> => {
    if (await send(`/api/bulletin/lists/${of.id}/${name}`, {})) done(pressed[name].said);
  };
  if (step) return <ReasonForm of={of} done={done} step={step} shut={() => setStep(undefined)} />;
  const buttons = (["submit", "check", "continue"] as const).filter((name) => of.may.includes(name));
  const later = of.may.includes("check") && of.stage === "sent";
  const reasons: readonly Reasoned[] = [
    ...(of.may.includes("check") && !later ? (["return"] as const) : []),
    ...(of.may.includes("withdraw") ? (["withdraw"] as const) : []),
    ...(of.may.includes("drop") ? (["drop"] as const) : []),
  ];
  if (buttons.length + reasons.length === 0) return null;
  return (
    <>
      {of.may.includes("check") && (
        <p className="said said-open">
          {later
            ? "这份紧急通报已先行发送，请复核；有误的请撤回。"
            : `请核对人数和儿童，复核通过后立即发送${departmentText(of.department)}。`}
        </p>
      )}
      {of.stage === "submitted" && !of.may.includes("check") && <p className="said">等另一人复核：自己拟定的名单不能自己复核。</p>}
      <div className="referral-buttons">
        {buttons.map((name) => (
          <Button key={name} type="primary" loading={sending} onClick={() => void press(name)}>
            {name === "check" && later ? "复核通过" : pressed[name].word}
          </Button>
        ))}
        {reasons.map((name) => (
          <Button key={name} onClick={() => setStep(name)}>
            {asked[name].word}
          </Button>
        ))}
      </div>
      <Refused refusal={refusal} />
    </>
  );
} // prettier-ignore
