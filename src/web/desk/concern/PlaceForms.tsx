import { Input } from "antd";
import { useState } from "react";
import type { CaseLine } from "#capabilities/caselist/words.ts";
import { newId } from "#kernel/id.ts";
import { address } from "../app/api.ts";
import { useLoad, useSend } from "../app/load.ts";
import { useMe } from "../app/session.ts";
import { AreaInput } from "../area/AreaInput.tsx";
import { placeText, useAreaPaths } from "../area/names.ts";
import { Field } from "../parts/Field.tsx";
import { CommandForm } from "../parts/CommandForm.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { ReasonInput } from "../parts/ReasonInput.tsx";
import { Empty, Unread } from "../parts/states.tsx";
import type { ConcernFormProps } from "./NextStep.tsx";

/** To the township or village where the child is: it is received there anew. */
export function TransferForm({ concern, done }: ConcernFormProps) {
  const me = useMe();
  const [area, setArea] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const { sending, refusal, send } = useSend(newId);
  const parts = { 移送到: area !== null, 理由: reason.trim().length >= 4 };
  const transfer = async (): Promise<void> => {
    if (await send(`/api/concern/reports/${concern.id}/transfer`, { area, reason: reason.trim() })) done("已移送");
  };
  return (
    <CommandForm submit={transfer}>
      <p className="muted">孩子在别处的，移送到所在的乡镇（街道）或者村（社区）；移送以后由那里重新受理。</p>
      <Field title="移送到" required>
        {(id) => <AreaInput id={id} label="移送到" from={me.area} value={area} onChange={setArea} />}
      </Field>
      <ReasonInput required max={300} value={reason} onChange={setReason} />
      <FormFoot
        refusal={refusal}
        sending={sending}
        disabled={Object.values(parts).includes(false)}
        word="移送"
        note={stillWanted(parts)}
      />
    </CommandForm>
  );
}

/** Whose file it is: searched by name, chosen by a press. */
export function IdentifyForm({ concern, done }: ConcernFormProps) {
  const me = useMe();
  const [name, setName] = useState(concern.content?.name ?? "");
  const [sought, setSought] = useState("");
  const found = useLoad<{ readonly lines: readonly CaseLine[] }>(
    sought === "" ? undefined : address("/api/caselist/children", { name: sought, limit: 10 }),
  );
  const { sending, refusal, send } = useSend(newId);
  const lines = sought === "" ? [] : (found.data?.lines ?? []);
  const pathOf = useAreaPaths(lines.map((line) => line.area));
  const choose = async (childId: string): Promise<void> => {
    if (await send(`/api/concern/reports/${concern.id}/identify`, { childId })) done("已关联档案");
  };
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        setSought(name.trim());
      }}
    >
      <Field title="孩子的姓名" hint="没有档案的，先登记儿童，再到这里关联">
        {(id) => <Input id={id} maxLength={40} value={name} onChange={(event) => setName(event.target.value)} />}
      </Field>
      <FormFoot refusal={refusal} sending={sending || found.loading} disabled={name.trim() === ""} word="查找" />
      {sought !== "" && <Unread of={found} what="档案" />}
      {sought !== "" && found.data && lines.length === 0 && <Empty>本辖区没有找到这个姓名的档案。</Empty>}
      <ul className="concern-found">
        {lines.map((line) => (
          <li key={line.childId}>
            <button type="button" disabled={sending} onClick={() => void choose(line.childId)}>
              <b>{line.name}</b> <small>{placeText(pathOf(line.area), me.area)}</small>
              <span>就是这个孩子</span>
            </button>
          </li>
        ))}
      </ul>
    </form>
  );
}
