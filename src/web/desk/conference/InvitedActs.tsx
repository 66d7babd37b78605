import { Button, Checkbox, Input, Radio } from "antd";
import { useState } from "react";
import type { DecisionShown, InvitedShown } from "#capabilities/conference/words.ts";
import { newId } from "#kernel/id.ts";
import { useSend } from "../app/load.ts";
import { useMe } from "../app/session.ts";
import { DueDay } from "../caselist/columns.tsx";
import { CommandForm } from "../parts/CommandForm.tsx";
import { Field } from "../parts/Field.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { Refused } from "../parts/states.tsx";
import { decisionText } from "./conferenceText.ts";

interface Acting {
  readonly shown: InvitedShown;
  readonly done: (said: string) => void;
}

const pathOf = ({ childId, no }: InvitedShown, step: string): string =>
  `/api/conference/inbox/${childId}/${no}/${step}`;

type Answer = "accept" | "decline";

/** The other children of the meeting that may be answered for at once. */
export interface Others {
  readonly count: number;
  readonly allWait: boolean;
}

/** Whether it comes, and who; before the meeting it may think again. */
export function AnswerForm({ shown, done, others }: Acting & { readonly others: Others }) {
  const { answer: before, said } = shown.invitation;
  const [answer, setAnswer] = useState<Answer>(before === "declined" ? "decline" : "accept");
  const [text, setText] = useState(before === "waiting" ? "" : said);
  const { sending, refusal, send } = useSend(newId);
  const [whole, setWhole] = useState(others.allWait && before === "waiting");
  const comes = answer === "accept";
  const able = comes || text.trim().length >= 2;
  const save = async (): Promise<void> => {
    if (await send(pathOf(shown, answer), { [comes ? "sends" : "reason"]: text.trim(), ...(others.count > 0 && whole && { whole }) })) done(comes ? "已回复参加" : "已回复不参加");
  };
  return (
    <CommandForm submit={save}>
      <Field title="是否参加" required>
        {(id) => (
          <Radio.Group
            id={id}
            value={answer}
            options={[{ value: "accept", label: "参加" }, { value: "decline", label: "不参加" }]}
            onChange={(event) => setAnswer(event.target.value as Answer)}
          />
        )}
      </Field>
      <Field title={comes ? "派谁参加" : "不参加的理由"} required={!comes} hint={comes ? "姓名和职务；可以不填" : "不参加的，之后不再看到材料；可以先提交书面意见"}>
        {(id) => <Input id={id} maxLength={comes ? 100 : 500} value={text} onChange={(event) => setText(event.target.value)} />}
      </Field>
      {others.count > 0 && (
        <Checkbox className="conference-open" checked={whole} onChange={(event) => setWhole(event.target.checked)}>
          这次会议的另外 {others.count} 名儿童也这样回复
        </Checkbox>
      )}
      <FormFoot refusal={refusal} sending={sending} disabled={!able} word={before === "waiting" ? "回复" : "更改回复"} note={able ? undefined : "还要填：不参加的理由"} />
    </CommandForm>
  );
} // prettier-ignore

/** A written opinion for the meeting; a later one takes the place of the one before. */
export function OpinionForm({ shown, done }: Acting) {
  const [opinion, setOpinion] = useState(shown.invitation.opinion);
  const { sending, refusal, send } = useSend(newId);
  const able = opinion.trim().length >= 2 && opinion.trim() !== shown.invitation.opinion;
  const save = async (): Promise<void> => {
    if (await send(pathOf(shown, "opinion"), { opinion: opinion.trim() })) done("书面意见已提交");
  };
  return (
    <CommandForm submit={save}>
      <Field title="书面意见" hint="召集方开会时看到；会前可以更改">
        {(id) => <Input.TextArea id={id} autoSize={{ minRows: 3 }} maxLength={2000} value={opinion} onChange={(event) => setOpinion(event.target.value)} />}
      </Field>
      <FormFoot refusal={refusal} sending={sending} disabled={!able} word="提交书面意见" />
    </CommandForm>
  );
} // prettier-ignore

/** One decision of this department's: done, or why it cannot be. */
export function FulfilForm({ shown, one, done }: Acting & { readonly one: DecisionShown }) {
  const { today } = useMe();
  const [result, setResult] = useState("");
  const { sending, refusal, send } = useSend(newId);
  const able = result.trim().length >= 2;
  const save = async (isDone: boolean): Promise<void> => {
    if (await send(pathOf(shown, `decisions/${one.nth}`), { done: isDone, result: result.trim(), round: one.round })) done(isDone ? "已反馈落实" : "已告知召集方");
  };
  const owed = one.stage === "open" && (shown.stage === "held" || shown.stage === "called");
  return (
    <fieldset className="referral-preview">
      <legend>决定 {one.nth}：{decisionText(one)}</legend>
      <p>
        <b>{one.what}</b>　完成日期 {owed ? <DueDay due={one.due} today={today} /> : one.due}
      </p>
      {one.said !== "" && <p className="said">{one.said}</p>}
      {owed && (
        <CommandForm submit={() => save(true)}>
          <Field title="落实情况" required hint="办了什么；不能落实的，写明原因">
            {(id) => <Input.TextArea id={id} autoSize={{ minRows: 2 }} maxLength={1000} value={result} onChange={(event) => setResult(event.target.value)} />}
          </Field>
          <Refused refusal={refusal} />
          <div className="referral-buttons">
            <Button type="primary" htmlType="submit" loading={sending} disabled={!able}>已落实</Button>
            <Button loading={sending} disabled={!able} onClick={() => void save(false)}>不能落实</Button>
            {!able && <span className="muted">{stillWanted({ 落实情况: false })}</span>}
          </div>
        </CommandForm>
      )}
    </fieldset>
  );
} // prettier-ignore
