import { Input, Radio } from "antd";
import { useState } from "react";
import {
  answers,
  askers,
  type Asker,
  type ChildRecognitions,
  type RecognitionOffer,
} from "#capabilities/recognition/words.ts";
import { newId } from "#kernel/id.ts";
import { useLoad, useSend } from "../app/load.ts";
import { CommandForm } from "../parts/CommandForm.tsx";
import { Field } from "../parts/Field.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { Empty, Show } from "../parts/states.tsx";
import type { FormProps } from "../registry/ActionDrawer.tsx";

/** What the policy says of the file's facts today: whoever decides sees it, and decides. */
export function Says({ offer }: { readonly offer: RecognitionOffer }) {
  return (
    <p className="said">
      按档案现有信息：<b>{answers[offer.says]}</b>。{offer.missing.length > 0 && `还缺：${offer.missing.join("、")}。`}
      认定过程不公示、不张贴；不予认定的，书面说明理由（{offer.clause}）。
    </p>
  );
}

function Form({ file, stored, offers }: FormProps & { readonly offers: readonly RecognitionOffer[] }) {
  const [kind, setKind] = useState(offers.find(({ open }) => open === null)?.kind);
  const [asker, setAsker] = useState<Asker>();
  const [note, setNote] = useState("");
  const { sending, refusal, send } = useSend(newId);
  const offer = offers.find((one) => one.kind === kind);
  const still = stillWanted({ 认定: offer !== undefined, 由谁申请: asker !== undefined });
  const save = async (): Promise<void> => {
    if (await send(`/api/recognition/children/${file.childId}`, { kind, asker, note: note.trim() }))
      stored("已登记认定申请，等乡镇（街道）查验");
  };
  return (
    <CommandForm submit={save}>
      <Field title="认定" required>
        {(id) => (
          <Radio.Group
            id={id}
            value={kind}
            options={offers.map((one) => ({ value: one.kind, disabled: one.open !== null, label: `${one.title}${one.open === null ? "" : `（第 ${one.open} 号还在办理）`}` }))}
            onChange={(event) => setKind(event.target.value as string)}
          />
        )}
      </Field>
      {offer && <Says offer={offer} />}
      {offer && <p className="muted">乡镇（街道）{offer.verify} 个工作日内查验，县级民政部门 {offer.confirm} 个工作日内确认；确认后自次月起纳入。</p>}
      <Field title="由谁申请" required hint="情况特殊的，可以由村（居）民委员会提出">
        {(id) => (
          <Radio.Group
            id={id}
            value={asker}
            options={Object.entries(askers).map(([value, label]) => ({ value, label }))}
            onChange={(event) => setAsker(event.target.value as Asker)}
          />
        )}
      </Field>
      <Field title="说明" hint="如：父亲服刑，母亲失联，公安机关已出具回执单">
        {(id) => <Input.TextArea id={id} rows={3} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />}
      </Field>
      <FormFoot refusal={refusal} sending={sending} disabled={still !== undefined} word="登记申请" note={still} />
    </CommandForm>
  );
} // prettier-ignore

/** From a child's file: the application is taken down, and what the policy says of the file stands beside it. */
export function AskForm(props: FormProps) {
  const of = useLoad<ChildRecognitions>(`/api/recognition/children/${props.file.childId}`);
  return (
    <Show of={of}>
      {({ offers }) =>
        offers.length === 0 ? <Empty>现行政策没有需要这样认定的身份。</Empty> : <Form {...props} offers={offers} />
      }
    </Show>
  );
}
