import { Button } from "antd";
import { useState } from "react";

/** Ten ways in without the authenticator, shown this once: they are kept, and that is said, before the page goes on. */
export function Recovery({
  codes,
  saved,
}: {
  readonly codes: readonly string[];
  readonly saved: () => void | Promise<void>;
}) {
  const [kept, setKept] = useState(false);
  const [copied, setCopied] = useState<string>();
  const copy = (): void => {
    // Only pages behind TLS may write to the clipboard; the codes stay selectable everywhere.
    const writing = navigator.clipboard?.writeText(codes.join("\n")) ?? Promise.reject(new Error("no clipboard"));
    writing.then(
      () => setCopied("已复制。"),
      () => setCopied("浏览器不让复制，请打印或抄写。"),
    );
  };
  return (
    <div className="recovery">
      <p className="said">
        绑定完成。请把这 {codes.length}{" "}
        个恢复码打印或抄写下来，锁在抽屉里：手机丢失或更换时，每个可以代替动态口令用一次。离开这一页后不再显示。
      </p>
      <ol className="recovery-codes" aria-label="恢复码">
        {codes.map((code) => (
          <li key={code} translate="no">
            {code}
          </li>
        ))}
      </ol>
      <div className="buttons">
        <Button onClick={() => print()}>打印</Button>
        <Button onClick={copy}>复制</Button>
        <span className="muted" aria-live="polite">
          {copied}
        </span>
      </div>
      <p className="tick">
        <label>
          <input type="checkbox" checked={kept} onChange={() => setKept(!kept)} /> 已保存
        </label>
      </p>
      <div className="buttons">
        <Button type="primary" disabled={!kept} onClick={() => void saved()}>
          继续
        </Button>
      </div>
    </div>
  );
}
