import { Input, Segmented } from "antd";
import { useMemo, useState } from "react";
import type { FactSpec, FactValue } from "#engines/rules/catalogue.ts";
import { newId } from "#kernel/id.ts";
import { catalogue } from "#capabilities/registry/facts.ts";
import { useSend } from "../app/load.ts";
import { DayInput } from "../parts/DayInput.tsx";
import { Field } from "../parts/Field.tsx";
import { CommandForm } from "../parts/CommandForm.tsx";
import { FormFoot } from "../parts/FormFoot.tsx";
import type { FormProps } from "./ActionDrawer.tsx";
import { FactGroups, type Values } from "./FactGroups.tsx";
import { faultsOf } from "./faults.ts";
import { isMasked, isSealed, textOf, valueOf } from "./file.ts";

/** Where the child lives now is moved, not edited (registry.move_instead). */
const editable: readonly FactSpec[] = catalogue.filter((spec) => spec.key !== "residence.area");

const same = (a: FactValue | null, b: FactValue | null): boolean => JSON.stringify(a) === JSON.stringify(b);

const kinds = [
  { value: "registration", label: "情况有变化" },
  { value: "correction", label: "原来登记有误" },
];

function valuesOf(file: FormProps["file"]): Values {
  return Object.fromEntries(
    editable.map(({ key }) => [key, isMasked(file, key) ? null : (valueOf(file, key) ?? null)]),
  );
}

/** A report stands beside the ones before it; anything else is put right. */
const heldHint = (key: string, held: string): string =>
  key.startsWith("reporter.") ? "已有报告；另有人报告的，填写姓名后另记一次" : `已登记（${held}）；需要更正时才填写`;

/** The whole file as a form, made from the catalogue: only what was changed is sent. */
export function EditForm({ file, stored }: FormProps) {
  const before = useMemo(() => valuesOf(file), [file]);
  const [values, setValues] = useState(before);
  const [source, setSource] = useState("registration");
  const [day, setDay] = useState<string | null>(file.day);
  const [reason, setReason] = useState("");
  const { sending, refusal, send } = useSend(newId);
  const changed = Object.entries(values).filter(([key, value]) => !same(value, before[key] ?? null));
  const hints = Object.fromEntries(
    editable.flatMap(({ key }) => {
      const held = isMasked(file, key) ? textOf(file, key) : undefined;
      const said = held ? heldHint(key, held) : isSealed(key) ? "封存信息，只有办案人员可以查阅" : undefined;
      return said === undefined ? [] : [[key, said]];
    }),
  );
  const save = async (): Promise<void> => {
    const facts = Object.fromEntries(changed);
    const body = {
      source,
      facts,
      ...(day !== null && { day }),
      ...(reason.trim() !== "" && { reason: reason.trim() }),
    };
    if (await send(`/api/registry/children/${file.childId}/facts`, body)) stored("信息已更新，等级已按新信息重新判定");
  };
  return (
    <CommandForm submit={save}>
      <Segmented block options={kinds} value={source} onChange={setSource} aria-label="更新的性质" />
      <FactGroups
        specs={editable}
        values={values}
        onChange={(key, value) => setValues((now) => ({ ...now, [key]: value }))}
        faults={faultsOf(refusal)}
        hints={hints}
        open={["child", "residence"]}
      />
      <Field title={source === "correction" ? "自哪天起就应如此" : "从哪天起变化"}>
        {(id) => <DayInput id={id} value={day} onChange={setDay} offerToday />}
      </Field>
      <Field title="说明" hint="可不填">
        {(id) => <Input id={id} maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      <FormFoot
        refusal={refusal}
        sending={sending}
        disabled={changed.length === 0}
        word="保存"
        note={changed.length === 0 ? "还没有改动" : `改动 ${changed.length} 项`}
      />
    </CommandForm>
  );
}
