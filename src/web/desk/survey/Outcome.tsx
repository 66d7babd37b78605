import { Button } from "antd";
import type { ImportRow } from "#capabilities/survey/words.ts";
import { linkTo } from "../app/route.ts";
import { TakeAlong } from "../export/TakeAlong.tsx";
import { Numbers } from "../parts/Numbers.tsx";
import { Card } from "../parts/Page.tsx";
import { Running } from "./Running.tsx";
import { returned, said, states } from "./importText.ts";

function Counts({ row }: { readonly row: ImportRow }) {
  const all = [
    { title: "读取", count: row.read },
    { title: "新建档案", count: row.registered },
    { title: "更新", count: row.updated },
    { title: "在册未变", count: row.unchanged },
    { title: "有误", count: row.refused, late: row.refused > 0 },
  ];
  return <Numbers of={all} />;
}

/** Bad cells come back marked: that workbook is what the clerk needs next, before any figure. */
function Returned({ row }: { readonly row: ImportRow }) {
  const bad = row.refused > 0;
  return (
    <div className={bad ? "said said-open returned" : "returned"}>
      {bad && <p>{said(row)}</p>}
      <TakeAlong
        label="下载批注后的摸排表"
        path={returned(row)}
        usual="verification"
        button={{ type: bad ? "primary" : "default" }}
      />
    </div>
  );
}

/** What became of the upload, and what to do next. */
export function Outcome({ row, stop }: { readonly row: ImportRow; readonly stop: () => void }) {
  const { status, refused } = row;
  const marked = status === "done" && refused > 0;
  return (
    <Card title={`${row.fileName}：${states[status]}`}>
      <div aria-live="polite">
        {status === "running" && <Running row={row} stop={stop} />}
        {status === "failed" && <p className="refused">{said(row)}</p>}
        {marked && <Returned row={row} />}
        <Counts row={row} />
        {!marked && status !== "failed" && <p>{said(row)}</p>}
      </div>
      {status !== "running" && (
        <div className="buttons">
          <Button href={linkTo("ledger")}>打开台账</Button>
          {status === "done" && !marked && <Returned row={row} />}
        </div>
      )}
    </Card>
  );
}
