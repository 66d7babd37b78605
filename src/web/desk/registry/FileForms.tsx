import { Input, Select } from "antd";
import { useState } from "react";
import { newId } from "#kernel/id.ts";
import { closeReasons } from "#capabilities/registry/words.ts";
import { useSend } from "../app/load.ts";
import { useMe } from "../app/session.ts";
import { AreaInput } from "../area/AreaInput.tsx";
import { DayInput } from "../parts/DayInput.tsx";
import { Field } from "../parts/Field.tsx";
import { CommandForm } from "../parts/CommandForm.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import type { FormProps } from "./ActionDrawer.tsx";

export function MoveForm({ file, stored, reload }: FormProps) {
  const me = useMe();
  const [area, setArea] = useState<string | null>(null);
  const [day, setDay] = useState<string | null>(file.day);
  const [reason, setReason] = useState("");
  const { sending, refusal, send, clear } = useSend(newId);
  const move = async (): Promise<void> => {
    const body = { seq: file.seq, area, reason: reason.trim(), ...(day !== null && { day }) };
    if (await send(`/api/registry/children/${file.childId}/move`, body)) stored("档案已迁移，历史随档案保留");
  };
  return (
    <CommandForm submit={move}>
      <p className="muted">
        现在在：{file.areaPath.join("")}。迁移后由新的村（社区）负责走访，历史记录保留，只计数一次。
      </p>
      <Field title="迁到" required>
        {(id) => <AreaInput id={id} label="迁到" from={me.area} toVillage value={area} onChange={setArea} />}
      </Field>
      <Field title="从哪天起">{(id) => <DayInput id={id} value={day} onChange={setDay} offerToday />}</Field>
      <Field title="原因" required>
        {(id) => (
          <Input
            id={id}
            maxLength={200}
            value={reason}
            placeholder="如：随祖父母搬到集镇居住"
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <FormFoot
        refusal={refusal}
        sending={sending}
        disabled={area === null || reason.trim() === ""}
        word="迁移档案"
        note={stillWanted({ 迁到哪里: area !== null, 原因: reason.trim() !== "" })}
        reload={() => {
          clear();
          reload();
        }}
      />
    </CommandForm>
  );
}

export function CloseForm({ file, stored }: FormProps) {
  const [reason, setReason] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const [day, setDay] = useState<string | null>(file.day);
  const { sending, refusal, send } = useSend(newId);
  const close = async (): Promise<void> => {
    const body = { reason, ...(note.trim() !== "" && { note: note.trim() }), ...(day !== null && { day }) };
    if (await send(`/api/registry/children/${file.childId}/close`, body)) stored("档案已结案");
  };
  const options = Object.entries(closeReasons).map(([value, label]) => ({ value, label }));
  return (
    <CommandForm submit={close}>
      <p className="muted">结案后不再走访、不再计入台账和报表，档案和经过保留，可以恢复建档。</p>
      <Field title="原因" required>
        {(id) => (
          <Select
            id={id}
            aria-label="原因"
            placeholder="请选择"
            options={options}
            value={reason}
            onChange={setReason}
          />
        )}
      </Field>
      <Field title="日期">{(id) => <DayInput id={id} value={day} onChange={setDay} offerToday />}</Field>
      <Field title="说明" hint="可不填">
        {(id) => <Input id={id} maxLength={200} value={note} onChange={(event) => setNote(event.target.value)} />}
      </Field>
      <FormFoot
        refusal={refusal}
        sending={sending}
        disabled={reason === null}
        danger
        word="结案"
        note={stillWanted({ 原因: reason !== null })}
      />
    </CommandForm>
  );
}

export function ReopenForm({ file, stored }: FormProps) {
  const [reason, setReason] = useState("");
  const { sending, refusal, send } = useSend(newId);
  const reopen = async (): Promise<void> => {
    if (await send(`/api/registry/children/${file.childId}/reopen`, { reason: reason.trim() })) stored("档案已恢复");
  };
  return (
    <CommandForm submit={reopen}>
      <Field title="恢复的原因" required>
        {(id) => <Input id={id} maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      <FormFoot
        refusal={refusal}
        sending={sending}
        disabled={reason.trim() === ""}
        word="恢复建档"
        note={stillWanted({ 原因: reason.trim() !== "" })}
      />
    </CommandForm>
  );
}
