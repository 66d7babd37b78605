import { Button, Radio } from "antd";
import { useState } from "react";
import { type ListShown, type WithdrawalReason, withdrawalReasons } from "#capabilities/comparison/words.ts";
import { withdrawalNames } from "#capabilities/comparison/zh.ts";
import { call, type Refusal, refusalFrom } from "../app/api.ts";
import { Refused } from "../parts/states.tsx";

type Act = (path: "confirm" | "cancel" | "withdraw", body?: { readonly reason: WithdrawalReason }) => void;

/** Sends what somebody has decided about a list, once, and has the page read again. */
function useAnswer(id: string, answered: () => void): { busy: boolean; refusal: Refusal | undefined; act: Act } {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const send: (...asked: Parameters<Act>) => Promise<void> = async (path, body) => {
    setBusy(true);
    setRefusal(undefined);
    try {
      await call("POST", `/api/comparison/lists/${id}/${path}`, body);
      answered();
    } catch (thrown) {
      setRefusal(refusalFrom(thrown));
    } finally {
      setBusy(false);
    }
  };
  return { busy, refusal, act: (...asked) => void send(...asked) };
}

/** A list that lacks many who ought to be on it: nobody is sent out before a person says that it is whole. */
export function InDoubt({ list, answered }: { readonly list: ListShown; readonly answered: () => void }) {
  const { busy, refusal, act } = useAnswer(list.id, answered);
  const { expected, absent } = list;
  return (
    <section className="list-doubt" aria-label="名单可能不完整">
      <p>
        <b>这份名单可能不完整。</b>台账中应在名单上的儿童有 {expected} 人，其中 {absent} 人（
        {Math.round((absent * 100) / Math.max(1, expected))}%）不在名单上。继续的话，将为这 {absent}{" "}
        人各形成一条核查任务，交村（社区）上门核实。
      </p>
      <div className="buttons">
        <Button type="primary" disabled={busy} onClick={() => act("cancel")}>
          名单不完整，撤销比对
        </Button>
        <Button danger disabled={busy} onClick={() => act("confirm")}>
          名单完整，形成核查任务
        </Button>
      </div>
      <Refused refusal={refusal} />
    </section>
  );
}

/** A list that was wrong is taken back; why is chosen, so that nobody's name gets among the reasons. */
export function TakeBack({ list, answered }: { readonly list: ListShown; readonly answered: () => void }) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState<WithdrawalReason>();
  const { busy, refusal, act } = useAnswer(list.id, answered);
  if (!open)
    return (
      <Button danger onClick={() => setOpen(true)}>
        撤回这份名单
      </Button>
    );
  return (
    <section className="list-doubt" aria-label="撤回这份名单">
      <p>它形成的、还没有核实的核查任务会撤销；已经核实的保留。撤回后请重新提交正确的名单。</p>
      <Radio.Group
        aria-label="撤回的原因"
        value={reason}
        onChange={(event) => setReason(event.target.value as WithdrawalReason)}
        options={withdrawalReasons.map((value) => ({ value, label: withdrawalNames[value] }))}
      />
      <div className="buttons">
        <Button danger disabled={busy || !reason} onClick={() => reason && act("withdraw", { reason })}>
          确认撤回
        </Button>
        <Button disabled={busy} onClick={() => setOpen(false)}>
          不撤回
        </Button>
      </div>
      <Refused refusal={refusal} />
    </section>
  );
}
