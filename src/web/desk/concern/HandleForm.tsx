import { Input, Radio } from "antd";
import { useState } from "react";
import { type Handling, handlings } from "#capabilities/concern/words.ts";
import { newId } from "#kernel/id.ts";
import { useSend } from "../app/load.ts";
import { useMe } from "../app/session.ts";
import { DayInput } from "../parts/DayInput.tsx";
import { Field } from "../parts/Field.tsx";
import { CommandForm } from "../parts/CommandForm.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { ReasonInput } from "../parts/ReasonInput.tsx";
import type { ConcernFormProps } from "./NextStep.tsx";

/** 处置: what was done for the child, each by itself. What goes into the file is said by its own form. */
const choices = (Object.keys(handlings) as Handling[]).filter((one) => one !== "recorded");

export function HandleForm({ concern, done }: ConcernFormProps) {
  const { today } = useMe();
  const [handling, setHandling] = useState<Handling>();
  const [day, setDay] = useState<string | null>(today);
  const [number, setNumber] = useState("");
  const [note, setNote] = useState("");
  const { sending, refusal, send } = useSend(newId);
  const able = handling !== undefined && day !== null;
  const save = async (): Promise<void> => {
    const body = { handling, day, note: note.trim(), ...(handling === "police" && { number: number.trim() }) };
    if (!(await send(`/api/concern/reports/${concern.id}/steps`, body))) return;
    setHandling(undefined);
    setNumber("");
    setNote("");
    done("处置已登记");
  };
  return (
    <CommandForm submit={save}>
      <Field title="做了什么" required>
        {(id) => (
          <Radio.Group
            id={id}
            className="choices"
            value={handling}
            onChange={(event) => setHandling(event.target.value as Handling)}
            options={choices.map((value) => ({ value, label: handlings[value] }))}
          />
        )}
      </Field>
      {handling === "police" && (
        <Field title="公安机关的回执编号" hint="接报案回执；还没有的可以先不填">
          {(id) => <Input id={id} maxLength={60} value={number} onChange={(event) => setNumber(event.target.value)} />}
        </Field>
      )}
      <Field title="日期" required>
        {(id) => <DayInput id={id} value={day} onChange={setDay} offerToday />}
      </Field>
      <ReasonInput title="说明" hint="如：派出所已到场；孩子暂由姑姑照料" max={500} value={note} onChange={setNote} />
      <FormFoot
        refusal={refusal}
        sending={sending}
        disabled={!able}
        word="登记处置"
        note={stillWanted({ 做了什么: handling !== undefined, 日期: day !== null })}
      />
    </CommandForm>
  );
}
