import { useMemo } from "react";
import type { Board, Trend } from "#capabilities/caselist/words.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { Show } from "../parts/states.tsx";
import { timeColumns, yearColumns } from "./columns.tsx";
import { byTime, byYear } from "./options.ts";
import { Picture } from "./Picture.tsx";
import { useInk } from "./useInk.ts";

interface YearProps {
  readonly levels: Board["levels"];
  readonly area: string | undefined;
  readonly file: (title: string) => string;
}

type Month = Trend["months"][number];
const monthOf = (row: Month): string => row.month;

function YearPictures({ trend, levels, file }: Omit<YearProps, "area"> & { readonly trend: Trend }) {
  const ink = useInk();
  const [year, time] = useMemo(() => [byYear(trend, levels, ink), byTime(trend, ink)], [trend, levels, ink]);
  const shared = { rows: trend.months, keyOf: monthOf };
  return (
    <div className="two">
      <Picture title="近十二个月风险等级" note="每月末的人数，本月为今天；按现在所知计算" file={file("近十二个月风险等级")} sketch={year} columns={yearColumns(levels)} {...shared} />
      <Picture title="近十二个月按规定间隔走访" note="月末应走访的人数，和其中在等级规定的间隔内入户过的；刚纳入的也算应走访" file={file("近十二个月按规定间隔走访")} sketch={time} columns={timeColumns} {...shared} />
    </div>
  ); // prettier-ignore
}

/** The last twelve months: a question of its own, for which the rest of the page does not wait. */
export function Year({ area, ...shown }: YearProps) {
  const trend = useLoad<Trend>(address("/api/caselist/board/trend", { area }));
  return (
    <Show of={trend} lines={6}>
      {(found) => <YearPictures trend={found} {...shown} />}
    </Show>
  );
}
