/** @jsxImportSource preact */
import { spoken, text } from "../language/text.ts";
import { useState } from "preact/hooks";
import type { OwnConcernTold } from "#capabilities/concern/words.ts";
import { hashOf } from "../hash.ts";
import { useKeepHere } from "../sync/vaultContext.ts";
import { useLoaded } from "../useLoaded.ts";
import { Second } from "../parts/Fetched.tsx";
import { SupplementForm } from "./SupplementForm.tsx";

/** Day and minute by the clock of China. */
const moment = (iso: string): string =>
  new Date(iso).toLocaleString(spoken(), {
    timeZone: "Asia/Shanghai",
    month: "long",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });

type Line = Omit<OwnConcernTold, "told"> & { readonly told?: OwnConcernTold["told"] };

const stateOf = (line: Line): string => {
  if (line.closedAt !== null) return text("concern.state_closed");
  if (line.toldAt !== null) return text("concern.state_told");
  if (line.handledAt !== null) return text("concern.state_handled");
  return text(line.receivedAt === null ? "concern.state_arrived" : "concern.state_received");
};

function OwnReport({ line }: { line: Line }) {
  const [open, setOpen] = useState(false);
  return (
    <li class="card" data-own={line.id}>
      <p class="strong">{text("concern.own_line", { moment: moment(line.reportedAt), state: stateOf(line) })}</p>
      {line.told?.map(({ on, words }) => (
        <p key={on}>{text("concern.answer", { moment: moment(on), words })}</p>
      ))}
      {line.toldAt !== null && line.told === undefined && <p class="soft">{text("concern.answer_online")}</p>}
      {open ? (
        <>
          <Second part>{({ ReportPictures }) => <ReportPictures concernId={line.id} />}</Second>
          <SupplementForm concernId={line.id} stranger />
        </>
      ) : (
        <button type="button" class="btn" onClick={() => setOpen(true)}>
          {text("concern.supplement")}
        </button>
      )}
    </li>
  );
}

/** What became of one's reports: how far they have come is kept here, what one was told is not. */
export function OwnReports() {
  const keep = useKeepHere();
  const read = useLoaded<readonly OwnConcernTold[]>("/api/concern/own");
  const lines: readonly Line[] = read.state === "here" ? read.value : (keep?.village?.concerns ?? []);
  const waiting = (keep?.commands ?? []).filter(
    ({ content, state }) => content.operation === "concern.report" && state !== "arrived",
  );
  if (lines.length + waiting.length === 0) return null;
  return (
    <section class="stack" data-group="own">
      <h2>{text("concern.own")}</h2>
      <ul class="plain-list stack">
        {waiting.map(({ id, content }) => (
          <li key={id} class="card alert" data-own={id}>
            <p class="late">{text("concern.own_waits", { moment: moment(content.at) })}</p>
            <a class="btn" href={hashOf({ page: "unsent" })}>
              {text("concern.how_to_send")}
            </a>
          </li>
        ))}
        {lines.map((line) => (
          <OwnReport key={line.id} line={line} />
        ))}
      </ul>
    </section>
  );
}
