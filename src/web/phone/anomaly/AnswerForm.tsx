/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import type { Verdict } from "#capabilities/anomaly/words.ts";
import { text } from "../language/text.ts";
import { Choice } from "../parts/Choice.tsx";
import { Fault } from "../parts/Fault.tsx";
import { Field } from "../parts/Field.tsx";
import type { ChildFile } from "../registry/file.ts";
import { useSession } from "../session.ts";
import type { AnomalyHere } from "../sync/shown.ts";
import { useDraft } from "../useDraft.ts";
import { useSending } from "../useSending.ts";
import { QuestionField } from "../visit/QuestionField.tsx";
import { type Answering, meaningOf, messageOf, questionsOf, unanswered, verdictsOf, wanted } from "./answering.ts";

interface FormProps {
  readonly anomaly: AnomalyHere;
  readonly file: ChildFile;
  readonly done: () => void;
}

function Facts({ anomaly, answering, today, put }: { anomaly: AnomalyHere; answering: Answering; today: string; put: (part: Partial<Answering>) => void }) {
  return (
    <>
      <p class="strong">{text("anomaly.true_value")}</p>
      {questionsOf(anomaly).map((question) => (
        <QuestionField
          key={question.key}
          question={question}
          value={answering.facts[question.key]}
          today={today}
          was={undefined}
          onAnswer={(key, value) => put({ facts: { ...answering.facts, [key]: value } })}
        />
      ))}
    </>
  );
} // prettier-ignore

/** What was found on the spot, and how. */
export function AnswerForm({ anomaly, file, done }: FormProps) {
  const { me } = useSession();
  const { childId, no } = anomaly;
  const { held: answering, put, drop } = useDraft<Answering>(`anomaly.${childId}.${no}`, unanswered);
  const [asked, setAsked] = useState(false);
  const sending = useSending(() => {
    drop();
    done();
  });
  const still = wanted(answering);
  const save = (event: Event): void => {
    event.preventDefault();
    setAsked(true);
    const message = messageOf(anomaly, file, answering);
    if (sending.locked || still === undefined) sending.send(`/api/anomaly/children/${childId}/${no}/verify`, message);
  };
  const { verdict } = answering;
  return (
    <form class="stack" onSubmit={save}>
      <fieldset class="stack" disabled={sending.frozen}>
        <p class="strong">{text("anomaly.verdict")}</p>
        <Choice
          label={text("anomaly.verdict")}
          options={verdictsOf(anomaly).map((value) => ({ value, word: text(`anomaly.verdict_${value}`) }))}
          chosen={[verdict]}
          onChoose={(value) => put({ verdict: value as Verdict })}
        />
        {verdict !== "" && <p class="soft">{meaningOf(anomaly, verdict)}</p>}
        {verdict === "corrected" && <Facts anomaly={anomaly} answering={answering} today={me.today} put={put} />}
        <Field
          label={text("anomaly.how")}
          hint={text("anomaly.how_hint")}
          value={answering.note}
          lines
          max={300}
          onInput={(note) => put({ note })}
        />
      </fieldset>
      <Fault said={sending.fault ?? (asked && still !== undefined ? text(still) : undefined)} />
      <button type="submit" class="btn main wide" disabled={sending.busy}>
        {text(sending.locked ? "visit.again" : "visit.save")}
      </button>
    </form>
  );
}
