/** @jsxImportSource preact */
import { readDraft } from "../draft.ts";
import { text } from "../language/text.ts";
import { ReportLink } from "../parts/Page.tsx";
import { useSession } from "../session.ts";
import { reportedKey } from "../visit/begun.ts";
import type { Kind } from "../visit/filling.ts";
import { mustReport } from "./found.ts";

interface ReportNowProps {
  readonly childId: string;
  readonly kind: Kind;
  readonly answers: Readonly<Record<string, unknown>>;
}

/** A visit that finds what must be reported at once keeps the way to the report in sight, above the way on. */
export function ReportNow({ childId, kind, answers }: ReportNowProps) {
  const { me, policy } = useSession();
  if (!mustReport(policy.situations, answers)) return null;
  const isReported = readDraft(reportedKey(me.personId, childId)) !== undefined;
  return (
    <div class="report-now" role={isReported ? "status" : "alert"} data-group="report-now">
      <p class={isReported ? "soft" : "late"}>{text(isReported ? "concern.found_reported" : "concern.found")}</p>
      <ReportLink childId={childId} visit={kind} />
    </div>
  );
}
