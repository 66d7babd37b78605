import { Input, Select } from "antd";
import { useState } from "react";
import { type HelpKind, helpKinds } from "#capabilities/bulletin/words.ts";
import { newId } from "#kernel/id.ts";
import { useSend } from "../app/load.ts";
import { useMe } from "../app/session.ts";
import { CommandForm } from "../parts/CommandForm.tsx";
import { DayInput } from "../parts/DayInput.tsx";
import { Field } from "../parts/Field.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";

interface Helping {
  readonly listId: string;
  readonly childId: string;
  readonly done: (said: string) => void;
}

const options = Object.entries(helpKinds).map(([value, label]) => ({ value: value as HelpKind, label }));

/** What was done for a child, by whom and when: it becomes an entry of its file. */
export function HelpForm({ listId, childId, done }: Helping) {
  const { today } = useMe();
  const [kind, setKind] = useState<HelpKind>();
  const [what, setWhat] = useState("");
  const [by, setBy] = useState("");
  const [on, setOn] = useState<string | null>(today);
  const [note, setNote] = useState("");
  const { sending, refusal, send } = useSend(newId);
  const still = stillWanted({
    帮扶类别: kind !== undefined,
    帮扶内容: what.trim().length >= 2,
    帮扶单位或人员: by.trim().length >= 2,
    帮扶日期: on !== null && on <= today,
  });
  const save = async (): Promise<void> => {
    const body = { kind, what: what.trim(), by: by.trim(), on, ...(note.trim() !== "" && { note: note.trim() }) };
    if (await send(`/api/bulletin/inbox/${listId}/children/${childId}`, body)) done("已反馈，记入儿童档案");
  };
  return (
    <CommandForm submit={save}>
      <Field title="帮扶类别" required>
        {(id) => <Select id={id} value={kind} options={options} placeholder="请选择" onChange={setKind} />}
      </Field>
      <Field title="帮扶内容" required>
        {(id) => <Input.TextArea id={id} rows={3} maxLength={500} value={what} onChange={(event) => setWhat(event.target.value)} />}
      </Field>
      <Field title="帮扶单位或人员" required>
        {(id) => <Input id={id} maxLength={60} value={by} onChange={(event) => setBy(event.target.value)} />}
      </Field>
      <Field title="帮扶日期" required>
        {(id) => <DayInput id={id} value={on} onChange={setOn} />}
      </Field>
      <Field title="备注" hint="发现孩子处境危险的，请立即拨打 110 并告知当地民政部门">
        {(id) => <Input.TextArea id={id} rows={2} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />}
      </Field>
      <FormFoot refusal={refusal} sending={sending} disabled={still !== undefined} word="提交反馈" note={still} />
    </CommandForm>
  );
} // prettier-ignore
