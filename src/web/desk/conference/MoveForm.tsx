import { Button, Input } from "antd";
import { useState } from "react";
import { type Way, ways } from "#capabilities/conference/words.ts";
import { newId } from "#kernel/id.ts";
import { useSend } from "../app/load.ts";
import { CommandForm } from "../parts/CommandForm.tsx";
import { Field } from "../parts/Field.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { isTime, type Meeting, MeetingFields } from "./CallForm.tsx";
import { type Acting, actPath } from "./HoldForm.tsx";
import { RestDay } from "./RestDay.tsx";

const wayOf = (text: string): Way => (Object.keys(ways) as Way[]).find((way) => ways[way] === text) ?? "onsite";

/** Another day or place: all that were invited are asked again. */
export function MoveForm({ shown, done }: Acting) {
  const [open, setOpen] = useState(false);
  const [meeting, setMeeting] = useState<Meeting>({ day: shown.day, time: shown.time, place: shown.place, way: wayOf(shown.way) });
  const [reason, setReason] = useState("");
  const { sending, refusal, send } = useSend(newId);
  if (!open) return <Button onClick={() => setOpen(true)}>改期</Button>;
  const still = stillWanted({
    会议日期: meeting.day !== null, 会议时间: isTime(meeting.time), 会议地点: meeting.place.trim() !== "", 改期的理由: reason.trim().length >= 2,
  });
  const many = shown.parts.filter(({ stage }) => stage === "called").length + 1;
  const save = async (onRestDay = false): Promise<void> => {
    const body = { ...meeting, place: meeting.place.trim(), reason: reason.trim(), ...(onRestDay && { onRestDay }) };
    if (await send(actPath(shown, "move"), body)) done("已改期，各部门要重新回复");
  };
  return (
    <CommandForm submit={() => save()}>
      <MeetingFields value={meeting} onChange={setMeeting} />
      <Field title="改期的理由" required hint={`${many > 1 ? `这次会议的 ${many} 名儿童一并改期；` : ""}各部门要重新回复；已提供的材料和书面意见不变`}>
        {(id) => <Input.TextArea id={id} autoSize={{ minRows: 2 }} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      <FormFoot refusal={refusal} sending={sending} disabled={still !== undefined} word="改期" note={still} also={<RestDay refusal={refusal} day={meeting.day} sending={sending} sure={() => void save(true)} />} />
    </CommandForm>
  );
} // prettier-ignore
