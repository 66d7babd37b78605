import { Button } from "antd";
import type { AssignmentRun, RefusedChild } from "#capabilities/task/words.ts";
import { refusalNames } from "#capabilities/task/zh.ts";
import { useLoad } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { fileLink } from "../caselist/columns.tsx";
import { type LineOf, useLines } from "../caselist/useLines.ts";
import { type Column, Grid } from "../parts/Grid.tsx";
import { Card } from "../parts/Page.tsx";
import { Refused, Show } from "../parts/states.tsx";
import type { Run } from "./useRun.ts";
import "../styles/running.css";

const waiting = ({ total, done, refused }: AssignmentRun): number => total - done - refused;

/** What has been done so far, to the child: it stays, whatever comes after. */
export const runText = (run: AssignmentRun): string => {
  const sum = `${run.total} 人中已交办 ${run.done} 人`;
  if (run.status === "stopping") return `${sum}，正在停止…`;
  if (run.status === "running") return `${sum}，正在交办…`;
  const rest = [
    run.refused > 0 && `${run.refused} 人没有交办`,
    waiting(run) > 0 && `还有 ${waiting(run)} 人等待`,
  ].filter((text) => text !== false);
  const how = run.status === "done" ? "" : run.interrupted ? "，中途中断（已交办的不受影响）" : "，已停止";
  return [`${sum}${how}`, ...rest].join("；");
};

const refusedColumns = (nameOf: (childId: string) => string): Column<RefusedChild>[] => [
  { title: "儿童", look: "main", cell: (one) => <a href={fileLink(one)}>{nameOf(one.childId)}</a> },
  { title: "原因", cell: (one) => refusalNames[one.refusal] },
]; // prettier-ignore

const nameText = (line: ReturnType<LineOf>): string =>
  line === null ? "已不在本辖区的儿童" : (line?.name ?? "打开档案");

/** Whom the assignment did not reach, and why. */
function RefusedList({ batch }: { readonly batch: string }) {
  const refused = useLoad<RefusedChild[]>(`/api/task/runs/${batch}/refused`);
  const lineOf = useLines((refused.data ?? []).map(({ childId }) => childId));
  return (
    <Card title="没有交办的儿童" flush>
      <Show of={refused} lines={3}>
        {(rows) => (
          <Grid
            label="没有交办的儿童"
            rows={rows}
            keyOf={({ childId }) => childId}
            columns={refusedColumns((childId) => nameText(lineOf(childId)))}
            short
          />
        )}
      </Show>
    </Card>
  ); // prettier-ignore
}

/** How far the handing out is, with the way to stop it and to go on. Nothing once everybody has the task. */
export function RunOf({ of: { run, refusal, stop, resume } }: { readonly of: Run }) {
  if (!run || (run.status === "done" && run.refused === 0)) return <Refused refusal={refusal} />;
  const isMoving = run.status === "running" || run.status === "stopping";
  const isStanding = !isMoving && waiting(run) + run.faults > 0;
  return (
    <>
      <div className="running assignment-run">
        <progress aria-label="交办进度" value={run.done + run.refused} max={run.total} />
        <output>{runText(run)}</output>
        {isMoving && run.own && (
          <Button size="small" disabled={run.status === "stopping"} onClick={stop}>
            停止
          </Button>
        )}
        {isStanding && run.own && (
          <Button size="small" type="primary" onClick={resume}>
            {waiting(run) > 0 ? "继续交办其余" : "重新交办写入出错的"} {waiting(run) + run.faults} 人
          </Button>
        )}
        {isStanding && !run.own && <span className="muted">由交办的人本人继续</span>}
      </div>
      <Refused refusal={refusal} />
      {!isMoving && run.refused > 0 && <RefusedList batch={run.batch} />}
    </>
  );
}

const runLink = ({ batch }: AssignmentRun): string => linkTo("tasks", { batch });

const runColumns: Column<AssignmentRun>[] = [
  { title: "任务", look: "main", cell: (run) => <a href={runLink(run)}>{run.title || "批量交办"}</a> },
  { title: "进度", cell: runText },
];

/** Assignments that are on the way, or stand still with children waiting: found again by whoever has left their page. */
export function StandingRuns({ runs }: { readonly runs: readonly AssignmentRun[] }) {
  if (runs.length === 0) return null;
  return (
    <Card title="还没有交办完的" note="已交办的不受影响" flush>
      <Grid
        label="还没有交办完的"
        rows={runs}
        keyOf={({ batch }) => batch}
        linkOf={runLink}
        columns={runColumns}
        short
      />
    </Card>
  ); // prettier-ignore
}
