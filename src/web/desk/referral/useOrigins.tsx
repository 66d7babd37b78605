import type { ReactNode } from "react";
import type { OriginKind, OriginLine, Origins } from "#capabilities/referral/words.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { useMay } from "../app/session.ts";
import { ownerText } from "../comparison/listText.ts";
import { Unread } from "../parts/states.tsx";
import { useActHere } from "../registry/useActHere.tsx";
import { stageText } from "./referralText.ts";

/** Beside a task or an anomaly: what was sent to a department because of it. */
export function ReferredFrom({ line }: { readonly line: Pick<OriginLine, "childId" | "no" | "department" | "stage" | "outcome"> }) {
  return (
    <small className="under">
      <a href={linkTo(`children/${line.childId}`)}>
        第 {line.no} 号转介：{ownerText(line.department)}，{stageText(line)}
      </a>
    </small>
  );
} // prettier-ignore

export interface Referring {
  /** Sends something from it; null where the post sends nothing. */
  readonly button: (childId: string, no: number) => ReactNode;
  /** What was sent from it. */
  readonly beside: (childId: string, no: number) => ReactNode;
  /** What opens beside the list; and that it is not known what was sent, so that nothing is sent twice. */
  readonly drawer: ReactNode;
}

/** Referrals from the tasks or anomalies of a list, sent from the list itself. `done`: reads the list anew. */
export function useOrigins(kind: OriginKind, childIds: readonly string[], done: () => void): Referring {
  const may = useMay();
  const ids = [...new Set(childIds)].slice(0, 200).join(",");
  const found = useLoad<Origins>(may("referral.read") && ids !== "" ? address("/api/referral/origins", { kind, ids }) : undefined);
  const act = useActHere(() => {
    found.reload();
    done();
  });
  const button = (childId: string, no: number): ReactNode => act.buttons(childId, ["refer"], { kind, no });
  const beside = (childId: string, no: number): ReactNode => {
    const line = found.data?.lines.find((one) => one.childId === childId && one.origin.no === no);
    return line ? <ReferredFrom line={line} /> : null;
  };
  const drawer = (
    <>
      <Unread of={found} what="已经发出的转介" />
      {act.drawer}
    </>
  );
  return { button, beside, drawer };
} // prettier-ignore
