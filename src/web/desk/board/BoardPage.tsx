import { useMemo } from "react";
import type { Board } from "#capabilities/caselist/words.ts";
import { isWide } from "#capabilities/display/words.ts";
import { board as words } from "#capabilities/caselist/zh.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { go, linkTo, usePlace } from "../app/route.ts";
import { useMay, useMe } from "../app/session.ts";
import { AreaTrail } from "../area/AreaTrail.tsx";
import { useAreaPaths } from "../area/names.ts";
import { OpenWall } from "../display/OpenWall.tsx";
import { TakeAlong } from "../export/TakeAlong.tsx";
import { Page } from "../parts/Page.tsx";
import { Empty, Show } from "../parts/states.tsx";
import {
  areaColumns,
  categoryColumns,
  coverageColumns,
  type Lower,
  monthColumns,
  percent,
  placeOf,
} from "./columns.tsx";
import { AreaMap } from "./AreaMap.tsx";
import { ConcernTime } from "./ConcernTime.tsx";
import { byCategory, byCoverage, byLevel, byMonth } from "./options.ts";
import { Picture } from "./Picture.tsx";
import { useInk } from "./useInk.ts";
import { Year } from "./Year.tsx";

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

function Areas({ board, file }: { readonly board: Board; readonly file: (title: string) => string }) {
  const open = (name: string): void => {
    const found = board.areas.find((row) => row.name === name);
    if (found) go(placeOf(board, found));
  };
  const columns = areaColumns(board);
  const ink = useInk();
  const [levels, covered] = useMemo(() => [byLevel(board, ink), byCoverage(board, ink)], [board, ink]);
  const covering = board.areas.filter(({ area }) => area !== board.area); // what lies in none has no village
  const shared = { rows: board.areas, columns, keyOf: (row: Lower) => row.area, picked: open };
  return (
    <>
      <AreaMap board={board} file={file} picked={open} />
      <div className="two">
        <Picture title="各地区风险等级" note="按区划代码排列，不排名" file={file("各地区风险等级")} sketch={levels} {...shared} />
        <Picture title={words.coverage} note="有儿童的村（社区）里，已配备和尚未配备儿童主任的" file={file(words.coverage)} sketch={covered} {...shared} rows={covering} columns={coverageColumns(board)} />
      </div>
    </>
  ); // prettier-ignore
}

function Pictures({ board, area }: { readonly board: Board; readonly area: string | undefined }) {
  const { area: own, areaPath } = useMe();
  const pathOf = useAreaPaths(area === undefined ? [] : [area]);
  const place = area === undefined || area === own ? areaPath.at(-1) : pathOf(area).at(-1);
  const file = (title: string): string => `${place ?? ""}${title}-${board.day}`;
  const may = useMay();
  const ink = useInk();
  const [categories, months] = useMemo(() => [byCategory(board, ink), byMonth(board, ink)], [board, ink]);
  if (board.children === 0) return <Empty hint="可以导入摸排表，或逐个登记。">这个地区还没有在册儿童。</Empty>;
  return (
    <>
      <Coverage board={board} area={area} />
      <Picture title={words.byMonth} note="已完成的次数，和到期的人数；逾期的算在本月" file={file(words.byMonth)} sketch={months} rows={board.months} columns={monthColumns} keyOf={(row) => row.month} />
      <Year levels={board.levels} area={area} file={file} />
      {may("concern.read_figures") && <ConcernTime board={board} file={file} />}
      {board.areas.length > 0 && <Areas board={board} file={file} />}
      <Picture title={words.byCategory} note="一名儿童可以属于几个类别" file={file(words.byCategory)} sketch={categories} rows={board.categories} columns={categoryColumns} keyOf={(row) => row.category} />
    </>
  ); // prettier-ignore
}

/** An area in pictures, from one's own down to a village; each with its numbers. */
export function BoardPage() {
  const { area } = usePlace().query;
  const may = useMay();
  const board = useLoad<Board>(address("/api/caselist/board", { area }));
  const { area: own } = useMe();
  const actions = (
    <>
      {may("display.open") && isWide(area ?? own) && <OpenWall area={area ?? own} />}
      {may("caselist.take_along") && (
        <TakeAlong label="导出数字" path={address("/api/caselist/board/file", { area })} usual="reporting" />
      )}
    </>
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
