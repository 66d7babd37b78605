/** @jsxImportSource preact */
import { useRef, useState } from "preact/hooks";
import { type Command, command, deliver, freshId, type Receipt } from "../command.ts";
import { dropDraft, keepDraft, readDraft } from "../draft.ts";
import { Top } from "../parts/Page.tsx";
import { useSession } from "../session.ts";
import { useSending } from "../useSending.ts";
import { ReceiptView } from "../visit/ReceiptView.tsx";
import { Guardian, Identity, Parents } from "./RegisterFields.tsx";
import { type Answers, blank, factsOf, missingWords, type Registering, registeringKey } from "./registering.ts";
import { text } from "../language/text.ts";

interface Draft {
  readonly child: Registering;
  readonly pending?: Command;
  readonly answers?: Answers;
}

/** The registration answers the line of the list at once; where that fails, the line waits as before. */
const answerLine = ({ lineId, note }: Answers, childId: string) =>
  deliver(command(`/api/anomaly/unregistered/${lineId}/verify`, freshId(), { verdict: "right", note, childId }));

function Form({ registered }: { registered: (receipt: Receipt) => void }) {
  const { me } = useSession();
  const key = registeringKey(me.personId);
  const [found] = useState(() => readDraft(key) as Draft | undefined);
  const [child, setChild] = useState(found?.child ?? blank);
  const [answers, setAnswers] = useState(found?.answers);
  const [asked, setAsked] = useState(false);
  const childId = useRef(freshId());
  const remember = (pending: Command | undefined): void =>
    keepDraft(key, { child, ...(answers && { answers }), ...(pending && { pending }) } satisfies Draft);
  const sending = useSending(
    (receipt) => {
      dropDraft(key);
      if (answers) void answerLine(answers, receipt.childId);
      registered(receipt);
    },
    { pending: found?.pending, remember },
  );
  const put = (part: Partial<Registering>): void => {
    const next = { ...child, ...part };
    setChild(next);
    keepDraft(key, { child: next, ...(answers && { answers }) } satisfies Draft);
  };
  const another = (): void => {
    setAnswers(undefined);
    keepDraft(key, { child } satisfies Draft);
  };
  const blocked = missingWords(child, me.today);
  const save = (event: Event): void => {
    event.preventDefault();
    setAsked(true);
    if (!sending.locked && blocked !== undefined) return;
    sending.send("/api/registry/children", { childId: childId.current, area: me.area, facts: factsOf(child) });
  };
  const part = { child, today: me.today, put };
  const said = sending.fault ?? (asked ? blocked : undefined);
  return (
    <form class="stack" onSubmit={save}>
      <p class="soft">{text("register.minutes")}</p>
      {answers && (
        <div class="note stack" data-answers={answers.lineId}>
          <p>{text("register.answers", { name: answers.name })}</p>
          <button type="button" class="btn quiet" disabled={sending.frozen} onClick={another}>
            {text("register.another")}
          </button>
        </div>
      )}
      <fieldset class="stack" disabled={sending.frozen}>
        <Identity {...part} />
        <Guardian {...part} />
        <Parents {...part} />
      </fieldset>
      {said !== undefined && (
        <p class="fault" role="alert">
          {said}
        </p>
      )}
      <button type="submit" class="btn main wide" disabled={sending.busy}>
        {text(sending.busy ? "visit.saving" : sending.locked ? "visit.again" : "register.send")}
      </button>
    </form>
  );
}

/** Digits of a village code. */
const VILLAGE = 12;

/** 登记: few fields; what the policy needs beyond them is asked in the first visit. */
export function RegisterPage() {
  const { me } = useSession();
  const [receipt, setReceipt] = useState<Receipt>();
  return (
    <main class="page">
      <Top title={text(receipt ? "register.done" : "register.title")} />
      {receipt ? (
        <ReceiptView receipt={receipt} />
      ) : me.area.length === VILLAGE ? (
        <Form registered={setReceipt} />
      ) : (
        <p class="note">{text("register.village_only")}</p>
      )}
    </main>
  );
}
