import { Button, Input, Radio } from "antd";
import { useState } from "react";
import type { Offered } from "#capabilities/bulletin/words.ts";
import { newId } from "#kernel/id.ts";
import { address } from "../app/api.ts";
import { useLoad, useSend } from "../app/load.ts";
import { CommandForm } from "../parts/CommandForm.tsx";
import { Field } from "../parts/Field.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { Empty, Show } from "../parts/states.tsx";
import { Sum } from "../parts/Sum.tsx";
import type { FormProps } from "../registry/ActionDrawer.tsx";
import { departmentText } from "./dueText.ts";
import "../styles/referral.css";

type To = Offered["to"][number];
const keyOf = ({ item, department }: To): string => `${item} ${department}`;

/** Exactly what would leave the house; what is masked in the file is opened for a purpose. */
function Preview({ to, open }: { readonly to: To; readonly open: () => void }) {
  return (
    <>
      <Sum lines={to.fields.map(({ label, text }) => [label, text])} />
      {to.fields.some(({ masked }) => masked) && (
        <Button size="small" onClick={open}>
          显示隐去的内容（用途：部门转介、会商）
        </Button>
      )}
    </>
  );
}

function Form({ file, stored, offered, open, reload }: FormProps & { readonly offered: Offered; readonly open: () => void }) {
  const [chosen, choose] = useState<string>();
  const [reason, setReason] = useState("");
  const { sending, refusal, send } = useSend(newId);
  const to = offered.to.find((one) => keyOf(one) === chosen);
  const still = stillWanted({ 通报哪个部门: to !== undefined, 理由: reason.trim().length >= 2 });
  const save = async (): Promise<void> => {
    if (!to) return;
    const body = { item: to.item, department: to.department, reason: reason.trim(), seq: offered.seq };
    const said = to.check === "before" ? "已提交，另一人复核后立即发送" : `已通报${departmentText(to.department)}，请另一人复核`;
    if (await send(`/api/bulletin/children/${file.childId}`, body)) stored(said);
  };
  if (offered.to.length === 0) return <Empty>现行政策没有规定本级民政部门通报名单。</Empty>;
  if (offered.level === null) return <Empty>这名儿童还没有风险等级，不能通报；请先评估确认。</Empty>;
  return (
    <CommandForm submit={save}>
      <Field title="通报哪个部门" required>
        {(id) => (
          <Radio.Group id={id} className="referral-routes" value={chosen} options={offered.to.map((one) => ({ value: keyOf(one), label: departmentText(one.department) }))} onChange={(event) => choose(event.target.value as string)} />
        )}
      </Field>
      {to && (
        <>
          <p className="muted">
            依据：{to.clause}。{to.check === "before" ? "另一人复核后发送。" : "立即发送，随后由另一人复核。"}将提供：
          </p>
          <Preview to={to} open={open} />
        </>
      )}
      <Field title="理由" required hint="部门会看到这段话；与帮扶无关的个人信息不写">
        {(id) => <Input.TextArea id={id} rows={3} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      <FormFoot refusal={refusal} sending={sending} disabled={still !== undefined} word="紧急通报" note={still} reload={reload} />
    </CommandForm>
  );
} // prettier-ignore

/** Tells a department of one child at once. */
export function UrgeForm(props: FormProps) {
  const [purpose, setPurpose] = useState<"referral">();
  const offered = useLoad<Offered>(address(`/api/bulletin/children/${props.file.childId}/offers`, { purpose }));
  const reload = (): void => {
    offered.reload();
    props.reload();
  };
  return (
    <Show of={offered}>
      {(found) => <Form {...props} offered={found} open={() => setPurpose("referral")} reload={reload} />}
    </Show>
  );
}
