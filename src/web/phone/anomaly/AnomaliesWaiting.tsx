/** @jsxImportSource preact */
import { text } from "../language/text.ts";
import { WaitingLine } from "../parts/WaitingLine.tsx";
import { useSession } from "../session.ts";

const to = { page: "anomalies" } as const;

/** 异常数据 and 疑似未登记 that wait to be found out on the spot; nothing where there are none. */
export function AnomaliesWaiting() {
  const { me } = useSession();
  if (!me.permissions.includes("anomaly.verify")) return null;
  return (
    <>
      <WaitingLine path="/api/anomaly/open" group="anomalies" to={to} say={(n) => text("anomaly.waiting", { n })} />
      <WaitingLine
        path="/api/anomaly/unregistered"
        group="listed"
        to={to}
        say={(n) => text("anomaly.waiting_listed", { n })}
      />
    </>
  );
}
