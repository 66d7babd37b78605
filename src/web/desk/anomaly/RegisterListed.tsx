import { Button, Checkbox, Input, Radio } from "antd";
import { useRef, useState } from "react";
import type { UnregisteredLine, UnregisteredShown } from "#capabilities/anomaly/words.ts";
import { newId } from "#kernel/id.ts";
import { longDay } from "../../ui/dayText.ts";
import { address, call, type Refusal, refusalFrom } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { AreaInput } from "../area/AreaInput.tsx";
import { ownerText } from "../comparison/listText.ts";
import { Field } from "../parts/Field.tsx";
import { CommandForm } from "../parts/CommandForm.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { Show } from "../parts/states.tsx";

type Verdict = "right" | "wrong" | "moved";

const choices: readonly { readonly value: Verdict; readonly label: string }[] = [
  { value: "right", label: "情况属实，建档" },
  { value: "wrong", label: "名单有误，或不需要建档" },
  { value: "moved", label: "不在本地" },
];

/** The file that the line is about already, under another name or number. */
const heldBy = (refusal: Refusal | undefined): string | undefined => {
  const childId = refusal?.data["childId"];
  const isHeld = refusal?.code === "registry.duplicate" || refusal?.code === "registry.same_person";
  return isHeld && typeof childId === "string" ? childId : undefined;
};

function Form({ shown, done }: { readonly shown: UnregisteredShown; readonly done: (said: string) => void }) {
  const me = useMe();
  const [verdict, setVerdict] = useState<Verdict>();
  const [note, setNote] = useState("");
  const [area, setArea] = useState<string | null>(
    me.area.length === 12 ? me.area : shown.area.length === 12 ? shown.area : null,
  );
  const [sending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  // made once: a lost answer begins no second file
  const ids = useRef({ child: newId(), register: newId(), verify: newId() });
  const listed = Object.fromEntries(shown.facts.flatMap(({ key, value }) => (value === null ? [] : [[key, value]])));
  // the list says nothing of the child's document, or says it wrongly: whoever was there says it
  const isNumbered = listed["idNumber"] !== undefined;
  const [number, setNumber] = useState("");
  const [hasNone, setHasNone] = useState(false);
  const held = heldBy(refusal);
  const answer = (childId?: string): Promise<unknown> =>
    call("POST", `/api/anomaly/unregistered/${shown.id}/verify`, {
      id: ids.current.verify, verdict, note: note.trim(), ...(childId !== undefined && { childId }),
    });
  const register = (): Promise<unknown> =>
    call("POST", "/api/registry/children", {
      id: ids.current.register, childId: ids.current.child, area, source: "department",
      facts: { ...listed, ...(isNumbered ? {} : hasNone ? { idKind: "none" } : { idNumber: number.trim() }) },
    });
  const save = async (existing?: string): Promise<void> => {
    setSending(true);
    setRefusal(undefined);
    try {
      if (verdict === "right" && existing === undefined) await register();
      await answer(verdict === "right" ? (existing ?? ids.current.child) : undefined);
      done(verdict === "right" ? "已建档，并反馈部门" : "已答复，并反馈部门");
    } catch (thrown) {
      setRefusal(refusalFrom(thrown));
    } finally {
      setSending(false);
    }
  };
  const still = stillWanted({
    核实结论: verdict !== undefined,
    核实情况: note.trim().length >= 2,
    ...(verdict === "right" && { "村（社区）": area !== null, 身份证号: isNumbered || hasNone || number.trim() !== "" }),
  });
  return (
    <CommandForm submit={save}>
      <p>
        {shown.title}（{ownerText(shown.department)}）上有，台账上没有。
      </p>
      <p className="muted">
        依据：{shown.clause}　请在 {longDay(shown.due)}前核实。
      </p>
      <dl className="list-said">
        {shown.facts.map(({ key, label, text }) => (
          <div key={key}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
        {shown.place !== "" && (
          <div>
            <dt>名单上的地址</dt>
            <dd>{shown.place}</dd>
          </div>
        )}
      </dl>
      <Field title="核实结论" required>
        {(id) => (
          <Radio.Group
            id={id}
            className="verdicts"
            options={[...choices]}
            value={verdict}
            onChange={(event) => setVerdict(event.target.value as Verdict)}
          />
        )}
      </Field>
      {verdict === "right" && me.area.length < 12 && (
        <Field title="村（社区）" required hint="建档后的档案在这里；名单上的信息一并登记，来源记为部门数据">
          {(id) => <AreaInput id={id} label="村（社区）" from={me.area} toVillage value={area} onChange={setArea} />}
        </Field>
      )}
      {verdict === "right" && !isNumbered && (
        <Field title="身份证号" required hint="名单上没有，或者写错了：请看证件填写">
          {(id) => (
            <div className="buttons">
              <Input id={id} value={number} disabled={hasNone} maxLength={18} onChange={(event) => setNumber(event.target.value)} />
              <Checkbox checked={hasNone} onChange={(event) => setHasNone(event.target.checked)}>
                确实没有证件
              </Checkbox>
            </div>
          )}
        </Field>
      )}
      <Field title="核实情况" required hint="怎样核实的、见到什么；不告知部门">
        {(id) => (
          <Input.TextArea id={id} rows={3} maxLength={300} value={note} onChange={(event) => setNote(event.target.value)} />
        )}
      </Field>
      {held !== undefined && (
        <div className="said said-open">
          看起来就是这名儿童：<a href={linkTo(`children/${held}`)}>打开已有档案</a>
          <Button onClick={() => void save(held)}>核对过了，就是这份档案</Button>
        </div>
      )}
      <FormFoot
        refusal={refusal}
        sending={sending}
        disabled={still !== undefined}
        word={verdict === "right" ? "建档并答复" : "提交答复"}
        note={still}
      />
    </CommandForm>
  );
} // prettier-ignore

/** A line without a file, opened for verification: what it says becomes the file, once it was found true. */
export function RegisterListed({
  line,
  done,
}: {
  readonly line: Pick<UnregisteredLine, "id">;
  readonly done: (said: string) => void;
}) {
  const shown = useLoad<UnregisteredShown>(
    address(`/api/anomaly/unregistered/${line.id}`, { purpose: "verification" }),
  );
  return <Show of={shown}>{(found) => <Form shown={found} done={done} />}</Show>;
}
