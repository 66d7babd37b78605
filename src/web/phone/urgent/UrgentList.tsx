/** @jsxImportSource preact */
import { useEffect, useState } from "preact/hooks";
import { spoken, text } from "../language/text.ts";
import { sendUrgent } from "./sending.ts";
import { forgetUrgent, keepUrgent, type Urgent, urgentReports } from "./store.ts";
import { UrgentPlace } from "./UrgentPlace.tsx";
import { watchUrgent } from "./waiting.ts";

const moment = (iso: string): string =>
  new Date(iso).toLocaleString(spoken(), {
    timeZone: "Asia/Shanghai",
    month: "long",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });

function One({ report }: { report: Urgent }) {
  const { id, area, box, at, number, refusal } = report;
  const place = async (chosen: string): Promise<void> => {
    await keepUrgent({ id, area: chosen, at, ...(box && { box }) });
    await sendUrgent();
  };
  if (box === undefined)
    return (
      <li class="card" data-urgent="sent">
        <p class="strong">{text("urgent.sent", { moment: moment(at), number: number ?? "" })}</p>
        <button type="button" class="btn quiet" onClick={() => void forgetUrgent(id)}>
          {text("urgent.seen")}
        </button>
      </li>
    );
  return (
    <li class="card alert" data-urgent="waits">
      <p class="late">{text("concern.own_waits", { moment: moment(at) })}</p>
      {refusal !== undefined && <p class="fault">{refusal}</p>}
      {area === null ? (
        <UrgentPlace onChoose={(chosen) => void place(chosen)} />
      ) : (
        <button type="button" class="btn wide" onClick={() => void sendUrgent().catch(() => undefined)}>
          {text("urgent.now")}
        </button>
      )}
    </li>
  );
}

/** What waits here and what has arrived: when, and nothing of what it says; that nobody can open on this phone. */
export function UrgentList() {
  const [reports, setReports] = useState<readonly Urgent[]>([]);
  useEffect(() => {
    const read = (): void => void urgentReports().then(setReports, () => undefined);
    read();
    return watchUrgent(read);
  }, []);
  if (reports.length === 0) return null;
  return (
    <ul class="plain-list stack">
      {reports.map((report) => (
        <One key={report.id} report={report} />
      ))}
    </ul>
  );
}
