import { Button, Progress } from "antd";
import { useCallback, useRef, useState } from "react";
import type { ImportRow } from "#capabilities/survey/words.ts";
import { minuteText } from "../../ui/dayText.ts";
import { useLoad } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { type Column, Grid } from "../parts/Grid.tsx";
import { Card, Page } from "../parts/Page.tsx";
import { Empty, Refused, Show } from "../parts/states.tsx";
import { useUpload } from "./useUpload.ts";
import "../styles/survey.css";

const states = { running: "正在读取", done: "已完成", failed: "没有完成", cancelled: "已停止" } as const;

const returned = (row: ImportRow): string => `/api/survey/imports/${row.id}/returned`;

function Counts({ row }: { readonly row: ImportRow }) {
  const all = [
    { title: "读取", count: row.read },
    { title: "新建档案", count: row.registered },
    { title: "更新", count: row.updated },
    { title: "在册未变", count: row.unchanged },
    { title: "有误", count: row.refused, late: row.refused > 0 },
  ];
  return (
    <ul className="numbers">
      {all.map(({ title, count, late }) => (
        <li key={title}>
          <span className={late ? "numbers-late" : undefined}>
            <b>{count}</b>
            <span>{title}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What became of the upload, and what to do next. */
function Outcome({ row, stop }: { readonly row: ImportRow; readonly stop: () => void }) {
  const running = row.status === "running";
  return (
    <Card title={`${row.fileName}：${states[row.status]}`}>
      <div aria-live="polite">
        {running && <Progress percent={100} status="active" showInfo={false} aria-label="正在读取" />}
        <Counts row={row} />
        {row.status === "failed" && <p className="refused">{row.detail ?? "文件没有读完，请重试。"}</p>}
        {row.status === "cancelled" && <p>已按要求停止，停止前读到的已经导入；再次上传整份不会重复。</p>}
        {row.status === "done" && (
          <p>
            {row.refused > 0
              ? `有 ${row.refused} 行有误，没有导入。下载批注后的摸排表，红色的格子写明了怎么改；改好后整份再上传，已导入的不会重复。`
              : "全部导入，没有错误。"}
          </p>
        )}
      </div>
      <div className="buttons">
        {running && <Button onClick={stop}>停止</Button>}
        {row.status === "done" && (
          <Button type={row.refused > 0 ? "primary" : "default"} href={returned(row)}>
            下载批注后的摸排表
          </Button>
        )}
        {!running && <Button href={linkTo("ledger")}>打开台账</Button>}
      </div>
    </Card>
  );
}

/** A field to drop a workbook on; a button for everybody else. */
function Chooser({ begin, busy }: { readonly begin: (file: File) => void; readonly busy: boolean }) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null): void => {
    const file = files?.[0];
    if (file && !busy) begin(file);
    if (input.current) input.current.value = "";
  };
  return (
    <div
      className={over ? "drop drop-over" : "drop"}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <input
        ref={input}
        type="file"
        accept=".xlsx,.csv"
        hidden
        aria-label="摸排表文件"
        onChange={(event) => take(event.target.files)}
      />
      <Button type="primary" disabled={busy} onClick={() => input.current?.click()}>
        选择填好的摸排表
      </Button>
      <p className="muted">或把文件拖到这里。Excel 工作簿，最大 64 MB。</p>
    </div>
  );
}

const historyColumns: readonly Column<ImportRow>[] = [
  { title: "文件", look: "main", cell: (row) => row.fileName },
  { title: "时间", look: "quiet", cell: (row) => minuteText(row.startedAt) },
  { title: "导入人", cell: (row) => row.actor },
  { title: "结果", cell: (row) => states[row.status] },
  { title: "读取", look: "num", cell: (row) => row.read },
  { title: "新建", look: "num", cell: (row) => row.registered },
  { title: "更新", look: "num", cell: (row) => row.updated },
  { title: "未变", look: "num", cell: (row) => row.unchanged },
  {
    title: "有误",
    look: "num",
    cell: (row) => <span className={row.refused > 0 ? "late" : undefined}>{row.refused}</span>,
  },
  {
    title: "批注后的表",
    cell: (row) => (row.status === "done" ? <a href={returned(row)}>下载</a> : <span className="muted">—</span>),
  },
];

function History({ rows }: { readonly rows: readonly ImportRow[] }) {
  if (rows.length === 0) return <Empty>还没有导入过。</Empty>;
  return <Grid label="导入记录" rows={rows} keyOf={(row) => row.id} columns={historyColumns} />;
}

/** From a township's filled workbook into the ledger: template, upload, what is wrong where. */
export function Imports() {
  const history = useLoad<ImportRow[]>("/api/survey/imports");
  const { reload } = history;
  const { sent, row, refusal, begin, stop } = useUpload(useCallback(() => reload(), [reload]));
  const busy = sent !== undefined || row?.status === "running";
  return (
    <Page title="导入摸排表" note="有错的格子不影响其他行；同一份再传一次不会重复">
      <div className="steps">
        <Card title="一、下载模板">
          <p>带下拉选项和填写说明，村（社区）名单已备好。</p>
          <Button href="/api/survey/template">下载摸排表模板</Button>
        </Card>
        <Card title="二、上传填好的表">
          <Chooser begin={begin} busy={busy} />
          {sent !== undefined && (
            <div className="sending">
              <Progress percent={sent} aria-label="正在上传" />
              <Button onClick={stop}>取消上传</Button>
            </div>
          )}
          <Refused refusal={refusal} />
        </Card>
      </div>
      {row && <Outcome row={row} stop={stop} />}
      <Card title="最近的导入" flush>
        <Show of={history}>{(rows) => <History rows={rows} />}</Show>
      </Card>
    </Page>
  );
}
