import { Button, InputNumber } from "antd";
import { useState } from "react";
import { newId } from "#kernel/id.ts";
import type { RequestShown } from "#capabilities/rights/words.ts";
import { useSend } from "../app/load.ts";
import { Refused } from "../parts/states.tsx";
import { SummaryView } from "./SummaryView.tsx";

interface CompleteProps {
  readonly childId: string;
  readonly request: RequestShown;
  readonly done: () => void;
}

/** The last step of a granted request: what the file must show before it is said to be done. */
export function CompleteForm({ childId, request, done }: CompleteProps) {
  const { claim, no } = request;
  const [corrected, setCorrected] = useState<number | null>(null);
  const { sending, refusal, send } = useSend(newId);
  const complete = async (body: Readonly<Record<string, unknown>>): Promise<void> => {
    if (await send(`/api/rights/children/${childId}/requests/${no}/complete`, body)) done();
  };
  if (claim === "consult" || claim === "copy") {
    const word = claim === "consult" ? "已由申请人当面查阅" : "已交付复制件";
    return (
      <SummaryView childId={childId} no={no}>
        {(digest, reload) => (
          <div className="law-form">
            <Button type="primary" loading={sending} onClick={() => void complete({ digest })}>
              {word}
            </Button>
            {refusal?.code === "rights.summary_changed" && <Button onClick={reload}>重新生成</Button>}
            <Refused refusal={refusal} />
          </div>
        )}
      </SummaryView>
    );
  }
  if (claim === "delete") {
    return (
      <div className="law-form">
        <p className="muted">保存期限未满的，结案并封存档案，停止除存储之外的处理，再在这里办结。</p>
        <Button type="primary" loading={sending} onClick={() => void complete({})}>
          档案已封存，办结
        </Button>
        <Refused refusal={refusal} />
      </div>
    );
  }
  return (
    <div className="law-form">
      <p className="muted">先在档案中更正、补充（来源选“更正”），再填档案经过里那条记录的序号。</p>
      <InputNumber aria-label="更正记录的序号" placeholder="序号" min={1} precision={0} value={corrected} onChange={setCorrected} />
      <Button type="primary" loading={sending} disabled={corrected === null} onClick={() => void complete({ corrected })}>
        已更正，办结
      </Button>
      <Refused refusal={refusal} />
    </div>
  ); // prettier-ignore
}
