import type { AnomalyCount } from "#capabilities/anomaly/words.ts";
import { address } from "../app/api.ts";
import { linkTo } from "../app/route.ts";
import { useMay } from "../app/session.ts";
import { CountedCard, type Waits } from "../parts/WaitingCard.tsx";
import { shows, waitingOf } from "./waiting.ts";

const waits = (counts: readonly AnomalyCount[], area: string | undefined): readonly Waits[] => {
  const { open, ...waiting } = waitingOf(counts);
  return [
    { title: "待核实", count: open, link: linkTo("anomalies", { area }) },
    ...(["late", "climbed", "reminded"] as const).map((when) => ({
      title: shows[when].label,
      count: waiting[when],
      link: linkTo("anomalies", { area, open: when }),
      late: when !== "reminded",
    })),
  ];
};

/** What lists of departments say otherwise, to be found out on the spot; where there is nothing, nothing is said. */
export function TodayAnomalies({ area }: { readonly area: string | undefined }) {
  const may = useMay();
  if (!may("anomaly.read")) return null;
  return (
    <CountedCard<AnomalyCount[]>
      title="异常数据核查"
      path={address("/api/anomaly/counts", { area })}
      link={linkTo("anomalies", { area })}
      unit="条"
      waits={(counts) => waits(counts, area)}
    />
  );
}
