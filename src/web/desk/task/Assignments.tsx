import type { Assignment } from "#capabilities/task/words.ts";
import { longDay, shortDay } from "../../ui/dayText.ts";
import { address } from "../app/api.ts";
import { type Loaded, useLoad } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { DueDay } from "../caselist/columns.tsx";
import { type Column, Grid } from "../parts/Grid.tsx";
import { Card } from "../parts/Page.tsx";
import { Silent, Unread } from "../parts/states.tsx";

const link = ({ batch }: Assignment): string => linkTo("tasks", { batch });

const columns = (today: string): Column<Assignment>[] => [
  { title: "交办于", look: "main", cell: (one) => <a href={link(one)}>{shortDay(one.opened, today)}</a> },
  { title: "任务", look: "num", cell: (one) => `${one.count} 件` },
  { title: "已办结", look: "num", cell: (one) => `${one.closed} 件` },
  {
    title: "时限",
    cell: (one) => (one.closed === one.count ? "全部办结" : <DueDay due={one.due} today={today} />),
  },
];

/** How many of the assignments stand on the page; the rest is done, or each task of it stands in the list. */
const SHOWN = 5;

export const useAssignments = (area: string | undefined, batch: string | undefined): Loaded<readonly Assignment[]> =>
  useLoad<readonly Assignment[]>(address("/api/task/assignments", { area, batch }));

function Listed({ all }: { readonly all: readonly Assignment[] }) {
  const { today } = useMe();
  const rows = all.slice(0, SHOWN);
  if (rows.length === 0) return null;
  return (
    <Card title="批量交办" note="在台账里选中多名儿童后交办" flush>
      <Grid label="批量交办" columns={columns(today)} rows={rows} keyOf={(one) => one.batch} linkOf={link} short />
    </Card>
  );
}

/** What was handed out to many at once, and how much of it is done. Nothing where nobody has. */
export function Assignments({ of }: { readonly of: Loaded<readonly Assignment[]> }) {
  return (
    <Silent of={of} what="批量交办">
      {(all) => <Listed all={all} />}
    </Silent>
  );
}

/** The one assignment that the page is about. `begun`: it is known, and perhaps nobody has a task of it yet. */
export function OneAssignment({ of, begun }: { readonly of: Loaded<readonly Assignment[]>; readonly begun: boolean }) {
  const [one] = of.data ?? [];
  return (
    <>
      <Unread of={of} what="这次交办" />
      <p className="assignment" aria-live="polite">
        {one && (
          <b>
            {longDay(one.opened)}批量交办 {one.count} 件，已办结 {one.closed} 件
          </b>
        )}
        {of.data?.length === 0 && !begun && "没有找到这次交办。"} <a href={linkTo("tasks")}>看全部任务</a>
      </p>
    </>
  );
}
