import { BarChart, TreemapChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { type EChartsCoreOption, init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

/* The one door to ECharts, fetched when a picture is first drawn (docs/decisions/0033-pictures.md). */

use([BarChart, TreemapChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

export type Option = EChartsCoreOption;

export interface Drawn {
  readonly draw: (option: Option) => void;
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
    draw: (option) => chart.setOption(option, { notMerge: true }),
    png: (ground) => chart.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: ground }),
    close: () => {
      watch.disconnect();
      chart.dispose();
    },
  };
}
