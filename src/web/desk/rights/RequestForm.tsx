import { Input, Select } from "antd";
import { useState } from "react";
import { newId } from "#kernel/id.ts";
import { claims, proofs, relations } from "#capabilities/rights/words.ts";
import { useSend } from "../app/load.ts";
import { DayInput } from "../parts/DayInput.tsx";
import { Field } from "../parts/Field.tsx";
import { CommandForm } from "../parts/CommandForm.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import type { FormProps } from "../registry/ActionDrawer.tsx";

const optionsOf = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

interface Chosen {
  readonly claim: string | null;
  readonly relation: string | null;
  readonly proof: string | null;
}

const fields = [
  { key: "claim", title: "申请事项", names: claims },
  { key: "relation", title: "与儿童的关系", names: relations },
  { key: "proof", title: "查验的证明", names: proofs },
] as const;

/** A guardian's request as it comes in: who, in which relation, proven how, for what (未成年人网络保护条例 34). */
export function RequestForm({ file, stored }: FormProps) {
  const [chosen, setChosen] = useState<Chosen>({ claim: null, relation: null, proof: null });
  const [asker, setAsker] = useState("");
  const [about, setAbout] = useState("");
  const [day, setDay] = useState<string | null>(file.day);
  const { sending, refusal, send } = useSend(newId);
  const mustSay = chosen.claim !== null && chosen.claim !== "consult" && chosen.claim !== "copy";
  const make = async (): Promise<void> => {
    const said = about.trim() === "" ? {} : { about: about.trim() };
    const body = { ...chosen, asker: asker.trim(), ...said, ...(day !== null && { day }) };
    if (await send(`/api/rights/children/${file.childId}/requests`, body)) stored("申请已登记，请按期答复");
  };
  const wanted = {
    申请人: asker.trim().length >= 2,
    申请事项: chosen.claim !== null,
    关系: chosen.relation !== null,
    证明: chosen.proof !== null,
    具体内容: !mustSay || about.trim().length >= 2,
  };
  return (
    <CommandForm submit={make}>
      <p className="muted">监护人或本人可以申请查阅、复制、更正、补充、删除；由县级在期限内决定并答复。</p>
      <Field title="申请人姓名" required>
        {(id) => <Input id={id} maxLength={40} value={asker} onChange={(event) => setAsker(event.target.value)} />}
      </Field>
      {fields.map(({ key, title, names }) => (
        <Field key={key} title={title} required>
          {(id) => (
            <Select
              id={id}
              aria-label={title}
              placeholder="请选择"
              options={optionsOf(names)}
              value={chosen[key]}
              onChange={(next) => setChosen({ ...chosen, [key]: next })}
            />
          )}
        </Field>
      ))}
      <Field title="具体内容" required={mustSay} hint="要更正、补充或删除什么">
        {(id) => (
          <Input.TextArea
            id={id}
            rows={3}
            maxLength={500}
            value={about}
            onChange={(event) => setAbout(event.target.value)}
          />
        )}
      </Field>
      <Field title="申请日期">{(id) => <DayInput id={id} value={day} onChange={setDay} offerToday />}</Field>
      <FormFoot
        refusal={refusal}
        sending={sending}
        disabled={Object.values(wanted).includes(false)}
        word="登记申请"
        note={stillWanted(wanted)}
      />
    </CommandForm>
  );
}
