import type { ConcernFigure } from "#capabilities/concern/words.ts";
import { addDays } from "#kernel/day.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { useMe } from "../app/session.ts";
import { placeText, useAreaPaths } from "../area/names.ts";
import { type Column, Grid } from "../parts/Grid.tsx";
import { Card } from "../parts/Page.tsx";
import { Silent } from "../parts/states.tsx";
import { lengthText } from "./since.ts";

const took = (minutes: number | null): string => (minutes === null ? "" : lengthText(minutes));

/** What the figures say of an area, whose name the page gives. */
export const figureColumns = (nameOf: (area: string) => string): Column<ConcernFigure>[] => [
  { title: "地区", look: "main", cell: (row) => nameOf(row.area) },
  { title: "报告", look: "num", cell: (row) => row.reports },
  { title: "已受理", look: "num", cell: (row) => row.received },
  { title: "到受理", look: "num", cell: (row) => took(row.toReceive) },
  { title: "已处置", look: "num", cell: (row) => row.handled },
  { title: "到首次处置", look: "num", cell: (row) => took(row.toHandle) },
];

interface Listed {
  readonly rows: readonly ConcernFigure[];
  readonly area: string | undefined;
}

function Table({ rows, area }: Listed) {
  const { area: own } = useMe();
  const pathOf = useAreaPaths(rows.map((row) => row.area));
  if (rows.length === 0) return null;
  const columns = figureColumns((code) => placeText(pathOf(code), area ?? own));
  return (
    <Card title="从收到报告到办理" note="近一年，各取中位数；自报告送达系统起算" flush>
      <Grid label="从收到报告到办理" columns={columns} rows={rows} keyOf={(row) => row.area} />
    </Card>
  );
}

/** From a report's arrival to reception and to the first handling, by the areas below: a year, medians, no ranking. */
export function Figures({ area }: { readonly area: string | undefined }) {
  const { today } = useMe();
  const found = useLoad<ConcernFigure[]>(
    address("/api/concern/figures", { area, from: addDays(today, -365), to: today }),
  );
  return (
    <Silent of={found} what="从收到报告到办理的时间">
      {(rows) => <Table rows={rows} area={area} />}
    </Silent>
  );
}
