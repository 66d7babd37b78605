import { useMemo } from "react";
import type { Board } from "#capabilities/caselist/words.ts";
import { board as words } from "#capabilities/caselist/zh.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { go, linkTo, usePlace } from "../app/route.ts";
import { useMay, useMe } from "../app/session.ts";
import { AreaTrail } from "../area/AreaTrail.tsx";
import { useAreaPaths } from "../area/names.ts";
import { TakeAlong } from "../export/TakeAlong.tsx";
import type { Column } from "../parts/Grid.tsx";
import { Page } from "../parts/Page.tsx";
import { Empty, Show } from "../parts/states.tsx";
import { byCategory, byLevel, byMonth, inTime, steps, tiles } from "./options.ts";
import { Picture } from "./Picture.tsx";
import { useInk } from "./useInk.ts";

type Lower = Board["areas"][number];

const percent = (row: Pick<Board, "graded" | "overdue">): string => {
  const part = inTime(row);
  return part === null ? "—" : `${part}%`;
};

/** A lower area has its own pictures; what lies in none of them is a list. */
const placeOf = (board: Board, { area }: Lower): string =>
  area === board.area ? linkTo("ledger", { area, direct: "yes" }) : linkTo("board", { area });

const areaColumns = (board: Board): Column<Lower>[] => [
  { title: words.area, look: "main", cell: (row) => <a href={placeOf(board, row)}>{row.name}</a> },
  { title: words.children, look: "num", cell: (row) => row.children },
  ...board.levels.map(({ level, word }): Column<Lower> => ({ title: word, look: "num", cell: (row) => row.byLevel[level] ?? 0 })),
  { title: words.overdue, look: "num", cell: (row) => row.overdue },
  { title: "按时", look: "num", cell: percent },
]; // prettier-ignore

const categoryColumns: Column<Board["categories"][number]>[] = [
  { title: words.category, look: "main", cell: (row) => row.title },
  { title: words.children, look: "num", cell: (row) => row.count },
];

const monthColumns: Column<Board["months"][number]>[] = [
  { title: words.month, look: "main", cell: (row) => row.month },
  { title: words.homeVisits, look: "num", cell: (row) => row.homeVisits },
  { title: words.contacts, look: "num", cell: (row) => row.contacts },
  { title: words.due, look: "num", cell: (row) => row.due },
];

function Coverage({ board, area }: { readonly board: Board; readonly area: string | undefined }) {
  const all = [
    { title: words.children, value: `${board.children}`, link: linkTo("ledger", { area }) },
    { title: words.graded, value: `${board.graded}`, link: linkTo("ledger", { area }) },
    { title: "走访按时", value: percent(board), link: linkTo("due", { area, when: "overdue" }) },
    { title: `${words.villages}，已配备儿童主任`, value: `${board.directed}／${board.villages}`, link: undefined },
  ];
  return (
    <ul className="numbers">
      {all.map(({ title, value, link }) => (
        <li key={title}>
          {link === undefined ? (
            <span>
              <b>{value}</b>
              <span>{title}</span>
            </span>
          ) : (
            <a href={link}>
              <b>{value}</b>
              <span>{title}</span>
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}

const legend = (
  <ul className="steps">
    {steps.map(({ word, colour }) => (
      <li key={word}>
        <i style={{ background: colour }} aria-hidden="true" />
        {word}
      </li>
    ))}
  </ul>
);

/** Lines that a picture by area takes: many areas make it long, and none of them is left out. */
const heightOf = (count: number): number => Math.max(180, 60 + count * 26);

function Areas({ board, file }: { readonly board: Board; readonly file: (title: string) => string }) {
  const open = (name: string): void => {
    const found = board.areas.find((row) => row.name === name);
    if (found) go(placeOf(board, found));
  };
  const columns = areaColumns(board);
  const ink = useInk();
  const [levels, map] = useMemo(() => [byLevel(board, ink), tiles(board, ink)], [board, ink]);
  const shared = { rows: board.areas, columns, keyOf: (row: Lower) => row.area, picked: open };
  return (
    <div className="two">
      <Picture title="各地区风险等级" note="按区划代码排列，不排名" file={file("各地区风险等级")} option={levels} height={heightOf(board.areas.length)} {...shared} />
      <Picture title="地区方块图" note="方块大小是儿童人数，深浅是走访按时的比例；点开看下级" file={file("地区方块图")} option={map} height={heightOf(Math.min(board.areas.length, 18))} legend={legend} {...shared} />
    </div>
  ); // prettier-ignore
}

function Pictures({ board, area }: { readonly board: Board; readonly area: string | undefined }) {
  const { area: own, areaPath } = useMe();
  const pathOf = useAreaPaths(area === undefined ? [] : [area]);
  const place = area === undefined || area === own ? areaPath.at(-1) : pathOf(area).at(-1);
  const file = (title: string): string => `${place ?? ""}${title}-${board.day}`;
  const ink = useInk();
  const [categories, months] = useMemo(() => [byCategory(board, ink), byMonth(board, ink)], [board, ink]);
  if (board.children === 0) return <Empty hint="可以导入摸排表，或逐个登记。">这个地区还没有在册儿童。</Empty>;
  return (
    <>
      <Coverage board={board} area={area} />
      <Picture title={words.byMonth} note="已完成的次数，和到期的人数；逾期的算在本月" file={file(words.byMonth)} option={months} height={300} rows={board.months} columns={monthColumns} keyOf={(row) => row.month} />
      {board.areas.length > 0 && <Areas board={board} file={file} />}
      <Picture title={words.byCategory} note="一名儿童可以属于几个类别" file={file(words.byCategory)} option={categories} height={heightOf(board.categories.length * 1.3)} rows={board.categories} columns={categoryColumns} keyOf={(row) => row.category} />
    </>
  ); // prettier-ignore
}

/** An area in pictures, from one's own down to a village; each with its numbers. */
export function BoardPage() {
  const { area } = usePlace().query;
  const may = useMay();
  const board = useLoad<Board>(address("/api/caselist/board", { area }));
  const actions = may("caselist.take_along") && (
    <TakeAlong label="导出数字" path={address("/api/caselist/board/file", { area })} usual="reporting" />
  );
  return (
    <Page title={words.title} actions={actions}>
      <div className="filters">
        <AreaTrail area={area} choose={(next) => go(linkTo("board", { area: next }))} />
      </div>
      <Show of={board} lines={10}>
        {(found) => <Pictures board={found} area={area} />}
      </Show>
    </Page>
  );
}
