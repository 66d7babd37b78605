import type { AnomalyCount } from "#capabilities/anomaly/words.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { useMay } from "../app/session.ts";
import { Silent } from "../parts/states.tsx";
import { WaitingCard } from "../parts/WaitingCard.tsx";
import { shows, waitingOf } from "./waiting.ts";

interface Counted {
  readonly counts: readonly AnomalyCount[];
  readonly area: string | undefined;
}

function Waiting({ counts, area }: Counted) {
  const link = linkTo("anomalies", { area });
  const { open, ...waits } = waitingOf(counts);
  const waiting = [
    { title: "待核实", count: open, link },
    ...(["late", "climbed", "reminded"] as const).map((when) => ({
      title: shows[when].label,
      count: waits[when],
      link: linkTo("anomalies", { area, open: when }),
      late: when !== "reminded",
    })),
  ];
  return <WaitingCard title="异常数据核查" link={link} of={waiting} unit="条" />;
}

function Listed({ area }: { readonly area: string | undefined }) {
  const counts = useLoad<AnomalyCount[]>(address("/api/anomaly/counts", { area }));
  return (
    <Silent of={counts} what="异常数据核查">
      {(found) => <Waiting counts={found} area={area} />}
    </Silent>
  );
}

/** What lists of departments say otherwise, to be found out on the spot; where there is nothing, nothing is said. */
export function TodayAnomalies(props: { readonly area: string | undefined }) {
  const may = useMay();
  return may("anomaly.read") ? <Listed {...props} /> : null;
}
