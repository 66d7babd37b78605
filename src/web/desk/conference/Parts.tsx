import { Button, Input } from "antd";
import { useState } from "react";
import type { Companion, ConferenceShown, PartShown } from "#capabilities/conference/words.ts";
import { newId } from "#kernel/id.ts";
import { useSend } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { useMay, useMe } from "../app/session.ts";
import { useLines } from "../caselist/useLines.ts";
import { CommandForm } from "../parts/CommandForm.tsx";
import { Field } from "../parts/Field.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { Card } from "../parts/Page.tsx";
import { Companions } from "./Companions.tsx";
import { conferencePath, stageText } from "./conferenceText.ts";
import { type Acting, actPath } from "./HoldForm.tsx";
import { type Brought, isAble, OtherChild, otherBody } from "./OtherChild.tsx";

function One({ part, name }: { readonly part: PartShown; readonly name: string }) {
  const { today } = useMe();
  const mine = part.toReview || (part.stage === "called" && part.day <= today);
  return (
    <li>
      <b>{name}</b>
      <small className="muted">{stageText(part, today)}</small>{"　"}
      <Button size="small" type={mine ? "primary" : "default"} href={linkTo(conferencePath(part))}>
        {part.toReview ? "评估" : mine ? "记纪要" : "查看"}
      </Button>
    </li>
  );
} // prettier-ignore

/** One child more, before the meeting: on its day and in its place, with materials of its own. */
function JoinForm({ shown, done }: Acting) {
  const [open, setOpen] = useState(false);
  const [chosen, choose] = useState<readonly Companion[]>([]);
  const [brought, bring] = useState<{ readonly of: string; readonly part: Brought }>();
  const [reason, setReason] = useState(shown.reason);
  const { sending, refusal, send } = useSend(newId);
  if (!open) return <Button onClick={() => setOpen(true)}>增加一名儿童</Button>;
  const [child] = chosen;
  // never another child's, whose seq and materials it would send under this one's name
  const part = brought && brought.of === child?.childId ? brought.part : undefined;
  const still = stillWanted({ 儿童: child !== undefined, 会商事由: reason.trim().length >= 2, 邀请的部门: part !== undefined && isAble(part) });
  const drop = (): void => {
    choose([]);
    bring(undefined);
  };
  const save = async (): Promise<void> => {
    if (child && part && (await send(actPath(shown, "join"), { ...otherBody(child.childId, part), reason: reason.trim() }))) done("已增加一名儿童，邀请已发给各部门");
  };
  return (
    <CommandForm submit={save}>
      <Field title="增加哪名儿童" required>
        {(id) => <Companions id={id} childId={shown.childId} without={shown.parts.flatMap(({ childId, stage }) => (stage === "called" || stage === "held" ? [childId] : []))} most={1} value={chosen} onChange={choose} />}
      </Field>
      {child && (
        <>
          <Field title="会商事由" required hint="这名儿童要商定什么；受邀部门都会看到，不写其他儿童的姓名">
            {(id) => <Input.TextArea id={id} rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />}
          </Field>
          <OtherChild key={child.childId} child={child} departments={shown.invited.map(({ department }) => department)} onChange={(next) => bring({ of: child.childId, part: next })} drop={drop} />
        </>
      )}
      <FormFoot refusal={refusal} sending={sending} disabled={still !== undefined} word="增加这名儿童" note={still} />
      <div><Button onClick={() => setOpen(false)}>不增加了</Button></div>
    </CommandForm>
  );
} // prettier-ignore

/** The other children of the same meeting, each with its own part; and the way to add one. */
export function Parts({ shown, done }: { readonly shown: ConferenceShown; readonly done: (said: string) => void }) {
  const may = useMay();
  const { today } = useMe();
  const lineOf = useLines(shown.parts.map(({ childId }) => childId));
  const grows = may("conference.call") && shown.stage === "called" && shown.fileOpen && shown.sitting !== null && shown.day >= today;
  if (shown.parts.length === 0 && !grows) return null;
  return (
    <Card title="同一次会议的儿童" note={shown.parts.length > 0 ? `共 ${shown.parts.length + 1} 名` : undefined}>
      {shown.parts.length > 0 && (
        <ul className="referral-steps">
          {shown.parts.map((part) => (
            <One key={`${part.childId} ${part.no}`} part={part} name={lineOf(part.childId)?.name ?? "另一名儿童"} />
          ))}
        </ul>
      )}
      {grows && <JoinForm key={shown.parts.length} shown={shown} done={done} />}
    </Card>
  );
} // prettier-ignore
