import { Button } from "antd";
import { useState } from "react";
import type { DrawnKey, GrantShown } from "#capabilities/sharing/words.ts";
import { newId } from "#kernel/id.ts";
import { useAct } from "../account/useAct.ts";
import { call } from "../app/api.ts";
import { Refused } from "../parts/states.tsx";
import { exampleOf } from "./sharingText.ts";

/** The key, this once, with how it is used. */
function Shown({ drawn, grant }: { readonly drawn: string; readonly grant: GrantShown }) {
  const [said, setSaid] = useState("");
  const copy = (): void => {
    const writing = navigator.clipboard?.writeText(drawn) ?? Promise.reject(new Error("no clipboard"));
    writing.then(
      () => setSaid("已复制。"),
      () => setSaid("浏览器不让复制，请选中后手工复制。"),
    );
  };
  return (
    <section className="sharing-key" aria-label="密钥">
      <b>密钥（只显示这一次，请立即交系统管理人员保存）</b>
      <code translate="no">{drawn}</code>
      <div className="buttons">
        <Button onClick={copy}>复制密钥</Button>
        <span className="muted" aria-live="polite">
          {said}
        </span>
      </div>
      <p className="muted">调用示例：</p>
      <pre translate="no">{exampleOf(grant, location.origin)}</pre>
    </section>
  );
}

/** Draws the key of one's own grant: the first one, or another one in its place. */
export function KeyDraw({ grant, drawn }: { readonly grant: GrantShown; readonly drawn: () => void }) {
  const [key, setKey] = useState<string>();
  const { busy, refusal, act } = useAct();
  const draw = async (): Promise<void> => {
    const done = await act(() => call<DrawnKey>("POST", `/api/sharing/grants/${grant.id}/key`, { id: newId() }));
    if (!done) return;
    setKey(done.value.key);
    drawn();
  };
  if (key !== undefined) return <Shown drawn={key} grant={grant} />;
  return (
    <div>
      <p className="muted">
        {grant.keyedOn === null
          ? "密钥由本部门领取，只显示一次；以后的调用都记在领取人名下。"
          : "重新领取后，原密钥立即作废，正在使用它的程序会停下来。"}
      </p>
      <Refused refusal={refusal} />
      <Button type={grant.keyedOn === null ? "primary" : "default"} loading={busy} onClick={() => void draw()}>
        {grant.keyedOn === null ? "领取密钥" : "重新领取密钥"}
      </Button>
    </div>
  );
}
