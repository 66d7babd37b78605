import type { Boundaries } from "#capabilities/area/words.ts";
import type { Board } from "#capabilities/caselist/words.ts";
import { geoMercator } from "d3-geo";
import type { Shapes } from "./chart.ts";
import { type Ink, lettersOf, scaled, type Sketch, widthOf } from "./sketch.ts";

/* The areas as a map where boundaries are loaded, and as tiles where they are not. */

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

const percentText = (percent: number | null): string => (percent === null ? "无需走访" : `按时${percent}%`);

const shared = (ink: Ink) => ({
  textStyle: lettersOf(ink),
  animation: false,
  aria: { enabled: true },
  tooltip: { confine: true, textStyle: { fontSize: ink.size } },
});

/** High enough that most tiles hold their three lines: tiles differ, so that a middling one is given twice its room. */
const tilesHeight = (count: number, ink: Ink, width: number): number =>
  Math.min(
    scaled(ink, 900),
    Math.max(scaled(ink, 180), (count * 2 * ink.size * 6 * ink.size * 4.5) / Math.max(width, 200)),
  );

/** From one line of a tile to the next, by its letters. */
const LINE = 1.25;

interface Placed {
  readonly text: string;
  readonly rect: { readonly width: number; readonly height: number };
}

/**
 * A tile says all or nothing: a number that is cut off is another number. Letters may be a quarter smaller where that fits
 * them in; a tile that is smaller still says nothing, and its numbers stand in the table.
 */
const wholly = (ink: Ink) => ({ text, rect }: Placed) => {
  const lines = text.split("\n");
  const widest = Math.max(...lines.map((line) => widthOf(line, 1)));
  const fits = rect.height - 4 < lines.length * ink.size * LINE ? 0 : Math.min(ink.size, (rect.width - 6) / widest);
  return fits < ink.size * 0.75 ? { x: -9999, y: -9999 } : { fontSize: fits };
}; // prettier-ignore

/** Where no boundaries are loaded: each area as a tile, as large as it has children, as dark as visits are in time. */
export const tiles = ({ areas }: Board, ink: Ink): Sketch => (width) => {
  const shown = areas.filter(({ children }) => children > 0);
  return {
    height: tilesHeight(shown.length, ink, width),
    option: {
      ...shared(ink),
      series: [
        {
          type: "treemap",
          sort: false,
          roam: false,
          nodeClick: false,
          breadcrumb: { show: false },
          label: { overflow: "none" }, // not shortened by the library, which would make 14… of 146
          labelLayout: wholly(ink),
          left: 0, right: 0, top: 0, bottom: 0,
          itemStyle: { borderColor: ink.ground, gapWidth: 2 },
          data: shown.map((row) => {
            const percent = inTime(row);
            const step = stepOf(percent, ink);
            return {
              name: row.name,
              value: row.children,
              itemStyle: { color: step.colour, borderColor: ink.line, borderWidth: 1 },
              label: { color: step.text, fontSize: ink.size, lineHeight: ink.size * LINE, formatter: `${row.name}\n${row.children}人\n${percentText(percent)}` },
            };
          }),
        },
      ],
    },
  };
}; // prettier-ignore

/** The boundaries that an administrator loaded, by the names of this board's areas. */
export function shapesOf({ area, areas }: Board, { lower }: Boundaries): Shapes {
  const features = lower.map(({ code, polygons }) => ({
    type: "Feature" as const,
    properties: { name: areas.find((row) => row.area === code)?.name ?? code },
    geometry: { type: "MultiPolygon" as const, coordinates: polygons },
  }));
  return { name: `area-${area}`, features: { type: "FeatureCollection", features } };
}

/** What a map says of itself, wherever it is shown or taken to (地图管理条例). */
export const mapCaption = ({ approval, source }: Pick<Boundaries, "approval" | "source">): string =>
  `${approval === null ? "未标注审图号" : `审图号：${approval}`}${source === null ? "" : `　来源：${source}`}`;

/** The letters of the caption, smaller where it would not stand on one line: 审图号 is never cut off. */
const captionSize = (caption: string, ink: Ink, width: number): number =>
  Math.max(9, Math.min(ink.size, ((width - 20) / widthOf(caption, ink.size)) * ink.size));

/** The same numbers on boundaries: as dark as visits are in time. The projection is Mercator's, as on the usual maps. */
export const shaded = (board: Board, ink: Ink, caption: string): Sketch => (width) => {
  const mercator = geoMercator();
  return {
    height: 560,
    option: {
      ...shared(ink),
      // in the picture itself: it goes along where it is saved
      title: { text: caption, left: 10, bottom: 4, textStyle: { color: ink.quiet, fontSize: captionSize(caption, ink, width), fontWeight: "normal" } },
      series: [
        {
          type: "map",
          map: `area-${board.area}`,
          projection: { project: (point: [number, number]) => mercator(point), unproject: (point: [number, number]) => mercator.invert?.(point) },
          selectedMode: false,
          left: 8, right: 8, top: 8, bottom: scaled(ink, 28),
          itemStyle: { areaColor: ink.ground, borderColor: ink.quiet, borderWidth: 1 },
          label: { show: true, color: ink.text, fontSize: ink.size },
          // names of small neighbours would lie upon each other: the table beside the map has all of them
          labelLayout: { hideOverlap: true },
          emphasis: { itemStyle: { areaColor: ink.due }, label: { color: ink.text } },
          data: board.areas.map((row) => {
            const percent = inTime(row);
            const { colour, text } = stepOf(percent, ink);
            return { name: row.name, value: row.children, itemStyle: { areaColor: colour }, label: { color: text }, tooltip: { formatter: `${row.name}<br>${row.children}人<br>${percentText(percent)}` } };
          }),
        },
      ],
    },
  };
}; // prettier-ignore
