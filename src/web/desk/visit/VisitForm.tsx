import { Button, Input, Segmented } from "antd";
import { useState } from "react";
import type { FactSpec, FactValue } from "#engines/rules/catalogue.ts";
import { newId } from "#kernel/id.ts";
import { factByKey } from "#capabilities/registry/facts.ts";
import { useLoad, useSend } from "../app/load.ts";
import { DayInput } from "../parts/DayInput.tsx";
import { Field } from "../parts/Field.tsx";
import { CommandForm } from "../parts/CommandForm.tsx";
import { FormFoot } from "../parts/FormFoot.tsx";
import { Show } from "../parts/states.tsx";
import { visitNames } from "../policy/policy.ts";
import type { FormProps } from "../registry/ActionDrawer.tsx";
import { FactGroups, type Values } from "../registry/FactGroups.tsx";
import { faultsOf } from "../registry/faults.ts";
import { type FoundProblem, noProblem, problemBody, ProblemFields } from "../task/ProblemFields.tsx";

interface Question {
  readonly key: string;
  readonly last: { readonly value: FactValue; readonly on: string } | null;
}

interface Form {
  readonly form: string;
  readonly day: string;
  readonly questions: readonly Question[];
}

const kinds = Object.entries(visitNames).map(([value, label]) => ({ value, label }));

const same = (a: FactValue | null, b: FactValue | null): boolean => JSON.stringify(a) === JSON.stringify(b);

function Problems({
  value,
  onChange,
}: {
  readonly value: readonly FoundProblem[];
  readonly onChange: (value: FoundProblem[]) => void;
}) {
  return (
    <section className="found" aria-label="发现的问题">
      {value.map((problem, i) => (
        // oxlint-disable-next-line react/no-array-index-key -- a problem has no name of its own before it is stored
        <div key={i} className="found-one">
          <div className="found-head">
            <b>问题{i + 1}</b>
            <Button size="small" onClick={() => onChange(value.filter((_, at) => at !== i))}>
              删去
            </Button>
          </div>
          <ProblemFields
            value={problem}
            onChange={(next) => onChange(value.map((one, at) => (at === i ? next : one)))}
          />
        </div>
      ))}
      {value.length < 10 && <Button onClick={() => onChange([...value, noProblem])}>发现问题，登记一个</Button>}
    </section>
  );
}

function Filled({ form, file, stored }: FormProps & { readonly form: Form }) {
  const specs = form.questions.flatMap(({ key }): FactSpec | FactSpec[] => factByKey.get(key) ?? []);
  const before: Values = Object.fromEntries(form.questions.map(({ key, last }) => [key, last?.value ?? null]));
  const [values, setValues] = useState(before);
  const [kind, setKind] = useState("home_visit");
  const [day, setDay] = useState<string | null>(form.day);
  const [spokeWith, setSpokeWith] = useState("");
  const [note, setNote] = useState("");
  const [problems, setProblems] = useState<readonly FoundProblem[]>([]);
  const { sending, refusal, send } = useSend(newId);
  const changed = Object.entries(values).filter(([key, value]) => !same(value, before[key] ?? null));
  const hints = Object.fromEntries(form.questions.map(({ key, last }) => [key, last ? `上次 ${last.on}` : undefined]));
  const save = async (): Promise<void> => {
    const body = {
      kind,
      form: form.form,
      facts: Object.fromEntries(changed),
      spokeWith: spokeWith.trim(),
      note: note.trim(),
      problems: problems.map(problemBody),
      ...(day !== null && { day }),
    };
    if (await send(`/api/visit/children/${file.childId}/visits`, body))
      stored(changed.length > 0 ? "走访已记录，等级已按新情况重新判定" : "走访已记录");
  };
  const unnamed = problems.some((problem) => problem.title.trim().length < 2);
  return (
    <CommandForm submit={save}>
      <Segmented block aria-label="方式" options={kinds} value={kind} onChange={setKind} />
      <Field title="日期">{(id) => <DayInput id={id} value={day} onChange={setDay} offerToday />}</Field>
      <Field title="与谁交谈">
        {(id) => (
          <Input id={id} maxLength={40} value={spokeWith} onChange={(event) => setSpokeWith(event.target.value)} />
        )}
      </Field>
      <Field title="情况记录">
        {(id) => (
          <Input.TextArea
            id={id}
            maxLength={1000}
            autoSize={{ minRows: 3 }}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <Problems value={problems} onChange={setProblems} />
      <h3>
        有变化的情况<small className="muted">没有变化的不用动；只列政策要求了解的</small>
      </h3>
      <FactGroups
        specs={specs}
        values={values}
        onChange={(key, value) => setValues((now) => ({ ...now, [key]: value }))}
        faults={faultsOf(refusal)}
        hints={hints}
        open={["risk"]}
      />
      <FormFoot
        refusal={refusal}
        sending={sending}
        disabled={unnamed}
        word="记录走访"
        note={unnamed ? "请写明发现的问题" : changed.length > 0 ? `变化 ${changed.length} 项` : "情况无变化"}
      />
    </CommandForm>
  );
}

/** The visit's form: what this policy asks of this child, with last time's answers standing. */
export function VisitForm(props: FormProps) {
  const form = useLoad<Form>(`/api/visit/children/${props.file.childId}/form`);
  return (
    <Show of={form} lines={8}>
      {(data) => <Filled {...props} form={data} />}
    </Show>
  );
}
