import type { CaseLine } from "#capabilities/caselist/words.ts";
import { shortDay } from "../../ui/dayText.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { go, linkTo, usePlace } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { AreaTrail } from "../area/AreaTrail.tsx";
import { placeText, useAreaPaths } from "../area/names.ts";
import { DueDay, fileLink } from "../caselist/columns.tsx";
import { type Column, Grid } from "../parts/Grid.tsx";
import { LevelBadge } from "../parts/LevelBadge.tsx";
import { Page } from "../parts/Page.tsx";
import { Empty, Show } from "../parts/states.tsx";
import type { OpenTask } from "./task.ts";

const MOST = 200;

interface TaskSpeech {
  readonly today: string;
  readonly lineOf: ReadonlyMap<string, CaseLine>;
  readonly place: (code: string) => string;
}

const taskColumns = ({ today, lineOf, place }: TaskSpeech): Column<OpenTask>[] => [
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
  { title: "儿童", cell: (task) => lineOf.get(task.childId)?.name ?? "" },
  {
    title: "等级",
    cell: (task) => (lineOf.has(task.childId) ? <LevelBadge level={lineOf.get(task.childId)?.level} /> : null),
  },
  { title: "村（社区）", cell: (task) => place(task.area) },
  { title: "责任人", cell: (task) => task.owner },
  { title: "发现于", look: "quiet", cell: (task) => shortDay(task.opened, today) },
  {
    title: "时限",
    cell: (task) => (task.due === null ? <span className="muted">未定</span> : <DueDay due={task.due} today={today} />),
  },
];

function TaskList({ tasks, within }: { readonly tasks: readonly OpenTask[]; readonly within: string }) {
  const { today } = useMe();
  const ids = [...new Set(tasks.map((task) => task.childId))];
  const children = useLoad<CaseLine[]>(address("/api/caselist/lines", { ids: ids.join(",") }));
  const lineOf = new Map((children.data ?? []).map((line) => [line.childId, line]));
  const pathOf = useAreaPaths(tasks.map((task) => task.area));
  const columns = taskColumns({ today, lineOf, place: (code) => placeText(pathOf(code), within) });
  const keyOf = (task: OpenTask): string => `${task.childId} ${task.no}`;
  return <Grid label="待办任务" rows={tasks} keyOf={keyOf} linkOf={fileLink} columns={columns} />;
}

/** Problems that visits found and that nobody has closed yet. */
export function Tasks() {
  const me = useMe();
  const { area } = usePlace().query;
  const tasks = useLoad<OpenTask[]>(address("/api/task/open", { area, limit: MOST }));
  return (
    <Page title="待办任务" note="走访中发现、还没有办结的问题；在档案里办结">
      <div className="filters">
        <AreaTrail area={area} choose={(next) => go(linkTo("tasks", { area: next }))} />
      </div>
      <Show of={tasks} lines={8}>
        {(found) =>
          found.length === 0 ? (
            <Empty hint="走访时登记的问题会出现在这里。">没有未办结的任务。</Empty>
          ) : (
            <>
              <TaskList tasks={found} within={area ?? me.area} />
              <p className="foot">
                共 {found.length} 件{found.length >= MOST && "，只列出最先到期的 200 件，请选择下级地区"}
              </p>
            </>
          )
        }
      </Show>
    </Page>
  );
}
