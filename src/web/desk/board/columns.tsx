import type { Board, Trend } from "#capabilities/caselist/words.ts";
import { board as words } from "#capabilities/caselist/zh.ts";
import { linkTo } from "../app/route.ts";
import type { Column } from "../parts/Grid.tsx";
import { inTime } from "./maps.ts";

/* The numbers behind the pictures, on the desk and on a wall. */

export type Lower = Board["areas"][number];

export const percent = (row: Pick<Board, "graded" | "overdue">): string => {
  const part = inTime(row);
  return part === null ? "—" : `${part}%`;
};

/** A lower area has its own pictures; what lies in none of them is a list. */
export const placeOf = (board: Board, { area }: Lower): string =>
  area === board.area ? linkTo("ledger", { area, direct: "yes" }) : linkTo("board", { area });

const name = (board: Board) => (row: Lower) => <a href={placeOf(board, row)}>{row.name}</a>;

export const areaColumns = (board: Board): Column<Lower>[] => [
  { title: words.area, look: "main", cell: name(board) },
  { title: words.children, look: "num", cell: (row) => row.children },
  ...board.levels.map(({ level, word }): Column<Lower> => ({ title: word, look: "num", cell: (row) => row.byLevel[level] ?? 0 })),
  { title: words.overdue, look: "num", cell: (row) => row.overdue },
  { title: "按时", look: "num", cell: percent },
]; // prettier-ignore

export const coverageColumns = (board: Board): Column<Lower>[] => [
  { title: words.area, look: "main", cell: name(board) },
  { title: words.villages, look: "num", cell: (row) => row.villages },
  { title: words.directed, look: "num", cell: (row) => row.directed },
  { title: words.vacant, look: "num", cell: (row) => row.villages - row.directed },
];

export const categoryColumns: Column<Board["categories"][number]>[] = [
  { title: words.category, look: "main", cell: (row) => row.title },
  { title: words.children, look: "num", cell: (row) => row.count },
];

export const monthColumns: Column<Board["months"][number]>[] = [
  { title: words.month, look: "main", cell: (row) => row.month },
  { title: words.homeVisits, look: "num", cell: (row) => row.homeVisits },
  { title: words.contacts, look: "num", cell: (row) => row.contacts },
  { title: words.due, look: "num", cell: (row) => row.due ?? "—" },
];

type Month = Trend["months"][number];

export const yearColumns = (levels: Board["levels"]): Column<Month>[] => [
  { title: words.month, look: "main", cell: (row) => row.month },
  ...levels.map(({ level, word }): Column<Month> => ({ title: word, look: "num", cell: (row) => row.byLevel[level] ?? 0 })),
  { title: words.graded, look: "num", cell: (row) => row.graded },
]; // prettier-ignore

export const timeColumns: Column<Month>[] = [
  { title: words.month, look: "main", cell: (row) => row.month },
  { title: words.graded, look: "num", cell: (row) => row.graded },
  { title: words.inTime, look: "num", cell: (row) => row.inTime },
];
