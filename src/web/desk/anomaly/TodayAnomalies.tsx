import type { AnomalyCount } from "#capabilities/anomaly/words.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { useMay } from "../app/session.ts";
import { WaitingCard } from "../parts/WaitingCard.tsx";
import { waitingOf } from "./waiting.ts";

function Listed({ area }: { readonly area: string | undefined }) {
  const { data } = useLoad<AnomalyCount[]>(address("/api/anomaly/counts", { area }));
  if (!data) return null;
  const link = linkTo("anomalies", { area });
  const { open, late } = waitingOf(data);
  const waiting = [
    { title: "待核实", count: open, link },
    { title: "已逾期", count: late, link: linkTo("anomalies", { area, open: "late" }), late: true },
  ];
  return <WaitingCard title="异常数据核查" link={link} of={waiting} unit="条" />;
}

/** What lists of departments say otherwise, to be found out on the spot; where there is nothing, nothing is said. */
export function TodayAnomalies(props: { readonly area: string | undefined }) {
  const may = useMay();
  return may("anomaly.read") ? <Listed {...props} /> : null;
}
