import { BarChart, MapChart, TreemapChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TitleComponent, TooltipComponent } from "echarts/components";
import { type EChartsCoreOption, init, registerMap, use } from "echarts/core";
import { LabelLayout } from "echarts/features";
import { CanvasRenderer } from "echarts/renderers";

/* The one door to ECharts, fetched when a picture is first drawn (docs/decisions/0033-pictures.md). */

use([
  BarChart,
  MapChart,
  TreemapChart,
  AriaComponent,
  GridComponent,
  LegendComponent,
  TitleComponent,
  TooltipComponent,
  LabelLayout,
  CanvasRenderer,
]);

export type Option = EChartsCoreOption;

/** Boundaries under the name by which an option asks for them. */
export interface Shapes {
  readonly name: string;
  readonly features: Parameters<typeof registerMap>[1];
}

export interface Drawn {
  readonly draw: (option: Option, shapes?: Shapes) => void;
  /** The picture as a PNG, twice as fine as on the page. */
  readonly png: (ground: string) => string;
  readonly close: () => void;
}

/** Draws into an element. `picked`: the name of what somebody pressed. */
export function drawIn(element: HTMLElement, picked: (name: string) => void): Drawn {
  const chart = init(element, null, { renderer: "canvas" });
  chart.on("click", ({ name }) => picked(name));
  const watch = new ResizeObserver(() => chart.resize());
  watch.observe(element);
  return {
    draw: (option, shapes) => {
      if (shapes) registerMap(shapes.name, shapes.features);
      chart.setOption(option, { notMerge: true });
    },
    png: (ground) => chart.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: ground }),
    close: () => {
      watch.disconnect();
      chart.dispose();
    },
  };
}
