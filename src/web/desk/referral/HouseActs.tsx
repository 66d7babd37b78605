import { Button, Checkbox, Input, Radio } from "antd";
import { useState } from "react";
import type { ReferralShown } from "#capabilities/referral/words.ts";
import { newId } from "#kernel/id.ts";
import { useSend } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { useMay } from "../app/session.ts";
import { Field } from "../parts/Field.tsx";
import { CommandForm } from "../parts/CommandForm.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";

interface Acting {
  readonly shown: ReferralShown;
  readonly done: (said: string) => void;
}

const pathOf = ({ childId, no }: ReferralShown, step: string): string =>
  `/api/referral/children/${childId}/${no}/${step}`;

/** Looked at with the child itself: what the department says is not yet what the child has. */
function CheckForm({ shown, done }: Acting) {
  const [solved, setSolved] = useState<boolean>();
  const [note, setNote] = useState("");
  const [ends, setEnds] = useState(true);
  const { sending, refusal, send } = useSend(newId);
  const task = shown.origin?.kind === "task" && shown.origin.open && solved === true ? shown.origin : undefined;
  const still = stillWanted({ 核实结果: solved !== undefined, 核实情况: note.trim().length >= 2 });
  const save = async (): Promise<void> => {
    if (await send(pathOf(shown, "check"), { solved, note: note.trim(), ...(task && ends && { closeTask: true }) }))
      done(solved !== true ? "已退回部门继续办理" : task && ends ? "已核实，转介和任务都已办结" : "已核实，转介办结");
  };
  return (
    <CommandForm submit={save}>
      <Field title="向儿童核实的结果" required>
        {(id) => (
          <Radio.Group
            id={id}
            className="verdicts"
            value={solved}
            options={[
              { value: true, label: "已落实，办结" },
              { value: false, label: "没有落实，请部门继续办理" },
            ]}
            onChange={(event) => setSolved(event.target.value as boolean)}
          />
        )}
      </Field>
      <Field title="核实情况" required hint="怎样核实的、见到什么；没有落实的，部门会看到这段话">
        {(id) => (
          <Input.TextArea id={id} rows={3} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
        )}
      </Field>
      {task && (
        <Checkbox checked={ends} onChange={(event) => setEnds(event.target.checked)}>
          同时办结任务“{task.title}”（上面写的记为办理结果）
        </Checkbox>
      )}
      {shown.search && (
        <p className="said">
          核实属实的，回执结果随即记入档案：仍下落不明的一方记为“失联”，已找到的一方去掉“失联”；找到后的其他情形（服刑、患病等）请在档案中更新。
        </p>
      )}
      <FormFoot refusal={refusal} sending={sending} disabled={still !== undefined} word="提交核实结果" note={still} />
    </CommandForm>
  );
} // prettier-ignore

/** Ends one by a reason: a returned one, or one that should not have been sent. */
function EndForm({ shown, done, step, word, label, said }: Acting & { readonly step: "close" | "withdraw"; readonly word: string; readonly label: string; readonly said: string }) {
  const [reason, setReason] = useState("");
  const { sending, refusal, send } = useSend(newId);
  const able = reason.trim().length >= 2;
  const save = async (): Promise<void> => {
    if (await send(pathOf(shown, step), { reason: reason.trim() })) done(said);
  };
  return (
    <CommandForm submit={save}>
      <Field title={label} required>
        {(id) => (
          <Input.TextArea id={id} rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        )}
      </Field>
      <FormFoot refusal={refusal} sending={sending} disabled={!able} word={word} note={stillWanted({ [label]: able })} danger={step === "withdraw"} />
    </CommandForm>
  );
} // prettier-ignore

function Returned({ shown, done }: Acting) {
  const again = linkTo(`children/${shown.childId}`, { refer: shown.route, instead: String(shown.no) });
  return (
    <>
      <p className="said said-open">
        部门已退回。补充情况后可以<a href={again}>重新转介</a>，或者说明怎样处理后结束。
      </p>
      <EndForm shown={shown} done={done} step="close" word="结束这条转介" label="怎样处理的" said="已结束" />
    </>
  );
}

function Waiting({ shown, done }: Acting) {
  const [open, setOpen] = useState(false);
  if (!open) return <Button onClick={() => setOpen(true)}>撤回转介</Button>;
  return <EndForm shown={shown} done={done} step="withdraw" word="撤回" label="撤回的理由" said="已撤回，部门不再看到" />;
} // prettier-ignore

/** What civil affairs may do next with a referral. */
export function HouseActs(props: Acting) {
  const may = useMay();
  const { stage, waits } = props.shown;
  if (stage === "answered" && may("referral.check")) return <CheckForm {...props} />;
  if (stage === "returned" && may("referral.send")) return <Returned {...props} />;
  if (waits === "department" && may("referral.send")) return <Waiting {...props} />;
  return null;
}
