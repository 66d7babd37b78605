/** @jsxImportSource preact */
import { text } from "../language/text.ts";
import { ReportLink } from "../parts/Page.tsx";
import { useSession } from "../session.ts";

interface ReportNowProps {
  readonly childId: string;
  readonly answers: Readonly<Record<string, unknown>>;
}

const isFound = (value: unknown): boolean => value === "suspected" || value === "confirmed";

/** A visit that finds what must be reported at once opens the report at once; the form keeps what was filled in. */
export function ReportNow({ childId, answers }: ReportNowProps) {
  const { policy } = useSession();
  const facts = new Set((policy.situations ?? []).flatMap((one) => one.facts ?? []));
  if (!Object.entries(answers).some(([key, value]) => facts.has(key) && isFound(value))) return null;
  return (
    <section class="card alert" role="alert" data-group="report-now">
      <p class="strong">{text("concern.found")}</p>
      <p>{text("concern.found_kept")}</p>
      <ReportLink childId={childId} wide />
    </section>
  );
}
