/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import { freshId } from "../command.ts";
import { spoken, text } from "../language/text.ts";
import { Fault } from "../parts/Fault.tsx";
import { Field } from "../parts/Field.tsx";
import { ask } from "../server.ts";

interface SentPictureProps {
  readonly concernId: string;
  readonly id: string;
  readonly on: string;
  readonly mayWithdraw: boolean;
  readonly withdrawn: () => void;
}

const minute = (iso: string): string =>
  new Date(iso).toLocaleString(spoken(), { timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit" });

/** A picture that the server has: not on this phone any more. Until somebody receives the report it may be withdrawn. */
export function SentPicture({ concernId, id, on, mayWithdraw, withdrawn }: SentPictureProps) {
  const [commandId] = useState(freshId);
  const [asked, setAsked] = useState(false);
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState<string>();
  const withdraw = async (): Promise<void> => {
    const path = `/api/concern/reports/${concernId}/pictures/${id}/withdraw`;
    const answer = await ask<unknown>("POST", path, { id: commandId, reason });
    if (answer.kind === "ok") withdrawn();
    else setFault(answer.sentence);
  };
  return (
    <li class="stack" data-sent={id}>
      <p>{text("picture.sent", { moment: minute(on) })}</p>
      {!mayWithdraw && <p class="soft">{text("picture.received")}</p>}
      {mayWithdraw && !asked && (
        <button type="button" class="btn quiet" onClick={() => setAsked(true)}>
          {text("picture.withdraw")}
        </button>
      )}
      {mayWithdraw && asked && (
        <>
          <Field label={text("picture.reason")} value={reason} max={300} onInput={setReason} />
          <Fault said={fault} />
          <button type="button" class="btn" disabled={reason.trim().length < 4} onClick={() => void withdraw()}>
            {text("picture.withdraw_sure")}
          </button>
        </>
      )}
    </li>
  );
}
