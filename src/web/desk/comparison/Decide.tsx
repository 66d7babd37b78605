import { App, Button, Radio } from "antd";
import { useState } from "react";
import {
  type Decided,
  type DecideRow,
  type RedecisionReason,
  redecisionReasons,
  type RowShown,
} from "#capabilities/comparison/words.ts";
import { redecisionNames } from "#capabilities/comparison/zh.ts";
import { minuteText } from "../../ui/dayText.ts";
import { call, type Refusal, refusalFrom } from "../app/api.ts";
import { Refused } from "../parts/states.tsx";

export interface RowProps {
  readonly list: string;
  readonly row: RowShown;
  readonly decided: () => void;
}

const sameText = (same: boolean): string => (same ? "是同一人" : "不是同一人");

/** Sends what somebody has said of a line, once, and has the page read again. */
function useDecision({ list, row, decided }: RowProps) {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const { message } = App.useApp();
  const send = async (said: DecideRow): Promise<void> => {
    setBusy(true);
    setRefusal(undefined);
    try {
      const { answered } = await call<Decided>("POST", `/api/comparison/lists/${list}/rows/${row.n}/decide`, said);
      if (answered > 0)
        void message.warning(`原判形成的 ${answered} 条核查已有现场结论，结论和档案不变，请到档案中核对。`, 10);
      decided();
    } catch (thrown) {
      setRefusal(refusalFrom(thrown));
    } finally {
      setBusy(false);
    }
  };
  return { busy, refusal, decide: (said: DecideRow) => void send(said) };
}

/** Whether line and file are one child: the one thing that a machine does not decide here. */
export function Decide(props: RowProps) {
  const { busy, refusal, decide } = useDecision(props);
  return (
    <div className="buttons">
      <Button type="primary" loading={busy} onClick={() => decide({ same: true })}>
        {sameText(true)}
      </Button>
      <Button loading={busy} onClick={() => decide({ same: false })}>
        {sameText(false)}
      </Button>
      <Refused refusal={refusal} />
    </div>
  );
}

/** Who has said what of a line, the first one first. */
export function Decisions({ of }: { readonly of: RowShown["decisions"] }) {
  if (of.length === 0) return null;
  return (
    <ul className="law-notes" aria-label="判断记录">
      {of.map(({ same, by, at, reason }) => (
        <li key={at}>
          {minuteText(at)}，{by}：{sameText(same)}
          {reason !== null && `（改判：${redecisionNames[reason]}）`}
        </li>
      ))}
    </ul>
  );
}

/** A slip of the finger, or what was learned since: said anew with a reason, and what followed is put right. */
export function Redecide(props: RowProps) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState<RedecisionReason>();
  const { busy, refusal, decide } = useDecision(props);
  const same = props.row.decisions.at(-1)?.same !== true;
  if (!open)
    return (
      <div className="buttons">
        <Button onClick={() => setOpen(true)}>改判</Button>
      </div>
    );
  return (
    <section className="list-doubt" aria-label="改判">
      <p>改判为“{sameText(same)}”。原判形成的、还没有核实的核查任务随之撤销；已经核实的保留。</p>
      <Radio.Group
        aria-label="改判的原因"
        value={reason}
        onChange={(event) => setReason(event.target.value as RedecisionReason)}
        options={redecisionReasons.map((value) => ({ value, label: redecisionNames[value] }))}
      />
      <div className="buttons">
        <Button type="primary" disabled={busy || !reason} onClick={() => reason && decide({ same, reason })}>
          改判为{sameText(same)}
        </Button>
        <Button disabled={busy} onClick={() => setOpen(false)}>
          不改判
        </Button>
      </div>
      <Refused refusal={refusal} />
    </section>
  );
}
