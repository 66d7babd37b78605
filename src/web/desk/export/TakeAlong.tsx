import { Button, type ButtonProps, Modal } from "antd";
import { useEffect, useState } from "react";
import type { Purpose } from "#kernel/purpose.ts";
import { minuteText } from "../../ui/dayText.ts";
import { linkTo } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { Running } from "../parts/Running.tsx";
import { Refused } from "../parts/states.tsx";
import { isPage, save } from "./fetchExport.ts";
import { linesText } from "./makingText.ts";
import { PurposeChoice } from "./PurposeChoice.tsx";
import { useMaking } from "./useMaking.ts";
import { type Taken, useTaking } from "./useTaking.ts";
import "../styles/export.css";
import "../styles/survey.css";

interface TakeAlongProps {
  /** What the button says, and what the question is about. */
  readonly label: string;
  /** Where the file is asked for. */
  readonly path: string;
  /** What it is nearly always taken along for; nothing where each child stands in it. */
  readonly usual?: Purpose;
  /** The purposes for which there is such a file; without it, any. */
  readonly only?: readonly Purpose[];
  readonly button?: Pick<ButtonProps, "type" | "size">;
}

/** It is there: under which number, and what is to be known of a copy. */
function Done({ taken: { ticket, held }, close }: { readonly taken: Taken; readonly close: () => void }) {
  return (
    <div className="taken" aria-live="polite">
      <p>
        {isPage(ticket) ? "打印页已生成" : "文件已下载"}：<b>{ticket.name}</b>
      </p>
      <p>
        导出编号 <b>{ticket.number}</b>，印在每一页上。{minuteText(ticket.expiresAt)}前可在
        <a href={linkTo("exports")}>导出记录</a>里再次取用，此后服务器自动删除。
      </p>
      <div className="buttons">
        {isPage(ticket) ? (
          <Button type="primary" href={held.url} target="_blank">
            打开打印页
          </Button>
        ) : (
          <Button onClick={() => save(held)}>再存一次</Button>
        )}
        <Button onClick={close}>关闭</Button>
      </div>
    </div>
  );
}

/** Without a second factor nothing leaves: who has none is told where to set one up. */
function NoFactor() {
  return (
    <p className="said said-open">
      导出文件须用动态口令再确认一次，您还没有绑定。请先到<a href={linkTo("account")}>我的账号</a>绑定，再来导出。
    </p>
  );
}

/** It takes longer than a second: how far it is, and the way to stop it. */
function Making({ id, giveUp }: { readonly id: string; readonly giveUp: () => void }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((now) => now + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  const { line, stopping, stop } = useMaking(id);
  if (seconds === 0) return null;
  const onStop = async (): Promise<void> => {
    if (!(await stop())) giveUp(); // the server knows of none: it has not begun
  };
  return (
    <div className="taking">
      <Running label="正在生成文件" done={line?.done ?? 0} total={line?.total ?? 0} stopping={stopping} stop={() => void onStop()}>
        正在生成文件，{(line && linesText(line)) || `已用 ${seconds} 秒`}
      </Running>
      <p className="muted">
        离开或刷新这一页也会生成完，可在这里或到<a href={linkTo("exports")}>导出记录</a>里取用。
      </p>
    </div>
  );
} // prettier-ignore

function Question({
  label,
  path,
  usual,
  only,
  close,
}: Omit<TakeAlongProps, "button"> & { readonly close: () => void }) {
  const me = useMe();
  const [purpose, setPurpose] = useState<Purpose | undefined>(usual);
  const { taken, busy, making, stopped, refusal, take, giveUp, question } = useTaking();
  const isAble = me.secondFactor !== "none";
  if (taken) return <Done taken={taken} close={close} />;
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (purpose !== undefined && isAble) void take(path, purpose);
        }}
      >
        {!isAble && <NoFactor />}
        <PurposeChoice value={purpose} onChange={setPurpose} only={only} />
        <p className="muted">
          文件每页印有您的姓名、岗位、时间、用途和编号；导出会留下记录。带出的信息只可用于所选用途，用完及时销毁。
        </p>
        <Refused refusal={refusal} />
        {stopped && <p className="said taking">已停止，没有生成文件。</p>}
        {making !== undefined && <Making id={making} giveUp={giveUp} />}
        <div className="buttons">
          <Button type="primary" htmlType="submit" loading={busy} disabled={purpose === undefined || !isAble}>
            {label}
          </Button>
          <Button onClick={close}>取消</Button>
        </div>
      </form>
      {question /* has a form of its own, whose submit must not be this one's */}
    </>
  );
}

/** A button behind which a file is taken along: what for, the second factor where it is due, and then the file. */
export function TakeAlong({ button, ...asked }: TakeAlongProps) {
  const [open, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  return (
    <>
      <Button {...button} onClick={() => setOpen(true)}>
        {asked.label}
      </Button>
      <Modal open={open} title={asked.label} footer={null} destroyOnHidden onCancel={close}>
        <Question {...asked} close={close} />
      </Modal>
    </>
  );
}
