import { Button, Input } from "antd";
import { useState } from "react";
import type { ConferenceShown } from "#capabilities/conference/words.ts";
import { newId } from "#kernel/id.ts";
import { longDay } from "../../ui/dayText.ts";
import { useSend } from "../app/load.ts";
import { CommandForm } from "../parts/CommandForm.tsx";
import { Field } from "../parts/Field.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { type Acting, actPath } from "./HoldForm.tsx";

type Minutes = NonNullable<ConferenceShown["minutes"]>;

function Form({ shown, done, minutes, cancel }: Acting & { readonly minutes: Minutes; readonly cancel: () => void }) {
  const [text, setText] = useState(minutes.text);
  const [reason, setReason] = useState("");
  const { sending, refusal, send } = useSend(newId);
  const still = stillWanted({ 更正后的会议情况: text.trim().length >= 10 && text.trim() !== minutes.text, 更正的理由: reason.trim().length >= 2 });
  const save = async (): Promise<void> => {
    const body = { minutes: text.trim(), reason: reason.trim(), earlier: minutes.earlier.length };
    if (await send(actPath(shown, "minutes/correct"), body)) done("纪要已更正，原文保留");
  };
  return (
    <CommandForm submit={save}>
      <Field title="更正后的会议情况" required hint="原文保留在档案里；决定不在这里改，在“决定”里重新交办">
        {(id) => <Input.TextArea id={id} autoSize={{ minRows: 6 }} maxLength={6000} value={text} onChange={(event) => setText(event.target.value)} />}
      </Field>
      <Field title="更正的理由" required>
        {(id) => <Input.TextArea id={id} autoSize={{ minRows: 2 }} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      <FormFoot refusal={refusal} sending={sending} disabled={still !== undefined} word="更正纪要" note={still} />
      <div><Button onClick={cancel}>不更正了</Button></div>
    </CommandForm>
  );
} // prettier-ignore

/** What the minutes say, what they said before, and the way to put them right. */
export function MinutesText({
  minutes,
  may,
  ...acting
}: Acting & { readonly minutes: Minutes; readonly may: boolean }) {
  const [open, setOpen] = useState(false);
  if (open) return <Form {...acting} minutes={minutes} cancel={() => setOpen(false)} />;
  return (
    <>
      <p className="minutes-text">{minutes.text}</p>
      {minutes.earlier.map(({ text, until, by, reason }, at) => (
        <details key={`${at} ${until}`} className="conference-given">
          <summary>
            {longDay(until)} {by} 更正：{reason}（看原文）
          </summary>
          <p className="minutes-text">{text}</p>
        </details>
      ))}
      {may && <Button onClick={() => setOpen(true)}>更正纪要</Button>}
    </>
  );
}
