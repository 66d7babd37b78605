/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import { text } from "../language/text.ts";
import { Choice } from "../parts/Choice.tsx";
import { Fault } from "../parts/Fault.tsx";
import { Field } from "../parts/Field.tsx";
import { useDraft } from "../useDraft.ts";
import { useSending } from "../useSending.ts";

interface Checking {
  readonly solved: "yes" | "no" | "";
  readonly note: string;
}

interface CheckFormProps {
  readonly childId: string;
  readonly no: number;
  readonly seen: number;
  readonly done: () => void;
}

/** Solved or not, and what was seen: not solved gives it back to the department. Kept at each field. */
export function CheckForm({ childId, no, seen, done }: CheckFormProps) {
  const { held, put, drop } = useDraft<Checking>(`check.${childId}.${no}.${seen}`, { solved: "", note: "" });
  const [asked, setAsked] = useState(false);
  const sending = useSending(() => {
    drop();
    done();
  });
  const { solved, note } = held;
  const still = solved === "" ? "check.want" : note.trim().length < 2 ? "check.want_how" : undefined;
  const save = (event: Event): void => {
    event.preventDefault();
    setAsked(true);
    if (sending.locked || still === undefined)
      sending.send(`/api/referral/children/${childId}/${no}/check`, {
        solved: solved === "yes",
        note: note.trim(),
        seen,
      });
  };
  return (
    <form class="stack" onSubmit={save}>
      <fieldset class="stack" disabled={sending.frozen}>
        <Choice
          label={text("check.ask")}
          options={[
            { value: "yes", word: text("check.solved") },
            { value: "no", word: text("check.not_solved") },
          ]}
          chosen={[solved]}
          onChoose={(value) => put({ solved: value as Checking["solved"] })}
        />
        <Field
          label={text("check.how")}
          hint={text("check.how_hint")}
          value={note}
          lines
          max={500}
          onInput={(value) => put({ note: value })}
        />
      </fieldset>
      <Fault said={sending.fault ?? (asked && still !== undefined ? text(still) : undefined)} />
      <button type="submit" class="btn main wide" disabled={sending.busy}>
        {text(sending.locked ? "visit.again" : "visit.save")}
      </button>
    </form>
  );
}
