import { Checkbox, Input, InputNumber, Radio, Select } from "antd";
import { useState } from "react";
import {
  type Kind,
  type SaveSource,
  sourceForms,
  type SourceShown,
  type Sources,
} from "#capabilities/comparison/words.ts";
import { sourceFormNames } from "#capabilities/comparison/zh.ts";
import { useAct } from "../account/useAct.ts";
import { useFresh } from "../account/useFresh.tsx";
import { call } from "../app/api.ts";
import { CommandForm } from "../parts/CommandForm.tsx";
import { Field } from "../parts/Field.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";

type Draft = SaveSource;

const begun = (of: SourceShown | undefined): Draft => ({
  url: of?.url ?? "https://",
  header: of?.header ?? null,
  form: of?.form ?? "json",
  rowsAt: of?.rowsAt ?? "",
  dayOfMonth: of?.dayOfMonth ?? 5,
  active: of?.active ?? true,
});

interface FieldsProps {
  readonly draft: Draft;
  readonly change: (more: Partial<Draft>) => void;
}

/** The key: named, and typed anew only where it changes; nobody can read the one that is kept. */
function KeyFields({ draft, change, hasKey }: FieldsProps & { readonly hasKey: boolean }) {
  return (
    <>
      <Field title="放密钥的请求头" hint="部门接口要求密钥的填写，如 X-Api-Key、Authorization；不要求的留空">
        {(id) => (
          <Input
            id={id}
            maxLength={60}
            value={draft.header ?? ""}
            onChange={(event) => change({ header: event.target.value.trim() === "" ? null : event.target.value.trim() })}
          />
        )}
      </Field>
      {draft.header !== null && (
        <Field title="密钥" hint={hasKey ? "已保存；留空沿用原来的，更换主机的须重新填写" : "加密保存，之后任何人都看不到"}>
          {(id) => (
            <Input.Password
              id={id}
              maxLength={500}
              autoComplete="off"
              value={draft.key ?? ""}
              onChange={(event) => change({ key: event.target.value === "" ? undefined : event.target.value })}
            />
          )}
        </Field>
      )}
    </>
  );
} // prettier-ignore

/** What is asked for, and in which form it comes. */
function AnswerFields({ draft, change }: FieldsProps) {
  return (
    <>
      <fieldset className="field">
        <legend>答复的格式</legend>
        <Radio.Group
          value={draft.form}
          onChange={(event) => change({ form: event.target.value as Draft["form"] })}
          options={sourceForms.map((value) => ({ value, label: sourceFormNames[value] }))}
        />
      </fieldset>
      {draft.form === "json" && (
        <Field title="名单在答复中的位置" hint="如 data.rows；答复本身就是一组对象的留空">
          {(id) => (
            <Input id={id} maxLength={100} value={draft.rowsAt} onChange={(event) => change({ rowsAt: event.target.value.trim() })} />
          )}
        </Field>
      )}
      <Field title="每月几日取数" hint="1 至 28 日；没有取到的，当天起隔 1、4、12、24 小时再取">
        {(id) => (
          <InputNumber id={id} min={1} max={28} precision={0} value={draft.dayOfMonth} onChange={(day) => change({ dayOfMonth: day ?? 5 })} />
        )}
      </Field>
      <Checkbox checked={draft.active} onChange={(event) => change({ active: event.target.checked })}>
        按月自动取数
      </Checkbox>
    </>
  );
} // prettier-ignore

interface SourceFormProps {
  readonly of: SourceShown | undefined;
  readonly kinds: readonly Kind[];
  readonly hosts: readonly string[];
  readonly done: (now: Sources) => void;
}

/** Where a kind of list is fetched from; whoever saves it answers for it. */
export function SourceForm({ of, kinds, hosts, done }: SourceFormProps) {
  const [kind, choose] = useState(of?.kind);
  const [draft, setDraft] = useState(begun(of));
  const { busy, refusal, act } = useAct();
  const { fresh, question } = useFresh();
  const change = (more: Partial<Draft>): void => setDraft({ ...draft, ...more });
  const save = async (): Promise<void> => {
    const saved = await act(() => fresh(() => call<Sources>("PUT", `/api/comparison/sources/${kind}`, draft)));
    if (saved) done(saved.value);
  };
  const missing = stillWanted({ 名单种类: kind !== undefined, 接口地址: draft.url.length > 10 });
  return (
    <>
      <CommandForm submit={save}>
        <Field title="名单种类" required>
          {(field) => (
            <Select
              id={field}
              aria-label="名单种类"
              placeholder="请选择"
              disabled={of !== undefined}
              options={kinds.map(({ id: value, title, departmentName }) => ({ value, label: `${departmentName} · ${title}` }))}
              value={kind}
              onChange={choose}
            />
          )}
        </Field>
        <Field title="接口地址" required hint={`服务器的运行单位允许的主机：${hosts.join("、")}`}>
          {(field) => <Input id={field} maxLength={500} value={draft.url} onChange={(event) => change({ url: event.target.value.trim() })} />}
        </Field>
        <KeyFields draft={draft} change={change} hasKey={of?.hasKey ?? false} />
        <AnswerFields draft={draft} change={change} />
        <FormFoot refusal={refusal} sending={busy} disabled={missing !== undefined} word="保存" note={missing} />
      </CommandForm>
      {question /* has a form of its own, whose submit must not be this one's */}
    </>
  );
} // prettier-ignore
