import { Radio } from "antd";
import { useState } from "react";
import { factByKey } from "#capabilities/registry/facts.ts";
import { newId } from "#kernel/id.ts";
import { useSend } from "../app/load.ts";
import { Field } from "../parts/Field.tsx";
import { CommandForm } from "../parts/CommandForm.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { Empty } from "../parts/states.tsx";
import type { ConcernFormProps } from "./NextStep.tsx";

const answers = [
  { value: "confirmed", label: "查实" },
  { value: "suspected", label: "疑似" },
];

/** What it has turned out to be goes into the child's file: the policy regrades the child at once (粤民发〔2024〕32号 三1). */
export function RecordForm({ concern, done }: ConcernFormProps) {
  const { childId = null, situation } = concern.content ?? {};
  const facts = (situation?.facts ?? []).flatMap((key) => factByKey.get(key) ?? []);
  const [given, setGiven] = useState<Readonly<Record<string, string>>>({});
  const { sending, refusal, send } = useSend(newId);
  const note = useSend(newId);
  if (childId === null) return <Empty>还没有查明是哪个孩子的档案。查明、登记后再记。</Empty>;
  if (facts.length === 0) return <Empty>这种情形没有对应的风险项，请在孩子的档案里更新信息。</Empty>;
  const some = Object.keys(given).length > 0;
  const save = async (): Promise<void> => {
    const stored = await send(`/api/registry/children/${childId}/facts`, { facts: given, source: "visit", reason: "强制报告核实" }); // prettier-ignore
    if (!stored) return;
    const words = facts.flatMap(({ key, zh }) => (given[key] === undefined ? [] : [zh])).join("、");
    if (await note.send(`/api/concern/reports/${concern.id}/steps`, { handling: "recorded", note: words })) {
      setGiven({});
      done("已记入档案，等级已按政策重新评定");
    }
  };
  return (
    <CommandForm submit={save}>
      <p className="muted">记入后按政策马上重新评定等级；高风险的会列入“高风险未介入”，直到登记介入。</p>
      {facts.map(({ key, zh }) => (
        <Field key={key} title={zh}>
          {(id) => (
            <Radio.Group
              id={id}
              value={given[key]}
              options={answers}
              onChange={(event) => setGiven({ ...given, [key]: String(event.target.value) })}
            />
          )}
        </Field>
      ))}
      <FormFoot
        refusal={refusal ?? note.refusal}
        sending={sending || note.sending}
        disabled={!some}
        word="记入档案"
        note={stillWanted({ 查实或疑似的情形: some })}
      />
    </CommandForm>
  );
}
