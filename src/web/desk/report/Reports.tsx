import { Button, Segmented, Select } from "antd";
import type { Report, Section } from "#capabilities/report/words.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { go, linkTo, usePlace } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { AreaTrail } from "../area/AreaTrail.tsx";
import { Page } from "../parts/Page.tsx";
import { Show } from "../parts/states.tsx";
import { FigureTable } from "./FigureTable.tsx";
import "../styles/law.css";

const kinds = [
  { value: "self-audit", label: "年度合规审计" },
  { value: "impact", label: "影响评估" },
];

const YEARS = 5;

function Figures({ section }: { readonly section: Section }) {
  const { title, clause, columns, rows } = section;
  return (
    <details className="card law-section" open={rows.length > 0 && rows.length <= 20}>
      <summary>
        {title} <span className="muted">{rows.length === 0 ? "无" : `${rows.length} 行`}</span>
      </summary>
      <p className="law-note law-inset">{clause}</p>
      {rows.length > 0 && <FigureTable label={title} columns={columns} rows={rows} />}
    </details>
  );
}

function Drawn({ report, file }: { readonly report: Report; readonly file: string }) {
  return (
    <>
      {report.notes.map((note) => (
        <p key={note} className="law-note">
          {note}
        </p>
      ))}
      <p className="law-links">
        <Button type="primary" href={file}>
          下载表格
        </Button>
        <Button onClick={() => print()}>打印</Button>
        <span className="muted">
          {report.areaName}　{report.from} 至 {report.to}
        </span>
      </p>
      {report.sections.map((section) => (
        <Figures key={section.id} section={section} />
      ))}
      <p className="law-handed">
        内容摘要（SHA-256）：<code>{report.digest}</code>
      </p>
    </>
  );
}

/** The yearly audit and the impact assessment's inputs, drawn when the page opens (未成年人网络保护条例 37; 个人信息保护法 55). */
export function Reports() {
  const me = useMe();
  const { query } = usePlace();
  const kind = query["kind"] === "impact" ? "impact" : "self-audit";
  const present = Number(me.today.slice(0, 4));
  const year = kind === "impact" ? undefined : (query["year"] ?? String(present));
  const { area } = query;
  const asked = { year, area };
  const report = useLoad<Report>(address(`/api/report/${kind}`, asked));
  const set = (changes: Readonly<Record<string, string | undefined>>): void =>
    go(linkTo("report", { ...query, ...changes }));
  const years = Array.from({ length: YEARS }, (_, n) => ({
    value: String(present - n),
    label: `${present - n}年`,
  }));
  return (
    <Page title="合规报告" note="按系统运行数据当场生成，不作人工填写">
      <div className="filters">
        <Segmented aria-label="报告" options={kinds} value={kind} onChange={(next) => set({ kind: next })} />
        {year !== undefined && (
          <Select
            className="filter"
            aria-label="年份"
            options={years}
            value={year}
            onChange={(next) => set({ year: next })}
          />
        )}
        <AreaTrail area={area} choose={(next) => set({ area: next })} />
      </div>
      <Show of={report} lines={12}>
        {(drawn) => <Drawn report={drawn} file={address(`/api/report/${kind}`, { ...asked, format: "xlsx" })} />}
      </Show>
    </Page>
  );
}
