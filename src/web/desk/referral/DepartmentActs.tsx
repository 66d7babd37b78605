import { Button, Input, Radio } from "antd";
import { useState } from "react";
import type { Finding, ReferralShown } from "#capabilities/referral/words.ts";
import { newId } from "#kernel/id.ts";
import { useSend } from "../app/load.ts";
import { useMe } from "../app/session.ts";
import { Field } from "../parts/Field.tsx";
import { CommandForm } from "../parts/CommandForm.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { Refused } from "../parts/states.tsx";
import { FindingsField, type Registering, RegisterFields } from "./SearchFields.tsx";

type Answer = "answer" | "return";

interface Acting {
  readonly shown: ReferralShown;
  readonly done: (said: string) => void;
}

const texts = {
  answer: { field: "result", label: "办理结果", hint: "办了什么、儿童得到什么；乡镇会向儿童核实", said: "已反馈，等待回访核实" },
  return: { field: "reason", label: "退回理由", hint: "为什么不属本部门办理，或者还缺什么", said: "已退回转介单位" },
} as const; // prettier-ignore

/** After these the answer is still to come: the drawer stays. */
export const onTheWay: readonly string[] = ["已签收", "已受理", "已更正登记受理"];

const pathOf = ({ childId, no }: ReferralShown, step: string): string => `/api/referral/inbox/${childId}/${no}/${step}`;

/** Signing for it and taking it on: one press each, where the result takes longer. */
function Steps({ shown, done }: Acting) {
  const { today } = useMe();
  const [registering, register] = useState<Registering>({
    registeredOn: shown.search?.registeredOn ?? today,
    registration: shown.search?.registration ?? "",
  });
  const [mending, mend] = useState(false);
  const { sending, refusal, send } = useSend(newId);
  const step = async (name: "receive" | "accept", said: string): Promise<void> => {
    const { registeredOn, registration } = registering;
    const body =
      name === "accept" && shown.search ? { registration, ...(registeredOn !== null && { registeredOn }) } : {};
    if (await send(pathOf(shown, name), body)) done(said);
  };
  const isAccepted = shown.stage === "accepted";
  if (isAccepted && !shown.search) return null;
  if (isAccepted && !mending)
    return (
      <div className="referral-buttons">
        <Button onClick={() => mend(true)}>更正登记受理日期、编号</Button>
      </div>
    );
  return (
    <>
      {shown.search && <RegisterFields value={registering} onChange={register} />}
      <div className="referral-buttons">
        {shown.stage === "sent" && (
          <Button loading={sending} onClick={() => void step("receive", "已签收")}>
            签收
          </Button>
        )}
        <Button
          type="primary"
          loading={sending}
          onClick={() => void step("accept", isAccepted ? "已更正登记受理" : "已受理")}
        >
          {isAccepted ? "保存更正" : shown.stage === "sent" ? "签收并受理" : "受理"}
        </Button>
        <Refused refusal={refusal} />
      </div>
    </>
  );
}

/** A department's answer, on one page: a result needs no press before it. */
export function DepartmentActs({ shown, done }: Acting) {
  const [answer, setAnswer] = useState<Answer>("answer");
  const [text, setText] = useState("");
  const [findings, find] = useState<readonly Finding[]>([]);
  const { today } = useMe();
  const { sending, refusal, send } = useSend(newId);
  if (shown.waits !== "department") return null;
  const { field, label, hint, said } = texts[answer];
  const { search } = shown;
  const searching = answer === "answer" ? search : null;
  const still = stillWanted({ 查找结果: !searching || findings.length === searching.parents.length, [label]: text.trim().length >= 2 });
  const save = async (): Promise<void> => {
    const body = { [field]: text.trim(), ...(searching && { findings }) };
    if (await send(pathOf(shown, answer), body)) done(said);
  };
  return (
    <>
      <Steps shown={shown} done={done} />
      <CommandForm submit={save}>
        <Field title="答复" required>
          {(id) => (
            <Radio.Group
              id={id}
              className="verdicts"
              value={answer}
              options={[
                { value: "answer", label: "已办理，反馈结果" },
                { value: "return", label: "退回" },
              ]}
              onChange={(event) => setAnswer(event.target.value as Answer)}
            />
          )}
        </Field>
        {searching && <FindingsField search={searching} today={today} value={findings} onChange={find} />}
        <Field title={label} required hint={hint}>
          {(id) => (
            <Input.TextArea id={id} rows={4} maxLength={answer === "answer" ? 1000 : 500} value={text} onChange={(event) => setText(event.target.value)} />
          )}
        </Field>
        <FormFoot refusal={refusal} sending={sending} disabled={still !== undefined} word="提交答复" note={still} />
      </CommandForm>
    </>
  );
} // prettier-ignore
