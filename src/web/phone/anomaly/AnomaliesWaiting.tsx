/** @jsxImportSource preact */
import type { AnomalyLine } from "#capabilities/anomaly/words.ts";
import { hashOf } from "../hash.ts";
import { text } from "../language/text.ts";
import { getAll } from "../server.ts";
import { useSession } from "../session.ts";
import { useLoaded } from "../useLoaded.ts";

function Waiting() {
  const { me } = useSession();
  const anomalies = useLoaded<readonly AnomalyLine[]>("/api/anomaly/open", getAll);
  const open = anomalies.state === "here" ? anomalies.value : [];
  if (open.length === 0) return null;
  return (
    <a
      class={`note wide-link${open.some(({ due }) => due < me.today) ? " bad" : ""}`}
      href={hashOf({ page: "anomalies" })}
      data-group="anomalies"
    >
      {text("anomaly.waiting", { n: open.length })}
    </a>
  );
}

/** 异常数据 that wait to be found out on the spot; nothing where there are none. */
export function AnomaliesWaiting() {
  const { me } = useSession();
  return me.permissions.includes("anomaly.verify") ? <Waiting /> : null;
}
