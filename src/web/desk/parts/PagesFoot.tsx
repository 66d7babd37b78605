import { Button } from "antd";
import { useEffect } from "react";
import type { Reading } from "../app/pages.ts";
import { rowsLeft } from "../app/steps.ts";

/** Below a list that is read page by page: how much of it is shown, and the way on. */
export function PagesFoot<Line>({
  of,
  unit,
  total,
  over = false,
}: {
  readonly of: Reading<Line>;
  readonly unit: string;
  /** How many there are in all, where somebody has counted them. */
  readonly total?: number | undefined;
  /** There are more than were counted. */
  readonly over?: boolean | undefined;
}) {
  const { data, more, reading } = of;
  const shown = data?.lines.length ?? 0;
  useEffect(() => {
    // one comes back to a row further down than the first page reaches
    if (more && !reading && shown > 0 && shown < rowsLeft()) more();
  }, [more, reading, shown]);
  const all = more === undefined ? shown : total; // at its end the list itself is the count
  return (
    <p className="foot" aria-live="polite">
      {more !== undefined && `已显示 ${shown} ${unit}${all === undefined ? "" : "，"}`}
      {all !== undefined && `共 ${all} ${unit}${over && more !== undefined ? "以上" : ""}`}
      {more && (
        <Button loading={reading} onClick={more}>
          更多
        </Button>
      )}
      {data?.refusal && <span className="late">{data.refusal.message}</span>}
    </p>
  );
}
