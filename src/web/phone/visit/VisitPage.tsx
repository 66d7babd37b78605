/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import { kinds, kindText } from "../caselist/dueWords.ts";
import type { Receipt } from "../command.ts";
import { opensReport } from "../concern/found.ts";
import { ReportNow } from "../concern/ReportNow.tsx";
import { hashOf } from "../hash.ts";
import { Choice } from "../parts/Choice.tsx";
import { Reading, ReportLink, Top } from "../parts/Page.tsx";
import { type ChildFile, levelNow, textOf } from "../registry/file.ts";
import { useSession } from "../session.ts";
import { useLoaded } from "../useLoaded.ts";
import { useSending } from "../useSending.ts";
import { ChildHead } from "../registry/ChildHead.tsx";
import { asksOf } from "./asks.ts";
import { EvidenceCard } from "./EvidenceCard.tsx";
import { confirmGroup, type Kind, layOut, minutesOf, openGroup, RISKS } from "./filling.ts";
import { type Asking, GroupsCard, Questions } from "./GroupCard.tsx";
import { messageOf, obstacle } from "./message.ts";
import { ProblemCards } from "./ProblemCards.tsx";
import type { Question, VisitForm } from "./question.ts";
import { ReceiptView } from "./ReceiptView.tsx";
import { RiskCard, StandingRisks } from "./RiskCards.tsx";
import { TalkCard } from "./TalkCard.tsx";
import { UnaskedNote } from "./UnaskedNote.tsx";
import { useFilling } from "./useFilling.ts";
import { text, word, words } from "../language/text.ts";

interface FormProps {
  readonly file: ChildFile;
  readonly form: VisitForm;
  readonly kind: Kind;
  readonly stored: (receipt: Receipt) => void;
}

const wasText =
  (file: ChildFile) =>
  (question: Question): string | undefined =>
    question.last === null ? undefined : wordsOf(textOf(file, question.key));

const wordsOf = (told: string | undefined): string | undefined => told && words(told);

const lastOf = ({ questions }: VisitForm, key: string): unknown =>
  questions.find((one) => one.key === key)?.last?.value;

/** The form's questions come in Chinese. */
const inReadersWords = (question: Question): Question => ({
  ...question,
  label: word(question.label),
  options:
    question.options &&
    Object.fromEntries(Object.entries(question.options).map(([code, chinese]) => [code, word(chinese)])),
});

function Form({ file, form, kind, stored }: FormProps) {
  const { me, policy } = useSession();
  const { filling, change, memory, drop } = useFilling(me.personId, file.childId, form, kind);
  const [asked, setAsked] = useState(false);
  const layout = layOut(form.questions.map(inReadersWords), filling.answers, file.decision.missing);
  const sending = useSending((receipt) => {
    drop();
    stored(receipt);
  }, memory);
  const asks = asksOf(form, filling.kind);
  const blocked = obstacle(layout, filling, asks);
  const save = (): void => {
    setAsked(true);
    if (sending.locked || blocked === undefined)
      sending.send(`/api/visit/children/${file.childId}/visits`, messageOf(form.form, layout, filling, asks));
  };
  const asking: Asking = {
    answers: filling.answers,
    today: form.day,
    was: wasText(file),
    onAnswer: (key, value) => {
      change((now) => ({ ...now, answers: { ...now.answers, [key]: value } }));
      if (opensReport(policy.situations, key, filling.answers[key] ?? lastOf(form, key), value))
        location.hash = hashOf({ page: "report", childId: file.childId, visit: kind });
    },
  };
  const isSame = (name: string): boolean => filling.same.includes(name);
  const isOpen = (name: string): boolean => filling.opened.includes(name);
  const said = sending.fault ?? (asked ? blocked : undefined);
  return (
    <>
      <p class="soft">{text("visit.minutes", { n: minutesOf(layout, filling) })}</p>
      <UnaskedNote unasked={filling.unasked} />
      <fieldset class="stack" disabled={sending.frozen}>
        <section class="card">
          <h2>{text("visit.kind")}</h2>
          <Choice
            label={text("visit.kind")}
            options={kinds.map((value) => ({ value, word: kindText(value) }))}
            chosen={[filling.kind]}
            onChoose={(value) => change((now) => ({ ...now, kind: value as Kind }))}
          />
        </section>
        <StandingRisks layout={layout} asking={asking} />
        <RiskCard
          layout={layout}
          same={isSame(RISKS)}
          opened={isOpen(RISKS)}
          asking={asking}
          onNone={() => change((now) => confirmGroup(now, RISKS, layout.risks))}
          onOpen={() => change((now) => openGroup(now, RISKS))}
        />
        {layout.unclear.length > 0 && (
          <section class="card" data-group="unclear">
            <h2>{text("visit.unclear")}</h2>
            <p class="soft">{text("visit.unclear_hint")}</p>
            <Questions questions={layout.unclear} asking={asking} />
          </section>
        )}
        <GroupsCard layout={layout} filling={filling} asking={asking} onChange={change} />
        <TalkCard file={file} filling={filling} onChange={(part) => change((now) => ({ ...now, ...part }))} />
        <EvidenceCard file={file} filling={filling} asks={asks} onChange={change} />
        <ProblemCards
          problems={filling.problems}
          me={me.name}
          today={form.day}
          onChange={(problems) => change((now) => ({ ...now, problems }))}
        />
      </fieldset>
      <div class="foot">
        <div class="stack">
          <ReportNow childId={file.childId} kind={kind} answers={filling.answers} />
          {said !== undefined && (
            <p class="fault" role="alert">
              {said}
            </p>
          )}
          <button type="button" class="btn main wide" disabled={sending.busy} onClick={save}>
            {text(sending.busy ? "visit.saving" : sending.locked ? "visit.again" : "visit.save")}
          </button>
        </div>
      </div>
    </>
  );
}

/** 走访: one page from the door to the receipt. */
export function VisitPage({ childId, kind }: { childId: string; kind: Kind }) {
  const file = useLoaded<ChildFile>(`/api/registry/children/${childId}?purpose=visit`);
  const form = useLoaded<VisitForm>(`/api/visit/children/${childId}/form`);
  const [receipt, setReceipt] = useState<Receipt>();
  return (
    <main class="page">
      <Top
        title={text(receipt ? "visit.saved" : "visit.title")}
        back={{ page: "today" }}
        side={<ReportLink childId={childId} visit={kind} />}
      />
      <Reading of={file}>
        {(before) =>
          receipt ? (
            <ReceiptView receipt={receipt} before={levelNow(before)} />
          ) : (
            <>
              <ChildHead file={before} />
              <Reading of={form}>
                {(asked) => <Form file={before} form={asked} kind={kind} stored={setReceipt} />}
              </Reading>
            </>
          )
        }
      </Reading>
    </main>
  );
}
