import { Button, Input } from "antd";
import { useState } from "react";
import type { CaseLine } from "#capabilities/caselist/words.ts";
import type { WaitingDeclaration } from "#capabilities/declaration/words.ts";
import { newId } from "#kernel/id.ts";
import { address } from "../app/api.ts";
import { useLoad, useSend } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { longDay } from "../../ui/dayText.ts";
import { useMe } from "../app/session.ts";
import { AreaInput } from "../area/AreaInput.tsx";
import { placeText, useAreaPaths } from "../area/names.ts";
import { sexText } from "../caselist/columns.tsx";
import { CommandForm } from "../parts/CommandForm.tsx";
import { Field } from "../parts/Field.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { type ChildFileData, textOf } from "../registry/file.ts";
import { ReasonInput } from "../parts/ReasonInput.tsx";
import { Empty, Refused, Show, Unread } from "../parts/states.tsx";

interface SettleProps {
  readonly one: WaitingDeclaration;
  readonly done: (said: string) => void;
}

/** Search first: whose file it is; who has none is registered before. */
export function ConfirmForm({ one, done }: SettleProps) {
  const me = useMe();
  const [name, setName] = useState(one.child.name);
  const sought = name.trim();
  const found = useLoad<{ readonly lines: readonly CaseLine[] }>(
    sought === "" ? undefined : address("/api/caselist/children", { name: sought, area: one.area, limit: 10 }),
  );
  const [chosen, choose] = useState<CaseLine>();
  const lines = sought === "" ? [] : (found.data?.lines ?? []);
  const pathOf = useAreaPaths(lines.map((line) => line.area));
  if (chosen) return <ChosenFile key={chosen.childId} one={one} line={chosen} done={done} back={() => choose(undefined)} />;
  return (
    <div className="form">
      <Field title="孩子的姓名" hint="在报备的村里查找">
        {(id) => <Input id={id} maxLength={40} value={name} onChange={(event) => setName(event.target.value)} />}
      </Field>
      {lines.length > 1 && <p className="muted">有 {lines.length} 个，看清再选。</p>}
      {sought !== "" && <Unread of={found} what="档案" />}
      {sought !== "" && found.data && lines.length === 0 && (
        <Empty>
          这个村里没有这个姓名的档案。确实没有的，先<a href={linkTo("register")}>登记儿童</a>，再来确认。
        </Empty>
      )}
      <ul className="concern-found">
        {lines.map((line) => (
          <li key={line.childId}>
            <button type="button" onClick={() => choose(line)}>
              <b>{line.name}</b>{" "}
              <small>
                {[
                  sexText(line.sex),
                  `${longDay(line.birthDate)}出生`,
                  ...(line.guardian === null ? [] : [`监护人${line.guardian}`]),
                  placeText(pathOf(line.area), me.area),
                ].join("，")}
              </small>
              <span>就是这个孩子</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
} // prettier-ignore

interface ChosenProps extends SettleProps {
  readonly line: CaseLine;
  readonly back: () => void;
}

/** What the file says today beside what goes into it: of another version than this one nothing is overwritten. */
function ChosenFile({ one, line, done, back }: ChosenProps) {
  const file = useLoad<ChildFileData>(`/api/registry/children/${line.childId}`);
  const { sending, refusal, send } = useSend(newId);
  const confirm = async (seq: number): Promise<void> => {
    const body = { declarationId: one.id, childId: line.childId, seq };
    if (await send("/api/declaration/confirmations", body)) done("已确认，记入档案");
  };
  return (
    <Show of={file} lines={3}>
      {(data) => (
        <div className="form">
          <p>
            <b>{line.name}</b>的档案现在：
          </p>
          <dl className="law-life">
            {besides(one).map(({ label, keys }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{keys.flatMap((key) => textOf(data, key) ?? []).join("，") || "没有登记"}</dd>
              </div>
            ))}
          </dl>
          <p className="muted">确认后，改为这份报备的内容；档案里后来另有记录的，以档案为准。</p>
          <Refused refusal={refusal} />
          <div className="law-form">
            <Button type="primary" loading={sending} onClick={() => void confirm(data.seq)}>
              确认，记入档案
            </Button>
            {refusal?.code === "journal.stale" && <Button onClick={file.reload}>重新读档案</Button>}
            <Button onClick={back}>重新找</Button>
          </div>
        </div>
      )}
    </Show>
  );
} // prettier-ignore

/** Which facts of the file a declaration may change, as a person compares them. */
const besides = ({ who }: WaitingDeclaration): readonly { readonly label: string; readonly keys: readonly string[] }[] => [
  { label: who === "father" ? "父亲" : "母亲", keys: [`${who}.name`, `${who}.phone`] },
  { label: "外出", keys: [`${who}.away.state`, `${who}.away.since`, `${who}.away.area`] },
  { label: "照看人", keys: ["carer.name", "carer.relation", "carer.phone"] },
]; // prettier-ignore

/** What the parent reads. */
export function RefuseForm({ one, done }: SettleProps) {
  const [reason, setReason] = useState("");
  const { sending, refusal, send } = useSend(newId);
  const able = reason.trim().length >= 4;
  const refuse = async (): Promise<void> => {
    const body = { declarationId: one.id, reason: reason.trim() };
    if (await send("/api/declaration/refusals", body)) done("已退回");
  };
  return (
    <CommandForm submit={refuse}>
      <ReasonInput required max={200} value={reason} onChange={setReason} title="给家长的话" hint="家长会看到；不要写孩子的档案情况" />
      <FormFoot refusal={refusal} sending={sending} disabled={!able} word="退回" note={stillWanted({ 给家长的话: able })} />
    </CommandForm>
  );
} // prettier-ignore

/** The parent chose the wrong village: to the one where the child lives, within one's own area. */
export function TransferForm({ one, done }: SettleProps) {
  const me = useMe();
  const [area, setArea] = useState<string | null>(null);
  const { sending, refusal, send } = useSend(newId);
  const transfer = async (): Promise<void> => {
    if (await send("/api/declaration/transfers", { declarationId: one.id, area })) done("已转交");
  };
  return (
    <CommandForm submit={transfer}>
      <Field title="转交到" required hint="家长选错了村的，转给孩子住的村；不在本辖区的，退回并告诉家长到哪里报备">
        {(id) => <AreaInput id={id} label="转交到" from={me.area} toVillage value={area} onChange={setArea} />}
      </Field>
      <FormFoot refusal={refusal} sending={sending} disabled={area === null} word="转交" note={stillWanted({ 转交到: area !== null })} />
    </CommandForm>
  );
} // prettier-ignore
