import { Input } from "antd";
import { useState } from "react";
import type { BulletinLine } from "#capabilities/bulletin/words.ts";
import { newId } from "#kernel/id.ts";
import { useSend } from "../app/load.ts";
import { CommandForm } from "../parts/CommandForm.tsx";
import { Field } from "../parts/Field.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";

interface Amending {
  readonly listId: string;
  readonly line: BulletinLine;
  readonly done: (said: string) => void;
}

/** Takes a child out of a list, or puts it back: the reason goes into its file. */
export function AmendForm({ listId, line, done }: Amending) {
  const [reason, setReason] = useState("");
  const { sending, refusal, send } = useSend(newId);
  const able = reason.trim().length >= 2;
  const act = line.out ? "put_in" : "leave_out";
  const save = async (): Promise<void> => {
    const sent = await send(`/api/bulletin/lists/${listId}/children/${line.childId}`, { act, reason: reason.trim() });
    if (sent) done(line.out ? `已重新列入：${line.name}` : `已移出：${line.name}`);
  };
  return (
    <CommandForm submit={save}>
      <p className="said">
        {line.name}　{line.levelTitle}　{line.place}
      </p>
      <Field title="理由" required hint="记入该儿童档案，复核人会看到；移出不改变该儿童的等级和走访">
        {(id) => <Input.TextArea id={id} rows={3} maxLength={300} value={reason} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      <FormFoot refusal={refusal} sending={sending} disabled={!able} word={line.out ? "重新列入" : "移出名单"} note={stillWanted({ 理由: able })} />
    </CommandForm>
  );
} // prettier-ignore
