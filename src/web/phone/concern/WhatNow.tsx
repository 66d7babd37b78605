/** @jsxImportSource preact */
import { text } from "../language/text.ts";
import { useKeepHere } from "../sync/vaultContext.ts";
import { CallPolice } from "./CallPolice.tsx";

/** Said at once, short: whoever reads it stands beside a child. */
export function WhatNow({ concernId }: { concernId: string }) {
  const keep = useKeepHere();
  const waits = keep?.commands.some((one) => one.id === concernId && one.state !== "arrived") ?? false;
  return (
    <section class="card alert" data-group="now" data-waits={waits}>
      <output class="name">{text(waits ? "concern.kept" : "concern.sent")}</output>
      {waits && <p class="late">{text("concern.not_sent")}</p>}
      <CallPolice />
      <h2>{text("concern.now")}</h2>
      <ol class="todo-now">
        <li>{text("concern.now_safe")}</li>
        <li>{text("concern.now_hospital")}</li>
        <li>{text("concern.now_listen")}</li>
        <li>{text("concern.now_quiet")}</li>
      </ol>
    </section>
  );
}
