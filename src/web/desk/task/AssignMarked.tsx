import { Button, Input } from "antd";
import { useEffect, useRef, useState } from "react";
import { newId } from "#kernel/id.ts";
import { longDay } from "../../ui/dayText.ts";
import { useSend } from "../app/load.ts";
import { go, linkTo } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { CommandForm } from "../parts/CommandForm.tsx";
import { DayInput } from "../parts/DayInput.tsx";
import { Field } from "../parts/Field.tsx";
import { stillWanted } from "../parts/FormFoot.tsx";
import { FormModal } from "../parts/SideDrawer.tsx";
import { Refused } from "../parts/states.tsx";
import { GOES_ON } from "../parts/unsaved.ts";
import "../styles/form.css";

interface Order {
  readonly title: string;
  readonly solution: string;
  readonly owner: string;
  readonly due: string | null;
}

const nothing: Order = { title: "", solution: "", owner: "", due: null };

function OrderFields({ order, set }: { readonly order: Order; readonly set: (changes: Partial<Order>) => void }) {
  return (
    <>
      <Field title="要办的事" required>
        {(id) => (
          <Input id={id} maxLength={100} placeholder="如：开学前上门核对就读情况" value={order.title} onChange={(event) => set({ title: event.target.value })} />
        )}
      </Field>
      <Field title="怎么办">
        {(id) => (
          <Input.TextArea id={id} maxLength={300} autoSize={{ minRows: 2 }} placeholder="如：与学校核对名单，没有到校的当天上门" value={order.solution} onChange={(event) => set({ solution: event.target.value })} />
        )}
      </Field>
      <Field title="责任人" hint="不填，则由每名儿童所在村（社区）的儿童主任负责；村里还没有儿童主任的，由您负责">
        {(id) => (
          <Input id={id} maxLength={40} value={order.owner} onChange={(event) => set({ owner: event.target.value })} />
        )}
      </Field>
      <Field title="时限" required>
        {(id) => <DayInput id={id} value={order.due} onChange={(due) => set({ due })} />}
      </Field>
    </>
  );
} // prettier-ignore

/** What is about to happen, before it cannot be taken back as a whole. */
function Sum({ order, count }: { readonly order: Order; readonly count: number }) {
  // what was typed in is gone: the keyboard goes on from here
  const sum = useRef<HTMLDListElement>(null);
  useEffect(() => sum.current?.focus(), []);
  return (
    <>
      <dl className="sum" ref={sum} tabIndex={-1}>
        <dt>儿童</dt>
        <dd>{count} 人，各登记一项任务</dd>
        <dt>要办的事</dt>
        <dd>{order.title.trim()}</dd>
        {order.solution.trim() !== "" && <dt>怎么办</dt>}
        {order.solution.trim() !== "" && <dd>{order.solution.trim()}</dd>}
        <dt>责任人</dt>
        <dd>{order.owner.trim() || "各村（社区）的儿童主任"}</dd>
        <dt>时限</dt>
        <dd>{order.due && longDay(order.due)}</dd>
      </dl>
      <p className="muted">
        责任人的手机上会出现这项任务。交办中途可以停止，已交办的保留，其余可以接着交办；交办后不能整批撤回，只能逐项办结。
      </p>
    </>
  );
}

interface AssignProps {
  readonly childIds: readonly string[];
  readonly close: () => void;
  readonly done: () => void;
}

function AssignForm({ childIds, close, done }: AssignProps) {
  const { today } = useMe();
  const [order, setOrder] = useState(nothing);
  const [sure, setSure] = useState(false);
  // the id of the command is the number of the assignment: the page of its result is named by it
  const [id, setId] = useState(newId);
  const { sending, refusal, send, clear } = useSend(newId);
  const wanted = { 要办的事: order.title.trim().length >= 2, 时限: order.due !== null };
  const past = order.due !== null && order.due < today ? "时限已经过了，请填今天或以后的日期" : undefined;
  const missing = stillWanted(wanted) ?? past;
  const assign = async (): Promise<void> => {
    const body = { id, childIds, title: order.title.trim(), solution: order.solution.trim(), owner: order.owner.trim(), due: order.due }; // prettier-ignore
    if (!(await send("/api/task/assignments", body))) return;
    done();
    go(linkTo("tasks", { batch: id }));
  };
  const submit = (): Promise<void> | typeof GOES_ON => {
    if (sure) return assign();
    if (missing === undefined) setSure(true);
    return GOES_ON;
  };
  const back = (): void => {
    clear();
    setId(newId()); // changed content is another command
    setSure(false);
  };
  return (
    <CommandForm submit={submit}>
      {sure ? (
        <Sum order={order} count={childIds.length} />
      ) : (
        <OrderFields order={order} set={(changes) => setOrder({ ...order, ...changes })} />
      )}
      <Refused refusal={refusal} />
      <div className="buttons">
        <Button type="primary" htmlType="submit" loading={sending} disabled={missing !== undefined}>
          {sure ? "确认交办" : "下一步"}
        </Button>
        <Button onClick={sure ? back : close} disabled={sending}>
          {sure ? "返回修改" : "取消"}
        </Button>
        {missing !== undefined && <span className="muted">{missing}</span>}
        {sending && <span className="muted" aria-live="polite">正在交办…</span>}
      </div>
    </CommandForm>
  ); // prettier-ignore
}

/** One task for all children who are marked (docs/decisions/0037-assignments.md). `done`: forgets the marks. */
export function AssignMarked({ childIds, done }: { readonly childIds: readonly string[]; readonly done: () => void }) {
  const [open, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        交办任务
      </Button>
      <FormModal open={open} title={`向所选 ${childIds.length} 人的责任人交办`} onCancel={close}>
        <AssignForm childIds={childIds} close={close} done={done} />
      </FormModal>
    </>
  );
} // prettier-ignore
