/** @jsxImportSource preact */
import { useEffect, useState } from "preact/hooks";
import { spoken, text } from "../language/text.ts";
import { sendNow } from "./sending.ts";
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

/** A person lets go of what the server refused; asked twice, for it is nowhere else. */
function LetGo({ id }: { id: string }) {
  const [asked, setAsked] = useState(false);
  if (!asked)
    return (
      <button type="button" class="btn wide quiet" onClick={() => setAsked(true)}>
        {text("urgent.let_go")}
      </button>
    );
  return (
    <>
      <p class="late">{text("urgent.let_go_hint")}</p>
      <button type="button" class="btn wide" onClick={() => void forgetUrgent(id)}>
        {text("urgent.let_go_sure")}
      </button>
      <button type="button" class="btn wide quiet" onClick={() => setAsked(false)}>
        {text("urgent.keep_it")}
      </button>
    </>
  );
}

const Sent = ({ report: { id, at, number } }: { report: Urgent }) => (
  <li class="card" data-urgent="sent">
    <p class="strong">{text("urgent.sent", { moment: moment(at), number: number ?? "" })}</p>
    <button type="button" class="btn quiet" onClick={() => void forgetUrgent(id)}>
      {text("urgent.seen")}
    </button>
  </li>
);

function Waiting({ report }: { report: Urgent }) {
  const { id, area, box, at, refusal, stuck } = report;
  const [changes, setChanges] = useState(false);
  const send = async (where: Pick<Urgent, "area" | "place">): Promise<void> => {
    setChanges(false);
    await keepUrgent({ id, at, ...where, ...(box && { box }) });
    await sendNow();
  };
  const here = { area, ...(report.place !== undefined && { place: report.place }) };
  const place = area === null ? undefined : (report.place ?? text("urgent.coded", { code: area }));
  return (
    <li class="card alert" data-urgent={stuck ? "stuck" : "waits"}>
      <p class="late">{text("concern.own_waits", { moment: moment(at) })}</p>
      {refusal !== undefined && <p class="fault">{refusal}</p>}
      {stuck && <p>{text("urgent.stuck")}</p>}
      {place !== undefined && <p>{text("urgent.to", { place })}</p>}
      {area !== null && (
        <button type="button" class="btn wide" onClick={() => void send(here).catch(() => undefined)}>
          {text(stuck ? "page.again" : "urgent.now")}
        </button>
      )}
      {area === null || changes ? (
        <UrgentPlace
          hint={text("urgent.where")}
          word={text("urgent.send_there")}
          onChoose={({ code, name }) => void send({ area: code, place: name }).catch(() => undefined)}
        />
      ) : (
        <button type="button" class="btn wide quiet" onClick={() => setChanges(true)}>
          {text("urgent.elsewhere")}
        </button>
      )}
      {refusal !== undefined && <LetGo id={id} />}
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
      {reports.map((report) =>
        report.box === undefined ? (
          <Sent key={report.id} report={report} />
        ) : (
          <Waiting key={report.id} report={report} />
        ),
      )}
    </ul>
  );
}
