import { Button } from "antd";
import { type ReactNode, useState } from "react";

const STEP = 50;

/** A long list by fifties: what is not shown yet comes by a button that says how many there are. */
export function useSome<Row>(rows: readonly Row[]): { readonly some: readonly Row[]; readonly more: ReactNode } {
  const [shown, setShown] = useState(STEP);
  const left = rows.length - shown;
  const more = left > 0 && (
    <p className="more-rows">
      <Button onClick={() => setShown(shown + STEP)}>再显示 {Math.min(STEP, left)} 人</Button>{" "}
      <span className="muted">
        共 {rows.length} 人，还有 {left} 人没有列出
      </span>
    </p>
  );
  return { some: rows.slice(0, shown), more };
}
