import { useEffect, useRef } from "react";
import { minuteText } from "../../ui/dayText.ts";
import { useMe } from "../app/session.ts";

/** On paper alone: who printed it, when and what for. A sheet that lies about tells whom to ask (GD 四, C9). */
export function PrintedBy({ purpose }: { readonly purpose?: string | undefined }) {
  const me = useMe();
  const line = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    const stamp = (): void => {
      const parts = [
        `打印：${me.name}（${me.postName}） ${minuteText(new Date().toISOString())}`,
        purpose && `查阅目的：${purpose}`,
        me.synthetic && "演示数据：人员均为虚构",
      ];
      if (line.current) line.current.textContent = parts.filter(Boolean).join("　");
    };
    stamp();
    addEventListener("beforeprint", stamp);
    return () => removeEventListener("beforeprint", stamp);
  }, [me, purpose]);
  return <p ref={line} className="print-only printed-by" />;
}
