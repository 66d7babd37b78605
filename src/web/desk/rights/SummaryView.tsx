import { Button } from "antd";
import type { ReactNode } from "react";
import type { Summary, SummarySection } from "#capabilities/rights/words.ts";
import { useLoad } from "../app/load.ts";
import { TakeAlong } from "../export/TakeAlong.tsx";
import { Show } from "../parts/states.tsx";
import { FigureTable } from "../report/FigureTable.tsx";
import { OpenSealed } from "../retention/OpenSealed.tsx";

function Section({ section }: { readonly section: SummarySection }) {
  return (
    <details className="law-section" open={section.rows.length <= 12}>
      <summary>
        {section.title} <span className="muted">{section.rows.length === 0 ? "无" : `${section.rows.length} 项`}</span>
      </summary>
      {section.rows.length > 0 && <FigureTable label={section.title} columns={section.columns} rows={section.rows} />}
    </details>
  );
}

interface SummaryProps {
  readonly childId: string;
  readonly no: number;
  /** What may be done with it: given its digest, and a way to draw it anew. */
  readonly children: (digest: string, reload: () => void) => ReactNode;
}

/** The summary that is handed over: to be read together, printed, or taken along as a workbook. */
export function SummaryView({ childId, no, children }: SummaryProps) {
  const path = `/api/rights/children/${childId}/requests/${no}/summary`;
  const filePath = `/api/rights/children/${childId}/requests/${no}/file`;
  const summary = useLoad<Summary>(path);
  // a guardian is answered about a sealed file, too: whoever answers opens it first (docs/decisions/0022)
  if (summary.refusal?.code === "retention.file_sealed")
    return (
      <div className="law-summary">
        <OpenSealed childId={childId} opened={summary.reload} />
      </div>
    );
  return (
    <Show of={summary} lines={6}>
      {(drawn) => (
        <div className="law-summary">
          <h3>{drawn.title}</h3>
          {drawn.sections.map((section) => (
            <Section key={section.title} section={section} />
          ))}
          <ul className="law-notes">
            {drawn.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
          <p className="law-links">
            <Button onClick={() => print()}>打印</Button>
            <TakeAlong label="下载表格" path={filePath} usual="rights" />
          </p>
          {children(drawn.digest, summary.reload)}
        </div>
      )}
    </Show>
  );
}
