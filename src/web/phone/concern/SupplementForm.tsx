/** @jsxImportSource preact */
import { text } from "../language/text.ts";
import { useState } from "preact/hooks";
import { Choice } from "../parts/Choice.tsx";
import { Field } from "../parts/Field.tsx";
import { useDraft } from "../useDraft.ts";
import { useSending } from "../useSending.ts";

const empty = { name: "", age: "", place: "", time: "", note: "", police: "" };
/** Under which name what was written on a report lies until it is sent. */
export const supplementOf = (concernId: string): string => `concern.${concernId}`;

export interface SupplementFormProps {
  readonly concernId: string;
  /** Nobody of the ledger: the name and the age are asked too. */
  readonly stranger: boolean;
}

/** What a reporter may add to a report that has gone: all of it optional, kept at each field until it is sent. */
export function SupplementForm({ concernId, stranger }: SupplementFormProps) {
  const { held: filling, put, drop } = useDraft(supplementOf(concernId), empty);
  const [sent, setSent] = useState(false);
  const change = (part: Partial<typeof empty>): void => {
    setSent(false);
    put(part);
  };
  const sending = useSending(() => {
    drop();
    setSent(true);
  });
  const isEmpty = Object.values(filling).every((value) => value.trim() === "");
  const send = (event: Event): void => {
    event.preventDefault();
    const { police, ...said } = filling;
    const body = { ...said, ...(police !== "" && { police: police === "yes" }) };
    sending.send(`/api/concern/reports/${concernId}/supplements`, body);
  };
  return (
    <form class="card" onSubmit={send} data-group="supplement">
      <h2>{text("concern.more")}</h2>
      <fieldset class="stack" disabled={sending.frozen}>
        {stranger && (
          <>
            <Field label={text("concern.name")} value={filling.name} max={40} onInput={(name) => change({ name })} />
            <Field label={text("concern.age")} value={filling.age} max={20} onInput={(age) => change({ age })} />
          </>
        )}
        <Field label={text("concern.place")} value={filling.place} max={200} onInput={(place) => change({ place })} />
        <Field label={text("concern.time")} value={filling.time} max={60} onInput={(time) => change({ time })} />
        <Field
          label={text("concern.note")}
          value={filling.note}
          lines
          max={1000}
          onInput={(note) => change({ note })}
        />
        <div class="field">
          <span>{text("concern.police_told")}</span>
          <Choice
            label={text("concern.police_told")}
            options={[
              { value: "yes", word: text("concern.police_yes") },
              { value: "no", word: text("concern.police_no") },
            ]}
            chosen={[filling.police]}
            onChoose={(police) => change({ police })}
          />
        </div>
      </fieldset>
      {sending.fault !== undefined && (
        <p class="fault" role="alert">
          {sending.fault}
        </p>
      )}
      {sent && <p class="note good">{text("concern.added")}</p>}
      <button type="submit" class="btn main wide" disabled={sending.busy || (isEmpty && !sending.locked)}>
        {text(sending.locked ? "concern.again" : "concern.add")}
      </button>
      <p class="soft">{text("concern.wrong")}</p>
    </form>
  );
}
