import { useMemo } from "react";
import type { Board } from "#capabilities/caselist/words.ts";
import { board as words } from "#capabilities/caselist/zh.ts";
import type { ConcernFigure } from "#capabilities/concern/words.ts";
import { addDays } from "#kernel/day.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { figureColumns } from "../concern/Figures.tsx";
import { Silent } from "../parts/states.tsx";
import { byConcern } from "./options.ts";
import { Picture } from "./Picture.tsx";
import { useInk } from "./useInk.ts";

interface ConcernTimeProps {
  readonly board: Board;
  readonly file: (title: string) => string;
}

function Times({ board, file, figures }: ConcernTimeProps & { readonly figures: readonly ConcernFigure[] }) {
  const ink = useInk();
  const [sketch, columns] = useMemo(() => {
    const names = new Map(board.areas.map(({ area, name }) => [area, name]));
    const nameOf = (area: string): string => names.get(area) ?? words.direct;
    return [byConcern(figures, nameOf, ink), figureColumns(nameOf)];
  }, [board, figures, ink]);
  return (
    <Picture title={words.concernTimes} note="近一年，各取中位数；自报告送达系统起算；按区划代码排列，不排名" file={file(words.concernTimes)} sketch={sketch} rows={figures} columns={columns} keyOf={(row) => row.area} />
  ); // prettier-ignore
}

/** How long mandatory reports waited (强制报告意见 4; 未成年人保护法 11), by the next lower areas; nothing where none came. */
export function ConcernTime(props: ConcernTimeProps) {
  const { area, day } = props.board;
  const found = useLoad<ConcernFigure[]>(address("/api/concern/figures", { area, from: addDays(day, -365), to: day }));
  return (
    <Silent of={found} what={words.concernTimes}>
      {(figures) => (figures.length === 0 ? null : <Times {...props} figures={figures} />)}
    </Silent>
  );
}
