/** @jsxImportSource preact */
import { spoken, text } from "../language/text.ts";
import { useState } from "preact/hooks";
import type { OwnConcernTold } from "#capabilities/concern/words.ts";
import { hashOf } from "../hash.ts";
import { useBegun } from "../useDraft.ts";
import { type Kept, righted } from "../sync/kept.ts";
import { useKeepHere } from "../sync/vaultContext.ts";
import { useLoaded } from "../useLoaded.ts";
import { Second } from "../parts/Fetched.tsx";
import { SupplementForm, supplementOf, type SupplementFormProps } from "./SupplementForm.tsx";

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

/** More on a report, words and pictures; behind a tap, and that something of it was left unsaid is told. */
function More({ concernId, stranger }: SupplementFormProps) {
  const isBegun = useBegun(supplementOf(concernId));
  const [open, setOpen] = useState(false);
  return open ? (
    <>
      <Second part>{({ ReportPictures }) => <ReportPictures concernId={concernId} />}</Second>
      <SupplementForm concernId={concernId} stranger={stranger} />
    </>
  ) : (
    <button type="button" class="btn" onClick={() => setOpen(true)}>
      {text(isBegun ? "concern.supplement_begun" : "concern.supplement")}
    </button>
  );
}

/** Not sent yet, for hours where there is no signal: what more one sees meanwhile is said here, and goes out behind it. */
const WaitingReport = ({ one: { id, content }, ahead }: { one: Kept; ahead: number }) => (
  <li class="card alert" data-own={id}>
    <p class="late">{text("concern.own_waits", { moment: moment(righted(content.at, ahead).toISOString()) })}</p>
    <a class="btn" href={hashOf({ page: "unsent" })}>
      {text("concern.how_to_send")}
    </a>
    <More concernId={id} stranger={content.childId === id} />
  </li>
);

function OwnReport({ line }: { line: Line }) {
  return (
    <li class="card" data-own={line.id}>
      <p class="strong">{text("concern.own_line", { moment: moment(line.reportedAt), state: stateOf(line) })}</p>
      {line.told?.map(({ on, words }) => (
        <p key={on}>{text("concern.answer", { moment: moment(on), words })}</p>
      ))}
      {line.toldAt !== null && line.told === undefined && <p class="soft">{text("concern.answer_online")}</p>}
      <More concernId={line.id} stranger />
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
        {waiting.map((one) => (
          <WaitingReport key={one.id} one={one} ahead={keep?.village?.ahead ?? 0} />
        ))}
        {lines.map((line) => (
          <OwnReport key={line.id} line={line} />
        ))}
      </ul>
    </section>
  );
}
