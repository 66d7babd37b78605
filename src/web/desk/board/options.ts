import type { Board, Trend } from "#capabilities/caselist/words.ts";
import type { ConcernFigure } from "#capabilities/concern/words.ts";
import { board as words } from "#capabilities/caselist/zh.ts";
import { geoMercator } from "d3-geo";
import type { Boundaries } from "#capabilities/area/words.ts";
import { lengthText } from "../concern/since.ts";
import type { Option, Shapes } from "./chart.ts";

/* Each picture from the board's numbers. Colours are those of ui/tokens.css; a level has its word beside its colour. */

/** The colours of a picture; light or dark as the page is. */
export interface Ink {
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  readonly action: string;
  readonly pale: string;
  readonly due: string;
  readonly ground: string;
  readonly levels: Readonly<Record<string, string>>;
  /** Of the three steps of a map, the best first: its ground and its letters. */
  readonly steps: readonly { readonly colour: string; readonly text: string }[];
}

const textOf = (ink: Ink) => ({ fontFamily: "Noto Sans CJK SC, Microsoft YaHei, PingFang SC, sans-serif", color: ink.text }); // prettier-ignore

const usual = (ink: Ink) => ({
  textStyle: textOf(ink),
  animation: false,
  aria: { enabled: true, decal: { show: true } },
  tooltip: { trigger: "axis", axisPointer: { type: "shadow" } },
  legend: { type: "scroll", top: 0, left: 0, textStyle: textOf(ink) },
});

const numbers = (ink: Ink) => ({ type: "value", minInterval: 1, splitLine: { lineStyle: { color: ink.line } }, axisLabel: { color: ink.quiet } }); // prettier-ignore
const named = (ink: Ink, data: readonly string[]) => ({ type: "category", data, axisTick: { show: false }, axisLabel: { color: ink.text } }); // prettier-ignore

/** Children by colour, one line for each lower area, in the order of their codes. */
export const byLevel = ({ areas, levels }: Board, ink: Ink): Option => ({
  ...usual(ink),
  grid: { left: 8, right: 24, top: 36, bottom: 8, containLabel: true },
  xAxis: numbers(ink),
  yAxis: {
    ...named(
      ink,
      areas.map(({ name }) => name),
    ),
    inverse: true,
  },
  series: levels.map(({ level, word }) => ({
    type: "bar",
    name: word,
    stack: "levels",
    itemStyle: { color: ink.levels[level] ?? ink.pale },
    data: areas.map((row) => row.byLevel[level] ?? 0),
  })),
});

export const byCategory = ({ categories }: Board, ink: Ink): Option => ({
  ...usual(ink),
  legend: { show: false },
  grid: { left: 8, right: 48, top: 8, bottom: 8, containLabel: true },
  xAxis: numbers(ink),
  yAxis: {
    ...named(
      ink,
      categories.map(({ title }) => title),
    ),
    inverse: true,
    axisLabel: { color: ink.text, width: 170, overflow: "break" },
  },
  series: [
    {
      type: "bar",
      name: words.children,
      barMaxWidth: 22,
      itemStyle: { color: ink.action },
      label: { show: true, position: "right", color: ink.text },
      data: categories.map(({ count }) => count),
    },
  ],
});

/** Visits made month by month, beside what falls due. */
export const byMonth = ({ months }: Pick<Board, "months">, ink: Ink): Option => ({
  ...usual(ink),
  grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true },
  xAxis: named(ink, months.map(({ month }) => monthText(month))),
  yAxis: numbers(ink),
  series: [
    { type: "bar", name: words.homeVisits, stack: "made", itemStyle: { color: ink.action }, data: months.map((row) => row.homeVisits) },
    { type: "bar", name: words.contacts, stack: "made", itemStyle: { color: ink.pale }, data: months.map((row) => row.contacts) },
    { type: "bar", name: words.due, itemStyle: { color: ink.due }, data: months.map((row) => row.due ?? "-") },
  ],
}); // prettier-ignore

const monthText = (month: string): string => `${month.replace("-", "年")}月`;

/** Children by colour at the end of each month. */
export const byYear = ({ months }: Trend, levels: Board["levels"], ink: Ink): Option => ({
  ...usual(ink),
  grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true },
  xAxis: named(ink, months.map(({ month }) => monthText(month))),
  yAxis: numbers(ink),
  series: levels.map(({ level, word }) => ({ type: "bar", stack: "levels", name: word, itemStyle: { color: ink.levels[level] ?? ink.pale }, data: months.map((row) => row.byLevel[level] ?? 0) })),
}); // prettier-ignore

/** Who is to be visited at the end of each month, and who had been within the rhythm of the level. */
export const byTime = ({ months }: Trend, ink: Ink): Option => ({
  ...usual(ink),
  grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true },
  xAxis: named(ink, months.map(({ month }) => monthText(month))),
  yAxis: numbers(ink),
  series: [
    { type: "bar", name: words.graded, itemStyle: { color: ink.pale }, data: months.map((row) => row.graded) },
    { type: "bar", name: words.inTime, itemStyle: { color: ink.action }, data: months.map((row) => row.inTime) },
  ],
}); // prettier-ignore

/** Villages with children, and those of them that have a director, one line for each lower area. */
export function byCoverage({ area: own, areas: all }: Board, ink: Ink): Option {
  const areas = all.filter(({ area }) => area !== own); // what lies in no lower area has no village
  return {
  ...usual(ink),
  grid: { left: 8, right: 24, top: 36, bottom: 8, containLabel: true },
  xAxis: numbers(ink),
  yAxis: { ...named(ink, areas.map(({ name }) => name)), inverse: true },
  series: [
    { type: "bar", stack: "villages", name: words.directed, itemStyle: { color: ink.action }, data: areas.map((row) => row.directed) },
    { type: "bar", stack: "villages", name: words.vacant, itemStyle: { color: ink.due }, data: areas.map((row) => row.villages - row.directed) },
  ],
};
} // prettier-ignore

const said = (minutes: number | null | undefined): string =>
  minutes === null || minutes === undefined ? "" : lengthText(minutes);

/** Medians from a report's arrival to reception and to the first handling, one line for each lower area; lengths in words. */
export function byConcern(figures: readonly ConcernFigure[], nameOf: (area: string) => string, ink: Ink): Option {
  const longest = Math.max(0, ...figures.flatMap(({ toReceive, toHandle }) => [toReceive ?? 0, toHandle ?? 0]));
  const unit = longest < 180 ? { minutes: 1, word: "分钟" } : { minutes: 60, word: "小时" };
  const bar = (name: string, color: string, of: "toReceive" | "toHandle") => ({
    type: "bar", name, barMaxWidth: 14, itemStyle: { color },
    label: { show: true, position: "right", color: ink.text, formatter: ({ dataIndex }: { dataIndex: number }) => said(figures[dataIndex]?.[of]) },
    data: figures.map((row) => { const took = row[of]; return took === null ? null : Math.round((took / unit.minutes) * 10) / 10; }),
  });
  return {
    ...usual(ink),
    grid: { left: 8, right: 80, top: 36, bottom: 8, containLabel: true },
    xAxis: { ...numbers(ink), axisLabel: { color: ink.quiet, formatter: `{value}${unit.word}` } },
    yAxis: { ...named(ink, figures.map(({ area }) => nameOf(area))), inverse: true },
    series: [bar("到受理", ink.action, "toReceive"), bar("到首次处置", ink.due, "toHandle")],
  };
} // prettier-ignore

/** In time: of those who are visited, the part with nothing overdue, in percent; null where nobody is visited. */
export const inTime = ({ graded, overdue }: Pick<Board, "graded" | "overdue">): number | null =>
  graded === 0 ? null : Math.round(((graded - overdue) / graded) * 100);

/** Nearer to the ground of the page where more is overdue: three steps (styles/board.css), each said in words too. */
export const steps = [
  { from: 95, word: "按时95%及以上" },
  { from: 80, word: "按时80%－94%" },
  { from: 0, word: "按时不到80%" },
] as const;

function stepOf(percent: number | null, ink: Ink): Ink["steps"][number] {
  const n = steps.findIndex(({ from }) => (percent ?? 100) >= from);
  return ink.steps[n] ?? { colour: ink.pale, text: ink.text };
}

/** Where no boundaries are loaded: each area as a tile, as large as it has children, as dark as visits are in time. */
export const tiles = ({ areas }: Board, ink: Ink): Option => ({
  textStyle: textOf(ink),
  animation: false,
  aria: { enabled: true },
  tooltip: {},
  series: [
    {
      type: "treemap",
      sort: false,
      roam: false,
      nodeClick: false,
      breadcrumb: { show: false },
      left: 0, right: 0, top: 0, bottom: 0,
      itemStyle: { borderColor: ink.ground, gapWidth: 2 },
      data: areas.filter(({ children }) => children > 0).map((row) => {
        const percent = inTime(row);
        const step = stepOf(percent, ink);
        return {
          name: row.name,
          value: row.children,
          itemStyle: { color: step.colour, borderColor: ink.line, borderWidth: 1 },
          label: { color: step.text, formatter: `${row.name}\n${row.children}人\n${percentText(percent)}` },
        };
      }),
    },
  ],
}); // prettier-ignore

const percentText = (percent: number | null): string => (percent === null ? "无需走访" : `按时${percent}%`);

/** The boundaries that an administrator loaded, by the names of this board's areas. */
export function shapesOf({ area, areas }: Board, { lower }: Boundaries): Shapes {
  const features = lower.map(({ code, polygons }) => ({
    type: "Feature" as const,
    properties: { name: areas.find((row) => row.area === code)?.name ?? code },
    geometry: { type: "MultiPolygon" as const, coordinates: polygons },
  }));
  return { name: `area-${area}`, features: { type: "FeatureCollection", features } };
}

/** The same numbers on boundaries: as dark as visits are in time. The projection is Mercator's, as on the usual maps. */
/** What a map says of itself, wherever it is shown or taken to (地图管理条例). */
export const mapCaption = ({ approval, source }: Pick<Boundaries, "approval" | "source">): string =>
  `${approval === null ? "未标注审图号" : `审图号：${approval}`}${source === null ? "" : `　来源：${source}`}`;

export function shaded(board: Board, ink: Ink, caption: string): Option {
  const mercator = geoMercator();
  return {
    textStyle: textOf(ink),
    animation: false,
    aria: { enabled: true },
    tooltip: {},
    // in the picture itself: it goes along where it is saved
    title: { text: caption, left: 10, bottom: 4, textStyle: { color: ink.quiet, fontSize: 12, fontWeight: "normal" } },
    series: [
      {
        type: "map",
        map: `area-${board.area}`,
        projection: { project: (point: [number, number]) => mercator(point), unproject: (point: [number, number]) => mercator.invert?.(point) },
        selectedMode: false,
        left: 8, right: 8, top: 8, bottom: 28,
        itemStyle: { areaColor: ink.ground, borderColor: ink.quiet, borderWidth: 1 },
        label: { show: true, color: ink.text },
        emphasis: { itemStyle: { areaColor: ink.due }, label: { color: ink.text } },
        data: board.areas.map((row) => {
          const percent = inTime(row);
          const { colour, text } = stepOf(percent, ink);
          return { name: row.name, value: row.children, itemStyle: { areaColor: colour }, label: { color: text }, tooltip: { formatter: `${row.name}<br>${row.children}人<br>${percentText(percent)}` } };
        }),
      },
    ],
  };
} // prettier-ignore
