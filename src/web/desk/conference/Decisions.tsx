import { Button, Input } from "antd";
import { useState } from "react";
import type { ConferenceShown, DecisionShown } from "#capabilities/conference/words.ts";
import { newId } from "#kernel/id.ts";
import { longDay } from "../../ui/dayText.ts";
import { useSend } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { useMay, useMe } from "../app/session.ts";
import { DueDay } from "../caselist/columns.tsx";
import { CommandForm } from "../parts/CommandForm.tsx";
import { Field } from "../parts/Field.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { decisionOwner, decisionText } from "./conferenceText.ts";
import { isOwned, type Owner, ownerBody, OwnerFields } from "./DecisionFields.tsx";
import { type Acting, actPath, ReasonForm } from "./HoldForm.tsx";

/** Again, or by somebody else, with another day. */
function RenewForm({ shown, one, done }: Acting & { readonly one: DecisionShown }) {
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState("");
  const [owner, own] = useState<Owner>({ department: one.department, person: one.person, due: null });
  const { sending, refusal, send } = useSend(newId);
  if (!open) return <Button size="small" onClick={() => setOpen(true)}>重新交办</Button>;
  const still = stillWanted({ 落实人和日期: isOwned(owner), 说明: note.trim().length >= 2 });
  const save = async (): Promise<void> => {
    if (await send(actPath(shown, `decisions/${one.nth}/renew`), { note: note.trim(), ...ownerBody(owner) })) done("已重新交办");
  };
  return (
    <CommandForm submit={save}>
      <OwnerFields value={owner} onChange={own} departments={shown.invited.map(({ department }) => department)} />
      <Field title="说明" required hint="为什么重新交办；落实单位会看到">
        {(id) => <Input.TextArea id={id} autoSize={{ minRows: 2 }} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />}
      </Field>
      <FormFoot refusal={refusal} sending={sending} disabled={still !== undefined} word="重新交办" note={still} />
    </CommandForm>
  );
} // prettier-ignore

function Acts({ shown, one, done }: Acting & { readonly one: DecisionShown }) {
  const waits = one.stage === "open" || one.stage === "unable";
  const goesOn = shown.stage === "held" || shown.stage === "called";
  if (!goesOn || !(waits || one.stage === "done")) return null;
  return (
    <div className="conference-acts">
      {shown.fileOpen && <RenewForm shown={shown} one={one} done={done} />}
      {waits && <ReasonForm label="不再落实的理由" word="不再落实" send={actPath(shown, `decisions/${one.nth}/drop`)} said="已说明不再落实" done={done} />}
    </div>
  );
} // prettier-ignore

function One({ shown, one, done }: Acting & { readonly one: DecisionShown }) {
  const { today } = useMe();
  const may = useMay();
  const waits = one.stage === "open" || one.stage === "unable";
  return (
    <li>
      <b>
        {one.nth}. {one.what}
      </b>
      <small className="muted">
        {decisionOwner(one)}，{waits ? <DueDay due={one.due} today={today} /> : `${longDay(one.due)}前`}，{decisionText(one)}
      </small>
      {one.said !== "" && <p>{one.said}</p>}
      {one.task !== null && one.stage === "open" && (
        <p className="muted">
          已转为第 {one.task} 号待办任务，在<a href={linkTo(`children/${shown.childId}`)}>档案</a>或“待办任务”中办结。
        </p>
      )}
      {may("conference.call") && <Acts shown={shown} one={one} done={done} />}
    </li>
  );
} // prettier-ignore

/** What was decided, each followed until it is done. */
export function Decisions({ shown, done }: Acting) {
  if (shown.decisions.length === 0) return <p className="muted">没有形成决定。</p>;
  return (
    <ol className="referral-steps">
      {shown.decisions.map((one) => (
        <One key={`${one.nth} ${one.stage} ${one.task ?? ""}`} shown={shown} one={one} done={done} />
      ))}
    </ol>
  );
}

export const openCount = ({ decisions }: ConferenceShown): number =>
  decisions.filter(({ stage }) => stage === "open" || stage === "unable").length;
