import { AlertFilled } from "@ant-design/icons";
import { useEffect } from "react";
import type { ConcernCounts } from "#capabilities/concern/words.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { Silent } from "../parts/states.tsx";
import { sinceText } from "./since.ts";
import { useNow } from "./useNow.ts";
import "../styles/concern.css";

function Line({ counts, area }: { readonly counts: ConcernCounts; readonly area: string | undefined }) {
  const now = useNow();
  const { unreceived, open, oldest } = counts;
  if (open === 0) return null;
  return (
    <a
      className={unreceived > 0 ? "concern-alarm" : "concern-alarm concern-alarm-received"}
      href={linkTo("concerns", { area })}
    >
      <AlertFilled aria-hidden="true" />
      <b>强制报告</b>
      {unreceived > 0 && (
        <span>
          <b className="concern-count">{unreceived}</b>件等待受理
          {oldest !== null && `，最早的已等${sinceText(oldest, now)}`}
        </span>
      )}
      {open > unreceived && <span>{open - unreceived}件正在办理</span>}
      <span className="concern-go">{unreceived > 0 ? "立即受理" : "打开"}</span>
    </a>
  );
}

/** 强制报告 before all other work of the day, asked for again each minute; nothing where there is none. */
export function TodayConcerns({ area }: { readonly area: string | undefined }) {
  const counts = useLoad<ConcernCounts>(address("/api/concern/counts", { area }));
  const { reload } = counts;
  useEffect(() => {
    const timer = setInterval(reload, 60_000);
    return () => clearInterval(timer);
  }, [reload]);
  return (
    <Silent of={counts} what="强制报告">
      {(found) => <Line counts={found} area={area} />}
    </Silent>
  );
}
