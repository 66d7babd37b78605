/** @jsxImportSource preact */
import type { AnomalyLine, UnregisteredLine } from "#capabilities/anomaly/words.ts";
import { hashOf } from "../hash.ts";
import { text } from "../language/text.ts";
import { getAll } from "../server.ts";
import { useSession } from "../session.ts";
import { useLoaded } from "../useLoaded.ts";

interface WaitingProps {
  readonly path: "/api/anomaly/open" | "/api/anomaly/unregistered";
  readonly say: "anomaly.waiting" | "anomaly.waiting_listed";
}

function Waiting({ path, say }: WaitingProps) {
  const { me } = useSession();
  const anomalies = useLoaded<readonly (AnomalyLine | UnregisteredLine)[]>(path, getAll);
  const open = anomalies.state === "here" ? anomalies.value : [];
  if (open.length === 0) return null;
  return (
    <a
      class={`note wide-link${open.some(({ due }) => due < me.today) ? " bad" : ""}`}
      href={hashOf({ page: "anomalies" })}
      data-group={say === "anomaly.waiting" ? "anomalies" : "listed"}
    >
      {text(say, { n: open.length })}
    </a>
  );
}

/** 异常数据 and 疑似未登记 that wait to be found out on the spot; nothing where there are none. */
export function AnomaliesWaiting() {
  const { me } = useSession();
  if (!me.permissions.includes("anomaly.verify")) return null;
  return (
    <>
      <Waiting path="/api/anomaly/open" say="anomaly.waiting" />
      <Waiting path="/api/anomaly/unregistered" say="anomaly.waiting_listed" />
    </>
  );
}
