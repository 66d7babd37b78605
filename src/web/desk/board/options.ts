import type { Board, Trend } from "#capabilities/caselist/words.ts";
import { board as words } from "#capabilities/caselist/zh.ts";
import type { ConcernFigure } from "#capabilities/concern/words.ts";
import { lengthText } from "../concern/since.ts";
import { type Ink, monthAxis, nameAxis, numbers, scaled, type Sketch, usual } from "./sketch.ts";

/* Each picture of bars from the board's numbers. Colours are those of ui/tokens.css; a level has its word beside its colour. */

interface Series {
  readonly type: "bar";
  readonly name: string;
  readonly [setting: string]: unknown;
}

/** Bars that lie, one line for each name; `room`: to the right of them, for what is written there. */
function lying(names: readonly string[], series: readonly Series[], ink: Ink, room = 24, line = 26): Sketch {
  return (width) => {
    const shared = usual(ink, series.length === 1 ? [] : series.map(({ name }) => name), width);
    const { axis, height } = nameAxis(ink, names, width, line);
    const bottom = scaled(ink, 30);
    return {
      height: Math.max(160, shared.top + height + bottom),
      option: {
        ...shared.option,
        grid: { left: 8, right: scaled(ink, room), top: shared.top, bottom: 8, containLabel: true },
        xAxis: numbers(ink),
        yAxis: axis,
        series,
      },
    };
  };
}

/** Bars that stand, one place for each month. */
function standing(months: readonly string[], series: readonly Series[], ink: Ink): Sketch {
  return (width) => {
    const { option, top } = usual(ink, series.map(({ name }) => name), width);
    return {
      height: scaled(ink, 264) + top,
      option: {
        ...option,
        grid: { left: 8, right: 16, top, bottom: 8, containLabel: true },
        xAxis: monthAxis(ink, months),
        yAxis: numbers(ink),
        series,
      },
    };
  };
} // prettier-ignore

const monthsOf = (rows: readonly { readonly month: string }[]): string[] => rows.map(({ month }) => month);

/** Children by colour, one line for each lower area, in the order of their codes. */
export function byLevel({ areas, levels }: Board, ink: Ink): Sketch {
  const series = levels.map(({ level, word }): Series => ({
    type: "bar",
    name: word,
    stack: "levels",
    itemStyle: { color: ink.levels[level] ?? ink.pale },
    data: areas.map((row) => row.byLevel[level] ?? 0),
  }));
  return lying(areas.map(({ name }) => name), series, ink);
} // prettier-ignore

export function byCategory({ categories }: Board, ink: Ink): Sketch {
  const series: Series = {
    type: "bar",
    name: words.children,
    barMaxWidth: scaled(ink, 22),
    itemStyle: { color: ink.action },
    label: { show: true, position: "right", color: ink.text, fontSize: ink.size },
    data: categories.map(({ count }) => count),
  };
  return lying(categories.map(({ title }) => title), [series], ink, 48, 34);
} // prettier-ignore

/** Visits made month by month, beside what falls due. */
export function byMonth({ months }: Pick<Board, "months">, ink: Ink): Sketch {
  const series: Series[] = [
    { type: "bar", name: words.homeVisits, stack: "made", itemStyle: { color: ink.action }, data: months.map((row) => row.homeVisits) },
    { type: "bar", name: words.contacts, stack: "made", itemStyle: { color: ink.pale }, data: months.map((row) => row.contacts) },
    { type: "bar", name: words.due, itemStyle: { color: ink.due }, data: months.map((row) => row.due ?? "-") },
  ];
  return standing(monthsOf(months), series, ink);
} // prettier-ignore

/** Children by colour at the end of each month. */
export function byYear({ months }: Trend, levels: Board["levels"], ink: Ink): Sketch {
  const series = levels.map(({ level, word }): Series => ({ type: "bar", stack: "levels", name: word, itemStyle: { color: ink.levels[level] ?? ink.pale }, data: months.map((row) => row.byLevel[level] ?? 0) }));
  return standing(monthsOf(months), series, ink);
} // prettier-ignore

/** Who is to be visited at the end of each month, and who had been within the rhythm of the level. */
export function byTime({ months }: Trend, ink: Ink): Sketch {
  const series: Series[] = [
    { type: "bar", name: words.graded, itemStyle: { color: ink.pale }, data: months.map((row) => row.graded) },
    { type: "bar", name: words.inTime, itemStyle: { color: ink.action }, data: months.map((row) => row.inTime) },
  ];
  return standing(monthsOf(months), series, ink);
} // prettier-ignore

/** Villages with children, and those of them that have a director, one line for each lower area. */
export function byCoverage({ area: own, areas: all }: Board, ink: Ink): Sketch {
  const areas = all.filter(({ area }) => area !== own); // what lies in no lower area has no village
  const series: Series[] = [
    { type: "bar", stack: "villages", name: words.directed, itemStyle: { color: ink.action }, data: areas.map((row) => row.directed) },
    { type: "bar", stack: "villages", name: words.vacant, itemStyle: { color: ink.due }, data: areas.map((row) => row.villages - row.directed) },
  ];
  return lying(areas.map(({ name }) => name), series, ink);
} // prettier-ignore

const said = (minutes: number | null | undefined): string =>
  minutes === null || minutes === undefined ? "" : lengthText(minutes);

/** Medians from a report's arrival to reception and to the first handling, one line for each lower area; lengths in words. */
export function byConcern(figures: readonly ConcernFigure[], nameOf: (area: string) => string, ink: Ink): Sketch {
  const longest = Math.max(0, ...figures.flatMap(({ toReceive, toHandle }) => [toReceive ?? 0, toHandle ?? 0]));
  const unit = longest < 180 ? { minutes: 1, word: "分钟" } : { minutes: 60, word: "小时" };
  const bar = (name: string, color: string, of: "toReceive" | "toHandle"): Series => ({
    type: "bar", name, barMaxWidth: scaled(ink, 14), itemStyle: { color },
    label: { show: true, position: "right", color: ink.text, fontSize: ink.size, formatter: ({ dataIndex }: { dataIndex: number }) => said(figures[dataIndex]?.[of]) },
    data: figures.map((row) => { const took = row[of]; return took === null ? null : Math.round((took / unit.minutes) * 10) / 10; }),
  });
  const series = [bar("到受理", ink.action, "toReceive"), bar("到首次处置", ink.due, "toHandle")];
  const sketch = lying(figures.map(({ area }) => nameOf(area)), series, ink, 80, 36);
  return (width) => {
    const { height, option } = sketch(width);
    const axis = numbers(ink);
    return { height, option: { ...option, xAxis: { ...axis, axisLabel: { ...axis.axisLabel, formatter: `{value}${unit.word}` } } } };
  };
} // prettier-ignore
