import { Button, Input } from "antd";
import { useState } from "react";
import type { ConferenceShown } from "#capabilities/conference/words.ts";
import { newId } from "#kernel/id.ts";
import { useSend } from "../app/load.ts";
import { useMe } from "../app/session.ts";
import { ownerText } from "../comparison/listText.ts";
import { CommandForm } from "../parts/CommandForm.tsx";
import { DayInput } from "../parts/DayInput.tsx";
import { Field } from "../parts/Field.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { DecisionFields, type Draft, isWhole, noDecision, ownerBody } from "./DecisionFields.tsx";

export interface Acting {
  readonly shown: ConferenceShown;
  readonly done: (said: string) => void;
}

export const actPath = ({ childId, no }: ConferenceShown, step: string): string =>
  `/api/conference/children/${childId}/${no}/${step}`;

/** Who said that they come, to begin the list with. */
const expected = ({ invited, caller }: ConferenceShown): string =>
  [caller, ...invited.flatMap(({ department, answer, said }) => (answer === "accepted" ? [`${ownerText(department)} ${said}`.trim()] : []))].join("\n"); // prettier-ignore

const linesOf = (text: string): string[] => text.split("\n").map((line) => line.trim()).filter((line) => line.length >= 2); // prettier-ignore

/** Who was there, what was said, who does what by when, and when it is looked at again. */
export function HoldForm({ shown, done, reviewOn, touched }: Acting & { readonly reviewOn: string | null; readonly touched: () => void }) {
  const { today } = useMe();
  const [heldDay, setHeldOn] = useState<string | null>(); // as the meeting stands, until something else is typed
  const [came, setPresent] = useState<string>();
  const heldOn = heldDay === undefined ? (shown.day <= today ? shown.day : today) : heldDay;
  const present = came ?? expected(shown);
  const [minutes, setMinutes] = useState("");
  const [decisions, decide] = useState<readonly Draft[]>([noDecision]);
  const [review, setReview] = useState<string | null>();
  const { sending, refusal, send } = useSend(newId);
  const until = review === undefined ? reviewOn : review;
  const still = stillWanted({
    召开日期: heldOn !== null, 参加人员: linesOf(present).length > 0, 会议情况: minutes.trim().length >= 10,
    每项决定的事项和落实人和日期: decisions.every(isWhole), 评估日期: until !== null,
  }); // prettier-ignore
  const save = async (): Promise<void> => {
    const decided = decisions.map((draft) => ({ what: draft.what.trim(), ...ownerBody(draft) }));
    const body = { heldOn, present: linesOf(present), minutes: minutes.trim(), decisions: decided, reviewOn: until };
    if (await send(actPath(shown, "minutes"), body)) done("纪要已记，决定已交给各落实人");
  };
  return (
    <CommandForm submit={save} touched={touched}>
      <Field title="召开日期" required>{(id) => <DayInput id={id} value={heldOn} onChange={setHeldOn} />}</Field>
      <Field title="参加人员" required hint="一行一人：单位和姓名">
        {(id) => <Input.TextArea id={id} autoSize={{ minRows: 3 }} value={present} onChange={(event) => setPresent(event.target.value)} />}
      </Field>
      <Field title="会议情况" required hint="各方说了什么、怎样商定；受邀部门只看到交给自己的决定。已封存的信息（如性侵害）不写入纪要">
        {(id) => <Input.TextArea id={id} autoSize={{ minRows: 6 }} maxLength={6000} value={minutes} onChange={(event) => setMinutes(event.target.value)} />}
      </Field>
      <DecisionFields value={decisions} onChange={decide} departments={shown.invited.map(({ department }) => department)} />
      <Field title="评估日期" required hint="到这一天，或者决定都落实以后，评估孩子的情况是否好转">
        {(id) => <DayInput id={id} value={until} onChange={setReview} />}
      </Field>
      <FormFoot refusal={refusal} sending={sending} disabled={still !== undefined} word="记下纪要" note={still} />
    </CommandForm>
  );
} // prettier-ignore

/** Ends something by a reason. */
export function ReasonForm({ label, word, send: path, said, done, more = {}, danger = false }: { readonly more?: object; readonly label: string; readonly word: string; readonly send: string; readonly said: string; readonly done: (said: string) => void; readonly danger?: boolean }) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const { sending, refusal, send } = useSend(newId);
  if (!open) return <Button size={danger ? "middle" : "small"} onClick={() => setOpen(true)}>{word}</Button>;
  const able = reason.trim().length >= 2;
  const save = async (): Promise<void> => {
    if (await send(path, { ...more, reason: reason.trim() })) done(said);
  };
  return (
    <CommandForm submit={save}>
      <Field title={label} required>
        {(id) => <Input.TextArea id={id} autoSize={{ minRows: 2 }} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      <FormFoot refusal={refusal} sending={sending} disabled={!able} word={word} note={stillWanted({ [label]: able })} danger={danger} />
    </CommandForm>
  );
} // prettier-ignore
