import { Button } from "antd";
import { useState } from "react";
import { momentText } from "./accountText.ts";

interface OnceProps {
  readonly name: string;
  readonly code: string;
  readonly expiresAt: string;
  /** The first post waits for a second person's word. */
  readonly pending?: boolean;
}

/** A one-time code, shown this once, with what to do with it. */
export function Once({ name, code, expiresAt, pending = false }: OnceProps) {
  const [said, setSaid] = useState("");
  const copy = (): void => {
    const writing = navigator.clipboard?.writeText(code) ?? Promise.reject(new Error("no clipboard"));
    writing.then(
      () => setSaid("已复制。"),
      () => setSaid("浏览器不让复制，请选中后手工复制。"),
    );
  };
  return (
    <section className="once" aria-label="一次性登录码">
      <p>
        <b>{name}的一次性登录码</b>（{momentText(expiresAt)}前有效，只显示这一次，只能用一次）
      </p>
      <code translate="no">{code}</code>
      <div className="buttons">
        <Button onClick={copy}>复制登录码</Button>
        <span className="muted" aria-live="polite">
          {said}
        </span>
      </div>
      <p>
        请当面或用单位内部渠道交给本人，不要发到群里。本人打开本系统首页，在“第一次使用，或忘记了密码”中填入，再设置自己的密码。
      </p>
      {pending && <p className="soon">任职还要由安全管理员批准，批准之后登录码才能用。</p>}
    </section>
  );
}
