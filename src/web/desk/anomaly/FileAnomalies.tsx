import { App, Button } from "antd";
import { SideDrawer } from "../parts/SideDrawer.tsx";
import { useState } from "react";
import { type AnomaliesPage, type AnomalyLine, findings } from "#capabilities/anomaly/words.ts";
import { shortDay } from "../../ui/dayText.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { useMay } from "../app/session.ts";
import { useReread } from "../app/useReread.ts";
import { DueDay } from "../caselist/columns.tsx";
import { ownerText } from "../comparison/listText.ts";
import { Card } from "../parts/Page.tsx";
import { Show } from "../parts/states.tsx";
import type { ChildFileData } from "../registry/file.ts";
import { VerifyForm } from "./VerifyForm.tsx";
import "../styles/comparison.css";

function One({ line, today, answer }: { readonly line: AnomalyLine; readonly today: string; readonly answer: (() => void) | undefined }) {
  return (
    <li>
      <b>{findings[line.finding]}</b>　{line.title}
      <small className="muted">
        {ownerText(line.department)}，{shortDay(line.raisedOn, today)}发现，时限 <DueDay due={line.due} today={today} />
      </small>
      {answer && (
        <span className="acts">
          <Button size="small" type="primary" onClick={answer}>
            核实
          </Button>
        </span>
      )}
    </li>
  );
} // prettier-ignore

function Listed({ file, done }: { readonly file: ChildFileData; readonly done: () => void }) {
  const { message } = App.useApp();
  const may = useMay();
  const [chosen, choose] = useState<AnomalyLine>();
  const all = useLoad<AnomaliesPage>(address("/api/anomaly/open", { childId: file.childId, limit: 200 }));
  const [first] = useState(file.seq);
  useReread(file.seq - first, all);
  const answered = (said: string): void => {
    void message.success(said);
    choose(undefined);
    all.reload();
    done();
  };
  return (
    <Show of={all} lines={2}>
      {({ lines }) =>
        lines.length === 0 ? null : (
          <Card title="异常数据待核实" note={`${lines.length}条`}>
            <ul className="file-tasks">
              {lines.map((line) => (
                <One
                  key={line.no}
                  line={line}
                  today={file.day}
                  answer={may("anomaly.verify") ? () => choose(line) : undefined}
                />
              ))}
            </ul>
            <SideDrawer
              open={chosen !== undefined}
              onClose={() => choose(undefined)}
              title={chosen && findings[chosen.finding]}
              size={640}
              destroyOnHidden
              className="action-drawer"
            >
              {chosen && <VerifyForm line={chosen} done={answered} />}
            </SideDrawer>
          </Card>
        )
      }
    </Show>
  );
}

/** What departments' lists say otherwise of this child and nobody has found out yet; nothing where there is nothing. */
export function FileAnomalies(props: { readonly file: ChildFileData; readonly done: () => void }) {
  const may = useMay();
  return may("anomaly.read") ? <Listed {...props} /> : null;
}
