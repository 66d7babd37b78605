import { Segmented } from "antd";
import { useCallback, useEffect, useRef } from "react";
import type { Summary } from "#capabilities/caselist/words.ts";
import type { Assignment, AssignmentRun, OpenTaskRow } from "#capabilities/task/words.ts";
import { shortDay } from "../../ui/dayText.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { usePages } from "../app/pages.ts";
import { go, linkTo, usePlace } from "../app/route.ts";
import { useMay, useMe } from "../app/session.ts";
import { AreaTrail } from "../area/AreaTrail.tsx";
import { placeText, useAreaPaths } from "../area/names.ts";
import { DueDay, fileLink } from "../caselist/columns.tsx";
import { type LineOf, useLines } from "../caselist/useLines.ts";
import { countedOptions } from "../parts/countedOptions.ts";
import { type Column, Grid } from "../parts/Grid.tsx";
import { LevelBadge } from "../parts/LevelBadge.tsx";
import { Page } from "../parts/Page.tsx";
import { PagesFoot } from "../parts/PagesFoot.tsx";
import { Empty, Show, Silent, Unread } from "../parts/states.tsx";
import { useOrigins } from "../referral/useOrigins.tsx";
import { Assignments, OneAssignment, useAssignments } from "./Assignments.tsx";
import { RunOf, StandingRuns } from "./RunOf.tsx";
import { useCloseHere } from "./useCloseHere.tsx";
import { useRun } from "./useRun.ts";

interface TaskSpeech {
  readonly today: string;
  readonly lineOf: LineOf;
  readonly place: (code: string) => string;
  readonly close: (task: OpenTaskRow) => React.ReactNode;
}

const taskColumns = ({ today, lineOf, place, close }: TaskSpeech): Column<OpenTaskRow>[] => [
  {
    title: "任务",
    look: "main",
    cell: (task) => (
      <>
        <a href={fileLink(task)}>{task.title}</a>
        {task.solution !== "" && <small className="under">{task.solution}</small>}
      </>
    ),
  },
  { title: "儿童", cell: (task) => lineOf(task.childId)?.name ?? "" },
  {
    title: "等级",
    cell: (task) => {
      const line = lineOf(task.childId);
      return line ? <LevelBadge level={line.level} /> : null;
    },
  },
  { title: "村（社区）", cell: (task) => place(task.area) },
  { title: "责任人", cell: (task) => task.owner },
  { title: "发现于", look: "quiet", cell: (task) => shortDay(task.opened, today) },
  {
    title: "时限",
    cell: (task) => (task.due === null ? <span className="muted">未定</span> : <DueDay due={task.due} today={today} />),
  },
  { title: "办理", look: "act", cell: close },
];

function TaskList({
  tasks,
  within,
  done,
}: {
  readonly tasks: readonly OpenTaskRow[];
  readonly within: string;
  readonly done: () => void;
}) {
  const { today } = useMe();
  const lineOf = useLines(tasks.map((task) => task.childId));
  const pathOf = useAreaPaths(tasks.map((task) => task.area));
  const may = useMay();
  const { button, dialog } = useCloseHere(done);
  const referring = useOrigins("task", tasks.map((task) => task.childId), done); // prettier-ignore
  const acts = (task: OpenTaskRow): React.ReactNode => (
    <>
      <span className="acts">
        {button(task)}
        {referring.button(task.childId, task.no)}
      </span>
      {referring.beside(task.childId, task.no)}
    </>
  );
  const all = taskColumns({ today, lineOf, place: (code) => placeText(pathOf(code), within), close: acts });
  const columns = may("task.close") ? all : all.slice(0, -1);
  const keyOf = (task: OpenTaskRow): string => `${task.childId} ${task.no}`;
  return (
    <>
      <Grid label="待办任务" rows={tasks} keyOf={keyOf} linkOf={fileLink} columns={columns} />
      {dialog}
      {referring.drawer}
    </>
  );
}

const windows = {
  all: { label: "全部未办结", count: "openTasks" },
  late: { label: "已逾期", count: "lateTasks" },
} as const;

/** How many the list holds in all. */
function totalOf(batch: string | undefined, when: "late" | undefined, counts: Summary | undefined, handedOut: readonly Assignment[] | undefined): number | undefined {
  if (batch === undefined) return counts?.[windows[when ?? "all"].count];
  const one = when === undefined ? handedOut?.[0] : undefined;
  return one && one.count - one.closed;
} // prettier-ignore

/** Problems that visits found and that nobody has closed yet. */
export function Tasks() {
  const me = useMe();
  const { area, batch, when: asked } = usePlace().query;
  const when = asked === "late" ? asked : undefined;
  const tasks = usePages<OpenTaskRow>(address("/api/task/open", { area, batch, when, limit: 100 }));
  const assignments = useAssignments(area, batch);
  const counts = useLoad<Summary>(address("/api/caselist/summary", { area }));
  const orders = useMay()("task.assign");
  const runs = useLoad<AssignmentRun[]>(
    orders && batch === undefined ? address("/api/task/runs", { area }) : undefined,
  );
  const lists = useRef([tasks, counts, assignments]);
  useEffect(() => void (lists.current = [tasks, counts, assignments]));
  const done = useCallback((): void => {
    for (const list of lists.current) list.reload();
  }, []);
  const run = useRun(orders ? batch : undefined, done);
  return (
    <Page title="待办任务" note="走访中发现或上级交办、还没有办结的">
      <div className="filters">
        {batch === undefined && (
          <Segmented
            aria-label="时限"
            options={countedOptions(windows, (one) => counts.data?.[windows[one].count])}
            value={when ?? "all"}
            onChange={(next) => go(linkTo("tasks", { area, when: next === "late" ? next : undefined }))}
          />
        )}
        <AreaTrail area={area} choose={(next) => go(linkTo("tasks", { area: next, batch, when }))} />
      </div>
      <Unread of={counts} what="任务数" />
      {batch === undefined && when === undefined && (
        <Silent of={runs} what="还没有交办完的">
          {(all) => <StandingRuns runs={all} />}
        </Silent>
      )}
      {batch === undefined ? (
        when === undefined && <Assignments of={assignments} />
      ) : (
        <OneAssignment of={assignments} begun={run.run !== undefined} />
      )}
      {batch !== undefined && <RunOf of={run} />}
      <Show of={tasks} lines={8}>
        {({ lines }) =>
          lines.length === 0 ? (
            <Empty
              hint={
                batch === undefined && when === undefined ? "走访时登记的问题、批量交办的任务会出现在这里。" : undefined
              }
            >
              {when === "late" ? "没有已逾期的任务。" : "没有未办结的任务。"}
            </Empty>
          ) : (
            <>
              <TaskList tasks={lines} within={area ?? me.area} done={done} />
              <PagesFoot of={tasks} unit="件" total={totalOf(batch, when, counts.data, assignments.data)} />
            </>
          )
        }
      </Show>
    </Page>
  );
}
