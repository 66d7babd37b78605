import type { OverdueVillage } from "#capabilities/caselist/words.ts";
import { address } from "../app/api.ts";
import { usePages } from "../app/pages.ts";
import { linkTo } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { useReread } from "../app/useReread.ts";
import { placeText, useAreaPaths } from "../area/names.ts";
import { type Column, Grid } from "../parts/Grid.tsx";
import { Card } from "../parts/Page.tsx";
import { PagesFoot } from "../parts/PagesFoot.tsx";
import { Show } from "../parts/states.tsx";
import { DueDay } from "./columns.tsx";
import type { TodayCard } from "./TodoList.tsx";

const link = ({ area }: OverdueVillage): string => linkTo("due", { area, when: "overdue" });

const columns = (today: string, place: (code: string) => string): Column<OverdueVillage>[] => [
  {
    title: "儿童主任",
    look: "main",
    cell: (row) => (
      <a href={link(row)}>
        {row.director ?? "未配备"}
        <small className="under">{place(row.area)}</small>
      </a>
    ),
  },
  {
    title: "逾期",
    look: "num",
    cell: (row) => (
      <>
        <b>{row.overdue}</b>人{row.gravest > 0 && <small className="under late">其中高风险{row.gravest}人</small>}
      </>
    ),
  },
  { title: "最久", cell: (row) => <DueDay due={row.since} today={today} /> },
];

/** Overdue visits by the person who has to make them, in the order of the areas: to help, never to rank. */
export function Overdue({ area, turn }: TodayCard) {
  const { area: own, today } = useMe();
  const villages = usePages<OverdueVillage>(address("/api/caselist/overdue", { area, limit: 8 }));
  useReread(turn, villages);
  const pathOf = useAreaPaths((villages.data?.lines ?? []).map((line) => line.area));
  const shown = columns(today, (code) => placeText(pathOf(code), area ?? own));
  return (
    <Card title="逾期在谁手上" note="按区划代码排列" flush>
      <Show of={villages} lines={4}>
        {({ lines }) =>
          lines.length === 0 ? (
            <p className="card-quiet">没有逾期的走访和联系。</p>
          ) : (
            <>
              <Grid label="逾期在谁手上" columns={shown} rows={lines} keyOf={(row) => row.area} linkOf={link} short />
              {villages.more && <PagesFoot of={villages} unit="个村（社区）" />}
            </>
          )
        }
      </Show>
    </Card>
  );
}
