import { Button, Progress } from "antd";
import { useCallback, useRef, useState } from "react";
import type { ImportRow } from "#capabilities/survey/words.ts";
import { useLoad } from "../app/load.ts";
import { Card, Page } from "../parts/Page.tsx";
import { Refused } from "../parts/states.tsx";
import { History } from "./History.tsx";
import { Outcome } from "./Outcome.tsx";
import { useUpload } from "./useUpload.ts";
import "../styles/survey.css";

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
        <History of={history} />
      </Card>
    </Page>
  );
}
