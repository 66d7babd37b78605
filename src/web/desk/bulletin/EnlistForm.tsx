import { Input, Radio } from "antd";
import { useState } from "react";
import type { BulletinToday, DueLine } from "#capabilities/bulletin/words.ts";
import { newId } from "#kernel/id.ts";
import { useLoad, useSend } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { CommandForm } from "../parts/CommandForm.tsx";
import { Field } from "../parts/Field.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { Empty, Show } from "../parts/states.tsx";
import type { FormProps } from "../registry/ActionDrawer.tsx";
import { departmentText } from "./dueText.ts";

function Form({ file, stored, made }: Pick<FormProps, "file" | "stored"> & { readonly made: readonly DueLine[] }) {
  const [chosen, choose] = useState<string>();
  const [reason, setReason] = useState("");
  const { sending, refusal, send } = useSend(newId);
  const still = stillWanted({ 哪份名单: chosen !== undefined, 理由: reason.trim().length >= 2 });
  if (made.length === 0)
    return <Empty hint={<a href={linkTo("bulletins")}>打开名单通报</a>}>没有正在拟定的名单，请先拟定。</Empty>;
  const save = async (): Promise<void> => {
    const path = `/api/bulletin/lists/${chosen ?? ""}/children/${file.childId}`;
    if (await send(path, { act: "put_in", reason: reason.trim() })) stored("已列入名单，复核后发送");
  };
  const options = made.map(({ open, department }) => ({ value: open ?? "", label: `发给${departmentText(department)}的名单` }));
  return (
    <CommandForm submit={save}>
      <Field title="哪份名单" required>
        {(id) => <Radio.Group id={id} className="referral-routes" value={chosen} options={options} onChange={(event) => choose(event.target.value as string)} />}
      </Field>
      <Field title="理由" required hint="记入该儿童档案，复核人会看到">
        {(id) => <Input.TextArea id={id} rows={3} maxLength={300} value={reason} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      <FormFoot refusal={refusal} sending={sending} disabled={still !== undefined} word="列入名单" note={still} />
    </CommandForm>
  );
} // prettier-ignore

/** Puts a child by name on a list that is being made. */
export function EnlistForm(props: FormProps) {
  const today = useLoad<BulletinToday>("/api/bulletin/today");
  return <Show of={today}>{({ own }) => <Form {...props} made={own.filter(({ open }) => open !== null)} />}</Show>;
}
