import { Button, Input, Radio } from "antd";
import { useState } from "react";
import type { FactValue } from "#engines/rules/catalogue.ts";
import { type AnomalyLine, type AnomalyShown, findings, type Verdict, verdicts } from "#capabilities/anomaly/words.ts";
import { factByKey } from "#capabilities/registry/facts.ts";
import { newId } from "#kernel/id.ts";
import { longDay } from "../../ui/dayText.ts";
import { address } from "../app/api.ts";
import { useLoad, useSend } from "../app/load.ts";
import { chanceText, ownerText } from "../comparison/listText.ts";
import { Field } from "../parts/Field.tsx";
import { CommandForm } from "../parts/CommandForm.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { Show } from "../parts/states.tsx";
import { FactField } from "../registry/FactField.tsx";
import { faultsOf } from "../registry/faults.ts";

/** List and file side by side. */
function Sides({ shown }: { readonly shown: AnomalyShown }) {
  if (shown.facts.length === 0) return null;
  return (
    <table className="grid grid-short anomaly-facts" aria-label="名单与档案">
      <thead>
        <tr>
          <th scope="col">项目</th>
          <th scope="col">{shown.finding === "missing" ? "核实属实后登记为" : "名单"}</th>
          <th scope="col">档案</th>
        </tr>
      </thead>
      <tbody>
        {shown.facts.map(({ key, label, list, file }) => (
          <tr key={key}>
            <td>{label}</td>
            <td className="differs">{list}</td>
            <td>{file === "" ? <span className="muted">未登记</span> : file}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What each answer means here, and what it does to the file. */
function meaningOf(shown: AnomalyShown, verdict: Verdict): string {
  const owner = ownerText(shown.department);
  const changes = shown.facts.length > 0;
  if (verdict === "moved") return "核实结论反馈部门；档案另行迁移或结案。";
  if (verdict === "wrong") return `档案不变，请${owner}更正名单。`;
  if (verdict === "corrected") return "档案改为下面填写的内容，核实结论反馈部门。";
  if (shown.finding === "missing") return changes ? `档案登记为上表内容，请${owner}按规定纳入。` : `档案不变，请${owner}按规定纳入。`;
  if (shown.finding === "surplus") return `档案不变，请${owner}按规定退出。`;
  return "档案改为名单的内容，来源记为部门数据。";
} // prettier-ignore

const choices: readonly Verdict[] = ["right", "wrong", "corrected", "moved"];

/** The evidence, and what was found on the spot. */
function Form({
  shown,
  masked,
  open,
  done,
}: {
  readonly shown: AnomalyShown;
  readonly masked: boolean;
  readonly open: () => void;
  readonly done: (said: string) => void;
}) {
  const [verdict, setVerdict] = useState<Verdict>();
  const [note, setNote] = useState("");
  const [facts, setFacts] = useState<Readonly<Record<string, FactValue | null>>>({});
  const { sending, refusal, send } = useSend(newId);
  const given = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null));
  const still = stillWanted({
    核实结论: verdict !== undefined,
    核实情况: note.trim().length >= 2,
    ...(verdict === "corrected" && { 正确的内容: Object.keys(given).length > 0 }),
  });
  const save = async (): Promise<void> => {
    const body = { verdict, note: note.trim(), ...(verdict === "corrected" && { facts: given }) };
    if (await send(`/api/anomaly/children/${shown.childId}/${shown.no}/verify`, body)) done("已答复，并反馈部门");
  };
  const usable = choices.filter((one) => one !== "corrected" || shown.facts.length > 0);
  return (
    <CommandForm submit={save}>
      <p>
        <b>{shown.name}</b>　{findings[shown.finding]}　{shown.title}（{ownerText(shown.department)}，
        {longDay(shown.listDay)}）
      </p>
      <p className="muted">依据：{shown.clause}　请在 {longDay(shown.due)}前核实。</p>
      {shown.words !== null && (
        <p className="muted">
          名单与档案为同一人的依据（可能性 {chanceText(shown.probability)}）：{shown.words}
        </p>
      )}
      <Sides shown={shown} />
      {masked && (
        <p>
          <Button size="small" onClick={open}>
            显示隐去的内容（用途：信息核对、更正）
          </Button>
        </p>
      )}
      <Field title="核实结论" required>
        {(id) => (
          <Radio.Group
            id={id}
            className="verdicts"
            options={usable.map((one) => ({ value: one, label: verdicts[one] }))}
            value={verdict}
            onChange={(event) => setVerdict(event.target.value as Verdict)}
          />
        )}
      </Field>
      {verdict && <p className="said">{meaningOf(shown, verdict)}</p>}
      {verdict === "corrected" &&
        shown.facts.map(({ key }) => {
          const spec = factByKey.get(key);
          return spec ? (
            <FactField
              key={key}
              spec={spec}
              value={facts[key] ?? null}
              onChange={(value) => setFacts((now) => ({ ...now, [key]: value }))}
              fault={faultsOf(refusal)[key]}
            />
          ) : null;
        })}
      <Field title="核实情况" required hint="怎样核实的、见到什么；记入档案，不告知部门">
        {(id) => <Input.TextArea id={id} rows={3} maxLength={300} value={note} onChange={(event) => setNote(event.target.value)} />}
      </Field>
      <FormFoot refusal={refusal} sending={sending} disabled={still !== undefined} word="提交答复" note={still} />
    </CommandForm>
  );
} // prettier-ignore

/** One anomaly, answered where it is read. */
export function VerifyForm({
  line,
  done,
}: {
  readonly line: Pick<AnomalyLine, "childId" | "no">;
  readonly done: (said: string) => void;
}) {
  const [purpose, setPurpose] = useState<"verification">();
  const loaded = useLoad<AnomalyShown>(address(`/api/anomaly/children/${line.childId}/${line.no}`, { purpose }));
  return (
    <Show of={loaded}>
      {(shown) => (
        <Form
          shown={shown}
          masked={shown.facts.some((fact) => fact.masked)}
          open={() => setPurpose("verification")}
          done={done}
        />
      )}
    </Show>
  );
}
